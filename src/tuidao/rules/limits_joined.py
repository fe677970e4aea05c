"""Limits joined: from the two ends of the line, and bounds that make a part bounded."""

from tuidao.lang.build import abs_, bounded, eq, le, lim, minus_oo, ne, near, oo, undefined, zoo
from tuidao.lang.term import Sym
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Fn, Point, Real, Side, Truth, Value, rule
from tuidao.text import Text

_x = Sym("x")


@rule(
    title=Text("Both ends agree", "两端的极限相等"),
    why=Text(
        "The limits as x → −∞ and as x → +∞ are the same.",
        "x → −∞ 与 x → +∞ 时的极限存在且相等。",
    ),
    cite=LECTURE("1.2"),
    breaks_at={"f": "atan(x)", "A": "pi/2"},
)
def lim_of_ends(f: Fn, A: Value) -> Claim:
    given = (eq(lim(f(_x), _x, minus_oo), A), eq(lim(f(_x), _x, oo), A))
    return Claim(lim(f(_x), _x, zoo), A, given)


@rule(
    title=Text("The ends differ", "两端的极限不等"),
    why=Text(
        "The limits as x → −∞ and as x → +∞ differ: as x → ∞ there is none.",
        "x → −∞ 与 x → +∞ 时的极限不相等，故 x → ∞ 时极限不存在。",
    ),
    cite=LECTURE("1.2"),
    breaks_at={"f": "1/x", "A": "0", "B": "0"},
)
def lim_undefined_of_ends(f: Fn, A: Real, B: Real) -> Claim:
    given = (eq(lim(f(_x), _x, minus_oo), A), eq(lim(f(_x), _x, oo), B), ne(A, B))
    return Claim(lim(f(_x), _x, zoo), undefined, given)


@rule(
    title=Text("Bounded by a constant", "由上界得出有界"),
    why=Text(
        "Its absolute value stays below a constant: it is bounded.",
        "绝对值不超过一个常数，所以有界。",
    ),
    cite=LECTURE("1.4"),
    breaks_at={"v": "1/x", "a": "0", "s": "0", "M": "1"},
)
def bounded_of_abs_le(v: Fn, a: Point, s: Side, M: Real) -> Claim:
    return Claim(bounded(v(_x), _x, a, s), given=(near(le(abs_(v(_x)), M), _x, a, s),))


@rule(
    title=Text("Bound near the point", "该点附近的不等式"),
    why=Text("The inequality holds near the point.", "该不等式在该点附近成立。"),
    cite=LECTURE("1.5"),
    decide="near_holds",
)
def near_of_range(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)

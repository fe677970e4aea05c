"""Derivatives at single points: the function near by decides, and what shows that there is none."""

from tuidao.lang.build import (
    ABOVE,
    BELOW,
    D,
    continuous,
    defined,
    eq,
    lim,
    lt,
    minus_oo,
    ne,
    near,
    not_,
    oo,
    undefined,
)
from tuidao.lang.term import Sym, Term
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Side, Value, rule
from tuidao.text import Text

_t, _h = Sym("t"), Sym("h")


def _quotient(u: Fn, x: Term) -> Term:
    """The difference quotient of u at x with the increment h."""
    return (u(x + _h) - u(x)) / _h


@rule(
    title=Text("No derivative: the sides differ", "不可导：左右导数不等"),
    why=Text(
        "The left and the right derivative differ, so there is no derivative.",
        "左导数与右导数不相等，所以不可导。",
    ),
    cite=LECTURE("2"),
    breaks_at={"u": "t", "x": "0", "A": "1", "B": "2"},
)
def deriv_undefined_of_sides(u: Fn, x: Real, A: Value, B: Value) -> Claim:
    return Claim(
        D(u(x), x),
        undefined,
        given=(
            eq(lim(_quotient(u, x), _h, 0, BELOW), A),
            eq(lim(_quotient(u, x), _h, 0, ABOVE), B),
            ne(A, B),
        ),
    )


@rule(
    title=Text("No derivative: infinite slope on one side", "不可导：一侧斜率无穷大"),
    why=Text(
        "On one side the difference quotient grows without bound, so there is no derivative.",
        "差商在一侧趋于无穷大，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0", "s": "1"},
)
def deriv_undefined_of_side_oo(u: Fn, x: Real, s: Side) -> Claim:
    return Claim(D(u(x), x), undefined, given=(eq(lim(_quotient(u, x), _h, 0, s), oo),))


@rule(
    title=Text("No derivative: infinite slope on one side", "不可导：一侧斜率无穷大"),
    why=Text(
        "On one side the difference quotient grows without bound, so there is no derivative.",
        "差商在一侧趋于无穷大，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0", "s": "1"},
)
def deriv_undefined_of_side_minus_oo(u: Fn, x: Real, s: Side) -> Claim:
    return Claim(D(u(x), x), undefined, given=(eq(lim(_quotient(u, x), _h, 0, s), minus_oo),))


@rule(
    title=Text("No derivative: no value", "不可导：函数无定义"),
    why=Text(
        "The function has no value there, so it has no derivative.",
        "函数在该点没有定义，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0"},
)
def deriv_undefined_of_no_value(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), undefined, given=(not_(defined(u(x))),))


@rule(
    title=Text("No derivative: the quotient has no limit", "不可导：差商没有极限"),
    why=Text(
        "The difference quotient has no limit, so there is no derivative.",
        "差商没有极限，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "x": "0"},
)
def deriv_undefined_of_limit(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), undefined, given=(eq(lim(_quotient(u, x), _h, 0), undefined),))


@rule(
    title=Text("No derivative: not continuous", "不可导：不连续"),
    why=Text(
        "A function that is not continuous there has no derivative there.",
        "函数在该点不连续，所以不可导。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.2"),
    breaks_at={"u": "t", "x": "0"},
)
def deriv_undefined_of_jump(u: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), undefined, given=(not_(continuous(u(_t), _t, x)),))


@rule(
    title=Text("The derivative is local", "导数的局部性"),
    why=Text("Only the values near the point matter.", "导数只取决于该点附近的函数值。"),
    cite=BOOK("Rudin", RUDIN, "5.1"),
    breaks_at={"u": "t", "v": "0*t", "x": "0"},
)
def deriv_local(u: Fn, v: Fn, x: Real) -> Claim:
    return Claim(D(u(x), x), D(v(x), x), given=(near(eq(u(_t), v(_t)), _t, x), eq(u(x), v(x))))


@rule(
    title=Text("The next derivative at a seam", "分段点处的高阶导数"),
    why=Text(
        "The quotients of the lower derivative agree from both sides.",
        "低一阶导数的左、右差商极限相等。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.14"),
    breaks_at={"u": "t", "v": "1", "w": "1", "a": "0", "B": "1", "A": "1", "n": "1", "m": "2"},
)
def deriv_next_of_sides(u: Fn, v: Fn, w: Fn, a: Real, B: Real, A: Real, n: Real, m: Real) -> Claim:
    given = (
        near(eq(D(u(_t), _t, _t, n), v(_t)), _t, a, BELOW),
        near(eq(D(u(_t), _t, _t, n), w(_t)), _t, a, ABOVE),
        eq(D(u(_t), _t, a, n), B),
        eq(lim((v(a + _h) - B) / _h, _h, 0, BELOW), A),
        eq(lim((w(a + _h) - B) / _h, _h, 0, ABOVE), A),
        eq(m, n + 1),
    )
    return Claim(D(u(_t), _t, a, m), A, given)


@rule(
    title=Text("No next derivative at a seam", "分段点处高阶导数不存在"),
    why=Text(
        "The quotients of the lower derivative differ from side to side.",
        "低一阶导数的左、右差商极限不相等。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.14"),
    breaks_at={
        "u": "t",
        "v": "1",
        "w": "1",
        "a": "0",
        "B": "1",
        "A": "1",
        "C": "2",
        "n": "1",
        "m": "2",
    },
)
def deriv_next_undefined_of_sides(
    u: Fn, v: Fn, w: Fn, a: Real, B: Real, A: Value, C: Value, n: Real, m: Real
) -> Claim:
    given = (
        near(eq(D(u(_t), _t, _t, n), v(_t)), _t, a, BELOW),
        near(eq(D(u(_t), _t, _t, n), w(_t)), _t, a, ABOVE),
        eq(D(u(_t), _t, a, n), B),
        eq(lim((v(a + _h) - B) / _h, _h, 0, BELOW), A),
        eq(lim((w(a + _h) - B) / _h, _h, 0, ABOVE), C),
        ne(A, C),
        eq(m, n + 1),
    )
    return Claim(D(u(_t), _t, a, m), undefined, given)


@rule(
    title=Text("No lower, no higher derivative", "低阶不可导则高阶不可导"),
    why=Text(
        "Without the lower derivative there is no higher one.", "低阶导数不存在，高阶导数也不存在。"
    ),
    cite=BOOK("Rudin", RUDIN, "5.14"),
    breaks_at={"u": "t", "a": "0", "k": "1", "n": "2"},
)
def deriv_undefined_of_lower(u: Fn, a: Real, k: Real, n: Real) -> Claim:
    given = (eq(D(u(_t), _t, a, k), undefined), lt(k, n))
    return Claim(D(u(_t), _t, a, n), undefined, given)


@rule(
    title=Text("No next derivative: infinite on one side", "高阶导数不存在：一侧为无穷大"),
    why=Text(
        "On one side the quotients of the lower derivative grow without bound.",
        "低一阶导数的差商在一侧趋于无穷大。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.14"),
    breaks_at={"u": "t", "v": "1", "a": "0", "B": "1", "n": "1", "m": "2", "s": "1"},
)
def deriv_next_undefined_of_oo(u: Fn, v: Fn, a: Real, B: Real, n: Real, m: Real, s: Side) -> Claim:
    given = (
        near(eq(D(u(_t), _t, _t, n), v(_t)), _t, a, s),
        eq(D(u(_t), _t, a, n), B),
        eq(lim((v(a + _h) - B) / _h, _h, 0, s), oo),
        eq(m, n + 1),
    )
    return Claim(D(u(_t), _t, a, m), undefined, given)


@rule(
    title=Text("No next derivative: infinite on one side", "高阶导数不存在：一侧为无穷大"),
    why=Text(
        "On one side the quotients of the lower derivative grow without bound.",
        "低一阶导数的差商在一侧趋于无穷大。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.14"),
    breaks_at={"u": "t", "v": "1", "a": "0", "B": "1", "n": "1", "m": "2", "s": "1"},
)
def deriv_next_undefined_of_minus_oo(
    u: Fn, v: Fn, a: Real, B: Real, n: Real, m: Real, s: Side
) -> Claim:
    given = (
        near(eq(D(u(_t), _t, _t, n), v(_t)), _t, a, s),
        eq(D(u(_t), _t, a, n), B),
        eq(lim((v(a + _h) - B) / _h, _h, 0, s), minus_oo),
        eq(m, n + 1),
    )
    return Claim(D(u(_t), _t, a, m), undefined, given)


@rule(
    title=Text("No next derivative: no limit on one side", "高阶导数不存在：一侧没有极限"),
    why=Text(
        "On one side the quotients of the lower derivative have no limit.",
        "低一阶导数的差商在一侧没有极限。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.14"),
    breaks_at={"u": "t", "v": "1", "a": "0", "B": "1", "n": "1", "m": "2", "s": "1"},
)
def deriv_next_undefined_of_limit(
    u: Fn, v: Fn, a: Real, B: Real, n: Real, m: Real, s: Side
) -> Claim:
    given = (
        near(eq(D(u(_t), _t, _t, n), v(_t)), _t, a, s),
        eq(D(u(_t), _t, a, n), B),
        eq(lim((v(a + _h) - B) / _h, _h, 0, s), undefined),
        eq(m, n + 1),
    )
    return Claim(D(u(_t), _t, a, m), undefined, given)

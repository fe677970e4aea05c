"""The important limits, and L'Hôpital's rule with all its hypotheses."""

from tuidao.lang.build import (
    ONE,
    ZERO,
    D,
    differentiable,
    e,
    eq,
    exp,
    lim,
    log,
    ne,
    near,
    oo,
    sin,
)
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Point, Real, Side, Value, rule
from tuidao.text import Text

_x = Sym("x")


def _infinitesimal(u: Fn, a: Point, s: Side) -> tuple:  # type: ignore[type-arg]
    """u tends to 0 and is not 0 near the point."""
    return (eq(lim(u(_x), _x, a, s), ZERO), near(ne(u(_x), 0), _x, a, s))


@rule(
    title=Text("Sine over its argument", "第一个重要极限"),
    why=Text("sin u / u tends to 1 as u tends to 0.", "当 u → 0 时，sin u / u → 1。"),
    cite=LECTURE("1.5"),
    breaks_at={"u": "x", "a": "1", "s": "0"},
)
def lim_sin_div_self(u: Fn, a: Point, s: Side) -> Claim:
    return Claim(lim(sin(u(_x)) / u(_x), _x, a, s), ONE, given=_infinitesimal(u, a, s))


@rule(
    title=Text("Second important limit", "第二个重要极限"),
    why=Text("(1 + u)^(1/u) tends to e as u tends to 0.", "当 u → 0 时，(1 + u)^(1/u) → e。"),
    cite=BOOK("Rudin", RUDIN, "3.31"),
    breaks_at={"u": "x", "a": "1", "s": "0"},
)
def lim_one_add_pow(u: Fn, a: Point, s: Side) -> Claim:
    return Claim(lim((1 + u(_x)) ** (1 / u(_x)), _x, a, s), e, given=_infinitesimal(u, a, s))


@rule(
    title=Text("Exponential minus one", "e^u − 1 与 u 之比"),
    why=Text("(e^u − 1)/u tends to 1 as u tends to 0.", "当 u → 0 时，(e^u − 1)/u → 1。"),
    cite=BOOK("Rudin", RUDIN, "8.6"),
    breaks_at={"u": "x", "a": "1", "s": "0"},
)
def lim_exp_sub_one_div(u: Fn, a: Point, s: Side) -> Claim:
    return Claim(lim((exp(u(_x)) - 1) / u(_x), _x, a, s), ONE, given=_infinitesimal(u, a, s))


@rule(
    title=Text("Logarithm of one plus", "ln(1 + u) 与 u 之比"),
    why=Text("ln(1 + u)/u tends to 1 as u tends to 0.", "当 u → 0 时，ln(1 + u)/u → 1。"),
    cite=BOOK("Rudin", RUDIN, "8.6"),
    breaks_at={"u": "x", "a": "1", "s": "0"},
)
def lim_log_one_add_div(u: Fn, a: Point, s: Side) -> Claim:
    return Claim(lim(log(1 + u(_x)) / u(_x), _x, a, s), ONE, given=_infinitesimal(u, a, s))


@rule(
    title=Text("Power minus one", "(1 + u)^c − 1 与 u 之比"),
    why=Text(
        "((1 + u)^c − 1)/u tends to c as u tends to 0.", "当 u → 0 时，((1 + u)^c − 1)/u → c。"
    ),
    cite=BOOK("Rudin", RUDIN, "8.6"),
    breaks_at={"u": "x", "c": "2", "a": "1", "s": "0"},
)
def lim_pow_sub_one_div(u: Fn, c: Real, a: Point, s: Side) -> Claim:
    return Claim(lim(((1 + u(_x)) ** c - 1) / u(_x), _x, a, s), c, given=_infinitesimal(u, a, s))


def _hopital(f: Fn, g: Fn, a: Point, s: Side, A: Value) -> tuple:  # type: ignore[type-arg]
    """What the 0/0 and the ∞/∞ form ask for alike; last, the quotient of the derivatives has the limit A."""
    return (
        near(differentiable(f(Sym("t")), Sym("t"), _x), _x, a, s),
        near(differentiable(g(Sym("t")), Sym("t"), _x), _x, a, s),
        near(ne(D(g(_x), _x), 0), _x, a, s),
        eq(lim(D(f(_x), _x) / D(g(_x), _x), _x, a, s), A),
    )


@rule(
    title=Text("L'Hôpital's rule, 0/0", "洛必达法则（0/0 型）"),
    why=Text(
        "Both tend to 0: take the quotient of the derivatives.",
        "分子分母都趋于 0，改求导数之比的极限。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.13"),
    breaks_at={"f": "x + 1", "g": "x", "a": "1", "s": "0", "A": "1"},
)
def lim_hopital_zero(f: Fn, g: Fn, a: Point, s: Side, A: Value) -> Claim:
    both = (eq(lim(f(_x), _x, a, s), ZERO), eq(lim(g(_x), _x, a, s), ZERO))
    return Claim(lim(f(_x) / g(_x), _x, a, s), A, given=(*both, *_hopital(f, g, a, s, A)))


@rule(
    title=Text("L'Hôpital's rule, ∞/∞", "洛必达法则（∞/∞ 型）"),
    why=Text(
        "The denominator grows without bound: take the quotient of the derivatives.",
        "分母趋于无穷，改求导数之比的极限。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.13"),
    breaks_at={"f": "x + 1", "g": "x", "a": "1", "s": "0", "A": "1"},
)
def lim_hopital_inf(f: Fn, g: Fn, a: Point, s: Side, A: Value) -> Claim:
    return Claim(
        lim(f(_x) / g(_x), _x, a, s),
        A,
        given=(eq(lim(g(_x), _x, a, s), oo), *_hopital(f, g, a, s, A)),
    )

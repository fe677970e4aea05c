"""Continuity at a point, and the four ways it fails."""

from tuidao.lang.build import (
    ABOVE,
    BELOW,
    continuous,
    defined,
    differentiable,
    eq,
    lim,
    minus_oo,
    ne,
    near,
    not_,
    oo,
    undefined,
)
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Side, Truth, Value, rule
from tuidao.text import Text

_t, _h = Sym("t"), Sym("h")
_PLACE = BOOK("Rudin", RUDIN, "4.25–4.26")


@rule(
    title=Text("Continuous at a point", "在一点连续"),
    why=Text(
        "The limit is the value, so the function is continuous there.",
        "极限等于函数值，所以函数在该点连续。",
    ),
    cite=LECTURE("1"),
    breaks_at={"u": "sign(t)", "a": "0"},
)
def continuous_of_lim(u: Fn, a: Real) -> Claim:
    return Claim(continuous(u(_t), _t, a), given=(eq(lim(u(_t), _t, a), u(a)),))


@rule(
    title=Text("Removable discontinuity: another value", "可去间断点：函数值不同"),
    why=Text(
        "The limit exists, but the value is another number.",
        "极限存在，但与函数值不相等。",
    ),
    cite=_PLACE,
    breaks_at={"u": "t", "a": "1", "A": "2"},
)
def removable_of_value(u: Fn, a: Real, A: Value) -> Claim:
    return Claim(not_(continuous(u(_t), _t, a)), given=(eq(lim(u(_t), _t, a), A), ne(u(a), A)))


@rule(
    title=Text("No value at the point", "在该点没有定义"),
    why=Text("The function has no value there.", "函数在该点没有定义。"),
    cite=_PLACE,
    breaks_at={"u": "t", "a": "1"},
)
def discontinuous_of_no_value(u: Fn, a: Real) -> Claim:
    return Claim(not_(continuous(u(_t), _t, a)), given=(not_(defined(u(a))),))


@rule(
    title=Text("Jump discontinuity", "跳跃间断点"),
    why=Text("The one-sided limits exist and differ.", "左、右极限都存在但不相等。"),
    cite=_PLACE,
    breaks_at={"u": "t", "a": "1", "A": "0", "B": "2"},
)
def discontinuous_of_sides(u: Fn, a: Real, A: Value, B: Value) -> Claim:
    given = (eq(lim(u(_t), _t, a, BELOW), A), eq(lim(u(_t), _t, a, ABOVE), B), ne(A, B))
    return Claim(not_(continuous(u(_t), _t, a)), given=given)


@rule(
    title=Text("One-sided limit other than the value", "单侧极限不等于函数值"),
    why=Text("A one-sided limit differs from the value.", "单侧极限与函数值不相等。"),
    cite=_PLACE,
    breaks_at={"u": "t", "a": "1", "A": "0", "s": "1"},
)
def discontinuous_of_side(u: Fn, a: Real, A: Value, s: Side) -> Claim:
    return Claim(not_(continuous(u(_t), _t, a)), given=(eq(lim(u(_t), _t, a, s), A), ne(u(a), A)))


@rule(
    title=Text("Infinite discontinuity", "无穷间断点"),
    why=Text("The function is unbounded near the point.", "函数在该点附近无界。"),
    cite=_PLACE,
    breaks_at={"u": "t", "a": "1", "s": "1"},
)
def discontinuous_of_oo(u: Fn, a: Real, s: Side) -> Claim:
    return Claim(not_(continuous(u(_t), _t, a)), given=(eq(lim(u(_t), _t, a, s), oo),))


@rule(
    title=Text("Infinite discontinuity", "无穷间断点"),
    why=Text("The function is unbounded near the point.", "函数在该点附近无界。"),
    cite=_PLACE,
    breaks_at={"u": "t", "a": "1", "s": "1"},
)
def discontinuous_of_minus_oo(u: Fn, a: Real, s: Side) -> Claim:
    return Claim(not_(continuous(u(_t), _t, a)), given=(eq(lim(u(_t), _t, a, s), minus_oo),))


@rule(
    title=Text("Oscillating discontinuity", "振荡间断点"),
    why=Text("The function oscillates and has no limit there.", "函数在该点附近振荡，没有极限。"),
    cite=_PLACE,
    breaks_at={"u": "t", "a": "1", "s": "1"},
)
def discontinuous_of_oscillation(u: Fn, a: Real, s: Side) -> Claim:
    given = (eq(lim(u(_t), _t, a, s), undefined), near(defined(u(_t)), _t, a, s))
    return Claim(not_(continuous(u(_t), _t, a)), given=given)


@rule(
    title=Text("Differentiable, hence continuous", "可导必连续"),
    why=Text("Where a function is differentiable it is continuous.", "函数在可导的点连续。"),
    cite=BOOK("Rudin", RUDIN, "5.2"),
    breaks_at={"u": "sign(t)", "x": "0"},
)
def lim_of_differentiable(u: Fn, x: Real) -> Claim:
    return Claim(lim(u(x + _h), _h, 0), u(x), given=(differentiable(u(_t), _t, x),))


@rule(
    title=Text("Analytic, hence differentiable without end", "解析函数任意阶可导"),
    why=Text(
        "Built of functions analytic there: derivatives of every order exist.",
        "由在该点解析的函数构成，任意阶导数都存在。",
    ),
    cite=BOOK("Rudin", RUDIN, "8.1"),
    decide="analytic",
)
def defined_deriv_of_analytic(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)

"""Taylor polynomials: the derivatives at the point one by one, and the remainder beside them."""

from __future__ import annotations

from math import factorial

from tuidao.derive.derivative import derivative
from tuidao.derive.forms import simplest
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import BOTH, D, is_op, minus_oo, total, undefined
from tuidao.lang.build import factorial as factorial_of
from tuidao.lang.focus import fresh, replace_at
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    bind,
    free_symbols,
    instantiate,
    size,
    substitute,
    subterms,
)
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_MOST_ORDER, _MOST_SIZE, _LARGE = 40, 6000, 40
_NO_ORDER = Text(
    "the order has to be a whole number from 0 to {most}", "阶数必须是 0 到 {most} 的整数"
)
_NO_DERIVATIVE = Text(
    "the function has no derivative of order {k} at the point", "函数在该点没有 {k} 阶导数"
)
_NOT_FOUND = Text(
    "the derivative of order {k} at the point was not found", "未能求出函数在该点的 {k} 阶导数"
)
_VALUE = Text("f{mark}({at}) = {v}", "f{mark}({at}) = {v}")
_VALUES = Text("Work out the derivatives: {said}.", "求出各阶导数：{said}。")


def formula(f: Term, x: Sym, at: Term, order: int) -> Term:
    """f(a) + f'(a)(x − a) + … + f⁽ⁿ⁾(a)/n!·(x − a)ⁿ with the derivatives left as they are."""
    t = fresh("t", free_symbols(f) | free_symbols(at))
    g = substitute(f, {x: t})
    out: Term = bind(ops.AT, x, f, at)
    for k in range(1, order + 1):
        slope = D(g, t, at, k)
        part = slope if k == 1 else slope / Num(factorial(k))
        base = x if at == Num(0) else x - at
        out = out + part * (base if k == 1 else base ** Num(k))
    return out


class Unknown(int):
    """An order at which the derivative was not found: too large, or without a rule or a value that is seen."""


def values(f: Term, x: Sym, at: Term, order: int) -> list[Term] | int:
    """f(a), f'(a), …, f⁽ⁿ⁾(a); or the first order at which there is none."""
    out: list[Term] = []
    d: Term | None = f
    for k in range(order + 1):
        if d is not None and size(d) > _LARGE:
            d = simplest(d)
        if d is None or size(d) > _MOST_SIZE:
            return Unknown(k)
        here = tidy(substitute(d, {x: at}))
        if not _finite(here):
            found = _limit(d, x, at) if k else None
            if found is None or not _finite(found):
                grows = found is not None and (found == minus_oo or is_op(found, ops.OO, ops.ZOO))
                return k if grows or not k else Unknown(k)
            here = found
        out.append(here)
        d = derivative(d, x)
        d = None if d is None else tidy(d)
    return out


def _limit(d: Term, x: Sym, at: Term) -> Term | None:
    from tuidao.derive.limit.answer import limit_value

    return limit_value(d, x, at, BOTH)


def _finite(v: Term) -> bool:
    """Has the constant (it may hold parameters) a value, as far as can be seen?"""
    from flint import arb

    from tuidao.lang.ball import value

    if v == undefined or is_op(v, ops.OO, ops.ZOO):
        return False
    return bool(free_symbols(v)) or isinstance(value(v, {}), arb)


def work_taylor(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`taylor(f, x, a, n)`: the polynomial of order n at a; data holds the coefficients and the Lagrange remainder."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem.body))
    f = instantiate(problem.body, x)
    at, n = problem.over
    chain = Chain(problem, given)
    if type(n) is Sym:
        return _general(chain, f, x, at, n)
    if type(n) is not Num or n.value.denominator != 1 or not 0 <= n.value <= _MOST_ORDER:
        return Worked(None, chain.derivation(), reason=_NO_ORDER.format(most=_MOST_ORDER))
    order = int(n.value)
    found = values(f, x, at, order)
    if isinstance(found, int):
        reason = _NOT_FOUND if isinstance(found, Unknown) else _NO_DERIVATIVE
        return Worked(None, chain.derivation(), reason=reason.format(k=int(found)))
    chain.step(RULES["taylor_polynomial"], formula(f, x, at, order))
    base = x if at == Num(0) else tidy(x - at)
    filled: Term = found[0]
    neat: Term = found[0]
    for k, v in enumerate(found[1:], start=1):
        power = base if k == 1 else base ** Num(k)
        filled = filled + (v if k == 1 else v / Num(factorial(k))) * power
        if v != Num(0):
            part = tidy(tidy(v / Num(factorial(k))) * power)
            neat = part if neat == Num(0) else _plus(neat, part)
    said = Text.listed([_VALUE.format(mark=_primes(k), at=at, v=v) for k, v in enumerate(found)])
    chain.step(
        RULES["simplify"],
        filled,
        note=_VALUES.format(said=said),
    )
    neat = tidy(neat) if at == Num(0) else neat
    chain.step(RULES["simplify"], neat)
    xi = f"f{_primes(order + 1)}(xi)/{factorial(order + 1)}*({base})**{order + 1}"
    data = {
        "coefficients": [str(tidy(v / Num(factorial(k)))) for k, v in enumerate(found)],
        "remainder": xi,
        "peano": _peano(base, n),
    }
    return Worked(chain.now, chain.derivation(), data)


def _plus(a: Term, b: Term) -> Term:
    """a + b, written a − c where b is −c."""
    return a - b.args[0] if is_op(b, ops.NEG) and isinstance(b, App) else a + b


def _general(chain: Chain, f: Term, x: Sym, at: Term, n: Sym) -> Worked:
    """The polynomial of order n for a symbol n, by the formula for the k-th derivative."""
    from tuidao.derive.nth import NO_FORMULA, NoFormula, nth, with_order

    k = next(s for s in (Sym("k"), Sym("j"), Sym("i")) if s not in free_symbols(chain.start) | {x})
    t = fresh("t", free_symbols(chain.start) | {x, k})
    g = substitute(f, {x: t})
    base = x if at == Num(0) else x - at
    try:
        slope = nth(g, t, k)
    except NoFormula:
        return Worked(None, chain.derivation(), reason=NO_FORMULA)
    chain.given = with_order(chain.given, n, 0)
    part = bind(ops.AT, t, D(g, t, order=k), at) / factorial_of(k) * base**k
    chain.step(RULES["taylor_polynomial"], bind(ops.AT, t, g, at) + total(part, k, 1, n))
    path = (1, 0, 0, 0, 0)
    chain.step(RULES["deriv_nth"], replace_at(chain.now, path, slope), path=path)
    height = base if at == Num(0) else tidy(base)
    value = tidy(substitute(slope, {t: at}) / _factorial_under(slope, k))
    power = height**k
    if is_op(value, ops.DIV) and isinstance(value, App):
        top, low = value.args
        neat = (power if top == Num(1) else top * power) / low
    else:
        neat = power if value == Num(1) else value * power
    first = tidy(substitute(f, {x: at}))
    series = total(neat, k, 1, n)
    chain.step(RULES["simplify"], series if first == Num(0) else first + series)
    xi = tidy(substitute(slope / _factorial_under(slope, k), {k: tidy(n + 1), t: Sym("xi")}))
    rest = str(xi * height ** tidy(n + 1))
    return Worked(chain.now, chain.derivation(), {"remainder": rest, "peano": _peano(height, n)})


def _factorial_under(slope: Term, k: Sym) -> Term:
    """k!, written k·(k − 1)! where the derivative holds (k − 1)!."""
    lower = factorial_of(tidy(k - 1))
    return k * lower if any(s == lower for _, s in subterms(slope)) else factorial_of(k)


def _peano(height: Term, order: Term) -> str:
    base = str(height) if type(height) is Sym else f"({height})"
    return (
        f"o({base}**{order})"
        if order not in (Num(0), Num(1))
        else f"o({base})"
        if order == Num(1)
        else "o(1)"
    )


def _primes(k: int) -> str:
    return "'" * k if k < 4 else f"^({k})"

"""Taylor polynomials: the derivatives at the point one by one, and the remainder beside them."""

from __future__ import annotations

from math import factorial

from tuidao.derive.derivative import derivative
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import BOTH, D, is_op, undefined
from tuidao.lang.focus import fresh
from tuidao.lang.term import Bind, Num, Sym, Term, bind, free_symbols, instantiate, size, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_MOST_ORDER, _MOST_SIZE = 40, 6000
_NO_ORDER = Text(
    "the order has to be a whole number from 0 to {most}", "阶数必须是 0 到 {most} 的整数"
)
_NO_DERIVATIVE = Text(
    "the function has no derivative of order {k} at the point", "函数在该点没有 {k} 阶导数"
)


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


def values(f: Term, x: Sym, at: Term, order: int) -> list[Term] | int:
    """f(a), f'(a), …, f⁽ⁿ⁾(a); or the first order at which there is none."""
    out: list[Term] = []
    d: Term | None = f
    for k in range(order + 1):
        if d is None or size(d) > _MOST_SIZE:
            return k
        here = tidy(substitute(d, {x: at}))
        if not _finite(here):
            found = _limit(d, x, at) if k else None
            if found is None or not _finite(found):
                return k
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
    if type(n) is not Num or n.value.denominator != 1 or not 0 <= n.value <= _MOST_ORDER:
        return Worked(None, chain.derivation(), reason=_NO_ORDER.format(most=_MOST_ORDER))
    order = int(n.value)
    found = values(f, x, at, order)
    if isinstance(found, int):
        return Worked(None, chain.derivation(), reason=_NO_DERIVATIVE.format(k=found))
    chain.step(RULES["taylor_polynomial"], formula(f, x, at, order))
    base = x if at == Num(0) else tidy(x - at)
    filled: Term = found[0]
    neat: Term = found[0]
    for k, v in enumerate(found[1:], start=1):
        power = base if k == 1 else base ** Num(k)
        filled = filled + (v if k == 1 else v / Num(factorial(k))) * power
        if v != Num(0):
            part = tidy(tidy(v / Num(factorial(k))) * power)
            neat = part if neat == Num(0) else neat + part
    said = ", ".join(f"f{_primes(k)}({at}) = {v}" for k, v in enumerate(found))
    chain.step(
        RULES["simplify"],
        filled,
        note=Text(f"Work out the derivatives: {said}.", f"求出各阶导数：{said}。"),
    )
    neat = tidy(neat) if at == Num(0) else neat
    chain.step(RULES["simplify"], neat)
    xi = f"f{_primes(order + 1)}(xi)/{factorial(order + 1)}*({base})**{order + 1}"
    data = {
        "coefficients": [str(tidy(v / Num(factorial(k)))) for k, v in enumerate(found)],
        "remainder": xi,
    }
    return Worked(chain.now, chain.derivation(), data)


def _primes(k: int) -> str:
    return "'" * k if k < 4 else f"^({k})"

"""Integrands taken apart: constant × powers of bases, monomials, binomials, exponents; the forms of known integrals."""

from __future__ import annotations

from tuidao.derive.integral.table import linear
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, is_op, log
from tuidao.lang.term import App, Num, Sym, Term, mentions

Powers = dict[Term, Term]  # bases that mention x, and their exponents
_QUOTIENTS = {  # op: (numerator, denominator) as powers of the sine and the cosine, or their hyperbolic fellows
    ops.TAN: (ops.SIN, ops.COS),
    ops.COT: (ops.COS, ops.SIN),
}
_RECIPROCALS = {ops.SEC: ops.COS, ops.CSC: ops.SIN, ops.SECH: ops.COSH, ops.CSCH: ops.SINH}


class Other(Exception):
    """The term is not of the form."""


def factors(t: Term, x: Sym) -> tuple[Term, Powers, Term]:
    """(c, powers, u) with t = c · ∏ base^exponent · e^u where all bases are positive."""
    powers: Powers = {}
    rest: list[Term] = [ONE, ZERO]

    def go(t: Term, n: Term) -> None:
        if not mentions(t, x):
            rest[0] = rest[0] * (t if n == ONE else t**n)
        elif type(t) is not App:
            powers[t] = powers.get(t, ZERO) + n
        elif t.op is ops.NEG:
            rest[0] = -rest[0] if n == ONE else rest[0] * Num(-1) ** n
            go(t.args[0], n)
        elif t.op is ops.MUL:
            go(t.args[0], n)
            go(t.args[1], n)
        elif t.op is ops.DIV:
            go(t.args[0], n)
            go(t.args[1], tidy(-n))
        elif t.op is ops.SQRT:
            go(t.args[0], tidy(n / 2))
        elif t.op is ops.EXP:
            rest[1] = rest[1] + n * t.args[0]
        elif t.op is ops.POW and not mentions(t.args[1], x):
            go(t.args[0], tidy(n * t.args[1]))
        elif t.op is ops.POW and not mentions(t.args[0], x):
            rate = ONE if is_op(t.args[0], ops.E) else log(t.args[0])
            rest[1] = rest[1] + n * t.args[1] * rate
        elif t.op in _QUOTIENTS:
            top, bottom = _QUOTIENTS[t.op]
            go(App(top, t.args), n)
            go(App(bottom, t.args), tidy(-n))
        elif t.op in _RECIPROCALS:
            go(App(_RECIPROCALS[t.op], t.args), tidy(-n))
        else:
            powers[t] = powers.get(t, ZERO) + n

    go(t, ONE)
    kept = {b: n for b, n in ((b, tidy(n)) for b, n in powers.items()) if n != ZERO}
    return tidy(rest[0]), kept, tidy(rest[1])


def monomial(t: Term, x: Sym) -> tuple[Term, Term]:
    """(c, n) with t = c xⁿ. Raises Other."""
    c, powers, u = factors(t, x)
    n = powers.pop(x, ZERO)
    if powers or u != ZERO:
        raise Other
    return c, n


def monomials(t: Term, x: Sym) -> dict[Term, Term]:
    """{n: c} with t = Σ c xⁿ. Raises Other."""
    found: dict[Term, Term] = {}
    for sign, part in summands(t):
        c, n = monomial(part, x)
        found[n] = tidy(found.get(n, ZERO) + (c if sign > 0 else -c))
    return {n: c for n, c in found.items() if c != ZERO}


def binomial(t: Term, x: Sym) -> tuple[Term, Term, Term]:
    """(a, b, p) with t = a + b x^p. Raises Other."""
    found = monomials(t, x)
    a = found.pop(ZERO, None)
    if a is None or len(found) != 1:
        raise Other
    ((p, b),) = found.items()
    return a, b, p


def summands(f: Term, sign: int = 1) -> list[tuple[int, Term]]:
    """The terms of a sum with their signs."""
    if type(f) is App and f.op is ops.ADD:
        return summands(f.args[0], sign) + summands(f.args[1], sign)
    if type(f) is App and f.op is ops.SUB:
        return summands(f.args[0], sign) + summands(f.args[1], -sign)
    if type(f) is App and f.op is ops.NEG:
        return summands(f.args[0], -sign)
    return [(sign, f)]


def rate(t: Term, x: Sym) -> Term:
    """a of t = a x. Raises Other."""
    line = linear(t, x)
    if line is None or tidy(line[1]) != ZERO:
        raise Other
    return tidy(line[0])


def single(powers: Powers, op: ops.Op, x: Sym) -> tuple[Term, Term]:
    """(a, n) of the only factor op(u)ⁿ, its argument and exponent, taken out of the powers. Raises Other."""
    found = [b for b in powers if is_op(b, op)]
    if len(found) != 1:
        raise Other
    (base,) = found
    assert type(base) is App
    return base.args[0], powers.pop(base)


def logarithms(t: Term, x: Sym) -> tuple[Term, dict[Term, Term]]:
    """(e, {u: c}) with t = e + Σ c ln u, logarithms of products and powers taken apart. Raises Other."""
    constant: Term = ZERO
    found: dict[Term, Term] = {}
    for sign, part in summands(t):
        c, powers, u = factors(part, x)
        c = c if sign > 0 else -c
        if u != ZERO:
            raise Other
        if not powers:
            constant = constant + c
            continue
        inner, n = single(powers, ops.LOG, x)
        if powers or n != ONE:
            raise Other
        k, bases, v = factors(inner, x)
        if v != ZERO:
            raise Other
        if k != ONE:
            constant = constant + c * log(k)
        for b, m in bases.items():
            found[b] = tidy(found.get(b, ZERO) + c * m)
    return tidy(constant), {b: c for b, c in found.items() if c != ZERO}

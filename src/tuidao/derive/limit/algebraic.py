"""Algebra before the limit: factors cancelled, roots rationalised, all divided by the highest power."""

from __future__ import annotations

from typing import Any

from flint import fmpq, fmpq_poly

from tuidao.derive.limit.constants import fraction, is_q
from tuidao.derive.limit.textbook import direct
from tuidao.derive.limit.work import INFINITE, Work, indeterminate
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import is_op, lim, oo
from tuidao.lang.term import App, Num, Sym, Term, mentions, size
from tuidao.proof import Chain
from tuidao.rules import RULES
from tuidao.text import Text

FACTOR = Text("Factor.", "因式分解。")
ONE_FRACTION = Text("Write it as one fraction.", "通分。")
CANCEL = Text("Cancel {factor}: {x} ≠ {point} near the point.", "约去 {factor}（{x} ≠ {point}）。")
RATIONALISE = Text("Multiply by the conjugate.", "分子分母同乘共轭根式（有理化）。")
DIVIDE = Text("Divide numerator and denominator by {power}.", "分子分母同除以 {power}。")
_MOST_DEGREE = 60


def polynomial(t: Term, x: Sym) -> Any | None:
    """A rational polynomial in x, or None."""
    got = _rational(t, x)
    return got[0] / got[1][0] if got is not None and got[1].degree() == 0 else None


def _rational(t: Term, x: Sym) -> tuple[Any, Any] | None:
    """A quotient of rational polynomials in x, or None."""
    if type(t) is Num:
        return fmpq_poly([fmpq(t.value.numerator, t.value.denominator)]), fmpq_poly([1])
    if t == x:
        return fmpq_poly([0, 1]), fmpq_poly([1])
    if type(t) is not App or t.op not in _FIELD:
        return None
    if t.op is ops.POW:
        n = t.args[1]
        base = _rational(t.args[0], x)
        if type(n) is not Num or n.value.denominator != 1 or abs(n.value) > 20 or base is None:
            return None
        k = int(n.value)
        if max(base[0].degree(), base[1].degree()) * abs(k) > _MOST_DEGREE:
            return None
        top, bottom = base if k >= 0 else base[::-1]
        return None if bottom == 0 else (top ** abs(k), bottom ** abs(k))
    parts = [_rational(a, x) for a in t.args]
    if any(p is None for p in parts):
        return None
    (a, b), *rest = [p for p in parts if p is not None]
    if t.op is ops.NEG:
        return -a, b
    c, d = rest[0]
    common = b.gcd(d) if t.op in (ops.ADD, ops.SUB) else fmpq_poly([1])
    if max(a.degree(), b.degree()) + max(c.degree(), d.degree()) > _MOST_DEGREE:
        return None
    match t.op:
        case ops.ADD:
            return a * (d // common) + c * (b // common), b * (d // common)
        case ops.SUB:
            return a * (d // common) - c * (b // common), b * (d // common)
        case ops.MUL:
            return a * c, b * d
    return None if c == 0 else (a * d, b * c)


_LONGEST = 40  # nodes of a factored quotient that is worth a line
_FIELD = (ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.NEG, ops.POW)


def polynomial_term(p: Any, x: Sym) -> Term:
    """A polynomial written with falling powers."""
    total: Term | None = None
    if p.degree() < 1:
        return Num(fraction(p[0]))
    for k in range(p.degree(), -1, -1):
        c = fraction(p[k])
        if c == 0:
            continue
        front = abs(c)
        power: Term = Num(1) if k == 0 else x if k == 1 else x ** Num(k)
        part = Num(front) if k == 0 else power if front == 1 else Num(front) * power
        total = (
            (-part if c < 0 else part) if total is None else total - part if c < 0 else total + part
        )
    return total if total is not None else Num(0)


def cancelled(t: Term, x: Sym) -> tuple[Term, Term, Term, Term] | None:
    """A quotient of polynomials in lowest terms; the common factor; before it goes, as one fraction and factored.

    None where there is none.
    """
    got = _rational(t, x)
    if got is None or got[1] == 0:
        return None
    p, q = got
    g = p.gcd(q)
    if g.degree() < 1:
        return None
    whole = polynomial_term(p, x) / polynomial_term(q, x)
    factor = polynomial_term(g, x)
    p, q = p // g, q // g
    apart = p.degree() > 0 or q.degree() > 0
    factored = _times(factor, p, x) / _times(factor, q, x) if apart else whole
    scale = q[q.degree()]
    p, q = p / scale, q / scale
    clear = fmpq(p.denom())
    p, q = p * clear, q * clear
    new = polynomial_term(p, x)
    if q.degree() > 0 or q[0] != 1:
        new = new / polynomial_term(q, x)
    return new, factor, whole, factored


def _times(factor: Term, p: Any, x: Sym) -> Term:
    """The factor times a polynomial, which is left away where it is 1."""
    if p.degree() == 0:
        return factor if p[0] == 1 else polynomial_term(p, x) * factor
    return factor * polynomial_term(p, x)


def cancel(w: Work) -> bool:
    """0/0 of polynomials: the common factor goes, then the point is put in."""
    found = cancelled(w.body, w.x) if w.finite else None
    if found is None:
        return False
    new, factor, whole, factored = found
    between: list[tuple[Term, Text]] = []
    if not is_op(w.body, ops.DIV):
        between.append((whole, ONE_FRACTION))
    if factored not in (w.body, whole) and size(factored) < _LONGEST:
        between.append((factored, FACTOR))
    note = CANCEL.format(factor=factor, x=w.x, point=w.point)
    return go_on(w, new, note, between=tuple(between))


def go_on(
    w: Work,
    new: Term,
    note: Text,
    rule: str = "lim_congr",
    between: tuple[tuple[Term, Text], ...] = (),
) -> bool:
    """One line to another function with the same limit (past others, `between`), then on from there."""
    from tuidao.derive.limit.solve import derive_limit

    if new == w.body or w.depth > 6:
        return False
    rest = derive_limit(w.limit(new), w.given, w.depth + 1)
    if rest is None or rest.derivation.end != w.value:
        return False
    for body, said in between:
        w.chain.step(RULES[rule], w.limit(body), note=said)
    w.chain.step(RULES[rule], w.limit(new), note=note)
    for step in rest.derivation.steps:
        w.chain.steps.append(step)
        w.chain.now = step.after
    return True


def rationalise(w: Work) -> bool:
    """A difference of roots in the numerator or the denominator times its conjugate."""
    t = w.body
    if type(t) is App and t.op is ops.DIV:
        for k in (0, 1):
            found = _conjugate(w, t.args[k])
            if found is None:
                continue
            other, product = found
            a, b = t.args
            new = product / (b * other) if k == 0 else (a * other) / product
            return go_on(w, new, RATIONALISE)
        return False
    found = _conjugate(w, t)
    if found is None or indeterminate(w, t) != "oo-oo":
        return False
    other, product = found
    return go_on(w, product / other, RATIONALISE)


def _conjugate(w: Work, t: Term) -> tuple[Term, Term] | None:
    """The conjugate of a difference with a square root, and the product of the two, without roots of x."""
    if type(t) is not App or t.op not in (ops.ADD, ops.SUB):
        return None
    a, b = t.args
    if not (_root_of(a, w.x) or _root_of(b, w.x)):
        return None
    part = w.part(t)
    if part is None or not (part.zero or indeterminate(w, t) == "oo-oo"):
        return None
    other = a + b if t.op is ops.SUB else a - b
    product = tidy(_square(a) - _square(b))
    poly = polynomial(product, w.x)
    if poly is not None:
        product = polynomial_term(poly, w.x)
    return other, product


def _root_of(t: Term, x: Sym) -> bool:
    return type(t) is App and t.op is ops.SQRT and mentions(t, x)


def _square(t: Term) -> Term:
    if type(t) is App and t.op is ops.SQRT:
        return t.args[0]
    return t ** Num(2)


def divide_by_highest(w: Work) -> bool:
    """oo/oo of sums of powers and roots at infinity: all divided by the highest power of the denominator."""
    t = w.body
    if w.finite or type(t) is not App or t.op is not ops.DIV or indeterminate(w, t) != "oo/oo":
        return False
    lead = w.lead(t.args[1])
    e = w.expander()
    if lead is None or e is None:
        return False
    place = e.scale_of.keys.index(("t",))
    order = -lead[0][place]
    if any(not is_q(v) or (v != 0 and k != place) for k, v in enumerate(lead[0])):
        return False
    if not is_q(order) or order.q != 1 or order <= 0:
        return False
    power: Term = w.x if order == 1 else w.x ** Num(fraction(order))
    top, bottom = (_divided(part, w, power, fraction(order)) for part in t.args)
    if top is None or bottom is None:
        return False
    return go_on(w, top / bottom, DIVIDE.format(power=power))


def _divided(t: Term, w: Work, power: Term, order: Any) -> Term | None:
    p = polynomial(t, w.x)
    if p is not None:
        return _shifted(p, w.x, int(order))
    if type(t) is App and t.op in (ops.ADD, ops.SUB):
        left, right = (_divided(a, w, power, order) for a in t.args)
        return None if left is None or right is None else App(t.op, (left, right))
    if type(t) is App and t.op is ops.SQRT and w.point == oo:
        p = polynomial(t.args[0], w.x)
        if p is not None:
            return App(ops.SQRT, (_shifted(p, w.x, 2 * int(order)),))
    return None


def _shifted(p: Any, x: Sym, order: int) -> Term:
    """p/x^order, power by power."""
    total: Term | None = None
    for k in range(p.degree(), -1, -1):
        c = fraction(p[k])
        if c == 0:
            continue
        front, m = Num(abs(c)), k - order
        if m > 0:
            xm: Term = x if m == 1 else x ** Num(m)
            part: Term = xm if abs(c) == 1 else front * xm
        else:
            part = front if m == 0 else front / (x if m == -1 else x ** Num(-m))
        total = (
            (-part if c < 0 else part) if total is None else total - part if c < 0 else total + part
        )
    return total if total is not None else Num(0)


__all__ = [
    "INFINITE",
    "Chain",
    "cancel",
    "direct",
    "divide_by_highest",
    "go_on",
    "lim",
    "rationalise",
]

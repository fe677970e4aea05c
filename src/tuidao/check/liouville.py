"""That an integral is not elementary: Liouville's criterion for Σ F·e^G, Chebyshev's for binomials, substitutions."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from flint import arb, fmpq, fmpq_mat, fmpq_poly

from tuidao.check.conditions import Context
from tuidao.check.exponential_sums import (
    MOST_DEGREE,
    Complex,
    NotOne,
    Ratio,
    exponential_sum,
)
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate
from tuidao.lang.build import D, apply, exp, gt, is_op, log, lt, rational, true
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_MOST_TERMS = 16
UNSOLVABLE = Text(
    "R′ + g′R = f has no rational solution R: the linear equations for its coefficients contradict each other",
    "R′ + g′R = f 没有有理函数解 R：其系数满足的线性方程组无解",
)
EXCLUDED = Text(
    "none of p, (m + 1)/n and (m + 1)/n + p is an integer",
    "p、(m + 1)/n 与 (m + 1)/n + p 都不是整数",
)
SUBSTITUTED = Text(
    "the substitution and its inverse are elementary", "该代换及其反函数都是初等函数"
)
ELEMENTARY = Text("the criterion does not exclude it", "该判据不能排除初等原函数")
NOT_OF_THIS_FORM = Text("the integrand is not of this form", "被积函数不是这种形式")


def liouville(before: Term, after: Term, context: Context) -> Verdict:
    """∫ Σ F_k e^{G_k} dx is not elementary, where the G_k differ by more than constants.

    Such a sum has an elementary integral only if each F e^G with G not constant has one, and that has one only if
    R′ + G′R = F for a rational function R. After Liouville (1835); Rosenlicht, Integration in finite terms, Amer.
    Math. Monthly 79 (1972); Marchisotto and Zakeri, An invitation to integration in finite terms, Coll. Math. J. 25
    (1994). At a pole of R of order m, R′ + G′R has one of order m + 1 at least: the denominator of R divides that of F
    with every exponent one lower; the degree of R is bounded at infinity; what is left is linear algebra over Q.
    """
    found = claimed(before)
    if found is None or after != true:
        return Verdict(Status.OPEN, NOT_OF_THIS_FORM)
    f, x = found
    try:
        parts = exponential_sum(f, x)
        if len(parts) > _MOST_TERMS:
            raise NotOne
        for k, (g, _) in enumerate(parts):
            if any((g - h).is_constant for h, _ in parts[k + 1 :]):
                return Verdict(Status.OPEN, NOT_OF_THIS_FORM)
        for g, part in parts:
            if not g.is_constant and not solvable(part, g):
                return Verdict(Status.PROVED, UNSOLVABLE)
    except NotOne:
        return Verdict(Status.OPEN, NOT_OF_THIS_FORM)
    return Verdict(Status.REFUTED, ELEMENTARY)


def claimed(t: Term) -> tuple[Term, Sym] | None:
    """(f, x) of the statement that ∫ f dx is not elementary."""
    if not (is_op(t, ops.NOT) and type(t) is App):
        return None
    inner = t.args[0]
    if not (is_op(inner, ops.ELEMENTARY) and type(inner) is App):
        return None
    integral = inner.args[0]
    if not (type(integral) is Bind and integral.op is ops.ANTIDERIVATIVE):
        return None
    x = fresh(integral.name, free_symbols(integral.body))
    return instantiate(integral.body, x), x


def solvable(f: Complex, g: Complex) -> bool:
    """Has R′ + g′R = f a solution R = P/q? Raises NotOne where the system is too large."""
    dg = g.derivative()
    den = f.re.den * f.im.den // f.re.den.gcd(f.im.den)
    q = den.gcd(den.derivative())
    slope, size = _degree(dg), _degree(f)
    bound = size - slope if slope >= 0 else max(size + 1, 0)
    top = bound + q.degree()
    if top < 0:
        return False
    if top > MOST_DEGREE:
        raise NotOne
    # (P/q)' + (a + ib) P/q = f, times q² and the denominators of a, b and f
    whole = q * q * dg.re.den * dg.im.den * den
    columns = []
    for k in range(top + 1):
        power = fmpq_poly([0] * k + [1])
        own = _cleared(Ratio(power.derivative() * q - power * q.derivative(), q * q), whole)
        a = _cleared(Ratio(power * dg.re.num, q * dg.re.den), whole)
        b = _cleared(Ratio(power * dg.im.num, q * dg.im.den), whole)
        columns.append((own + a, b))  # P = xᵏ: real part, imaginary part
        columns.append((-b, own + a))  # P = i xᵏ
    wanted = (_cleared(f.re, whole), _cleared(f.im, whole))
    height = 1 + max(p.degree() for pair in (*columns, wanted) for p in pair)
    rows = [
        [fmpq(pair[side][k]) for pair in (*columns, wanted)]
        for side in (0, 1)
        for k in range(height)
    ]
    full = fmpq_mat(rows)
    left = fmpq_mat([row[:-1] for row in rows])
    return bool(full.rref()[1] == left.rref()[1])


def _degree(f: Complex) -> int:
    """The degree at infinity of f ≠ 0."""
    degrees = [r.num.degree() - r.den.degree() for r in (f.re, f.im) if not r.is_zero]
    return max(degrees)


def _cleared(r: Ratio, whole: fmpq_poly) -> fmpq_poly:
    """r times a multiple of its denominator."""
    quotient, rest = divmod(r.num * whole, r.den)
    assert rest.degree() < 0
    return quotient


Shape = tuple[Fraction, Fraction, Fraction]  # m, n, p


def chebyshev(before: Term, after: Term, context: Context) -> Verdict:
    """∫ c x^m (a + b x^n)^p dx with rational m, n, p, none of p, (m + 1)/n, (m + 1)/n + p whole, is not elementary.

    Chebyshev (1853); Ritt, Integration in Finite Terms (1948), p. 37. Read for x > 0, where an elementary integral over
    the line would be one too.
    """
    found = claimed(before)
    if found is None or after != true:
        return Verdict(Status.OPEN, NOT_OF_THIS_FORM)
    f, x = found
    shape = binomial(f, x)
    if shape is None or not _has_values(f, x):
        return Verdict(Status.OPEN, NOT_OF_THIS_FORM)
    m, n, p = shape
    if 1 in (p.denominator, ((m + 1) / n).denominator, ((m + 1) / n + p).denominator):
        return Verdict(Status.REFUTED, ELEMENTARY)
    return Verdict(Status.PROVED, EXCLUDED)


def binomial(f: Term, x: Sym) -> Shape | None:
    """(m, n, p) with f = c x^m (a + b x^n)^p for x > 0, n and p not 0, a, b, c not 0; None for other terms."""
    powers: dict[tuple[Fraction, Fraction], Fraction] = {}  # a/b and n of x^n + a/b -> its power
    m = _exponents(f, x, Fraction(1), powers)
    powers = {k: p for k, p in powers.items() if p}
    if m is None or len(powers) != 1:
        return None
    (((_, n), p),) = powers.items()
    return m, n, p


def _exponents(
    t: Term, x: Sym, e: Fraction, powers: dict[tuple[Fraction, Fraction], Fraction]
) -> Fraction | None:
    """The exponent of x in t^e; those of binomials go to `powers`."""
    if t == x:
        return e
    if x not in free_symbols(t):
        return Fraction(0) if rational(t) not in (None, 0) else None
    if type(t) is not App:
        return None
    if t.op is ops.NEG:
        return _exponents(t.args[0], x, e, powers) if e.denominator == 1 else None
    if t.op in (ops.MUL, ops.DIV):
        a = _exponents(t.args[0], x, e, powers)
        b = _exponents(t.args[1], x, -e if t.op is ops.DIV else e, powers)
        return None if a is None or b is None else a + b
    if t.op in (ops.SQRT, ops.POW, ops.ROOT):
        inner = Fraction(1, 2) if t.op is ops.SQRT else rational(t.args[1])
        if inner is None or (t.op is ops.ROOT and inner == 0):
            return None
        inner = 1 / inner if t.op is ops.ROOT else inner
        return _exponents(t.args[0], x, e * inner, powers)
    if t.op in (ops.ADD, ops.SUB):
        return _two_terms(t, x, e, powers)
    return None


def _two_terms(
    t: App, x: Sym, e: Fraction, powers: dict[tuple[Fraction, Fraction], Fraction]
) -> Fraction | None:
    """(A x^s + B x^t)^e = B^e x^{se} (x^{t − s} + A/B)^e."""
    ends = [_monomial(a, x) for a in t.args]
    if ends[0] is None or ends[1] is None:
        return None
    (a, s), (b, r) = sorted((ends[0], ends[1]), key=lambda cs: cs[1])
    if s == r or not a or not b:
        return None
    if t.op is ops.SUB:  # the sign sits on the second term as written
        if (b, r) == ends[1]:
            b = -b
        else:
            a = -a
    key = (a / b, r - s)
    powers[key] = powers.get(key, Fraction(0)) + e
    return s * e


def _monomial(t: Term, x: Sym) -> tuple[Fraction, Fraction] | None:
    """(c, s) of c x^s."""
    if x not in free_symbols(t):
        value = rational(t)
        return None if value is None else (value, Fraction(0))
    if t == x:
        return Fraction(1), Fraction(1)
    if type(t) is not App:
        return None
    if t.op is ops.NEG:
        inner = _monomial(t.args[0], x)
        return None if inner is None else (-inner[0], inner[1])
    if t.op in (ops.MUL, ops.DIV):
        a, b = _monomial(t.args[0], x), _monomial(t.args[1], x)
        if a is None or b is None or (t.op is ops.DIV and not b[0]):
            return None
        return (a[0] * b[0], a[1] + b[1]) if t.op is ops.MUL else (a[0] / b[0], a[1] - b[1])
    if t.op in (ops.SQRT, ops.POW):
        k = Fraction(1, 2) if t.op is ops.SQRT else rational(t.args[1])
        return (Fraction(1), k) if k is not None and t.args[0] == x else None
    return None


_PLACES = tuple(Fraction(k, 16) for k in (1, 3, 5, 7, 9, 11, 13, 15, 19, 24, 37, 48, 100))


def _has_values(f: Term, x: Sym) -> bool:
    """Has f a value somewhere on x > 0?"""
    found = (evaluate(f, {x: arb(fmpq(p.numerator, p.denominator))}) for p in _PLACES)
    return any(isinstance(v, arb) and v.is_finite() for v in found)


# x as a function of u > 0 (the last: of 0 < u < 1), elementary with its inverse
INVERSES: tuple[Callable[[Term], Term], ...] = (
    exp,
    log,
    *((lambda u, n=n: u ** Num(n)) for n in (2, 3, 4, 6)),
    lambda u: 1 / u,
    lambda u: apply(ops.ASIN, u),
)


def elementary_substitution(before: Term, after: Term, context: Context) -> Verdict:
    """¬elementary ∫ f dx from ¬elementary ∫ g du, where g(u) = f(φ(u))φ′(u) and φ is eᵘ, log u, uⁿ, 1/u or asin u.

    An elementary F with F′ = f would make F(φ(u)) an elementary integral of g, on an interval where both have values.
    """
    from tuidao.check.decide import equal

    first, then = claimed(before), claimed(after)
    if first is None or then is None:
        return Verdict(Status.OPEN, NOT_OF_THIS_FORM)
    (f, x), (g, u) = first, then
    v = fresh("u", free_symbols(f) | free_symbols(g) | {x, u})
    g = substitute(g, {u: v})
    inside = context.assuming(gt(v, 0), lt(v, 1))
    for inverse in INVERSES:
        at = inverse(v)
        turned = substitute(f, {x: at}) * D(at, v)
        if _meet(substitute(f, {x: at}), g, v):
            needs = equal(turned, g, inside)
            if needs is not None and not any(free_symbols(n) - {v} for n in needs):
                return Verdict(Status.PROVED, SUBSTITUTED)
    return Verdict(Status.OPEN, NOT_OF_THIS_FORM)


def _meet(f: Term, g: Term, v: Sym) -> bool:
    """Have both values on a small interval inside (0, 1)?"""
    for p in _PLACES[:8]:
        ball = arb(fmpq(p.numerator, p.denominator)) + arb(0, 1e-9)
        found = [evaluate(t, {v: ball}) for t in (f, g)]
        if all(isinstance(t, arb) and t.is_finite() for t in found):
            return True
    return False

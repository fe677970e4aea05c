"""Derivatives of order n with a symbol for n: the formula guessed from the form, proved by induction."""

from __future__ import annotations

from tuidao.derive.derivative import derivative
from tuidao.derive.forms import simplest
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    ZERO,
    apply,
    cos,
    e,
    exp,
    factorial,
    ge,
    is_op,
    le,
    log,
    member,
    num,
    pi,
    rational,
    sin,
)
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate, mentions, substitute, subterms
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES, put_in
from tuidao.text import Text

_MOST_DEGREE = 6
NO_FORMULA = Text(
    "no formula for the derivative of order n is known here", "此处没有已知的 n 阶导数公式"
)


class NoFormula(Exception):
    """The function is not of a kind whose n-th derivative is known in general form here."""


def work_nth(problem: Bind, given: tuple[Term, ...]) -> Worked:
    """dⁿf/dxⁿ for a symbol n, at the variable itself."""
    x, n = problem.over
    chain = Chain(problem, given)
    if type(x) is not Sym or type(n) is not Sym or x == n or mentions(problem.body, n):
        return Worked(None, chain.derivation(), reason=NO_FORMULA)
    f = instantiate(problem.body, x)
    known = _power_rule(f, x, n, given)
    if known is not None:
        rule, by = known
        chain.given = with_order(given, n, 0, by.get("m"))
        chain.step(RULES[rule], put_in(RULES[rule].right, by), by)
        return Worked(chain.now, chain.derivation())
    try:
        found = nth(f, x, n)
    except NoFormula:
        return Worked(None, chain.derivation(), reason=NO_FORMULA)
    chain.given = with_order(given, n, _least(found, n, 1 if _has_constant(f, x) else 0))
    chain.step(RULES["deriv_nth"], found)
    return Worked(found, chain.derivation())


def with_order(
    given: tuple[Term, ...], n: Sym, least: int, most: Term | None = None
) -> tuple[Term, ...]:
    """What is given, and that n is a whole number from the least order on."""
    more = [
        member(n, App(ops.INTEGERS, ())),
        ge(n, least),
        *([] if most is None else [le(n, most)]),
    ]
    if any(is_op(g, ops.IN) and isinstance(g, App) and g.args[0] == n for g in given):
        del more[0]
    return (*given, *(m for m in more if m not in given))


def _least(t: Term, n: Sym, at_least: int) -> int:
    """The least order for which no factorial of a negative number occurs."""
    found = at_least
    for _, s in subterms(t):
        if is_op(s, ops.FACTORIAL) and isinstance(s, App) and mentions(s, n):
            offset = rational(tidy(s.args[0] - n))
            if offset is not None and offset.denominator == 1:
                found = max(found, int(-offset))
    return found


def _has_constant(f: Term, x: Sym) -> bool:
    """Does a constant stand beside what depends on x, or come of sin² or cos²?"""
    if not mentions(f, x):
        return True
    if type(f) is not App or f.op not in (ops.ADD, ops.SUB, ops.NEG, ops.MUL, ops.DIV, ops.POW):
        return False
    if f.op is ops.POW:
        return _square(*f.args) is not None
    parts = [a for a in f.args if f.op in (ops.ADD, ops.SUB) or mentions(a, x)]
    return any(_has_constant(a, x) for a in parts)


def _power_rule(
    f: Term, x: Sym, n: Sym, given: tuple[Term, ...]
) -> tuple[str, dict[str, Term]] | None:
    if not (is_op(f, ops.POW) and isinstance(f, App) and f.args[0] == x) or mentions(f.args[1], x):
        return None
    c = f.args[1]
    value = rational(c)
    if value is not None and (value.denominator != 1 or value < 0):
        return None
    whole = value is not None or any(
        is_op(g, ops.IN) and isinstance(g, App) and g.args[0] == c for g in given
    )
    return (
        ("deriv_monomial_nth", {"m": c, "n": n, "x": x})
        if whole
        else (
            "deriv_pow_nth",
            {"c": c, "n": n, "x": x},
        )
    )


def nth(f: Term, x: Sym, n: Term) -> Term:
    """The formula. Raises NoFormula."""
    return _nth(f, x, n, 0)


def _nth(f: Term, x: Sym, n: Term, depth: int) -> Term:
    if not mentions(f, x):
        return ZERO
    if depth > 12 or type(f) is not App:
        raise NoFormula
    a = f.args
    match f.op:
        case ops.ADD | ops.SUB:
            left, right = _nth(a[0], x, n, depth + 1), _nth(a[1], x, n, depth + 1)
            if right == ZERO:
                return left
            if left == ZERO:
                return right if f.op is ops.ADD else App(ops.NEG, (right,))
            return App(f.op, (left, right))
        case ops.NEG:
            return App(ops.NEG, (_nth(a[0], x, n, depth + 1),))
        case ops.MUL:
            return _product(a[0], a[1], x, n, depth + 1)
        case ops.DIV if not mentions(a[1], x):
            return _nth(a[0], x, n, depth + 1) / a[1]
        case ops.DIV if not mentions(a[0], x):
            return _scaled(a[0], _power(a[1], num(-1), x, n))
        case ops.DIV:
            return _product(a[0], ONE / a[1], x, n, depth + 1)
        case ops.POW if not mentions(a[1], x):
            square = _square(a[0], a[1])
            return _nth(square, x, n, depth + 1) if square is not None else _power(a[0], a[1], x, n)
        case ops.POW if not mentions(a[0], x):
            s, _ = _line(a[1], x)
            if a[0] == e:
                return _risen(s, n, f)
            return _risen(log(a[0]) if s == ONE else s * log(a[0]), n, f)
        case ops.SQRT:
            return _power(a[0], num(1, 2), x, n)
        case ops.EXP:
            return _risen(_line(a[0], x)[0], n, f)
        case ops.SIN | ops.COS:
            s, _ = _line(a[0], x)
            return _risen(s, n, App(f.op, (a[0] + n * pi / 2,)))
        case ops.LOG:
            return _logarithm(a[0], x, n)
    raise NoFormula


def _line(u: Term, x: Sym) -> tuple[Term, Term]:
    """Slope and value at 0 of a linear term. Raises NoFormula."""
    slope = derivative(u, x)
    slope = None if slope is None else tidy(slope)
    if slope is None or mentions(slope, x) or slope == ZERO:
        raise NoFormula
    return slope, tidy(substitute(u, {x: ZERO}))


def _risen(s: Term, n: Term, f: Term) -> Term:
    """sⁿ·f."""
    return f if s == ONE else s**n * f


def _scaled(c: Term, t: Term) -> Term:
    return t if c == ONE else c * t


def _signed_power(s: Term, n: Term, top: Term) -> Term:
    """(−s)ⁿ·top."""
    if s == Num(-1):
        return top
    signed = App(ops.NEG, (ONE,)) ** n * top
    return signed if s == ONE else signed * s**n


def _times(*factors: Term) -> Term:
    """The product written flat; over one divisor where the last factor is a quotient."""
    *front, last = [f for f in factors if f != ONE] or [ONE]
    if front and type(last) is App and last.op is ops.DIV:
        return _times(*front, last.args[0]) / last.args[1]
    out: Term | None = None
    for f in (*front, last):
        for part in _flat(f):
            out = part if out is None else out * part
    assert out is not None
    return out


def _flat(t: Term) -> list[Term]:
    if type(t) is App and t.op is ops.MUL:
        return [*_flat(t.args[0]), *_flat(t.args[1])]
    return [t]


def _power(u: Term, c: Term, x: Sym, n: Term) -> Term:
    """(a·x + b)^c."""
    if is_op(u, ops.POW) and isinstance(u, App) and not mentions(u.args[1], x):
        inner, outer = rational(u.args[1]), rational(c)
        if inner is None or outer is None or inner.denominator != 1 or outer.denominator != 1:
            raise NoFormula
        return _power(u.args[0], Num(inner * outer), x, n)
    s, _ = _line(u, x)
    m = rational(c)
    if m is None or (m.denominator == 1 and m >= 0):
        raise NoFormula
    if m.denominator == 1:
        k = int(-m)
        above = _signed_power(s, n, factorial(tidy(n + (k - 1))))
        below = u ** tidy(n + k)
        return above / (below if k <= 2 else Num(_factorial(k - 1)) * below)
    coefficient = factorial(n) * apply(ops.BINOMIAL, c, n)
    return (coefficient if s == ONE else coefficient * s**n) * u ** (Num(m) - n)


def _logarithm(u: Term, x: Sym, n: Term) -> Term:
    s, _ = _line(u, x)
    top: Term = factorial(tidy(n - 1))
    if s == Num(-1):
        return App(ops.NEG, (top,)) / u**n
    top = App(ops.NEG, (ONE,)) ** tidy(n - 1) * top
    return (top if s == ONE else top * s**n) / u**n


def _square(base: Term, c: Term) -> Term | None:
    """sin² and cos² by the double angle."""
    if rational(c) == 2 and is_op(base, ops.SIN, ops.COS) and isinstance(base, App):
        double = cos(tidy(2 * base.args[0]))
        return num(1, 2) + double / 2 if base.op is ops.COS else num(1, 2) - double / 2
    return None


def _product(u: Term, v: Term, x: Sym, n: Term, depth: int) -> Term:
    if not mentions(u, x):
        return _times(u, _nth(v, x, n, depth))
    if not mentions(v, x):
        return _times(v, _nth(u, x, n, depth))
    exponents = [t.args[0] for t in (u, v) if isinstance(t, App) and t.op is ops.EXP]
    if len(exponents) == 2:
        return _nth(exp(tidy(exponents[0] + exponents[1])), x, n, depth)
    waves = {t.op: t.args for t in (u, v) if isinstance(t, App) and t.op in (ops.SIN, ops.COS)}
    if len(waves) == 2 and waves[ops.SIN] == waves[ops.COS]:
        return _nth(sin(tidy(2 * waves[ops.SIN][0])) / 2, x, n, depth)
    for p, rest in ((u, v), (v, u)):
        rows = _derivatives(p, x)
        if rows is not None:
            return _leibniz(rows, rest, x, n, depth)
    raise NoFormula


def _derivatives(p: Term, x: Sym) -> list[Term] | None:
    """A polynomial's derivatives down to the last that is not 0."""
    out = [p]
    for _ in range(_MOST_DEGREE + 1):
        d = derivative(out[-1], x)
        d = None if d is None else simplest(tidy(d))
        if d is None:
            return None
        if d == ZERO:
            return out
        out.append(d)
    return None


def _leibniz(rows: list[Term], g: Term, x: Sym, n: Term, depth: int) -> Term:
    """Σ C(n, k)·p^(k)·g^(n − k), which ends with the degree of p."""
    total: Term | None = None
    for k, p in enumerate(rows):
        lower = _nth(g, x, tidy(n - k) if k else n, depth)
        choose: Term = ONE
        for j in range(k):
            choose = n if choose == ONE else choose * (n - j)
        scale = _factorial(k)
        front = tidy(p / Num(scale)) if k else p
        part = _times(choose, front, lower)
        total = part if total is None else total + part
    assert total is not None
    return total


def _factorial(k: int) -> int:
    out = 1
    for j in range(2, k + 1):
        out *= j
    return out

"""Sums worked: few terms written out, closed forms by telescoping, infinite sums by their partial sums."""

from __future__ import annotations

from fractions import Fraction

from flint import fmpq

from tuidao.derive.forms import expand, factor, simplest
from tuidao.derive.series.telescope import antidifference
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ZERO,
    apply,
    factorial,
    function,
    ge,
    is_op,
    lim,
    member,
    oo,
    pi,
    total,
)
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    size,
    substitute,
    subterms,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_MOST_TERMS, _MOST_SIZE = 60, 1500
NO_CLOSED_FORM = Text(
    "the partial sums have no closed form that these methods find", "现有方法求不出部分和的封闭形式"
)
_DIFFERENCE = Text(
    "Write the term as a difference with F({k}) = {found}.", "取 F({k}) = {found}，把通项写成差。"
)


def work_sum(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`Sum(f, (k, a, b))` with numbers, symbols or oo as bounds."""
    assert type(problem) is Bind
    k = fresh(problem.name, free_symbols(problem))
    f = instantiate(problem.body, k)
    first, last = problem.over
    chain = Chain(problem, (*given, *_whole_ends(f, k, first, last, given)))
    if last == oo:
        return _infinite(chain, f, k, first)
    if f == apply(ops.BINOMIAL, last, k) and first == ZERO:
        chain.step(RULES["sum_binomial"], Num(2) ** last, {"m": last})
        return Worked(chain.now, chain.derivation())
    if not _closed_form(chain, f, k, first, last) and not _written_out(chain, f, k, first, last):
        return Worked(None, chain.derivation(), reason=NO_CLOSED_FORM)
    return Worked(chain.now, chain.derivation())


def _whole_ends(
    f: Term, k: Sym, first: Term, last: Term, given: tuple[Term, ...]
) -> tuple[Term, ...]:
    """That the last index is whole and no less than the first, for powers of letters: they have a value then whatever
    the sign of the letter."""
    letters = any(
        isinstance(s, App)
        and s.op is ops.POW
        and free_symbols(s.args[0]) - {k}
        and k in free_symbols(s.args[1])
        for _, s in subterms(f)
    )
    ends = free_symbols(last) if letters else frozenset()
    if not ends or any(ends & free_symbols(g) for g in given):
        return ()
    whole = (member(n, App(ops.INTEGERS, ())) for n in sorted(ends, key=str))
    return (*whole, ge(last, tidy(first)))


def _closed_form(chain: Chain, f: Term, k: Sym, first: Term, last: Term) -> bool:
    """Σ (F(k+1) − F(k)) = F(b+1) − F(a)."""
    if is_op(last, ops.ZOO) or is_op(first, ops.NEG):
        return False
    found = antidifference(f, k)
    if found is None or size(found) > _MOST_SIZE:
        return False
    after = substitute(found, {k: k + 1})
    note = _DIFFERENCE.format(k=k, found=found)
    grows = any(is_op(s, ops.FACTORIAL, ops.BINOMIAL, ops.POW) for _, s in subterms(f))
    known = not free_symbols(f) - {k} and not any(is_op(s, ops.PI, ops.E) for _, s in subterms(f))
    rule = RULES["sum_same_terms" if grows and known and type(first) is Num else "simplify"]
    chain.step(rule, total(after - found, k, first, last), path=(), note=note)
    ends = substitute(found, {k: last + 1}) - substitute(found, {k: first})
    chain.step(RULES["sum_telescope"], ends, {"f": function(k, found), "a": first, "b": last})
    chain.step(RULES["simplify"], textbook_form(ends))
    return True


def textbook_form(t: Term) -> Term:
    """Factored where that is no longer than multiplied out, as n(n + 1)(2n + 1)/6 is; the shortest form else."""
    forms = [f for f in (factor(t), simplest(t), tidy(t)) if f is not None]
    polynomial = expand(t) is not None and not _has_exponent(t)
    return forms[0] if polynomial else min(forms, key=size)


def _has_exponent(t: Term) -> bool:
    """Does a symbol stand in an exponent?"""
    if isinstance(t, App) and t.op in (ops.POW, ops.EXP) and free_symbols(t.args[-1]):
        return True
    return any(_has_exponent(c) for c in children(t))


def _written_out(chain: Chain, f: Term, k: Sym, first: Term, last: Term) -> bool:
    a, b = tidy(first), tidy(last)
    if not (type(a) is Num and type(b) is Num and a.value.denominator == b.value.denominator == 1):
        return False
    count = b.value - a.value + 1
    if count > _MOST_TERMS or count * size(f) > _MOST_SIZE * 10:
        return False
    out: Term = ZERO
    for j in range(int(a.value), int(b.value) + 1):
        term = substitute(f, {k: Num(j)})
        out = term if j == a.value else out + term
    chain.step(RULES["sum_written_out"], out)
    chain.step(RULES["simplify"], tidy(out))
    return True


def _infinite(chain: Chain, f: Term, k: Sym, first: Term) -> Worked:
    known = _reciprocal_power(f, k, first)
    if known is not None:
        chain.step(RULES["sum_zeta_even"], known)
        return Worked(known, chain.derivation())
    taken = free_symbols(f) | free_symbols(first) | {k}
    n = next((Sym(s) for s in ("n", "m", "N") if Sym(s) not in taken), fresh("n", taken))
    partial = total(f, k, first, n)
    whole = lim(partial, n, oo)
    chain.step(RULES["sum_infinite"], whole, {"f": function(k, f), "a": first})
    inner = Chain(partial, chain.given)
    if not _closed_form(inner, f, k, first, n):
        return _diverges(chain, f, k)
    value = inner.now
    chain.step(
        RULES["eq_subst"],
        lim(value, n, oo),
        {"a": partial, "b": value},
        (0,),
        premises=(inner.derivation(),),
    )
    from tuidao.derive.limit.solve import work_limit

    found = work_limit(chain.now, (*chain.given, apply(ops.IN, n, App(ops.INTEGERS, ()))))
    if found.answer is None:
        return Worked(None, chain.derivation(), reason=found.reason)
    steps = (*chain.steps, *found.derivation.steps)
    answer = found.answer
    if isinstance(answer, Text):
        answer = Text("diverges", "发散")
    return Worked(answer, Derivation(chain.start, tuple(steps), chain.given), found.data)


def _diverges(chain: Chain, f: Term, k: Sym) -> Worked:
    """Terms that stay above a positive constant: the partial sums grow without bound."""
    from tuidao.derive.limit.solve import work_limit

    found = work_limit(lim(f, k, oo), chain.given)
    end = found.derivation.end
    sign = _sign_of_limit(end) if found.answer is not None else 0
    if not sign:
        return Worked(None, chain.derivation(), reason=NO_CLOSED_FORM)
    start = Chain(chain.start, chain.given)
    assert type(chain.start) is Bind
    by = {"f": function(k, f), "a": chain.start.over[0], "L": end}
    rule = RULES["sum_oo_of_lim_pos" if sign > 0 else "sum_oo_of_lim_neg"]
    answer: Term = oo if sign > 0 else App(ops.NEG, (oo,))
    start.step(rule, answer, by, premises=(found.derivation,))
    return Worked(answer, start.derivation())


def _sign_of_limit(end: Term) -> int:
    from flint import arb

    from tuidao.lang.ball import value

    if end == oo:
        return 1
    if end == App(ops.NEG, (oo,)):
        return -1
    ball = value(end, {}) if not free_symbols(end) else None
    if not isinstance(ball, arb):
        return 0
    return 1 if ball > 0 else -1 if ball < 0 else 0


def _reciprocal_power(f: Term, k: Sym, first: Term) -> Term | None:
    """ζ(2m) for the term k^(−2m) from 1."""
    if first != Num(1):
        return None
    for m in range(1, 16):
        if tidy(f * k ** Num(2 * m)) == Num(1):
            return zeta_even(m)
    return None


def zeta_even(m: int) -> Term:
    """ζ(2m) = |B₂ₘ|·(2π)²ᵐ/(2·(2m)!)."""
    b = fmpq.bernoulli(2 * m)
    scale = abs(Fraction(int(b.p), int(b.q))) * 2 ** (2 * m - 1)
    return tidy(Num(scale) * pi ** Num(2 * m) / factorial(Num(2 * m)))

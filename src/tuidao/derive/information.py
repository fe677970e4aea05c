"""Information, entropy, cross-entropy and relative entropy worked: by definition, the logarithms, the sum."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction

from flint import fmpz

from tuidao.derive.family.walk import find, mapped
from tuidao.derive.forms import simplest
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import truth
from tuidao.lang.build import ONE, ZERO, is_op, log, log_base, oo, rational
from tuidao.lang.focus import focus, replace_at
from tuidao.lang.information import Infinite, NotWrittenOut, conditions, meaning
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Term, free_symbols, size
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NOT_PROBABILITIES = Text(
    "these are not probabilities: none may be negative, and they must sum to 1",
    "这些数不是概率分布：各项须非负，且和为 1",
)
UNCLEAR = Text(
    "distributions are written (1/2, 1/4, 1/4), tables ((1/4, 1/4), (1/2, 0)), row by row",
    "分布写作 (1/2, 1/4, 1/4)，联合分布表按行写作 ((1/4, 1/4), (1/2, 0))",
)
_MOST_STEPS, _MOST_SIZE, _MOST_BITS = 12, 2000, 200
RULE_OF: dict[Op, str] = {
    ops.INFORMATION: "information_of",
    ops.ENTROPY: "entropy_of",
    ops.CROSS_ENTROPY: "cross_entropy_of",
    ops.KL: "relative_entropy_of",
    ops.JOINT_ENTROPY: "joint_entropy_of",
    ops.CONDITIONAL_ENTROPY: "conditional_entropy_of",
    ops.MUTUAL_INFORMATION: "mutual_information_of",
    ops.CONVERT: "unit_converted",
}


def work_information(problem: Term, given: tuple[Term, ...]) -> Worked:
    """The value in logarithms: oo where an outcome that is possible under p has probability 0 under q."""
    assert type(problem) is App
    failed = Derivation(problem)
    if size(problem) > _MOST_SIZE:
        return Worked(None, failed, reason=UNCLEAR)
    if any(not free_symbols(c) and truth(c, {}) is False for c in conditions(problem)):
        return Worked(None, failed, reason=NOT_PROBABILITIES)
    chain = Chain(problem, given)
    try:
        meaning(problem)
    except Infinite:
        chain.step(RULES["information_infinite"], oo)
        return Worked(oo, chain.derivation())
    except NotWrittenOut:
        return Worked(None, failed, reason=UNCLEAR)
    _written(chain)
    _logarithms(chain)
    chain.step(RULES["simplify"], simplest(chain.now))
    chain.step(RULES["simplify"], min((chain.now, tidy(mapped(chain.now, _by_primes))), key=size))
    return Worked(chain.now, chain.derivation())


def _written(chain: Chain) -> None:
    """What each quantity means, outermost first; several of one kind in one line."""
    for _ in range(_MOST_STEPS):
        path = find(chain.now, (), _is_named)
        if path is None:
            return
        first, _ = focus(chain.now, path)
        assert type(first) is App
        kind = first.op
        inner = Chain(chain.now, chain.given)
        while path is not None:
            here, _ = focus(inner.now, path)
            assert type(here) is App
            by = dict(zip("xab", here.args, strict=True)) if here.op is ops.CONVERT else {}
            inner.step(
                RULES[RULE_OF[here.op]], replace_at(inner.now, path, meaning(here)), by, path
            )
            path = find(inner.now, (), lambda t, kind=kind: is_op(t, kind))  # type: ignore[misc]
        if len(inner.steps) == 1:
            chain.steps += inner.steps
            chain.now = inner.now
        else:
            chain.step(inner.steps[0].rule, inner.now, steps=tuple(inner.steps))


def _is_named(t: Term) -> bool:
    return isinstance(t, App) and t.op in RULE_OF


# ------------------------------------------------------------------ logarithms of fractions


def _logarithms(chain: Chain) -> None:
    """log₂(1/4) as −2, log(1/4) as −2·log 2: the logarithms by the primes of their arguments."""
    chain.step(RULES["log_laws"], mapped(chain.now, _by_primes))


def _by_primes(t: Term) -> Term:
    if not is_op(t, ops.LOG, ops.LOGB) or type(t) is not App:
        return t
    x = rational(t.args[0])
    base = rational(t.args[1]) if t.op is ops.LOGB else None
    if x is None or x <= 0 or (t.op is ops.LOGB and base is None):
        return t
    if max(x.numerator.bit_length(), x.denominator.bit_length()) > _MOST_BITS:
        return t
    exact = tidy(t)
    if type(exact) is Num:
        return exact
    whole: Term = ZERO
    for p, e in _primes(x):
        found = _of_prime(p, base)
        part = found if abs(e) == 1 else tidy(Num(abs(e)) * found)
        if whole == ZERO:
            whole = part if e > 0 else -part if type(part) is not Num else Num(-part.value)
        else:
            whole = whole + part if e > 0 else whole - part
    return tidy(whole) if _all_numbers(whole) else whole


def _of_prime(p: int, base: Fraction | None) -> Term:
    if base is None:
        return log(Num(p))
    return ONE if base == p else log_base(Num(p), Num(base))


def _primes(x: Fraction) -> Iterator[tuple[int, int]]:
    for p, e in fmpz(x.numerator).factor():
        yield int(p), int(e)
    for p, e in fmpz(x.denominator).factor():
        yield int(p), -int(e)


def _all_numbers(t: Term) -> bool:
    return not is_op(t, ops.LOG, ops.LOGB) and all(map(_all_numbers, getattr(t, "args", ())))

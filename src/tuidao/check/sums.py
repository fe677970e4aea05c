"""Sums: terms written out one by one, and the series of reciprocal even powers."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import fmpq

from tuidao.check.conditions import Context
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.build import oo, pi, rational
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_YES = Text("term by term as the sum says", "与和式逐项一致")
_NO = Text("these are not the terms of the sum", "这不是和式的各项")
_EULER = Text("Euler's formula with Bernoulli numbers", "用伯努利数表示的欧拉公式")
_NAMED = Text("the index set, called 1, …, n", "指标集记为 1, …, n")
_NOT_NAMED = Text(
    "only the index sets may change, to 1, …, n with a letter that is new",
    "只能把指标集写成 1, …, n，且 n 须为新字母",
)
_OTHER = Text("not the value of this series", "这不是该级数的值")
_MOST, _MOST_POWER = 2000, 60


def sum_written_out(before: Term, after: Term, context: Context) -> Verdict:
    """`after` is the sum with concrete bounds, written out from the first term to the last."""
    if type(before) is Bind and before.op is ops.SUM:
        a, b = (rational(end) for end in before.over)
        if a is not None and b is not None and a.denominator == b.denominator == 1:
            first, last = int(a), int(b)
            if last - first < _MOST:
                out: Term = Num(0)
                for j in range(first, last + 1):
                    term = instantiate(before.body, Num(j))
                    out = term if j == first else out + term
                if out == after or same(out, after):
                    return Verdict(Status.PROVED, _YES)
    return Verdict(Status.REFUTED, _NO)


def zeta_even(before: Term, after: Term, context: Context) -> Verdict:
    """Σ 1/k^(2m) for k from 1 is |B₂ₘ|·(2π)^(2m)/(2·(2m)!)."""
    if type(before) is Bind and before.op is ops.SUM and before.over == (Num(1), oo):
        k = Sym("k#sum")
        term = instantiate(before.body, k)
        for n in range(2, _MOST_POWER, 2):
            if same(term, Num(1) / k**n):
                b = fmpq.bernoulli(n)
                scale = abs(Fraction(int(b.p), int(b.q))) * Fraction(2 ** (n - 1), factorial(n))
                if same(after, Num(scale) * pi**n):
                    return Verdict(Status.PROVED, _EULER)
                break
    return Verdict(Status.REFUTED, _OTHER)


_ALL = {
    ops.SUM_ALL: ops.SUM,
    ops.PRODUCT_ALL: ops.PRODUCT,
    ops.MAX_ALL: ops.MAX_OVER,
    ops.MIN_ALL: ops.MIN_OVER,
}


def named_set(before: Term, after: Term, context: Context) -> Verdict:
    """`after` is `before` with every index set that was not written as 1, …, n for one new letter n."""
    new = sorted(free_symbols(after) - free_symbols(before), key=str)
    taken = {s for f in context.facts for s in free_symbols(f)} | {o.symbol for o in context.opened}
    if len(new) == 1 and new[0] not in taken and with_named_set(before, new[0]) == after:
        return Verdict(Status.PROVED, _NAMED)
    return Verdict(Status.REFUTED, _NOT_NAMED)


def with_named_set(t: Term, last: Sym) -> Term:
    """`t` with every index set that is not written as 1, …, last."""
    if type(t) is App:
        return App(t.op, tuple(with_named_set(a, last) for a in t.args))
    if type(t) is not Bind:
        return t
    body, over = with_named_set(t.body, last), tuple(with_named_set(o, last) for o in t.over)
    if t.op in _ALL:
        return Bind(_ALL[t.op], t.name, body, (Num(1), last))
    return Bind(t.op, t.name, body, over)

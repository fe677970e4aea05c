"""Sums: terms written out one by one, and the series of reciprocal even powers."""

from __future__ import annotations

from fractions import Fraction
from math import factorial

from flint import fmpq

from tuidao.check.conditions import Context
from tuidao.check.normal import same
from tuidao.lang import op as ops
from tuidao.lang.build import oo, pi
from tuidao.lang.domain import rational
from tuidao.lang.term import Bind, Num, Sym, Term, instantiate
from tuidao.proof import Status, Verdict
from tuidao.text import Text

_YES = Text("term by term as the sum says", "与和式逐项一致")
_NO = Text("these are not the terms of the sum", "这不是和式的各项")
_EULER = Text("Euler's formula with Bernoulli numbers", "用伯努利数表示的欧拉公式")
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

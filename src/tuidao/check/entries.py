"""Families of numbers to try a claim with, drawn within what is given of them: Σ y = 1, y ≥ 0, one-hot."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball import Statement, exact_ball
from tuidao.lang.ball_real import MODE, whole_number
from tuidao.lang.build import is_op, rational
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, substitute

_MOST = 64  # entries that share a total
_PARTS = 256  # of the total; a power of two, so that every entry is exact
ALL_ZERO, ALL_EQUAL = -1, -2  # numbers of draws
FLAT = (ALL_ZERO, ALL_EQUAL, ALL_ZERO, ALL_EQUAL)
_THE_SAME = Fraction(3, 4)
_SIGNS = {ops.GT: 1, ops.GE: 0}
_TURNED = {ops.LT: ops.GT, ops.LE: ops.GE, ops.EQ: ops.EQ}
_PLAIN = (1, 2, -1, 3, Fraction(1, 2), -2, 4)


@dataclass(slots=True)
class Rule:
    """What is given of every entry of a family: signs, entries 0 and 1 only, a total along one of the indices."""

    positive: bool = False
    nonnegative: bool = False
    binary: bool = False
    axis: int = 0
    ends: tuple[
        Term, ...
    ] = ()  # first and last index of what is summed; none: the index set that is not written
    total: Term | None = None


class ForAll:
    """A statement about the entries at every index of a range, compiled; asked at values like a `Statement`."""

    def __init__(self, fact: Bind, symbols: Sequence[Sym]) -> None:
        self.k = Sym("k#all")
        where = fact.over[0]
        assert type(where) is App
        self.ends = where.args
        self.symbols = tuple(symbols)
        self.holds = Statement(instantiate(fact.body, self.k), (*self.symbols, self.k))

    def __call__(self, values: Sequence[Any]) -> bool | None:
        """True where it holds at every index."""
        by = {s: v for s, v in zip(self.symbols, values, strict=True) if isinstance(v, arb)}
        first, last = (_whole_number(e, by) for e in self.ends)
        if first is None or last is None or last - first > _MOST:
            return None
        for k in range(first, last + 1):
            found = self.holds([*values, exact_ball(Fraction(k), 192)])
            if found is not True:
                return found
        return True


Test = Statement | ForAll


def is_over_indices(fact: Term) -> bool:
    """Does the fact speak of entries z[k] at every k of an interval?"""
    return (
        type(fact) is Bind
        and fact.op is ops.FORALL
        and is_op(fact.over[0], ops.INTERVAL)
        and _picks(fact.body, 0)
    )


def test_of(fact: Term, symbols: Sequence[Sym]) -> Test:
    """A fact compiled, to be asked at values of the symbols."""
    if type(fact) is Bind and is_over_indices(fact):
        return ForAll(fact, symbols)
    return Statement(fact, symbols)


def _picks(t: Term, depth: int) -> bool:
    """Does an entry stand there, picked by the variable bound so many binders out?"""
    if type(t) is App:
        if t.op is ops.INDEX and any(type(a) is Sym and a.index == depth for a in t.args[1:]):
            return True
        return any(_picks(a, depth) for a in t.args)
    return type(t) is Bind and _picks(t.body, depth + 1)


def _whole_number(t: Term, by: Mapping[Sym, arb]) -> int | None:
    values: dict[Sym, Term] = {s: Num(whole_number(v)) for s, v in by.items() if v.is_integer()}
    q = rational(substitute(t, values))
    return int(q) if q is not None and q.denominator == 1 else None


def rules(facts: Sequence[Term], claim: Term) -> tuple[dict[Sym, Rule], list[Term]]:
    """What the facts ask of every entry of a family, and the facts that are left to be tested.

    A fact about z[k] with a letter k that the claim does not speak of is about every entry.
    """
    found: dict[Sym, Rule] = {}
    left: list[Term] = []
    free = free_symbols(claim)
    for fact in facts:
        body = fact
        while type(body) is Bind and body.op is ops.FORALL:
            body = instantiate(body.body, Sym(f"{body.name or 'k'}#of"))
        everywhere = body is not fact or _loose_index(body, free) is not None
        if not _taken(body, found) or not everywhere and not _is_total(body):
            left.append(fact)
        elif body is not fact:
            left.append(fact)  # drawn so, and tested all the same
    return found, left


def _loose_index(fact: Term, free: frozenset[Sym]) -> Sym | None:
    """The letter k of a relation about one entry z[k], where the claim does not speak of k."""
    if type(fact) is App and fact.args and is_op(fact.args[0], ops.INDEX):
        entry = fact.args[0]
        assert type(entry) is App
        return next((a for a in entry.args[1:] if type(a) is Sym and a not in free), None)
    return None


def _is_total(fact: Term) -> bool:
    return type(fact) is App and fact.op is ops.EQ and any(type(a) is Bind for a in fact.args)


def _taken(fact: Term, found: dict[Sym, Rule]) -> bool:
    """Is the fact one that entries can be drawn to fit? Taken down then."""
    if type(fact) is not App or len(fact.args) != 2:
        return False
    op, (a, b) = fact.op, fact.args
    if op in _TURNED and not is_op(a, ops.INDEX, ops.SUM, ops.SUM_ALL):
        op, a, b = _TURNED[op], b, a
    if op is ops.EQ and is_op(a, ops.SUM, ops.SUM_ALL) and type(a) is Bind:
        return _total(a, b, found)
    if not (is_op(a, ops.INDEX) and type(a) is App and type(a.args[0]) is Sym):
        return False
    rule = found.setdefault(a.args[0], Rule())
    if op in _SIGNS and b == Num(0):
        rule.positive |= op is ops.GT
        rule.nonnegative = True
        return True
    if op is ops.IN and b == App(ops.FINITE_SET, (Num(0), Num(1))):
        rule.binary = rule.nonnegative = True
        return True
    return False


def _total(a: Bind, b: Term, found: dict[Sym, Rule]) -> bool:
    body = a.body
    if not (is_op(body, ops.INDEX) and type(body) is App and type(body.args[0]) is Sym):
        return False
    at = [k for k, i in enumerate(body.args[1:]) if type(i) is Sym and i.index == 0]
    head = body.args[0]
    if len(at) != 1 or head.index >= 0 or head in free_symbols(b):
        return False
    rule = found.setdefault(head, Rule())
    if rule.total is not None:
        return False
    rule.axis, rule.ends, rule.total = at[0], a.over, b
    return True


class Entries:
    """A family of numbers: reproducible entries, remembered as they are asked for, drawn by a rule where there is one.

    `n` is the number of the draw: in ALL_ZERO the entries are 0 (1 if they must be positive), in ALL_EQUAL the same.

    `numbers` are the values of the other symbols; `plain`: small whole numbers, for a witness that is easy to follow.
    """

    def __init__(
        self,
        name: Sym,
        n: int,
        rule: Rule | None = None,
        numbers: Mapping[Sym, Fraction] | None = None,
        *,
        plain: bool = False,
    ) -> None:
        self.name, self.n, self.rule, self.plain = name, n, rule, plain
        self.numbers: dict[Sym, Term] = {s: Num(v) for s, v in (numbers or {}).items()}
        self.seen: dict[str, Term] = {}
        self.rows: dict[tuple[int, ...], tuple[int, list[Fraction]]] = {}

    def __call__(self, *index: int) -> arb:
        value = self._value(index)
        self.seen[f"{self.name.name}[{', '.join(map(str, index))}]"] = Num(value)
        return exact_ball(value, 192)

    def _value(self, index: tuple[int, ...]) -> Fraction:
        rule = self.rule
        if rule is not None and rule.total is not None and len(index) > rule.axis:
            others = (*index[: rule.axis], *index[rule.axis + 1 :])
            if others not in self.rows:
                self.rows[others] = self._row(rule, others)
            first, values = self.rows[others]
            if first <= index[rule.axis] < first + len(values):
                return values[index[rule.axis] - first]
        value = self._free(index)
        if rule is not None and rule.binary:
            return Fraction(int(value > Fraction(1, 2)))
        return abs(value) if rule is not None and rule.nonnegative else value

    def _seed(self, index: tuple[int, ...]) -> int:
        seed = self.n * 7_919 + sum(ord(c) for c in self.name.name) * 104_729
        for i in index:
            seed = (seed * 1_000_003 + i * 7_368_787 + 12_345) % 2_147_483_647
        return seed

    def _free(self, index: tuple[int, ...]) -> Fraction:
        seed = self._seed(index)
        if self.plain:
            return Fraction(_PLAIN[seed % len(_PLAIN)])
        if self.n == ALL_ZERO:  # where a strict inequality becomes an equality
            return Fraction(int(self.rule is not None and self.rule.positive))
        if self.n == ALL_EQUAL:
            return _THE_SAME
        top = seed % 173 + 8
        return Fraction(top if self.n % 3 == 0 or seed % 5 else -top, 64)

    def _row(self, rule: Rule, others: tuple[int, ...]) -> tuple[int, list[Fraction]]:
        """The first index, and entries that have the total; none where the range or the total is not a number."""
        assert rule.total is not None
        ends = [rational(substitute(e, self.numbers)) for e in rule.ends]
        total = rational(substitute(rule.total, self.numbers))
        if not ends:
            ends = [Fraction(1), Fraction(MODE.index_set)]
        if total is None or any(e is None or e.denominator != 1 for e in ends):
            return 0, []
        first, last = (int(e) for e in ends if e is not None)
        count = last - first + 1
        if not 0 < count <= _MOST:
            return 0, []
        draw = random.Random(self._seed(others))
        if rule.binary:
            ones = draw.sample(range(count), min(max(int(total), 0), count))
            return first, [Fraction(int(k in ones)) for k in range(count)]
        if self.n == ALL_ZERO and not rule.positive:  # all but one of them
            return first, [
                total if k == self._seed(others) % count else Fraction(0) for k in range(count)
            ]
        parts = _PARTS
        while self.plain and parts // 2 >= 2 * count:
            parts //= 2
        cuts = sorted(draw.sample(range(1, parts), count - 1))
        pieces = [b - a for a, b in zip((0, *cuts), (*cuts, parts), strict=True)]
        if not rule.positive and count > 1 and self.n % 2:
            i, j = draw.sample(range(count), 2)
            move = pieces[i] if rule.nonnegative else draw.randint(1, 2 * parts)
            pieces[i], pieces[j] = pieces[i] - move, pieces[j] + move
        return first, [total * Fraction(p, parts) for p in pieces]

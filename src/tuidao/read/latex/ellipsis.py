r"""Sums with dots, a + b + \cdots + z, where the terms written leave no doubt about those that are not."""

from __future__ import annotations

from collections.abc import Iterator
from fractions import Fraction
from itertools import combinations
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.build import picks_entry
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    rebuild,
    size,
)
from tuidao.read.latex.levels import ADD
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

DOTS = frozenset(("ldots", "cdots", "dots", "dotsc", "dotsb"))
_MOST_TERMS, _MOST_PLACES, _MOST_NODES = 6, 5, 200
_FIRST = (1, 0, 2)  # the values of the index that a sum may begin with
_INDICES = "ijkrst"


def sum_with_dots(p: LatexParser, left: Term, start: int) -> Term:
    """The sum whose dots are the current token, `left` standing before them."""
    dots = p.now
    p.k += 1
    if not p.sign("+"):
        raise _unclear(p, dots)
    p.k += 1
    last = p.expression(ADD + 1)
    terms, fronts = _terms(left)
    found = None
    if size(last) <= _MOST_NODES and sum(map(size, terms)) <= _MOST_NODES:
        found = _from_numbers(terms, last) or _general(terms, last)
    if found is None:
        found = _taylor(terms, last)
        if found is None:
            raise _unclear(p, dots)
        return p.app(ops.ADD, (_summed(p, terms, fronts, found, last, start), last), start)
    return _summed(p, terms, fronts, found, last, start)


def _summed(
    p: LatexParser,
    terms: list[Term],
    fronts: list[Term | None],
    found: Found,
    last: Term,
    start: int,
) -> Term:
    """The sum found, behind what stands before it."""
    count, body, index, first, end = found
    begin = p.build.span(terms[-count])[0]
    body = p.build.at(body, *p.build.span(last), _depth(body))
    ends = (p.build.at(Num(first), begin, begin + 1), p.build.at(end, *p.build.span(last)))
    total: Term = p.bind(ops.SUM, index, body, ends, begin)
    p.note("dots", begin, Text(f"read as {total}", f"按 {total} 读"))
    front = fronts[-count]
    return total if front is None else p.app(ops.ADD, (front, total), start)


def _taylor(terms: list[Term], last: Term) -> Found | None:
    """f(a) + f'(a)(x − a) + … + R_n(x): the terms of Taylor's formula up to the n of the remainder."""
    if len(terms) < 2 or type(last) is not App or last.op is not ops.CALL:
        return None
    rest, first = last.args[0], terms[0]
    if type(rest) is not App or rest.op is not ops.INDEX or len(rest.args) != 2:
        return None
    if type(first) is not App or first.op is not ops.CALL or len(first.args) != 2:
        return None
    f, a = first.args
    numbers, others = _factors(terms[1])
    steps = [t for t in others if not (type(t) is Bind and t.op is ops.DIFF)]
    if numbers != 1 or len(steps) != 1 or len(others) != 2:
        return None
    index = _fresh(terms, last)
    x = Sym("x") if Sym("x") not in free_symbols(a) else _fresh([*terms, index], last)
    slope = Bind(ops.DIFF, x.name, App(ops.CALL, (f, Sym("", 0))), (a, index))
    body: Term = App(ops.DIV, (slope, App(ops.FACTORIAL, (index,))))
    body = App(ops.MUL, (body, App(ops.POW, (steps[0], index))))
    for k, t in enumerate(terms):
        if _factors(_folded(_at(body, index, k))) != _factors(_folded(t)):
            return None
    return len(terms), body, index, 0, rest.args[1]


def _at(body: Term, index: Sym, k: int) -> Term:
    parts = children(body)
    if body == index:
        return Num(k)
    return rebuild(body, tuple([_at(c, index, k) for c in parts])) if parts else body


def _factors(t: Term) -> tuple[Fraction, list[Term]]:
    """The number that a product begins with, and its other factors in one order."""
    if type(t) is Num:
        return t.value, []
    if type(t) is App and t.op in (ops.MUL, ops.DIV):
        (m, a), (n, b) = (_factors(c) for c in t.args)
        if t.op is ops.MUL:
            return m * n, sorted([*a, *b], key=str)
        if n and not b:
            return m / n, a
    return Fraction(1), [t]


def _unclear(p: LatexParser, dots: Token) -> InputError:
    return p.build.refusal(
        "unclear-dots",
        dots.start,
        dots.end,
        Text("which terms do the dots stand for?", "省略号代表哪些项？"),
        Text("not clear", "不明确"),
        Text(r"write \sum_{i=1}^{n}", r"请写成 \sum_{i=1}^{n}"),
    )


def _terms(left: Term) -> tuple[list[Term], list[Term | None]]:
    """The last terms of a sum, and what stands before each of them."""
    terms: list[Term] = []
    fronts: list[Term | None] = []
    t = left
    while type(t) is App and t.op is ops.ADD and len(terms) < _MOST_TERMS:
        terms.append(t.args[1])
        fronts.append(t.args[0])
        t = t.args[0]
    if len(terms) < _MOST_TERMS:
        terms.append(t)
        fronts.append(None)
    return terms[::-1], fronts[::-1]


Found = tuple[int, Term, Sym, int, Term]  # terms taken, body, index, first and last value


def _from_numbers(terms: list[Term], last: Term) -> Found | None:
    """1 + 2 + … + 100: neighbours, and not as well the beginning of a geometric sum."""
    values = [_value(t) for t in terms]
    end = _value(last)
    if end is None or len(values) < 2 or any(v is None for v in values):
        return None
    first = values[0]
    assert first is not None
    if any(v != first + k for k, v in enumerate(values)) or end <= first + len(values):
        return None
    if len(values) == 2 and first == 1 and end.bit_count() == 1:
        return None  # 1 + 2 + … + 64 may double
    index = Sym(_INDICES[0])
    return len(terms), index, index, first, Num(end)


def _value(t: Term) -> int | None:
    if type(t) is Num and t.value.denominator == 1:
        return int(t.value)
    return None


def _general(terms: list[Term], last: Term) -> Found | None:
    """The general term is the last one with its parameter replaced; it must give every term written."""
    written = [_folded(t) for t in terms]
    for count in range(len(terms), 0, -1):
        wanted = written[-count:]
        fitting = [
            (n, chosen, first)
            for n in sorted(free_symbols(last), key=lambda s: s.name)
            for chosen in _choices(_places(last, n))
            for first in _FIRST
            if all(
                _folded(_put(last, n, chosen, Num(first + k))) == t for k, t in enumerate(wanted)
            )
        ]
        if len(fitting) > 1:
            return None
        if fitting:
            n, chosen, first = fitting[0]
            index = _fresh(terms, last)
            body = _put(last, n, chosen, index)
            if count == 1 and not _only_picks(body, index):
                return None
            return count, body, index, first, n
    return None


def _fresh(terms: list[Term], last: Term) -> Sym:
    taken = free_symbols(last).union(*map(free_symbols, terms))
    return next((Sym(c) for c in _INDICES if Sym(c) not in taken), Sym("index"))


def _only_picks(body: Term, i: Sym) -> bool:
    """Does the index stand in subscripts only, so that one term and the last tell all?"""
    if type(body) is App and body.op is ops.INDEX:
        return picks_entry(body, i)
    if type(body) is Sym:
        return body != i
    return picks_entry(body, i) and all(
        _only_picks(c, i) for c in children(body) if i in free_symbols(c)
    )


def _places(t: Term, n: Sym) -> int:
    """How often `n` stands in `t`."""
    if type(t) is Sym:
        return int(t == n)
    return sum(_places(c, n) for c in children(t))


def _choices(places: int) -> Iterator[frozenset[int]]:
    """Which of the places the index takes: n may also stand for itself, as in n/(n² + 1) + …"""
    if places > _MOST_PLACES:
        yield frozenset(range(places))
        return
    for count in range(places, 0, -1):
        for chosen in combinations(range(places), count):
            yield frozenset(chosen)


def _put(t: Term, n: Sym, chosen: frozenset[int], value: Term) -> Term:
    """`t` with `value` in the chosen places of `n`."""
    seen = -1

    def go(t: Term) -> Term:
        nonlocal seen
        if type(t) is Sym:
            if t == n:
                seen += 1
                return value if seen in chosen else t
            return t
        parts = children(t)
        return rebuild(t, tuple([go(c) for c in parts])) if parts else t

    return go(t)


def _depth(t: Term) -> int:
    return 1 + max(map(_depth, children(t)), default=0)


def _folded(t: Term) -> Term:
    """Numbers worked out, x⁰, x¹, 1·x, 0 + x and derivatives of order 0 written shorter."""
    if type(t) is Bind:
        made = Bind(t.op, t.name, _folded(t.body), tuple(map(_folded, t.over)))
        if t.op is ops.DIFF and made.over[1] == Num(0):
            return _folded(instantiate(made.body, made.over[0]))
        return made
    if type(t) is not App:
        return t
    args = tuple(map(_folded, t.args))
    values = [a.value if type(a) is Num else None for a in args]
    op = t.op
    if op is ops.NEG and values[0] is not None:
        return Num(-values[0])
    if op is ops.FACTORIAL and values[0] in range(20):
        value = 1
        for k in range(2, int(values[0] or 0) + 1):
            value *= k
        return Num(value)
    if len(args) != 2:
        return App(op, args)
    a, b = values
    if op in (ops.ADD, ops.SUB):
        if a is not None and b is not None:
            return Num(a + b if op is ops.ADD else a - b)
        if b == 0:
            return args[0]
        return args[1] if a == 0 and op is ops.ADD else App(op, args)
    if op is ops.MUL:
        if a is not None and b is not None:
            return Num(a * b)
        return args[1] if a == 1 else args[0] if b == 1 else App(op, args)
    if op is ops.DIV:
        if a is not None and b:
            return Num(a / b)
        return args[0] if b == 1 else App(op, args)
    if op is ops.POW and b is not None and b.denominator == 1 and 0 <= b <= 20:
        if b < 2:
            return args[0] if b == 1 else Num(1)
        if a is not None and max(abs(a.numerator), a.denominator) < 1000:
            return Num(a ** int(b))
    return App(op, args)

r"""What stands below Σ, Π and max: i=1, i, j ≠ i, i ∈ S, k ≥ 0, 1 ≤ i < j ≤ n."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.latex.index_sets import NOTE, counted_to, membership, paired_names
from tuidao.read.latex.letters import argument, read_name
from tuidao.read.latex.levels import ADD
from tuidao.read.latex.token import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex.parser import LatexParser

_RISING = {"<": 1, "lt": 1, "le": 0, "leq": 0, "leqslant": 0, "leqq": 0}  # by how much at least
_FALLING = {">": 1, "gt": 1, "ge": 0, "geq": 0, "geqslant": 0, "geqq": 0}


@dataclass(slots=True)
class Run:
    """One index with its first and last value; None: over a set that is not written."""

    name: str
    first: Term | None = None
    last: Term | None = None


@dataclass(slots=True)
class Range:
    """The indices, outermost first, and the value that the only one leaves out, or the only one that it takes."""

    runs: list[Run] = field(default_factory=list)
    other: Term | None = None
    only: Term | None = None
    order: Op | None = None  # in which two indices are: i < j
    members: list[Term] = field(default_factory=list)  # i ∈ S, said of the indices

    @property
    def names(self) -> frozenset[str]:
        return frozenset(r.name for r in self.runs)


def read_range(p: LatexParser, token: Token) -> Range:
    """What stands below and above the operator just taken; refuses where it is not said over what it runs."""
    found = Range()
    last: Term | None = None
    while p.sign("_") or p.sign("^"):
        below = p.sign("_")
        p.k += 1
        if below and not found.runs:
            found = _below(p, token)
        elif not below and last is None:
            last = argument(p)
        else:
            raise p.unexpected()
    if last is not None:
        _close(p, found, last, token)
    elif len(found.runs) == 1 and type(found.runs[0].first) is Sym and found.runs[0].last is None:
        _single(p, found)
    if not found.runs or any((r.first is None) != (r.last is None) for r in found.runs):
        raise no_range(p, token)
    return found


def _single(p: LatexParser, found: Range) -> None:
    """Σ_{i=j} without an upper end: the one term at which the two letters agree, the other being given."""
    (run,) = found.runs
    other = run.first
    assert type(other) is Sym
    name = run.name
    if other.name in _bound_elsewhere(p):
        name, other = other.name, Sym(name)
    found.runs = [Run(name)]
    found.only = p.build.at(other, p.last_end() - 1, p.last_end())


def _bound_elsewhere(p: LatexParser) -> set[str]:
    """The letters that other sums run through."""
    found = set()
    tokens = p.tokens
    for k, token in enumerate(tokens[:-7]):
        if token.text not in ("sum", "prod") or tokens[k + 2].text != "{":
            continue
        single = (
            tokens[k + 4].text == "=" and tokens[k + 6].text == "}" and tokens[k + 7].text != "^"
        )
        if not (single and tokens[k + 5].kind == "letter"):
            found.add(tokens[k + 3].text)
    return found


def no_range(p: LatexParser, token: Token) -> InputError:
    """The refusal of an operator without a range."""
    return p.build.refusal(
        "no-range",
        token.start,
        p.last_end(),
        Text("over what does it run?", "求和（积）范围不明"),
        Text("no range", "没有范围"),
        Text(r"write _{i=1}^{n}", r"请写出 _{i=1}^{n}"),
    )


def _close(p: LatexParser, found: Range, last: Term, token: Token) -> None:
    """What stands above ends the runs below."""
    if any(r.last is not None for r in found.runs):
        raise no_range(p, token)
    if found.runs and found.runs[0].first is None:
        first = p.build.at(Num(1), token.start, p.last_end())
        p.note("first-index", token.start, Text("taken to begin at 1", "按从 1 开始读"))
        for run in found.runs:
            run.first = first
    for run in found.runs:
        run.last = last


def _below(p: LatexParser, token: Token) -> Range:
    opened = p.now
    if opened.text != "{":
        return Range([Run(_name(p))])
    signs = _order_signs(p)
    p.k += 1
    if len(signs) > 1:
        return _chain(p, opened, signs)
    stacked = p.command("substack")
    if stacked:
        p.k += 1
        p.expect("{", opened)
    pair = paired_names(p)
    names = _names(p) if pair is None else pair
    found = Range([Run(name) for name in names])
    if p.sign("="):
        p.k += 1
        first = p.inside(opened, ADD)
        for run in found.runs:
            run.first = first
        if (p.sign(",") or p.sign("\\\\")) and names == [_name_behind(p)]:
            p.k += 1
            _name(p)
            _left_out(p, found, opened)
    elif p.command("ne", "neq") or (p.command("not") and p.peek().text == "="):
        _left_out(p, found, opened)
    elif p.command("in"):
        p.k += 1
        last = counted_to(p)
        if last is None:
            found.members = membership(p, names, opened, pair is not None)
            p.note("index-set", token.start, NOTE)
        for run in found.runs if last is not None else ():
            run.first, run.last = p.build.at(Num(1), token.start, p.last_end()), last
    elif _are_pairs(p, names):
        found.order = ops.LT if _RISING[p.now.text] else ops.LE
        p.k += 1
        found.runs.append(Run(_name(p)))
        p.note(
            "index-pairs",
            token.start,
            Text("over all pairs of indices in this order", "对所有满足此次序的指标对求和"),
        )
    elif p.now.text in _FALLING and len(names) == 1:
        more = _FALLING[p.now.text]
        p.k += 1
        found.runs[0].first = _shifted(p, p.inside(opened, ADD), more)
        found.runs[0].last = p.app(ops.OO, (), token.start)
    p.expect("}", opened)
    if stacked:
        p.expect("}", opened)
    return found


def _are_pairs(p: LatexParser, names: list[str]) -> bool:
    """i < j, in the order of the alphabet: both run. (j < i is said of j alone, with i fixed.)"""
    if p.now.text not in _RISING or len(names) != 1:
        return False
    second, after = p.peek(), p.tokens[min(p.k + 2, len(p.tokens) - 1)]
    return second.kind == "letter" and after.text == "}" and names[0] < second.text


def _left_out(p: LatexParser, found: Range, opened: Token) -> None:
    """j ≠ i."""
    if len(found.runs) != 1 or not (p.command("ne", "neq", "not")):
        raise p.unexpected()
    p.k += 2 if p.command("not") else 1
    found.other = p.inside(opened, ADD)


def _chain(p: LatexParser, opened: Token, signs: list[str]) -> Range:
    """1 ≤ i ≤ n, 1 ≤ i, j ≤ n, 1 ≤ i < j ≤ n: each index begins where the one before it is."""
    if any(s not in _RISING for s in signs):
        raise p.unexpected()
    low = p.inside(opened, ADD)
    groups: list[tuple[list[str], Term]] = []
    for sign in signs[:-1]:
        p.k += 1
        low = _shifted(p, low, _RISING[sign])
        token = p.now
        names = _names(p)
        groups.append((names, low))
        low = p.leaf(Sym(names[-1]), token)
    p.k += 1
    last = _shifted(p, p.inside(opened, ADD), -_RISING[signs[-1]])
    p.expect("}", opened)
    if any(len(names) > 1 for names, _ in groups) and len(groups) > 1:
        raise p.unexpected()
    return Range([Run(name, first, last) for names, first in groups for name in names])


def _shifted(p: LatexParser, t: Term, by: int) -> Term:
    if by == 0:
        return t
    start, end = p.build.span(t)
    if type(t) is Num and t.value.denominator == 1:
        return p.build.at(Num(t.value + by), start, end)
    one = p.build.at(Num(1), start, end)
    return p.build.app(ops.ADD if by > 0 else ops.SUB, (t, one), start, end)


def _order_signs(p: LatexParser) -> list[str]:
    """The order signs in the group that opens here, outside its own brackets."""
    depth, k, found = 0, p.k, []
    while p.tokens[k].kind != "end":
        token = p.tokens[k]
        if token.text in ("{", "(", "[", "\\{") or token.text.startswith("begin "):
            depth += 1
        elif token.text in ("}", ")", "]", "\\}") or token.text.startswith("end "):
            depth -= 1
            if depth == 0:
                break
        elif depth == 1 and (token.text in _RISING or token.text in _FALLING):
            found.append(token.text)
        k += 1
    return found


def _name(p: LatexParser) -> str:
    name = read_name(p)
    if name is None:
        raise p.unexpected()
    return name


def _names(p: LatexParser) -> list[str]:
    """i; i, j; ij."""
    names = [_name(p)]
    while p.sign(",") or p.now.kind == "letter":
        p.k += p.sign(",")
        names.append(_name(p))
    return names


def _name_behind(p: LatexParser) -> str | None:
    """The name behind a comma, which stays."""
    at = p.k
    p.k += 1
    name = read_name(p)
    p.k = at
    return name

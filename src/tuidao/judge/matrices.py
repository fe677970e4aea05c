"""Capital letters: matrices where the context transposes, traces or indexes them, else numbers, which is said."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, free_symbols, rebuild, subterms
from tuidao.text import Text

AS_NUMBERS = Text("{names} taken as numbers, not as matrices", "{names} 按数理解，不是矩阵")
_SHAPED = (ops.TRANSPOSE, ops.TRACE, ops.MATMUL)
_ROUNDS = 4
_THROUGH = (ops.MUL, ops.MATMUL, ops.ADD, ops.SUB, ops.NEG, ops.TRANSPOSE)


def matrices_in(terms: Iterable[Term]) -> frozenset[Sym]:
    """The capital letters that are transposed, traced, or have entries with two indices."""
    found: set[Sym] = set()
    for t in terms:
        for _, s in subterms(t):
            if type(s) is not App:
                continue
            if s.op in _SHAPED:
                for a in s.args:
                    found.update(_factors(a))
            elif s.op is ops.INDEX:
                head = s.args[0]
                if type(head) is Sym and len(s.args) == 3 and _capital(head):
                    found.add(head)
                elif type(head) is App:
                    found.update(_factors(head))
    return frozenset(found)


def with_partners(names: frozenset[Sym], terms: Iterable[Term]) -> frozenset[Sym]:
    """Further capital letters that are matrices if `names` are: added to one, or multiplied with one both ways."""
    pairs: set[tuple[Sym, Sym]] = set()
    for t in terms:
        for _, s in subterms(t):
            if type(s) is App and s.op in (ops.ADD, ops.SUB, ops.MUL):
                a, b = (_bare(p) for p in s.args)
                if a is not None and b is not None:
                    pairs |= {(a, b)} if s.op is ops.MUL else {(a, b), (b, a)}
    for _ in range(_ROUNDS):
        more = {b for a, b in pairs if a in names and (b, a) in pairs}
        if more <= names:
            break
        names |= more
    return names


def _bare(t: Term) -> Sym | None:
    """A capital letter, with a number before it or a sign."""
    if type(t) is App and t.op is ops.NEG:
        return _bare(t.args[0])
    if type(t) is App and t.op is ops.MUL and type(t.args[0]) is Num:
        return _bare(t.args[1])
    return t if type(t) is Sym and _capital(t) else None


_SPACE = re.compile(
    r"((?:[A-Z]\s*,\s*)*[A-Z])\s*\\in\s*\\mathbb\s*\{?\s*[RCF]\s*\}?\s*\^\s*\{?[^{}$]*\\times"
)


def declared(text: str) -> frozenset[Sym]:
    r"""The letters that a text says to be matrices: A, B \in \mathbb{R}^{n \times n}."""
    found = _SPACE.finditer(text)
    return frozenset(Sym(name.strip()) for m in found for name in m.group(1).split(","))


def _factors(t: Term) -> Iterator[Sym]:
    """The capital letters of which a product or a sum of matrices is made."""
    if type(t) is Sym:
        if _capital(t):
            yield t
    elif type(t) is App and t.op in _THROUGH:
        for a in t.args:
            yield from _factors(a)


def _capital(t: Sym) -> bool:
    return t.index < 0 and t.name[:1].isupper() and t.name[:1].isascii()


def as_matrices(t: Term, names: frozenset[Sym]) -> Term:
    """`t` with the products of these letters as products of matrices: AB is not BA."""
    if type(t) not in (App, Bind) or not names & free_symbols(t):
        return t
    t = rebuild(t, tuple([as_matrices(c, names) for c in children(t)]))
    if type(t) is not App:
        return t
    if t.op is ops.MUL and all(_is_matrix(a, names) for a in t.args):
        return App(ops.MATMUL, t.args)
    if t.op is ops.POW and _is_matrix(t.args[0], names) and t.args[1] == Num(2):
        return App(ops.MATMUL, (t.args[0], t.args[0]))
    return t


def _is_matrix(t: Term, names: frozenset[Sym]) -> bool:
    if type(t) is Sym:
        return t in names
    if type(t) is not App:
        return False
    if t.op in (ops.TRANSPOSE, ops.NEG):
        return _is_matrix(t.args[0], names)
    if t.op in (ops.MATMUL, ops.ADD, ops.SUB):
        return all(_is_matrix(a, names) for a in t.args)
    if t.op is ops.MUL:
        return any(_is_matrix(a, names) for a in t.args)
    return t.op is ops.DIV and _is_matrix(t.args[0], names)


def taken_as_numbers(left: Term, right: Term) -> Text | None:
    """The note that the letters of a claim were taken as numbers; None unless they are capitals, multiplied."""
    names = free_symbols(left) | free_symbols(right)
    multiplied = any(_multiplies(s) for t in (left, right) for _, s in subterms(t))
    if len(names) < 2 or not all(_capital(s) and len(s.name) == 1 for s in names):
        return None
    if not multiplied or any(is_op(s, *_SHAPED) for t in (left, right) for _, s in subterms(t)):
        return None
    return AS_NUMBERS.format(names=", ".join(sorted(s.name for s in names)))


def _multiplies(t: Term) -> bool:
    """Is it a product of capitals, or a power of a sum of several?"""
    if not isinstance(t, App) or t.op not in (ops.MUL, ops.POW):
        return False
    if t.op is ops.POW:
        return len(free_symbols(t.args[0])) > 1
    return all(free_symbols(a) for a in t.args) and len(free_symbols(t)) > 1

"""Sides of statements read once each, and statements taken as conditions."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from tuidao.diagnostic import InputError
from tuidao.judge.claim import OPERATORS
from tuidao.judge.context import Context, heads
from tuidao.judge.listing import entries_with_dots, spelled
from tuidao.judge.matrices import as_matrices, declared, matrices_in, with_partners
from tuidao.lang import op as ops
from tuidao.lang.build import all_of, is_op
from tuidao.lang.term import App, Bind, Sym, Term, children, subterms
from tuidao.read.clean import HAS_RELATION
from tuidao.read.placed import Placed
from tuidao.read.statement import Statement, statements
from tuidao.text import Text

_RELATIONS = (ops.EQ, ops.NE, ops.LT, ops.LE, ops.GT, ops.GE, ops.IN, ops.AND)


@dataclass(slots=True)
class Reader:
    """Reads sides, each once; `plain`: the text is in plain spelling, not LaTeX;
    `declared`: letters such as e that mean something of the author's own; `together`: names that are factors run
    together in plain spelling (see `run_together`).
    """

    context: Context
    plain: bool = False
    declared: frozenset[str] = frozenset()
    together: frozenset[str] = frozenset()
    seen: dict[str, Term | InputError] = field(default_factory=dict)
    notes: dict[str, Text] = field(default_factory=dict)
    notation: bool = False  # arg max, sets and their like are read as names
    shaped: frozenset[Sym] = frozenset()  # letters that are matrices throughout
    matrices: frozenset[Sym] = frozenset()  # those, and the ones of the statement at hand

    def learn(self, statement: Statement) -> None:
        """Read v(x) as a function's value where another side of the same statement can only mean that."""
        places = [s for s in statement.sides if s is not None]
        found = [self.side(s) for s in places]
        names = frozenset[str]().union(*(heads(t)[1] for t in found if isinstance(t, Term)))
        for place, t in zip(places, found, strict=True):
            if isinstance(t, Term) and heads(t)[0] & names and not self.plain:
                self.seen[place.text] = self._read(place.text, names)
        indexed = frozenset[str]().union(*(_indexed(t) for t in found if isinstance(t, Term)))
        for place in places:
            t = self.seen[place.text]
            if isinstance(t, Term) and not self.plain and _numbered(t) & indexed:
                self.seen[place.text] = self._read(place.text, names & heads(t)[0], indexed)
        terms = [t for t in found if isinstance(t, Term)]
        self.matrices = self._shaped(self.shaped, terms)

    def _shaped(self, known: frozenset[Sym], terms: list[Term]) -> frozenset[Sym]:
        return with_partners(known | matrices_in(terms), terms)

    def learn_shapes(self, text: str, together: Iterable[Statement]) -> None:
        """Take down which letters are matrices anywhere in the statements, or declared so in the text."""
        sides = [self.side(s) for t in together for s in t.sides if s is not None]
        terms = [t for t in sides if isinstance(t, Term)]
        self.shaped = self._shaped(self.shaped | declared(text), terms)

    def side(self, side: Placed) -> Term | InputError:
        """The term a side says, or why it could not be read."""
        key = side.text
        if key not in self.seen:
            self.seen[key] = self._read(key)
        found = self.seen[key]
        return as_matrices(found, self.matrices) if isinstance(found, Term) else found

    def _read(
        self, text: str, names: frozenset[str] = frozenset(), families: frozenset[str] = frozenset()
    ) -> Term | InputError:
        from tuidao.read import read_latex_noted, read_plain

        functions = names | self.context.functions
        whole = text
        try:
            if self.plain:
                return read_plain(text, functions, self.together)
            text = _LOST_INDEX.sub(r"\\sum_{\1} ", with_arrow(text))
            below = with_indices(text, self.families())
            if below != text:
                self.notes[whole] = LOST_INDEX.format(text=below)
            text = below
            return read_latex_noted(
                text,
                functions,
                families,
                declared=self.declared,
                notation=self.notation,
                signatures={} if _chained(text) else self.context.signatures(),
            ).term
        except InputError as error:
            if not self.plain and spelled(text) != text:
                self.notes[whole] = LOST_INDEX.format(text=spelled(text))
                return self._read(spelled(text), names, families)
            return error
        except RecursionError as error:
            raise ValueError("a formula nested too deeply") from error

    def families(self) -> frozenset[str]:
        """The letters that the document defined as families."""
        return frozenset(d.name for d in self.context.definitions.values() if d.kind == "family")

    def forget(self) -> None:
        """Read again: other names are functions now."""
        self.seen.clear()

    def condition(self, statement: Statement) -> Term | None:
        """A statement as a condition; None where it is not read or is no usable one."""
        parts: list[Term] = []
        for k, relation in enumerate(statement.relations):
            left, right = statement.sides[k], statement.sides[k + 1]
            if left is None or right is None or relation.name not in OPERATORS:
                return None
            left = without_quantifier(left)
            if statement.listed and relation.name == "eq":
                term = self.side(left)
                return (
                    App(ops.IN, (term, App(ops.NATURALS, ()))) if isinstance(term, Term) else None
                )
            a, b = self.side(left), self.side(right)
            if not isinstance(a, Term) or not isinstance(b, Term):
                return None
            parts.append(App(OPERATORS[relation.name], (a, as_set(b, relation.name))))
        if not parts or any(p.op not in _RELATIONS for p in parts if isinstance(p, App)):
            return None
        return all_of(*parts)


def _indexed(t: Term) -> frozenset[str]:
    """The letters that have entries in `t`, those of ∂/∂x_i among them."""
    by = (s.over[0] for _, s in subterms(t) if isinstance(s, Bind) and s.op is ops.PARTIAL)
    return heads(t)[2] | frozenset(x.name for x in by if isinstance(x, Sym) and x.index < 0)


def _numbered(t: Term) -> frozenset[str]:
    """The letters x of names x_1, x_2: entries where x_i stands beside them."""
    found = (re.fullmatch(r"(.+)_\d+", name) for name in heads(t)[0])
    return frozenset(m.group(1) for m in found if m)


_ABOVE = re.compile(r"\\partial\s*(?:\^\s*\d\s*)?(\\?[A-Za-z]+)\s*\}\s*\{")
_BELOW = re.compile(r"\}\s*\{\s*\\partial\s*(\\?[A-Za-z]+)")


def _chained(text: str) -> bool:
    """Is something differentiated by what is differentiated itself, ∂f/∂u·∂u/∂a: then f is f(u(a)), not f(u)?"""
    return bool(set(_ABOVE.findall(text)) & set(_BELOW.findall(text)))


_LOST_INDEX = re.compile(
    r"\\sum\s+([a-z])\s+(?=[^=]*_\s*\{?\s*\1(?![A-Za-z]))"
)  # \sum k e^{z_k}, copied flat
LOST_INDEX = Text("an index was lost: read as {text}", "下标丢失：按 {text} 读")
_SUMMED = re.compile(r"\\(?:sum|prod)\s*(?:\\limits\s*)?_\s*\{?\s*([a-z])")
_INDEXED = re.compile(r"(?<![A-Za-z\\])([A-Za-z])\s*_")


def with_indices(text: str, families: frozenset[str]) -> str:
    r"""A text in which `z k` is the k-th entry of a family z: \sum_k e^{z k}, copied flat."""
    indices = set(_SUMMED.findall(text))
    names = {n for n in families if len(n) == 1} | set(_INDEXED.findall(text))
    if not indices or not names:
        return text
    lost = rf"(?<![A-Za-z\\])([{''.join(sorted(names))}])\s+([{''.join(sorted(indices))}])(?![A-Za-z_^(])"
    return re.sub(lost, r"\1_{\2}", text)


_BARE_LIMIT = re.compile(r"\\lim(?![A-Za-z])(?!\s*(?:_|\\limits))")
_VARIABLE = re.compile(r"[A-Za-z}]\s*(?:\\left\s*)?\(\s*([a-z])\s*(?:\\right\s*)?\)")


def with_arrow(text: str) -> str:
    r"""A text in which \lim stands alone, its arrow supplied: the same unnamed approach x → x₀ in each."""
    if not _BARE_LIMIT.search(text):
        return text
    found = _VARIABLE.search(text)
    x = found.group(1) if found else "x"
    return _BARE_LIMIT.sub(rf"\\lim_{{{x} \\to {x}_0}}", text)


_SET = re.compile(
    r"\s*(?:\\left\s*)?\\\{(.+?)(?:\\mid(?![A-Za-z])|\||:|\\colon)(.+?)(?:\\right\s*)?\\\}\s*", re.S
)


def set_described(side: Placed) -> Placed | None:
    r"""The condition in a set written as { x | condition }, the entries of a list with dots; None for anything else."""
    listed = entries_with_dots(side)
    if listed is not None:
        return listed
    m = _SET.fullmatch(side.text)
    return side[m.start(2) : m.end(2)] if m and not HAS_RELATION.search(m.group(1)) else None


def without_quantifier(side: Placed) -> Placed:
    r"""A side without a leading ∀: `\forall \varepsilon` is ε."""
    m = re.match(r"\s*(?:\\forall(?![A-Za-z])|∀)\s*", side.text)
    return side[m.end() :] if m else side


def conditions_of(places: tuple[Placed, ...], reader: Reader) -> tuple[Term, ...]:
    """What the brackets beside a statement say, as far as it is read."""
    found: list[Term] = []
    for place in places:
        for statement in statements(place):
            term = reader.condition(statement)
            if term is not None:
                found.append(term)
    return tuple(found)


def as_set(t: Term, relation: str) -> Term:
    """What stands behind ∈: (0, π/2) there is an open interval, no pair."""
    if relation == "in" and is_op(t, ops.TUPLE) and len(children(t)) == 2:
        return App(ops.INTERVAL_OPEN, children(t))
    return t


def of_unknown_set(condition: Term) -> bool:
    """Is the condition x ∈ D with a set that is only named: nothing can be drawn from it?"""
    return is_op(condition, ops.IN) and type(children(condition)[1]) is Sym


_SPACE = re.compile(r"\s*\\math(?:bb|cal|bf)\s*\{?\s*[A-Z]\s*\}?\s*\^\s*(?:\{[^{}]*\}|\w)\s*")


def is_space(side: Placed) -> bool:
    r"""Is this a space of vectors or matrices, \mathbb{R}^{m \times n}: it only says of what kind something is?"""
    return bool(_SPACE.fullmatch(side.text))


def approached(side: Placed, relation: str) -> Placed:
    """Where x → x₀⁺ goes, without the sign of its side."""
    m = (
        re.search(r"\s*\^\s*(?:\{\s*[-+]\s*\}|[-+])\s*$", side.text)
        if relation == "tends"
        else None
    )
    return side[: m.start()] if m else side

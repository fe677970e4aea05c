"""What a rule is: a named theorem, declared once as a typed function of its pattern variables."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from tuidao.lang.build import beta, eq
from tuidao.lang.op import CALL, ROW
from tuidao.lang.term import App, Bind, Sym, Term
from tuidao.text import Text


class Real(Sym):
    """A pattern variable for any real term that has a value."""


class Fn(Sym):
    """A pattern variable for a function of the variable bound around it: u(x)."""


class Side(Sym):
    """A pattern variable for a side of approach: 1, −1 or 0."""


class Point(Sym):
    """A pattern variable for a point of approach: a real term, oo, −oo or zoo."""


class Value(Sym):
    """A pattern variable for the value of a limit: a real term, oo or −oo."""


class Truth(Sym):
    """A pattern variable for a statement."""


class Row(Sym):
    """A pattern variable for one or more indices, bound to a ROW and put in one after another: z[i], W[i, j]."""


class Query(Sym):
    """A pattern variable for a question about a function, such as its range, or for the tuple that answers it."""


SORTS: dict[str, str] = {
    "Real": "real",
    "Fn": "fn",
    "Side": "side",
    "Point": "point",
    "Value": "value",
    "Truth": "truth",
    "Row": "row",
    "Query": "query",
}


@dataclass(frozen=True, slots=True)
class Claim:
    """lhs = rhs (or, with one argument, a statement) under the conditions and premises `given`.

    An equality of a rule says: where the premises hold and the right side has a value, the left side has the same.
    """

    left: Term
    right: Term | None = None
    given: tuple[Term, ...] = ()

    @property
    def conclusion(self) -> Term:
        """The statement the rule concludes."""
        return self.left if self.right is None else eq(self.left, self.right)


@dataclass(frozen=True, slots=True)
class Rule:
    """A named theorem.

    `decide` names the procedure of the checker that settles the conclusion once it is instantiated; "" means that
    the conclusion follows from the premises by the theorem itself. `proof` names rules it is derivable from.
    """

    id: str
    title: Text
    why: Text
    cite: Text
    chapter: str
    params: Mapping[str, str]
    given: tuple[Term, ...]
    conclusion: Term
    breaks_at: Mapping[str, str] = field(default_factory=dict)
    decide: str = ""
    source: str = ""

    @property
    def place(self) -> tuple[str, int]:
        """Where it is declared: chapter and line, to put rules in order by."""
        return self.chapter, int(self.source.rpartition(":")[2] or 0)

    @property
    def left(self) -> Term:
        """The left side of an equality rule."""
        assert type(self.conclusion) is App
        return self.conclusion.args[0]

    @property
    def right(self) -> Term:
        """The right side of an equality rule."""
        assert type(self.conclusion) is App
        return self.conclusion.args[1]


_DECLARED = re.compile(r"^@rule\(.*?^def (\w+)\(", re.M | re.S)


class Rules(Mapping[str, Rule]):
    """Rules by id. A chapter is imported when one of its rules is first asked for; all of them, and put in the order
    of chapters and lines, when the rules are gone through."""

    def __init__(self) -> None:
        self._known: dict[str, Rule] = {}
        self._chapter_of: dict[str, str] | None = None
        self._whole = False

    def add(self, rule: Rule) -> None:
        """Take in a rule. Raises ValueError where another has its id."""
        before = self._known.get(rule.id)
        if before is not None:
            raise ValueError(f"two rules named {rule.id}: {before.source} and {rule.source}")
        self._known[rule.id] = rule

    def __getitem__(self, name: str) -> Rule:
        found = self._known.get(name)
        if found is None:
            self._look_up(name)
            found = self._known[name]
        return found

    def _look_up(self, name: str) -> None:
        """Import the chapter in whose text the rule is declared; all, where none is."""
        if self._whole:
            return
        if self._chapter_of is None:
            self._chapter_of = {
                rule_id: file.stem
                for file in Path(__file__).parent.glob("*.py")
                for rule_id in _DECLARED.findall(file.read_text(encoding="utf-8"))
            }
        chapter = self._chapter_of.get(name)
        if chapter is not None:
            import_module(f"{__package__}.{chapter}")
        if name not in self._known:
            self.load()

    def load(self) -> None:
        """Import every chapter."""
        if self._whole:
            return
        self._whole = True
        for module in iter_modules([str(Path(__file__).parent)]):
            import_module(f"{__package__}.{module.name}")
        self._known = dict(sorted(self._known.items(), key=lambda item: item[1].place))

    def __iter__(self) -> Iterator[str]:
        self.load()
        return iter(self._known)

    def __len__(self) -> int:
        self.load()
        return len(self._known)


RULES = Rules()
_PATTERN_SORTS = {c.__name__: c for c in (Real, Fn, Side, Point, Value, Truth, Row, Query)}


def rule(
    *,
    title: Text,
    why: Text,
    cite: Text,
    breaks_at: Mapping[str, str] | None = None,
    decide: str = "",
) -> Callable[[Callable[..., Claim]], Rule]:
    """Declare a rule. The function's parameters are the pattern variables, its name is the rule's id for good.

    `breaks_at` gives, for a rule with conditions, values (plain spelling) at which the claim fails once its conditions
    are dropped; a test tries it.
    """

    def declare(build: Callable[..., Claim]) -> Rule:
        params: dict[str, str] = {}
        values: list[Sym] = []
        code = build.__code__
        for name in code.co_varnames[: code.co_argcount]:
            annotation = build.__annotations__.get(name, "nothing")
            sort = annotation if isinstance(annotation, str) else annotation.__name__
            if sort not in _PATTERN_SORTS:
                raise TypeError(
                    f"rule {build.__name__}: {name} needs a sort out of {sorted(_PATTERN_SORTS)}, not {sort}"
                )
            params[name] = SORTS[sort]
            values.append(Sym(name))
        claim = build(*values)
        name = build.__name__
        made = Rule(
            id=name,
            title=title,
            why=why,
            cite=cite,
            chapter=build.__module__.rpartition(".")[2],
            params=params,
            given=claim.given,
            conclusion=claim.conclusion,
            breaks_at=dict(breaks_at or {}),
            decide=decide,
            source=f"{build.__module__}:{build.__code__.co_firstlineno}",
        )
        RULES.add(made)
        return made

    return declare


def put_in(t: Term, by: Mapping[str, Term]) -> Term:
    """A pattern with its variables replaced by what `by` binds them to; f(t) with f ↦ λ is reduced.

    Under the pattern's binders nothing is captured: what `by` brings is closed with respect to them.
    """
    if type(t) is Sym:
        return by.get(t.name, t) if t.index < 0 else t
    if type(t) is App:
        if t.op is CALL:
            head = t.args[0]
            if type(head) is Sym and head.index < 0 and head.name in by:
                return beta(by[head.name], *[put_in(a, by) for a in t.args[1:]])
        return App(t.op, _laid_out([put_in(a, by) for a in t.args]))
    if type(t) is Bind:
        name = t.name
        named = by.get(name) if name else None
        if type(named) is Sym:
            name = named.name
        return Bind(
            t.op,
            name,
            put_in(t.body, by),
            _laid_out([put_in(o, by) for o in t.over]),
        )
    return t


def _laid_out(parts: list[Term]) -> tuple[Term, ...]:
    """The parts, rows among them replaced by what they hold."""
    for p in parts:
        if type(p) is App and p.op is ROW:
            break
    else:
        return tuple(parts)
    out: list[Term] = []
    for p in parts:
        out += p.args if type(p) is App and p.op is ROW else (p,)
    return tuple(out)

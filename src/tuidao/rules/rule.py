"""What a rule is: a named theorem, declared once as a typed function of its pattern variables."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

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


SORTS: dict[str, str] = {
    "Real": "real",
    "Fn": "fn",
    "Side": "side",
    "Point": "point",
    "Value": "value",
    "Truth": "truth",
    "Row": "row",
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
    def left(self) -> Term:
        """The left side of an equality rule."""
        assert type(self.conclusion) is App
        return self.conclusion.args[0]

    @property
    def right(self) -> Term:
        """The right side of an equality rule."""
        assert type(self.conclusion) is App
        return self.conclusion.args[1]


RULES: dict[str, Rule] = {}
_PATTERN_SORTS = {c.__name__: c for c in (Real, Fn, Side, Point, Value, Truth, Row)}


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
        if name in RULES:
            raise ValueError(f"two rules named {name}: {RULES[name].source} and {build.__module__}")
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
        RULES[name] = made
        return made

    return declare


def put_in(t: Term, by: Mapping[str, Term]) -> Term:
    """A pattern with its variables replaced by what `by` binds them to; f(t) with f ↦ λ is reduced.

    Under the pattern's binders nothing is captured: what `by` brings is closed with respect to them.
    """
    return _put_in(t, {Sym(k): v for k, v in by.items()}, 0)


def _put_in(t: Term, by: dict[Sym, Term], depth: int) -> Term:
    if type(t) is Sym:
        return by.get(t, t)
    if type(t) is App:
        if t.op is CALL:
            head = t.args[0]
            if type(head) is Sym and head in by:
                return beta(by[head], *[_put_in(a, by, depth) for a in t.args[1:]])
        return App(t.op, _laid_out([_put_in(a, by, depth) for a in t.args]))
    if type(t) is Bind:
        name = t.name
        named = by.get(Sym(name)) if name else None
        if type(named) is Sym:
            name = named.name
        return Bind(
            t.op,
            name,
            _put_in(t.body, by, depth + 1),
            _laid_out([_put_in(o, by, depth) for o in t.over]),
        )
    return t


def _laid_out(parts: list[Term]) -> tuple[Term, ...]:
    """The parts, rows among them replaced by what they hold."""
    if not any(type(p) is App and p.op is ROW for p in parts):
        return tuple(parts)
    out: list[Term] = []
    for p in parts:
        out += p.args if type(p) is App and p.op is ROW else (p,)
    return tuple(out)

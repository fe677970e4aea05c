"""What a document says in passing, taken down for later claims: hypotheses, points, what depends on what."""

from __future__ import annotations

from tuidao.diagnostic import InputError
from tuidao.judge.claim import OPERATORS
from tuidao.judge.context import Context, arguments, key_of
from tuidao.judge.meaning import Role, has_op, names_something
from tuidao.judge.premises import premises
from tuidao.judge.reader import Reader, conditions_of, without_quantifier
from tuidao.judge.sentences import Item, heads_case
from tuidao.judge.statement import Link
from tuidao.judge.theory.leibniz import bare_names
from tuidao.judge.theory.points import is_point
from tuidao.lang import op as ops
from tuidao.lang.build import all_of, is_op
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, mentions
from tuidao.read.placed import Placed
from tuidao.read.statement import Statement

_MOST_FACTS = 40
_PLACES = ("lt", "le", "gt", "ge", "in")


def hypotheses(paragraph: str, reader: Reader, context: Context) -> None:
    """The hypotheses in the words of a paragraph."""

    def read(text: str) -> Term | None:
        found = reader.side(Placed.of(text))
        return None if isinstance(found, InputError) else found

    add_facts(context, *premises(paragraph, read))


def add_facts(context: Context, *facts: Term) -> None:
    """Facts that hold from here on in this section, the newest last."""
    for fact in facts:
        if fact in context.facts:
            context.facts.remove(fact)
        context.facts.append(fact)
    del context.facts[:-_MOST_FACTS]


def take_down(statement: Statement, links: list[Link], reader: Reader, context: Context) -> None:
    """Where points lie (ξ ∈ (a, b)), what a name depends on (y = f(u)), what a function is (Φ(x) = ∫ …)."""
    add_facts(context, *(c for c in conditions_of(statement.conditions, reader) if _of_point(c)))
    for link in links:
        if link.relation.name in _PLACES and link.role in (Role.CONDITION, Role.MENTION):
            _place(link, reader, context)
        if link.relation.name == "eq" and link.terms is not None:
            _equation(link, context)


def _place(link: Link, reader: Reader, context: Context) -> None:
    if link.left is None or link.right is None:
        return
    sides = (without_quantifier(link.left), link.right)
    term = reader.condition(Statement(sides, (link.relation,)))
    if term is not None and _of_point(term):
        add_facts(context, term)


def _of_point(term: Term) -> bool:
    return any(is_point(s) for s in free_symbols(term))


def _equation(link: Link, context: Context) -> None:
    assert link.terms is not None
    a, b = link.terms
    if type(a) is Sym and is_op(b, ops.CALL) and a not in bare_names(b):
        context.depends[a.name] = b
    if a == b and type(a) is App and a.op is ops.CALL and type(a.args[0]) is Sym:
        context.depends[a.args[0].name] = a  # u = u(x): whatever it was before
        context.definitions.pop((a.args[0].name, "symbol", 0), None)
    if link.role is not Role.MENTION and link.role is not Role.CONDITION:
        return
    key = key_of(a)
    if key is None or key[1] != "function" or context.knows(a):
        return
    names = arguments(a)
    if names and set(names) <= free_symbols(b) and has_op(b, ops.INTEGRAL, ops.SUM, ops.PIECEWISE):
        context.define(a, b)


def taken_as_defined(link: Link, k: int, cue: str, context: Context) -> bool:
    """May an undecided first link be what gives its left side a (new) meaning?"""
    if link.role is not Role.EQUATION or k or link.terms is None or cue in ("so", "implies"):
        return False
    if link.relation.name != "eq":
        return False
    a, b = link.terms
    if not names_something(a):
        return False
    if type(a) is Bind:
        return context.put_in(a) == a  # nothing is known of what is differentiated
    key = key_of(a)
    if key is None or mentions(b, Sym(key[0])):
        return False
    return type(a) is Sym or isinstance(a, App)


def is_case(item: Item, links: list[Link]) -> bool:
    """Is a formula that stands alone the heading of a case: (2) i ≠ j?"""
    conditions = bool(links) and all(k.role is Role.CONDITION for k in links)
    return conditions and heads_case(item.before) and "\n" in item.following[:3]


def case_of(links: list[Link]) -> Term | None:
    """The condition of a case; an equality of two letters is none that a claim can be tried under."""
    found = [_condition(k) for k in links]
    parts = [t for t in found if t is not None]
    return None if len(parts) < len(found) else all_of(*parts)


def _condition(link: Link) -> Term | None:
    if link.terms is None or link.relation.name not in OPERATORS or link.relation.name == "eq":
        return None
    return App(OPERATORS[link.relation.name], link.terms)


def is_differential(t: Term) -> bool:
    """dy as it is read: d·y."""
    return type(t) is App and t.op is ops.MUL and t.args[0] == Sym("d") and type(t.args[1]) is Sym

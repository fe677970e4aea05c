"""A claim made ready for trying: definitions put in, concrete functions for abstract ones, ∫ differentiated."""

from __future__ import annotations

from collections.abc import Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import D, beta, function
from tuidao.lang.build import cos as cos_
from tuidao.lang.build import exp as exp_
from tuidao.lang.build import sin as sin_
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    free_symbols,
    mentions,
    substitute,
    subterms,
)

_X = Sym("x")
# Smooth everywhere, with no accidental relations between one another, their derivatives and the constants.
_FUNCTIONS: tuple[Term, ...] = (
    function(_X, _X**3 / 5 - 2 * _X + Num(7) / 4),
    function(_X, sin_(2 * _X) + _X**2 / 3 + 2),
    function(_X, exp_(_X / 2) + _X + Num(1) / 3),
    function(_X, cos_(_X) + 3 + _X / 7),
    function(_X, _X**2 / 2 + _X / 3 + 1),
    function(_X, exp_(-_X) + sin_(_X) / 5 + 2),
)


def put_functions(t: Term, by: dict[Sym, Term]) -> Term:
    """f(t) with f ↦ λ replaced everywhere by the body."""
    if type(t) is App:
        args = tuple(put_functions(a, by) for a in t.args)
        if t.op is ops.CALL and type(t.args[0]) is Sym and t.args[0] in by:
            return beta(by[t.args[0]], *args[1:])
        return t if args == t.args else App(t.op, args)
    if type(t) is Bind:
        return Bind(
            t.op, t.name, put_functions(t.body, by), tuple(put_functions(o, by) for o in t.over)
        )
    return t


def abstract_functions(t: Term) -> dict[Sym, int]:
    """The free symbols applied as functions, each with its number of arguments (−1: used in several ways)."""
    found: dict[Sym, int] = {}
    for _, s in subterms(t):
        if type(s) is App and s.op is ops.CALL and type(s.args[0]) is Sym and s.args[0].index < 0:
            f, n = s.args[0], len(s.args) - 1
            found[f] = n if found.get(f, n) == n else -1
    return found


def families(t: Term) -> frozenset[Sym]:
    """The free symbols that are indexed."""
    heads = {s.args[0] for _, s in subterms(t) if type(s) is App and s.op is ops.INDEX}
    heads |= {
        s.over[0] for _, s in subterms(t) if type(s) is Bind and s.op is ops.PARTIAL and s.over
    }
    return frozenset(h for h in heads if type(h) is Sym and h.index < 0)


def assignments(functions: dict[Sym, int], count: int) -> Iterator[dict[Sym, Term]]:
    """Concrete smooth functions for the abstract ones, several ways."""
    names = sorted(functions, key=lambda s: s.name)
    for k in range(count):
        chosen: dict[Sym, Term] = {}
        for place, f in enumerate(names):
            chosen[f] = _of_several(functions[f], k + place)
        yield chosen


def _of_several(n: int, k: int) -> Term:
    """A smooth function of n arguments: of one, out of the list; of more, a mixture of those."""
    one = _FUNCTIONS[k % len(_FUNCTIONS)]
    if n == 1:
        return one
    names = [Sym(f"x{i}") for i in range(n)]
    body: Term = Num(1)
    for i, x in enumerate(names):
        body = body + beta(_FUNCTIONS[(k + i) % len(_FUNCTIONS)], x) * (names[i - 1] + i + 1)
    for x in reversed(names):
        body = function(x, body)
    return body


def definitions(
    given: tuple[Term, ...],
) -> tuple[dict[Sym, Term], dict[Sym, Term], tuple[Term, ...]]:
    """Out of what is given: symbols defined by `s = …`, functions by `f(x) = …`, and the rest."""
    symbols: dict[Sym, Term] = {}
    functions: dict[Sym, Term] = {}
    rest: list[Term] = []
    for fact in given:
        if type(fact) is App and fact.op is ops.EQ:
            left, right = fact.args
            if type(left) is Sym and left not in symbols and not mentions(right, left):
                symbols[left] = right
                continue
            if type(left) is App and left.op is ops.CALL and _plain_call(left, right):
                f = left.args[0]
                assert type(f) is Sym
                body = right
                for x in reversed(left.args[1:]):
                    assert type(x) is Sym
                    body = function(x, body)
                functions.setdefault(f, body)
                continue
        rest.append(fact)
    return symbols, functions, tuple(rest)


def _plain_call(call: App, body: Term) -> bool:
    """Is it f(x, y, …) with distinct plain names, and a body that does not speak of f?"""
    f, args = call.args[0], call.args[1:]
    plain = all(type(a) is Sym and a.index < 0 for a in args) and len(set(args)) == len(args)
    return plain and type(f) is Sym and not mentions(body, f)


def put_definitions(t: Term, given: tuple[Term, ...]) -> tuple[Term, tuple[Term, ...]]:
    """The claim and the conditions that are left, with what is given as a definition put in (three deep at most)."""
    symbols, functions, rest = definitions(given)
    if not symbols and not functions:
        return t, given
    for _ in range(3):
        t = put_functions(substitute(t, symbols), functions)
        rest = tuple(put_functions(substitute(r, symbols), functions) for r in rest)
    return t, rest


def integration_variable(t: Term) -> Sym | None:
    """The symbol at which every antiderivative in `t` stands; None for none, or for different ones.

    A closed sum such as ∫f dx + C is a function of that symbol up to a constant.
    """
    found: set[Term] = set()
    for _, s in subterms(t):
        if type(s) is Bind and s.op is ops.ANTIDERIVATIVE:
            found.add(s.over[0])
    if len(found) != 1:
        return None
    (at,) = found
    return at if type(at) is Sym and at.index < 0 else None


def differentiated(left: Term, right: Term, x: Sym) -> tuple[Term, Term]:
    """Both sides differentiated: what is left of an equality up to a constant."""
    return D(left, x), D(right, x)


def hides_dependence(t: Term) -> bool:
    """Is something differentiated, or integrated, that does not show how it depends on the variable (dy/dx)?"""
    return any(
        type(s) is Bind
        and s.op in (ops.DIFF, ops.PARTIAL)
        and not _uses_bound(s.body, 0)
        and bool(free_symbols(s.body))
        for _, s in subterms(t)
    )


def _uses_bound(t: Term, index: int) -> bool:
    if t.loose <= index:
        return False
    if type(t) is Sym:
        return t.index == index
    return any(
        _uses_bound(c, index + (type(t) is Bind and k == 0)) for k, c in enumerate(children(t))
    )


def is_definition_like(claim: Term) -> bool:
    """Is the claim an equality with a bare name on one side that the other side does not mention: `y = 2x`, `f(x) = …`?

    Such a line defines, or asks to be solved; it claims nothing that could be false.
    """
    if type(claim) is not App or claim.op not in (ops.EQ, ops.IN, ops.APPROX):
        return False
    left, right = claim.args
    return _bare(left, right) or (claim.op is ops.EQ and _bare(right, left))


def _bare(side: Term, other: Term) -> bool:
    if type(side) is Sym:
        return not mentions(other, side)
    if type(side) is App and side.op in (ops.CALL, ops.INDEX):
        name = side.args[0]
        return type(name) is Sym and not mentions(other, name)
    if type(side) is Bind and side.op is ops.DIFF:
        return _implicit(side, other)
    return False


def _implicit(side: Bind, other: Term) -> bool:
    """dy/dx, or f′(x), of something that the other side does not speak of."""
    body = side.body
    if type(body) is Sym and body.index < 0:
        return True
    if type(body) is App and body.op is ops.CALL and type(body.args[0]) is Sym:
        return not mentions(other, body.args[0])
    return False

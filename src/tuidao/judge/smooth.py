"""Where the derivatives that a claim speaks of exist: its corners and jumps become conditions of the verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from tuidao.check.conditions import Context, discharge
from tuidao.check.seams import seams_of
from tuidao.judge.meaning import has_op
from tuidao.lang import op as ops
from tuidao.lang.build import D, eq, floor, is_op, ne
from tuidao.lang.domain import conditions, existence
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    bind,
    free_symbols,
    instantiate,
    size,
    substitute,
    subterms,
)
from tuidao.proof import Status, Verdict

_HELD = (Status.PROVED, Status.TESTED)
_NAMED = (ops.CALL, ops.INDEX, ops.SUM, ops.SUM_ALL, ops.PRODUCT, ops.INTEGRAL, ops.LIMIT)
_STRICT = {ops.GT: ops.GE, ops.LT: ops.LE}
_TURNED = {ops.GE: ops.LE, ops.LE: ops.GE}
_JUMPS = (ops.FLOOR, ops.CEILING)
_MOST_NODES, _MOST_POINTS = 60, 4


def where_it_exists(claim: App, given: tuple[Term, ...], found: Verdict) -> Verdict:
    """The verdict with the conditions under which the derivatives in the claim exist, where these are not at sight.

    |x| has no derivative at 0, so whatever is said of it is said for x ≠ 0. A derivative of what is only named is taken
    to exist.
    """
    if found.status not in _HELD or not has_op(claim, ops.DIFF) or size(claim) > _MOST_NODES:
        return found
    known = tuple(m for m in found.missing if not is_op(m, ops.DIFFERENTIABLE))
    stated = (*given, *conditions(claim.args[0]), *conditions(claim.args[1]), *known)
    context = Context().assuming(*stated)
    needed: dict[Term, None] = {}
    for side in claim.args:
        for c in existence(side):
            if type(c) is Bind and c.op is ops.DIFFERENTIABLE and c not in stated:
                corners = tuple(_corners(c, claim, context))
                told = corners if corners or c not in found.missing else (c,)
                needed |= dict.fromkeys(told)
    missing = tuple(dict.fromkeys((*known, *needed)))
    return replace(found, missing=missing) if missing != found.missing else found


def _corners(c: Bind, claim: App, context: Context) -> Iterator[Term]:
    """What says that the function has a derivative, as far as the claim is false, or says nothing, without it."""
    x = Sym(c.name)
    at = c.over[0]
    if has_op(c.body, *_NAMED) or c.loose or (at != x and x in free_symbols(c)):
        return
    f = instantiate(c.body, x)
    weak = conditions(f)
    for m in discharge(c, context).missing:
        if type(m) is App and m.op is ops.NE:
            yield from _without_smooth(m, f, x, at, claim)
        elif type(m) is App and m.op in _STRICT:
            end = any(_same_order(App(_STRICT[m.op], m.args), w) for w in weak)
            if end and tuple(_without_smooth(App(ops.NE, m.args), f, x, at, claim)):
                yield m
        elif m == c:
            for k in _seams(f, x):
                if discharge(substitute(k, {x: at}), context).missing:
                    yield from _without_smooth(k, f, x, at, claim)


def _same_order(a: App, b: Term) -> bool:
    return a == b or (type(b) is App and App(_TURNED[a.op], a.args[::-1]) == b)


def _seams(f: Term, x: Sym) -> Iterator[App]:
    """Where one case of a definition passes into another, and where a rounding jumps."""
    for _, t in subterms(f):
        if type(t) is not App or t.loose:
            continue
        if t.op in _JUMPS:
            yield ne(t.args[0], floor(t.args[0]))
        cases = t.args[1::2] if t.op is ops.PIECEWISE else t.args if t.op is ops.INDICATOR else ()
        for case in cases:
            for point in seams_of(case, x) or ():
                yield ne(x, point)


def _without_smooth(c: App, f: Term, x: Sym, at: Term, claim: App) -> Iterator[Term]:
    """The condition u ≠ 0, less the zeros of u at which the derivative exists all the same and the claim holds."""
    if c.args[1] == x:
        c = App(ops.NE, (x, c.args[0]))
    points = _zeros(c, x) if at == x else None
    if points is None:
        yield c if at == x else substitute(c, {x: at})
        return
    bad = [p for p in points if not _holds_at(claim, f, x, p)]
    if len(bad) == len(points):
        yield c
    else:
        yield from (ne(x, p) for p in bad)


def _zeros(c: App, x: Sym) -> list[Term] | None:
    """The few points at which the condition fails; None where they are not found, or not few."""
    from tuidao.check.pieces_of_line import stretches
    from tuidao.judge.solve import solve_term

    if c.args[0] == x and x not in free_symbols(c.args[1]):
        return [c.args[1]]
    if free_symbols(c) != {x} or has_op(c, *_JUMPS):
        return None
    solved = solve_term(bind(ops.SOLUTIONS, x, eq(*c.args)))
    if solved.answer is None or solved.verdict.status is not Status.PROVED:
        return None
    parts = stretches(solved.derivation.end)
    if parts is None or len(parts) > _MOST_POINTS or any(p.left != p.right for p in parts):
        return None
    return [p.left for p in parts]


def _holds_at(claim: App, f: Term, x: Sym, p: Term) -> bool:
    """Does f have a derivative at p, and is the claim true there?"""
    from tuidao.check.prove import prove
    from tuidao.judge.solve import solve_term

    here = D(f, x, p)
    solved = solve_term(here)
    if not isinstance(solved.answer, Term) or solved.verdict.status is not Status.PROVED:
        return False
    sides = [substitute(s, {x: p}) for s in claim.args]
    at_p = [solved.answer if s == here else s for s in sides]
    found = prove(App(claim.op, tuple(at_p)))
    return found.status is Status.PROVED and not found.missing

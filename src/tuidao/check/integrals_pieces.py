"""An antiderivative given in pieces: each differentiates back in its interval, and they join where f is continuous."""

from __future__ import annotations

import itertools

from tuidao.check.conditions import Context, discharge
from tuidao.lang import op as ops
from tuidao.lang.build import D, continuous, gt, is_op, lt
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions, substitute
from tuidao.proof import Status

_MOST = 12
_NEGATED = {ops.LT: ops.GE, ops.LE: ops.GT, ops.GT: ops.LE, ops.GE: ops.LT}


def by_pieces(after: Term, f: Term, x: Sym, context: Context) -> bool:
    """Is `after`, pieces over x < c₁, x < c₂, … and a constant, certainly an antiderivative of f everywhere?

    At a cut c both pieces are continuous and agree, F′ = f on either side, and f is continuous at c: by the mean value
    theorem F′(c) = f(c) too (Rudin, Principles of Mathematical Analysis, 5.12).
    """
    pieces = _pieces(after, x)
    if pieces is None:
        return False
    values, cuts = pieces
    if not all(_certain(lt(a, b), context) for a, b in itertools.pairwise(cuts)):
        return False
    inside: list[Term] = []  # f between the cuts
    for k, value in enumerate(values):
        low, high = (cuts[k - 1] if k else None), (cuts[k] if k < len(cuts) else None)
        facts = [gt(x, low)] if low is not None else []
        facts += [lt(x, high)] if high is not None else []
        here = context.assuming(*facts)
        g = _branch(f, here)
        if g is None or not _differentiates(value, g, x, here):
            return False
        inside.append(g)
    return all(
        _continuous(f, inside[k : k + 2], x, c, context)
        and all(_certain(continuous(v, x, c), context) for v in values[k : k + 2])
        and _agree(values[k], values[k + 1], x, c)
        for k, c in enumerate(cuts)
    )


def _pieces(t: Term, x: Sym) -> tuple[list[Term], list[Term]] | None:
    """(values, cuts) of a function in pieces, a constant beside it left out."""
    while is_op(t, ops.ADD) and type(t) is App:
        rest = [a for a in t.args if mentions(a, x)]
        if len(rest) != 1 or not all(type(a) in (Sym, Num) for a in t.args if a not in rest):
            return None
        t = rest[0]
    if not (is_op(t, ops.PIECEWISE) and type(t) is App) or len(t.args) > 2 * _MOST:
        return None
    cuts: list[Term] = []
    for case in t.args[1:-1:2]:
        if not (is_op(case, ops.LT, ops.LE) and type(case) is App and case.args[0] == x):
            return None
        cuts.append(case.args[1])
    if not is_op(t.args[-1], ops.TRUE) or any(free_symbols(c) for c in cuts):
        return None
    return list(t.args[::2]), cuts


def _branch(f: Term, context: Context) -> Term | None:
    """The branch of a function in pieces that applies here; f itself for others, None where that is not certain."""
    if not (is_op(f, ops.PIECEWISE) and type(f) is App):
        return f
    for value, case in zip(f.args[::2], f.args[1::2], strict=True):
        if is_op(case, ops.TRUE) or _certain(case, context):
            return value
        if not (type(case) is App and case.op in _NEGATED):
            return None
        if not _certain(App(_NEGATED[case.op], case.args), context):
            return None
    return None


def _continuous(f: Term, sides: list[Term], x: Sym, c: Term, context: Context) -> bool:
    """Is f continuous at c: as a whole, or as two branches that agree there?"""
    if is_op(f, ops.PIECEWISE):
        at_cut = _branch(substitute(f, {x: c}), context)
        whole = all(_certain(continuous(g, x, c), context) for g in sides)
        return whole and at_cut is not None and all(_agree(g, at_cut, x, c) for g in sides)
    return _certain(continuous(f, x, c), context)


def _certain(condition: Term, context: Context) -> bool:
    found = discharge(condition, context)
    return found.status is Status.PROVED and not found.missing


def _differentiates(value: Term, f: Term, x: Sym, context: Context) -> bool:
    from tuidao.check.decide import equal

    slope = D(value, x)
    needs = equal(slope, f, context)
    if needs is None:
        return False
    return all(_certain(n, context) for n in (*needs, *conditions(slope), *conditions(f)))


def _agree(a: Term, b: Term, x: Sym, c: Term) -> bool:
    from tuidao.check.normal import compare

    found = compare(substitute(a, {x: c}), substitute(b, {x: c}))
    return bool(found.equal) and not found.needs

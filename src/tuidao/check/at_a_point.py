"""A statement about one variable at one exact point: true, false (or without a value), or not told."""

from __future__ import annotations

from tuidao.check.between import WANTED
from tuidao.check.root_bound import sign_of_constant
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, truth, value
from tuidao.lang.term import App, Sym, Term, substitute


def holds_at(claim: Term, x: Sym, at: Term) -> bool | None:
    """True where it certainly holds, False where it certainly fails or a side has no value, None else."""
    if type(claim) is not App:
        return None
    if claim.op in WANTED:
        a, b = (substitute(s, {x: at}) for s in claim.args)
        if value(a, {}) is NO_VALUE or value(b, {}) is NO_VALUE:
            return False
        sign = sign_of_constant(a - b)
        return None if sign is None else sign in WANTED[claim.op]
    if claim.op in (ops.AND, ops.OR):
        found = [holds_at(c, x, at) for c in claim.args]
        if claim.op is ops.AND:
            return False if False in found else None if None in found else True
        return True if True in found else None if None in found else False
    if claim.op is ops.NOT:
        inner = holds_at(claim.args[0], x, at)
        return None if inner is None else not inner
    if claim.op in (ops.TRUE, ops.FALSE):
        return claim.op is ops.TRUE
    return truth(substitute(claim, {x: at}), {})

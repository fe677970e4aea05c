"""A function of one entry alone, with a kink or a root, whose conditions concern that entry alone."""

from __future__ import annotations

from collections.abc import Mapping

from tuidao.derive.derivative import derivative
from tuidao.derive.family.through import put
from tuidao.lang import op as ops
from tuidao.lang.build import function, is_op, rational
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Sym, Term, free_symbols, mentions, subterms

_ROUGH = (ops.ABS, ops.MAX, ops.MIN, ops.PIECEWISE, ops.SIGN, ops.SQRT, ops.POW)


def own_entry(body: App, z: Sym, over: tuple[Term, ...]) -> Mapping[str, Term] | None:
    """f(k, z_k) with a kink or a root in f, whose conditions then concern z_i alone."""
    if len(over) != 2 or body.op not in _ROUGH or _is_smooth_power(body):
        return None
    entries = {
        s for _, s in subterms(body) if is_op(s, ops.INDEX) and not s.loose and mentions(s, z)
    }
    if len(entries) != 1:
        return None
    (entry,) = entries
    assert type(entry) is App
    k = entry.args[1]
    t = fresh("t", free_symbols(body))
    outer = put(body, entry, t)
    if mentions(outer, z) or type(k) is not Sym or derivative(outer, t) is None:
        return None
    return {"f": function(k, function(t, outer)), "z": over[0], "k": k, "i": over[1]}


def _is_smooth_power(body: App) -> bool:
    """u^n with a whole n ≥ 1."""
    n = rational(body.args[1]) if body.op is ops.POW else None
    return n is not None and n.denominator == 1 and n >= 1

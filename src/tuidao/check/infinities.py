"""Relations with infinities."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import is_op, minus_oo, oo
from tuidao.lang.term import App, Num


def about_infinity(t: App) -> bool | None:
    """Does a relation hold of which one side is an infinity, or undefined? None where that is not known."""
    a, b = t.args
    if t.op in (ops.EQ, ops.NE):
        if is_op(a, ops.UNDEFINED) or is_op(b, ops.UNDEFINED):
            return None
        if a == b:
            return t.op is ops.EQ
        if all(is_op(s, ops.OO) or s == minus_oo for s in (a, b)):
            return t.op is ops.NE
        if any(type(s) is Num for s in (a, b)):
            return t.op is ops.NE
    if t.op in (ops.GT, ops.LT) and a in (oo, minus_oo) and type(b) is Num:
        return (t.op is ops.GT) is (a == oo)
    return None

"""What reading a term into the field needed, and what is so where it is not: sign(u) is ±1 only where u is not 0."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.build import ZERO
from tuidao.lang.term import App, Term, children, rebuild

if TYPE_CHECKING:
    from tuidao.check.signs import SignField

_DEEP = 4  # as far as the slopes of slopes are looked at: not at all
_GRANT = {ops.NE: frozenset((-1, 1)), ops.GE: frozenset((0, 1))}


def ungranted(field: SignField) -> tuple[Term, ...]:
    """The needs that the field has noted and its facts do not grant."""
    return tuple(n for n in dict.fromkeys(field.needs) if not _grants(field, n))


def _grants(field: SignField, need: Term) -> bool:
    """Do the facts say a ≠ 0, or a ≥ b?"""
    if type(need) is not App or need.op not in _GRANT:
        return False
    a, b = need.args
    gap = field.subtract(field.element(a), field.element(b))
    return field.possible(gap, _DEEP) <= _GRANT[need.op]


def vanishing(need: Term) -> Term | None:
    """u of a need u ≠ 0."""
    if type(need) is App and need.op is ops.NE and need.args[1] == ZERO:
        return need.args[0]
    return None


def without_sign(t: Term, u: Term) -> Term:
    """`t` with 0 in the place of sign(u): what it is where u is zero."""
    if type(t) is App and t.op is ops.SIGN and t.args[0] == u:
        return ZERO
    parts = children(t)
    return rebuild(t, tuple(without_sign(p, u) for p in parts)) if parts else t

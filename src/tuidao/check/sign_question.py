"""The question whether a relation of two real terms holds under facts, asked of a field that knows the facts."""

from __future__ import annotations

from functools import lru_cache

from tuidao.check.at_sight import takes_both_signs
from tuidao.check.needed import vanishing, without_sign
from tuidao.check.normal import contradictory, too_large
from tuidao.check.signs import ANY, Signs, prepared
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Term

_MOST_SIGNS = 3
WANTED: dict[Op, Signs] = {
    ops.GT: frozenset((1,)),
    ops.GE: frozenset((0, 1)),
    ops.LT: frozenset((-1,)),
    ops.LE: frozenset((-1, 0)),
    ops.NE: frozenset((-1, 1)),
    ops.EQ: frozenset((0,)),
}


class SignQuestion:
    """a relation b under facts, in a field of its own."""

    def __init__(self, relation: App, facts: tuple[Term, ...]) -> None:
        self.relation = relation
        self.facts = facts

    def answer(self) -> bool | None:
        """True, False or not known."""
        signs = self.signs()
        wanted = WANTED[self.relation.op]
        return True if signs <= wanted else False if not signs & wanted else None

    def signs(self) -> Signs:
        """The signs that left − right can have."""
        return _signs(*self.relation.args, self.facts)


@lru_cache(maxsize=4096)
def _signs(a: Term, b: Term, facts: tuple[Term, ...]) -> Signs:
    if too_large(a) or too_large(b) or contradictory(facts):
        return ANY
    found, needs = prepared(facts).ask_under(
        lambda field: field.possible(
            field.subtract(field.element(a), field.element(b)),
            takes_both=lambda: takes_both_signs(a - b, facts),
        ),
        ANY,
    )
    for need in needs[:_MOST_SIGNS] if found != ANY else ():
        u = vanishing(need)
        if u is None:
            return ANY
        # sign(u) was read as ±1: where u is 0, it is 0
        here = (without_sign(a, u), without_sign(b, u), tuple(without_sign(f, u) for f in facts))
        if here == (a, b, facts):
            return ANY
        found |= _signs(*here)
    return found if len(needs) <= _MOST_SIGNS else ANY

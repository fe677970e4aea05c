"""What the theorems about unknown functions share: the facts at hand, derivations replayed, terms rewritten."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from tuidao.check.conditions import Context as Place
from tuidao.check.prove import prove
from tuidao.check.replay import replay
from tuidao.lang import op as ops
from tuidao.lang.build import function, is_op
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Sym, Term, children, free_symbols, instantiate, rebuild
from tuidao.proof import Derivation, Status, Verdict

ORDERS = (ops.LT, ops.LE, ops.GT, ops.GE, ops.NE)
MIRROR = {ops.LT: ops.GT, ops.GT: ops.LT, ops.LE: ops.GE, ops.GE: ops.LE, ops.NE: ops.NE}


@dataclass(slots=True)
class Proof:
    """What a claim was reduced to: derivations that show the theorems used, and conditions taken on the way."""

    facts: tuple[Term, ...]
    derivations: list[Derivation] = field(default_factory=list)
    assumed: list[Term] = field(default_factory=list)

    def missing(self) -> tuple[Term, ...] | None:
        """Every derivation replayed: the conditions that are not among the facts; None where one does not stand."""
        found = list(self.assumed)
        for derivation in self.derivations:
            verdict = replay(derivation, Place().assuming(*self.facts))
            if verdict.status is not Status.PROVED:
                return None
            found += verdict.missing
        return tuple(dict.fromkeys(c for c in found if c not in self.facts))

    def concludes(self, claim: Term) -> Verdict | None:
        """The verdict on a claim that is left once the theorems are used; None where it is not proved."""
        plain = tuple(f for f in self.facts if not is_op(f, ops.EQ))
        found = prove(claim, plain)
        if found.status is not Status.PROVED:
            return None
        missing = self.missing()
        if missing is None:
            return None
        needs = tuple(dict.fromkeys((*missing, *found.missing)))
        return Verdict(Status.PROVED, found.reason, missing=without_implied(needs, plain))


def without_implied(needs: tuple[Term, ...], facts: tuple[Term, ...]) -> tuple[Term, ...]:
    """The conditions, those left out that follow from the others: a ≠ b beside a < b."""
    orders = tuple(c for c in (*facts, *needs) if is_op(c, ops.LT, ops.LE, ops.GT, ops.GE))
    return tuple(
        c
        for c in needs
        if not (is_op(c, ops.NE) and orders and prove(c, orders).status is Status.PROVED)
    )


def lam(x: Sym, body: Term) -> Term:
    """x ↦ body."""
    return function(x, body)


def opened(t: Bind) -> tuple[Sym, Term]:
    """A binder's variable under a name of its own, and the body in it."""
    x = fresh(t.name or "x", free_symbols(t))
    return x, instantiate(t.body, x)


def rewritten(t: Term, change: Callable[[Term], Term | None]) -> Term:
    """`t` with `change` made at every closed part for which it returns a term, the largest parts first."""
    if t.loose == 0:
        new = change(t)
        if new is not None:
            return new
    parts = tuple([rewritten(c, change) for c in children(t)])
    return rebuild(t, parts) if parts and parts != children(t) else t


def replaced(t: Term, values: Mapping[Term, Term]) -> Term:
    """`t` with closed parts replaced, the largest first."""
    return rewritten(t, values.get)


def parts_of(t: Term, found: dict[Term, None] | None = None) -> dict[Term, None]:
    """Every part of `t` that binds nothing from outside, in order."""
    found = {} if found is None else found
    if t.loose == 0:
        found[t] = None
    for c in children(t):
        parts_of(c, found)
    return found


def function_of(t: Term) -> tuple[Sym, Term] | None:
    """f and a where `t` is f(a) with a function that is only named."""
    if type(t) is App and t.op is ops.CALL and len(t.args) == 2:
        f, a = t.args
        if type(f) is Sym and f.index < 0:
            return f, a
    return None


def slope_of(t: Term) -> tuple[Sym, Term] | None:
    """f and a where `t` is f′(a) with a function that is only named."""
    if type(t) is not Bind or t.op is not ops.DIFF or str(t.over[1]) != "1" or t.loose:
        return None
    inner = function_of(t.body)
    if inner is None or inner[1] != Sym("", 0):
        return None
    return inner[0], t.over[0]


def equations(facts: tuple[Term, ...]) -> list[tuple[Term, Term]]:
    """The equations among the facts, in both directions."""
    found: list[tuple[Term, Term]] = []
    for fact in facts:
        if type(fact) is App and fact.op is ops.EQ:
            a, b = fact.args
            found += [(a, b), (b, a)]
    return found

"""The driver of indefinite integration: methods in a teacher's order, within a budget, remembered per problem."""

from __future__ import annotations

import time
from collections.abc import Callable

from tuidao.derive.integral.convert import embed
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import Frac, TooHard
from tuidao.derive.integral.guard import confirms
from tuidao.derive.integral.plan import Plan
from tuidao.derive.integral.units import Restart
from tuidao.derive.integral.write import times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.term import Sym, Term, mentions, size

Method = Callable[["Solver", Term, Sym, Field, Frac, int], "Plan | None"]


class OutOfTime(Exception):
    """The budget of the whole problem is spent."""


class Solver:
    """Finds antiderivatives; remembers what it found and what it failed at.

    Time is processor time: what is found does not depend on what else the machine does.
    """

    def __init__(self, seconds: float = 3.0, steps: int = 400) -> None:
        self.left = seconds
        self.deadline = time.process_time() + seconds
        self.steps = steps
        self.found: dict[tuple[Term, Sym], Plan | None] = {}
        self.open: set[tuple[Term, Sym]] = set()
        self.names = 0

    def check(self) -> None:
        """Raise OutOfTime when the budget is spent."""
        if time.process_time() > self.deadline:
            raise OutOfTime

    def ask(self, f: Term, x: Sym, seconds: float) -> Plan | None:
        """A plan for ∫ f dx within so many seconds, and within what is left of the whole budget; None without one."""
        start = time.process_time()
        self.deadline = start + min(seconds, self.left)
        self.open.clear()
        try:
            return self.find(f, x)
        except (OutOfTime, RecursionError):
            self.found[tidy(f), x] = None
            return None
        finally:
            self.left -= time.process_time() - start

    def variable(self, *taken: Term) -> Sym:
        """A new name for the variable of a substitution."""
        from tuidao.lang.term import free_symbols

        used = {s.name for t in taken for s in free_symbols(t)}
        for name in ("u", "v", "w", "s", "t", "y", "z"):
            if name not in used:
                return Sym(name)
        self.names += 1
        return Sym(f"u{self.names}")

    def find(self, f: Term, x: Sym, depth: int = 0) -> Plan | None:
        """A plan for ∫ f dx, or None."""
        from tuidao.derive.integral.table import constant_plan

        self.check()
        if depth > 9 or size(f) > 1200:
            return None
        f = tidy(f)
        if not mentions(f, x):
            return constant_plan(f, x)
        key = (f, x)
        if key in self.found:
            return self.found[key]
        if key in self.open:
            return None
        self.steps -= 1
        if self.steps < 0:
            raise OutOfTime
        self.open.add(key)
        try:
            plan = self._search(f, x, depth)
        finally:
            self.open.discard(key)
        self.found[key] = plan
        return plan

    def _search(self, f: Term, x: Sym, depth: int) -> Plan | None:
        from tuidao.derive.integral.methods import METHODS, WITHOUT_FIELD

        for early in WITHOUT_FIELD:
            plan = early(self, f, x, depth)
            if plan is not None:
                return plan
        try:
            field, value = embed(f, x)
        except (TooHard, ZeroDivisionError):
            return None
        for method in METHODS:
            self.check()
            try:
                plan = method(self, f, x, field, value, depth)
            except (TooHard, ZeroDivisionError, Restart):
                continue
            if plan is not None and self.accept(plan, f, x):
                return plan
        return None

    def accept(self, plan: Plan, f: Term, x: Sym) -> bool:
        """Does the plan's value differentiate back?"""
        return confirms(plan.value, f, x) is not False


def scaled(c: Term, plan: Plan) -> Term:
    """A constant times a plan's value."""
    return times(c, plan.value)


def as_term(field: Field, f: Frac) -> Term:
    """A field element as a term."""
    return write(field, f)

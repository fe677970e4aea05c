"""Bound variables in the field: named by how deep they stand, so that a closed sum is the same wherever it occurs."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tuidao.check.field import Kernel, Quotient, TooLarge
from tuidao.check.kernels import Elements
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, true
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Sym, Term, bind, close, free_symbols, substitute

_MARK = "\x01"
State = tuple[Any, ...]


def level_of(t: Term) -> int:
    """How many bound variables around must be told apart: 1 + the number of the highest that `t` speaks of."""
    return _above(s for s in free_symbols(t))


def _above(symbols: Iterator[Sym]) -> int:
    return max((int(s.name[1:]) + 1 for s in symbols if s.name.startswith(_MARK)), default=0)


class BoundNames(Elements):
    """The field with the states it had outside each binder that is being read."""

    def __init__(self, plan: Any) -> None:
        super().__init__(plan)
        self.levels: list[State] = []

    def fresh_bound(self) -> Sym:
        """The name of the variable of a binder that stands here."""
        return Sym(f"{_MARK}{self.depth}")

    def _state(self) -> State:
        return (self.memo, self.facts, self.known, self.nonzero, self.slopes, self.ranges)

    def _set_state(self, state: State) -> None:
        self.memo, self.facts, self.known, self.nonzero, self.slopes, self.ranges = state

    @contextmanager
    def inside(self) -> Iterator[None]:
        """While a binder's body is read: the next binder inside gets another name, what is found there is forgotten."""
        self.levels.append(self._state())
        self.depth += 1
        try:
            with self.scope():
                yield
        finally:
            self.depth -= 1
            self.levels.pop()

    @contextmanager
    def outwards(self, level: int) -> Iterator[None]:
        """A part that speaks of no bound variable from `level` on is read as it would be outside those binders.

        What is known there of a variable of the same name is then out of sight.
        """
        if level >= self.depth:
            yield
            return
        here, depth, levels = self._state(), self.depth, self.levels
        self._set_state(levels[level])
        self.depth, self.levels = level, levels[:level]
        try:
            with self.scope():
                yield
        finally:
            self._set_state(here)
            self.depth, self.levels = depth, levels

    def bound_kernel(
        self, kind: str, args: tuple[Quotient, ...], data: Any, mute: frozenset[int]
    ) -> int:
        """A kernel that does not depend on the variables it binds."""
        depends: set[int] = set()
        for a in args:
            depends |= self.depends(a)
        index = self.kernel(Kernel(kind, args, data))
        self.kernels[index] = Kernel(kind, args, data, frozenset(depends) - mute)
        return index

    def lowest(self, part: Quotient, x: int, over: tuple[Quotient, ...]) -> tuple[Quotient, int]:
        """The body of a binder with its variable named as if the binder stood as far out as it can."""
        symbol = self.kernels[x].data
        others = set(self.depends(part))
        for o in over:
            others |= self.depends(o)
        level = _above(self.kernels[i].data for i in others - {x})
        if level >= int(symbol.name[1:]):
            return part, x
        lower = Sym(f"{_MARK}{level}")
        try:
            t = substitute(self.term(part), {symbol: lower})
        except TooLarge:
            return part, x
        with self.outwards(level), self.inside():
            return self.element(t), self.symbol(lower)

    def term(self, a: Quotient) -> Term:
        """A term with the value of `a`; see `functional.py`."""
        raise TooLarge

    def bound_term(self, kernel: Kernel) -> Term:
        """The term for a sum, a product, an integral or a limit that became a kernel."""
        op, infinite, _, x = kernel.data
        ends = iter([self.term(a) for a in kernel.args[1:]])
        over = tuple(o if o is not None else next(ends) for o in infinite)
        symbol, body = self.kernels[x].data, self.term(kernel.args[0])
        if kernel.kind == "product_but":
            there = App(ops.EQ, (symbol, self.term(kernel.args[-1])))
            body = App(ops.PIECEWISE, (ONE, there, body, true))
        return rebound(op, symbol, body, over)


def rebound(op: Op, x: Sym, body: Term, over: tuple[Term, ...]) -> Bind:
    """The binder over x, displayed under a name that can be typed."""
    return (
        Bind(op, "k", close(body, x), over)
        if x.name.startswith(_MARK)
        else bind(op, x, body, *over)
    )

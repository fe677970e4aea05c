"""Terms as JSON data: one shared table of nodes, children before parents; damage is refused by place."""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from tuidao.lang.op import OPS
from tuidao.lang.term import App, Bind, Num, Sym, Term, children

_MOST_DIGITS = 4000  # of a number: reading decimal text takes time that grows as its square

Json = Any


class TableError(ValueError):
    """The data is no table of terms; the message names the place."""


class TableWriter:
    """The table: children before parents, equal nodes once (a bound name is part of its node here)."""

    def __init__(self) -> None:
        self.nodes: list[Json] = []
        self._by_content: dict[Any, int] = {}
        self._by_object: dict[int, tuple[Term, int]] = {}

    def terms(self, terms: tuple[Term, ...]) -> list[int]:
        """The places of several terms."""
        return [self.term(t) for t in terms]

    def term(self, root: Term) -> int:
        """The place of a term in the table, where it is put unless it stands there."""
        stack = [root]
        while stack:
            t = stack[-1]
            if id(t) in self._by_object:
                stack.pop()
                continue
            waiting = [c for c in children(t) if id(c) not in self._by_object]
            if waiting:
                stack.extend(waiting)
                continue
            stack.pop()
            self._add(t)
        return self._by_object[id(root)][1]

    def _add(self, t: Term) -> None:
        at = [self._by_object[id(c)][1] for c in children(t)]
        node: list[Json]
        match t:
            case Num(value):
                node = ["num", str(value)]
            case Sym():
                node = ["sym", t.name] if t.index < 0 else ["bound", t.index]
            case App(op, _):
                node = ["app", op.name, at]
            case Bind(op, name, _, _):
                node = ["bind", op.name, name, at[0], at[1:]]
            case _:
                raise TypeError(f"not a term: {t!r}")
        key = json.dumps(node)
        if key not in self._by_content:
            self._by_content[key] = len(self.nodes)
            self.nodes.append(node)
        # The term is kept beside its place, so that its id stays its own while the table is built.
        self._by_object[id(t)] = (t, self._by_content[key])


class TableReader:
    """The nodes read back as terms; every reference is checked."""

    def __init__(self, nodes: Json) -> None:
        if not isinstance(nodes, list):
            raise TableError("terms: must be a list")
        self._terms: list[Term] = []
        for k, node in enumerate(nodes):
            self._terms.append(self._node(node, f"terms[{k}]"))

    def _node(self, node: Json, place: str) -> Term:
        match node:
            case ["num", str(text)]:
                return Num(_number(text, place))
            case ["sym", str(name)] if name:
                return Sym(name)
            case ["bound", int(index)] if type(index) is int and index >= 0:
                return Sym("", index)
            case ["app", str(op), list(args)]:
                return self._built(
                    lambda: App(self._op(op, False, place), self._parts(args, place)), place
                )
            case ["bind", str(op), str(name), body, list(over)] if name:
                parts = self._parts([body, *over], place)
                return self._built(
                    lambda: Bind(self._op(op, True, place), name, parts[0], parts[1:]), place
                )
        raise TableError(f"{place}: not a node: {json.dumps(node)[:80]}")

    @staticmethod
    def _built(make: Callable[[], Term], place: str) -> Term:
        try:
            return make()
        except TypeError as error:
            raise TableError(f"{place}: {error}") from None

    @staticmethod
    def _op(name: str, binder: bool, place: str) -> Any:
        op = OPS.get(name)
        if op is None or op.binder is not binder:
            raise TableError(f"{place}: no {'binder' if binder else 'operator'} is called {name!r}")
        return op

    def _parts(self, at: list[Json], place: str) -> tuple[Term, ...]:
        return tuple(self._reference(k, place) for k in at)

    def _reference(self, at: Json, place: str) -> Term:
        if type(at) is not int or not 0 <= at < len(self._terms):
            raise TableError(f"{place}: {at!r} is not the number of a node before it")
        return self._terms[at]

    def term(self, at: Json, place: str) -> Term:
        """The term at a place of the table; `place` says for errors where the reference stands."""
        found = self._reference(at, place)
        if found.loose:
            raise TableError(f"{place}: a bound variable stands outside its binder")
        return found

    def terms(self, at: Json, place: str) -> tuple[Term, ...]:
        """The terms at several places."""
        return tuple(self.term(k, f"{place}[{n}]") for n, k in enumerate(_listed(at, place)))


def _number(text: str, place: str) -> Fraction:
    top, _, bottom = text.partition("/")
    digits = top.removeprefix("-")
    if (
        len(text) <= _MOST_DIGITS
        and digits.isdecimal()
        and (not bottom or bottom.isdecimal())
        and text.isascii()
    ):
        value = (
            Fraction(int(top), int(bottom))
            if bottom.strip("0")
            else Fraction(int(top))
            if not bottom
            else None
        )
        if value is not None and str(value) == text:
            return value
    raise TableError(f"{place}: not a fraction in lowest terms: {text[:40]!r}")


def _listed(value: Json, place: str) -> list[Json]:
    if not isinstance(value, list):
        raise TableError(f"{place}: must be a list")
    return value

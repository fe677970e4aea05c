"""A place inside a term: its subterm with the binders on the way opened, and the term with it replaced."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.lang.term import (
    Bind,
    Path,
    Sym,
    Term,
    children,
    close,
    free_symbols,
    instantiate,
    rebuild,
)


@dataclass(frozen=True, slots=True)
class Opened:
    """A binder crossed on the way down: the binder itself (outer ones opened) and the name its variable got."""

    binder: Bind
    symbol: Sym


def fresh(name: str, taken: frozenset[Sym] | set[Sym]) -> Sym:
    """A symbol called `name`, or `name#1`, `name#2`, … (which nobody can type) where that is taken."""
    symbol, k = Sym(name), 0
    while symbol in taken:
        k += 1
        symbol = Sym(f"{name}#{k}")
    return symbol


def focus(t: Term, path: Path) -> tuple[Term, tuple[Opened, ...]]:
    """The subterm at `path`, bound variables on the way named afresh (the same way every time).

    Raises IndexError when the path leaves the term.
    """
    opened: list[Opened] = []
    taken = set(free_symbols(t)) if path else set()
    for k in path:
        if type(t) is Bind and k == 0:
            symbol = fresh(t.name, taken)
            taken.add(symbol)
            opened.append(Opened(t, symbol))
            t = instantiate(t.body, symbol)
        else:
            t = children(t)[k]
    return t, tuple(opened)


def replace_at(t: Term, path: Path, new: Term) -> Term:
    """`t` with the subterm at `path` replaced by `new`, which speaks of bound variables as `focus` names them."""
    return _replace(t, path, new, set(free_symbols(t)) if path else set())


def _replace(t: Term, path: Path, new: Term, taken: set[Sym]) -> Term:
    if not path:
        return new
    k, rest = path[0], path[1:]
    if type(t) is Bind and k == 0:
        symbol = fresh(t.name, taken)
        body = _replace(instantiate(t.body, symbol), rest, new, taken | {symbol})
        return Bind(t.op, t.name, close(body, symbol), t.over)
    parts = children(t)
    return rebuild(t, (*parts[:k], _replace(parts[k], rest, new, taken), *parts[k + 1 :]))

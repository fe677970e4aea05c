"""Binders as one line of Unicode mathematics: limits, derivatives, integrals, sums; piecewise."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.spell import bound_name
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate, mentions
from tuidao.show.but_one import but_one
from tuidao.show.signs import ATOM, BIG, BINDER, IMPLIES, MUL, SUB, Piece, name_of, raised
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.show.unicode import Writer

_ONE = Num(1)
_PRIMES = {_ONE: "′", Num(2): "″", Num(3): "‴"}
_SIDES = {_ONE: "⁺", Num(-1): "⁻"}
_WHEN = Text("{value} if {when}", "{value}，当 {when}")
_SEMICOLON = Text("; ", "；")
_ELSE = Text("{value} otherwise", "{value}，其余")


def opened(t: Bind) -> tuple[str, Term]:
    """The bound variable's printed name, and the body that speaks of it."""
    x = bound_name(t)
    return name_of(x.name), instantiate(t.body, x)


def side(t: Term) -> str:
    """The sign of the side from which a point is approached."""
    return _SIDES.get(t, "") if type(t) is Num else ""


def here(t: Bind, x: str) -> bool:
    """Is a derivative by the variable printed as `x` taken at x itself? (A name such as x#1 is printed x too.)"""
    at = t.over[0]
    return type(at) is Sym and name_of(at.name) == x and not mentions(t.body, at)


def pieces(w: Writer, t: App) -> Piece:
    """A piecewise function: {6x² if x ≥ 0; 12x² otherwise}."""
    rows = []
    for value, when in zip(t.args[::2], t.args[1::2], strict=True):
        row = _ELSE if type(when) is App and when.op is ops.TRUE else _WHEN
        rows.append(row(w.language).format(value=w.text(value), when=w.text(when)))
    return Piece("{" + _SEMICOLON(w.language).join(rows) + "}")


def limit(w: Writer, t: Bind) -> Piece:
    """lim x→0⁺ f."""
    x, body = opened(t)
    inside = w.at_least(body, BINDER)
    return Piece(f"lim {x}→{w.text(t.over[0])}{side(t.over[1])} {inside}", BINDER, True)


def derivative(w: Writer, t: Bind) -> Piece:
    """f′(a) of a named function, else d/dx f, with the point where it is taken."""
    x, body = opened(t)
    at, order = t.over
    var = bound_name(t)
    if type(body) is App and body.op is ops.CALL and body.args[1:] == (var,):
        primes = _PRIMES.get(order) if type(order) is Num else None
        mark = primes or raised(f"({w.text(order)})") or f"^({w.text(order)})"
        return Piece(f"{w.at_least(body.args[0], ATOM)}{mark}({w.text(at)})")
    up = "" if order == _ONE else raised(w.text(order)) or "^" + w.at_least(order, ATOM)
    piece = w.write(body)
    text = f"d{up}/d{x}{up} " + (piece.text if piece.level > MUL else f"[{piece.text}]")
    if here(t, x):
        return Piece(text, BINDER, True)
    return Piece(f"({text})|{x}={w.text(at).replace(' ', '')}", MUL + 1, True)


def partial(w: Writer, t: Bind) -> Piece:
    """∂/∂zᵢ f, where f depends on the family z."""
    family, *at = t.over
    body = instantiate(t.body, family)
    by = w.text(App(ops.INDEX, (family, *at)))
    piece = w.write(body)
    bare = piece.level > MUL and not piece.text.startswith("−")
    return Piece(f"∂/∂{by} {piece.text if bare else f'[{piece.text}]'}", BINDER, True)


def integral(w: Writer, t: Bind) -> Piece:
    """∫₀¹ f dx, ∫ f dx."""
    x, body = opened(t)
    bounds, at = "", ""
    if t.op is ops.INTEGRAL:
        a, b = (w.text(o) for o in t.over)
        low, up = raised(a, SUB), raised(b)
        bounds = f"{low}{up}" if low and up else f"[{a}…{b}]"
    elif t.over[0] != bound_name(t):
        at = f"|{x}={w.text(t.over[0])}"
    return Piece(f"∫{bounds} {w.at_least(body, MUL)} d{x}{at}", BINDER, True)


def big(w: Writer, t: Bind) -> Piece:
    """∑ᵢ₌₁ⁿ f, ∏ᵢ₌₁ⁿ f, maxᵢ₌₁ⁿ f; ∑ᵢ f over a set that is not written; ∑ᵢ₌₁ⁿ[i≠k] f."""
    t, below = but_one(t)
    i, body = opened(t)
    sign, other = BIG[t.op], "" if below is None else f"[{i}{below[0]}{w.text(below[1])}]"
    if not t.over:
        low = other or raised(i, SUB) or f"[{i}]"
        return Piece(f"{sign}{low} {w.at_least(body, MUL)}", BINDER, True)
    a, b = (w.text(o) for o in t.over)
    start, up = raised(f"{i}={a}", SUB), raised(b)
    bounds = f"{start}{up}" if start and up else f"[{i}={a}…{b}]"
    return Piece(f"{sign}{bounds}{other} {w.at_least(body, MUL)}", BINDER, True)


def at(w: Writer, t: Bind) -> Piece:
    """[F]|x=a, [F]|x=a…b."""
    x, body = opened(t)
    return Piece(f"[{w.text(body)}]|{x}={'…'.join(w.text(o) for o in t.over)}", MUL)


def function(w: Writer, t: Bind) -> Piece:
    """x ↦ f."""
    x, body = opened(t)
    return Piece(f"{x} ↦ {w.text(body)}", IMPLIES)


def quantified(w: Writer, t: Bind) -> Piece:
    """∀ x ∈ S: claim."""
    x, body = opened(t)
    sign = "∀" if t.op is ops.FORALL else "∃"
    return Piece(f"{sign} {x} ∈ {w.text(t.over[0])}: {w.text(body)}", IMPLIES)

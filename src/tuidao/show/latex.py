"""Terms written as LaTeX a textbook would print, which the LaTeX reader reads back to the same term."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.lang import op as ops
from tuidao.lang.op import OPS, Op
from tuidao.lang.term import App, Bind, Sym, Term
from tuidao.show.latex_names import CALLED, FUNCTION_COMMANDS, INDEX_LETTERS
from tuidao.show.latex_pieces import ADD, ATOM, INFIX, INTERVALS, MUL, POW, UNION, Piece, bracketed
from tuidao.show.latex_writer import Notation, Writer

_CONSTANTS: dict[Op, str] = {
    ops.PI: r"\pi",
    ops.E: "e",
    ops.OO: r"\infty",
    ops.ZOO: r"\tilde{\infty}",
    ops.EULER_GAMMA: r"\gamma_{\mathrm{E}}",
    ops.REALS: r"\mathbb{R}",
    ops.INTEGERS: r"\mathbb{Z}",
    ops.NATURALS: r"\mathbb{N}",
    ops.RATIONALS: r"\mathbb{Q}",
    ops.EMPTY_SET: r"\emptyset",
}
_NOT_LEVEL = 5


def latex(t: Term) -> str:
    """The LaTeX of a term, without delimiters; `read_latex` reads it back."""
    return Writer(t, WRITERS).write(t).text


def _call(w: Writer, args: tuple[Term, ...]) -> Piece | None:
    head = args[0] if args else None
    if type(head) is not Sym or head.index >= 0 or not CALLED.fullmatch(head.name) or len(args) < 2:
        return None
    if head.name.endswith("_given"):
        return Piece(w.text(Sym(head.name[:-6])) + bracketed(w.listed(args[1:], r" \mid ")))
    return Piece(w.text(head) + bracketed(w.listed(args[1:])))


def _factorial(w: Writer, args: tuple[Term, ...]) -> Piece:
    return (
        Piece(w.text(args[0], ATOM) + "!", POW)
        if not _marked(args[0])
        else Piece(bracketed(w.text(args[0])) + "!", POW)
    )


def _marked(t: Term) -> bool:
    return isinstance(t, App | Bind)


def _dot(w: Writer, args: tuple[Term, ...]) -> Piece | None:
    if all(type(a) is Sym and a.index < 0 and len(a.name) == 1 and a.name.islower() for a in args):
        return Piece(rf"{w.text(args[0])}^{{\top}} {w.text(args[1])}", MUL)
    return None


def _kronecker(w: Writer, args: tuple[Term, ...]) -> Piece | None:
    if all(type(a) is Sym and a.name in INDEX_LETTERS for a in args):
        return Piece(rf"\delta_{{{w.text(args[0])} {w.text(args[1])}}}")
    return None


def _union(w: Writer, args: tuple[Term, ...]) -> Piece | None:
    return Piece(r" \cup ".join(w.set(a) for a in args), UNION) if len(args) > 1 else None


def _fixed(op: Op) -> Callable[[Writer, tuple[Term, ...]], Piece]:
    return lambda w, args: Piece(_CONSTANTS[op])


def _function(op: Op) -> Callable[[Writer, tuple[Term, ...]], Piece]:
    return lambda w, args: w.applied(op, args[0])


def _infix(op: Op) -> Callable[[Writer, tuple[Term, ...]], Piece]:
    return lambda w, args: w.relation(op, args[0], args[1])


def _set_of(op: Op) -> Callable[[Writer, tuple[Term, ...]], Piece]:
    return lambda w, args: Piece(w.set(App(op, args)))


def _plain(w: Writer, args: tuple[Term, ...]) -> Piece | None:
    """No notation of its own: written \\operatorname{name}(…)."""
    return None


# Every operator that is no binder; binders are told apart in `Writer.binder`.
WRITERS: dict[Op, Notation] = {
    **{op: _plain for op in OPS.values() if not op.binder},
    **{op: _fixed(op) for op in _CONSTANTS},
    **{op: _function(op) for op in FUNCTION_COMMANDS},
    **{op: _infix(op) for op in INFIX},
    ops.ADD: lambda w, args: w.sum("+", *args),
    ops.SUB: lambda w, args: w.sum("-", *args),
    ops.MUL: lambda w, args: w.product(*args),
    ops.DIV: lambda w, args: Piece(rf"\frac{{{w.text(args[0])}}}{{{w.text(args[1])}}}", POW),
    ops.NEG: lambda w, args: Piece(f"-{w.text(args[0], MUL)}", ADD, *w.write(args[0])[2:]),
    ops.POW: lambda w, args: w.power(*args),
    ops.SQRT: lambda w, args: Piece(rf"\sqrt{{{w.text(args[0])}}}"),
    ops.ROOT: lambda w, args: Piece(rf"\sqrt[{w.text(args[1])}]{{{w.text(args[0])}}}"),
    ops.LOGB: lambda w, args: Piece(
        rf"\log_{{{w.text(args[1])}}}" + bracketed(w.text(args[0])), POW
    ),
    ops.ABS: lambda w, args: Piece(rf"\left|{w.text(args[0], ADD)}\right|"),
    ops.FLOOR: lambda w, args: Piece(rf"\left\lfloor {w.text(args[0])} \right\rfloor"),
    ops.CEILING: lambda w, args: Piece(rf"\left\lceil {w.text(args[0])} \right\rceil"),
    ops.GAMMA: lambda w, args: Piece(r"\Gamma" + bracketed(w.text(args[0])), POW),
    ops.FACTORIAL: _factorial,
    ops.BINOMIAL: lambda w, args: Piece(rf"\binom{{{w.text(args[0])}}}{{{w.text(args[1])}}}"),
    ops.MAX: lambda w, args: Piece(r"\max" + bracketed(w.listed(args)), POW) if args else None,
    ops.MIN: lambda w, args: Piece(r"\min" + bracketed(w.listed(args)), POW) if args else None,
    ops.LITTLE_O: lambda w, args: Piece("o" + bracketed(w.text(args[0])), POW),
    ops.CALL: _call,
    ops.INDEX: lambda w, args: w.index(args),
    ops.PIECEWISE: lambda w, args: w.cases(args),
    ops.TUPLE: lambda w, args: Piece(bracketed(w.listed(args))) if len(args) > 1 else None,
    ops.KRONECKER: _kronecker,
    ops.DOT: _dot,
    ops.NORM: lambda w, args: Piece(rf"\left\|{w.text(args[0], ADD)}\right\|"),
    ops.KL: lambda w, args: Piece(r"\operatorname{KL}" + bracketed(w.listed(args, r" \,\|\, "))),
    ops.AND: lambda w, args: w.joined(ops.AND, args),
    ops.OR: lambda w, args: w.joined(ops.OR, args),
    ops.NOT: lambda w, args: Piece(r"\lnot" + bracketed(w.text(args[0])), _NOT_LEVEL),
    ops.UNION: _union,
    **{op: _set_of(op) for op in (*INTERVALS, ops.FINITE_SET)},
}

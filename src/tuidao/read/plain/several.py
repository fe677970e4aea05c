"""The calls of plain text about one variable or several: differential, taylor, implicit, parametric, errors."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols

if TYPE_CHECKING:
    from tuidao.read.plain.call import Call


def _one_or_several(one: Op, several: Op) -> Callable[[Call], Term | None]:
    """f, x, …, or f, [x, y], …: the question about one variable, or about several."""

    def build(made: Call) -> Term | None:
        args = made.args
        if made.words or made.named or not args:
            return None
        if len(args) > 1 and type(args[1]) is App and args[1].op is ops.TUPLE:
            return made.make(several, *args) if len(args) == several.arity else None
        if len(args) == 1 and one.arity == 0:
            free = sorted(s.name for s in free_symbols(args[0]))
            args = [args[0], Sym(free[0])] if len(free) == 1 else args
        fits = one.arity is not None and len(args) == 2 + one.arity
        return made.bind(one, args[1], args[0], *args[2:]) if fits else None

    return build


def _plainly(op: Op) -> Callable[[Call], Term | None]:
    """As many terms as the operator takes."""

    def build(made: Call) -> Term | None:
        fits = len(made.args) == op.arity and not made.words and not made.named
        return made.make(op, *made.args) if fits else None

    return build


def _implicit(made: Call) -> Term | None:
    """Equation, x, y, and the order, 1 or 2."""
    order = made.args[3] if len(made.args) == 4 else Num(1)
    if len(made.args) not in (3, 4) or made.words or made.named or order not in (Num(1), Num(2)):
        return None
    op = ops.IMPLICIT if order == Num(1) else ops.IMPLICIT_SECOND
    return made.make(op, *made.args[:3])


def _of_series(made: Call) -> Term | None:
    """A power series, and its variable where more than one symbol stands in it."""
    args = made.args
    if len(args) == 1:
        free = sorted(s.name for s in free_symbols(args[0]))
        args = [args[0], Sym(free[0])] if len(free) == 1 else args
    fits = len(args) == 2 and not made.words and not made.named
    return made.bind(ops.CONVERGENCE, args[1], args[0]) if fits else None


SEVERAL: dict[str, tuple[str, Callable[[Call], Term | None]]] = {
    "differential": (
        "differential(f, x) / differential(f, [x, y])",
        _one_or_several(ops.DIFFERENTIAL, ops.TOTAL_DIFFERENTIAL),
    ),
    "taylor": (
        "taylor(f, x, a, n) / taylor(f, [x, y], [a, b], 2)",
        _one_or_several(ops.TAYLOR, ops.TAYLOR_SEVERAL),
    ),
    "total_differential": ("total_differential(f, [x, y])", _plainly(ops.TOTAL_DIFFERENTIAL)),
    "taylor_several": ("taylor_several(f, [x, y], [a, b], 2)", _plainly(ops.TAYLOR_SEVERAL)),
    "convergence": ("convergence(Sum(x**n/n, (n, 1, oo)), x)", _of_series),
    "radius": ("radius(Sum(x**n/n, (n, 1, oo)), x)", _of_series),
    "implicit": (
        "implicit(x**2 + y**2 = 1, x, y) / implicit(x**2 + y**2 = 1, x, y, 2)",
        _implicit,
    ),
    "implicit_second": (
        "implicit_second(x**2 + y**2 = 1, x, y)",
        _plainly(ops.IMPLICIT_SECOND),
    ),
    "parametric": ("parametric(x, y, t)", _plainly(ops.PARAMETRIC)),
    "error_bound": ("error_bound(f, [x, y], [a, b], [d, e])", _plainly(ops.ERROR_BOUND)),
}

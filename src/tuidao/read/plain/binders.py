"""The calls of plain text that bind a variable or ask a question: limit, diff, Sum, Piecewise, domain."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols
from tuidao.read.plain.call import Call
from tuidao.read.plain.information import INFORMATION_CALLS
from tuidao.read.plain.several import SEVERAL

if TYPE_CHECKING:
    pass


def _parts(t: Term) -> tuple[Term, ...]:
    return t.args if type(t) is App and t.op is ops.TUPLE else (t,)


def _side(made: Call, word: object) -> Num | None:
    sides = {"+": Num(1), "-": Num(-1), "+-": Num(0), "": Num(0), "right": Num(1), "left": Num(-1)}
    return sides.get(word) if isinstance(word, str) else None


def _with_side(op: Op) -> Callable[[Call], Term | None]:
    def build(made: Call) -> Term | None:
        args, word = made.args, ([*made.words, made.named.get("dir", "")])[0]
        if len(args) == 2 and len(_parts(args[1])) == 2:
            args = [args[0], *_parts(args[1])]
        if len(args) == 4 and op is ops.INFINITESIMAL:
            args = [made.make(ops.TUPLE, *args[:2]), *args[2:]]
        side = _side(made, word)
        if len(args) != 3 or side is None:
            return None
        return made.bind(op, args[1], args[0], args[2], side)

    return build


def _diff(made: Call) -> Term | None:
    if not made.args or made.words or len(made.args) < 2:
        return None
    result, steps = made.args[0], made.args[1:]
    at, by = made.named.get("at"), made.named.get("by")
    if by not in (None, "definition") or isinstance(at, str):
        return None
    k = 0
    while k < len(steps):
        var, order = steps[k], Num(1)
        parts = _parts(var)
        if len(parts) == 2:
            var, given = parts
            result = _one_diff(made, result, var, given, at)
            k += 1
            continue
        following = steps[k + 1] if k + 1 < len(steps) else None
        if following is not None and (
            type(following) is Num or (len(steps) == 2 and _is_order(following))
        ):
            result = _one_diff(made, result, var, following, at)
            k += 2
            continue
        result = _one_diff(made, result, var, order, at)
        k += 1
    return made.make(ops.BY_DEFINITION, result) if by else result


def _is_order(t: Term) -> bool:
    return type(t) is Sym and t.name in ("n", "m", "k")


def _one_diff(made: Call, body: Term, var: Term, order: Term, at: Term | str | None) -> Term:
    if type(var) is App and var.op is ops.INDEX and type(var.args[0]) is Sym:
        for _ in range(_small_order(made, order)):
            body = made.bind(ops.PARTIAL, var.args[0], body, *var.args)
        return body
    point = (
        at
        if isinstance(at, Sym | App | Num) or (at is not None and not isinstance(at, str))
        else var
    )
    return made.bind(ops.DIFF, var, body, point, order)


def _small_order(made: Call, order: Term) -> int:
    if type(order) is Num and order.value.denominator == 1 and 1 <= order.value <= 20:
        return int(order.value)
    raise made.wrong("diff(f, z[i], 2)")


def _integrate(made: Call) -> Term | None:
    if made.words or made.named or len(made.args) < 2:
        return None
    result = made.args[0]
    for over in made.args[1:]:
        parts = _parts(over)
        if len(parts) == 3:
            result = made.bind(ops.INTEGRAL, parts[0], result, parts[1], parts[2])
        elif len(parts) == 1:
            result = made.bind(ops.ANTIDERIVATIVE, over, result, over)
        else:
            return None
    return result


def _sum(op: Op) -> Callable[[Call], Term | None]:
    def build(made: Call) -> Term | None:
        if made.words or made.named or len(made.args) < 2:
            return None
        result = made.args[0]
        if len(made.args) == 4 and all(len(_parts(a)) == 1 for a in made.args):
            return made.bind(op, made.args[1], result, *made.args[2:])
        for over in made.args[1:]:
            parts = _parts(over)
            if len(parts) == 3:
                result = made.bind(op, parts[0], result, parts[1], parts[2])
            elif len(parts) == 1:
                unwritten = ops.SUM_ALL if op is ops.SUM else ops.PRODUCT_ALL
                result = made.bind(unwritten, over, result)
            else:
                return None
        return result

    return build


def _piecewise(made: Call) -> Term | None:
    args: list[Term] = []
    for branch in made.args:
        parts = _parts(branch)
        if len(parts) != 2:
            return None
        args += parts
    return made.make(ops.PIECEWISE, *args) if args and not made.words else None


def _range_binder(op: Op) -> Callable[[Call], Term | None]:
    """f, x, a, b, or f, (x, a, b)."""

    def build(made: Call) -> Term | None:
        args = made.args
        if len(args) == 2:
            args = [args[0], *_parts(args[1])]
        return (
            made.bind(op, args[1], args[0], *args[2:])
            if len(args) == 4 and not made.words
            else None
        )

    return build


def _maybe_range(op: Op) -> Callable[[Call], Term | None]:
    """f; f, x; f, (x, a, b); f, x, a, b; or, of a function of several variables, f, [x, y] where that is asked."""

    def build(made: Call) -> Term | None:
        args, by = made.args, made.named.get("by")
        if (
            made.words
            or not args
            or (made.named and (op is not ops.CONVEX or not isinstance(by, str)))
        ):
            return None
        if by is not None:
            made.named.clear()
            inner = build(made)
            if inner is None or not isinstance(by, str):
                return None
            if by == "definition":
                return made.make(ops.BY_DEFINITION, inner)
            return made.make(ops.BY_METHOD, inner, Sym(by)) if by in ("rules", "slope") else None
        if op is ops.CONVEX and len(args) == 2 and _is_tuple(args[1]):
            parts = _parts(args[1])
            if all(type(p) is Sym for p in parts):
                return made.make(ops.CONVEXITY, *args)
        if op is ops.EXTREMA and len(args) == 2 and _is_tuple(args[1]):
            parts = _parts(args[1])
            if len(parts) == 2 and all(type(p) is Sym for p in parts):
                return made.make(ops.STATIONARY, *args)
        if len(args) == 1:
            free = sorted(s.name for s in free_symbols(args[0]))
            args = [args[0], Sym(free[0])] if len(free) == 1 else args
        if len(args) == 2:
            args = [args[0], *_parts(args[1])]
        return made.bind(op, args[1], args[0], *args[2:]) if len(args) in (2, 4) else None

    return build


_INTERVALS = (ops.INTERVAL, ops.INTERVAL_OPEN, ops.INTERVAL_LOPEN, ops.INTERVAL_ROPEN)


def _solve(made: Call) -> Term | None:
    """f = 0, f > 0, or f alone, which stands for f = 0; then x, or (x, a, b), or x and an interval."""
    args = made.args
    if made.words or made.named or not args:
        return None
    claim = args[0]
    if len(args) == 1:
        free = sorted(s.name for s in free_symbols(claim))
        args = [claim, Sym(free[0])] if len(free) == 1 else args
    if len(args) == 2:
        args = [claim, *_parts(args[1])]
    if len(args) not in (2, 3, 4) or type(args[1]) is not Sym:
        return None
    if len(args) == 3 and not (isinstance(args[2], App) and args[2].op in _INTERVALS):
        return None
    if not (isinstance(claim, App | Bind) and claim.op.sort is ops.Sort.BOOL):
        claim = made.make(
            ops.EQ, claim, made.parser.build.at(Num(0), *made.parser.build.span(claim))
        )
    if len(args) == 4:
        return made.bind(ops.SOLUTIONS, args[1], claim, made.make(ops.INTERVAL, *args[2:]))
    return made.bind(ops.SOLUTIONS, args[1], claim, *args[2:])


def _average(made: Call) -> Term | None:
    """f, (x, a, b): the integral over the interval, divided by its length."""
    whole = _range_binder(ops.INTEGRAL)(made)
    if not isinstance(whole, Bind):
        return None
    a, b = whole.over
    return made.make(ops.DIV, whole, made.make(ops.SUB, b, a))


def _cauchy(made: Call) -> Term | None:
    args = made.args
    if made.words or made.named or len(args) not in (3, 4, 5):
        return None
    if _is_tuple(args[0]) and len(args) == 4:
        return made.bind(ops.CAUCHY, args[1], args[0], *args[2:])
    if len(args) == 3:
        args = [*args[:2], *_parts(args[2])]
    if len(args) != 5:
        return None
    return made.bind(ops.CAUCHY, args[2], made.make(ops.TUPLE, *args[:2]), *args[3:])


def _of_series(made: Call) -> Term | None:
    if len(made.args) != 1 or made.words or made.named:
        return None
    return made.make(ops.CONVERGES, made.args[0])


def _binder(op: Op) -> Callable[[Call], Term | None]:
    """f, x, and the operator's other terms."""
    count = op.arity

    def build(made: Call) -> Term | None:
        args = made.args
        if count == 0 and len(args) == 1 and op.sort is ops.Sort.QUERY:
            free = sorted(s.name for s in free_symbols(args[0]))
            args = [args[0], Sym(free[0])] if len(free) == 1 else args
        if (
            len(args) < 2
            or made.words
            or made.named
            or (count is not None and len(args) != 2 + count)
        ):
            return None
        if op is ops.LAMBDA and len(args) != 2:
            return None
        return made.bind(op, args[1], args[0], *args[2:])

    return build


def _by_all(op: Op) -> Callable[[Call], Term | None]:
    """f and the variables: [x, y], or (x, y), or as further arguments."""

    def build(made: Call) -> Term | None:
        args = made.args
        if len(args) < 2 or made.words or made.named:
            return None
        variables = (
            args[1] if len(args) == 2 and len(_parts(args[1])) > 0 and _is_tuple(args[1]) else None
        )
        if variables is None:
            variables = made.make(ops.TUPLE, *args[1:])
        return made.make(op, args[0], variables)

    return build


def _is_tuple(t: Term) -> bool:
    return type(t) is App and t.op is ops.TUPLE


def _series(made: Call) -> Term | None:
    """f, x, and the point, 0 where none is written."""
    args = made.args if len(made.args) == 3 else [*made.args, Num(0)]
    fits = len(args) == 3 and not made.words and not made.named
    return made.bind(ops.SERIES, args[1], args[0], args[2]) if fits else None


def _cbrt(made: Call) -> Term | None:
    if len(made.args) != 1 or made.words or made.named:
        return None
    return made.make(ops.ROOT, made.args[0], Num(3))


_LIMIT, _SUM = "limit(f, x, a)", "Sum(f, (i, 1, n))"
_DIFF, _INTEGRATE = "diff(f, x)", "integrate(f, x) / integrate(f, (x, a, b))"
CALLS: dict[str, tuple[str, Callable[[Call], Term | None]]] = {
    "limit": (_LIMIT, _with_side(ops.LIMIT)),
    "Limit": (_LIMIT, _with_side(ops.LIMIT)),
    "lim": (_LIMIT, _with_side(ops.LIMIT)),
    "near": ("near(x != a, x, a)", _with_side(ops.NEAR)),
    "bounded": ("bounded(f, x, a)", _with_side(ops.BOUNDED)),
    "compare": ("compare([f, g], x, a)", _with_side(ops.INFINITESIMAL)),
    "diff": (_DIFF, _diff),
    "Derivative": (_DIFF, _diff),
    "integrate": (_INTEGRATE, _integrate),
    "Integral": (_INTEGRATE, _integrate),
    "Sum": (_SUM, _sum(ops.SUM)),
    "sum": (_SUM, _sum(ops.SUM)),
    "summation": (_SUM, _sum(ops.SUM)),
    "Product": ("Product(f, (i, 1, n))", _sum(ops.PRODUCT)),
    "product": ("Product(f, (i, 1, n))", _sum(ops.PRODUCT)),
    "Piecewise": ("Piecewise((a, x < 0), (b, True))", _piecewise),
    "mean_value": ("mean_value(f, x, a, b)", _range_binder(ops.MEAN_VALUE)),
    "integral_mean": ("integral_mean(f, x, a, b)", _range_binder(ops.INTEGRAL_MEAN)),
    "average": ("average(f, (x, a, b))", _average),
    "rolle": ("rolle(f, x, a, b)", _range_binder(ops.ROLLE)),
    "root_of": ("root_of(f, x, a, b)", _range_binder(ops.ROOT_OF)),
    "solve": ("solve(f = 0, x) / solve(f > 0, (x, a, b))", _solve),
    "zeros": ("zeros(f, x) / zeros(f, (x, a, b))", _solve),
    "roots": ("roots(f, x) / roots(f, (x, a, b))", _solve),
    "cauchy": ("cauchy(f, g, x, a, b)", _cauchy),
    "monotone": ("monotone(f, x) / monotone(f, (x, a, b))", _maybe_range(ops.MONOTONE)),
    "convex": (
        'convex(f, x) / convex(f, (x, a, b)) / convex(f, [x, y]) / convex(f, x, by="rules")',
        _maybe_range(ops.CONVEX),
    ),
    "extrema": (
        "extrema(f, x) / extrema(f, (x, a, b)) / extrema(f, [x, y])",
        _maybe_range(ops.EXTREMA),
    ),
    "range": ("range(f, x) / range(f, (x, a, b))", _maybe_range(ops.RANGE)),
    "converges": ("converges(Sum(f, (n, 1, oo)))", _of_series),
    "stationary": ("stationary(f, [x, y])", _by_all(ops.STATIONARY)),
    "convexity": ("convexity(f, [x, y])", _by_all(ops.CONVEXITY)),
    "riemann": ("riemann(f, (x, a, b))", _range_binder(ops.RIEMANN)),
    "gradient": ("gradient(f, [x, y])", _by_all(ops.GRADIENT)),
    "jacobian": ("jacobian([f, g], [x, y])", _by_all(ops.JACOBIAN)),
    "hessian": ("hessian(f, [x, y])", _by_all(ops.HESSIAN)),
    "cbrt": ("cbrt(x)", _cbrt),
    **INFORMATION_CALLS,
    **SEVERAL,
    "series": ("series(f, x) / series(f, x, a)", _series),
}
for _op in (
    *(ops.LAMBDA, ops.PARTIAL, ops.SUM_ALL, ops.PRODUCT_ALL, ops.ANTIDERIVATIVE, ops.BETWEEN),
    *(ops.AT, ops.FORALL),
    *(
        ops.CONVEX_ON,
        ops.EXISTS,
        ops.CONTINUOUS,
        ops.DIFFERENTIABLE,
        ops.CONTINUOUS_ON,
        ops.DIFFERENTIABLE_ON,
        ops.CONTINUITY,
        ops.SMOOTHNESS,
        ops.TANGENT,
    ),
    *(ops.NORMAL, ops.DOMAIN, ops.CHART),
    *(ops.TAYLOR_BOUND, ops.TAYLOR_ORDER),
    *(ops.EPSILON_DELTA, ops.MAX_OVER, ops.MIN_OVER, ops.MAX_ALL, ops.MIN_ALL),
):
    _places = ", ".join(["f", "x", *"ab"[: _op.arity or 0]])
    CALLS[_op.name] = (f"{_op.name}({_places})", _binder(_op))

"""Where a term has a value: the conditions its operators impose, in one table, quantified under binders."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache

from tuidao.lang import op as ops
from tuidao.lang.build import (
    abs_,
    any_of,
    apply,
    ceiling,
    cos,
    defined,
    floor,
    ge,
    gt,
    le,
    lt,
    ne,
    rational,
    sin,
)
from tuidao.lang.focus import fresh
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, free_symbols, instantiate

Imposes = Callable[[tuple[Term, ...]], tuple[Term, ...]]


@lru_cache(maxsize=2048)
def conditions(t: Term) -> tuple[Term, ...]:
    """The statements under which every subterm of `t` has a value, the innermost first; trivial ones left out.

    Conditions on a bound variable are quantified: over the range of an integral or a sum, near the point of a limit.
    That a derivative exists is not among them: see `existence`.
    """
    found: dict[Term, None] = {}
    _collect(t, found, False)
    return tuple(found)


@lru_cache(maxsize=2048)
def existence(t: Term) -> tuple[Term, ...]:
    """The conditions, and with them that every derivative written in `t` exists, and every integral over an interval
    on which its integrand does not have a value everywhere at sight."""
    found: dict[Term, None] = {}
    _collect(t, found, True)
    return tuple(found)


def _collect(t: Term, found: dict[Term, None], slopes: bool) -> None:
    if type(t) is App:
        if t.op is ops.PIECEWISE:
            _piecewise(t.args, found, slopes)
            return
        for a in t.args:
            if type(a) is App or type(a) is Bind:
                _collect(a, found, slopes)
        for c in _imposed(t):
            if trivially(c) is not True:
                found[c] = None
    elif type(t) is Bind:
        for o in t.over:
            _collect(o, found, slopes)
        for c in _under(t, slopes):
            found[c] = None
        if slopes and t.op is ops.DIFF:
            for c in _slope(t):
                found[c] = None
        if slopes and t.op is ops.PARTIAL:
            found[defined(t)] = None


def _imposed(t: App) -> tuple[Term, ...]:
    if t.op in ops.INFORMATION_OPS:
        from tuidao.lang import information

        return information.conditions(t)
    return IMPOSES[t.op](t.args)


def _slope(t: Bind) -> tuple[Term, ...]:
    """What says that a derivative exists: of the first order, that the function is differentiable there."""
    at, order = t.over
    if order == Num(0):
        return ()
    if order == Num(1):
        return (Bind(ops.DIFFERENTIABLE, t.name, t.body, (at,)),)
    return (defined(t),)


def _piecewise(args: tuple[Term, ...], found: dict[Term, None], slopes: bool) -> None:
    """A case imposes its conditions only where it is the first that holds."""
    earlier: list[Term] = []
    for value, case in zip(args[::2], args[1::2], strict=True):
        _collect(case, found, slopes)
        skipped = [*earlier, App(ops.NOT, (case,))]
        inside: dict[Term, None] = {}
        _collect(value, inside, slopes)
        for c in inside:
            if c != case:
                found[any_of(c, *skipped)] = None
        earlier.append(case)
    covered = any_of(*args[1::2])
    if trivially(covered) is not True:
        found[covered] = None


def _under(t: Bind, slopes: bool) -> tuple[Term, ...]:
    x = fresh(t.name, free_symbols(t))
    inner: dict[Term, None] = {}
    _collect(instantiate(t.body, x), inner, slopes)
    imposed = list(_BINDERS[t.op](t))
    if slopes and t.op is ops.INTEGRAL and not imposed and any(x in free_symbols(c) for c in inner):
        imposed = [defined(t)]  # it may diverge at an end
    closed = [c for c in inner if x not in free_symbols(c)]
    open_ = [c for c in inner if x in free_symbols(c)]
    if open_:
        imposed += _QUANTIFIED[t.op](t, x, tuple(open_))
    return (*closed, *imposed)


# ---------------------------------------------------------------- operators


def _none(args: tuple[Term, ...]) -> tuple[Term, ...]:
    return ()


def _power(args: tuple[Term, ...]) -> tuple[Term, ...]:
    base, exponent = args
    r = rational(exponent)
    if r is not None:
        if r.denominator % 2 == 0:
            return (gt(base, 0) if r < 0 else ge(base, 0),)
        return (ne(base, 0),) if r < 0 else ()
    b = rational(base)
    if (b is not None and b > 0) or base in (App(ops.E, ()), App(ops.PI, ())):
        return ()
    whole = apply(ops.IN, exponent, App(ops.INTEGERS, ()))
    natural = App(ops.AND, (whole, ge(exponent, 0)))
    return (any_of(gt(base, 0), App(ops.AND, (ne(base, 0), whole)), natural),)


def _root(args: tuple[Term, ...]) -> tuple[Term, ...]:
    x, n = args
    value = rational(n)
    if value is not None and value.denominator == 1 and value > 0:
        return (ge(x, 0),) if value % 2 == 0 else ()
    return (ge(x, 0), apply(ops.IN, n, App(ops.NATURALS, ())))


def _poles(x: Term) -> Term:
    """x is none of 0, −1, −2, …"""
    return any_of(gt(x, 0), ne(x, floor(x)))


IMPOSES: dict[Op, Imposes] = {
    op: _none for op in ops.OPS.values() if not op.binder
}  # what is not listed below has a value wherever its arguments have
IMPOSES |= {
    ops.DIV: lambda a: (ne(a[1], 0),),
    ops.POW: _power,
    ops.SQRT: lambda a: (ge(a[0], 0),),
    ops.ROOT: _root,
    ops.LOG: lambda a: (gt(a[0], 0),),
    ops.LOGB: lambda a: (gt(a[0], 0), gt(a[1], 0), ne(a[1], 1)),
    ops.TAN: lambda a: (ne(cos(a[0]), 0),),
    ops.SEC: lambda a: (ne(cos(a[0]), 0),),
    ops.COT: lambda a: (ne(sin(a[0]), 0),),
    ops.CSC: lambda a: (ne(sin(a[0]), 0),),
    ops.ASIN: lambda a: (le(-1, a[0]), le(a[0], 1)),
    ops.ACOS: lambda a: (le(-1, a[0]), le(a[0], 1)),
    ops.ACOT: lambda a: (ne(a[0], 0),),
    ops.ASEC: lambda a: (ge(abs_(a[0]), 1),),
    ops.ACSC: lambda a: (ge(abs_(a[0]), 1),),
    ops.COTH: lambda a: (ne(a[0], 0),),
    ops.CSCH: lambda a: (ne(a[0], 0),),
    ops.ACOSH: lambda a: (ge(a[0], 1),),
    ops.ATANH: lambda a: (lt(-1, a[0]), lt(a[0], 1)),
    ops.ACOTH: lambda a: (gt(abs_(a[0]), 1),),
    ops.ASECH: lambda a: (gt(a[0], 0), le(a[0], 1)),
    ops.ACSCH: lambda a: (ne(a[0], 0),),
    ops.FACTORIAL: lambda a: (_poles(a[0] + 1),),
    ops.GAMMA: lambda a: (_poles(a[0]),),
    ops.UNDEFINED: lambda a: (App(ops.FALSE, ()),),
}

# ---------------------------------------------------------------- binders


def _nothing(t: Bind) -> tuple[Term, ...]:
    return ()


def _itself(t: Bind) -> tuple[Term, ...]:
    return (defined(t),)


def _on_interval(t: Bind, x: Sym, inner: tuple[Term, ...]) -> list[Term]:
    inside = apply(ops.INTERVAL_OPEN, *t.over)
    return [bind(ops.FORALL, x, c, inside) for c in inner]


def _on_integers(t: Bind, x: Sym, inner: tuple[Term, ...]) -> list[Term]:
    whole = ne(x, ceiling(x))
    inside = apply(ops.INTERVAL, *t.over)
    return [bind(ops.FORALL, x, any_of(whole, c), inside) for c in inner]


def _near_point(t: Bind, x: Sym, inner: tuple[Term, ...]) -> list[Term]:
    return [bind(ops.NEAR, x, c, t.over[0], t.over[1]) for c in inner]


def _at_point(t: Bind, x: Sym, inner: tuple[Term, ...]) -> list[Term]:
    return [_put(c, x, t.over[0]) for c in inner]


def _at_ends(t: Bind, x: Sym, inner: tuple[Term, ...]) -> list[Term]:
    return [_put(c, x, end) for end in t.over for c in inner]


def _for_all(t: Bind, x: Sym, inner: tuple[Term, ...]) -> list[Term]:
    return [bind(ops.FORALL, x, c, App(ops.REALS, ())) for c in inner]


def _ignored(t: Bind, x: Sym, inner: tuple[Term, ...]) -> list[Term]:
    return []


def _put(c: Term, x: Sym, at: Term) -> Term:
    return instantiate(bind(ops.LAMBDA, x, c).body, at)


def _infinite(t: Bind) -> tuple[Term, ...]:
    """A sum or an integral over an infinite range, and a limit, must exist."""
    ends = (App(ops.OO, ()), App(ops.NEG, (App(ops.OO, ()),)))
    return (defined(t),) if any(o in ends for o in t.over) else ()


def _certain_root(t: Bind) -> tuple[Term, ...]:
    """That the function has one zero in the interval, unless the slope and the signs show it."""
    from flint import arb

    from tuidao.lang.ball import evaluate

    known = not free_symbols(t) and t.loose == 0 and isinstance(evaluate(t, {}), arb)
    return () if known else (defined(t),)


def _nonempty(t: Bind) -> tuple[Term, ...]:
    """Of no numbers none is the largest."""
    return (le(*t.over),)


# A binder's own condition, and what it makes of the conditions of its body on the bound variable.
_BINDERS: dict[Op, Callable[[Bind], tuple[Term, ...]]] = {
    op: _nothing for op in ops.OPS.values() if op.binder
}
_BINDERS |= {
    ops.LIMIT: _itself,
    ops.SUM: _infinite,
    ops.PRODUCT: _infinite,
    ops.INTEGRAL: _infinite,
    ops.MAX_OVER: _nonempty,
    ops.MIN_OVER: _nonempty,
    ops.ROOT_OF: _certain_root,
}
_QUANTIFIED: dict[Op, Callable[[Bind, Sym, tuple[Term, ...]], list[Term]]] = {
    op: _ignored for op in ops.OPS.values() if op.binder
}
_QUANTIFIED |= {
    ops.LIMIT: _near_point,
    ops.DIFF: _at_point,
    ops.AT: _at_point,
    ops.ANTIDERIVATIVE: _at_point,
    ops.BETWEEN: _at_ends,
    ops.INTEGRAL: _on_interval,
    ops.SUM: _on_integers,
    ops.PRODUCT: _on_integers,
    ops.LAMBDA: _for_all,
    ops.MAX_OVER: _on_integers,
    ops.MIN_OVER: _on_integers,
}

# ---------------------------------------------------------------- what holds at sight


def trivially(c: Term) -> bool | None:
    """True or False where the condition is settled at sight: constants, squares, exponentials; else None."""
    if type(c) is not App:
        return None
    if c.op is ops.TRUE:
        return True
    if c.op is ops.OR:
        return True if any(trivially(a) for a in c.args) else None
    if not free_symbols(c) and c.loose == 0:
        from tuidao.lang.ball import truth

        return truth(c, {})
    if c.op in (ops.NE, ops.GT, ops.GE) and rational(c.args[1]) == 0:
        sign = _sign(c.args[0])
        if sign == "+" or (sign == "0+" and c.op is ops.GE):
            return True
    return None


def _sign(t: Term) -> str:
    """ "+" for a term that is positive wherever it has a value, "0+" for one that is not negative, else ""."""
    value = rational(t)
    if value is not None:
        return "+" if value > 0 else "0+" if value == 0 else ""
    if type(t) is not App:
        return ""
    if t.op in (ops.EXP, ops.COSH, ops.E, ops.PI, ops.SIGMOID, ops.SOFTPLUS, ops.SECH):
        return "+"
    if t.op in (ops.ABS, ops.SQRT, ops.ACOS, ops.ACOSH):
        return "0+"
    if t.op is ops.POW:
        r = rational(t.args[1])
        if r is not None and r.denominator == 1 and r % 2 == 0 and r > 0:
            return "+" if _sign(t.args[0]) == "+" else "0+"
        return "+" if _sign(t.args[0]) == "+" else ""
    if t.op in (ops.ADD, ops.MUL, ops.DIV):
        a, b = _sign(t.args[0]), _sign(t.args[1])
        if not a or not b:
            return ""
        if t.op is ops.ADD:
            return "+" if "+" in (a, b) else "0+"
        return "+" if a == b == "+" else "0+"
    return ""

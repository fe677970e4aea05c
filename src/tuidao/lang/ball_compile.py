"""A term compiled to nested closures over an environment of balls, boxes or expansions."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from fractions import Fraction
from typing import Any

from flint import arb, fmpz

from tuidao.lang import op as ops
from tuidao.lang.ball_jet import G
from tuidao.lang.ball_jet import int_power as any_int_power
from tuidao.lang.ball_jet import rational_power as any_rational_power
from tuidao.lang.ball_real import MODE, REAL, NoValue, Unknown, int_power, integer, rational_power
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate

Env = list[Any]
Closure = Callable[[Env], Any]
Scope = tuple[int, ...]

_DEEPEST = 150  # closures nested; sums and products of many terms are flat
_MOST_BITS = 2_000  # of an exact number that is folded


class Compiler:
    """Builds the closures of one formula. Slots of the environment hold symbols, then bound variables."""

    def __init__(self, symbols: Sequence[Sym]) -> None:
        self.slots = {s: k for k, s in enumerate(symbols)}
        self.size = len(symbols)
        self.depth = 0
        self.level = 0  # how many derivatives stand around
        self.stretching = False  # at work on an integral near a singular end

    def slot(self) -> int:
        """A new place for a bound variable."""
        self.size += 1
        return self.size - 1

    def value(self, t: Term, scope: Scope, general: bool) -> Closure:
        """The closure that computes `t`; `general` allows complex boxes and expansions in the environment."""
        return self._node(t, scope, general)[0]

    def _node(self, t: Term, scope: Scope, general: bool) -> tuple[Closure, Fraction | None]:
        if type(t) is Num:
            return constant(t.value), t.value
        if type(t) is Sym:
            return self._symbol(t, scope), None
        self.depth += 1
        if self.depth > _DEEPEST:
            raise Unknown
        try:
            if type(t) is Bind:
                return BINDERS[t.op](self, t, scope, general), None
            assert type(t) is App
            return self._app(t, scope, general)
        finally:
            self.depth -= 1

    def _symbol(self, t: Sym, scope: Scope) -> Closure:
        k = scope[t.index] if t.index >= 0 else self.slots.get(t, -1)
        if k < 0:
            raise Unknown
        return lambda env: env[k]

    def _app(self, t: App, scope: Scope, general: bool) -> tuple[Closure, Fraction | None]:
        special = SPECIAL.get(t.op)
        if special is not None:
            return special(self, t, scope, general), None
        op = t.op
        if op is ops.ADD or op is ops.SUB:
            return self._sum(t, scope, general)
        nodes = [self._node(a, scope, general) for a in t.args]
        exact = _fold(op, [n[1] for n in nodes])
        if exact is not None:
            return constant(exact), exact
        if op is ops.POW and nodes[1][1] is not None:
            return _power(nodes[0][0], nodes[1][1], general), None
        f = (G if general else REAL).get(op)
        if f is None:
            raise Unknown
        if len(nodes) == 1:
            (a,) = (n[0] for n in nodes)
            if op is ops.NEG:
                return (lambda env: -a(env)), None
            return (lambda env: f(a(env))), None
        if len(nodes) == 2:
            a, b = nodes[0][0], nodes[1][0]
            if op is ops.MUL:
                return (lambda env: a(env) * b(env)), None
            return (lambda env: f(a(env), b(env))), None
        parts = [n[0] for n in nodes]
        return (lambda env: f(*[p(env) for p in parts])), None

    def _sum(self, t: Term, scope: Scope, general: bool) -> tuple[Closure, Fraction | None]:
        """A chain of + and −, which may be long, as one closure."""
        terms: list[tuple[Closure, bool, Fraction | None]] = []
        while type(t) is App and (t.op is ops.ADD or t.op is ops.SUB):
            terms.append((*self._node(t.args[1], scope, general), t.op is ops.SUB))  # type: ignore[arg-type]
            t = t.args[0]
        terms.append((*self._node(t, scope, general), False))  # type: ignore[arg-type]
        exact = _fold_sum(terms)  # type: ignore[arg-type]
        if exact is not None:
            return constant(exact), exact
        terms.reverse()
        first = terms[0][0]
        if len(terms) == 2:
            second = terms[1][0]
            if terms[1][2]:
                return (lambda env: first(env) - second(env)), None
            return (lambda env: first(env) + second(env)), None
        rest = [(f, minus) for f, _, minus in terms[1:]]

        def run(env: Env) -> Any:
            s = first(env)
            for f, minus in rest:
                s = s - f(env) if minus else s + f(env)
            return s

        return run, None

    def truth(self, t: Term, scope: Scope, general: bool) -> Callable[[Env], bool | None]:
        """The closure that decides a statement: True, False, None; it raises where a side is undefined."""
        from tuidao.lang.ball_truth import statement

        return statement(self, t, scope, general)


def constant(value: Fraction) -> Closure:
    """The closure of an exact number."""
    top = arb(value.numerator)
    if value.denominator == 1:
        return lambda env: top
    bottom = arb(value.denominator)
    if value.denominator & (value.denominator - 1) == 0:
        # As mantissa and exponent: a quotient would be rounded here to the precision in force.
        exact = arb((value.numerator, 1 - value.denominator.bit_length()))
        return lambda env: exact
    return lambda env: top / bottom


def _bits(x: Fraction) -> int:
    return max(x.numerator.bit_length(), x.denominator.bit_length())


def _fold_sum(terms: Sequence[tuple[Closure, Fraction | None, bool]]) -> Fraction | None:
    total = Fraction(0)
    for _, value, minus in terms:
        if value is None or _bits(total) > _MOST_BITS or _bits(value) > _MOST_BITS:
            return None
        total = total - value if minus else total + value
    return total


def _fold(op: Op, args: Sequence[Fraction | None]) -> Fraction | None:
    """Exact arithmetic on numbers, where it stays small."""
    if any(a is None or _bits(a) > _MOST_BITS for a in args):
        return None
    a = args[0] if args else None
    b = args[1] if len(args) > 1 else None
    if op is ops.NEG and a is not None:
        return -a
    if a is None or b is None:
        return None
    if op is ops.MUL:
        return a * b
    if op is ops.DIV and b:
        return a / b
    if op is ops.POW and b.denominator == 1 and (a or b >= 0) and abs(b) * _bits(a) <= _MOST_BITS:
        return a ** int(b)
    return None


def _power(base: Closure, exponent: Fraction, general: bool) -> Closure:
    p, q = exponent.numerator, exponent.denominator
    if q != 1:
        fraction = any_rational_power if general else rational_power
        return lambda env: fraction(base(env), p, q)
    if general:
        return lambda env: any_int_power(base(env), p)
    if p > 0:
        n = fmpz(p)
        return lambda env: base(env) ** n
    return lambda env: int_power(base(env), p)


def real(x: Any) -> arb:
    """`x` where it is a plain real ball; Unknown otherwise."""
    if type(x) is arb:
        return x
    raise Unknown


# ---------------------------------------------------------------- what is not a function of numbers


def _constant(make: Callable[[], arb]) -> Callable[[Compiler, App, Scope, bool], Closure]:
    return lambda c, t, scope, general: lambda env: make()


def _nothing(c: Compiler, t: App, scope: Scope, general: bool) -> Closure:
    def run(env: Env) -> Any:
        raise NoValue

    return run


def no_number(c: Compiler, t: Any, scope: Scope, general: bool) -> Closure:
    """A term that stands for no real number, or none that can be computed here."""

    def run(env: Env) -> Any:
        raise Unknown

    return run


def _call(c: Compiler, t: App, scope: Scope, general: bool) -> Closure:
    f, args = t.args[0], t.args[1:]
    while args and type(f) is Bind and f.op is ops.LAMBDA:
        f, args = instantiate(f.body, args[0]), args[1:]
    return no_number(c, t, scope, general) if args else c.value(f, scope, general)


def _index(c: Compiler, t: App, scope: Scope, general: bool) -> Closure:
    family, *at = [c.value(a, scope, general) for a in t.args]

    def run(env: Env) -> Any:
        entries = family(env)
        if not callable(entries):
            raise Unknown
        return entries(*[integer(real(i(env))) for i in at])

    return run


def _piecewise(c: Compiler, t: App, scope: Scope, general: bool) -> Closure:
    if len(t.args) % 2:
        raise Unknown
    values = [c.value(v, scope, general) for v in t.args[::2]]
    tests = [c.truth(s, scope, general) for s in t.args[1::2]]

    def run(env: Env) -> Any:
        hull = None
        for test, value in zip(tests, values, strict=True):
            holds = test(env)
            if holds is False:
                continue
            if holds and hull is None:
                return value(env)
            if MODE.analytic:
                raise Unknown
            try:
                found = real(value(env))
            except NoValue:  # perhaps only where this case does not apply
                raise Unknown from None
            hull = found if hull is None else hull.union(found)
            if holds:
                return hull
        if hull is None:
            raise NoValue
        raise Unknown

    return run


def _indicator(c: Compiler, t: App, scope: Scope, general: bool) -> Closure:
    test = c.truth(t.args[0], scope, general)

    def run(env: Env) -> Any:
        holds = test(env)
        if holds is None:
            raise Unknown
        return arb(1 if holds else 0)

    return run


def _information(c: Compiler, t: App, scope: Scope, general: bool) -> Closure:
    """By what it means, where its arguments are probabilities that are written out."""
    from tuidao.lang.information import Infinite, NotWrittenOut, conditions, meaning

    try:
        body = c.value(meaning(t), scope, general)
    except NotWrittenOut:
        raise Unknown from None
    except Infinite:
        return _nothing(c, t, scope, general)
    checks = [c.truth(claim, scope, general) for claim in conditions(t)]

    def run(env: Env) -> Any:
        for check in checks:
            holds = check(env)
            if holds is not True:
                raise NoValue if holds is False else Unknown
        return body(env)

    return run


SPECIAL: dict[Op, Callable[[Compiler, App, Scope, bool], Closure]] = {
    **dict.fromkeys(ops.INFORMATION_OPS, _information),
    ops.PI: _constant(arb.pi),
    ops.E: _constant(arb.const_e),
    ops.EULER_GAMMA: _constant(arb.const_euler),
    ops.UNDEFINED: _nothing,
    ops.CALL: _call,
    ops.INDEX: _index,
    ops.PIECEWISE: _piecewise,
    ops.INDICATOR: _indicator,
}
_NO_NUMBER = (ops.OO, ops.ZOO, ops.LITTLE_O, ops.DOT, ops.NORM, ops.TRACE)
_NO_NUMBERS = (ops.Sort.BOOL, ops.Sort.SET, ops.Sort.QUERY, ops.Sort.FAMILY, ops.Sort.TUPLE)
SPECIAL |= {
    op: no_number
    for op in ops.OPS.values()
    if not op.binder and (op in _NO_NUMBER or op.sort in _NO_NUMBERS)
}

BINDERS: dict[Op, Callable[[Compiler, Bind, Scope, bool], Closure]] = {}

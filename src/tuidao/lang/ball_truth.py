"""Statements decided on balls: true at every point of the input, false at every point, or cannot tell."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from flint import arb

from tuidao.lang import op as ops
from tuidao.lang.ball_compile import Closure, Compiler, Env, Scope, real
from tuidao.lang.ball_jet import head, settled
from tuidao.lang.ball_real import NoValue, Unknown
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Term

Test = Callable[[Env], bool | None]


def statement(c: Compiler, t: Term, scope: Scope, general: bool) -> Test:
    """The closure that decides `t`; it raises NoValue where a side is undefined."""
    if type(t) is Bind:
        return _cannot_tell
    if type(t) is not App or t.op not in TRUTHS:
        raise Unknown
    return TRUTHS[t.op](c, t, scope, general)


def _cannot_tell(env: Env) -> bool | None:
    return None


def _always(holds: bool) -> Callable[[Compiler, App, Scope, bool], Test]:
    return lambda c, t, scope, general: lambda env: holds


def infinity(t: Term) -> int:
    """1 for oo, −1 for −oo, else 0."""
    if type(t) is App:
        if t.op is ops.OO:
            return 1
        if t.op is ops.NEG:
            return -infinity(t.args[0])
    return 0


def less(a: Any, b: Any) -> bool | None:
    """a < b, of scalars of any kind; of expansions and boxes only where it holds around the point."""
    x, y = head(a), head(b)
    if x < y:
        return True
    if x > y or (settled(a) and settled(b) and x >= y):
        return False
    return None


def equal(a: Any, b: Any) -> bool | None:
    """a = b."""
    x, y = head(a), head(b)
    if not x.overlaps(y):
        return False
    if settled(a) and settled(b) and x.is_exact() and y.is_exact():
        return True
    return None


def _not(holds: bool | None) -> bool | None:
    return None if holds is None else not holds


_RELATIONS: dict[Op, Callable[[Any, Any], bool | None]] = {
    ops.EQ: equal,
    ops.NE: lambda a, b: _not(equal(a, b)),
    ops.LT: less,
    ops.GT: lambda a, b: less(b, a),
    ops.LE: lambda a, b: _not(less(b, a)),
    ops.GE: lambda a, b: _not(less(a, b)),
}
_WITH_INFINITY = {ops.LT: -1, ops.LE: -1, ops.GT: 1, ops.GE: 1}


def _relation(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    decide = _RELATIONS[t.op]
    left, right = (infinity(a) for a in t.args)
    if left or right:
        return _against_infinity(c, t, scope, general, left, right)
    a, b = (c.value(x, scope, general) for x in t.args)
    return lambda env: decide(a(env), b(env))


def _against_infinity(
    c: Compiler, t: App, scope: Scope, general: bool, left: int, right: int
) -> Test:
    """x < oo and the like: every real number is between the infinities."""
    if left and right:
        raise Unknown
    side = c.value(t.args[1 if left else 0], scope, general)
    if t.op in (ops.EQ, ops.NE):
        holds = t.op is ops.NE
    else:
        holds = (_WITH_INFINITY[t.op] == -1) == ((right or -left) == 1)

    def run(env: Env) -> bool | None:
        side(env)
        return holds

    return run


def _and(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    tests = [statement(c, a, scope, general) for a in t.args]

    def run(env: Env) -> bool | None:
        found: bool | None = True
        for test in tests:
            try:
                holds = test(env)
            except NoValue:
                if found:
                    raise
                continue
            if holds is False:
                return False
            if holds is None:
                found = None
        return found

    return run


def _or(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    return _negated(
        _and(c, App(ops.AND, tuple(App(ops.NOT, (a,)) for a in t.args)), scope, general)
    )


def _negated(test: Test) -> Test:
    return lambda env: _not(test(env))


def _implies(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    p, q = (statement(c, a, scope, general) for a in t.args)

    def run(env: Env) -> bool | None:
        holds = p(env)
        if holds is False:
            return True
        try:
            then = q(env)
        except NoValue:
            if holds:
                raise
            return None
        return then if holds else True if then else None

    return run


def _iff(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    p, q = (statement(c, a, scope, general) for a in t.args)

    def run(env: Env) -> bool | None:
        one, other = p(env), q(env)
        return None if one is None or other is None else one is other

    return run


def _defined(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    value = c.value(t.args[0], scope, general)

    def run(env: Env) -> bool | None:
        try:
            return True if head(value(env)).is_finite() else None
        except NoValue:
            return False

    return run


def _member(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    value = c.value(t.args[0], scope, general)
    inside = _set(c, t.args[1], scope, general)
    return lambda env: inside(real(value(env)), env)


Inside = Callable[[arb, Env], bool | None]


def _set(c: Compiler, s: Term, scope: Scope, general: bool) -> Inside:
    """Membership in a set, as a function of the number and the environment."""
    if type(s) is not App:
        raise Unknown
    if s.op in _NUMBER_SETS:
        test = _NUMBER_SETS[s.op]
        return lambda x, env: test(x)
    if s.op in _INTERVALS:
        return _interval(c, s, scope, general)
    if s.op is ops.UNION:
        return _any([_set(c, a, scope, general) for a in s.args])
    if s.op is ops.FINITE_SET:
        members = [c.value(a, scope, general) for a in s.args]
        return _any([_same_as(m) for m in members])
    raise Unknown


def _same_as(member: Closure) -> Inside:
    return lambda x, env: equal(x, member(env))


def _any(tests: Sequence[Inside]) -> Inside:
    def run(x: arb, env: Env) -> bool | None:
        found: bool | None = False
        for test in tests:
            holds = test(x, env)
            if holds:
                return True
            if holds is None:
                found = None
        return found

    return run


def _is_integer(x: arb) -> bool | None:
    return True if x.is_integer() else None if x.contains_integer() else False


def _is_natural(x: arb) -> bool | None:
    whole, small = _is_integer(x), less(x, arb(1))
    if whole is False or small is True:
        return False
    return True if whole and small is False else None


_NUMBER_SETS: dict[Op, Callable[[arb], bool | None]] = {
    ops.REALS: lambda x: True,
    ops.INTEGERS: _is_integer,
    ops.NATURALS: _is_natural,
    ops.RATIONALS: lambda x: True if x.is_exact() else None,
    ops.EMPTY_SET: lambda x: False,
}
_INTERVALS = {  # does the interval lack its left end, its right end
    ops.INTERVAL: (False, False),
    ops.INTERVAL_OPEN: (True, True),
    ops.INTERVAL_LOPEN: (True, False),
    ops.INTERVAL_ROPEN: (False, True),
}


def _interval(c: Compiler, s: App, scope: Scope, general: bool) -> Inside:
    open_left, open_right = _INTERVALS[s.op]
    low, high = (None if infinity(a) else c.value(a, scope, general) for a in s.args)

    def run(x: arb, env: Env) -> bool | None:
        found: bool | None = True
        for end, open_, above in ((low, open_left, True), (high, open_right, False)):
            if end is None:
                continue
            a, b = (end(env), x) if above else (x, end(env))
            holds = less(a, b) if open_ else _not(less(b, a))
            if holds is False:
                return False
            if holds is None:
                found = None
        return found

    return run


def _no_way(c: Compiler, t: App, scope: Scope, general: bool) -> Test:
    raise Unknown


TRUTHS: dict[Op, Callable[[Compiler, App, Scope, bool], Test]] = {
    ops.TRUE: _always(True),
    ops.FALSE: _always(False),
    **dict.fromkeys(_RELATIONS, _relation),
    ops.APPROX: _no_way,
    ops.TENDS: _no_way,
    ops.SIMILAR: _no_way,
    ops.ELEMENTARY: _no_way,
    ops.AND: _and,
    ops.OR: _or,
    ops.NOT: lambda c, t, scope, general: _negated(statement(c, t.args[0], scope, general)),
    ops.IMPLIES: _implies,
    ops.IFF: _iff,
    ops.IN: _member,
    ops.DEFINED: _defined,
}

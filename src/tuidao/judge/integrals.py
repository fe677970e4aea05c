"""Equalities between antiderivatives: they say that the derivatives agree."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import D, eq, is_op
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    instantiate,
    mentions,
    rebuild,
    substitute,
)
from tuidao.proof import Status, Verdict
from tuidao.text import Text

CONSTANTS = frozenset({"C", "c", "C_1", "C_2", "c_1", "K", "const", "C1", "C2"})

BY_DERIVATIVE = Text(
    "checked by differentiating both sides: antiderivatives are equal up to a constant",
    "通过对两边求导检查：原函数相差一个常数",
)
NO_CONSTANT = Text("the constant of integration is left unwritten", "省略了积分常数")
OTHER_VARIABLE = Text(
    "integrated by {x}, but worked in {t}: the derivative of the right side by {x} is 0",
    "积分变量是 {x}，结果却以 {t} 为变量：右边对 {x} 的导数为零",
)
SAME_CONSTANT = Text(
    "read with constants of integration that may differ", "把两边的积分常数理解为可以不同"
)


def variable_of(t: Term) -> Sym | None:
    """The variable of the indefinite integrals in `t` outside other binders; None for none, or for several."""
    found: set[Sym] = set()

    def go(t: Term) -> None:
        if type(t) is Bind and t.op is ops.ANTIDERIVATIVE:
            if type(t.over[0]) is Sym:
                found.add(t.over[0])
            return
        for c in children(t):
            go(c)

    go(t)
    return found.pop() if len(found) == 1 else None


def derivative_claim(left: Term, right: Term) -> App | None:
    """left = right between terms that hold indefinite integrals, as the claim that the derivatives are equal.

    None where no indefinite integral stands there, or where the integrals are not summands (times constants):
    then the constants do not simply add.
    """
    x = variable_of(App(ops.TUPLE, (left, right)))
    if x is None:
        return None
    a, b = _slope(left, x), _slope(right, x)
    return eq(a, b) if a is not None and b is not None else None


def _slope(t: Term, x: Sym) -> Term | None:
    """d/dx of a side, the integrals on its top level turned into their integrands."""
    if type(t) is Bind and t.op is ops.ANTIDERIVATIVE:
        return instantiate(t.body, x) if t.over[0] == x and not _holds(t.body) else None
    if not _holds(t):
        return D(t, x)
    if type(t) is not App:
        return None
    if t.op in (ops.ADD, ops.SUB, ops.NEG):
        parts = [_slope(a, x) for a in t.args]
        if any(p is None for p in parts):
            return None
        return App(t.op, tuple(p for p in parts if p is not None))
    if t.op is ops.MUL:
        for k in (0, 1):
            if not mentions(t.args[1 - k], x):
                part = _slope(t.args[k], x)
                return (
                    None
                    if part is None
                    else rebuild(t, (part, t.args[1]) if k == 0 else (t.args[0], part))
                )
    if t.op is ops.DIV and not mentions(t.args[1], x):
        part = _slope(t.args[0], x)
        return None if part is None else part / t.args[1]
    return None


def _holds(t: Term) -> bool:
    return is_op(t, ops.ANTIDERIVATIVE) or any(_holds(c) for c in children(t))


def constant_in(t: Term) -> Sym | None:
    """A constant of integration among the summands of `t`."""
    if type(t) is Sym and t.name in CONSTANTS:
        return t
    if type(t) is App and t.op in (ops.ADD, ops.SUB):
        found = constant_in(t.args[1])
        return found if found is not None else constant_in(t.args[0])
    return None


def up_to_constants(left: Term, right: Term) -> App | None:
    """F + C = G + C read with constants that may differ: F' = G', where there is one variable to differentiate by."""
    a, b = constant_in(left), constant_in(right)
    if a is None or b is None:
        return None
    names = (free_symbols(left) | free_symbols(right)) - {a, b}
    if len(names) != 1:
        return None
    x = next(iter(names))
    return eq(D(left, x), D(right, x))


def other_variable(left: Term, right: Term, given: tuple[Term, ...]) -> Verdict | None:
    """A refutation of ∫f(θ) dx = F(θ) + C and ∫f(x) dx = F(t) + C, where F is an antiderivative of f.

    Only the name of the variable is wrong, and as the claim stands the right side is constant in what is integrated by.
    """
    from tuidao.check.prove import examine

    if not (type(left) is Bind and left.op is ops.ANTIDERIVATIVE) or type(left.over[0]) is not Sym:
        return None
    x, f = left.over[0], instantiate(left.body, left.over[0])
    constant = constant_in(right)
    own = free_symbols(right) - ({constant} if constant is not None else set())
    if x in free_symbols(right) or len(own) != 1 or _holds(right):
        return None
    t = next(iter(own))
    if mentions(f, x) == mentions(f, t):
        return None
    meant = examine(eq(substitute(f, {x: t}), D(right, t)), given)
    if meant.status not in (Status.PROVED, Status.TESTED):
        return None
    as_written = examine(eq(f, Num(0)), given)
    if as_written.status is not Status.REFUTED or as_written.counterexample is None:
        return None
    reason = OTHER_VARIABLE.format(x=x, t=t)
    version = Bind(
        ops.ANTIDERIVATIVE, t.name, bind(ops.LAMBDA, t, substitute(f, {x: t})).body, (t,)
    )
    return Verdict(Status.REFUTED, reason, as_written.counterexample, suggestion=eq(version, right))

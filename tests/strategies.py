"""Hypothesis strategies that several test modules draw from."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import strategies as st

from tuidao.lang import op as ops
from tuidao.lang.op import OPS, Op, Sort
from tuidao.lang.term import App, Num, Sym, Term, bind

NAMES = ["x", "y", "t", "a", "b", "n", "alpha", "theta", "x_0", "mu", "Delta_x", "y_hat"]
INDICES = ["i", "j", "k"]
FAMILIES = ["z", "w", "W"]
FUNCTIONS = ["f", "g", "u", "phi"]
CONSTANTS = [ops.PI, ops.E, ops.EULER_GAMMA, ops.OO, ops.ZOO, ops.UNDEFINED]
SETS = [ops.REALS, ops.INTEGERS, ops.NATURALS, ops.RATIONALS, ops.EMPTY_SET]
_ARITHMETIC = [ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.POW]
_RELATIONS = [ops.EQ, ops.NE, ops.LT, ops.LE, ops.GT, ops.GE, ops.APPROX, ops.TENDS, ops.SIMILAR]
_INTERVALS = [ops.INTERVAL, ops.INTERVAL_OPEN, ops.INTERVAL_LOPEN, ops.INTERVAL_ROPEN]
FUNCTION_OPS = [o for o in OPS.values() if o.function]
SIDES = [Num(0), Num(1), Num(-1)]

numbers = st.one_of(
    st.integers(-9, 30).map(Num),
    st.builds(lambda p, q: Num(Fraction(p, q)), st.integers(-9, 9), st.integers(1, 9)),
)
symbols = st.sampled_from(NAMES).map(Sym)
constants = st.sampled_from(CONSTANTS).map(lambda o: App(o, ()))


def _apply(op: Op, *parts: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.tuples(*parts).map(lambda args: App(op, args))


def _arity(op: Op, child: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    if op.arity is None:
        return st.lists(child, min_size=1, max_size=3).map(lambda args: App(op, tuple(args)))
    return _apply(op, *[child] * op.arity)


@st.composite
def _sums(draw: st.DrawFn, child: st.SearchStrategy[Term]) -> Term:
    op, i = draw(st.sampled_from([ops.SUM, ops.PRODUCT])), Sym(draw(st.sampled_from(INDICES)))
    body = draw(child) * App(ops.INDEX, (Sym(draw(st.sampled_from(FAMILIES))), i))
    return bind(op, i, body, draw(child), draw(child))


@st.composite
def _calculus(draw: st.DrawFn, child: st.SearchStrategy[Term]) -> Term:
    x = Sym(draw(st.sampled_from(["x", "y", "t"])))
    body = draw(child)
    kind = draw(st.sampled_from(["limit", "diff", "at", "integral", "anti", "between", "evaluate"]))
    if kind == "limit":
        return bind(ops.LIMIT, x, body, draw(child), draw(st.sampled_from(SIDES)))
    if kind == "diff":
        return bind(ops.DIFF, x, body, x, draw(st.integers(1, 4)))
    if kind == "at":
        return bind(ops.DIFF, x, body, draw(child), draw(st.integers(1, 3)))
    if kind == "integral":
        return bind(ops.INTEGRAL, x, body, draw(child), draw(child))
    if kind == "anti":
        return bind(ops.ANTIDERIVATIVE, x, body, x)
    if kind == "between":
        return bind(ops.BETWEEN, x, body, draw(child), draw(child))
    return bind(ops.AT, x, body, draw(child))


@st.composite
def _families(draw: st.DrawFn, child: st.SearchStrategy[Term]) -> Term:
    z, i = Sym(draw(st.sampled_from(FAMILIES))), Sym(draw(st.sampled_from(INDICES)))
    kinds = ["entry", "entry2", "sum_all", "max_all", "max_over", "partial", "dot", "norm", "delta"]
    kind = draw(st.sampled_from(kinds))
    entry = App(ops.INDEX, (z, i))
    if kind == "entry":
        return entry
    if kind == "entry2":
        return App(ops.INDEX, (z, i, Sym("k")))
    if kind == "sum_all":
        return bind(ops.SUM_ALL, i, draw(child) * entry)
    if kind == "max_all":
        return bind(draw(st.sampled_from([ops.MAX_ALL, ops.MIN_ALL])), i, draw(child) * entry)
    if kind == "max_over":
        op = draw(st.sampled_from([ops.MAX_OVER, ops.MIN_OVER]))
        return bind(op, i, draw(child) * entry, draw(child), draw(child))
    if kind == "partial":
        return bind(ops.PARTIAL, z, draw(child) * entry, z, Sym("k"))
    if kind == "dot":
        return App(ops.DOT, (z, Sym("w")))
    if kind == "norm":
        return App(ops.NORM, (z,))
    return App(ops.KRONECKER, (i, Sym("k")))


def _extend(child: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    calls = st.builds(
        lambda f, args: App(ops.CALL, (Sym(f), *args)),
        st.sampled_from(FUNCTIONS),
        st.lists(child, min_size=1, max_size=2),
    )
    cases = st.builds(
        lambda a, c, b: App(ops.PIECEWISE, (a, c, b, App(ops.TRUE, ()))),
        child,
        _claims(child),
        child,
    )
    return st.one_of(
        st.sampled_from(_ARITHMETIC).flatmap(lambda o: _apply(o, child, child)),
        child.map(lambda a: App(ops.NEG, (a,))),
        st.sampled_from(FUNCTION_OPS).flatmap(lambda o: _arity(o, child)),
        child.map(lambda a: App(ops.LITTLE_O, (a,))),
        calls,
        cases,
        _sums(child),
        _calculus(child),
        _families(child),
    )


def _claims(child: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.sampled_from(_RELATIONS).flatmap(lambda o: _apply(o, child, child))


reals = st.recursive(st.one_of(numbers, symbols, constants), _extend, max_leaves=12)
_some_sets = st.one_of(
    st.sampled_from(SETS).map(lambda o: App(o, ())),
    st.sampled_from(_INTERVALS).flatmap(lambda o: _apply(o, reals, reals)),
    st.lists(reals, min_size=1, max_size=3).map(lambda a: App(ops.FINITE_SET, tuple(a))),
)
sets = st.one_of(
    _some_sets,
    st.lists(_some_sets, min_size=2, max_size=3).map(lambda a: App(ops.UNION, tuple(a))),
)
_atoms = st.one_of(
    _claims(reals),
    st.builds(lambda a, s: App(ops.IN, (a, s)), reals, sets),
    st.sampled_from([App(ops.TRUE, ()), App(ops.FALSE, ())]),
)


def _combine(child: st.SearchStrategy[Term]) -> st.SearchStrategy[Term]:
    return st.one_of(
        st.sampled_from([ops.AND, ops.OR]).flatmap(
            lambda o: st.lists(child, min_size=2, max_size=3).map(lambda a: App(o, tuple(a)))
        ),
        child.map(lambda a: App(ops.NOT, (a,))),
        st.sampled_from([ops.IMPLIES, ops.IFF]).flatmap(lambda o: _apply(o, child, child)),
        st.builds(
            lambda o, a, s: bind(o, Sym("x"), a, s),
            st.sampled_from([ops.FORALL, ops.EXISTS]),
            child,
            sets,
        ),
    )


statements = st.recursive(_atoms, _combine, max_leaves=4)


@st.composite
def queries(draw: st.DrawFn) -> Term:
    """A question to `solve`, of any kind there is."""
    op = draw(st.sampled_from([o for o in OPS.values() if o.sort is Sort.QUERY]))
    x, body = Sym("x"), draw(reals)
    if op in (ops.GRADIENT, ops.JACOBIAN, ops.HESSIAN, ops.CONVEXITY, ops.STATIONARY):
        return App(op, (body, App(ops.TUPLE, (x, Sym("y")))))
    if op is ops.PROVE:
        return App(op, (draw(statements),))
    if op is ops.BY_DEFINITION:
        return App(op, (bind(ops.DIFF, x, body, x, 1),))
    if op is ops.CONVERGES:
        return App(op, (bind(ops.SUM, x, body, 1, App(ops.OO, ())),))
    y, pair = Sym("y"), App(ops.TUPLE, (x, Sym("y")))
    if op is ops.TOTAL_DIFFERENTIAL:
        return App(op, (body, pair))
    if op in (ops.IMPLICIT, ops.IMPLICIT_SECOND):
        return App(op, (App(ops.EQ, (body, draw(reals))), x, y))
    if op is ops.PARAMETRIC:
        return App(op, (body, draw(reals), x))
    if op in (ops.TAYLOR_SEVERAL, ops.ERROR_BOUND):
        point = App(ops.TUPLE, (draw(reals), draw(reals)))
        last = Num(2) if op is ops.TAYLOR_SEVERAL else App(ops.TUPLE, (draw(reals), draw(reals)))
        return App(op, (body, pair, point, last))
    if op is ops.CAUCHY:
        return bind(op, x, App(ops.TUPLE, (body, draw(reals))), draw(reals), draw(reals))
    if op is ops.BY_METHOD:
        return App(
            op, (bind(ops.CONVEX, x, body), draw(st.sampled_from([Sym("rules"), Sym("slope")])))
        )
    if op is ops.SOLUTIONS:
        return bind(op, x, App(draw(st.sampled_from(ops.RELATIONS)), (body, draw(reals))))
    if op is ops.INFINITESIMAL:
        two = App(ops.TUPLE, (body, draw(reals)))
        return bind(op, x, two, draw(reals), draw(st.sampled_from(SIDES)))
    return bind(op, x, body, *[draw(reals) for _ in range(op.arity or 0)])


terms = st.one_of(reals, statements, sets, queries())


def as_read(t: Term) -> Term:
    """`t` as a reader can build it: a negative number is a minus and a number, a fraction a quotient."""
    if type(t) is Num:
        if t.value < 0:
            return App(ops.NEG, (as_read(Num(-t.value)),))
        if t.value.denominator != 1:
            return App(ops.DIV, (Num(t.value.numerator), Num(t.value.denominator)))
        return t
    if type(t) is App:
        return App(t.op, tuple(map(as_read, t.args)))
    if hasattr(t, "body"):
        sided = t.op in (ops.LIMIT, ops.NEAR, ops.BOUNDED, ops.INFINITESIMAL, ops.DIFF)
        over = (as_read(t.over[0]), t.over[1]) if sided else tuple(map(as_read, t.over))
        return type(t)(t.op, t.name, as_read(t.body), over)
    return t

"""One role for each name of a claim: number or function, function of outcomes or family, unknown slope or number."""

from __future__ import annotations

from tuidao.judge.context import Context, heads
from tuidao.judge.meaning import has_op
from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Sym, Term, children, close, instantiate, rebuild


def same_roles(a: Term, b: Term, context: Context) -> tuple[Term, Term]:
    """Both sides with each name in one role: r(x + y) a product where r is a number too; u as u(x) beside u(x), u'."""
    names = [heads(t) for t in (a, b)]
    both = (names[0][0] | names[1][0]) & (names[0][1] | names[1][1]) - context.functions
    for name in sorted(both):
        a, b = (_powers_of_calls(t, Sym(name)) for t in (a, b))
        calls = {c for t in (a, b) for c in _calls(t, Sym(name))}
        if len(calls) == 1 and all(type(x) is Sym and x.index < 0 for x in next(iter(calls))):
            a, b = (_as_function(t, Sym(name), next(iter(calls))) for t in (a, b))
        elif calls and not any(len(c) != 1 or isinstance(c[0], Sym) for c in calls):
            a, b = (_as_product(t, Sym(name)) for t in (a, b))
    return a, b


def _powers_of_calls(t: Term, f: Sym) -> Term:
    """v²·(x) as v(x)²."""
    parts = tuple([_powers_of_calls(c, f) for c in children(t)])
    if not parts:
        return t
    if type(t) is App and t.op is ops.MUL:
        power, x = parts
        if type(power) is App and power.op is ops.POW and power.args[0] == f and type(x) is Sym:
            return App(ops.POW, (App(ops.CALL, (f, x)), power.args[1]))
    return rebuild(t, parts)


def _calls(t: Term, f: Sym, bound: tuple[Sym, ...] = ()) -> set[tuple[Term, ...]]:
    """What `f` is applied to in `t`, a variable bound by d/dx written as the variable it is taken at."""
    if type(t) is Bind:
        x = Sym(t.name)
        found = _calls(instantiate(t.body, x), f)
        return found.union(*(_calls(o, f) for o in t.over))
    found = set().union(*(_calls(c, f) for c in children(t)))
    if type(t) is App and t.op is ops.CALL and t.args[0] == f:
        found.add(t.args[1:])
    return found


def _as_function(t: Term, f: Sym, at: tuple[Term, ...]) -> Term:
    """The bare symbol `f` as f(x); under d/dx, of the x that is bound there."""
    if t == f:
        return App(ops.CALL, (f, *at))
    parts = children(t)
    if type(t) is Bind and Sym(t.name) in at:
        x = Sym(t.name)
        body, over = _as_function(instantiate(t.body, x), f, at), parts[1:]
        return rebuild(t, (close(body, x), *(_as_function(o, f, at) for o in over)))
    if type(t) is App and t.op is ops.CALL and t.args[0] == f:
        return t
    return rebuild(t, tuple([_as_function(c, f, at) for c in parts])) if parts else t


def _as_product(t: Term, f: Sym) -> Term:
    """f(…) as f·(…), and f(…)² as f·(…)²."""
    if type(t) is App and t.op is ops.POW:
        base = t.args[0]
        if type(base) is App and base.op is ops.CALL and base.args[0] == f and len(base.args) == 2:
            power = App(ops.POW, (_as_product(base.args[1], f), _as_product(t.args[1], f)))
            return App(ops.MUL, (f, power))
    parts = tuple([_as_product(c, f) for c in children(t)])
    if type(t) is App and t.op is ops.CALL and t.args[0] == f and len(parts) == 2:
        return App(ops.MUL, parts)
    return rebuild(t, parts) if parts else t


def entries(*terms: Term) -> tuple[Term, ...]:
    """p(x_i) as p_i wherever functions are taken of the same outcomes only: then they are families of numbers."""
    if _one_sided(*terms):
        return terms
    functions = frozenset[str]().union(*(heads(t)[1] for t in terms))
    outcomes: set[str] = set()
    for name in functions:
        for t in terms:
            for args in _calls(t, Sym(name)):
                first = args[0]
                whole = len(args) == 1 and type(first) is App and first.op is ops.INDEX
                if not whole or type(first) is not App or type(first.args[0]) is not Sym:
                    return terms
                outcomes.add(first.args[0].name)
    if len(outcomes) != 1:
        return terms
    return tuple(_as_entries(t, functions) for t in terms)


def _one_sided(*terms: Term) -> bool:
    """Does a function stand on one side only, the other speaking of families: Σ pᵢ I(sᵢ) = −Σ pᵢ log pᵢ?

    Then the claim rests on what the function is, which was not said.
    """
    for k, t in enumerate(terms):
        others = [heads(u) for j, u in enumerate(terms) if j != k]
        if any((o[1] or o[2]) and heads(t)[1] - o[1] for o in others):
            return True
    return False


def _as_entries(t: Term, functions: frozenset[str]) -> Term:
    if type(t) is App and t.op is ops.CALL:
        f, x = t.args
        if type(f) is Sym and f.name in functions and type(x) is App:
            return App(ops.INDEX, (f, *x.args[1:]))
    parts = tuple([_as_entries(c, functions) for c in children(t)])
    return rebuild(t, parts) if parts else t


def atoms(a: Term, b: Term) -> tuple[Term, ...]:
    """Both sides with ∂C/∂b as one number where it stands on both and nothing else is known of C."""
    shared = _unknown_slopes(a) & _unknown_slopes(b)
    for k, slope in enumerate(sorted(shared, key=str)):
        name = Sym(
            f"∂{slope.body.args[0]}/∂{slope.name}" if type(slope.body) is App else f"slope{k}"
        )
        c, d = (_replaced(t, slope, name) for t in (a, b))
        if type(slope.body) is App and type(slope.body.args[0]) is Sym:
            used = heads(c)[1] | heads(d)[1] | heads(c)[0] | heads(d)[0]
            if slope.body.args[0].name not in used:
                a, b = c, d
    return a, b


def _unknown_slopes(t: Term) -> set[Bind]:
    """The derivatives in `t` of something undefined by something: dC/db."""
    if type(t) is Bind and t.op is ops.DIFF and t.loose == 0:
        body = t.body
        if type(body) is App and body.op is ops.CALL and len(body.args) == 2:
            bare = type(body.args[1]) is Sym and type(body.args[0]) is Sym
            if bare and t.over[0] == Sym(t.name):
                return {t}
    return set().union(*(_unknown_slopes(c) for c in children(t)))


def _replaced(t: Term, old: Term, new: Term) -> Term:
    if t == old:
        return new
    parts = tuple([_replaced(c, old, new) for c in children(t)])
    return rebuild(t, parts) if parts else t


def summed_silently(*sides: Term) -> bool:
    """Is an index repeated in a product with a matrix entry, as where the sum over it is left unwritten (a_ij x_j)?"""
    return any(_repeats(t) for t in sides)


def _repeats(t: Term) -> bool:
    if type(t) is App and t.op is ops.MUL:
        entries_of = [f for f in _factors(t) if type(f) is App and f.op is ops.INDEX]
        for f in entries_of:
            if len(f.args) < 3:
                continue
            free = {a for a in f.args[1:] if type(a) is Sym and a.index < 0}
            for g in entries_of:
                if g is not f and free & set(g.args[1:]):
                    return True
    return any(_repeats(c) for c in children(t))


def _factors(t: Term) -> list[Term]:
    if type(t) is App and t.op is ops.MUL:
        return [*_factors(t.args[0]), *_factors(t.args[1])]
    return [t]


_UNSIZED = (ops.DOT, ops.NORM, ops.MATMUL, ops.TRANSPOSE, ops.SUM_ALL)


def hides_range(a: Term, b: Term, relation: str, *, put_in: bool) -> bool:
    """Does the claim turn on what is not written: how long a vector is, or what its definition is minimised under?

    θᵀx = θ₁x₁ + … + θₙxₙ says that there are n entries; an inequality between defined vectors rests on constraints.
    """
    unsized = [has_op(t, *_UNSIZED) for t in (a, b)]
    if unsized[0] != unsized[1]:
        return True
    if relation == "eq" or not put_in:
        return False
    return any(heads(t)[2] for t in (a, b)) or any(unsized)


def of_vectors(*written: Term) -> bool:
    """Do products of vectors or matrices stand there, whose sizes and constraints (WᵀW = I) are seldom repeated?"""
    return any(has_op(t, ops.DOT, ops.NORM, ops.MATMUL, ops.TRANSPOSE) for t in written)

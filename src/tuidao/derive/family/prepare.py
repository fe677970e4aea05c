"""Before differentiating: definitions put in, index sets named, σ recognised, logarithms taken apart."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.derive.family.final import rows_of, written
from tuidao.derive.family.logs import (
    entries_in_logs,
    exponent,
    log_apart,
    products_in_logs,
    stable_logs,
)
from tuidao.derive.family.walk import find, mapped
from tuidao.derive.seams import zero_first
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, function, is_op
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import (
    App,
    Bind,
    Path,
    Sym,
    Term,
    children,
    free_symbols,
    instantiate,
    size,
)
from tuidao.proof import Chain, Step
from tuidao.rules import RULES

_E = App(ops.E, ())
_MOST = 24
_SIGMA = Sym("sigma")
_LETTERS = ("k", "l", "r", "s", "q", "j", "i", "t", "v")


def prepare(chain: Chain, logs: bool = True) -> None:
    """The steps that make what is differentiated shorter to differentiate; `logs`: logarithms are taken apart."""
    name_index_sets(chain)
    path = _inside(chain.now)
    sigmas(chain)
    otherwise(chain)
    change_at(chain, path, "simplify", lambda t: mapped(mapped(t, as_exp), zero_first))
    if not logs:
        return
    stable_logs(chain)
    change_at(chain, path, "sigmoid_form", lambda t: mapped(t, as_sigmoid))
    products_in_logs(chain)
    entries_in_logs(chain)
    if change_at(chain, path, "log_laws", lambda t: mapped(t, log_apart)):
        change_at(chain, path, "simplify", collected)


def notation_folded(steps: list[Step]) -> list[Step]:
    """A line that only writes e^u as exp(u) is shown together with the line after it."""
    out: list[Step] = []
    for step in steps:
        last = out[-1] if out else None
        if last is not None and last.rule.id == "simplify" and _only_notation(last):
            inner = step.steps or (step,)
            note = step.note
            out[-1] = Step(last.before, step.after, step.rule, steps=(last, *inner), note=note)
        else:
            out.append(step)
    return out


def _only_notation(step: Step) -> bool:
    return not step.steps and mapped(step.before, as_exp) == step.after


def as_exp(t: Term) -> Term:
    """e^u as exp(u): the same in print."""
    if type(t) is App and t.op is ops.POW and t.args[0] == _E:
        return App(ops.EXP, (t.args[1],))
    return t


def sigmas(chain: Chain) -> None:
    """σ(u), where σ is not defined, as the sigmoid: that it is so becomes a condition of the answer."""
    for _ in range(_MOST):
        path = find(chain.now, (), is_sigma)
        if path is None:
            return
        here, _ = focus(chain.now, path)
        assert type(here) is App
        after = replace_at(chain.now, path, App(ops.SIGMOID, here.args[1:]))
        chain.step(RULES["sigma_eq_sigmoid"], after, {"s": _SIGMA, "x": here.args[1]}, path)


def otherwise(chain: Chain) -> None:
    """A last case that is what the one before leaves over is "otherwise"."""
    for _ in range(_MOST):
        path = find(chain.now, (), has_last_case)
        if path is None:
            return
        here, _ = focus(chain.now, path)
        assert type(here) is App
        after = App(ops.PIECEWISE, (*here.args[:-1], App(ops.TRUE, ())))
        chain.step(RULES["simplify"], replace_at(chain.now, path, after), {}, path)


_LEFT_OVER = {ops.LE: ops.GT, ops.GT: ops.LE, ops.LT: ops.GE, ops.GE: ops.LT}


def has_last_case(t: Term) -> bool:
    """Is it a value in two cases, the second being that the first fails?"""
    if not (type(t) is App and t.op is ops.PIECEWISE and len(t.args) == 4):
        return False
    first, last = t.args[1], t.args[3]
    plain = type(first) is App and type(last) is App and first.op in _LEFT_OVER
    if not plain or type(first) is not App or type(last) is not App:
        return False
    return last.op is _LEFT_OVER[first.op] and last.args == first.args


def is_sigma(t: Term) -> bool:
    """σ(u) with a σ that is only named."""
    return type(t) is App and t.op is ops.CALL and t.args[0] == _SIGMA and len(t.args) == 2


def _inside(t: Term) -> Path:
    """The path to what is differentiated, through nested derivatives."""
    path: Path = ()
    while type(t) is Bind and t.op in (ops.PARTIAL, ops.DIFF):
        path, t = (*path, 0), t.body
    return path


def change_at(chain: Chain, path: Path, rule: str, change: Callable[[Term], Term]) -> bool:
    """A step that rewrites the part at `path`; False where there was nothing to rewrite."""
    here, _ = focus(chain.now, path)
    new = change(here)
    if new == here:
        return False
    chain.step(RULES[rule], replace_at(chain.now, path, new), {}, path)
    return True


def told_apart(t: Term) -> Term:
    """Bound variables displayed under names that no free symbol and no binder around them has."""
    return _told_apart(t, {s.name for s in free_symbols(t)})


def _told_apart(t: Term, taken: set[str]) -> Term:
    if type(t) is App:
        return App(t.op, tuple(_told_apart(a, taken) for a in t.args))
    if type(t) is not Bind:
        return t
    name, inner = t.name, taken
    if t.op in (ops.SUM, ops.PRODUCT, ops.SUM_ALL, ops.PRODUCT_ALL):
        if name in taken:
            name = next((n for n in _LETTERS if n not in taken), name)
        inner = taken | {name}
    body = _told_apart(t.body, inner)
    return Bind(t.op, name, body, tuple(_told_apart(o, taken) for o in t.over))


def name_index_sets(chain: Chain) -> None:
    """Σ over an index set that was not written becomes Σ from 1 to a fresh n, and the answer says so."""
    if not _unwritten(chain.now):
        return
    taken = {s.name for s in free_symbols(chain.now)} | bound_names(chain.now)
    last = next(Sym(n) for n in ("n", "N", "K", "n_0", "n_1", "n_2") if n not in taken)
    chain.step(RULES["sum_over_named_set"], named(chain.now, last))


def named(t: Term, last: Sym) -> Term:
    """Every unwritten index set as 1, …, last."""
    if type(t) is App:
        return App(t.op, tuple(named(a, last) for a in t.args))
    if type(t) is Bind:
        body, over = named(t.body, last), tuple(named(o, last) for o in t.over)
        if t.op in (ops.SUM_ALL, ops.PRODUCT_ALL):
            whole = ops.SUM if t.op is ops.SUM_ALL else ops.PRODUCT
            return Bind(whole, t.name, body, (ONE, last))
        return Bind(t.op, t.name, body, over)
    return t


def _unwritten(t: Term) -> bool:
    unwritten = (ops.SUM_ALL, ops.PRODUCT_ALL)
    return (type(t) is Bind and t.op in unwritten) or any(_unwritten(c) for c in children(t))


def bound_names(t: Term) -> set[str]:
    """The names under which bound variables are displayed."""
    found = {t.name} if type(t) is Bind else set()
    return found.union(*(bound_names(c) for c in children(t))) if children(t) else found


# ------------------------------------------------------------------ σ


def _one_plus_exp(t: Term) -> Term | None:
    """u of 1 + e^u, either way round."""
    if type(t) is App and t.op is ops.ADD:
        a, b = t.args
        return exponent(b) if a == ONE else exponent(a) if b == ONE else None
    return None


def opposite(u: Term) -> Term:
    """−u, without two signs: a + b for −a − b."""
    if type(u) is App and u.op is ops.NEG:
        return u.args[0]
    if type(u) is App and u.op is ops.SUB and is_op(u.args[0], ops.NEG, ops.SUB):
        return opposite(u.args[0]) + u.args[1]
    if type(u) is App and u.op is ops.SUB:
        return App(ops.SUB, u.args[::-1])
    return App(ops.NEG, (u,))


def as_sigmoid(t: Term) -> Term:
    """1/(1 + e^(−u)) and e^u/(1 + e^u) as σ(u)."""
    if type(t) is App and t.op is ops.DIV:
        u = _one_plus_exp(t.args[1])
        if u is not None:
            if t.args[0] == ONE:
                return App(ops.SIGMOID, (opposite(u),))
            if exponent(t.args[0]) == u:
                return App(ops.SIGMOID, (u,))
    return t


# ------------------------------------------------------------------ collecting


def collected(t: Term) -> Term:
    """The bodies of sums multiplied out and collected where that makes them shorter."""
    if type(t) is App:
        return App(t.op, tuple(collected(a) for a in t.args))
    if type(t) is not Bind:
        return t
    k = fresh(t.name, free_symbols(t))
    body = collected(instantiate(t.body, k))
    if t.op is ops.SUM:
        try:
            other = written(rows_of(body))
        except ValueError:
            other = body
        body = other if size(other) < size(body) else body
    return Bind(t.op, t.name, function(k, body).body, t.over)

"""Logarithms before differentiating: taken apart as far as their arguments are positive; log(1 + e^u) unfolded."""

from __future__ import annotations

from tuidao.derive.family.walk import find
from tuidao.derive.seams import stable_pair, without_pair
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, log, total
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import App, Bind, Num, Path, Sym, Term, children, free_symbols, instantiate
from tuidao.proof import Chain
from tuidao.rules import RULES

_E = App(ops.E, ())
_MOST = 24


def exponent(t: Term) -> Term | None:
    """u of e^u."""
    if type(t) is App and t.op is ops.EXP:
        return t.args[0]
    if type(t) is App and t.op is ops.POW and t.args[0] == _E:
        return t.args[1]
    return None


def surely_positive(t: Term) -> bool:
    """Is `t` positive wherever it has a value (and the index sets in it are not empty)?"""
    if exponent(t) is not None or type(t) is App and t.op in (ops.SIGMOID, ops.E, ops.PI, ops.COSH):
        return True
    if type(t) is App and t.op in (ops.ADD, ops.MUL, ops.DIV):
        return all(surely_positive(a) for a in t.args)
    if type(t) is App and t.op is ops.SUB:
        return t.args[0] == ONE and type(t.args[1]) is App and t.args[1].op is ops.SIGMOID
    if type(t) is App and t.op is ops.POW:
        return surely_positive(t.args[0])
    if type(t) is Bind and t.op in (ops.SUM, ops.PRODUCT):
        return surely_positive(t.body)
    return not isinstance(t, Sym | Bind) and not children(t) and _positive_number(t)


def _positive_number(t: Term) -> bool:
    return type(t) is Num and t.value > 0


def log_apart(t: Term) -> Term:
    if type(t) is App and t.op is ops.LOG:
        return log_of(t.args[0])
    return t


def log_of(t: Term) -> Term:
    """log t, taken apart as far as what it is made of is surely positive."""
    u = exponent(t)
    if u is not None:
        return u
    if type(t) is App and t.op is ops.SIGMOID:
        return t.args[0] - _log(1 + App(ops.EXP, t.args))
    if type(t) is App and t.op is ops.SUB and surely_positive(t):
        inner = t.args[1]
        assert type(inner) is App
        return -_log(1 + App(ops.EXP, inner.args))
    if type(t) is App and t.op is ops.POW and (surely_positive(t.args[0])):
        return t.args[1] * log_of(t.args[0])
    if type(t) is App and t.op in (ops.MUL, ops.DIV) and surely_positive(t):
        a, b = (log_of(x) for x in t.args)
        return a + b if t.op is ops.MUL else a - b
    return _log(t)


def _log(t: Term) -> Term:
    return App(ops.LOG, (t,))


def products_in_logs(chain: Chain) -> None:
    """log ∏ as Σ log, then the logarithms of powers and products inside, each by its law."""
    for _ in range(_MOST):
        path = find(chain.now, (), _is_log_of_product)
        if path is None:
            return
        here, _ = focus(chain.now, path)
        assert type(here) is App and type(here.args[0]) is Bind
        p = here.args[0]
        k = fresh(p.name, free_symbols(here) | free_symbols(chain.now))
        body = instantiate(p.body, k)
        by = {"f": Bind(ops.LAMBDA, p.name, p.body), "a": p.over[0], "b": p.over[1]}
        chain.step(
            RULES["log_product"],
            replace_at(chain.now, path, total(log(body), k, *p.over)),
            by,
            path,
        )
        _laws_inside(chain, path)


def entries_in_logs(chain: Chain) -> None:
    """log(p_k/q_k) as log p_k − log q_k: that the entries are positive is a condition."""
    for _ in range(_MOST):
        path = find(chain.now, (), _is_log_of_entries)
        if path is None:
            return
        here, _ = focus(chain.now, path)
        assert type(here) is App
        name, by, right = _use(here)
        chain.step(RULES[name], replace_at(chain.now, path, right), by, path)


def _is_log_of_entries(t: Term) -> bool:
    if not (type(t) is App and t.op is ops.LOG):
        return False
    inner = t.args[0]
    if not (type(inner) is App and inner.op in (ops.DIV, ops.MUL)):
        return False
    return not surely_positive(inner) and all(_entry(a) or surely_positive(a) for a in inner.args)


def _entry(t: Term) -> bool:
    return type(t) is App and t.op is ops.INDEX


def _laws_inside(chain: Chain, path: Path) -> None:
    """The laws for products, quotients and powers in the logarithms of one sum."""
    inner = Chain(chain.now, chain.given)
    for _ in range(_MOST):
        here, _ = focus(inner.now, path)
        found = find(here, (), _law)
        if found is None:
            break
        at = (*path, *found)
        t, _ = focus(inner.now, at)
        name, by, right = _use(t)
        inner.step(RULES[name], replace_at(inner.now, at, right), by, at)
    if inner.steps:
        steps = tuple(inner.steps)
        chain.step(RULES["log_laws"], inner.now, steps=steps)


def _is_log_of_product(t: Term) -> bool:
    if not (type(t) is App and t.op is ops.LOG):
        return False
    inner = t.args[0]
    return type(inner) is Bind and inner.op is ops.PRODUCT


def _law(t: Term) -> bool:
    if not (type(t) is App and t.op is ops.LOG and type(t.args[0]) is App):
        return False
    inner = t.args[0]
    return inner.op in (ops.MUL, ops.DIV) or inner.op is ops.POW and inner.args[0] != _E


def _use(t: Term) -> tuple[str, dict[str, Term], Term]:
    assert type(t) is App and type(t.args[0]) is App
    inner = t.args[0]
    a, b = inner.args
    if inner.op is ops.MUL:
        return "log_mul", {"a": a, "b": b}, log(a) + log(b)
    if inner.op is ops.DIV:
        return "log_div", {"a": a, "b": b}, log(a) - log(b)
    return "log_pow", {"a": a, "n": b}, b * log(a)


def stable_logs(chain: Chain) -> None:
    """max(0, u) + log(1 + e^(−|u|)) as log(1 + e^u), which has no kink."""
    for _ in range(_MOST):
        path = find(chain.now, (), lambda t: stable_pair(t) is not None)
        if path is None:
            return
        here, _ = focus(chain.now, path)
        pair = stable_pair(here)
        assert pair is not None and type(pair[0]) is App
        joined = pair[0] + pair[1]
        plain = without_pair(here, pair, joined)
        within = find(plain, (), joined.__eq__)
        if within is None:
            return
        chain.step(RULES["simplify"], replace_at(chain.now, path, plain), {}, path)
        u, at = pair[0].args[1], (*path, *within)
        after = replace_at(chain.now, at, log(1 + App(ops.EXP, (u,))))
        chain.step(RULES["relu_add_log_eq"], after, {"x": u}, at)

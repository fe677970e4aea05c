"""∂/∂z_i worked a layer at a time: each line differentiates every place that is ready, until only deltas are left."""

from __future__ import annotations

from collections.abc import Mapping

from tuidao.derive.derivative import derivative
from tuidao.derive.differentiate import work_generic
from tuidao.derive.family.names import BOTH_DEPEND, DIFF_NAMES, ONE_CONSTANT, PARTIAL_NAMES, PLAIN
from tuidao.derive.family.own_entry import own_entry
from tuidao.derive.family.through import Through, inner_entry, put, with_variable
from tuidao.derive.seams import relu_power
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, exp, function, is_op, log
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
    mentions,
    rebuild,
    size,
    subterms,
)
from tuidao.proof import Chain
from tuidao.rules import RULES, put_in
from tuidao.text import Text

_MOST_LAYERS = 40
_MOST_PLAIN = 200
NO_RULE = Text(
    "no rule here differentiates this part by an entry of the family",
    "现有规则不能对这一部分按分量求偏导",
)


TERM_BY_TERM = Text(
    "Differentiate term by term; constant factors go in front.",
    "逐项求导，常数因子提到前面。",
)


class NoRule(Exception):
    """A part that cannot be differentiated by the entry of a family."""


def differentiate(chain: Chain, through: Through = ()) -> None:
    """Take every partial derivative in `chain.now` down to deltas, a layer a line. Raises NoRule.

    `through`: entries of families that the chain rule is to go by, see `families_between`.
    """
    for _ in range(_MOST_LAYERS):
        places = list(waiting(chain.now, ()))
        if not places:
            return
        inner = Chain(chain.now, chain.given)
        plain = [p for p in places if _is_plain(inner.now, p, through)]
        for path in plain or places:
            if not plain:
                apply_rule(inner, path, through)
        _plain_rules(inner, through)
        if not plain:
            for path in [p for p in waiting(inner.now, ()) if _is_simple(inner.now, p)]:
                apply_rule(inner, path, through)
            _plain_rules(inner, through)
        _add_line(chain, inner)
    raise NoRule


def _plain_rules(chain: Chain, through: Through) -> None:
    """Term by term, constants in front, entries: as far as these go."""
    for _ in range(_MOST_PLAIN):
        places = waiting(chain.now, ())
        path = next((p for p in places if _is_plain(chain.now, p, through)), None)
        if path is None:
            return
        apply_rule(chain, path, through)


def _is_simple(t: Term, path: Path) -> bool:
    """Is it the derivative of a function of one entry, e^(z_j)?"""
    here, _ = focus(t, path)
    if type(here) is not Bind or here.op is not ops.PARTIAL or type(here.body) is not App:
        return False
    held = [a for a in here.body.args if _uses(a, 0)]
    return len(held) == 1 and type(held[0]) is App and held[0].op is ops.INDEX


def _uses(t: Term, depth: int) -> bool:
    """Does the variable bound `depth` binders out occur?"""
    if t.loose <= depth:
        return False
    if type(t) is Sym:
        return t.index == depth
    return any(_uses(c, depth + (type(t) is Bind and k == 0)) for k, c in enumerate(children(t)))


def _is_plain(t: Term, path: Path, through: Through) -> bool:
    here, _ = focus(t, path)
    assert type(here) is Bind
    return rule_of(here, through)[0] in PLAIN


def _holds_sum(t: Term, depth: int) -> bool:
    """Does the bound variable `depth` binders out occur inside a sum of `t`?"""
    if t.loose <= depth:
        return False
    if type(t) is Bind:
        return t.op in (ops.SUM, ops.PRODUCT) or _holds_sum(t.body, depth + 1)
    return any(_holds_sum(c, depth) for c in children(t))


def _add_line(chain: Chain, inner: Chain) -> None:
    """The steps of one layer as one line; a single step stays itself."""
    steps = tuple(inner.steps)
    if len(steps) == 1:
        chain.steps.append(steps[0])
        chain.now = inner.now
    elif steps:
        telling = [s for s in steps if s.rule.id not in PLAIN and s.rule.id != "eq_subst"]
        said = _joined([s.rule.title for s in telling]) if telling else TERM_BY_TERM
        chain.step((telling or steps)[0].rule, inner.now, steps=steps, note=said)


def _joined(titles: list[Text]) -> Text:
    once = list(dict.fromkeys(titles))
    return Text("; ".join(t.en for t in once) + ".", "；".join(t.zh for t in once) + "。")


def waiting(t: Term, path: Path) -> list[Path]:
    """The outermost partial derivatives that are not inside another."""
    if type(t) is Bind and t.op in (ops.PARTIAL, ops.DIFF):
        if _is_settled(t):
            return [p for k, c in enumerate(t.over, 1) for p in waiting(c, (*path, k))]
        return [path]
    return [p for k, c in enumerate(children(t)) for p in waiting(c, (*path, k))]


def _is_settled(t: Bind) -> bool:
    """f′(u) of a function that is only named; ∂a_l(b)/∂b_k, which is known by the recursion that defines a."""
    body = t.body
    if not (type(body) is App and body.op is ops.CALL and not body.args[0].loose):
        return False
    f, *at = body.args
    return at == [Sym("", 0)] and (type(f) is Sym or t.op is ops.PARTIAL and is_op(f, ops.INDEX))


def apply_rule(chain: Chain, path: Path, through: Through = ()) -> None:
    """The rule for the derivative at a place. Raises NoRule."""
    here, _ = focus(chain.now, path)
    assert type(here) is Bind
    if here.op is ops.DIFF and not _holds_sum(here.body, 0):
        _outer_derivative(chain, path)
        return
    short, alone = _short(here, through)
    if short is not None and alone:
        _by_way_of(chain, path, short)
        return
    name, by = rule_of(here, through)
    rule = RULES[name]
    claim = put_in(rule.conclusion, by)
    assert type(claim) is App
    if claim.args[0] != here:
        raise NoRule
    right = claim.args[1]
    indexed = ("partial_sum", "deriv_sum", "partial_product", "deriv_product")
    if name in indexed and type(right) is Bind and type(here.body) is Bind:
        right = Bind(right.op, here.body.name, right.body, right.over)
    chain.step(rule, replace_at(chain.now, path, right), by, path)
    if name == "partial_chain" and short is not None:
        _by_way_of(chain, path, short)
        return
    if name in ("partial_chain", "deriv_chain", "partial_own_entry"):
        _outer_derivative(chain, (*path, 0))


def _short(here: Bind, through: Through) -> tuple[Term | None, bool]:
    """p_k, where what is differentiated depends on z by way of it alone; and whether it is nothing else."""
    z = here.over[0]
    if not through or type(z) is not Sym or here.op is not ops.PARTIAL:
        return None, False
    body = instantiate(here.body, z)
    found = inner_entry(body, z, through)
    return (None, False) if found is None else (found[0], found[1] == body)


def _by_way_of(chain: Chain, path: Path, short: Term) -> None:
    """df/dp_k · ∂p_k/∂z_i, or ∂p_k/∂z_i alone, worked. Raises NoRule."""
    from tuidao.derive.family.work import work_partial

    here, _ = focus(chain.now, path)
    product = type(here) is App
    inner = children(here)[1] if product else here
    assert type(inner) is Bind
    entry = Bind(inner.op, inner.name, App(ops.CALL, (short, Sym("", 0))), inner.over)
    after: Term = entry
    if product:
        slope = children(here)[0]
        assert type(slope) is Bind
        after = rebuild(slope, (slope.body, short, *slope.over[1:])) * entry
    chain.step(RULES["definition"], replace_at(chain.now, path, after))
    if product:
        _outer_derivative(chain, (*path, 0))
        path = (*path, 1)
    worked = work_partial(entry, chain.given)
    if not isinstance(worked.answer, Term):
        raise NoRule
    by = {"a": entry, "b": worked.answer}
    whole = replace_at(chain.now, path, worked.answer)
    chain.step(RULES["eq_subst"], whole, by, path, premises=(worked.derivation,))


def _outer_derivative(chain: Chain, path: Path) -> None:
    """The derivative of the outer function, worked and put in."""
    here, _ = focus(chain.now, path)
    assert type(here) is Bind
    at = here.over[0]
    known = _known(here, at)
    if known is not None:
        name, right, by = known
        working = Chain(here, chain.given)
        working.step(RULES[name], right, by)
        value, derivation = working.now, working.derivation()
    else:
        worked = work_generic(here, chain.given)
        if not isinstance(worked.answer, Term):
            raise NoRule
        value, derivation = worked.answer, worked.derivation
    by = {"a": here, "b": value}
    whole = replace_at(chain.now, path, value)
    chain.step(RULES["eq_subst"], whole, by, path, premises=(derivation,))


def _known(here: Bind, at: Term) -> tuple[str, Term, dict[str, Term]] | None:
    """An outer derivative that losses have a rule of their own for."""
    body = here.body
    powers = {"n": body.args[1]} if type(body) is App and body.op is ops.POW else None
    for name, more in (
        ("deriv_log_one_add_exp", {}),
        ("deriv_relu", {}),
        ("deriv_relu_pow", powers),
    ):
        if more is None or any(m.loose for m in more.values()):
            continue
        by = {"x": at, **more}
        claim = put_in(RULES[name].conclusion, by)
        assert type(claim) is App
        if claim.args[0] == here:
            return name, claim.args[1], by
    return None


def rule_of(here: Bind, through: Through = ()) -> tuple[str, Mapping[str, Term]]:
    """The rule for the outermost operator of what is differentiated, and what its variables are bound to."""
    z = fresh(here.name, free_symbols(here.body))
    body = instantiate(here.body, z)
    by_entry = here.op is ops.PARTIAL
    common: dict[str, Term] = {"x": here.over[0]}
    if by_entry:
        common = {"z": here.over[0], "i": App(ops.ROW, here.over[1:])}
    names = PARTIAL_NAMES if by_entry else DIFF_NAMES

    def fn(t: Term) -> Term:
        return function(z, t)

    if not mentions(body, z):
        return names["const"], {**common, "c": body}
    if type(body) is Bind:
        return _binder(body, z, common, names)
    if type(body) is not App:
        if by_entry or body != z:
            raise NoRule
        return "deriv_id", common
    if by_entry and body.op is ops.INDEX and body.args[0] == z:
        return _entry(body, here.over[0], here.over[1:])
    constant = [not mentions(a, z) for a in body.args]
    if body.op in ONE_CONSTANT and any(constant):
        name = names.get(ONE_CONSTANT[body.op][constant[0]], "")
        a, b = body.args if constant[0] else body.args[::-1]
        if name:
            return name, {**common, "c": a, "u": fn(b)}
    if body.op is ops.NEG:
        return names["neg"], {**common, "u": fn(body.args[0])}
    if by_entry and through and type(here.over[0]) is Sym:
        entry = inner_entry(body, z, with_variable(through, here.over[0], z))
        if entry is not None and entry[1] != body:
            t = fresh("t", free_symbols(body))
            f, g = function(t, put(body, entry[1], t)), fn(entry[1])
            return names["chain"], {**common, "f": f, "g": g}
    if body.op in BOTH_DEPEND and (body.op is not ops.DIV or not constant[1]):
        two = {"u": fn(body.args[0]), "v": fn(body.args[1])}
        return names[BOTH_DEPEND[body.op]], {**common, **two}
    if by_entry:
        alone = own_entry(body, z, here.over)
        if alone is not None:
            return "partial_own_entry", alone
    return _chain_rule(body, z, common, names["chain"])


def _entry(body: App, family: Term, index: tuple[Term, ...]) -> tuple[str, Mapping[str, Term]]:
    at = body.args[1:]
    if len(at) == len(index) == 1:
        return "partial_entry", {"z": family, "k": at[0], "i": index[0]}
    if len(at) == len(index) == 2:
        return "partial_entry_matrix", {
            "z": family,
            "k": at[0],
            "m": at[1],
            "i": index[0],
            "j": index[1],
        }
    raise NoRule


def _binder(
    body: Bind, z: Sym, common: dict[str, Term], names: Mapping[str, str]
) -> tuple[str, Mapping[str, Term]]:
    if body.op not in (ops.SUM, ops.PRODUCT) or any(mentions(o, z) for o in body.over):
        raise NoRule
    k = fresh(body.name, free_symbols(body) | {z})
    inner = function(k, function(z, instantiate(body.body, k)))
    name = names["sum" if body.op is ops.SUM else "product"]
    return name, {**common, "u": inner, "a": body.over[0], "b": body.over[1]}


def _chain_rule(
    body: App, z: Sym, common: dict[str, Term], name: str
) -> tuple[str, Mapping[str, Term]]:
    """f(g(z)) with the one argument that holds the family as g."""
    if body.op is ops.LOG and _log_one_add_exp(body) is not None:
        t = fresh("t", free_symbols(body))
        g = _log_one_add_exp(body)
        assert g is not None
        return name, {
            **common,
            "f": function(t, log(1 + exp(t))),
            "g": function(z, g),
        }
    t = fresh("t", free_symbols(body))
    g = relu_power(body)
    if g is None:
        g = _inner(body, z)
    if g is None:
        raise NoRule
    outer = put(body, g, t)
    if derivative(outer, t) is None:
        raise NoRule
    return name, {**common, "f": function(t, outer), "g": function(z, g)}


def _inner(body: App, z: Sym) -> Term | None:
    """The inner function: the argument that depends on z, or what all that does is made of."""
    inside = [a for a in body.args if mentions(a, z)]
    if len(inside) == 1:
        return inside[0]
    parts = {s for _, s in subterms(body) if not s.loose and s != z and mentions(s, z)} - {body}
    t = fresh("t", free_symbols(body))
    for g in sorted(parts, key=lambda p: (-size(p), str(p))):
        if not mentions(put(body, g, t), z):
            return g
    return None


def _log_one_add_exp(t: App) -> Term | None:
    """u of log(1 + e^u)."""
    inner = t.args[0]
    if type(inner) is App and inner.op is ops.ADD and inner.args[0] == ONE:
        e = inner.args[1]
        if type(e) is App and e.op is ops.EXP:
            return e.args[0]
    return None

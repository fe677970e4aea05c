"""Sums after differentiating: split term by term, deltas contracted, factors without the index taken out."""

from __future__ import annotations

from tuidao.derive.family.final import final, pull_out
from tuidao.derive.family.walk import find, mapped
from tuidao.derive.simplify import summands, tidy
from tuidao.derive.writing import Powers, build_product
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, function, total
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
    subterms,
)
from tuidao.proof import Chain
from tuidao.rules import RULES

_MOST = 30


def contract(chain: Chain) -> None:
    """Work on the innermost sums of `chain.now` until none holds a delta of its own index."""
    _equal_indices(chain)
    for _ in range(_MOST):
        paths = _sums_with_delta(chain.now, ())
        if not paths or not _contract_all(chain, paths):
            break
    _equal_indices(chain)
    _different_indices(chain)
    chain.step(RULES["simplify"], but_one_first(final(chain.now)))


def _different_indices(chain: Chain) -> None:
    """δ_ij = 0 where i ≠ j is given."""
    for fact in chain.given:
        if type(fact) is not App or fact.op is not ops.NE:
            continue
        i, j = fact.args
        for d in ((i, j), (j, i)):
            path = find_term(chain.now, App(ops.KRONECKER, d), ())
            while path is not None:
                by = dict(zip("ij", d, strict=True))
                chain.step(RULES["delta_of_ne"], replace_at(chain.now, path, ZERO), by, path)
                path = find_term(chain.now, App(ops.KRONECKER, d), ())


def find_term(t: Term, wanted: Term, path: Path) -> Path | None:
    """The first place at which `wanted` stands."""
    return find(t, path, lambda part: part == wanted)


def _equal_indices(chain: Chain) -> None:
    """δ_ii = 1."""
    for _ in range(_MOST):
        path = find(chain.now, (), _is_self_delta)
        if path is None:
            return
        here, _ = focus(chain.now, path)
        assert type(here) is App
        chain.step(RULES["delta_self"], replace_at(chain.now, path, ONE), {"i": here.args[0]}, path)


def _is_self_delta(t: Term) -> bool:
    return type(t) is App and t.op is ops.KRONECKER and t.args[0] == t.args[1]


def _sums_with_delta(t: Term, path: Path) -> list[Path]:
    """The innermost sums that hold a delta of their own index."""
    inner = [p for k, c in enumerate(children(t)) for p in _sums_with_delta(c, (*path, k))]
    if not inner and type(t) is Bind and t.op is ops.SUM and _has_delta(but_one(t.body)[1], 0):
        return [path]
    return inner


def but_one(body: Term) -> tuple[Term | None, Term]:
    """The factor 1 − δ_ki in front of the terms of a sum over all k but i, and the rest; None where there is none."""
    if type(body) is App and body.op is ops.MUL and _is_but_one(body.args[0]):
        return body.args[0], body.args[1]
    return None, body


def _is_but_one(t: Term) -> bool:
    return (
        type(t) is App
        and t.op is ops.SUB
        and t.args[0] == ONE
        and type(t.args[1]) is App
        and t.args[1].op is ops.KRONECKER
    )


def but_one_first(t: Term) -> Term:
    """`t` with the factor 1 − δ_ki in front of the terms of its sums."""
    return mapped(t, _but_one_first)


def _but_one_first(t: Term) -> Term:
    if not (type(t) is Bind and t.op is ops.SUM):
        return t
    factors = _factors(t.body)
    front = [f for f in factors if _is_but_one(f) and Sym("", 0) in children(children(f)[1])]
    rest = [f for f in factors if f not in front]
    if len(front) != 1 or not rest:
        return t
    whole = rest[0]
    for f in rest[1:]:
        whole = whole * f
    return Bind(t.op, t.name, front[0] * whole, t.over)


def _factors(t: Term) -> list[Term]:
    if type(t) is App and t.op is ops.MUL:
        return _factors(t.args[0]) + _factors(t.args[1])
    return [t]


def _has_delta(t: Term, depth: int) -> bool:
    """Does `t` hold a delta one of whose indices is the bound variable `depth` binders out?"""
    if type(t) is App and t.op is ops.KRONECKER:
        return any(type(a) is Sym and a.index == depth for a in t.args)
    if type(t) is Bind:
        return _has_delta(t.body, depth + 1) or any(_has_delta(o, depth) for o in t.over)
    return any(_has_delta(c, depth) for c in children(t))


def _contract_all(chain: Chain, paths: list[Path]) -> bool:
    """The sums at these places split so that each delta stands alone in a sum, and those sums contracted."""
    split, inner = Chain(chain.now, chain.given), []
    for path in paths:
        found = _split_at(split, path)
        if found is None:
            return False
        inner += found
    _line(chain, split)
    work = Chain(chain.now, chain.given)
    for at, name, by, value in inner:
        work.step(RULES[name], replace_at(work.now, at, value), by, at)
    _line(chain, work)
    return True


def _line(chain: Chain, steps: Chain) -> None:
    """Several steps of one kind as one line."""
    if len(steps.steps) > 1:
        chain.step(steps.steps[0].rule, steps.now, steps=tuple(steps.steps))
    elif steps.steps:
        chain.steps += steps.steps
        chain.now = steps.now


def _split_at(chain: Chain, path: Path) -> list[tuple[Path, str, dict[str, Term], Term]] | None:
    """One sum: its body multiplied out and split; what is then to be done with the sums that hold a delta."""
    here, _ = focus(chain.now, path)
    assert type(here) is Bind
    k = fresh(here.name, free_symbols(here))
    a, b = here.over
    bare: list[Term] = []
    contracted: list[tuple[Term, Term]] = []
    apart, body = but_one(instantiate(here.body, k))
    if _inner_delta(body, k):
        body = pull_out(body)
    for row in expanded(body):
        found = _delta_factor(row, k)
        if found is not None and apart is not None:
            if apart == ONE - App(ops.KRONECKER, (k, found[1])):
                continue  # δ_ki(1 − δ_ki) = 0
            found = (apart * found[0], found[1])
        if found is None:
            bare.append(row)
        else:
            contracted.append(found)
    if not contracted and apart is None:
        return None
    parts: list[Term] = [total(_times_delta(f, k, i), k, a, b) for f, i in contracted]
    if bare:
        rest = bare[0]
        for r in bare[1:]:
            rest = rest + r
        parts.append(_others(apart, rest, k, a, b))
    whole: Term = parts[0] if parts else ZERO
    for p in parts[1:]:
        negative = type(p) is App and p.op is ops.NEG
        whole = whole - p.args[0] if negative and isinstance(p, App) else whole + p
    chain.step(RULES["sum_split"], replace_at(chain.now, path, whole), path=path)
    out: list[tuple[Path, str, dict[str, Term], Term]] = []
    for n, (f, i) in enumerate(contracted):
        by: dict[str, Term] = {"i": i, "a": a, "b": b}
        name = "sum_delta"
        if f != ONE:
            name, by = "sum_mul_delta", {"f": function(k, f), **by}
        out.append(
            (
                (*path, *_part_path(n, len(parts))),
                name,
                by,
                instantiate(function(k, f).body, i),
            )
        )
    return out


def _others(apart: Term | None, rest: Term, k: Sym, a: Term, b: Term) -> Term:
    """The sum of the rows without a delta, what does not depend on the index in front."""
    if apart is None:
        return pull_out(total(rest, k, a, b))
    whole: Term = ZERO
    for c, powers in summands(tidy(rest)):
        front = {x: e for x, e in powers.items() if not _speaks(x, e, k)}
        inside = {x: e for x, e in powers.items() if x not in front}
        term = total(apart * build_product(ONE.value, dict(inside)), k, a, b)
        part = term if not front and c == 1 else build_product(c, dict(front)) * term
        whole = part if whole == ZERO else whole + part
    return whole


def _speaks(base: Term, power: object, k: Sym) -> bool:
    return mentions(base, k) or isinstance(power, Term) and mentions(power, k)


def _inner_delta(t: Term, k: Sym) -> bool:
    """Does a delta of k stand under a further binder?"""
    if type(t) is Bind:
        return any(
            type(s) is App and s.op is ops.KRONECKER and k in s.args for _, s in subterms(t.body)
        )
    return any(_inner_delta(c, k) for c in children(t))


def _times_delta(f: Term, k: Sym, i: Term) -> Term:
    d = App(ops.KRONECKER, (k, i))
    return d if f == ONE else f * d


def _part_path(n: int, count: int) -> Path:
    """The path of the n-th of `count` terms added from the left."""
    if count == 1:
        return ()
    ups = count - 1 - n
    return (0,) * (count - 1) if n == 0 else (0,) * ups + (1,)


def expanded(t: Term) -> list[Term]:
    """The summands of `t` with products of sums multiplied out where a delta is inside."""
    out: list[Term] = []
    for c, powers in summands(tidy(t)):
        base = next(
            (x for x, e in powers.items() if e == 1 and _is_sum(x) and _mentions_delta(x)), None
        )
        if base is None:
            out.append(build_product(c, dict(powers)))
            continue
        rest: Powers = {x: e for x, e in powers.items() if x != base}
        for d, more in summands(base):
            out += expanded(build_product(c, dict(rest)) * build_product(d, dict(more)))
    return out


def _is_sum(t: Term) -> bool:
    return type(t) is App and t.op in (ops.ADD, ops.SUB)


def _mentions_delta(t: Term) -> bool:
    return (type(t) is App and t.op is ops.KRONECKER) or any(
        _mentions_delta(c) for c in children(t)
    )


def _delta_factor(row: Term, k: Sym) -> tuple[Term, Term] | None:
    """(f, i) where the row is f·δ(k, i) with i free of k; the delta may also be written δ(i, k)."""
    for c, powers in summands(row):
        for base, e in powers.items():
            if type(base) is App and base.op is ops.KRONECKER and k in base.args:
                i = base.args[1] if base.args[0] == k else base.args[0]
                if not mentions(i, k) and isinstance(e, int) and e > 0:
                    rest = {x: p for x, p in powers.items() if x != base}
                    return build_product(c, dict(rest)), i
    return None

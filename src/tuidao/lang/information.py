"""Entropies of distributions that are written out: what they mean in logarithms, and what makes a distribution."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from tuidao.lang import op as ops
from tuidao.lang.ball import truth
from tuidao.lang.build import ONE, ZERO, apply, e, eq, ge, is_op, log, log_base, ne, rational
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, bind, children, free_symbols, rebuild

# How many distributions or tables each takes before the base.
_ARGUMENTS: dict[Op, int] = {
    ops.INFORMATION: 1,
    ops.ENTROPY: 1,
    ops.CROSS_ENTROPY: 2,
    ops.KL: 2,
    ops.JOINT_ENTROPY: 1,
    ops.CONDITIONAL_ENTROPY: 1,
    ops.MUTUAL_INFORMATION: 1,
}


class NotWrittenOut(ValueError):
    """An argument that is no list, or table, of probabilities."""


class Infinite(ValueError):
    """An outcome that is possible under p has probability 0 under q."""


def takes(op: Op) -> int:
    """The number of arguments before the base."""
    return _ARGUMENTS[op]


def base_of(t: App) -> Term:
    """The base of the logarithm: Euler's number where none is given."""
    return t.args[takes(t.op)] if len(t.args) > takes(t.op) else e


def _log(x: Term, base: Term) -> Term:
    return log(x) if base == e else log_base(x, base)


def entries(t: Term) -> tuple[Term, ...]:
    """The probabilities of a distribution that is written out. Raises NotWrittenOut."""
    if is_op(t, ops.TUPLE) and isinstance(t, App) and t.args:
        if any(is_op(a, ops.TUPLE) for a in t.args):
            raise NotWrittenOut
        return t.args
    raise NotWrittenOut


def rows(t: Term) -> tuple[tuple[Term, ...], ...]:
    """The rows of a table of probabilities. Raises NotWrittenOut."""
    if not (is_op(t, ops.TUPLE) and isinstance(t, App) and t.args):
        raise NotWrittenOut
    found = tuple(entries(row) for row in t.args)
    if len({len(r) for r in found}) != 1:
        raise NotWrittenOut
    return found


def added(parts: Sequence[Term]) -> Term:
    """The sum, from the left; 0 for nothing."""
    whole: Term = ZERO
    for k, p in enumerate(parts):
        whole = p if k == 0 else whole + p
    return whole


def total(parts: Sequence[Term]) -> Term:
    """The sum, worked out where it is of numbers."""
    values = [rational(p) for p in parts]
    known = [v for v in values if v is not None]
    return Num(sum(known)) if len(known) == len(values) and known else added(parts)


def _distribution(parts: Sequence[Term]) -> Term:
    return App(ops.TUPLE, tuple(parts))


def marginals(t: Term) -> tuple[Term, Term]:
    """The distributions of x (row sums) and of y (column sums). Raises NotWrittenOut."""
    table = rows(t)
    across = _distribution([total(r) for r in table])
    return across, _distribution([total(c) for c in zip(*table, strict=True)])


def _zero(p: Term) -> bool:
    return rational(p) == 0


def meaning(t: App) -> Term:
    """What it means: in logarithms, or (for tables) in entropies. Raises NotWrittenOut, Infinite."""
    if t.op is ops.CONVERT:
        x, old, new = t.args
        return x * log(old) / log(new)
    if not takes(t.op) <= len(t.args) <= takes(t.op) + 1:
        raise NotWrittenOut
    base = base_of(t)
    more = t.args[takes(t.op) :]
    first = t.args[0]
    match t.op:
        case ops.INFORMATION:
            return -_log(first, base)
        case ops.ENTROPY:
            if type(first) is Sym:
                return -_family(lambda k: first[k] * _log(first[k], base), t)
            parts = [p * _log(p, base) for p in entries(first) if not _zero(p)]
            return -added(parts)
        case ops.CROSS_ENTROPY | ops.KL:
            return _of_two(t, base)
        case ops.JOINT_ENTROPY:
            flat = _distribution([p for r in rows(first) for p in r])
            return App(ops.ENTROPY, (flat, *more))
        case ops.CONDITIONAL_ENTROPY:
            across, _ = marginals(first)
            return App(ops.JOINT_ENTROPY, (first, *more)) - App(ops.ENTROPY, (across, *more))
        case ops.MUTUAL_INFORMATION:
            across, down = (App(ops.ENTROPY, (m, *more)) for m in marginals(first))
            return across + down - App(ops.JOINT_ENTROPY, (first, *more))
    raise NotWrittenOut


def _of_two(t: App, base: Term) -> Term:
    p, q = t.args[:2]
    crossed = t.op is ops.CROSS_ENTROPY
    if type(p) is Sym and type(q) is Sym:
        if crossed:
            return -_family(lambda k: p[k] * _log(q[k], base), t)
        return _family(lambda k: p[k] * _log(p[k] / q[k], base), t)
    ps, qs = entries(p), entries(q)
    if len(ps) != len(qs):
        raise NotWrittenOut
    pairs = [(a, b) for a, b in zip(ps, qs, strict=True) if not _zero(a)]
    if any(_zero(b) for _, b in pairs):
        raise Infinite
    if crossed:
        return -added([a * _log(b, base) for a, b in pairs])
    return added([a * _log(a / b, base) for a, b in pairs])


def of_outcome(t: App, p: Term, q: Term) -> Term:
    """What one outcome of probability p, under the other distribution q, adds to an entropy (with its sign)."""
    base = base_of(t)
    match t.op:
        case ops.ENTROPY:
            return -(p * _log(p, base))
        case ops.CROSS_ENTROPY:
            return -(p * _log(q, base))
    return p * _log(p / q, base)


def _family(term: Callable[[Sym], Term], t: App) -> Term:
    """Σ over all outcomes of a distribution that is only named."""
    k = next(Sym(n) for n in ("k", "l", "r", "j") if Sym(n) not in free_symbols(t))
    return bind(ops.SUM_ALL, k, term(k))


def conditions(t: App) -> tuple[Term, ...]:
    """What makes the arguments probabilities: none is negative, they sum to 1; and the base is one."""
    if t.op is ops.CONVERT:
        return tuple(c for b in t.args[1:] for c in _of_base(b))
    found: list[Term] = []
    try:
        for d in t.args[: takes(t.op)]:
            if t.op is ops.INFORMATION or type(d) is Sym:
                continue
            table = t.op in (ops.JOINT_ENTROPY, ops.CONDITIONAL_ENTROPY, ops.MUTUAL_INFORMATION)
            parts = [p for r in rows(d) for p in r] if table else list(entries(d))
            found += [ge(p, 0) for p in parts]
            found.append(eq(total(parts), ONE))
    except NotWrittenOut:
        return ()
    base = base_of(t)
    return (*found, *(() if base == e else _of_base(base)))


def _of_base(base: Term) -> tuple[Term, ...]:
    return (apply(ops.GT, base, 0), ne(base, 1))


def in_logarithms(t: Term) -> Term:
    """Every quantity of probabilities that are given in numbers, in logarithms; all else as it stands."""
    if isinstance(t, App) and t.op in ops.INFORMATION_OPS:
        claims = conditions(t)
        if t.op is not ops.CONVERT and _in_numbers(t) and all(truth(c, {}) is True for c in claims):
            try:
                return in_logarithms(meaning(t))
            except (Infinite, NotWrittenOut):
                return t
    parts = children(t)
    return rebuild(t, tuple(map(in_logarithms, parts))) if parts else t


def _in_numbers(t: App) -> bool:
    """Are its arguments numbers, without letters?"""
    return not free_symbols(t) and not t.loose

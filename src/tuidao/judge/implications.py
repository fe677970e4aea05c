"""A ⇒ B and A ⇔ B between equations and inequalities: refuted by a witness, proved by sets of solutions."""

from __future__ import annotations

import time
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction
from itertools import product

from flint import arb

from tuidao.check.at_a_point import holds_at
from tuidao.check.pieces_of_line import Stretch, same_end, stretches
from tuidao.judge.inference import follows
from tuidao.lang import op as ops
from tuidao.lang.ball import Statement
from tuidao.lang.ball_real import allowance
from tuidao.lang.build import all_of, any_of, eq, ge, is_op, minus_oo, ne, oo
from tuidao.lang.domain import conditions
from tuidao.lang.term import App, Num, Sym, Term, bind, free_symbols, size
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

SAME_SET = Text("the first has no solution that the second does not have", "前者的解都是后者的解")
SAME_SETS = Text("both have the same solutions", "两者的解完全相同")
FOLLOWS = Text("the second follows from the first", "由前者可以推出后者")
EACH_FOLLOWS = Text("each follows from the other", "两者可以互相推出")
FAILS = Text(
    "at the values shown the first holds and the second does not",
    "在所示取值处，前者成立而后者不成立",
)
FAILS_BACK = Text(
    "at the values shown the second holds and the first does not",
    "在所示取值处，后者成立而前者不成立",
)
ONLY_WHERE = Text("{reason}; true where {condition}", "{reason}；当 {condition} 时成立")
UNDECIDED = Text(
    "whether the one follows from the other was not decided", "未能判定能否由其一推出另一个"
)
_CONNECTIVES = (ops.AND, ops.OR, ops.NOT, ops.TRUE, ops.FALSE)
_SETS = (
    *(ops.INTERVAL, ops.INTERVAL_OPEN, ops.INTERVAL_LOPEN, ops.INTERVAL_ROPEN, ops.FINITE_SET),
    *(ops.UNION, ops.EMPTY_SET, ops.REALS),
)
_PLACEHOLDERS = (ops.CALL, ops.INDEX, ops.UNDEFINED, ops.OO, ops.ZOO)
_WHOLE = tuple(Fraction(k) for k in (1, 2, 3, 4))
_VALUES = tuple(Fraction(k, 2) for k in (0, 2, -2, 4, -4, 1, 6, -6))
_COUNTED = frozenset(("n", "m", "k", "i", "j", "N", "K"))  # names that stand for whole numbers
_WORK, _SECONDS = 60_000, 1.0  # of ball evaluation; of processor time, until nothing new is begun
_MOST_SYMBOLS, _MOST_NODES, _MOST_LISTED = 3, 80, 4


def elementary(claim: Term) -> bool:
    """Is the claim made of equations and inequalities between elementary expressions?"""
    if type(claim) is not App:
        return False
    if claim.op in _CONNECTIVES:
        return all(elementary(c) for c in claim.args)
    if claim.op is ops.IN:
        return _plain(claim.args[0]) and _is_set(claim.args[1])
    return claim.op in ops.RELATIONS and all(_plain(s) for s in claim.args)


def _plain(t: Term) -> bool:
    if isinstance(t, Num | Sym):
        return True
    return (
        type(t) is App
        and t.op.sort is ops.Sort.REAL
        and t.op not in _PLACEHOLDERS
        and all(_plain(a) for a in t.args)
    )


def _is_set(t: Term) -> bool:
    if type(t) is not App or t.op not in _SETS:
        return False
    inside = _is_set if t.op is ops.UNION else _end
    return all(inside(a) for a in t.args)


def _end(t: Term) -> bool:
    return t in (oo, minus_oo) or _plain(t)


def decide(first: Term, second: Term, both: bool, given: tuple[Term, ...] = ()) -> Verdict | None:
    """The verdict on first ⇒ second (`both`: ⇔) for all real values that meet what is given.

    None where the two are not made of elementary equations and inequalities, or are too large. A refutation shows
    values at which the one certainly holds and the other certainly fails; a proof rests on the sets of solutions, each
    of them checked, or on the second being proved with the first as a premise.
    """
    claims = (first, second, *given)
    symbols = sorted(set().union(*map(free_symbols, claims)), key=lambda s: s.name)
    if not all(map(elementary, claims)) or sum(map(size, claims)) > _MOST_NODES:
        return None
    if not 0 < len(symbols) <= _MOST_SYMBOLS:
        return None
    if any(s.name in _COUNTED for s in free_symbols(first) ^ free_symbols(second)):
        return None  # x = kπ for some k
    stop = time.process_time() + _SECONDS
    with allowance(_WORK, _SECONDS):
        found = _refuted(first, second, both, given, symbols)
        if found is None:
            found = _proved(first, second, both, given)
            return Verdict(Status.OPEN, UNDECIDED) if found is None else found
        return _with_help(found, first, second, both, given, symbols, stop)


def _with_help(
    found: Verdict,
    first: Term,
    second: Term,
    both: bool,
    given: tuple[Term, ...],
    symbols: list[Sym],
    stop: float,
) -> Verdict:
    """A refutation with a condition on one letter that saves the claim, and the version that is true as it stands."""
    suggestion = _true_version(first, both, given, symbols)
    for s in symbols:
        for c in (ge(s, 0), ne(s, 0)):
            if time.process_time() > stop:
                return replace(found, suggestion=suggestion)
            if c in given or _refuted(first, second, both, (*given, c), symbols):
                continue
            saved = _proved(first, second, both, (*given, c))
            if saved is not None:
                reason = ONLY_WHERE.format(reason=found.reason, condition=c)
                return replace(found, reason=reason, missing=(c,), suggestion=suggestion)
    return replace(found, suggestion=suggestion)


# ---------------------------------------------------------------- refuting


def _refuted(
    first: Term, second: Term, both: bool, given: tuple[Term, ...], symbols: list[Sym]
) -> Verdict | None:
    ways: list[tuple[Term, Term, Text, tuple[str | None, str | None]]]
    ways = [(first, second, FAILS, ("true", "false"))]
    if both:
        ways.append((second, first, FAILS_BACK, ("false", "true")))
    for holds, fails, reason, told in ways:
        premise = all_of(*given, holds)
        at = _on_a_grid(premise, fails, symbols)
        if at is None and len(symbols) == 1:
            at = _among_solutions(premise, fails, symbols[0])
            if at is None and holds is second:
                at = _no_value_at(premise, fails, symbols[0])
                told = (None, told[1]) if at is not None else told
        if at is not None:
            return Verdict(Status.REFUTED, reason, Witness(at, *told))
    return None


def _on_a_grid(premise: Term, claim: Term, symbols: list[Sym]) -> dict[str, Term] | None:
    """Small numbers at which the premise certainly holds and the claim certainly fails; the plainest first."""
    holds, fails = Statement(premise, tuple(symbols)), Statement(claim, tuple(symbols))
    values = [_WHOLE if s.name in _COUNTED else _VALUES for s in symbols]
    places = product(*(range(len(v)) for v in values))
    for place in sorted(places, key=sum):
        point = [v[k] for v, k in zip(values, place, strict=True)]
        balls = [arb(v.numerator) / v.denominator for v in point]
        if holds(balls) is True and fails(balls) is False:
            return {s.name: Num(v) for s, v in zip(symbols, point, strict=True)}
    return None


def _among_solutions(premise: Term, claim: Term, x: Sym) -> dict[str, Term] | None:
    """A solution of the premise at which the claim certainly fails, its sides having values there."""
    found = _solutions(premise, x)
    parts = None if found is None else stretches(found[0])
    wanted = all_of(*conditions(claim)) if conditions(claim) else None
    for p in _points(parts or []):
        if wanted is not None and holds_at(wanted, x, p) is not True:
            continue
        if holds_at(premise, x, p) is True and holds_at(claim, x, p) is False:
            return {x.name: p}
    return None


def _no_value_at(premise: Term, claim: Term, x: Sym) -> dict[str, Term] | None:
    """One of a few solutions listed at which the equation solved has no value: it solves only what was made of it."""
    found = _solutions(premise, x) if is_op(claim, ops.EQ) else None
    parts = None if found is None else stretches(found[0])
    if parts is None or any(p.left != p.right for p in parts):
        return None
    wanted = all_of(*conditions(claim))
    for p in _points(parts):
        if holds_at(premise, x, p) is True and holds_at(wanted, x, p) is False:
            return {x.name: p}
    return None


def _points(parts: list[Stretch]) -> Iterator[Term]:
    """Points of each piece: its ends, where they belong, and some inside."""
    for p in parts:
        if p.closed_left:
            yield p.left
        if p.closed_right and p.right != p.left:
            yield p.right
        if p.left == p.right:
            continue
        if p.left != minus_oo and p.right != oo:
            yield from (p.left + (p.right - p.left) * k / 4 for k in (1, 2, 3))
        elif p.left != minus_oo:
            yield from (p.left + k for k in (1, 10, 100))
        else:
            end = Num(0) if p.right == oo else p.right
            yield from (end - k for k in (1, 10, 100))


# ---------------------------------------------------------------- proving


def _proved(first: Term, second: Term, both: bool, given: tuple[Term, ...]) -> Verdict | None:
    """PROVED, by the sets of solutions of one unknown, or by taking the one as a premise of the other."""
    symbols = free_symbols(first) | free_symbols(second) | set().union(*map(free_symbols, given))
    if len(symbols) == 1:
        x = next(iter(symbols))
        a = _solutions(all_of(*given, first), x)
        if a is not None:
            other = all_of(*given, second) if both else all_of(*given, first, second)
            b = _solutions(other, x)
            if b is not None and _same_sets(a, b):
                return Verdict(Status.PROVED, SAME_SETS if both else SAME_SET)
    there = _follows(second, (*given, *_parts(first)))
    if there is None:
        return None
    if not both:
        return Verdict(Status.PROVED, FOLLOWS, missing=there)
    back = _follows(first, (*given, *_parts(second)))
    if back is None:
        return None
    return Verdict(Status.PROVED, EACH_FOLLOWS, missing=tuple(dict.fromkeys((*there, *back))))


def _parts(claim: Term) -> tuple[Term, ...]:
    return claim.args if type(claim) is App and claim.op is ops.AND else (claim,)


def _follows(claim: Term, facts: tuple[Term, ...]) -> tuple[Term, ...] | None:
    """What else the claim needs under the facts; None where it is not proved, or may have no value there."""
    known = [c for f in facts for c in conditions(f)]  # the premise has a value where it holds
    facts = (*facts, *known)
    if any(follows(c, facts) != () for c in conditions(claim)):
        return None
    return follows(claim, facts)


def _solutions(claim: Term, x: Sym) -> tuple[Term, Term | None] | None:
    """The set of solutions, proved to be that, and the period at which it repeats; None where it is not found."""
    from tuidao.judge.solve import solve_term

    solved = solve_term(bind(ops.SOLUTIONS, x, claim))
    if solved.answer is None or solved.verdict.status is not Status.PROVED or solved.conditions:
        return None
    found = solved.derivation.end
    if not (type(found) is App and found.op is ops.TUPLE):
        return found, None
    rest = [t for t in found.args[1:] if not is_op(t, ops.TUPLE)]  # a list cuts the line only
    return found.args[0], rest[0] if rest else None


def _same_sets(a: tuple[Term, Term | None], b: tuple[Term, Term | None]) -> bool:
    if a == b:
        return True
    if a[1] != b[1]:
        return False
    parts = [stretches(t) for t, _ in (a, b)]
    if parts[0] is None or parts[1] is None or len(parts[0]) != len(parts[1]):
        return False
    return all(
        same_end(p.left, q.left)
        and same_end(p.right, q.right)
        and (p.closed_left, p.closed_right) == (q.closed_left, q.closed_right)
        for p, q in zip(parts[0], parts[1], strict=True)
    )


def _true_version(
    first: Term, both: bool, given: tuple[Term, ...], symbols: list[Sym]
) -> Term | None:
    """First ⇒ (⇔) the list of its solutions, where these are few."""
    if len(symbols) != 1:
        return None
    x = symbols[0]
    found = _solutions(all_of(*given, first), x)
    parts = None if found is None or found[1] is not None else stretches(found[0])
    if not parts or len(parts) > _MOST_LISTED:
        return None
    if not both and any(p.left != p.right for p in parts):
        return None  # a premise that says where x lies is no equation to be solved
    listed = any_of(*(_told(p, x) for p in parts))
    return None if listed == first else App(ops.IFF if both else ops.IMPLIES, (first, listed))


def _told(p: Stretch, x: Sym) -> Term:
    """x = a, a < x, x ≤ b, a < x and x ≤ b."""
    if p.left == p.right:
        return eq(x, p.left)
    sides = []
    if p.left != minus_oo:
        sides.append(App(ops.GE if p.closed_left else ops.GT, (x, p.left)))
    if p.right != oo:
        sides.append(App(ops.LE if p.closed_right else ops.LT, (x, p.right)))
    return all_of(*sides)

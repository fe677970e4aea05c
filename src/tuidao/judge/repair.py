"""The nearest true version of a refuted claim: one small edit at a time, each candidate checked."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from itertools import chain
from typing import Any

from tuidao.judge.edits import NAME, edits
from tuidao.judge.integrals import derivative_claim
from tuidao.judge.meaning import has_op, left_behind
from tuidao.lang import op as ops
from tuidao.lang.build import is_op, rational
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, rebuild, size, subterms
from tuidao.proof import Status, Verdict, Witness

_WORK = 30_000  # of ball evaluation, for one claim
_SECONDS = 0.6  # of processor time, for one claim
_MOST_NODES = 120
_MOST_EXAMINED = 16  # versions that hold at the witness and are then examined
_REUSED = 6  # by how much an edit is likelier that makes a part of one side occur on the other
_BOUND = Sym("", 0)
_BITS = 80  # precision at which versions are compared at the witness

_SMALL = 16  # nodes of an integral that is worked out for want of a smaller edit
_SHORT, _SHORT_CLAIM = (
    8,
    40,
)  # nodes of a summand that was forgotten, and of a claim it is looked for in
_WORKED = (ops.DIFF, ops.LIMIT, ops.SUM, ops.INTEGRAL, ops.ANTIDERIVATIVE)

Holds = Callable[[Term, Term], bool]
Worked = Callable[[Term, tuple[Term, ...]], tuple[Term, tuple[Term, ...]] | None]


def nearest(
    left: Term,
    right: Term,
    holds: Holds,
    may_hold: Holds,
    solved: Callable[[], Iterator[tuple[Term, Term]]] | None = None,
) -> tuple[Term, Term] | None:
    """(left, right) after the first small edit, likeliest first, for which `holds`; None where none is found in time.

    `may_hold` is the quick test that rejects most candidates (the sides at the witness). `solved` are versions with
    other numbers, as likely as a wrong name.
    """
    if size(left) + size(right) > _MOST_NODES:
        return None
    stop, examined = time.process_time() + _SECONDS, 0
    versions = _versions(left, right)
    likely = [pair for cost, pair in versions if cost < NAME]
    others = [pair for cost, pair in versions if cost >= NAME]
    for a, b in chain(likely, solved() if solved is not None else (), others):
        if time.process_time() > stop or examined >= _MOST_EXAMINED:
            return None
        if a != b and may_hold(a, b):  # g(x) = g(x) is nothing to suggest
            examined += 1
            if holds(a, b):
                return a, b
    return None


def _versions(left: Term, right: Term) -> list[tuple[int, tuple[Term, Term]]]:
    """The claim after each small edit of a side and its cost, the likeliest first; of equally likely ones the shortest.

    An edit is the likelier the larger the part is that it makes occur on both sides.
    """
    sides = left, right
    names = tuple(sorted(free_symbols(left) | free_symbols(right), key=lambda s: s.name))
    parts = [{_shape(s) for _, s in subterms(side) if type(s) not in (Num, Sym)} for side in sides]
    found = []
    for k in (0, 1):
        wanted = parts[1 - k] - parts[k]
        for order, edit in enumerate(edits(sides[k], names)):
            if edit.term == sides[k]:
                continue
            shared = max((size(m) for m in edit.made if _shape(m) in wanted), default=0)
            cost = edit.cost + (1 - k) - (_REUSED + 3 * min(shared, 8) if shared else 0)
            pair = (edit.term, right) if k == 0 else (left, edit.term)
            found.append((cost, size(edit.term), 1 - k, order, pair))
    found.sort(key=lambda c: c[:4])
    return [(cost, pair) for cost, *_, pair in found]


def _shape(t: Term) -> Term:
    """A term in which it does not matter how deep a bound variable's binder stands."""
    if not t.loose:
        return t
    if type(t) is Sym:
        return _BOUND
    return rebuild(t, tuple([_shape(c) for c in children(t)]))


def with_suggestion(
    op: Op,
    written: tuple[Term, Term],
    given: tuple[Term, ...],
    prepare: Callable[[Term, Term], tuple[Term, ...]] | None,
    refuted: Verdict,
    worked: Worked | None = None,
) -> Verdict:
    """A refuted equality or inequality with the nearest true version beside it, where one is near.

    `written` are its sides; `prepare` puts the definitions in force into them. Where no small edit helps, what one
    side is `worked` out to stands in the place of the other.
    """
    from tuidao.judge.numbers import numbers_solved
    from tuidao.lang.ball_real import allowance

    if op not in (ops.EQ, ops.LE, ops.LT, ops.GE, ops.GT):
        return refuted
    names = [free_symbols(side) for side in written]

    def statement(a: Term, b: Term) -> App:
        if prepare is not None:
            a, b = prepare(a, b)
        slopes = derivative_claim(a, b) if op is ops.EQ else None
        return slopes if slopes is not None else App(op, (a, b))

    def holds(a: Term, b: Term) -> bool:
        from tuidao.check.prove import examine
        from tuidao.judge.honest import on_each_branch

        kept = names[0] if a == written[0] else names[1]
        spoken = free_symbols(a) | free_symbols(b)
        if not kept <= spoken or (any(names) and not spoken):
            return False  # a claim about something, not about what is left of it
        claim = statement(a, b)
        found = on_each_branch(claim, given, examine(claim, given))
        return found.status in (Status.PROVED, Status.TESTED)

    with allowance(_WORK, _SECONDS):
        if op is not ops.EQ:
            sizes = App(ops.ABS, (written[0],)), App(ops.ABS, (written[1],))
            return replace(refuted, suggestion=App(op, sizes)) if holds(*sizes) else refuted
        if worked is not None and left_behind(*written):
            found = _answered(*written, given, worked)
            return refuted if found is None else replace(refuted, suggestion=App(op, found))
        at = _AtWitness(refuted.counterexample, given, statement(*written))
        found = nearest(
            *written,
            holds,
            lambda a, b: at.may_hold(statement(a, b)),
            lambda: (
                numbers_solved(*written, statement, at.values)
                if at.values is not None
                else iter(())
            ),
        )
        as_written = prepare is None or prepare(*written) == written
        if found is None and as_written:
            found = _with_what_is_missing(*written, holds)
            if found is None and worked is not None:
                found = _answered(*written, given, worked)
    return refuted if found is None else replace(refuted, suggestion=App(op, _plainly(found)))


def _plainly(pair: tuple[Term, Term]) -> tuple[Term, Term]:
    """The sides, one that is a plain calculation with numbers worked out."""
    left, right = (Num(v) if (v := rational(side)) is not None else side for side in pair)
    return left, right


def _with_what_is_missing(left: Term, right: Term, holds: Holds) -> tuple[Term, Term] | None:
    """The claim with a short summand added, (a + b)² = a² + b² + 2ab, or with the left side over one denominator."""
    from tuidao.derive.forms import cancel, expand

    if has_op(left, *_WORKED, ops.CALL, ops.INDEX) or size(left) + size(right) > _SHORT_CLAIM:
        return None
    gap = expand(left - right)
    if gap is not None and size(gap) <= _SHORT and free_symbols(gap) and not is_op(gap, ops.DIV):
        version = left, right + gap
        return version if holds(*version) else None
    whole = cancel(left) if has_op(left, ops.DIV) else None
    if whole is None or whole == left or size(whole) > 2 * _SHORT or not holds(left, whole):
        return None
    return left, whole


def _answered(
    left: Term, right: Term, given: tuple[Term, ...], worked: Worked
) -> tuple[Term, Term] | None:
    """The claim with what its left side is worked out to on the right; None where that takes long or is no answer."""
    most = _SMALL if has_op(left, ops.INTEGRAL, ops.ANTIDERIVATIVE) else _MOST_NODES
    if not has_op(left, *_WORKED) or size(left) > most:
        return None
    found = worked(left, given)
    if (
        found is None
        or (not has_op(left, ops.SUM) and any(not is_op(m, *ops.RELATIONS) for m in found[1]))
        or has_op(found[0], *_WORKED)
        or size(found[0]) > _MOST_NODES
    ):
        return None
    return left, found[0]


class _AtWitness:
    """The sides of versions at the witness of a refutation, each side computed once; those refuted are told there."""

    def __init__(self, witness: Witness | None, given: tuple[Term, ...], refuted: App) -> None:
        self.values = None if witness is None else entries_of(witness.values, given)
        self.indices = [
            int(v.value)
            for v in (witness.values.values() if witness else ())
            if isinstance(v, Num) and v.value.denominator == 1 and v.value < 20
        ]
        told = (witness.left, witness.right) if witness is not None else (None, None)
        self.known: dict[Term, Any] = {
            side: _near(words)
            for side, words in zip(refuted.args, told, strict=True)
            if words is not None and "o" not in words
        }

    def may_hold(self, claim: App) -> bool:
        """False where the two sides certainly differ at the witness."""
        from flint import arb

        if self.values is None:
            return True
        left, right = (self._value(side) for side in claim.args)
        return not (isinstance(left, arb) and isinstance(right, arb)) or bool(left.overlaps(right))

    def _value(self, t: Term) -> Any:
        from tuidao.lang.ball import evaluate
        from tuidao.lang.ball_real import MODE

        if t not in self.known:
            before, MODE.index_set = MODE.index_set, max(3, *self.indices, 3)
            try:
                self.known[t] = evaluate(t, self.values or {}, _BITS)
            finally:
                MODE.index_set = before
        return self.known[t]


def _near(words: str) -> Any:
    """A ball around a number that is told to fifteen digits."""
    from flint import arb

    middle = arb(words)
    return middle + (1 + abs(middle)) * arb(0, 1e-13)


def values_of(values: Mapping[str, Term]) -> Mapping[Any, Any] | None:
    """A witness's values as balls; None where one is no number."""
    from flint import arb

    from tuidao.lang.ball import evaluate

    found: dict[Any, Any] = {}
    for name, value in values.items():
        ball = evaluate(value, {})
        if not isinstance(ball, arb) or "[" in name:
            return None
        found[Sym(name)] = ball
    return found


def entries_of(values: Mapping[str, Term], given: tuple[Term, ...]) -> Mapping[Any, Any] | None:
    """A witness's values as balls, those of families by their entries; None where one is no number.

    An entry that the witness does not name is some other number: None where something is given of the family, which
    that number need not satisfy.
    """
    plain = values_of({name: v for name, v in values.items() if "[" not in name})
    if plain is None:
        return None
    families: dict[str, dict[str, Term]] = {}
    for name, value in values.items():
        if "[" in name:
            families.setdefault(name.partition("[")[0], {})[name] = value
    if any(Sym(f) in free_symbols(g) for f in families for g in given):
        return None
    return {**plain, **{Sym(f): _entries(f, entries) for f, entries in families.items()}}


def _entries(name: str, known: Mapping[str, Term]) -> Callable[..., Any]:
    from flint import arb

    from tuidao.lang.ball import evaluate

    def entry(*index: int) -> Any:
        key = f"{name}[{', '.join(map(str, index))}]"
        if key in known:
            return evaluate(known[key], {})
        return arb(sum((k + 2) * v for k, v in enumerate(index)) * 37 % 101 + 20) / 64

    return entry

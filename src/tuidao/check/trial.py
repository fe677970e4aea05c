"""One relation tried at exact points: what each point says is counted until the matter is settled."""

from __future__ import annotations

import time
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from fractions import Fraction
from itertools import chain
from typing import Any

from flint import arb

from tuidao.check import unfold
from tuidao.check.entries import FLAT, Entries, Rule, Test, rules, test_of
from tuidao.check.fitting import fitted
from tuidao.check.normal import same
from tuidao.check.outside import signs, unexplained, unmet
from tuidao.check.plain_witness import fewest, plainest
from tuidao.check.powers import bases
from tuidao.check.reasons import (
    CONSTANT,
    DEPENDS,
    FEW,
    MEET,
    NO_VALUE_THERE,
    NOT_SETTLED,
    REFUTED,
    SETTLES,
    TESTED,
)
from tuidao.check.sample import coincidences, kinds, points
from tuidao.check.seam_points import seam_points
from tuidao.check.touching import STRICT, meeting
from tuidao.check.witness import Outcome, Seen, Sides, judge, proves, witness
from tuidao.check.worst import worst_points
from tuidao.lang import op as ops
from tuidao.lang.ball import exact_ball
from tuidao.lang.ball_real import MODE
from tuidao.lang.ball_truth import infinity
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, substitute
from tuidao.proof import Status, Verdict

WANTED = 14  # points that count, after which trying stops
ENOUGH = 12
MOST_POINTS = 120
SECONDS = 1.0
_MOST_INDICES = 20
_PROOFS = 3  # points at which a limit is settled for certain
_SECONDS_UNCLEAR = 0.4  # spent on points that could not be decided


@dataclass(slots=True)
class Trial:
    """One relation, tried at points."""

    op: Op
    left: Term
    right: Term
    given: tuple[Term, ...]
    refutable: bool = True
    functions: dict[str, Term] = field(default_factory=dict)
    symbols: tuple[Sym, ...] = ()
    exact_tries: int = 4
    sharp_tries: int = 3
    rules: dict[Sym, Rule] = field(default_factory=dict)
    held: int = 0
    doubtful: int = 0
    settled_elsewhere: list[tuple[list[Any], Seen]] = field(default_factory=list)
    unclear: float = 0.0
    unsure: list[list[Any]] = field(default_factory=list)
    one_sided: list[tuple[tuple[Any, ...], Seen]] = field(default_factory=list)

    def verdict(self) -> Verdict:
        """Run the trial."""
        try:
            return self._verdict()
        finally:
            MODE.index_set = 0

    def _verdict(self) -> Verdict:
        claim = App(self.op, (self.left, self.right))
        families = unfold.families(App(ops.AND, (claim, *self.given)))
        free, facts = free_symbols(claim), []
        for g in self.given:
            mine = free_symbols(g)
            if mine & free or not mine:
                facts.append(g)
                free |= mine
        self.symbols = tuple(sorted(free, key=lambda s: s.name))
        numbers = tuple(s for s in self.symbols if s not in families)
        ends = (infinity(self.left), infinity(self.right))
        sides = Sides(self.op, self.left, self.right, self.symbols)
        self.rules, facts = rules(facts, claim)
        tests = [test_of(g, self.symbols) for g in facts]
        if not numbers and not families:
            return self._constant(sides, tests, ends)
        kind = kinds(numbers, (claim,), facts)
        wanted = max(WANTED, 2 * len(coincidences(numbers, kind)))
        stop = time.process_time() + SECONDS
        tried, met, aside = set(), False, free - free_symbols(claim)
        nearest = worst_points(self.op, self.left, self.right, numbers, kind)
        first = () if families else tuple(nearest)
        first = (*first, *seam_points(claim, facts, numbers, kind))
        every = enumerate(chain(first, points(numbers, kind, MOST_POINTS)))
        few = points(numbers, kind, len(FLAT)) if families else ()
        flat = list(zip(FLAT, few, strict=False))
        wanted += len(first) + len(flat)
        for n, point in chain(flat, every):
            if time.process_time() > stop:
                break
            if point in tried and not families:
                continue
            tried.add(point)
            values = self._values(numbers, point, families, n)
            # Wide enough for every index that the point names, so that all entries spoken of are summed.
            whole = [int(v) for v in point if v.denominator == 1 and v <= _MOST_INDICES]
            MODE.index_set = max([3, *whole])
            fit = fitted(values, self.symbols, kind, tests, aside)
            if fit is None:
                continue
            values, began = fit, time.process_time()
            seen = self._exactly(self._seen(sides.at(values), ends, values), values)
            if seen.outcome is Outcome.HOLDS and self.sharp_tries > 0:
                self.sharp_tries -= 1
                seen = sides.sharply(values, seen)
            if seen.outcome is Outcome.UNCLEAR:
                self.unclear += time.process_time() - began
                if seen.left is None or seen.right is None:
                    self.unsure.append(values)
                elif self.op in STRICT and not (seen.soft or any(seen.infinite)):
                    met = True
                if self.unclear > _SECONDS_UNCLEAR:
                    break
            found = self._take(seen, values, sides, tests, kind)
            if found is not None:
                return found
            if self.held >= wanted or len(self.settled_elsewhere) >= WANTED:
                break
        if self.settled_elsewhere:
            return self._by_evidence(sides, tests, kind, ends)
        if not self.held and self.unsure and not self.one_sided:
            return self._without_value(self.unsure)
        failed = [v for v, seen in self.one_sided if any(seen.infinite)]
        if self.held >= ENOUGH and failed:
            missing = self._rescue(failed, sides, tests, kind, ends)
            if missing:
                return Verdict(Status.TESTED, TESTED, missing=missing)
        if met and self.held >= ENOUGH:
            return Verdict(Status.OPEN, MEET)
        if self.held >= ENOUGH and self.op in STRICT and not families:
            common = meeting(self.op, self.left, self.right, numbers, kind, tests)
            if common is not None:
                return self._where_they_meet(common, sides, tests, kind)
        return self._conclude()

    def _where_they_meet(
        self, point: tuple[Fraction, ...], sides: Sides, tests: list[Test], kind: dict[Sym, Any]
    ) -> Verdict:
        """A strict relation whose sides meet at a point: false where they are shown to be equal there, else open."""
        values, self.exact_tries = list(point), 1
        if all(t([exact_ball(v, 192) for v in values]) is True for t in tests):
            seen = self._exactly(sides.at(values), values)
            if seen.outcome is Outcome.FAILS and not seen.doubtful and self.refutable:
                values, seen = plainest(sides, kind, values, seen, tests)
                return self._refuted(values, seen)
        return Verdict(Status.OPEN, MEET)

    def _by_evidence(
        self, sides: Sides, tests: list[Test], kind: dict[Sym, Any], ends: tuple[int, int]
    ) -> Verdict:
        """Limits that settled elsewhere: at some points, a condition may be missing; false where that is certain."""
        failed = [v for v, _ in self.settled_elsewhere]
        missing = self._rescue(failed, sides, tests, kind, ends) if self.held else ()
        if missing:
            return Verdict(Status.TESTED, TESTED, missing=missing)
        for values, _ in self.settled_elsewhere[:_PROOFS]:
            seen = self._certain_at(values)
            if seen is not None:
                return self._refuted(values, seen)
        return Verdict(Status.OPEN, NOT_SETTLED)

    def _without_value(self, places: list[list[Any]]) -> Verdict:
        """Nothing could be computed: refuted where it is certain at several places that the sides differ."""
        first: Seen | None = None
        for values in places[:_PROOFS] if self.refutable else ():
            seen = self._certain_at(values)
            if seen is None:
                return Verdict(Status.OPEN, FEW)
            first = first or seen
        return Verdict(Status.OPEN, FEW) if first is None else self._refuted(places[0], first)

    def _certain_infinity(self, k: int, values: list[Any]) -> int:
        """The infinity that the left (0) or right (1) side certainly is at a point; 0 where none is proved."""
        from tuidao.check.certain import side

        t = self._closed((self.left, self.right)[k], values)
        found = None if t is None else side(t)
        return 0 if found is None else found.infinite

    def _closed(self, t: Term, values: list[Any]) -> Term | None:
        """A side at a point, as a term; None where families take part."""
        at: dict[Sym, Term] = {
            s: Num(v) for s, v in zip(self.symbols, values, strict=False) if type(v) is Fraction
        }
        return substitute(t, at) if len(at) == len(self.symbols) else None

    def _exactly(self, seen: Seen, values: list[Any]) -> Seen:
        """a < b, or a ≠ b, where the enclosures overlap: false where the two are shown to be equal there."""
        if self.op not in STRICT or self.exact_tries <= 0 or seen.soft:
            return seen
        if seen.outcome is not Outcome.UNCLEAR:
            return seen
        a, b = (self._closed(t, values) for t in (self.left, self.right))
        if a is None or b is None or not isinstance(seen.left, arb):
            return seen
        self.exact_tries -= 1
        equal = same(a, b) is True
        return replace(seen, outcome=Outcome.FAILS) if equal else seen

    def _certain_at(self, values: list[Any]) -> Seen | None:
        """What the two sides certainly are at a point, where they certainly do not stand in the relation."""
        from tuidao.check.certain import side

        closed = [self._closed(t, values) for t in (self.left, self.right)]
        left, right = (None if t is None else side(t) for t in closed)
        if left is None or right is None:
            return None
        outcome = Outcome.FAILS
        if left.ball is not None and right.ball is not None:
            if judge(self.op, left.ball, right.ball) is not Outcome.FAILS:
                return None
        elif self.op is not ops.EQ or not left.differs(right):
            return None
        elif left.nothing or right.nothing:
            outcome = Outcome.RIGHT_ONLY if left.nothing else Outcome.LEFT_ONLY
        signs = (left.infinite, right.infinite)
        return Seen(outcome, left.value(), right.value(), soft=True, infinite=signs)

    def _values(
        self,
        numbers: tuple[Sym, ...],
        point: tuple[Fraction, ...],
        families: frozenset[Sym],
        n: int,
        *,
        plain: bool = False,
    ) -> list[Any]:
        by = dict(zip(numbers, point, strict=True))
        return [
            Entries(s, n, self.rules.get(s), by, plain=plain) if s in families else by[s]
            for s in self.symbols
        ]

    def _seen(self, seen: Seen, ends: tuple[int, int], values: list[Any]) -> Seen:
        """Where a side is an infinity: whether the limit on the other side goes there."""
        if not any(ends):
            return seen
        if all(ends):
            outcome = (
                Outcome.HOLDS if (ends[0] == ends[1]) is (self.op is ops.EQ) else Outcome.FAILS
            )
            return Seen(outcome, None, None, infinite=ends)
        k = 1 if ends[0] else 0
        there, value = seen.infinite[k], (seen.left, seen.right)[k]
        outcome = Outcome.UNCLEAR
        if there and self.op is ops.EQ:
            outcome = Outcome.HOLDS if there == ends[1 - k] else Outcome.FAILS
            if outcome is Outcome.HOLDS and self._certain_infinity(k, values) != there:
                outcome = Outcome.UNCLEAR
        elif isinstance(value, arb) and self.op is ops.EQ:
            outcome = Outcome.FAILS
        signs = (there, ends[1]) if k == 0 else (ends[0], there)
        return Seen(outcome, seen.left, seen.right, seen.doubtful, seen.soft, signs)

    def _constant(self, sides: Sides, tests: list[Test], ends: tuple[int, int]) -> Verdict:
        """A claim without free symbols: its one point is the whole of it."""
        if any(t([]) is not True for t in tests):
            return Verdict(Status.OPEN, FEW)
        seen = self._seen(sides.at([]), ends, [])
        if seen.outcome is Outcome.HOLDS:
            seen = sides.sharply([], seen)
        if seen.outcome is Outcome.HOLDS:
            if any(ends) and not self.functions:  # an infinity is never taken on evidence
                return Verdict(Status.PROVED, CONSTANT)
            if proves(self.op, seen.left, seen.right) and not (
                seen.soft or seen.doubtful or self.functions
            ):
                return Verdict(Status.PROVED, CONSTANT)
            return Verdict(Status.TESTED, TESTED)
        if not self.refutable:
            return Verdict(Status.OPEN, DEPENDS)
        one = seen.outcome in (Outcome.LEFT_ONLY, Outcome.RIGHT_ONLY)
        unclear = seen.outcome is Outcome.UNCLEAR and (seen.left is None or seen.right is None)
        if seen.soft or any(seen.infinite) or unclear:
            certain = self._certain_at([])
            if certain is not None:
                return self._refuted([], certain)
            against = one or seen.outcome is Outcome.FAILS
            return Verdict(Status.OPEN, NOT_SETTLED if against else FEW)
        if one or (seen.outcome is Outcome.FAILS and not seen.doubtful):
            return self._refuted([], seen)
        return Verdict(Status.OPEN, FEW)

    def _take(
        self,
        seen: Seen,
        values: list[Any],
        sides: Sides,
        tests: list[Test],
        kind: dict[Sym, Any],
    ) -> Verdict | None:
        """Count a point; the verdict where it settles the matter."""
        if seen.outcome is Outcome.HOLDS:
            self.held += 1
        elif seen.outcome is Outcome.FAILS:
            if seen.doubtful:
                self.doubtful += 1
            elif not self.refutable:
                return Verdict(Status.OPEN, DEPENDS)
            elif any(seen.infinite):  # on one side there is no number
                self.one_sided.append((tuple(values), seen))
            elif seen.soft:
                self.settled_elsewhere.append((values, seen))
            else:
                missing = self._rescue([values], sides, tests, kind, (0, 0)) if self.held else ()
                if len(kind) == len(values):  # numbers only
                    values, seen = plainest(sides, kind, values, seen, tests)
                else:
                    values, seen = self._fewest(sides, kind, values, seen, tests)
                return self._refuted(values, seen, missing)
        elif seen.outcome in (Outcome.LEFT_ONLY, Outcome.RIGHT_ONLY) and not any(seen.infinite):
            self.one_sided.append((tuple(values), seen))
        return None

    def _fewest(
        self,
        sides: Sides,
        kind: dict[Sym, Any],
        values: list[Any],
        seen: Seen,
        tests: list[Test],
    ) -> tuple[list[Any], Seen]:
        at = dict(zip(self.symbols, values, strict=True))
        families = frozenset(s for s, v in at.items() if isinstance(v, Entries))

        def drawn(by: dict[Sym, Fraction], n: int) -> list[Any]:
            return self._values(tuple(by), tuple(by.values()), families, n, plain=True)

        numbers = {s: v for s, v in at.items() if isinstance(v, Fraction)}
        return fewest(sides, kind, numbers, drawn, tests) or (values, seen)

    def _rescue(
        self,
        failed: Sequence[Sequence[Any]],
        sides: Sides,
        tests: list[Test],
        kind: dict[Sym, Any],
        ends: tuple[int, int],
    ) -> tuple[Term, ...]:
        """A condition on signs under which the claim held at every point tried."""

        def outcome(values: list[Fraction]) -> Outcome:
            return self._seen(sides.at(values), ends, values).outcome

        return signs(failed, self.symbols, kind, tests, outcome)

    def _refuted(self, values: list[Any], seen: Seen, missing: tuple[Term, ...] = ()) -> Verdict:
        by: dict[str, Term] = dict(self.functions)
        for s, v in zip(self.symbols, values, strict=False):
            if isinstance(v, Entries):
                by.update(v.seen)
            else:
                by[s.name] = Num(v)
        if seen.outcome in (Outcome.LEFT_ONLY, Outcome.RIGHT_ONLY):
            reason = NO_VALUE_THERE
        else:
            reason = SETTLES if seen.soft else REFUTED
        return Verdict(Status.REFUTED, reason, witness(by, seen), missing)

    def _conclude(self) -> Verdict:
        aside = [v for v, _ in self.one_sided]
        unsure = self.unsure if self.held >= ENOUGH else ()
        missing = unmet(self.left, self.right, self.given, self.symbols, aside, unsure)
        if self.doubtful:
            missing += tuple(c for c in bases(self.left, self.right) if c not in missing)
        if self.held >= ENOUGH:
            bare = unexplained(aside, missing, self.symbols)
            if bare is not None:  # only one side has a value there, and no condition says so
                seen = next(seen for v, seen in self.one_sided if v is bare)
                reason = NOT_SETTLED if seen.soft or any(seen.infinite) else NO_VALUE_THERE
                return replace(self._refuted(list(bare), seen), status=Status.OPEN, reason=reason)
            return Verdict(Status.TESTED, TESTED, missing=missing)
        if self.refutable and not self.held and len(self.one_sided) >= ENOUGH:
            values, seen = self.one_sided[0]
            if not seen.soft and not any(seen.infinite):
                return self._refuted(list(values), seen)
            return self._without_value([list(v) for v, _ in self.one_sided])
        return Verdict(Status.OPEN, FEW, missing=missing)

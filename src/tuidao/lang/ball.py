"""Terms evaluated in ball arithmetic: compiled once, then enclosed at any precision; the functions others use."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction
from functools import lru_cache
from typing import Any, Final

from flint import arb, ctx, fmpq

from tuidao.lang import ball_binders, ball_root  # noqa: F401  (fill the table of binders)
from tuidao.lang.ball_compile import Closure, Compiler
from tuidao.lang.ball_real import MODE, NoValue, Unknown, begin
from tuidao.lang.term import Sym, Term


class _NoValueType:
    def __repr__(self) -> str:
        return "NO_VALUE"


NO_VALUE: Final = _NoValueType()  # certainly undefined at every point of the input
Family = Callable[..., arb]  # the entries of a family of numbers, by index
Value = arb | _NoValueType | None

PREC = 192  # bits: 50 digits and some to lose
WORK = 60_000  # operations under binders that one evaluation may cost
# TypeError, AttributeError: a family of numbers stands where a number is needed.
_FAILURES = (
    Unknown,
    ValueError,
    TypeError,
    AttributeError,
    OverflowError,
    RecursionError,
    MemoryError,
    ZeroDivisionError,
)


class _Compiled:
    """What formulas and statements share: closures run over the values of the symbols, failures told apart."""

    __slots__ = ("_run", "_size", "relaxed", "symbols", "term")

    def __init__(
        self, t: Term, symbols: Sequence[Sym], build: Callable[[Compiler], Closure]
    ) -> None:
        self.term = t
        self.symbols = tuple(symbols)
        self.relaxed = False
        c = Compiler(symbols)
        self._run: Closure | None
        try:
            self._run = build(c)
        except (NoValue, *_FAILURES):
            self._run = None
        self._size = c.size

    def run(self, values: Sequence[Any], prec: int, work: int) -> Any:
        """What the closures give; NO_VALUE; or None."""
        if self._run is None:
            return None
        run, env = self._run, [*values, *[None] * (self._size - len(values))]
        before, ctx.prec = ctx.prec, prec
        begin(work)
        MODE.relaxed = self.relaxed
        try:
            return run(env)
        except NoValue:
            return NO_VALUE
        except _FAILURES:
            return None
        finally:
            ctx.prec = before


class Formula(_Compiled):
    """A term compiled for the values of its symbols, given in order, at any precision."""

    __slots__ = ()

    def __init__(self, t: Term, symbols: Sequence[Sym], *, relaxed: bool = False) -> None:
        """`relaxed`: the enclosure is of the values at those points of the balls at which there is one."""
        super().__init__(t, symbols, lambda c: c.value(t, (), False))
        self.relaxed = relaxed

    def __call__(self, values: Sequence[Any], prec: int = PREC, work: int = WORK) -> Value:
        """The enclosure at these values, one for each symbol; NO_VALUE; or None."""
        if not self.symbols:
            return self._constant(prec, work)
        return _ball(self.run(values, prec, work))

    def _constant(self, prec: int, work: int) -> Value:
        """The value of a closed term: the same constant is asked for again and again."""
        key = (self.term, prec, work, MODE.index_set)
        known = _CONSTANTS.get(key)
        if known is None:
            found = _ball(self.run((), prec, work))
            if MODE.left < 0:
                return found  # cut short: with more work left it may be known
            if len(_CONSTANTS) >= _MOST_CONSTANTS:
                _CONSTANTS.clear()
            known = _CONSTANTS[key] = (found, MODE.doubtful, MODE.soft, MODE.infinite)
        found, MODE.doubtful, MODE.soft, MODE.infinite = known
        return found


def _ball(found: Any) -> Value:
    if isinstance(found, _NoValueType):
        return found
    ball: arb | None = found if isinstance(found, arb) and found.is_finite() else None
    return ball


_MOST_CONSTANTS = 512
_CONSTANTS: dict[tuple[Term, int, int, int], tuple[Value, bool, bool, int]] = {}


class Statement(_Compiled):
    """A statement compiled for the values of its symbols."""

    __slots__ = ()

    def __init__(self, t: Term, symbols: Sequence[Sym]) -> None:
        super().__init__(t, symbols, lambda c: c.truth(t, (), False))

    def __call__(self, values: Sequence[Any], prec: int = PREC, work: int = WORK) -> bool | None:
        """True at every point of the balls, False at every point, or None (also where a side is undefined)."""
        found = self.run(values, prec, work)
        return found if isinstance(found, bool) else None


@lru_cache(maxsize=1024)
def _kept_statement(t: Term, symbols: tuple[Sym, ...]) -> Statement:
    return Statement(t, symbols)


def compiled_statement(t: Term, symbols: tuple[Sym, ...]) -> Statement:
    """The statement compiled; one without binders is compiled once."""
    return Statement(t, symbols) if t.binds else _kept_statement(t, symbols)


def compile_ball(t: Term, symbols: Sequence[Sym]) -> Formula:
    """`t` as a function of `symbols`: call it with balls in their order."""
    return Formula(t, symbols)


def evaluate(t: Term, values: Mapping[Sym, arb | Family], prec: int = PREC) -> Value:
    """An enclosure of the value for every point of the balls given, NO_VALUE, or None (cannot tell, or too large)."""
    return Formula(t, tuple(values))(tuple(values.values()), prec)


def exact_ball(value: Fraction, prec: int) -> arb:
    """The rational as a ball at a precision: exact where it is dyadic."""
    before, ctx.prec = ctx.prec, prec
    try:
        return arb(fmpq(value.numerator, value.denominator))
    finally:
        ctx.prec = before


def value(t: Term, at: Mapping[Sym, Fraction] | None = None, digits: int = 50) -> Value:
    """The value at exact points to `digits` digits: precision rises until they are reached, or the budget is spent.

    A ball around 0 (which may be 0 itself) is returned when it is smaller than 10^-digits.
    """
    at = at or {}
    formula, bits = Formula(t, tuple(at)), digits * 10 // 3 + 8
    for prec in (bits + 24, 2 * bits + 64, 5 * bits + 256, 12 * bits + 1024):
        found = formula([exact_ball(v, prec) for v in at.values()], prec)
        if not isinstance(found, arb):
            if found is NO_VALUE:
                return NO_VALUE
            continue
        if found.rel_accuracy_bits() >= bits or (
            found.contains(0) and found.rad() < arb(10) ** -digits
        ):
            return found
    return None


def truth(statement: Term, values: Mapping[Sym, arb | Family], prec: int = PREC) -> bool | None:
    """Does the statement hold at every point of the balls (True), at none (False)? None: cannot tell, or undefined.

    An equality of balls is True only of exact numbers, False where they are disjoint.
    """
    return Statement(statement, tuple(values))(tuple(values.values()), prec)


def compare(left: Value, right: Value) -> bool | None:
    """False: certainly different numbers (disjoint balls). True: the same exact number. None: cannot tell."""
    if not isinstance(left, arb) or not isinstance(right, arb):
        return None
    if not left.overlaps(right):
        return False
    return True if left.is_exact() and right.is_exact() else None

"""A point that does not fit what is given, moved along one coordinate until it does."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from fractions import Fraction
from typing import Any

from tuidao.check.sample import Kind
from tuidao.lang.ball import exact_ball
from tuidao.lang.term import Sym

Test = Callable[[list[Any]], bool | None]
_TO = tuple(map(Fraction, (0, 1, -1, 3, -3, 8, -8, 50, -50)))


def fitted(
    values: Sequence[Any],
    symbols: Sequence[Sym],
    kind: dict[Sym, Kind],
    tests: Sequence[Test],
    first: Collection[Sym],
) -> list[Any] | None:
    """`values`, or the same with one real number among them changed so that the tests hold; None where that fails.

    The symbols of `first` are changed before others: the claim does not speak of them.
    """
    balls = [exact_ball(v, 192) if isinstance(v, Fraction) else v for v in values]
    if all(t(balls) is True for t in tests):
        return list(values)
    real = [s for s in symbols if s in kind and not kind[s].integer]
    where = {s: k for k, s in enumerate(symbols)}
    for s in sorted(real, key=lambda s: s not in first):
        for number in _TO:
            tried = [*balls[: where[s]], exact_ball(number, 192), *balls[where[s] + 1 :]]
            if all(t(tried) is True for t in tests):
                return [*values[: where[s]], number, *values[where[s] + 1 :]]
    return None

"""Derivatives and limits against SymPy, in one run: medians and their ratios.

    python -m benchmarks.speed                        our own problems
    python -m benchmarks.speed derivatives.jsonl …    rows with "kind", "problem", "variable", "point", "direction"

SymPy's cache is cleared before each problem, and its text is parsed outside the clock; tuidao's reading is inside it.
Times are processor time, so that a busy machine is busy for both.
Three rows: the bare derivative; the derivative worked and checked; the limit worked and checked. Only problems
that both answer within the time limit count.
"""

from __future__ import annotations

import argparse
import json
import random
import signal
import statistics
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sympy
from sympy.core.cache import clear_cache

import tuidao
from benchmarks.problems import DERIVATIVES, LIMITS
from tuidao.derive.derivative import derivative
from tuidao.lang.term import Sym
from tuidao.read import read_plain

SECONDS = 10


class Slow(Exception):
    """A problem that outlasts its time."""


@contextmanager
def within(seconds: int) -> Iterator[None]:
    """Raise Slow when the block takes longer."""

    def stop(_signal: int, _frame: Any) -> None:
        raise Slow

    before = signal.signal(signal.SIGALRM, stop)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def clock(run: Callable[[], Any]) -> tuple[float, Any] | None:
    """The seconds a call takes and what it gives; None where it fails or is too slow."""
    try:
        with within(SECONDS):
            start = time.process_time()
            value = run()
            return time.process_time() - start, value
    except Slow:
        return None
    except Exception as error:  # a peer's failure is counted, not fatal
        print(f"    {type(error).__name__}: {str(error)[:80]}")
        return None


def rows_of(path: Path) -> Iterator[dict[str, str]]:
    """The problems of a JSONL file that are derivatives or limits."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        if row.get("kind") in ("derivative", "limit"):
            yield row


def own_rows() -> Iterator[dict[str, str]]:
    """Our own problems, as rows."""
    for f in DERIVATIVES:
        yield {"kind": "derivative", "problem": f, "variable": "x"}
    for f, x, point, side in LIMITS:
        yield {"kind": "limit", "problem": f, "variable": x, "point": point, "direction": side}


def measure(row: dict[str, str]) -> Iterator[tuple[str, float, float]]:
    """Name of the measurement, tuidao's seconds, SymPy's seconds; nothing where one has no answer."""
    f, x = row["problem"], row["variable"]
    # One real symbol of SymPy's for every name, so that its reader takes none for a constant of its own.
    names = {x: sympy.Symbol(x)}
    expression = sympy.sympify(f, locals=names)
    clear_cache()
    if row["kind"] == "derivative":
        peer = clock(lambda: sympy.diff(expression, names[x]))
        body, symbol = read_plain(f), Sym(x)
        bare = clock(lambda: derivative(body, symbol))
        worked = clock(lambda: tuidao.solve(f"diff({f}, {x})"))
        if peer and bare:
            yield "bare derivative", bare[0], peer[0]
        if peer and worked and worked[1].answer is not None:
            yield "worked and checked derivative", worked[0], peer[0]
        return
    point, side = row["point"], row.get("direction") or ""
    two_sided = "oo" in point or side not in ("+", "-")
    limit_point = sympy.sympify(point)
    peer = clock(
        lambda: sympy.limit(
            expression,
            names[x],
            limit_point,
            "+-" if two_sided and "oo" not in point else side or "+",
        )
    )
    text = f"limit({f}, {x}, {point})" if two_sided else f'limit({f}, {x}, {point}, "{side}")'
    worked = clock(lambda: tuidao.solve(text))
    if peer and worked and worked[1].answer is not None:
        yield "worked and checked limit", worked[0], peer[0]


def main() -> None:
    """Measure and print the medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, help="at most so many rows, drawn with a fixed seed")
    options = parser.parse_args()
    rows = [row for path in options.files for row in rows_of(path)] or list(own_rows())
    if options.sample and options.sample < len(rows):
        rows = random.Random(0).sample(rows, options.sample)
    tuidao.solve("diff(x, x)"), tuidao.solve("limit(x, x, 0)")  # imports are not what is measured
    found: dict[str, list[tuple[float, float]]] = {}
    for row in rows:
        for name, ours, theirs in measure(row):
            found.setdefault(name, []).append((ours, theirs))
    print(f"{'':32}{'problems':>9}{'tuidao':>12}{'SymPy':>12}{'ratio':>9}   (medians, ms)")
    for name, pairs in found.items():
        ours, theirs = (statistics.median(p) * 1000 for p in zip(*pairs, strict=True))
        print(f"{name:32}{len(pairs):>9}{ours:>12.3f}{theirs:>12.3f}{theirs / ours:>8.1f}×")


if __name__ == "__main__":
    main()

"""Random true statements, and damaged ones that are certainly false, put to the checker.

    python -m benchmarks.soundness 100000 [seed] [--kind statements|integrals|bounds|shape|seams|forged]

A statement is drawn from a family of identities with random parts in it, and damaged on its right side only, which has
no binder. Another library then computes the right side before and after at random points: where the two differ by more
than its error, at a point with positive coordinates too, the damaged statement is false. The checker must call no such
statement proved or tested, and no true one refuted.

The other kinds are in `soundness_calculus.py` (integrals, bounds, shape: false by a wide margin, asked of the checker
and of `tuidao.check`), in `soundness_seams.py` (false on a thin set only) and in `soundness_forged.py` (worked
solutions with a step damaged, replayed).
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable
from typing import Any

import mpmath

from tuidao.check.prove import examine
from tuidao.lang import op as ops
from tuidao.lang.build import (
    D,
    abs_,
    antiderivative,
    apply,
    cos,
    cosh,
    eq,
    exp,
    integral,
    lim,
    log,
    oo,
    sin,
    sinh,
    sqrt,
    tan,
    total,
)
from tuidao.lang.focus import replace_at
from tuidao.lang.term import App, Num, Sym, Term, subterms
from tuidao.proof import Status

x, y, n, k, C = (Sym(s) for s in "xynkC")
_mp = mpmath.mp.clone()
_mp.dps = 40

# ---------------------------------------------------------------- drawing


def small(draw: random.Random) -> Term:
    """A random expression in x and y."""
    kind = draw.randrange(9)
    if kind < 3:
        return draw.choice((x, y))
    if kind == 3:
        return Num(draw.randint(1, 5))
    if kind == 4:
        return draw.choice((sin, cos))(draw.choice((x, y)))
    a, b = draw.choice((x, y, Num(2), Num(3))), draw.choice((x, y, 2 * x, x * y))
    if kind == 5:
        return a + b
    if kind == 6:
        return a * b
    if kind == 7:
        return b - a
    return b ** Num(draw.randint(2, 3))


def true_statement(draw: random.Random) -> tuple[Term, Term]:
    """Both sides of a random identity; the right one has no binder."""
    a, b, c = small(draw), small(draw), small(draw)
    m, p = draw.randint(2, 6), draw.randint(1, 5)
    families: tuple[Callable[[], tuple[Term, Term]], ...] = (
        lambda: ((a + b) ** 2, a**2 + 2 * a * b + b**2),
        lambda: ((a - b) * (a + b), a**2 - b**2),
        lambda: (a * (b + c), a * b + a * c),
        lambda: ((a + b) ** 3, a**3 + 3 * a**2 * b + 3 * a * b**2 + b**3),
        lambda: (sin(a + b), sin(a) * cos(b) + cos(a) * sin(b)),
        lambda: (cos(a - b), cos(a) * cos(b) + sin(a) * sin(b)),
        lambda: (sin(2 * a), 2 * sin(a) * cos(a)),
        lambda: (tan(a), sin(a) / cos(a)),
        lambda: (exp(a + b), exp(a) * exp(b)),
        lambda: (log(exp(a)), a + 0),
        lambda: (cosh(a) ** 2 - sinh(a) ** 2, Num(1) * 1),
        lambda: (sqrt(a**2), abs_(a)),
        lambda: ((a + c) / (1 + b**2), a / (1 + b**2) + c / (1 + b**2)),
        lambda: (D(x**m, x), m * x ** Num(m - 1)),
        lambda: (D(sin(m * x) * y, x), m * y * cos(m * x)),
        lambda: (D(exp(p * x) * x, x), (1 + p * x) * exp(p * x)),
        lambda: (D(x**2 * y**m, y), m * x**2 * y ** Num(m - 1)),
        lambda: (D(log(1 + x**2), x), 2 * x / (1 + x**2)),
        lambda: (D(sin(x) / (2 + cos(x)), x), (2 * cos(x) + 1) / (2 + cos(x)) ** 2),
        lambda: (integral(x ** Num(m), x, 0, y), y ** Num(m + 1) / (m + 1)),
        lambda: (integral(p * cos(x), x, 0, y), p * sin(y)),
        lambda: (D(antiderivative(x ** Num(m), x), x), x ** Num(m) + 0),
        lambda: (lim(sin(m * x) / x, x, 0), Num(m) * 1),
        lambda: (lim((p * x + 1) / (m * x + 2), x, oo), Num(p) / Num(m)),
        lambda: (total(k, k, 1, n), n * (n + 1) / 2),
        lambda: (total(k**2, k, 1, n), n * (n + 1) * (2 * n + 1) / 6),
        lambda: (total(Num(m) ** k, k, 0, n), (Num(m) ** (n + 1) - 1) / (m - 1)),
    )
    left, right = draw.choice(families)()
    return left, right


_SWAPPED = {
    ops.ADD: ops.SUB,
    ops.SUB: ops.ADD,
    ops.SIN: ops.COS,
    ops.COS: ops.SIN,
    ops.EXP: ops.COSH,
    ops.MUL: ops.ADD,
    ops.DIV: ops.MUL,
    ops.ABS: ops.NEG,
}


def damaged(t: Term, draw: random.Random) -> Term:
    """`t` with one sign, factor, exponent, number, symbol or function changed."""
    path, s = draw.choice(list(subterms(t)))
    changes: list[Term] = [-s, 2 * s, s + 1]
    if type(s) is Num:
        changes += [Num(s.value + 1), Num(s.value - 1)]
    if type(s) is Sym:
        changes += [s**2, y if s == x else x]
    if type(s) is App and s.op in _SWAPPED:
        changes.append(apply(_SWAPPED[s.op], *s.args))
    return replace_at(t, path, draw.choice(changes))


# ---------------------------------------------------------------- the other library's opinion

_NUMERIC: dict[ops.Op, Callable[..., Any]] = {
    ops.ADD: lambda a, b: a + b,
    ops.SUB: lambda a, b: a - b,
    ops.MUL: lambda a, b: a * b,
    ops.DIV: lambda a, b: a / b,
    ops.NEG: lambda a: -a,
    ops.POW: lambda a, b: _mp.power(a, b),
    ops.SIN: _mp.sin,
    ops.COS: _mp.cos,
    ops.TAN: _mp.tan,
    ops.EXP: _mp.exp,
    ops.LOG: _mp.log,
    ops.COSH: _mp.cosh,
    ops.SINH: _mp.sinh,
    ops.SQRT: _mp.sqrt,
    ops.ABS: abs,
    ops.ATAN: _mp.atan,
    ops.ASIN: _mp.asin,
    ops.PI: lambda: _mp.pi,
    ops.E: lambda: _mp.e,
    ops.ROOT: lambda a, n: _mp.root(a, int(n)),
}


def numeric(t: Term, at: dict[Sym, Any]) -> Any:
    """The value by the other library; raises where it has none."""
    if type(t) is Num:
        return _mp.mpf(t.value.numerator) / t.value.denominator
    if type(t) is Sym:
        return at[t]
    assert type(t) is App
    return _NUMERIC[t.op](*(numeric(a, at) for a in t.args))


def certainly_differ(a: Term, b: Term, draw: random.Random) -> bool:
    """Do the two differ at some point with positive coordinates (n an integer), far beyond rounding?"""
    for _ in range(6):
        at = {s: _mp.mpf(draw.randint(20, 160)) / 64 for s in (x, y)}
        at[n] = _mp.mpf(draw.randint(2, 7))
        try:
            u, v = numeric(a, at), numeric(b, at)
        except (ZeroDivisionError, ValueError, OverflowError):
            continue
        if _mp.im(u) == 0 and _mp.im(v) == 0 and abs(u - v) > _mp.mpf(10) ** -15 * (1 + abs(u)):
            return True
    return False


# ---------------------------------------------------------------- the run


def run(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """`count` statements each way; what became of them, and the failures as lines to paste."""
    draw = random.Random(seed)
    seen: Counter[str] = Counter()
    failures: list[str] = []
    while seen["false"] < count:
        left, right = true_statement(draw)
        if seen["true"] < count:
            verdict = examine(eq(left, right), ())
            seen["true"] += 1
            seen[f"true {verdict.status}"] += 1
            if verdict.status is Status.REFUTED:
                failures.append(f"true but refuted: {eq(left, right)}  {verdict.counterexample}")
        other = damaged(right, draw)
        if not certainly_differ(right, other, draw):
            seen["not certainly false"] += 1
            continue
        verdict = examine(eq(left, other), ())
        seen["false"] += 1
        seen[f"false {verdict.status}"] += 1
        if verdict.status in (Status.PROVED, Status.TESTED):
            failures.append(f"false but {verdict.status}: {eq(left, other)}  {verdict.missing}")
    return seen, failures


def false_ones(kind: str, count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """`count` false statements of a kind; every twentieth one goes through `tuidao.check`, which may work it out."""
    from benchmarks.soundness_calculus import KINDS
    from benchmarks.soundness_seams import seam_broken
    from tuidao.api import check

    kinds = {**KINDS, "seams": (seam_broken,)}
    draw = random.Random(seed)
    seen: Counter[str] = Counter()
    failures: list[str] = []
    while seen["false"] < count:
        made = draw.choice(kinds[kind])
        broken = made(draw)
        if broken is None:
            seen["not certainly false"] += 1
            continue
        seen["false"] += 1
        whole = seen["false"] % 20 == 0
        given = broken.given
        verdict = (
            check(str(broken.claim), ", ".join(map(str, given)))
            if whole
            else examine(broken.claim, given)
        )
        seen[f"{made.__name__} {verdict.status}"] += 1
        if verdict.status in (Status.PROVED, Status.TESTED):
            failures.append(
                f"false but {verdict.status}: {broken.claim}  given {given}  {verdict.missing}"
            )
    return seen, failures


def main() -> int:
    """Run as many statements as the first argument says, with the seed that the second gives."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("count", type=int, nargs="?", default=2_000)
    parser.add_argument("seed", type=int, nargs="?", default=20261121)
    parser.add_argument(
        "--kind",
        choices=("statements", "integrals", "bounds", "shape", "seams", "forged"),
        default="statements",
    )
    asked = parser.parse_args()
    start = time.perf_counter()
    if asked.kind == "statements":
        seen, failures = run(asked.count, asked.seed)
    elif asked.kind == "forged":
        from benchmarks.soundness_forged import forged

        seen, failures = forged(asked.count, asked.seed)
    else:
        seen, failures = false_ones(asked.kind, asked.count, asked.seed)
    seconds = time.perf_counter() - start
    for line in failures[:40]:
        print(line)
    for what, number in sorted(seen.items()):
        print(f"{number:8}  {what}")
    print(f"{len(failures)} failures, {seconds:.1f} s, seed {asked.seed}")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())

"""Integrals beside SymPy's in one run: right, wrong and unsolved, medians of the time, and whose steps are worked.

    python -m benchmarks.integrals                         our own problems
    python -m benchmarks.integrals FILE.jsonl … --sample 100
                                                           rows with "kind" "integral" or "definite", "problem",
                                                           "variable", "lower", "upper", "answer"; or with "problem"
                                                           "integrate(f, x)" alone, to be worked in steps

tuidao's time holds reading, working and checking; SymPy's the bare answer, its text parsed outside the clock and its
cache cleared before each problem; both in processor seconds. An antiderivative is judged by difference quotients of
many digits at points where it is real, a definite value by the answer that comes with the row.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import signal
import statistics
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import mpmath
import sympy
from sympy.core.cache import clear_cache
from sympy.integrals.manualintegrate import DontKnowRule, integral_steps

import tuidao
from benchmarks.speed import Slow

INTEGRALS = [
    "x**2",
    "x*exp(x)",
    "log(x)",
    "exp(x)*sin(x)",
    "x/(x**2 + 1)**2",
    "sin(x)**2*cos(x)**3",
    "tan(x)**3",
    "sec(x)**3",
    "sqrt(1 - x**2)",
    "1/sqrt(x**2 + 4)",
    "x**3*exp(x**2)",
    "(x**3 + 1)/(x**2 - 3*x + 2)",
    "1/(1 + exp(x))",
    "x*atan(x)",
    "1/(1 + sin(x))",
    "1/(5 - 4*cos(x))",
    "log(x)**2",
    "1/(x*log(x))",
    "1/(x**3 + 1)",
    "(x + 5)/(x**2 + 2*x + 5)",
    "x**2*sqrt(4 - x**2)",
    "asin(x)**2",
    "Abs(x)",
    "exp(sqrt(x))",
    "1/(1 + sqrt(x + 1))",
]
DEFINITE = [
    ("x**2", "0", "1", "1/3"),
    ("Abs(sin(x))", "0", "20*pi", "40"),
    ("1/(2 + cos(x))", "0", "2*pi", "2*pi/sqrt(3)"),
    ("log(x)", "0", "1", "-1"),
    ("exp(-x**2)", "-oo", "oo", "sqrt(pi)"),
    ("floor(x)", "0", "5", "10"),
    ("x*sin(x)/(1 + cos(x)**2)", "0", "pi", "pi**2/4"),
    ("sin(x)**2/x**2", "0", "oo", "pi/2"),
    ("sqrt(4 - x**2)", "0", "2", "pi"),
    ("1/sqrt(Abs(x))", "-1", "4", "6"),
    ("(exp(-x) - exp(-2*x))/x", "0", "oo", "log(2)"),
    ("Max(x, 1 - x)", "0", "1", "3/4"),
    ("1/x", "-1", "1", "diverges"),
]
NO_VALUE = ("diverges", "does not exist", "undefined")
NAMES = {"ln": sympy.log, "C": sympy.Symbol("C"), "E": sympy.E, "pi": sympy.pi, "oo": sympy.oo}
_DIGITS = 60
SECONDS = 10.0  # of processor time, so that a busy machine is fair to both


def clock(run: Callable[[], Any]) -> tuple[float, Any] | None:
    """The processor seconds a call takes and what it gives; None where it fails or outlasts its time."""

    def stop(_signal: int, _frame: Any) -> None:
        raise Slow

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, SECONDS)
    start = time.process_time()
    try:
        value = run()
        return time.process_time() - start, value
    except Slow:
        return None
    except Exception as error:  # a peer's failure is counted, not fatal
        print(f"    {type(error).__name__}: {str(error)[:80]}")
        return None
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


def own_rows() -> Iterator[dict[str, Any]]:
    """Our own problems, as rows; the antiderivatives are to be worked in steps too."""
    for f in INTEGRALS:
        yield {"kind": "integral", "problem": f, "variable": "x", "steps": True}
    for f, low, high, answer in DEFINITE:
        ends = {"variable": "x", "lower": low, "upper": high}
        yield {"kind": "definite", "problem": f, **ends, "answer": answer}


def rows_of(path: Path) -> Iterator[dict[str, Any]]:
    """The integrals of a JSONL file."""
    for line in path.read_text("utf-8").splitlines():
        row = json.loads(line)
        plain = re.fullmatch(r"integrate\((.*), (\w+)\)", row.get("problem", ""))
        if plain:
            yield {"kind": "integral", "problem": plain[1], "variable": plain[2], "steps": True}
        elif row.get("kind") in ("integral", "definite"):
            yield row


def given(row: dict[str, Any]) -> tuple[str, dict[str, sympy.Symbol]]:
    """What is said of the symbols: as tuidao reads it, and as SymPy's symbols."""
    facts: list[str] = []
    symbols: dict[str, sympy.Symbol] = {}
    for name, words in (row.get("assumptions") or {}).items():
        facts += [f"{name} > 0"] * ("positive" in words) + [f"{name} in Integers"] * (
            "integer" in words
        )
        symbols[name] = sympy.Symbol(name, **dict.fromkeys(words, True))
    return ", ".join(facts), symbols


def points(names: list[str], seed: str) -> Iterator[dict[str, Any]]:
    """Points for the symbols, the same ones for both sides."""
    rng = random.Random(seed)
    for k in range(24):
        low, high = ((0.05, 0.95), (1.05, 3.5), (-0.95, -0.05), (3.5, 9.0))[k % 4]
        yield {n: mpmath.mpf(rng.uniform(low, high)) for n in names}


def number(t: sympy.Expr, at: dict[str, Any]) -> Any | None:
    """A real value of an expression at a point, or None."""
    try:
        f = sympy.lambdify([sympy.Symbol(n) for n in at], t, "mpmath")
        z = mpmath.mpmathify(f(*at.values()))
    except Exception:  # whatever a peer's expression does
        return None
    real = mpmath.isfinite(z) and abs(mpmath.im(z)) < mpmath.mpf(10) ** -25 * (1 + abs(z))
    return mpmath.re(z) if real else None


def plain(t: sympy.Expr) -> sympy.Expr:
    """With symbols of which nothing is assumed."""
    return t.subs({s: sympy.Symbol(s.name) for s in t.free_symbols})


def antiderivative_holds(answer: sympy.Expr, f: sympy.Expr, x: str) -> bool | None:
    """Is answer′ = f at the points where both are real? None for fewer than three."""
    answer, f = plain(answer).subs(sympy.Symbol("C"), 0), plain(f)
    names = sorted({s.name for s in answer.free_symbols | f.free_symbols} | {x})
    step, met = mpmath.mpf(10) ** -20, 0
    for at in points(names, str(f)):
        low, high = (number(answer, {**at, x: at[x] + d}) for d in (-step, step))
        want = number(f, at)
        if want is None or low is None or high is None:
            continue
        met += 1
        if abs((high - low) / (2 * step) - want) > mpmath.mpf(10) ** -9 * (1 + abs(want)):
            return False
    return True if met >= 3 else None


def value_holds(answer: sympy.Expr, wanted: str) -> bool | None:
    """Are the two the same number, or the same function of their symbols? None where that cannot be told."""
    answer, want = plain(answer), plain(sympy.sympify(wanted, locals=NAMES))
    if answer.is_infinite or want.is_infinite:
        return bool(answer == want)
    names = sorted({s.name for s in answer.free_symbols | want.free_symbols})
    met = 0
    for at in points(names, wanted) if names else [{}]:
        a, b = number(answer, at), number(want, at)
        if a is None or b is None:
            continue
        met += 1
        if abs(a - b) > mpmath.mpf(10) ** -12 * (1 + abs(b)):
            return False
    return True if met else None


def judged(row: dict[str, Any], answer: object) -> str:
    """right, wrong, unsolved, or unclear (too few points at which it is real)."""
    if answer is None:
        return "unsolved"
    text, wanted = str(answer), str(row.get("answer", ""))
    if text.startswith("no elementary") or "±" in text:
        return "told"  # proved to have no closed form of that kind, or enclosed
    nothing = text in NO_VALUE
    if nothing or wanted in NO_VALUE:
        both = wanted in NO_VALUE and (nothing or text in ("oo", "-oo", "nan", "zoo"))
        return "right" if both else "wrong"
    try:
        t = sympy.sympify(text, locals=NAMES)
    except (sympy.SympifyError, SyntaxError, TypeError):
        return "unclear"
    if t.has(sympy.Integral) or t.has(sympy.nan):
        return "unsolved"
    if row["kind"] == "integral":
        f = sympy.sympify(row["problem"], locals=NAMES)
        holds = antiderivative_holds(t, f, row["variable"])
    else:
        holds = value_holds(t, wanted)
    return {True: "right", False: "wrong", None: "unclear"}[holds]


def ours(row: dict[str, Any]) -> tuple[float, str, bool] | None:
    """(seconds, judgement, worked in more than one step or from the table); None when too slow."""
    facts, _ = given(row)
    ends = f"({row['variable']}, {row.get('lower')}, {row.get('upper')})"
    by = row["variable"] if row["kind"] == "integral" else ends
    found = clock(lambda: tuidao.solve(f"integrate({row['problem']}, {by})", given=facts))
    if found is None:
        return None
    solution = found[1]
    return found[0], judged(row, solution.answer), bool(solution.steps)


def theirs(row: dict[str, Any]) -> tuple[float, str, bool] | None:
    """SymPy's, likewise; its steps are worked where `integral_steps` knows all of them."""
    _, symbols = given(row)
    x = symbols.setdefault(row["variable"], sympy.Symbol(row["variable"]))
    f = sympy.sympify(row["problem"], locals={**NAMES, **symbols})
    by: Any = x
    if row["kind"] == "definite":
        by = (x, *(sympy.sympify(row[k], locals={**NAMES, **symbols}) for k in ("lower", "upper")))
    clear_cache()
    found = clock(lambda: sympy.integrate(f, by))
    steps = None
    if row.get("steps"):
        clear_cache()
        steps = clock(lambda: integral_steps(f, x))
    known = steps is not None and not steps[1].contains_dont_know() if steps else False
    if steps and isinstance(steps[1], DontKnowRule):
        known = False
    return None if found is None else (found[0], judged(row, found[1]), known)


def main() -> None:
    """Run both on every row and print the counts."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--sample", type=int, help="at most so many rows, drawn with a fixed seed")
    options = parser.parse_args()
    mpmath.mp.dps = _DIGITS
    rows = [row for path in options.files for row in rows_of(path)] or list(own_rows())
    if options.sample and options.sample < len(rows):
        rows = random.Random(0).sample(rows, options.sample)
    tuidao.solve("integrate(x, x)"), tuidao.solve("integrate(x, (x, 0, 1))")
    for kind in ("integral", "definite"):
        chosen = [row for row in rows if row["kind"] == kind]
        if not chosen:
            continue
        table: dict[str, Counter[str]] = {"tuidao": Counter(), "SymPy": Counter()}
        times: dict[str, list[float]] = {"tuidao": [], "SymPy": []}
        steps: Counter[str] = Counter()
        for row in chosen:
            for name, run in (("tuidao", ours), ("SymPy", theirs)):
                found = run(row)
                table[name][found[1] if found else "too slow"] += 1
                times[name].append(found[0] if found else 10.0)
                steps[name] += bool(row.get("steps") and found and found[2])
                if found and found[1] == "wrong":
                    print(f"    {name} wrong: {row['problem']}")
        print(f"{kind}: {len(chosen)} problems, 10 s each")
        for name, counts in table.items():
            told = ", ".join(f"{k} {n}" for k, n in counts.most_common())
            print(f"  {name:8}{told}; median {statistics.median(times[name]) * 1000:.0f} ms")
        asked = sum(bool(row.get("steps")) for row in chosen)
        if asked:
            print(f"  steps worked: tuidao {steps['tuidao']}, SymPy {steps['SymPy']} of {asked}")


if __name__ == "__main__":
    main()

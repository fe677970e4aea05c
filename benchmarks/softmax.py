"""The softmax cross-entropy gradient: ours worked and checked for any n, SymPy's unworked for n = 10, in one run.

    python -m benchmarks.softmax              medians of 15 calls each, and of whole processes
    python -m benchmarks.softmax --calls 5

Times are processor times, so that whatever else runs beside does not count.

Warm: the modules are loaded and one problem has been solved; every call reads, works and checks the text anew, with
what the checker remembers between calls forgotten (so is SymPy's cache). Cold: a new process from its start to the
answer, the imports included. SymPy is asked for the derivative of -Σ y_k log(e^(z_k)/Σ e^(z_j)) by one z_i with ten
classes written out: with the sums kept symbolic its answer is wrong.
"""

from __future__ import annotations

import argparse
import functools
import gc
import resource
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

LOSS = (
    r"\frac{\partial}{\partial z_i}\left(-\sum_{k=1}^n y_k\log\frac{e^{z_k}}"
    r"{\sum_{j=1}^n e^{z_j}}\right)"
)
GIVEN = r"\sum_{k=1}^n y_k = 1"
CLASSES = 10
OURS = f"import tuidao; s = tuidao.solve({LOSS!r}, given={GIVEN!r}); assert s.verdict.status == 'proved'"
THEIRS = """
import sympy
z, y = sympy.symbols(f"z1:{n + 1}"), sympy.symbols(f"y1:{n + 1}")
whole = sum(sympy.exp(v) for v in z)
loss = -sum(w * sympy.log(sympy.exp(v) / whole) for w, v in zip(y, z))
sympy.diff(loss, z[2])
""".replace("{n + 1}", str(CLASSES + 1))


def forget() -> None:
    """Empty every cache of tuidao's functions."""
    for thing in gc.get_objects():
        if isinstance(thing, functools._lru_cache_wrapper) and (
            getattr(thing, "__module__", "") or ""
        ).startswith("tuidao"):
            thing.cache_clear()


def ours() -> None:
    """Read, work and check; the answer is softmax minus label."""
    import tuidao

    solution = tuidao.solve(LOSS, given=GIVEN)
    assert solution.verdict.status == "proved"
    assert solution.steps


def theirs() -> None:
    """The bare derivative for ten classes."""
    import sympy

    z, y = sympy.symbols(f"z1:{CLASSES + 1}"), sympy.symbols(f"y1:{CLASSES + 1}")
    whole = sum(sympy.exp(v) for v in z)
    loss = -sum(w * sympy.log(sympy.exp(v) / whole) for w, v in zip(y, z, strict=True))
    sympy.diff(loss, z[2])


def median(call: Callable[[], None], before: Callable[[], None], calls: int) -> float:
    """The median of the processor seconds that a call takes, after one that is not counted."""
    call()
    found = []
    for _ in range(calls):
        before()
        start = time.process_time()
        call()
        found.append(time.process_time() - start)
    return statistics.median(found)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def process(code: str, calls: int) -> float:
    """The median of the processor seconds that a process takes."""
    found = []
    for _ in range(calls):
        start = _of_children()
        subprocess.run([sys.executable, "-c", code], check=True)
        found.append(_of_children() - start)
    return statistics.median(found)


def main() -> None:
    """Measure and print."""
    from sympy.core.cache import clear_cache

    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    parser.add_argument("--calls", type=int, default=15)
    calls = parser.parse_args().calls
    print(f"{'':24}{'tuidao, any n':>16}{f'SymPy, n = {CLASSES}':>16}{'ratio':>8}")
    rows = (
        ("warm", median(ours, forget, calls), median(theirs, clear_cache, calls)),
        (
            "cold, whole process",
            process(OURS, max(3, calls // 3)),
            process(THEIRS, max(3, calls // 3)),
        ),
    )
    for name, mine, peer in rows:
        print(f"{name:24}{1000 * mine:>13.0f} ms{1000 * peer:>13.0f} ms{peer / mine:>7.1f}×")


if __name__ == "__main__":
    main()

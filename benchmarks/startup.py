"""The whole process: `tuidao solve 'diff(sin(x)*exp(x), x)'` against `python -c 'import sympy'`, in turns.

python -m benchmarks.startup [--runs 15]

Both start from compiled modules, as an installed program does: the first turn compiles, into a place of its own, and is
not counted.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time

COMMANDS = {
    "bare interpreter": ["-c", "pass"],
    "import tuidao": ["-c", "import tuidao"],
    "tuidao solve": ["-m", "tuidao", "solve", "diff(sin(x)*exp(x), x)"],
    "import sympy": ["-c", "import sympy"],
}


def wall(command: list[str], compiled: str) -> float:
    """The wall time of one run, in seconds; compiled modules are kept in the folder `compiled`."""
    around = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    around["PYTHONPYCACHEPREFIX"] = compiled
    start = time.perf_counter()
    subprocess.run([sys.executable, *command], stdout=subprocess.DEVNULL, env=around, check=True)
    return time.perf_counter() - start


def main() -> None:
    """Run the commands in turns, so that a busy machine is busy for all of them, and print the medians."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--runs", type=int, default=15)
    runs = parser.parse_args().runs
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    with tempfile.TemporaryDirectory() as compiled:
        for _ in range(runs + 1):
            for name, command in COMMANDS.items():
                times[name].append(wall(command, compiled))
    for name, found in times.items():
        print(
            f"{name:18}{statistics.median(found[1:]) * 1000:>8.0f} ms"
        )  # the first fills the disk cache


if __name__ == "__main__":
    main()

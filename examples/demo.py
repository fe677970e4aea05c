"""The demo: three homework problems worked step by step, and a note with a planted mistake checked."""

import os
import shlex
import sys
from pathlib import Path

from tuidao.cli import main

ROOT = Path(__file__).resolve().parent.parent


def show(*arguments: str, expect: int = 0) -> None:
    """Print a command and run it; a different exit code than expected ends the demo."""
    print(f"\n$ tuidao {shlex.join(arguments)}\n", flush=True)
    code = main([*arguments, "--lang", "en"])
    if code != expect:
        sys.exit(f"the demo expected exit code {expect}, not {code}")


if __name__ == "__main__":
    os.chdir(ROOT)
    print("1. A limit.")
    show("solve", "lim x->0 (1-cos x)/x^2")
    print("\n2. The derivative of cos, from the definition.")
    show("solve", "diff(cos(x), x)", "--by", "definition")
    print("\n3. How often is 6x² (x ≥ 0), 12x² (x < 0) differentiable at 0?")
    show("solve", "smoothness(Piecewise((6*x**2, x >= 0), (12*x**2, True)), x, 0)")
    print("\n4. A note with a mistake in it: the check finds it, and says so with exit code 1.")
    show("check", "examples/limits-notes.md", expect=1)

#!/usr/bin/env python3
"""Runs the commands shown in the READMEs and puts their real output below them.

A block that begins with ```console holds commands, each after "$ ", and what they print.

python tools/examples.py           run them and write the pages
python tools/examples.py --check   exit 1 where a page shows something else
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shlex
import sys
from pathlib import Path

from tuidao.cli import main as tuidao

ROOT = Path(__file__).resolve().parent.parent
PAGES = ("README.md", "README.zh.md")
_BLOCK = re.compile(r"(?<=```console\n).*?(?=```)", re.DOTALL)


def output(command: str) -> str:
    """What a command prints, run from the root of the project."""
    program, *arguments = shlex.split(command)
    if program != "tuidao":
        raise ValueError(f"only tuidao is run, not {program!r}")
    out = io.StringIO()
    with contextlib.chdir(ROOT), contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
        tuidao(arguments)
    return "\n".join(row.rstrip() for row in out.getvalue().strip("\n").splitlines())


def refreshed(text: str) -> str:
    """The page with every block's output as it is now."""

    def block(match: re.Match[str]) -> str:
        commands = [row for row in match.group().splitlines() if row.startswith("$ ")]
        return "\n\n".join(f"{command}\n{output(command[2:])}" for command in commands) + "\n"

    return _BLOCK.sub(block, text)


def stale() -> list[str]:
    """Pages that show something else than what is printed."""
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        os.environ.pop(name, None)
    texts = {name: (ROOT / name).read_text("utf-8") for name in PAGES}
    return [name for name, text in texts.items() if refreshed(text) != text]


def main(arguments: list[str]) -> int:
    """Write, or with --check compare."""
    wrong = stale()
    for name in wrong:
        if "--check" in arguments:
            print(f"{name} is not current: run python tools/examples.py")
        else:
            (ROOT / name).write_text(refreshed((ROOT / name).read_text("utf-8")), "utf-8")
    return 1 if wrong and "--check" in arguments else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

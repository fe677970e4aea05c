"""A checked file mended: its accepted repairs written back, and what changed told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from tuidao.judge.document import check_document
from tuidao.judge.fix import difference
from tuidao.judge.report import Report


def mended(report: Report, tell: Callable[[str], object]) -> Report:
    """The report on a file after its repairs were written into it; `tell` is given the difference.

    The same report where there is nothing to repair, or where the text came from no file. Raises OSError where the
    file cannot be written.
    """
    old, new = report.source.text, report.fixed()
    path = Path(report.source.name)
    if new == old or not path.is_file():
        return report
    tell(difference(report.source.name, old, new))
    path.write_bytes(new.encode("utf-8"))
    return check_document(path)

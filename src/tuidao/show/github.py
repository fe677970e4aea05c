"""A checked document as annotations of GitHub's workflow runs."""

from __future__ import annotations

from tuidao.judge.report import Report
from tuidao.show.report import CODES, SEVERITY, headline, help_line, label, summary
from tuidao.text import Language

_LEVELS = {"error": "error", "warning": "warning", "note": "notice"}


def _escape(text: str, *, value: bool = False) -> str:
    """Text as a workflow command carries it; `value`: inside its list of properties."""
    text = text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
    return text.replace(":", "%3A").replace(",", "%2C") if value else text


def report_github(report: Report, language: Language = "en") -> str:
    """One `::error file=…,line=…,col=…::…` line a finding; the summary last, as plain text."""
    rows = []
    for f in sorted(report.findings, key=lambda f: f.start):
        message = f"{headline(f)(language)}: {label(f)(language)}"
        helped = help_line(f)
        if helped is not None:
            message += f"\n{helped(language)}"
        place = f"file={_escape(report.source.name, value=True)},line={f.line},col={f.column}"
        title = f"title={_escape(f'tuidao {CODES[f.kind]}', value=True)}"
        rows.append(f"::{_LEVELS[SEVERITY[f.kind]]} {place},{title}::{_escape(message)}")
    return "\n".join([*rows, summary(report, language)])

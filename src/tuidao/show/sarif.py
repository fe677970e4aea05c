"""Checked documents as SARIF 2.1.0, the format that code scanners exchange."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from tuidao import __version__
from tuidao.judge.report import Finding, Report
from tuidao.read.piece import Lines
from tuidao.show.report import CODES, SEVERITY, headline, help_line, label
from tuidao.text import Language, Text

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_RULES: dict[str, Text] = {
    "refuted": Text("A statement is false: a counterexample is given", "断言不成立：给出了反例"),
    "condition": Text(
        "A statement is true only under a condition that is not stated",
        "断言只在未写出的条件下成立",
    ),
    "unread": Text("A formula was not understood", "公式未能读懂"),
}


def report_sarif(reports: Sequence[Report], language: Language = "en") -> str:
    """One run that holds the findings of all the reports, as JSON text."""
    results = [
        _result(f, r, Lines(r.source.text), language)
        for r in reports
        for f in sorted(r.findings, key=lambda f: f.start)
    ]
    rules = [
        {"id": code, "shortDescription": {"text": text(language)}} for code, text in _RULES.items()
    ]
    driver = {"name": "tuidao", "version": __version__, "rules": rules}
    run = {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _result(f: Finding, report: Report, lines: Lines, language: Language) -> dict[str, Any]:
    end_line, end_column = lines.place(f.end)
    message = f"{headline(f)(language)}: {label(f)(language)}"
    helped = help_line(f)
    if helped is not None:
        message += f". {helped(language)}"
    region = {
        "startLine": f.line,
        "startColumn": f.column,
        "endLine": end_line,
        "endColumn": end_column,
        "snippet": {"text": f.latex},
    }
    place = {"artifactLocation": {"uri": report.source.name}, "region": region}
    return {
        "ruleId": CODES[f.kind],
        "level": SEVERITY[f.kind],
        "message": {"text": message},
        "locations": [{"physicalLocation": place}],
    }

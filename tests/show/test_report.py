"""Reports of checked documents: text, JSON, annotations, SARIF."""

from __future__ import annotations

import json

from tuidao.judge.document import check_document
from tuidao.judge.report import Report
from tuidao.show.github import report_github
from tuidao.show.report import report_json, report_text, summary
from tuidao.show.sarif import report_sarif

TEXT = (
    "We get $(x+1)^2 = x^2 - 2x + 1$.\n\nAlso $\\sqrt{x^2} = x$, 以及 $\\int x^u dx = \\frac{x^{u+1}}{u+1} + C$.\n"
    "Broken: $\\frac{1}{ = 2$.\n"
)


def report() -> Report:
    return check_document(TEXT, kind="md")


def test_the_text_reads_like_a_compiler() -> None:
    shown = report_text(report())
    rows = shown.splitlines()
    assert rows[0] == "error[refuted]: the two sides differ"
    assert rows[1].strip() == "--> text:1:17"
    caret = rows[4].split("|", 1)[1]
    assert caret.index("^") == rows[3].split("|", 1)[1].index("= x^2")
    assert "left" in caret
    assert "right" in caret
    assert any(r.startswith("help: holds as `") for r in rows)
    assert "warning[condition]" in shown
    assert "note[unread]" in shown
    assert "right -1; true where x \\geq 0" in shown
    assert rows[-1] == summary(report())


def test_chinese_has_whole_sentences() -> None:
    shown = report_text(report(), "zh")
    assert "错误[refuted]: 两边不相等" in shown
    assert "提示：改为" in shown
    assert "个断言" in shown.splitlines()[-1]


def test_nothing_wrong_is_said() -> None:
    assert report_text(check_document("$1 + 1 = 2$")).endswith("nothing refuted")


def test_everything_can_be_shown() -> None:
    shown = report_text(check_document("$1 + 1 = 2$"), everything=True)
    assert "proved" in shown.splitlines()[0]


def test_json_carries_places_and_both_languages() -> None:
    data = json.loads(report_json(report()))
    assert data["counts"]["refuted"] == 2
    first = data["findings"][0]
    assert (first["line"], first["column"], first["kind"]) == (1, 17, "refuted")
    assert first["reason"]["zh"]
    assert first["counterexample"]
    assert TEXT[first["start"] : first["end"]] == "="
    kinds = {f["kind"] for f in data["findings"]}
    assert kinds == {"refuted", "conditional", "refused"}


def test_annotations_escape_what_the_format_needs() -> None:
    found = report()
    found.source = type(found.source)(found.source.text, "a,b:c.md")
    rows = report_github(found).splitlines()
    assert rows[0].startswith("::error file=a%2Cb%3Ac.md,line=1,col=17,title=tuidao refuted::")
    assert any(r.startswith("::warning ") for r in rows)
    assert any(r.startswith("::notice ") for r in rows)


def test_sarif_points_at_the_place() -> None:
    data = json.loads(report_sarif([report()]))
    assert data["version"] == "2.1.0"
    (run,) = data["runs"]
    results = run["results"]
    ids = {r["id"] for r in run["tool"]["driver"]["rules"]}
    assert {r["ruleId"] for r in results} <= ids
    region = results[0]["locations"][0]["physicalLocation"]["region"]
    assert (region["startLine"], region["startColumn"]) == (1, 17)
    assert results[0]["level"] == "error"

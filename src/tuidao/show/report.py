"""A checked document as a compiler reports it: one diagnostic a finding, then a summary; also as JSON."""

from __future__ import annotations

import json
import re

from tuidao.diagnostic import Diagnostic, Label, Severity, Span, render
from tuidao.judge.report import CONDITIONAL, REFUSED, Finding, Report
from tuidao.lang.term import Term
from tuidao.proof import Status
from tuidao.text import Language, Text

_HEADLINES: dict[str, Text] = {
    "equality": Text("the two sides differ", "两边不相等"),
    "inequality": Text("the inequality fails", "不等式不成立"),
    CONDITIONAL: Text("true only under a condition that is not stated", "只在未写出的条件下成立"),
    REFUSED: Text("not understood", "无法理解"),
    "open": Text("not decided", "未能判定"),
    "proved": Text("proved", "已证明"),
    "tested": Text("held at every point tried, not proved", "在所试各点都成立，未证明"),
}
_AT = Text("at {at}: left {left}, right {right}", "取 {at}：左边 {left}，右边 {right}")
_SIDES = Text("left {left}, right {right}", "左边 {left}，右边 {right}")
_NO_VALUE = Text("has no value", "无定义")
_TRUE_WHERE = Text("true where {conditions}", "当 {conditions} 时成立")
_HOLDS = Text("holds as `{version}`", "改为 `{version}` 即成立")
_STATE = Text("state the condition: {conditions}", "请写明条件：{conditions}")
_SUMMARY = Text(
    "{name}: {formulas} formulas read{refused}; {claims} claims: "
    "{proved} proved, {tested} tested, {refuted} refuted, {open} open; "
    "{definitions} definitions, {conditions} conditions, {equations} relations between particular "
    "quantities, {mentions} mentions; {conditional} with a condition missing",
    "{name}：读取 {formulas} 个公式{refused}；{claims} 个断言："
    "{proved} 个已证明，{tested} 个经检验，{refuted} 个被驳倒，{open} 个未决；"
    "{definitions} 个定义，{conditions} 个条件，{equations} 个特定量之间的关系，{mentions} 处提及；"
    "{conditional} 个缺少条件",
)
_REFUSED = Text(", {refused} not understood", "，{refused} 个未读懂")
_NONE = Text("nothing refuted", "没有发现错误")
_KINDS = Text("taken from the words: {kinds}", "由文字得知：{kinds}")

_EQUALITY = ("=", "==", "＝", "≈", "等于", "equals", "is", r"\approx", r"\xlongequal")
_CALL = re.compile(r"\\operatorname\{call\}\\left\(([^,\\]+), ")
SEVERITY: dict[str, Severity] = {
    str(Status.REFUTED): "error",
    CONDITIONAL: "warning",
    REFUSED: "note",
}
CODES: dict[str, str] = {
    str(Status.REFUTED): "refuted",
    CONDITIONAL: "condition",
    REFUSED: "unread",
}


def spelled(t: Term) -> str:
    """A term as a report quotes it: LaTeX, as the document is written."""
    from tuidao.show.latex import latex

    return _CALL.sub(lambda m: rf"{m.group(1)}\left(", latex(t))


def headline(finding: Finding) -> Text:
    """The first words about a finding."""
    if finding.kind == Status.REFUTED:
        return _HEADLINES["equality" if finding.sign in _EQUALITY else "inequality"]
    return _HEADLINES[finding.kind]


def label(finding: Finding) -> Text:
    """The few words under the mark: the witness, the missing condition, or the reason."""
    v = finding.verdict
    if finding.kind == Status.REFUTED and v.counterexample is not None:
        w = v.counterexample
        at = ", ".join(f"{name} = {value}" for name, value in w.values.items())
        left, right = w.left or _NO_VALUE, w.right or _NO_VALUE
        seen = (_AT if at else _SIDES).format(at=at, left=left, right=right)
        if not v.missing:
            return seen
        where = _TRUE_WHERE.format(conditions=_conditions(finding))
        return Text(f"{seen.en}; {where.en}", f"{seen.zh}；{where.zh}")
    if finding.kind == CONDITIONAL:
        return _TRUE_WHERE.format(conditions=_conditions(finding))
    return v.reason


def help_line(finding: Finding) -> Text | None:
    """What could be written instead, to be pasted."""
    v = finding.verdict
    if v.suggestion is not None:
        words = v.reason if "holds as: " in v.reason.en else None
        if words is not None:
            return Text(words.en.rpartition("; ")[2], words.zh.rpartition("；")[2])
        return _HOLDS.format(version=spelled(v.suggestion))
    if finding.kind == CONDITIONAL:
        return _STATE.format(conditions=_conditions(finding))
    return None


def _conditions(finding: Finding) -> str:
    return ", ".join(spelled(c) for c in finding.verdict.missing)


def diagnostic(finding: Finding, report: Report) -> Diagnostic:
    """A finding as a diagnostic with its place."""
    span = Span(finding.start, finding.end)
    return Diagnostic(
        code=CODES.get(finding.kind, finding.kind),
        headline=headline(finding),
        source=report.source,
        label=Label(span, label(finding)),
        help=help_line(finding),
        severity=SEVERITY.get(finding.kind, "note"),
    )


def summary(report: Report, language: Language = "en") -> str:
    """One line of counts."""
    counts = dict(report.counts)
    refused = _REFUSED.format(refused=counts["refused"]) if counts["refused"] else ""
    counts["formulas"] = counts["read"]
    return _SUMMARY.format(name=report.source.name, **{**counts, "refused": refused})(language)


def report_text(report: Report, language: Language = "en", *, everything: bool = False) -> str:
    """The whole report as text: each finding as a compiler prints it, then the summary.

    `everything`: also what was proved, tested or left open.
    """
    shown = report.everything if everything else report.findings
    shown = [f for f in shown if f.kind in _HEADLINES or f.kind == Status.REFUTED]
    blocks = [render(diagnostic(f, report), language) for f in sorted(shown, key=lambda f: f.start)]
    if report.kinds:
        from tuidao.judge.kinds import NAMES

        kinds = Text(
            ", ".join(f"{name}: {NAMES[k].en}" for name, k in sorted(report.kinds.items())),
            "，".join(f"{name}：{NAMES[k].zh}" for name, k in sorted(report.kinds.items())),
        )
        blocks.append(_KINDS.format(kinds=kinds)(language))
    end = summary(report, language)
    if not report.refuted:
        end += f"; {_NONE.en}" if language == "en" else f"；{_NONE.zh}"
    return "\n\n".join([*blocks, end])


def report_json(report: Report, *, everything: bool = False) -> str:
    """The report as JSON text."""
    data = report.to_data()
    if everything:
        data["everything"] = [f.to_data() for f in report.everything]
    return json.dumps(data, ensure_ascii=False, indent=2)

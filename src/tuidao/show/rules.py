"""Rules for a reader: found by name or words, listed by chapter, explained one by one."""

from __future__ import annotations

from collections.abc import Iterable

from tuidao.diagnostic import width
from tuidao.rules import RULES, Rule
from tuidao.show.terminal import paint, wrap
from tuidao.show.unicode import unicode_math
from tuidao.text import Language, Text

CHAPTERS: dict[str, Text] = {
    "algebra": Text("Algebra", "代数"),
    "continuity": Text("Continuity", "连续性"),
    "derivative_points": Text("Derivatives at single points", "单点处的导数"),
    "derivative_table": Text("Table of derivatives", "求导公式表"),
    "derivative_table_more": Text("Table of derivatives, continued", "求导公式表（续）"),
    "derivatives": Text("Derivatives: definition and rules", "导数：定义与法则"),
    "epsilon": Text("The definition of the limit", "极限的 ε–δ 定义"),
    "families": Text("Families, sums and Kronecker's delta", "带下标的量、求和与克罗内克 δ"),
    "distributions": Text("Theorems about distributions", "关于概率分布的定理"),
    "infinitesimals": Text("Infinitesimals compared", "无穷小的比较"),
    "information": Text("Information and entropy", "信息量与熵"),
    "integral_elementary": Text("Integrals that are not elementary", "没有初等原函数的积分"),
    "integral_table": Text("Table of integrals", "积分公式表"),
    "integral_theorems": Text("Theorems about integrals", "积分的定理"),
    "integrals": Text("Indefinite integrals", "不定积分"),
    "integrals_definite": Text("Definite integrals", "定积分"),
    "integrals_known": Text("Classical improper integrals", "经典的反常积分"),
    "integrals_known_more": Text("Classical improper integrals, continued", "经典的反常积分（续）"),
    "improper": Text("Convergence of improper integrals", "反常积分的敛散性"),
    "lemmas": Text("Lemmas", "引理"),
    "limits": Text("Limits", "极限"),
    "limits_important": Text("Important limits", "重要极限"),
    "limits_joined": Text("Limits joined", "极限的组合"),
    "logic": Text("Logic", "逻辑"),
    "losses": Text("Losses", "损失函数"),
    "matrices": Text("Vectors and matrices", "向量与矩阵"),
    "mean_values": Text("Mean values", "中值"),
    "powers": Text("Powers, roots and logarithms", "幂、根与对数"),
    "products": Text("Indexed products", "连乘"),
    "regularity": Text("Continuity and differentiability put together", "连续性与可导性的运算"),
    "convexity": Text("Convexity", "凸性"),
    "shape": Text("The shape of functions", "函数的性态"),
    "sums": Text("Sums", "求和"),
    "differentials": Text("Differentials", "微分"),
    "series_tests": Text("Tests for series", "级数判别法"),
    "nth_derivatives": Text("Derivatives of order n", "n 阶导数"),
    "power_series": Text("Power series", "幂级数"),
    "taylor": Text("Taylor's formula", "泰勒公式"),
    "theorems": Text("Mean value theorems and what follows", "中值定理及其推论"),
    "trigonometry": Text("Trigonometric identities", "三角恒等式"),
}
_WHEN = Text("when", "条件")
_WHY = Text("reason given in a step", "步骤中给出的理由")
_CITE = Text("source", "出处")
_BREAKS = Text("fails without its condition at", "缺少条件时的反例")
_DECIDED = Text("settled by computing", "由计算判定")
_COLON = Text(": ", "：")


def find_rules(words: Iterable[str]) -> list[Rule]:
    """The rule of that name alone; else every rule that speaks of all the words, in either language."""
    wanted = [w.lower() for w in words]
    if len(wanted) == 1 and wanted[0] in RULES:
        return [RULES[wanted[0]]]
    return [r for r in RULES.values() if all(w in _searched(r) for w in wanted)]


def nearest(name: str) -> list[str]:
    """Names of rules that look like the one asked for."""
    from difflib import get_close_matches

    return get_close_matches(name, RULES, n=3, cutoff=0.5)


def _searched(rule: Rule) -> str:
    texts = (rule.title, rule.why, rule.cite, chapter_title(rule.chapter))
    return " ".join([rule.id, *(part for t in texts for part in (t.en, t.zh))]).lower()


def chapter_title(chapter: str) -> Text:
    """What a chapter of rules is called; its module's name where it is called nothing else (a test minds that)."""
    return CHAPTERS.get(chapter, Text(chapter, chapter))


def statement(rule: Rule, language: Language) -> str:
    """What the rule concludes, on one line."""
    return unicode_math(rule.conclusion, language)


def rules_list(
    rules: list[Rule], language: Language, *, room: int = 100, color: bool = False
) -> str:
    """Rules by chapter, one a line: name, title, statement."""
    rows: list[str] = []
    names = max((len(r.id) for r in rules), default=0)
    titles = min(max((width(r.title(language)) for r in rules), default=0), 40)
    chapters: dict[str, list[Rule]] = {}
    for r in rules:
        chapters.setdefault(r.chapter, []).append(r)
    for chapter, members in chapters.items():
        rows += ["", paint(chapter_title(chapter)(language), "bold", color)]
        for r in members:
            title = r.title(language)
            pad = " " * max(titles - width(title), 0)
            indent = 2 + names + 2 + titles + 2
            said = [""] if r.decide else wrap(statement(r, language), max(room - indent, 30))
            row = f"  {paint(r.id.ljust(names), 'mark', color)}  {title}{pad}  {said[0]}"
            rows.append(row.rstrip())
            rows += [" " * indent + s for s in said[1:]]
    return "\n".join(rows[1:])


def rule_text(rule: Rule, language: Language, *, room: int = 100, color: bool = False) -> str:
    """One rule explained: statement, conditions, reason, source, and where it fails without a condition."""

    def say(text: Text) -> str:
        return text(language)

    rows = [
        f"{paint(rule.title(language), 'bold', color)}  {paint(rule.id, 'mark', color)}",
        "",
        *("  " + row for row in wrap(statement(rule, language), room - 2)),
        "",
    ]

    def item(label: Text, text: str) -> None:
        head = say(label) + say(_COLON)
        lines = wrap(text, max(room - width(head), 30))
        rows.append(paint(head, "dim", color) + lines[0])
        rows.extend(" " * width(head) + line for line in lines[1:])

    for given in rule.given:
        item(_WHEN, unicode_math(given, language))
    if rule.decide:
        item(_DECIDED, rule.decide)
    item(_WHY, rule.why(language))
    if rule.breaks_at:
        item(_BREAKS, ", ".join(f"{k} = {v}" for k, v in rule.breaks_at.items()))
    item(_CITE, rule.cite(language))
    return "\n".join(rows)

#!/usr/bin/env python3
"""Writes docs/rules/ (a page a chapter, both languages) and tools/rules.json from the rules as declared.

python tools/rule_pages.py           write them
python tools/rule_pages.py --check   exit 1 where a file on disk is not what would be written
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from tuidao.lang.table import TableWriter
from tuidao.rules import RULES, Rule
from tuidao.show.rules import chapter_title, statement
from tuidao.show.unicode import unicode_math

ROOT = Path(__file__).resolve().parent.parent
NOTE = "<!-- Written by tools/rule_pages.py; change the rule, not this page. -->"


def chapters() -> dict[str, list[Rule]]:
    """The rules by chapter, chapters and rules in the order of their names and declarations."""
    found: dict[str, list[Rule]] = {}
    for rule in RULES.values():
        found.setdefault(rule.chapter, []).append(rule)
    return dict(sorted(found.items()))


def code(text: str) -> str:
    """Inline code; a text with a backtick gets a longer fence."""
    return f"`` {text} ``" if "`" in text else f"`{text}`"


def rule_section(rule: Rule) -> str:
    """One rule, in both languages."""
    rows = [f"## {rule.id}", "", f"**{rule.title.en}** · {rule.title.zh}", ""]
    if rule.decide:
        rows += [f"Settled by computing ({code(rule.decide)}). 由计算判定。", ""]
    if not rule.decide or rule.given:
        rows += [code(statement(rule, "en")), ""]
    if rule.given:
        rows += ["When 条件:", ""]
        rows += [f"- {code(unicode_math(given, 'en'))}" for given in rule.given] + [""]
    rows += [f"{rule.why.en} {rule.why.zh}", ""]
    if rule.breaks_at:
        values = ", ".join(f"{name} = {value}" for name, value in rule.breaks_at.items())
        rows += [f"Fails without its condition at 缺少条件时的反例: {code(values)}", ""]
    rows += [f"Source 出处: {rule.cite.en} · {rule.cite.zh}", ""]
    return "\n".join(rows)


def pages() -> dict[Path, str]:
    """Every file with the text it should hold."""
    found: dict[Path, str] = {}
    index = [NOTE, "", "# The rules 规则", ""]
    for chapter, rules in chapters().items():
        title = chapter_title(chapter)
        head = f"{NOTE}\n\n# {title.en} · {title.zh}\n\n"
        found[ROOT / "docs" / "rules" / f"{chapter}.md"] = head + "\n".join(
            map(rule_section, rules)
        )
        index += [
            f"## [{title.en} · {title.zh}]({chapter}.md)",
            "",
            "| rule | | |",
            "| --- | --- | --- |",
        ]
        index += [
            f"| [{r.id}]({chapter}.md#{r.id}) | {r.title.en} | {r.title.zh} |".replace("||", "| |")
            for r in rules
        ]
        index.append("")
    found[ROOT / "docs" / "rules" / "README.md"] = "\n".join(index)
    found[ROOT / "tools" / "rules.json"] = rules_json()
    return found


def rules_json() -> str:
    """The statements of all rules, for the checker that knows nothing else of tuidao."""
    table = TableWriter()
    rules = {
        rule.id: {
            "params": sorted(rule.params),
            "given": table.terms(rule.given),
            "conclusion": table.term(rule.conclusion),
            "decide": rule.decide,
        }
        for rule in sorted(RULES.values(), key=lambda r: r.id)
    }
    nodes = ",\n".join(json.dumps(node, ensure_ascii=False) for node in table.nodes)
    lines = ",\n".join(f"{json.dumps(k)}: {json.dumps(v)}" for k, v in rules.items())
    return (
        f'{{"tuidao": "rules", "version": 1, "terms": [\n{nodes}\n], "rules": {{\n{lines}\n}}}}\n'
    )


def stale() -> list[Path]:
    """Files on disk that are not what would be written, and pages of chapters that are gone."""
    wanted = pages()
    wrong = [p for p, text in wanted.items() if not p.exists() or p.read_text("utf-8") != text]
    return wrong + [p for p in (ROOT / "docs" / "rules").glob("*.md") if p not in wanted]


def main(arguments: list[str]) -> int:
    """Write, or with --check compare."""
    if "--check" in arguments:
        wrong = stale()
        for path in wrong:
            print(f"{path.relative_to(ROOT)} is not current: run python tools/rule_pages.py")
        return 1 if wrong else 0
    for path in stale():
        if path in pages():
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(pages()[path], "utf-8")
        else:
            path.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

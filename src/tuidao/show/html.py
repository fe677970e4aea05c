"""A page as HTML with MathML: nothing is loaded from elsewhere; for a browser and for notebooks."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from tuidao.lang.term import Term
from tuidao.show import words
from tuidao.show.chart_table import Table
from tuidao.show.mathml import mathml
from tuidao.show.page import Folded, Line, Page, page_of
from tuidao.show.words import COLON, COMMA
from tuidao.text import Language, Text

if TYPE_CHECKING:
    from tuidao.judge.solve import Solved

_CSS = """
.tuidao{font-family:system-ui,sans-serif;line-height:1.6;max-width:60rem}
.tuidao table{border-collapse:collapse;margin:.6rem 0}
.tuidao td{padding:.25rem .8rem .25rem 0;vertical-align:middle;text-align:left}
.tuidao td:nth-child(3){min-width:14rem}
.tuidao .why{color:#57606a;font-size:.92em}
.tuidao .proved{color:#1a7f37}.tuidao .tested{color:#9a6700}
.tuidao .refuted{color:#cf222e}.tuidao .open{color:#8250df}
.tuidao .chart td{border:1px solid #d0d7de;padding:.2rem .6rem;text-align:center}
.tuidao .chart tr td:first-child{border-right-width:2px}
.tuidao details{margin-left:1.2rem;font-size:.95em}
.tuidao summary{cursor:pointer;color:#57606a}
@media (prefers-color-scheme:dark){.tuidao .why,.tuidao summary{color:#9198a1}}
"""


def html_page(solution: Solved, language: Language = "en") -> str:
    """The solution as a piece of HTML, for a notebook."""
    return f"<style>{_CSS}</style>{_Writer(language).page(page_of(solution))}"


def html_document(solution: Solved, language: Language = "en") -> str:
    """The solution as a whole HTML file."""
    page = page_of(solution)
    tag = "zh-CN" if language == "zh" else "en"
    head = '<meta charset="utf-8"><meta name="viewport" content="width=device-width">'
    body = _Writer(language).page(page)
    title = escape(page.title(language))
    return (
        f'<!doctype html>\n<html lang="{tag}"><head>{head}<title>{title}</title>'
        f"<style>{_CSS}</style></head>\n<body>{body}</body></html>\n"
    )


class _Writer:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text) -> str:
        return text.written(self.language, escape, self._part)

    def _part(self, part: object) -> str:
        return self.math(part) if isinstance(part, Term) else escape(str(part))

    def math(self, t: Term) -> str:
        return mathml(t, self.language)

    def page(self, page: Page) -> str:
        if page.lines and page.start == page.problem:
            parts = [f"<p><b>{self.say(page.title)}</b></p>"]
        else:
            parts = [self.labelled(page.title, self.math(page.problem))]
        if page.given:
            parts.append(self.labelled(words.GIVEN, self.claims(page.given)))
        if page.lines:
            parts.append(self.chain(page.start, page.lines))
        parts.append(self.answer(page))
        parts += [self.labelled(label, escape(value)) for label, value in page.facts]
        status = page.verdict.status
        parts.append(
            f'<p><b class="{status.value}">{self.say(words.STATUS[status])}</b>'
            f"{self.say(COLON)}{self.say(page.verdict.reason)}</p>"
        )
        if page.conditions:
            parts.append(self.labelled(words.PROVIDED, self.claims(page.conditions)))
        return f'<div class="tuidao">{"".join(parts)}</div>'

    def claims(self, claims: tuple[Term, ...]) -> str:
        return self.say(COMMA).join(self.math(c) for c in claims)

    def labelled(self, label: Text, html: str) -> str:
        return f"<p><b>{self.say(label)}{self.say(COLON)}</b>{html}</p>"

    def answer(self, page: Page) -> str:
        if page.answer is None:
            return f"<p><b>{self.say(words.NO_ANSWER)}</b></p>"
        shown = self.say(page.answer) if isinstance(page.answer, Text) else self.math(page.answer)
        return self.labelled(words.ANSWER, shown)

    def chain(self, start: Term, lines: tuple[Line, ...]) -> str:
        rows = [f'<tr><td></td><td colspan="2">{self.math(start)}</td></tr>']
        rows += [self.line(line) for line in lines]
        return f"<table>{''.join(rows)}</table>"

    def line(self, line: Line) -> str:
        shown = self.math(line.term) if line.term is not None else f"✓ {self.say(words.HOLDS)}"
        if line.told is not None:
            shown = self.say(line.told)
        why = f'<span class="why" title="{escape(line.rule.id)}">{self.say(line.reason)}</span>'
        folded = "".join(self.folded(child) for child in line.children)
        sign = f"<math><mo>{line.relation}</mo></math>" if line.relation else ""
        row = f"<tr><td>{sign}</td><td>{shown}</td><td>{why}{folded}</td></tr>"
        if line.table is None:
            return row
        return f'{row}<tr><td></td><td colspan="2">{self.table(line.table)}</td></tr>'

    def cell(self, part: object) -> str:
        return self.say(part) if isinstance(part, Text) else self._part(part)

    def table(self, table: Table) -> str:
        """A sign chart, ruled as on paper."""
        rows = [
            f"<tr>{''.join(f'<td>{self.cell(cell)}</td>' for cell in row)}</tr>"
            for row in table.rows
        ]
        return f'<table class="chart">{"".join(rows)}</table>'

    def folded(self, folded: Folded) -> str:
        name = words.BECAUSE if folded.claim else words.WORKING
        inside = self.chain(folded.start, folded.lines)
        state = " open" if folded.unfolded else ""
        return f"<details{state}><summary>{self.say(name)}</summary>{inside}</details>"

"""A page as LaTeX: the chain in `align*` with its reasons, folded working below; it needs amsmath only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Sort
from tuidao.lang.spell import bound_name
from tuidao.lang.term import App, Bind, Term, instantiate
from tuidao.show import words
from tuidao.show.chart_table import Cell, Table
from tuidao.show.latex import latex
from tuidao.show.page import Folded, Line, Page, page_of
from tuidao.show.words import COLON, COMMA
from tuidao.text import Language, Text

if TYPE_CHECKING:
    from tuidao.judge.solve import Solved

_SPECIAL = str.maketrans(
    {
        "\\": r"\textbackslash{}",
        "{": r"\{",
        "}": r"\}",
        "$": r"\$",
        "&": r"\&",
        "#": r"\#",
        "%": r"\%",
        "_": r"\_",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)
_SIGNS = {
    "−": "-",
    "↗": r"\nearrow",
    "↘": r"\searrow",
    "→": r"\to",
    "∪": r"\cup",
    "∩": r"\cap",
    "—": "-",
    "∄": r"\nexists",
    "∥": r"\|",
    "f′": "f'",
    "f″": "f''",
    "f_xx": "f_{xx}",
    "f_xx·f_yy − f_xy²": "f_{xx} f_{yy} - f_{xy}^2",
}
_RELATION = {"=": "= ", "⇔": r"\iff ", "→": r"\to ", "": ""}


def latex_page(solution: Solved, language: Language = "en") -> str:
    """The worked solution as LaTeX. A document in Chinese needs ctex besides."""
    return _Writer(language).page(page_of(solution))


def escaped(text: str) -> str:
    """Words for LaTeX, its special characters escaped."""
    return text.translate(_SPECIAL)


class _Writer:
    def __init__(self, language: Language) -> None:
        self.language = language

    def say(self, text: Text) -> str:
        return text.written(self.language, escaped, self._part)

    def _part(self, part: object) -> str:
        return f"${latex(part)}$" if isinstance(part, Term) else escaped(str(part))

    def math(self, t: Term) -> str:
        """The term; what is told in words, as words with formulas in them."""
        told = isinstance(t, App | Bind) and (t.op.sort is Sort.QUERY or t.op is ops.UNDEFINED)
        if not told or not isinstance(t, App | Bind) or t.op not in words.PHRASES:
            return latex(t)
        parts: dict[str, Term] = {}
        if type(t) is Bind:
            x = bound_name(t)
            parts = {"x": x, "body": instantiate(t.body, x)}
        rest = t.over if type(t) is Bind else t.args if type(t) is App else ()
        parts |= {f"p{k}": a for k, a in enumerate(rest)}
        filled = {name: f"${latex(part)}$" for name, part in parts.items()}
        if rest:
            filled["to"] = filled["p0"]
        return rf"\text{{{words.phrase(t.op, rest)(self.language).format(**filled)}}}"

    def page(self, page: Page) -> str:
        if page.lines and page.start == page.problem:
            parts = [rf"\textbf{{{self.say(page.title)}}}"]
        else:
            parts = [self.labelled(page.title, f"${self.math(page.problem)}$")]
        if page.given:
            parts.append(self.labelled(words.GIVEN, self.claims(page.given)))
        if page.lines:
            parts.append(self.chain(page.start, page.lines))
        parts.append(self.answer(page))
        verdict = page.verdict
        parts.append(self.labelled(words.STATUS[verdict.status], self.say(verdict.reason)))
        if page.conditions:
            parts.append(self.labelled(words.PROVIDED, self.claims(page.conditions)))
        return "\n\n".join(parts) + "\n"

    def claims(self, claims: tuple[Term, ...]) -> str:
        return self.say(COMMA).join(f"${latex(c)}$" for c in claims)

    def labelled(self, label: Text, text: str) -> str:
        return rf"\textbf{{{self.say(label).capitalize()}}}{self.say(COLON)}{text}"

    def answer(self, page: Page) -> str:
        if page.answer is None:
            return rf"\textbf{{{self.say(words.NO_ANSWER)}}}"
        if isinstance(page.answer, Text):
            return self.labelled(words.ANSWER, self.say(page.answer))
        return self.labelled(words.ANSWER, f"${latex(page.answer)}$")

    def cell(self, part: Cell) -> str:
        if isinstance(part, Text):
            return rf"\text{{{self.say(part)}}}"
        return _SIGNS.get(part, part) if isinstance(part, str) else latex(part)

    def table(self, table: Table) -> str:
        """A sign chart as an array."""
        rows = [" & ".join(map(self.cell, row)) for row in table.rows]
        columns = "c|" + "c" * (len(table.rows[0]) - 1)
        body = " \\\\ \\hline\n".join(rows)
        return f"\\[\\begin{{array}}{{{columns}}}\n{body}\n\\end{{array}}\\]"

    def chain(self, start: Term, lines: tuple[Line, ...]) -> str:
        rows = [f"  & {self.math(start)}"]
        folded: list[Folded] = []
        tables: list[str] = []
        for line in lines:
            shown = (
                rf"\text{{{self.say(words.HOLDS)}}}" if line.term is None else self.math(line.term)
            )
            if line.told is not None:
                shown = rf"\text{{{self.say(line.told)}}}"
            tables += [] if line.table is None else [self.table(line.table)]
            reason = rf"&& \text{{{self.say(line.reason)}}}"
            rows.append(f"  {_RELATION[line.relation]}& {shown} {reason}")
            folded += line.children
        body = " \\\\\n".join(rows)
        parts = [f"\\begin{{align*}}\n{body}\n\\end{{align*}}", *tables]
        for child in folded:
            label = words.BECAUSE if child.claim else words.WORKING
            parts.append(
                f"{self.say(label)}{self.say(COLON).rstrip()}\n{self.chain(child.start, child.lines)}"
            )
        return "\n".join(parts)

"""A page as text for a terminal: one line a step, reasons beside them, wrapped to the width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from tuidao.diagnostic import width
from tuidao.lang.term import Term
from tuidao.proof import Status, Verdict, Witness
from tuidao.show import words
from tuidao.show.chart_table import rows_of_text
from tuidao.show.page import Folded, Line, Page, count, page_of
from tuidao.show.signs import name_of
from tuidao.show.unicode import unicode_math
from tuidao.text import Language, Text

if TYPE_CHECKING:
    from tuidao.judge.solve import Solved

Steps = Literal["all", "brief"]
_STYLES = {
    "bold": "1",
    "dim": "2",
    "proved": "32",
    "tested": "33",
    "refuted": "31",
    "open": "35",
    "mark": "36",
}
_GAP = 3  # cells between a formula and its reason
_LEAST = 24  # cells a column of reasons is worth having


def text_page(
    solution: Solved,
    language: Language = "en",
    *,
    width: int = 100,
    color: bool = False,
    steps: Steps = "brief",
) -> str:
    """A solution as Unicode text, `width` cells wide; `color` adds ANSI styles."""
    return _Printer(language, max(width, 40), color, steps).page(page_of(solution))


def verdict_text(
    verdict: Verdict, language: Language = "en", *, width: int = 100, color: bool = False
) -> str:
    """What the checker says of a statement, with its counterexample, conditions and suggestion."""
    printer = _Printer(language, max(width, 40), color, "all")
    printer.verdict(verdict)
    if verdict.missing:
        label = words.PROVIDED(language) + words.COLON(language)
        printer.labelled(label, printer.statements(verdict.missing), "tested")
    if verdict.suggestion is not None:
        label = words.SUGGESTION(language) + words.COLON(language)
        printer.labelled(label, printer.math(verdict.suggestion), "bold")
    return "\n".join(printer.rows)


def witness(found: Witness) -> Text:
    """A counterexample in words: the values, and the two sides there."""
    at = ", ".join(
        f"{name_of(name)} = {unicode_math(value)}" for name, value in found.values.items()
    )
    sides = {"left": found.left or words.NO_VALUE, "right": found.right or words.NO_VALUE}
    return words.WITNESS_AT.format(at=at, **sides) if at else words.WITNESS.format(**sides)


def chain_text(
    start: Term,
    lines: tuple[Line, ...],
    language: Language,
    *,
    width: int = 100,
    color: bool = False,
) -> str:
    """A chain by itself, such as the proof of a theorem, with everything unfolded."""
    printer = _Printer(language, max(width, 40), color, "all")
    printer.chain(start, lines, 0)
    return "\n".join(printer.rows)


def paint(text: str, style: str, color: bool) -> str:
    """The text in a style of the terminal."""
    return f"\x1b[{_STYLES[style]}m{text}\x1b[0m" if color and text else text


def wrap(text: str, room: int, hang: int = 0) -> list[str]:
    """The text in rows of at most `room` cells: broken at spaces, and between Chinese characters.

    Rows after the first begin with `hang` spaces.
    """
    rows: list[str] = []
    row, used, lead = "", 0, " " * hang
    for word in _words(text):
        if row.strip() and used + width(word.rstrip()) > room:
            rows.append(row.rstrip())
            row, used, word = lead, hang, word.lstrip()
        while used + width(word.rstrip()) > room:  # a word wider than a row is cut
            cut, taken = 0, used
            while cut == 0 or taken + width(word[cut]) <= room:
                taken += width(word[cut])
                cut += 1
            rows.append(row + word[:cut])
            row, used, word = lead, hang, word[cut:]
        row, used = row + word, used + width(word)
    return [*rows, row.rstrip()] if row.strip() or not rows else rows


def _words(text: str) -> list[str]:
    """Pieces that a row may end after, each with the space that follows it."""
    pieces, piece = [], ""
    for k, c in enumerate(text):
        piece += c
        wide = width(c) == 2 and not (k + 1 < len(text) and text[k + 1] in "，。；：、）！？")
        if c == " " or wide:
            pieces.append(piece)
            piece = ""
    return [*pieces, piece] if piece else pieces


class _Printer:
    def __init__(self, language: Language, room: int, color: bool, steps: Steps) -> None:
        self.language = language
        self.room = room
        self.color = color
        self.steps = steps
        self.rows: list[str] = []
        self.hidden = False

    def paint(self, text: str, style: str) -> str:
        return paint(text, style, self.color)

    def say(self, text: Text) -> str:
        return text.written(self.language, str, self._part)

    def _part(self, part: object) -> str:
        return self.math(part) if isinstance(part, Term) else str(part)

    def cell(self, part: Term | Text) -> str:
        return self.say(part) if isinstance(part, Text) else self.math(part)

    def math(self, t: Term) -> str:
        return unicode_math(t, self.language)

    def page(self, page: Page) -> str:
        colon = self.say(words.COLON)
        if page.lines and page.start == page.problem:
            self.rows.append(self.paint(self.say(page.title), "bold"))
        else:
            self.labelled(self.say(page.title) + colon, self.math(page.problem), "bold")
        if page.given:
            self.labelled(self.say(words.GIVEN) + colon, self.statements(page.given), "dim")
        if page.lines:
            self.rows.append("")
            self.chain(page.start, page.lines, 2)
        if not self.rows or self.rows[-1]:
            self.rows.append("")
        self.answer(page)
        for label, value in page.facts:
            self.labelled(self.say(label) + colon, value, "dim")
        self.verdict(page.verdict)
        if page.conditions:
            self.labelled(
                self.say(words.PROVIDED) + colon, self.statements(page.conditions), "tested"
            )
        if self.hidden:
            self.rows.append(self.paint(self.say(words.UNFOLD), "dim"))
        return "\n".join(self.rows)

    def statements(self, claims: tuple[Term, ...]) -> str:
        return self.say(words.COMMA).join(self.math(c) for c in claims)

    def labelled(self, label: str, text: str, style: str) -> None:
        """A label, and text beside it that stays indented when it wraps."""
        indent = width(label)
        for k, row in enumerate(wrap(text, max(self.room - indent, _LEAST))):
            self.rows.append((self.paint(label, style) if k == 0 else " " * indent) + row)

    def answer(self, page: Page) -> None:
        if page.answer is None:
            self.rows.append(self.paint(self.say(words.NO_ANSWER), "bold"))
            return
        answer = page.answer
        shown = self.say(answer) if isinstance(answer, Text) else self.math(answer)
        self.labelled(self.say(words.ANSWER) + self.say(words.COLON), shown, "bold")

    def verdict(self, verdict: Verdict) -> None:
        label = self.say(words.STATUS[verdict.status]).capitalize()
        self.labelled(label + self.say(words.COLON), self.say(verdict.reason), verdict.status.value)
        if verdict.counterexample is not None:
            self.labelled("  ", self.say(witness(verdict.counterexample)), "dim")

    def chain(self, start: Term, lines: tuple[Line, ...], indent: int) -> None:
        """A chain from its start, its reasons in one column where there is room for it."""
        formulas = [self._formula(line) for line in lines]
        column = self._column(formulas, indent)
        for row in wrap(self.math(start), self.room - indent):
            self.rows.append(" " * indent + row)
        for line, formula in zip(lines, formulas, strict=True):
            self._line(line, formula, indent + 2, column)

    def _formula(self, line: Line) -> str:
        if line.told is not None:
            return f"{line.relation} {self.say(line.told)}".lstrip()
        if line.term is None:
            return self._holds()
        return f"{line.relation} {self.math(line.term)}".lstrip()

    def _holds(self) -> str:
        return f"✓ {self.say(words.HOLDS)}"

    def _column(self, formulas: list[str], indent: int) -> int:
        """Where reasons begin: past the widest formula that leaves them enough room."""
        most = max(self.room * 3 // 5, self.room - 48)
        fitting = [w for f in formulas if (w := width(f) + indent + 2) <= most]
        return min(max(fitting, default=indent + 20), most) + _GAP

    def _line(self, line: Line, formula: str, indent: int, column: int) -> None:
        reason = self.say(line.reason)
        hang = width(line.relation) + 1 if line.relation else 0
        rows = wrap(formula, self.room - indent, hang)
        note = self._note(line)
        beside = wrap(reason, self.room - column) if self.room - column >= _LEAST else []
        last = indent + width(rows[-1])
        for row in rows[:-1]:
            self.rows.append(" " * indent + row)
        if beside and last < column:
            gap = " " * (column - last)
            self.rows.append(" " * indent + rows[-1] + gap + self.paint(beside[0], "mark"))
            rest = beside[1:]
        else:
            self.rows.append(" " * indent + rows[-1])
            column = indent + 4
            rest = wrap(reason, self.room - column)
        self.rows += [" " * column + self.paint(row, "mark") for row in rest]
        if line.table is not None:
            room = self.room - indent - 4
            shown = rows_of_text(line.table, self.cell, room)
            self.rows += ["", *(" " * (indent + 4) + row for row in shown), ""]
        if note:
            self.rows.append(" " * (indent + 2) + self.paint(note, "dim"))
        for child in line.children:
            if self.steps == "all" or child.unfolded:
                self._folded(child, indent + 4)
            else:
                self.hidden = True

    def _note(self, line: Line) -> str:
        """What is to be said below a line: its doubt, and how much is folded into it."""
        parts = []
        if line.status in (Status.TESTED, Status.REFUTED):
            parts.append(self.say(words.STATUS[line.status]))
        folded = count(line.children)
        if folded and self.steps == "brief":
            text = words.FOLDED_ONE if folded == 1 else words.FOLDED.format(n=folded)
            parts.append("▸ " + self.say(text))
        return self.say(words.COMMA).join(parts)

    def _folded(self, folded: Folded, indent: int) -> None:
        if folded.claim:
            self.rows.append(
                " " * indent
                + self.paint(f"{self.say(words.BECAUSE)}{self.say(words.COLON)}".rstrip(), "dim")
            )
        self.chain(folded.start, folded.lines, indent)

"""Whole documents checked: every formula in order, in the light of what was said before it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from tuidao.diagnostic import InputError, Source
from tuidao.judge.applied import applied_letters
from tuidao.judge.arrows import concluded
from tuidao.judge.chains import through
from tuidao.judge.context import Context
from tuidao.judge.fix import Patch, patches_for, with_bars
from tuidao.judge.gather import (
    case_of,
    hypotheses,
    is_case,
    is_differential,
    take_down,
    taken_as_defined,
)
from tuidao.judge.kinds import note_kind
from tuidao.judge.later import Pending, put_off, second_look
from tuidao.judge.layout import list_item, load, paragraphs_of, top_level
from tuidao.judge.listing import entries_with_dots, has_blank, names_notation, only_dots
from tuidao.judge.meaning import WHY, Role, has_op
from tuidao.judge.named import WordEquation, judge_words, word_equations
from tuidao.judge.reader import Reader, is_space, of_unknown_set
from tuidao.judge.report import CONDITIONAL, REFUSED, Finding, Report
from tuidao.judge.sentences import (
    Item,
    conditions_around,
    defines,
    ends_cases,
    items_of,
    own_conditions,
)
from tuidao.judge.statement import Link, links_of
from tuidao.lang import op as ops
from tuidao.lang.build import is_op, sigmoid
from tuidao.lang.term import App, Sym, Term, free_symbols
from tuidao.proof import Status, Verdict
from tuidao.read import run_together
from tuidao.read.piece import Formula, Heading, Lines, Prose
from tuidao.read.placed import Placed
from tuidao.read.segment import guess_kind, pieces
from tuidao.read.statement import Statement, statements
from tuidao.text import Text

Progress = Callable[[int, int, str], None]
TOTAL = 600.0  # seconds for a whole document; what is left then is open

_COMPLEX = re.compile(r"复数|虚数|复平面|complex|imaginary|\\mathbb\s*\{?C\}?", re.I)
OUT_OF_TIME = Text(
    "not checked: the time for the document was used up", "未检查：整篇文档的时间已用完"
)

UNCLOSED = Text(
    "this $$ is not closed: write $$ behind the formula", "此处的 $$ 没有闭合：请在公式后补上 $$"
)


def check_document(
    source: str | Path, *, kind: str = "", progress: Progress | None = None
) -> Report:
    """Check a document: a path (.md, .tex, .txt), or the text itself.

    `progress` is called with (formulas done, formulas in all, the formula at hand). Raises OSError where a path
    cannot be read.
    """
    text, name, kind = load(source, kind)
    walk = _Walk(text, name, kind or guess_kind(text), progress)
    start = time.monotonic()
    report = walk.run()
    report.seconds = time.monotonic() - start
    return report


class _Walk:
    """One pass over a document, its context growing."""

    def __init__(self, text: str, name: str, kind: str, progress: Progress | None) -> None:
        self.text = text
        self.pieces = pieces(text, kind)
        self.lines = Lines(text)
        self.progress = progress
        self.plain = (
            not any(isinstance(p, Formula) and "\\" in p.body.text for p in self.pieces)
            and kind == "txt"
        )
        self.context = Context()
        own = re.search(
            r"(?<![A-Za-z\\])e\s*\^\s*\{\s*\([a-z]\)\s*\}", text
        )  # e^{(k)}: the k-th error
        letters = frozenset("e") if own else frozenset[str]()
        self.reader = Reader(self.context, self.plain, letters, notation=True)
        if self.plain:
            formulas = (p.body.text for p in self.pieces if isinstance(p, Formula))
            self.reader.together = run_together("\n".join(formulas))
        self.report = Report(Source(text, name))
        self.top = top_level(self.pieces)
        self.last: Placed | None = (
            None  # the last side of the chain before, for one that goes on from it
        )
        self.context.complex_numbers = bool(_COMPLEX.search(text))
        self.stop = time.monotonic() + TOTAL
        self.paragraphs = paragraphs_of(text)
        self.pending: list[Pending] = []
        self.item = -1  # where the list item at hand begins, and what was defined before it
        self.before_item: frozenset[tuple[str, str, int]] = frozenset()
        self.defining = False  # within a definition: what a word means is said, nothing claimed
        formulas = (p.body.text for p in self.pieces if isinstance(p, Formula))
        self.applied = frozenset() if self.plain else applied_letters(formulas)
        self.known()

    def known(self) -> None:
        """Names that need no definition where the document speaks of them in words: σ, the sigmoid."""
        self.context.functions |= self.applied
        if re.search(r"sigmoid|logistic|S\s*型函数", self.text, re.I):
            x = Sym("x")
            self.context.define(App(ops.CALL, (Sym("sigma"), x)), sigmoid(x))

    def run(self) -> Report:
        items = items_of(self.pieces)
        total = sum(isinstance(p, Formula) for p in self.pieces)
        done = 0
        at = {id(i.formula): k for k, i in enumerate(items)}
        for piece in self.pieces:
            if isinstance(piece, Heading):
                self.heading(piece)
            elif isinstance(piece, Prose):
                self.prose(piece)
            else:
                k = at[id(piece)]
                self.paragraphs_until(piece.start)
                if self.progress is not None:
                    self.progress(done, total, piece.body.text)
                self.formula(items, k)
                done += 1
        if self.progress is not None:
            self.progress(done, total, "")
        second_look(self.pending, self.report.everything, self.context)
        self.report.kinds = dict(self.context.kinds)
        return self.report

    def heading(self, piece: Heading) -> None:
        """A new chapter starts from what was said before the first one."""
        self.paragraphs_until(piece.start - 1)
        self.context.new_section()
        self.defining = False
        if piece.level <= self.top:
            second_look(self.pending, self.report.everything, self.context)
            self.context.definitions.clear()
            self.context.equal.clear()
            self.context.assumed.clear()
            self.context.kinds.clear()
            self.context.recent.clear()
            self.context.functions.clear()
            self.known()
            self.reader.forget()
        self.last = None

    def prose(self, piece: Prose) -> None:
        if ends_cases(piece.text):
            self.context.case = None
        for equation in word_equations(piece.text, piece.start):
            self.words(equation)
        for m in re.finditer(r"(?<!\\)\$\$", piece.text):  # a delimiter that took nothing in
            mark = Placed.of(m[0], piece.start + m.start())
            self.report.formulas += 1
            self.report.refused += 1
            self.add(mark, mark, Verdict(Status.OPEN, UNCLOSED), Role.CLAIM, REFUSED)

    def words(self, equation: WordEquation) -> None:
        verdict = judge_words(equation)
        self.add(equation.mark, equation.place, verdict, Role.CLAIM, str(verdict.status))

    def formula(self, items: list[Item], k: int) -> None:
        item = items[k]
        self.report.formulas += 1
        refused = False
        self.enter_item(item.formula.start)
        given = conditions_around(items, k, self.reader)
        cue = item.role_cue
        for statement in item.statements:
            statement = self.continued(statement, item)
            blank = next((s for s in statement.sides if s is not None and has_blank(s)), None)
            if blank is not None:  # something is left for the reader to fill in
                verdict = Verdict(Status.OPEN, WHY[Role.MENTION])
                self.add(blank, item.formula.body, verdict, Role.MENTION, "open")
                continue
            if not statement.relations:
                refused |= self.mention(statement, item)
                self.last = statement.sides[-1] if item.formula.display else None
                continue
            if time.monotonic() > self.stop:
                verdict = Verdict(Status.OPEN, OUT_OF_TIME)
                self.add(
                    statement.relations[0].place, item.formula.body, verdict, Role.CLAIM, "open"
                )
                continue
            own = "if" if cue == "if" and not statement.cue else statement.cue or cue
            facts = (*given, *own_conditions(item, statement, self.reader))
            if self.context.case is not None:
                facts = (*facts, self.context.case)
            line = self.lines.place(item.formula.start)[0]
            self.context.beside = facts
            links = links_of(
                statement,
                self.reader,
                self.context,
                cue=own,
                given=facts,
                strict=True,
                line=line,
            )
            if statement.cue in ("implies", "iff"):
                concluded(links, item.formula.body.text, facts)
            through(links, facts, self.context)
            take_down(statement, links, self.reader, self.context)
            for n, link in enumerate(links):
                refused |= bool(link.refusals)
                self.meant(link, n, own, line)
                put_off(self.pending, len(self.report.everything), link, facts, self.context)
                self.link(link)
            self.assume(own, statement, links)
            if is_case(item, links):
                self.context.case = case_of(links)
            self.last = statement.sides[-1] if item.formula.display else None
        self.report.refused += refused

    def enter_item(self, at: int) -> None:
        """What is set to a number in one item of a list ("set b = 0") is not said in the next."""
        here = list_item(self.text, at)
        if here == self.item:
            return
        now = self.context.definitions
        for key in [k for k in now if k not in self.before_item]:
            if self.item >= 0 and now[key].kind == "symbol" and not free_symbols(now[key].body):
                del now[key]
                self.reader.forget()
        self.item, self.before_item = here, frozenset(now)

    def meant(self, link: Link, k: int, cue: str, line: int) -> None:
        """An undecided relation as what it is for: the line of a definition, or a new meaning for its left side."""
        if (
            link.role not in (Role.EQUATION, Role.ASYMPTOTIC)
            or link.verdict.status is not Status.OPEN
        ):
            return
        if taken_as_defined(link, k, cue, self.context):
            assert link.terms is not None
            self.context.define(*link.terms, line)
            self.reader.forget()
        elif not self.defining:
            return
        elif link.terms is not None and is_differential(link.terms[0]):
            self.context.define(*link.terms, line)
        link.role = Role.DEFINITION
        link.verdict = Verdict(Status.OPEN, WHY[Role.DEFINITION])

    def paragraphs_until(self, at: int) -> None:
        """Take down what the words say of every paragraph that begins before `at`."""
        while self.paragraphs and self.paragraphs[0][0] <= at:
            start, end = self.paragraphs.pop(0)
            words = self.text[start:end]
            self.defining = defines(words, self.defining)
            hypotheses(words, self.reader, self.context)

    def continued(self, statement: Statement, item: Item) -> Statement:
        """A display that begins with "=" goes on from the display before."""
        if statement.sides[0] is not None or self.last is None or not item.formula.display:
            return statement
        sides = (self.last, *statement.sides[1:])
        return Statement(
            sides, statement.relations, statement.cue, statement.conditions, statement.listed
        )

    def assume(self, cue: str, statement: Statement, links: list[Link]) -> None:
        """What "let x > 0" and "where u ≠ −1" say holds from here on."""
        if cue in ("let", "where") and all(k.role is Role.CONDITION for k in links):
            term = self.reader.condition(statement)
            if term is None:
                return
            if is_op(term, ops.EQ) and not has_op(term, ops.CALL, ops.LIMIT):
                return
            if term not in self.context.assumed and not of_unknown_set(term):
                self.context.assumed.append(term)

    def mention(self, statement: Statement, item: Item) -> bool:
        """A formula that states nothing: read, or refused by place. True where it was refused."""
        side = statement.sides[0]
        if side is None:
            return False
        if is_space(side):
            self.add(side, side, Verdict(Status.OPEN, WHY[Role.MENTION]), Role.MENTION, "open")
            return False
        if only_dots(side):
            return False
        listed = entries_with_dots(side)
        if listed is not None:
            parts = [self.mention(part, item) for part in statements(listed)]
            return any(parts)
        found = self.reader.side(side)
        if isinstance(found, InputError):
            if not (has_blank(side) or names_notation(side, found.diagnostic.code)):
                self.refuse(side, found)
                return True
            self.add(side, side, Verdict(Status.OPEN, WHY[Role.MENTION]), Role.MENTION, "open")
            return False
        note_kind(found, item.before, self.clause(item), self.context)
        self.add(side, side, Verdict(Status.OPEN, WHY[Role.MENTION]), Role.MENTION, "open")
        return False

    def clause(self, item: Item) -> str:
        """The words behind a formula, over short formulas in between: `y` is, of length `q`, one-hot."""
        behind = self.text[item.formula.end : item.formula.end + 60]
        return re.sub(r"\$[^$]{1,12}\$|\n", " ", behind).partition("$")[0]

    def link(self, link: Link) -> None:
        for place, diagnostic in link.refusals:
            self.refuse(place, InputError(diagnostic))
        if link.refusals:
            return
        sides = [s for s in (link.left, link.right) if s is not None]
        whole = Placed(
            self.text[min(s.start for s in sides) : max(s.end for s in sides)],
            range(min(s.start for s in sides), max(s.end for s in sides)),
        )
        kind, verdict = str(link.verdict.status), link.verdict
        if link.needs:
            kind, verdict = CONDITIONAL, replace(verdict, missing=link.needs)
        notes = tuple(n for s in sides if (n := self.reader.notes.get(s.text)) is not None)
        self.add(
            link.relation.place, whole, verdict, link.role, kind, self.patches(link), notes[:1]
        )

    def patches(self, link: Link) -> tuple[Patch, ...]:
        """The edits that make a refuted link true, where a small edit of what is written does."""
        version = link.verdict.suggestion
        if link.verdict.status is not Status.REFUTED or version is None:
            return ()
        if link.left is None or link.right is None or link.terms is None or self.plain:
            return ()
        if link.relation.name != "eq":
            return with_bars(link.left, link.right, version)

        def read(text: str) -> Term | None:
            found = self.reader.side(Placed.of(text))
            return found if isinstance(found, Term) else None

        return patches_for(link.left, link.right, link.terms, version, read)

    def refuse(self, place: Placed, error: InputError) -> None:
        d = error.diagnostic
        span = d.label.span
        part = place[min(span.start, max(0, len(place) - 1)) : max(span.end, span.start + 1)]
        verdict = Verdict(Status.OPEN, d.headline)
        here = part if len(part) else place
        if any(f.kind == REFUSED and f.start == here.start for f in self.report.everything):
            return
        self.add(part if len(part) else place, place, verdict, Role.CLAIM, REFUSED)

    def add(
        self,
        mark: Placed,
        whole: Placed,
        verdict: Verdict,
        role: Role,
        kind: str,
        patches: tuple[Patch, ...] = (),
        notes: tuple[Text, ...] = (),
    ) -> None:
        """A finding at `mark` about `whole`."""
        line, column = self.lines.place(mark.start)
        latex = re.sub(r"\s+", " ", self.text[whole.start : whole.end]).strip()
        end = max(mark.end, mark.start + 1)
        self.report.everything.append(
            Finding(
                line,
                column,
                mark.start,
                end,
                latex,
                verdict,
                role,
                kind,
                mark.text.strip(),
                notes,
                patches,
            )
        )

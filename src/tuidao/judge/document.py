"""Whole documents checked: every formula in order, in the light of what was said before it."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from tuidao.diagnostic import InputError, Source
from tuidao.judge.context import Context
from tuidao.judge.fix import Patch, patches_for, with_bars
from tuidao.judge.kinds import note_kind
from tuidao.judge.layout import breaks, load, top_level
from tuidao.judge.meaning import WHY, Role
from tuidao.judge.named import WordEquation, judge_words, word_equations
from tuidao.judge.reader import Reader, is_space, of_unknown_set
from tuidao.judge.report import CONDITIONAL, REFUSED, Finding, Report
from tuidao.judge.statement import Link, links_of
from tuidao.lang import op as ops
from tuidao.lang.build import sigmoid
from tuidao.lang.term import App, Sym, Term
from tuidao.proof import Status, Verdict
from tuidao.read.piece import Formula, Heading, Lines, Prose
from tuidao.read.placed import Placed
from tuidao.read.segment import guess_kind, pieces
from tuidao.read.statement import Statement, statements
from tuidao.read.words import cue_after, cue_before
from tuidao.text import Text

Progress = Callable[[int, int, str], None]
TOTAL = 600.0  # seconds for a whole document; what is left then is open

OUT_OF_TIME = Text(
    "not checked: the time for the document was used up", "未检查：整篇文档的时间已用完"
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


@dataclass(slots=True)
class _Item:
    """A formula with what the words around it say."""

    formula: Formula
    cue: str
    after: str
    sentence: int
    before: str
    following: str
    statements: list[Statement] = field(default_factory=list)


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
        self.reader = Reader(self.context, self.plain, frozenset("e") if own else frozenset())
        self.report = Report(Source(text, name))
        self.top = top_level(self.pieces)
        self.last: Placed | None = (
            None  # the last side of the chain before, for one that goes on from it
        )
        self.stop = time.monotonic() + TOTAL
        self.known()

    def known(self) -> None:
        """Names that need no definition where the document speaks of them in words: σ, the sigmoid."""
        if re.search(r"sigmoid|logistic|S\s*型函数", self.text, re.I):
            x = Sym("x")
            self.context.define(App(ops.CALL, (Sym("sigma"), x)), sigmoid(x))

    def run(self) -> Report:
        items = self.items()
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
                if self.progress is not None:
                    self.progress(done, total, piece.body.text)
                self.formula(items, k)
                done += 1
        if self.progress is not None:
            self.progress(done, total, "")
        self.report.kinds = dict(self.context.kinds)
        return self.report

    def items(self) -> list[_Item]:
        """The formulas with their cues and the sentence each belongs to."""
        found: list[_Item] = []
        before, sentence = "", 0
        for k, piece in enumerate(self.pieces):
            if isinstance(piece, Heading):
                before, sentence = "", sentence + 1
            elif isinstance(piece, Prose):
                following = self.pieces[k + 1] if k + 1 < len(self.pieces) else None
                if breaks(piece.text, following):
                    sentence += 1
                before = piece.text
            else:
                following = self.pieces[k + 1] if k + 1 < len(self.pieces) else None
                after = following.text if isinstance(following, Prose) else ""
                item = _Item(piece, cue_before(before), cue_after(after), sentence, before, after)
                item.statements = statements(piece.body)
                found.append(item)
                before = ""
        return found

    def heading(self, piece: Heading) -> None:
        """A new chapter starts from what was said before the first one."""
        if piece.level <= self.top:
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
        for equation in word_equations(piece.text, piece.start):
            self.words(equation)

    def words(self, equation: WordEquation) -> None:
        verdict = judge_words(equation)
        self.add(equation.mark, equation.place, verdict, Role.CLAIM, str(verdict.status))

    def formula(self, items: list[_Item], k: int) -> None:
        item = items[k]
        self.report.formulas += 1
        refused = False
        given = self.conditions(items, k)
        cue = (
            item.after
            if item.after in ("if", "question", "mention") and item.cue not in ("so",)
            else item.cue
        )
        if item.after == "mention" and item.cue in ("let", "where", "solve", ""):
            cue = item.cue or "mention"
        for statement in item.statements:
            statement = self.continued(statement, item)
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
            facts = (*given, *self.own_conditions(item, statement))
            line = self.lines.place(item.formula.start)[0]
            links = links_of(
                statement,
                self.reader,
                self.context,
                cue=own,
                given=facts,
                strict=True,
                line=line,
            )
            for link in links:
                refused |= bool(link.refusals)
                self.link(link)
            self.assume(own, statement, links)
            self.last = statement.sides[-1] if item.formula.display else None
        self.report.refused += refused

    def continued(self, statement: Statement, item: _Item) -> Statement:
        """A display that begins with "=" goes on from the display before."""
        if statement.sides[0] is not None or self.last is None or not item.formula.display:
            return statement
        sides = (self.last, *statement.sides[1:])
        return Statement(
            sides, statement.relations, statement.cue, statement.conditions, statement.listed
        )

    def conditions(self, items: list[_Item], k: int) -> tuple[Term, ...]:
        """What the same sentence says under "if", "when", "for", "where …": before the formula and behind it."""
        found: list[Term] = []
        here = items[k]
        for j in range(max(0, k - 6), min(len(items), k + 5)):
            other = items[j]
            if j == k or other.sentence != here.sentence:
                continue
            holds = (
                other.cue in ("if", "because")
                or other.after == "if"
                or (other.cue == "where" and j > k)
            )
            holds = holds or (other.cue == "let" and j < k)
            if not holds:
                continue
            for statement in other.statements:
                if statement.relations and (
                    statement.relations[0].name != "eq" or other.cue in ("if", "because")
                ):
                    term = self.reader.condition(statement)
                    if term is not None:
                        found.append(term)
        return tuple(found)

    def own_conditions(self, item: _Item, claim: Statement) -> tuple[Term, ...]:
        """Conditions among the other statements of the same formula: "…, x > 0", "当 … 时"."""
        found: list[Term] = []
        for other in item.statements:
            if other is claim or not other.relations:
                continue
            simple = len(item.statements) > 1 and other.relations[0].name in (
                "ne",
                "lt",
                "le",
                "gt",
                "ge",
                "in",
            )
            if other.cue in ("if", "because") or (
                other.cue in ("", "where") and simple and _short(other)
            ):
                term = self.reader.condition(other)
                if term is not None:
                    found.append(term)
        return tuple(found)

    def assume(self, cue: str, statement: Statement, links: list[Link]) -> None:
        """What "let x > 0" and "where u ≠ −1" say holds from here on."""
        if cue in ("let", "where") and all(k.role is Role.CONDITION for k in links):
            term = self.reader.condition(statement)
            if term is not None and term not in self.context.assumed and not of_unknown_set(term):
                self.context.assumed.append(term)

    def mention(self, statement: Statement, item: _Item) -> bool:
        """A formula that states nothing: read, or refused by place. True where it was refused."""
        side = statement.sides[0]
        if side is None:
            return False
        if is_space(side):
            self.add(side, side, Verdict(Status.OPEN, WHY[Role.MENTION]), Role.MENTION, "open")
            return False
        found = self.reader.side(side)
        if isinstance(found, InputError):
            self.refuse(side, found)
            return True
        note_kind(found, item.before, self.clause(item), self.context)
        self.add(side, side, Verdict(Status.OPEN, WHY[Role.MENTION]), Role.MENTION, "open")
        return False

    def clause(self, item: _Item) -> str:
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
        self.add(link.relation.place, whole, verdict, link.role, kind, self.patches(link))

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
                (),
                patches,
            )
        )


def _short(statement: Statement) -> bool:
    return all(s is None or len(s.text) <= 40 for s in statement.sides)

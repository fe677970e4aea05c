"""A formula split into what it states: chains of relations over rows, with conditions written beside them."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tuidao.read.clean import HAS_RELATION, clean, outside_brackets
from tuidao.read.macros import SHORTHANDS, expand
from tuidao.read.marks import Mark, marks
from tuidao.read.placed import Placed
from tuidao.read.words import closes_condition, cue_inside


@dataclass(frozen=True, slots=True)
class Relation:
    """A relation sign, named "eq", "ne", "lt", "le", "gt", "ge", "approx", "similar", "tends", "in",
    "define", "assign" or "other".
    """

    name: str
    place: Placed


@dataclass(frozen=True, slots=True)
class Statement:
    """sides[0] relations[0] sides[1] relations[1] …; one side and no relation: a formula that only mentions.

    A side of None was left unwritten ("原式 = …"). `cue` is what words before it inside the formula say of it, or
    "implies", "iff" where such a sign joins it to the statement before. `conditions` stood in brackets beside it.
    `listed`: an enumeration (n = 1, 2, …) and no equality.
    """

    sides: tuple[Placed | None, ...]
    relations: tuple[Relation, ...]
    cue: str = ""
    conditions: tuple[Placed, ...] = ()
    listed: bool = False


_LABEL = re.compile(
    r"\s*(?:[(]\s*(?:\d{1,2}|[ivx]{1,4}|[a-h])\s*[)](?=\s*(?:\\quad|\\;|\\,|\\ |~|\\lim|\\int|\\text|"
    r"[A-Za-z(\[|]|\\left|\\frac\{d|\s\S))|"
    r"\\textcircled\s*\{?\d\}?|[①-⑳])\s*(?![\^_+*/=\-])"
)
_TRAILING_LABEL = re.compile(r"(?:\\quad|\\qquad|\\hfill)\s*[(]\s*\d+(?:\s*[-.–]\s*\d+)*\s*[)]\s*$")
_SPACING = re.compile(r"(?:\\[,;:! ]|~|\\quad|\\qquad|\s|&)+")
_STARTS_ON = re.compile(
    r"(?:\\[,;:! ]|~|\\quad|\\qquad|\s|&|\{\}|\\left\.)*(\+|-|−|\\cdot|\\times|\\pm|\\mp|\*|/)"
)
_ENDS_ON = re.compile(r"(?:\+|-|−|\\cdot|\\times|\\pm|\*|/)\s*(?:\\[,;:! ]|~|&|\s|\\quad|\{\})*$")


def statements(body: Placed, *, labels: bool = True) -> list[Statement]:
    """What a formula states, in order. Never raises: text it makes nothing of becomes a mention.

    `labels`: a number in brackets at its beginning counts the formulas of a document, and is no factor.
    """
    body = _without_brackets(clean(expand(body, SHORTHANDS)))
    if r"\pm" in body.text or r"\mp" in body.text:
        upper, lower = (_with_sign(body, k) for k in (0, 1))
        return [*_Splitter(upper, labels).run(), *_Splitter(lower, labels).run()]
    return _Splitter(body, labels).run()


_ENCLOSED = re.compile(r"\s*(?:\\left\s*)?\((?P<inside>[^()]*?)(?:\\right\s*)?\)\s*", re.S)


def _without_brackets(body: Placed) -> Placed:
    """A formula in brackets that states something, (x = 1), without them."""
    m = _ENCLOSED.fullmatch(body.text)
    if m and HAS_RELATION.search(m.group("inside")):
        return body[m.start("inside") : m.end("inside")]
    return body


def _with_sign(body: Placed, which: int) -> Placed:
    """± and ∓ as their upper or lower signs, every place kept."""
    text = re.sub(r"\\pm(?![A-Za-z])", "+  " if which == 0 else "-  ", body.text)
    return Placed(re.sub(r"\\mp(?![A-Za-z])", "-  " if which == 0 else "+  ", text), body.at)


class _Splitter:
    """Collects sides and relations; one `Statement` each time one is complete."""

    def __init__(self, body: Placed, labels: bool) -> None:
        self.labels = labels
        self.body = body
        self.marks = marks(body)
        self.found: list[Statement] = []
        self.sides: list[Placed | None] = []
        self.relations: list[Relation] = []
        self.side = Placed("", ())
        self.cue = ""
        self.word_subject = False
        self.in_row = False  # has a statement ended in this row already?
        self.main: Placed | None = None  # the last side of the first statement of a row

    def run(self) -> list[Statement]:
        for k, mark in enumerate(self.marks):
            match mark.kind:
                case "":
                    part = self.body[mark.start : mark.end]
                    if k and self.marks[k - 1].kind == "word":
                        part = _without_exponent(part)
                    self.side += part
                case "relation":
                    self.relation(mark)
                case "row":
                    self.row(k)
                case "comma" | "stop":
                    self.comma(k)
                case "space":
                    if self.relations and self.filled() and self.has_relation_ahead(k):
                        self.finish()
                    else:
                        self.side += self.body[mark.start : mark.end]
                case "word":
                    self.word(mark)
        self.finish()
        return self.found

    def filled(self) -> bool:
        return bool(_SPACING.sub("", self.side.text))

    def relation(self, mark: Mark) -> None:
        if mark.name in ("implies", "iff"):
            had = self.filled() or self.relations
            self.finish()
            self.cue = mark.name if had or self.found else ""
            return
        if mark.name == "other" and ":" in self.side.text:
            mark = Mark(mark.kind, mark.start, mark.end, "other")
        name = "other" if mark.name == "tends" and ":" in self.side.text else mark.name
        sign = Relation(name, self.body[mark.start : mark.end])
        if not self.sides and not self.filled():
            previous = self.found[-1] if self.found and not self.word_subject else None
            if previous is not None and self.cue == "":
                self.sides = [previous.sides[-1]]  # the chain goes on from the last value
                if not previous.relations:
                    self.found.pop()
            else:
                self.sides = [None]
        else:
            self.push()
        self.relations.append(sign)
        self.word_subject = False

    def push(self) -> None:
        side = _trimmed(self.side)
        if len(self.sides) == len(self.relations):
            self.sides.append(side if side.text else None)
        self.side = Placed("", ())

    def row(self, k: int) -> None:
        """The end of a row: the statement under way ends, unless the next row goes on with it."""
        continues = self.row_continues(k)
        remarks = self.in_row and bool(self.filled() or self.relations)
        if not continues or remarks:
            self.finish()
        if continues and remarks and self.main is not None:
            self.side = (
                self.main
            )  # what stood beside was a remark: the chain goes on from its own end
        self.in_row = False

    def row_continues(self, k: int) -> bool:
        """Does the row behind the row end at `k` go on with this statement?"""
        ahead = self.marks[k + 1 :]
        line = []
        for m in ahead:
            if m.kind == "row":
                break
            line.append(m)
        rest = self.body[line[0].start : line[-1].end].text if line else ""
        if not rest.strip(" &\n\t"):
            return True
        first = next(
            (m for m in line if m.kind != "" or _SPACING.sub("", self.body[m.start : m.end].text)),
            None,
        )
        if first is not None and first.kind == "relation" and first.name not in ("implies", "iff"):
            return True
        if self.relations and not self.filled():
            return True
        if _ENDS_ON.search(self.side.text):
            return True
        starts_on = _STARTS_ON.match(rest)
        if not starts_on or not (self.filled() or self.relations):
            return False
        has_relation = any(m.kind == "relation" for m in line)
        return (
            not has_relation
            or "&" in rest[: starts_on.end()]
            or r"\quad" in rest[: starts_on.end()]
        )

    def has_relation_ahead(self, k: int) -> bool:
        for m in self.marks[k + 1 :]:
            if m.kind == "relation":
                return m.name not in ("implies", "iff")
            if m.kind in ("row", "comma", "word", "stop"):
                return False
        return False

    def comma(self, k: int) -> None:
        """A comma or full stop outside brackets: the next part is its own statement, or lists more values."""
        rest = self.marks[k + 1 :]
        part: list[Mark] = []
        for m in rest:
            if m.kind in ("comma", "row", "word", "stop", "relation"):
                break
            part.append(m)
        following = rest[len(part)].kind if len(part) < len(rest) else "end"
        if following == "relation" and not any(
            _SPACING.sub("", self.body[m.start : m.end].text) for m in part
        ):
            return  # a stray mark: the chain goes on behind it
        text = (
            _SPACING.sub(" ", self.body[part[0].start : part[-1].end].text).strip() if part else ""
        )
        lists = bool(
            re.fullmatch(r"(?:-?[\w.]+|\\[lc]?dots[bc]?|\.{2,3}|…|⋯|-?\w_\{?\w+\}?)", text)
        )
        if following == "relation":
            if not self.relations and self.filled():
                # "x, y > 0" or "y_i, z_i ∈ R": the relation is of the last; the first only stands beside it.
                self.side = Placed("", ())
                self.listed_next = True
            else:
                self.finish()
            return
        listed = bool(self.relations) and lists
        self.finish(listed=listed)

    def word(self, mark: Mark) -> None:
        words = mark.name
        subject = not self.sides and not self.filled()
        self.finish()
        last = self.found[-1] if self.found else None
        cue = cue_inside(words)
        if last is not None and not subject and closes_condition(words) and last.relations:
            self.found[-1] = replace(last, cue="if")
            cue = "so" if cue in ("", "so") else cue
        elif cue == "and":
            cue = last.cue if last is not None else ""
        self.cue = cue or ("" if not subject else self.cue)
        self.word_subject = subject and not self.cue

    def finish(self, *, listed: bool = False) -> None:
        """Close the statement under way, if there is anything in it."""
        if self.relations:
            self.push()
        elif self.filled():
            side = _trimmed(self.side)
            if side.text:
                self.sides = [side]
        self.side = Placed("", ())
        sides, relations = self.sides, self.relations
        self.sides, self.relations = [], []
        cue, self.cue = self.cue, ""
        if not sides or (relations and all(s is None for s in sides)):
            return
        last, conditions = _conditions_beside(sides[-1])
        sides[-1] = last
        first = sides[0]
        if first is not None and self.labels:
            label = _LABEL.match(first.text)
            if label:
                sides[0] = _trimmed(first[label.end() :])
            elif not relations and re.fullmatch(r"\(\w{1,2}\)", first.text):
                self.cue = cue
                return
        self.found.append(Statement(tuple(sides), tuple(relations), cue, conditions, listed))
        if not self.in_row:
            self.main = sides[-1]
        self.in_row = True


def _trimmed(side: Placed) -> Placed:
    """A side without the alignment marks in it and the spacing around it."""
    side = Placed(_without_alignment(side.text), side.at)
    while True:
        label = _TRAILING_LABEL.search(side.text)
        if label:
            side = side[: label.start()]
        lead = re.match(r"(?:\\[,;:! ]|~|\\quad(?![A-Za-z])|\\qquad(?![A-Za-z])|\s|:)+", side.text)
        trail = re.search(
            r"(?:\\[,;:! ]|~|\\quad|\\qquad|\s|(?<!\\right)(?<!\\left)[.,;:](?!\w))+$", side.text
        )
        start, end = lead.end() if lead else 0, trail.start() if trail else len(side)
        if (start, end) == (0, len(side)) or end <= start:
            return side[start : max(start, end)]
        side = side[start:end]


_BLOCK = re.compile(r"(\\begin\s*\{.*\\end\s*\{[^{}]*\})", re.S)


def _without_alignment(text: str) -> str:
    """The text with spaces for the alignment marks outside cases and matrices."""
    parts = _BLOCK.split(text)
    parts[::2] = [re.sub(r"(?<!\\)&", " ", p) for p in parts[::2]]
    return "".join(parts)


def _without_exponent(part: Placed) -> Placed:
    """What follows a unit in words may begin with its exponent: units^3."""
    m = re.match(r"\s*\^\s*(?:\{[^{}]*\}|.)", part.text)
    return part[m.end() :] if m else part


_NAME_BEFORE = re.compile(r"(?:[A-Za-z0-9}\]')]|\\[A-Za-z]+)$")


def _conditions_beside(side: Placed | None) -> tuple[Placed | None, tuple[Placed, ...]]:
    """A side and the conditions in brackets at its end: `… (v(x) \\ne 0)`."""
    if side is None:
        return None, ()
    found: list[Placed] = []
    while True:
        group = _last_group(side.text)
        if group is None:
            break
        start, inner_start, inner_end = group
        before, inside = side.text[:start], side.text[inner_start:inner_end]
        if not _SPACING.sub("", before):
            break
        words = re.search(r"\\text\w*\s*\{[^{}]*[A-Za-z]{2}|[\u4e00-\u9fff]", inside)
        apart = before != before.rstrip() or re.search(r"(?:\\quad|\\qquad|\\[,; ]|~)\s*$", before)
        relation = HAS_RELATION.search(outside_brackets(inside))
        if not (words or relation) or not (apart or words or not _NAME_BEFORE.search(before)):
            break
        if relation and not apart and _NAME_BEFORE.search(before):
            break
        if relation and re.search(
            r"(?:P|Pr|I|1|\\mathbb\{[1I]\}|\\Pr|\\mathbf\{1\}|E|\\delta)\s*$", before
        ):
            break
        if relation:
            found.append(side[inner_start:inner_end].strip())
        side = _trimmed(side[:start])
    return side, tuple(reversed(found))


def _last_group(text: str) -> tuple[int, int, int] | None:
    """(start, inner start, inner end) of the round brackets that end the text."""
    end = re.search(r"(?:\\right\s*|\\[bB]igg?r?\s*)?\)\s*$", text)
    if not end:
        return None
    depth, k = 0, end.end() - 1
    close = text.rfind(")")
    for k in range(close, -1, -1):
        if text[k] == ")":
            depth += 1
        elif text[k] == "(":
            depth -= 1
            if depth == 0:
                lead = re.search(r"(?:\\left|\\[bB]igg?l?)\s*$", text[:k])
                return (lead.start() if lead else k), k + 1, end.start()
    return None

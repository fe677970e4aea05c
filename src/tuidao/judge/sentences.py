"""The formulas of a document in their sentences: what the words around each say of it, and its conditions."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from tuidao.judge.layout import breaks
from tuidao.judge.reader import Reader
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import App, Term
from tuidao.read.piece import Formula, Heading, Piece, Prose
from tuidao.read.statement import Statement, statements
from tuidao.read.words import closes_if, cue_after, cue_before, opens_if

_ASIDE = re.compile(r"[(（]\s*(?:即|也就是|i\.e\.,?)\s*$", re.I)
_ORDERS = ("ne", "lt", "le", "gt", "ge", "in")
_REACH = 6  # formulas before, in the same sentence, that may be conditions
_SHORT = 40


@dataclass(slots=True)
class Item:
    """A formula with what the words around it say."""

    formula: Formula
    cue: str
    after: str
    sentence: int
    before: str
    following: str
    statements: list[Statement] = field(default_factory=list)

    @property
    def role_cue(self) -> str:
        """What the words on both sides together make of the formula."""
        if self.after == "if" and _ASIDE.search(self.before):
            return "if"  # where the weights add up to one (i.e. Σw = 1)
        if self.after == "mention" and self.cue in ("let", "denote", "where", "solve", ""):
            return self.cue if self.cue not in ("", "solve") else "mention"
        if self.after in ("if", "question", "mention") and self.cue != "so":
            return self.after
        return self.cue


def items_of(pieces: list[Piece]) -> list[Item]:
    """The formulas with their cues and the sentence each belongs to."""
    found: list[Item] = []
    before, sentence, supposing = "", 0, False
    for k, piece in enumerate(pieces):
        following = pieces[k + 1] if k + 1 < len(pieces) else None
        if isinstance(piece, Heading):
            before, sentence, supposing = "", sentence + 1, False
        elif isinstance(piece, Prose):
            if breaks(piece.text, following):
                sentence += 1
                supposing = False
            before = piece.text
            supposing = opens_if(before) or (supposing and not closes_if(before))
        else:
            after = following.text if isinstance(following, Prose) else ""
            cue = cue_before(before)
            if supposing and cue in ("", "so") and not piece.display:
                cue = "if"  # "if A and B, then C": B is a condition too
            item = Item(piece, cue, cue_after(after), sentence, before, after)
            item.statements = statements(piece.body)
            found.append(item)
            before = ""
    return found


def conditions_around(items: list[Item], k: int, reader: Reader) -> tuple[Term, ...]:
    """What the same sentence says under "if", "when", "for", "where …": before the formula and behind it."""
    found: list[Term] = []
    here = items[k]
    for j in range(max(0, k - _REACH), min(len(items), k + _REACH - 1)):
        other = items[j]
        if j == k or other.sentence != here.sentence or (j > k and _leads(items, j)):
            continue
        if any(_leads(items, m) for m in range(j + 1, k)):
            continue  # another case has begun since
        stated = other.cue in ("if", "because")
        holds = stated or other.after == "if" or other.cue == "where"
        holds = holds or (other.cue == "let" and j < k)
        if not holds:
            continue
        for statement in other.statements:
            if not statement.relations:
                continue
            term = reader.condition(statement)
            if term is None:
                continue
            total = type(term) is App and is_op(term.args[0], ops.SUM_ALL, ops.SUM)  # Σ y_i = 1
            said = j > k or other.cue != "where"
            plain = statement.relations[0].name != "eq" or stated or _same_value(term)
            if (said and plain) or total:
                found.append(term)
    return tuple(found)


_OPENS = re.compile(r"^\s*(?:当|若|如果|对于?|When|If|For)\s*$")


def _leads(items: list[Item], j: int) -> bool:
    """Does a condition open the clause of the formula behind it: "当 i ≠ j 时", on a line of its own?"""
    here, before = items[j], items[j - 1]
    if not (before.formula.display and _OPENS.match(here.before)):
        return False
    if here.before.lstrip()[:1] in "当若如对" and not here.following.lstrip().startswith("时"):
        return False
    return j + 1 < len(items) and items[j + 1].sentence == here.sentence


def _same_value(t: Term) -> bool:
    """f(a) = f(b): two values of one function said to be equal."""
    if type(t) is not App or t.op is not ops.EQ:
        return False
    a, b = t.args
    return (
        is_op(a, ops.CALL)
        and is_op(b, ops.CALL)
        and isinstance(a, App)
        and isinstance(b, App)
        and a.args[0] == b.args[0]
    )


def own_conditions(item: Item, claim: Statement, reader: Reader) -> tuple[Term, ...]:
    """Conditions among the other statements of the same formula: "…, x > 0", "当 … 时"."""
    found: list[Term] = []
    for other in item.statements:
        if other is claim or not other.relations:
            continue
        simple = len(item.statements) > 1 and other.relations[0].name in _ORDERS
        if other.cue in ("if", "because") or (
            other.cue in ("", "where") and simple and _short(other)
        ):
            term = reader.condition(other)
            if term is not None:
                found.append(term)
    return tuple(found)


def _short(statement: Statement) -> bool:
    return all(s is None or len(s.text) <= _SHORT for s in statement.sides)


_CASE = re.compile(
    r"(?:\bcase|情[况形])\s*[(（]?\w{0,3}[)）]?\s*[:：,，.]?\s*$|[(（]\d+[)）]\s*$", re.I
)
_ENDS_CASES = re.compile(
    r"综上|综合|总之|由此|合起来|\b(?:in (?:both|all|either|any) cases?|altogether|in summary|combining)\b",
    re.I,
)


def heads_case(before: str) -> bool:
    """Do the words before a formula announce a case: (2), 情况二, Case 1:?"""
    return bool(_CASE.search(before[-20:]))


def ends_cases(text: str) -> bool:
    """Do these words take the cases together again?"""
    return bool(_ENDS_CASES.search(text))


_LABEL = re.compile(
    r"[\s★•*#>\-（(]*(?:[①-⑳]|\d+[.、)）])?\s*(?P<words>[^\n:：$。,，；;]{0,16})[:：]"
)
_DEFINES = re.compile(r"定义|definition", re.I)
_OTHER = re.compile(
    r"[\s★•*#>\-]*(?:定理|例|证明?|性质|推论|引理|判别|注|theorem|example|proof|lemma|corollary|remark|proposition)",
    re.I,
)
_KEEPS = re.compile(r"其中|这里|where|here", re.I)


def defines(paragraph: str, defining: bool) -> bool:
    """Does a paragraph stand in a definition, given whether the one before it did?"""
    label = _LABEL.match(paragraph)
    if label and _DEFINES.search(label.group("words")):
        return True
    if re.match(r"[\s*#>]*definition\b", paragraph, re.I) or re.match(r"[\s*#>]*定义", paragraph):
        return True
    if _OTHER.match(paragraph) or (label and not _KEEPS.search(label.group("words"))):
        return False
    return defining

"""Texts that say that one statement follows from another: arrows, and the words that stand for them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.judge.implications import decide, elementary
from tuidao.judge.meaning import Role, has_op
from tuidao.lang import op as ops
from tuidao.lang.build import any_of
from tuidao.lang.term import App, Sym, Term, free_symbols
from tuidao.proof import Status, Verdict

if TYPE_CHECKING:
    from tuidao.judge.statement import Link

_WAITING = (Role.EQUATION, Role.CONDITION)
_LONGEST = 300  # characters of a formula whose arrows are looked at
_IFF = r"\iff "
_SO = r"\Rightarrow "
_WORDS = re.compile(r"\\(?:text|mbox|textrm|mathrm)\s*\{\s*([^{}$]*?)\s*\}")
_EQUIVALENT = re.compile(
    r"\bif\s+and\s+only\s+if\b|(?<![A-Za-z\\])iff(?![A-Za-z])|当且仅当|等价于|\bis\s+equivalent\s+to\b",
    re.I,
)
_IMPLIES = re.compile(r"(?<![A-Za-z\\])implies(?![A-Za-z(])|蕴[含涵]|可?推[出得]")
_IF_THEN = re.compile(
    r"^\s*(?:if|若|如果|当)\s*(?P<first>.+?)\s*[,，]?\s*(?:(?<![A-Za-z])then(?![A-Za-z])|则|那么|时)\s*[,，]?\s*"
    r"(?P<second>.+)$",
    re.I | re.S,
)
_ARROW = re.compile(
    r"(?P<iff>\\iff(?![A-Za-z])|\\(?:Long)?[Ll]eftrightarrow(?![A-Za-z])|⇔|⟺|<=>)"
    r"|(?P<so>\\implies(?![A-Za-z])|\\(?:Long)?Rightarrow(?![A-Za-z])|⇒|⟹|=>)"
)
_SPACE = re.compile(r"\\(?:quad|qquad|,|;|:|!| )|~")
_END = re.compile(r"[\s.。,，;；]+$")


def says_implication(text: str) -> bool:
    """May the text say that one statement follows from another?"""
    return bool(_ARROW.search(text) or _EQUIVALENT.search(text) or _IMPLIES.search(text)) or bool(
        _IF_THEN.match(_bare(text))
    )


def by_implication(text: str, given: tuple[Term, ...], plain: bool) -> Verdict | None:
    """The verdict on A ⇒ B, A ⇔ B, "if A then B" and chains of them; None for any other text.

    The weakest link decides. What is known only of functions that are named, or of derivatives and sums, is left to
    others (None).
    """
    claims = _claims(text, plain)
    if claims is None:
        return None
    found = []
    for both, first, second in claims:
        verdict = decide(first, second, both, given)
        if verdict is None:
            return None
        found.append(verdict)
    rank = (Status.REFUTED, Status.OPEN, Status.TESTED, Status.PROVED)
    return min(found, key=lambda v: rank.index(v.status))


def under_bounds(text: str, plain: bool) -> bool:
    """Is this one claim under a premise that only bounds its letters, x > 0 ⇒ …: what is wrong is the claim itself?"""
    claims = _claims(text, plain)
    if claims is None or len(claims) != 1:
        return False
    ((both, first, _),) = claims
    return not both and not has_op(first, ops.EQ, ops.OR)


def concluded(links: Sequence[Link], text: str, given: tuple[Term, ...]) -> None:
    """What stands behind an arrow of a document and was left open, proved where it follows from what stands before.

    Never refuted: a document may have said before which of the solutions it means.
    """
    waiting = [k for k in links if k.verdict.status is Status.OPEN and k.role in _WAITING]
    if not waiting or len(text) > _LONGEST:
        return
    verdict = by_implication(text, tuple(g for g in given if elementary(g)), plain=False)
    if verdict is None or verdict.status is not Status.PROVED:
        return
    for link in waiting:
        link.verdict, link.role = verdict, Role.CLAIM


def _bare(text: str) -> str:
    """The text without the signs that make mathematics of it, its words as they are."""
    text = text.strip().strip("$")
    text = _WORDS.sub(lambda m: f" {m.group(1)} ", text.replace("$", " "))
    return _END.sub("", _SPACE.sub(" ", text))


def _claims(text: str, plain: bool) -> list[tuple[bool, Term, Term]] | None:
    """(⇔?, first, second) for each arrow of the text."""
    text = _EQUIVALENT.sub(lambda m: f" {_IFF}", _bare(text))
    text = _IMPLIES.sub(lambda m: f" {_SO}", text)
    stated = _IF_THEN.match(text)
    if stated is not None:
        text = f"{stated['first']} {_SO} {stated['second']}"
    arrows = list(_ARROW.finditer(text))
    if not arrows:
        return None
    starts, ends = [0, *(m.end() for m in arrows)], [*(m.start() for m in arrows), len(text)]
    parts = [_statement(text[a:b], plain) for a, b in zip(starts, ends, strict=True)]
    read = [p for p in parts if p is not None]
    if len(read) < len(parts):
        return None
    pairs = zip(arrows, pairwise(read), strict=True)
    return [(m.group("iff") is not None, a, b) for m, (a, b) in pairs]


def _statement(text: str, plain: bool) -> Term | None:
    """One side of an arrow as a term."""
    from tuidao.read import read_latex, read_plain

    text = _END.sub("", text.strip())
    if r"\pm" in text or "±" in text:
        both = [re.sub(r"\\pm(?![A-Za-z])|±", sign, text) for sign in "+-"]
        found = [_statement(t, plain) for t in both]
        upper, lower = found
        return None if upper is None or lower is None else any_of(upper, lower)
    join = (" or ", " and ") if plain else (r" \lor ", r" \land ")
    text = re.sub(r"(?<![A-Za-z\\])or(?![A-Za-z])|或者?", lambda m: join[0], text)
    text = re.sub(r"(?<![A-Za-z\\])and(?![A-Za-z])|并?且", lambda m: join[1], text)
    if not text.strip() or re.search(r"[\u4e00-\u9fff]", text):
        return None
    try:
        return _values(read_plain(text) if plain else read_latex(text))
    except (InputError, RecursionError):
        return None


def _values(claim: Term) -> Term:
    """x = 1, x = 2 lists the values that x may have."""
    if type(claim) is App and claim.op is ops.AND and len(claim.args) > 1:
        heads = {c.args[0] for c in claim.args if type(c) is App and c.op is ops.EQ}
        alike = all(
            type(c) is App and c.op is ops.EQ and not free_symbols(c.args[1]) for c in claim.args
        )
        if alike and len(heads) == 1 and all(type(h) is Sym for h in heads):
            return any_of(*claim.args)
    return claim

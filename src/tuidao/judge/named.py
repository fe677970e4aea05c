"""Equations of words: 交叉熵 = 信息熵 + 相对熵, "cross-entropy = entropy + KL divergence"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

from tuidao.judge.shannon import JOINT, of_words
from tuidao.lang.build import closed, eq, forall, gt, log, total
from tuidao.lang.term import Sym, Term
from tuidao.proof import Status, Verdict
from tuidao.read.placed import Placed
from tuidao.text import Text

_P, _Q, _I, _N = Sym("p"), Sym("q"), Sym("i"), Sym("n")

ENTROPY = -total(_P[_I] * log(_P[_I]), _I, 1, _N)
CROSS_ENTROPY = -total(_P[_I] * log(_Q[_I]), _I, 1, _N)
RELATIVE_ENTROPY = total(_P[_I] * log(_P[_I] / _Q[_I]), _I, 1, _N)

# p and q are distributions: positive on the outcomes 1, …, n, and summing to 1.
_DISTRIBUTIONS = tuple(
    fact
    for f in (_P, _Q)
    for fact in (
        eq(total(f[_I], _I, 1, _N), 1),
        forall(_I, closed(1, _N), gt(f[_I], 0)),
    )
)

# Names in either language -> the quantity, for distributions p and q of the same n outcomes.
QUANTITIES: tuple[tuple[str, Term], ...] = (
    (r"交叉熵(?:损失)?|cross[- ]entropy", CROSS_ENTROPY),
    (
        r"相对熵|KL\s*散度|relative entropy|KL[- ]divergence|Kullback[-–]Leibler divergence",
        RELATIVE_ENTROPY,
    ),
    (r"信息熵|香农熵|熵|(?:Shannon )?entropy", ENTROPY),
)
_NAME = "|".join(f"(?:{pattern})" for pattern, _ in (*JOINT, *QUANTITIES))
_EQUATION = re.compile(
    rf"(?P<left>{_NAME})(?:[(（][^()（）]*[)）])?\s*(?P<sign>=|＝|等于|equals|is)\s*(?P<right>(?:{_NAME})(?:[(（][^()（）]*[)）])?"
    rf"(?:\s*(?:[+＋\-−－减加]|plus|minus)\s*(?:{_NAME})(?:[(（][^()（）]*[)）])?)+)",
    re.I,
)
_PART = re.compile(rf"(?P<op>[+＋\-−－减加]|plus|minus)?\s*(?P<name>{_NAME})", re.I)

HOLDS_WITH = Text("holds as: {equation}", "正确的是：{equation}")


@dataclass(frozen=True, slots=True)
class WordEquation:
    """An equation between named quantities: sign and term for each, in the order written."""

    place: Placed
    mark: Placed
    left: tuple[str, Term]
    right: tuple[tuple[int, str, Term], ...]


def word_equations(text: str, offset: int) -> Iterator[WordEquation]:
    """The equations of words in a stretch of prose that starts at `offset` of the source."""
    for m in _EQUATION.finditer(text):
        right = []
        for part in _PART.finditer(m.group("right")):
            minus = part.group("op") in ("-", "−", "－", "减", "minus")
            right.append((-1 if minus else 1, part.group("name"), _quantity(part.group("name"))))
        yield WordEquation(
            Placed.of(m.group(0), offset + m.start()),
            Placed.of(m.group("sign"), offset + m.start("sign")),
            (m.group("left"), _quantity(m.group("left"))),
            tuple(right),
        )


def _quantity(name: str) -> Term:
    """The quantity for p and q; of what is named of several variables, the name alone."""
    found = (t for pattern, t in QUANTITIES if re.fullmatch(pattern, name.strip(), re.I))
    return next(found, Sym(name))


def _sum(parts: tuple[tuple[int, str, Term], ...]) -> Term:
    t: Term | None = None
    for sign, _, part in parts:
        t = (part if sign > 0 else -part) if t is None else (t + part if sign > 0 else t - part)
    assert t is not None
    return t


def judge_words(equation: WordEquation) -> Verdict:
    """The verdict on an equation of words; a refuted one comes with the signs that make it true, where some do."""
    from tuidao.check.prove import examine

    right = "".join(f"{'+' if sign > 0 else '-'} {name} " for sign, name, _ in equation.right)
    joint = of_words(equation.left[0], right)
    if joint is not None:
        return joint
    verdict = examine(eq(equation.left[1], _sum(equation.right)), _DISTRIBUTIONS)
    if verdict.status is not Status.REFUTED:
        return verdict
    for signs in product((1, -1), repeat=len(equation.right)):
        parts = tuple((s, name, t) for s, (_, name, t) in zip(signs, equation.right, strict=True))
        claim = eq(equation.left[1], _sum(parts))
        if examine(claim, _DISTRIBUTIONS).status in (Status.PROVED, Status.TESTED):
            return replace(verdict, suggestion=claim, reason=_with(verdict.reason, equation, parts))
    return verdict


def _with(reason: Text, equation: WordEquation, parts: tuple[tuple[int, str, Term], ...]) -> Text:
    ordered = sorted(parts, key=lambda p: -p[0])
    words = "".join(f" {'+' if s > 0 else '−'} {name}" for s, name, _ in ordered).removeprefix(
        " + "
    )
    note = HOLDS_WITH.format(equation=f"{equation.left[0]} = {words.strip()}")
    return Text(f"{reason.en}; {note.en}", f"{reason.zh}；{note.zh}")

"""Claims between entropies of random variables: H(X, Y) = H(X) + H(Y | X), I(X; Y) ≥ 0, in symbols or in words.

Each quantity is a combination of the joint entropies of sets of variables (the chain rule). An equation holds for all
distributions where the combinations are the same; an inequality is proved where the difference is a sum of I(A; B | C)
and H(A | the rest) with weights that are not negative (Yeung, A First Course in Information Theory, ch. 14). A claim is
refuted by a joint distribution, with both sides enclosed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from fractions import Fraction
from itertools import combinations, product
from random import Random

from flint import arb

from tuidao.check.combination import combination
from tuidao.check.witness import shown
from tuidao.lang import op as ops
from tuidao.lang.term import App, Num, Term
from tuidao.proof import Status, Verdict, Witness
from tuidao.text import Text

Entropies = dict[frozenset[str], int]  # H of each set of variables, with its coefficient
Table = dict[tuple[int, ...], Fraction]  # a joint distribution of variables that are 0 or 1

_CHAIN = Text(
    "by the chain rule H(X, Y) = H(X) + H(Y | X)", "由链式法则 H(X, Y) = H(X) + H(Y | X) 得出"
)
_SUM = Text(
    "the difference is a sum of conditional entropies and mutual informations, which are not negative",
    "两边之差是条件熵与互信息之和，它们都非负",
)
_FALSE = Text("fails for the joint distribution shown", "对所示的联合分布不成立")
_UNKNOWN = Text("no proof and no distribution against it was found", "既未证明，也未找到反例")
_MOST = 4  # variables
_TURN = {"ge": "le", "gt": "lt"}
_DROPPED = re.compile(r"\\(?:left|right|[,;:! ]|quad|mathrm|mathbb|operatorname|rm|text)|[{}\s$~]")
_TERM = re.compile(
    r"(?P<sign>[+\-−]?)(?P<times>\d*)\*?(?P<what>[HI])[(\[](?P<of>[A-Z](?:[,，;；:][A-Z])*)(?:\|(?P<given>[A-Z](?:,[A-Z])*))?[)\]]"
)


def between_entropies(left: str, relation: str, right: str) -> Verdict | None:
    """The verdict on `left relation right` (eq, le, lt, ge, gt) where both sides are sums of entropies of variables, a
    joint, conditional or mutual one among them; None for any other text."""
    sides = [_combination(text) for text in (left, right)]
    if relation not in ("eq", "le", "lt", "ge", "gt") or not re.search(
        r"[,，;；:|]|\\mid", left + right
    ):
        return None
    a, b = sides
    if a is None or b is None:
        return None
    names = sorted(frozenset().union(*a, *b))
    return _judged(a, relation, b, names) if 0 < len(names) <= _MOST else None


def _combination(text: str) -> Entropies | None:
    """A sum of entropies as written: its combination of joint entropies."""
    plain = _DROPPED.sub("", text.replace(r"\mid", "|").replace(r"\vert", "|")).strip(".。,，;；")
    if plain == "0":
        return {}
    found: Entropies = {}
    at = 0
    for m in _TERM.finditer(plain):
        if m.start() != at or (at > 0 and not m["sign"]):
            return None
        at = m.end()
        weight = int(m["times"] or 1) * (-1 if m["sign"] in ("-", "−") else 1)
        groups = [frozenset(re.split("[,，]", part)) for part in re.split("[;；:]", m["of"])]
        beside = frozenset(m["given"].split(",")) if m["given"] else frozenset()
        if m["what"] == "I" and len(groups) == 1 and len(groups[0]) == 2:  # I(X, Y), as some write
            groups = [frozenset(part) for part in re.split("[,，]", m["of"])]
        if len(groups) != (2 if m["what"] == "I" else 1):
            return None
        terms = (
            _conditional(groups[0], beside)
            if len(groups) == 1
            else _mutual(groups[0], groups[1], beside)
        )
        for names, c in terms.items():
            found[names] = found.get(names, 0) + weight * c
    return _clean(found) if at == len(plain) and plain else None


def _clean(t: Mapping[frozenset[str], int]) -> Entropies:
    return {names: c for names, c in t.items() if c and names}


def _conditional(of: frozenset[str], beside: frozenset[str]) -> Entropies:
    """H(A | B) = H(A, B) − H(B)."""
    return _minus({of | beside: 1}, {beside: 1})


def _mutual(one: frozenset[str], two: frozenset[str], beside: frozenset[str]) -> Entropies:
    """I(A; B | C) = H(A | C) − H(A | B, C)."""
    return _minus(_conditional(one, beside), _conditional(one, two | beside))


def _minus(a: Entropies, b: Entropies) -> Entropies:
    """The difference; no variables have entropy 0."""
    return _clean({k: a.get(k, 0) - b.get(k, 0) for k in a.keys() | b.keys()})


def _judged(a: Entropies, relation: str, b: Entropies, names: list[str]) -> Verdict:
    if relation in _TURN:
        a, b, relation = b, a, _TURN[relation]
    gap = _minus(b, a)
    if relation == "eq" and not gap:
        return Verdict(Status.PROVED, _CHAIN)
    if relation == "le" and (not gap or _not_negative(gap, names)):
        return Verdict(Status.PROVED, _SUM if gap else _CHAIN)
    for table in _tables(len(names)):
        value = _value(gap, table, names)
        fails = value != 0 if relation == "eq" else value < 0 or (relation == "lt" and value == 0)
        if fails:
            sides = [shown(_value(t, table, names)) for t in (a, b)]
            at = {f"p({', '.join(n.lower() for n in names)})": _as_term(table, len(names))}
            return Verdict(Status.REFUTED, _FALSE, Witness(at, *sides))
    return Verdict(Status.OPEN, _UNKNOWN)


def _not_negative(gap: Entropies, names: list[str]) -> bool:
    """Is the gap a combination of elemental inequalities with weights that are not negative?"""
    everything = frozenset(names)
    known = [_conditional(frozenset((n,)), everything - {n}) for n in names]
    for one, two in combinations(names, 2):
        rest = [n for n in names if n not in (one, two)]
        for size in range(len(rest) + 1):
            for beside in combinations(rest, size):
                known.append(_mutual(frozenset((one,)), frozenset((two,)), frozenset(beside)))

    def poly(t: Entropies) -> dict[tuple[int, ...], int]:
        return {tuple(int(n in s) for n in names): c for s, c in t.items()}

    return combination(poly(gap), [poly(t) for t in known], [], []) > 0


# ------------------------------------------------------------ distributions to try


def _tables(count: int) -> Iterator[Table]:
    """Independent fair coins, one coin for all, a parity, a certain outcome, biased and random ones."""
    cells = list(product((0, 1), repeat=count))
    yield _weighted(dict.fromkeys(cells, 1))
    yield _weighted({c: int(len(set(c)) == 1) for c in cells})
    yield _weighted({c: int(sum(c) % 2 == 0) for c in cells})
    for k in range(count):
        yield _weighted({c: int(sum(c) == c[k]) for c in cells})
    draw = Random(7)
    for _ in range(40):
        yield _weighted({c: draw.choice((0, 1, 1, 2, 5)) for c in cells})


def _weighted(weights: dict[tuple[int, ...], int]) -> Table:
    whole = sum(weights.values()) or 1
    return {c: Fraction(w, whole) for c, w in weights.items()}


def _value(t: Entropies, table: Table, names: list[str]) -> arb:
    """The combination for the distribution, enclosed, in nats; from probabilities 2^(−k) all alone it is exact."""
    ball, bits = arb(0), Fraction(0)
    for of, c in t.items():
        margin: dict[tuple[int, ...], Fraction] = {}
        for cell, p in table.items():
            key = tuple(v for v, n in zip(cell, names, strict=True) if n in of)
            margin[key] = margin.get(key, Fraction(0)) + p
        for p in margin.values():
            if p.numerator == 1 and p.denominator & (p.denominator - 1) == 0:
                bits += c * p * (p.denominator.bit_length() - 1)
            elif p:
                q = arb(p.numerator) / p.denominator
                ball -= c * q * q.log()
    return ball + arb(bits.numerator) / bits.denominator * arb.const_log2() if bits else ball


def _as_term(table: Table, count: int, head: tuple[int, ...] = ()) -> Term:
    """The table as rows of rows."""
    if len(head) == count:
        return Num(table[head])
    return App(ops.TUPLE, tuple(_as_term(table, count, (*head, v)) for v in (0, 1)))


# ------------------------------------------------------------ in words

# Names in either language, with what they may mean.
JOINT: tuple[tuple[str, tuple[str, ...]], ...] = (
    (r"联合熵|joint entropy", ("H(X,Y)",)),
    (r"条件熵|conditional entropy", ("H(Y|X)", "H(X|Y)")),
    (r"互信息|mutual information", ("I(X;Y)",)),
)
_ENTROPY = (r"信息熵|香农熵|边缘熵|熵|(?:Shannon |marginal )?entropy", ("H(X)", "H(Y)"))
_NAMED = re.compile("|".join(f"({pattern})" for pattern, _ in (*JOINT, _ENTROPY)), re.I)
_MINUS = re.compile(r"[-−－减]|minus", re.I)
_READ_AS = Text("read as {claim}", "读作 {claim}")


def of_words(left: str, right: str) -> Verdict | None:
    """The verdict on "joint entropy = entropy + conditional entropy": proved where one reading of the names makes it
    true, refuted where none does; None where no joint, conditional or mutual quantity is named."""
    if not any(re.search(pattern, left + right, re.I) for pattern, _ in JOINT):
        return None
    sides = [_readings(side) for side in (left, right)]
    if not all(sides):
        return None
    first: Verdict | None = None
    for one, two in product(*sides):
        found = between_entropies(one, "eq", two)
        if found is None:
            return None
        if found.status is Status.PROVED:
            said = _READ_AS.format(claim=f"{one} = {two}")
            return Verdict(
                Status.PROVED,
                Text(f"{said.en}; {found.reason.en}", f"{said.zh}；{found.reason.zh}"),
            )
        first = first or found
    return first


def _readings(side: str) -> list[str]:
    """What a sum of names may mean, written in symbols."""
    parts: list[tuple[str, tuple[str, ...]]] = []
    at = 0
    for m in _NAMED.finditer(side):
        kinds = (*JOINT, _ENTROPY)
        means = next(kinds[k][1] for k, g in enumerate(m.groups()) if g is not None)
        parts.append(("-" if _MINUS.search(side[at : m.start()]) else "+", means))
        at = m.end()
    choices = product(*(means for _, means in parts))
    signs = [sign for sign, _ in parts]
    return [
        "".join(s + m for s, m in zip(signs, chosen, strict=True)).removeprefix("+")
        for chosen in choices
        if parts
    ]

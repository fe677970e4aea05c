"""Questions in words, English or Chinese: what is asked of which formula, by which variable, where."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from tuidao.diagnostic import Diagnostic, InputError, Label, Source, Span
from tuidao.lang.build import e
from tuidao.lang.term import Sym, Term, free_symbols, substitute
from tuidao.read.question_forms import FORMS, PROBLEMS
from tuidao.text import Text

_NUMBERS = dict(
    zip(("first", "second", "third", "fourth", "fifth", "sixth"), "123456", strict=True)
)
_NUMBERS |= {c: str(k) for k, c in enumerate("一二三四五六七八九十", start=1)}
_POINTS = {
    "infinity": "oo",
    "无穷": "oo",
    "无穷大": "oo",
    "正无穷": "oo",
    "负无穷": "-oo",
    "∞": "oo",
}
_SIDES = {"left": "-", "below": "-", "right": "+", "above": "+", "左": "-", "右": "+"}
_HEAD = re.compile(
    r"\s*(?:[A-Za-z]\s*(?:\(\s*(?:(?P<x>[A-Za-z])|[A-Za-z](?:\s*,\s*[A-Za-z])+)\s*\))?\s*=(?!=)\s*)(?P<rest>.+)",
    re.S,
)
_DIFFERENTIAL = re.compile(r"\s*\bd([A-Za-z])\s*$")
_END = r"\s*[.。?？!！;；]*\s*"

# A text worth trying: Chinese characters, or a word that asks, followed by another word and not by a bracket.
_ASKS = re.compile(
    r"[一-鿿]|\s*limit\s.*\bas\s|\s*(?:please|use|using|substitute|put|find|compute|calculate|evaluate|determine|work|give|show|what|what's|where|is|how|does|prove|the|as|when|"
    r"differentiate|integrate|limit|derivative|(?:first|second|third|\w+th)(?:[\s-]order|[\s-]degree)?|partial|integral|antiderivative|primitive|definite|"
    r"indefinite|area|riemann|taylor|maclaurin|power|tangent|domain|natural|range|image|monotonicity|intervals?|convexity|concavity|"
    r"inflection|local|global|extrema|maximum|minimum|maxima|minima|zeros|zeroes|roots|real|solve|solutions?|gradient|hessian|total|differential|"
    r"continuity|verify|check|test|apply|on|in|at|all|open|critical|stationary|absolute|relative|expand|identify|state)\s+[^\s(=]",
    re.I,
)
_LONGEST = 300  # characters of a question
_BLANKS = " " * 9  # no question has them, and they take patterns long
_UNASKED = Text("what is asked is not understood", "看不懂所问的是什么")
_BY_WHICH = Text("by which variable?", "对哪个变量？")
_ORDER_OPEN = Text("to which order?", "展开到几阶？")
_EXAMPLES = Text(
    "write for example: the derivative of x^2 sin x, or diff(x^2*sin(x), x)",
    "例如写成：求 x^2 sin x 的导数，或 diff(x^2*sin(x), x)",
)


def question(text: str) -> Term | None:
    """The problem that a question in words puts; None where the text does not look like one.

    Raises InputError, with the place, where a question is put about a formula that cannot be read, and where the
    variable or the order is left open.
    """
    if len(text) > _LONGEST or _BLANKS in text or not (_ASKS.match(text) or _CHINESE.search(text)):
        return None
    refused: InputError | None = None
    # Without the nouns that only say what a formula is; the blanks keep every place.
    bare = _NOUN.sub(lambda m: " " * len(m.group()), text)
    for said in dict.fromkeys((text, bare)):
        for pattern, what in FORMS:
            m = re.fullmatch(pattern + _END, said, re.I | re.S)
            if m is None:
                continue
            try:
                return _Asked(said, m).problem(what)
            except InputError as error:
                refused = refused or error
    if refused is not None:
        raise refused
    return None


_CHINESE = re.compile(r"[一-鿿]")
_NOUN = re.compile(
    r"\b(?:the\s+)?(?:function|curve|sequence|expression|equation|inequality|(?:power\s+)?series|"
    r"(?:(?:in)?definite\s+|improper\s+)?integral)\s+(?=[\\\w$(|∫∑√-])(?!(?:of|as|at|is|on|by|with)\b)|"
    r"(?:函数|曲线|数列|(?:幂)?级数|方程|不等式|(?:定|不定)?积分)(?=\s*[\\\w$(|∫∑√-])(?![\s]*[一-鿿])",
    re.I,
)
# Words that belong to a question and never to a formula: left in a piece, they would be read as products of letters.
_WORD = re.compile(
    r"[一-鿿]+|(?<![\\\w])(?:as|at|from|to|of|when|the|order|degree|where|is|on|over|with|around|near|about|find)\b"
)


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question taken apart; its pieces are read at their places in the text."""

    text: str
    match: re.Match[str]

    def problem(self, what: str) -> Term:
        from tuidao.read import read_plain

        formula, named = self._formula() if what != "solve" else (self.match.span("f"), None)
        by = _DIFFERENTIAL.search(self.text[slice(*formula)]) if what == "integrate" else None
        if by is not None:  # integrate x^2 dx
            formula, named = (formula[0], formula[0] + by.start()), by.group(1)
        found = self._piece("f", formula)
        if what == "substitute":  # under binders, too, and without capture
            return substitute(found, {Sym((self._group("p") or "").lstrip("\\")): self._piece("a")})
        parts = {"f": str(found)}
        template = PROBLEMS[what]
        alone = not (self._group("x") or self._group("on") or named)
        if what in ("extrema", "critical") and alone and len(free_symbols(found)) == 2:
            template = "extrema({f}, {all})"
        if any(place in template for place in ("{x}", "{over}", "{range}")):
            x = self._group("x") or self._group("p") or named or self._variable(found)
            parts |= {"x": x.lstrip("\\"), "over": self._over(x.lstrip("\\"))}
            over = parts["over"]
            parts["range"] = over[1:-1] if over.startswith("(") else over
        if "{all}" in template:
            names = sorted(s.name for s in free_symbols(found))
            parts["all"] = f"[{', '.join(names)}]"
        if "{c}" in template:
            parts["c"] = str(self._piece("c"))
        parts |= {"n": "", "at": "", "side": "", "order": ""}
        point = self._point()
        order = self._order()
        if what in ("diff", "definition"):
            parts["n"] = f", {order}" if order else ""
            parts["at"] = f", at={point}" if point else ""
        if what == "taylor" and not order:
            raise self._refuse(*self.match.span("f"), _ORDER_OPEN)
        parts["a"], parts["order"] = point or "0", order
        side = _SIDES.get((self._group("side") or "").lower())
        parts["side"] = f', "{side}"' if side else ""
        return read_plain(template.format(**parts))

    def _group(self, name: str) -> str | None:
        return self.match.groupdict().get(name)

    def _formula(self) -> tuple[tuple[int, int], str | None]:
        """Where the formula stands without "y =" or "f(x) =" in front, and the variable named there."""
        start, end = self.match.span("f")
        head = _HEAD.fullmatch(self.text[start:end].strip(" $"))
        if head is None or re.search(r"[<>=≤≥]", head["rest"]):
            return (start, end), None
        return (self.text.index(head["rest"], start, end), end), head["x"]

    def _piece(self, name: str, span: tuple[int, int] | None = None) -> Term:
        """A piece read where it stands, so that a refusal points into the question."""
        from tuidao.read import read

        start, end = span or self.match.span(name)
        piece = self.text[start:end].replace("$", " ")
        word = _WORD.search(piece)
        if word is not None:
            raise self._refuse(start + word.start(), start + word.end(), _UNASKED)
        try:
            found = read(" " * start + piece)
        except InputError as error:
            whole = replace(error.diagnostic, source=Source(self.text))
            raise InputError(whole) from None
        # In words e is Euler's number; in SymPy's spelling, E**x, it is a name.
        return found if "**" in self.text else substitute(found, {Sym("e"): e})

    def _variable(self, found: Term) -> str:
        names = {s.name for s in free_symbols(found)}
        if len(names) == 1:
            return names.pop()
        if "x" in names or not names:
            return "x"
        raise self._refuse(*self.match.span("f"), _BY_WHICH)

    def _point(self) -> str:
        shift = self._group("shift")
        if shift is not None:  # powers of x − a, or of x + a
            start, end = self.match.span("shift")
            size = str(self._piece("shift", (start + 1, end)))
            return f"-({size})" if shift[0] == "+" else size
        said = self._group("a")
        if said is None:
            return ""
        word = said.strip(" $+").lower()
        if word in _POINTS:
            return _POINTS[word]
        return str(self._piece("a"))

    def _order(self) -> str:
        said = (self._group("n") or self._group("m") or self._group("nth") or "").lower()
        return _NUMBERS.get(said) or re.sub(r"(?:st|nd|rd|-?th)$", "", said)

    def _over(self, x: str) -> str:
        """The variable, with the interval where one is named."""
        if self._group("b"):
            return f"({x}, {self._point()}, {self._piece('b')})"
        on = self._group("on")
        if not on:
            return x
        start, _ = self.match.span("on")
        comma = _middle(on)
        if comma is None:
            raise self._refuse(*self.match.span("on"), _UNASKED)
        low = self._piece("on", (start + 1, start + comma))
        high = self._piece("on", (start + comma + 1, start + len(on) - 1))
        return f"({x}, {low}, {high})"

    def _refuse(self, start: int, end: int, said: Text) -> InputError:
        label = Label(Span(start, end), said)
        return InputError(Diagnostic("question", _UNASKED, Source(self.text), label, _EXAMPLES))


def _middle(interval: str) -> int | None:
    """Where the comma between the two ends of "[a, b]" stands."""
    depth = 0
    for k, c in enumerate(interval):
        depth += (c in "([{") - (c in ")]}")
        if c in ",，" and depth == 1:
            return k
    return None

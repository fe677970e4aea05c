"""Text copied off web pages, where a formula stands three times: as read aloud, as LaTeX, as drawn."""

from __future__ import annotations

import re
from collections import Counter

# What a LaTeX token leaves on the page; "" for what only lays out.
_VISIBLE = {
    "sum": "∑", "prod": "∏", "int": "∫", "partial": "∂", "infty": "∞", "ldots": "…", "dots": "…", "cdots": "⋯",
    "cdot": "⋅", "times": "×", "mid": "∣", "neq": "≠", "ne": "≠", "le": "≤", "leq": "≤", "ge": "≥", "geq": "≥",
    "pm": "±", "to": "→", "rightarrow": "→", "in": "∈", "approx": "≈", "prime": "′", "alpha": "α", "beta": "β",
    "gamma": "γ", "delta": "δ", "epsilon": "ϵ", "varepsilon": "ε", "zeta": "ζ", "eta": "η", "theta": "θ",
    "lambda": "λ", "mu": "μ", "nu": "ν", "xi": "ξ", "pi": "π", "rho": "ρ", "sigma": "σ", "tau": "τ",
    "phi": "ϕ", "varphi": "φ", "chi": "χ", "psi": "ψ", "omega": "ω", "kappa": "κ", "Gamma": "Γ", "Delta": "Δ",
    "Theta": "Θ", "Lambda": "Λ", "Sigma": "Σ", "Phi": "Φ", "Psi": "Ψ", "Omega": "Ω", "nabla": "∇",
    "forall": "∀", "exists": "∃", "top": "⊤", "circ": "∘", "odot": "⊙", "propto": "∝", "sim": "∼",
    "Rightarrow": "⇒", "lbrace": "{", "rbrace": "}", "vert": "∣", "Vert": "∥", "equiv": "≡", "ell": "ℓ",
}  # fmt: skip
_LAYOUT = set(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr "
    "frac dfrac tfrac sqrt mathrm mathbf mathit mathcal mathbb boldsymbol bm text "
    "textbf textrm operatorname rm bf quad qquad limits nolimits "
    "displaystyle textstyle begin end hline nonumber".split()
)
_ACCENTS = {
    "hat": "^",
    "widehat": "^",
    "bar": "ˉ",
    "tilde": "~",
    "vec": "⃗",
    "dot": "˙",
    "overline": "‾",
}
_TOKEN = re.compile(
    r"\\(?:begin|end)\s*\{[^{}]*\}|\\(?P<accent>hat|widehat|bar|tilde|vec|dot|"
    r"overline)\s*(?:\{(?P<arg>[^{}\\]*)\}|(?P<one>\w))"
    r"|\\(?P<name>[A-Za-z]+)\s*|\\(?P<sign>.)|(?P<char>.)",
    re.S,
)
_INVISIBLE = dict.fromkeys(
    map(ord, "\u2061\u2062\u2063\u2064\u200b\u200c\ufeff\ue020\u0338\u00a0 \t{}_^&"), None
)
_SAME = str.maketrans(
    {
        "−": "-",
        "－": "-",
        "'": "′",
        "|": "∣",
        "⋅": "⋅",
        "·": "⋅",
        "∗": "*",
        "∥": "∥",
        "‖": "∥",
        "…": "…",
    }
)


def visible(latex: str) -> tuple[str, list[int]]:
    """What a reader sees of a text with LaTeX in it, in writing order, and for each sign where it came from."""
    signs: list[str] = []
    places: list[int] = []
    for m in _TOKEN.finditer(latex):
        name, accent = m.group("name"), m.group("accent")
        if accent:
            shown = (m.group("arg") or m.group("one") or "") + _ACCENTS[accent]
        elif name is not None:
            shown = _VISIBLE.get(name, "" if name in _LAYOUT else name)
        elif m.group("sign") is not None:
            shown = "∥" if m.group("sign") == "|" else ""
        else:
            shown = m.group("char") or ""
        for sign in shown.translate(_INVISIBLE).translate(_SAME):
            signs.append(sign)
            places.append(m.start())
    return "".join(signs), places


def pasted_formulas(text: str) -> dict[int, list[tuple[int, int, int, int]]]:
    """Formulas that stand three times in a row, by the offset of their line.

    Each as (start of the first copy, start and end of the LaTeX copy, end of the last copy). Empty where the text
    does not look pasted: fewer than three of them carry a LaTeX command.
    """
    found: dict[int, list[tuple[int, int, int, int]]] = {}
    offset = commands = 0
    for line in text.splitlines(keepends=True):
        if " " in line and len(line) < 20_000:
            spans = _triples(line)
            if spans:
                found[offset] = [
                    (offset + a, offset + b, offset + c, offset + d) for a, b, c, d in spans
                ]
                commands += sum("\\" in line[b:c] for _, b, c, _ in spans)
        offset += len(line)
    return found if commands >= 3 else {}


def _triples(line: str) -> list[tuple[int, int, int, int]]:
    signs, places = visible(line)
    total = len(signs)
    # Copies are separated by spaces: a copy can only begin behind one.
    starts = [k for k in range(total) if k and " " in line[places[k - 1] : places[k]]]
    starts_set = set(starts)
    spans: list[tuple[int, int, int, int]] = []
    k = 0
    while k < total:
        best = None
        for b in starts:
            n = b - k
            if n <= 0 or b + 2 * n > total or b + n not in starts_set:
                continue
            if signs[k:b] == signs[b : b + n] and _drawn(
                signs[b : b + n], signs[b + n : b + 2 * n], line, places, b + n
            ):
                best = n  # the longest
        if best is None:
            k += 1
            continue
        b, c, d = k + best, k + 2 * best, k + 3 * best
        start = _behind_first_copy(line, places[b - 1], places[b])
        end = places[d - 1] + 1
        spans.append((places[k], start, max(start, line.rfind(" ", 0, places[c])), end))
        k = d
    return spans


def _behind_first_copy(line: str, last: int, first: int) -> int:
    """Where the LaTeX copy begins: behind the space that follows the first copy's last sign."""
    space = line.find(" ", last + 1, first + 1)
    return space + 1 if space >= 0 else first


def _drawn(written: str, drawn: str, line: str, places: list[int], at: int) -> bool:
    """Is `drawn` the same signs in the order of drawing (fractions and sums upside down)?"""
    if not re.search(r"[A-Za-z0-9α-ωΑ-Ω∂∑∏∫]", written):
        return False
    if "\\" in line[places[at] : places[at + len(drawn) - 1] + 1]:
        return False
    fold = str.maketrans({"≠": "="})
    return Counter(written.translate(fold)) == Counter(drawn.translate(fold))


_RELATION = re.compile(r"[=≠<>≤≥≈∈→]|!=|\\(?:leq?|geq?|neq?|approx|to|in)\b")
_WORD = re.compile(r"[A-Za-z]{3,}")
KNOWN = re.compile(
    r"a?(?:sin|cos|tan|cot|sec|csc)h?|exp|log|ln|sqrt|lim|limit|diff|integrate|Sum|Product|Max|Min|"
    r"abs|Abs|Piecewise|pi|max|min|sum|"
    r"arcsin|arccos|arctan|sigmoid|softplus|softmax|alpha|beta|gamma|delta|theta|lambda|sigma|True|"
    r"and|or|in|oo|inf|nan|not|for|factorial|gradient|mu|phi|rho|tau"
)


def plain_formula(line: str) -> tuple[int, int] | None:
    """The part of a line of plain text that is a formula by its look: a relation, and no words around it."""
    text = line.strip()
    if not _RELATION.search(text) or len(text) > 400 or re.search(r"[\u4e00-\u9fff]", text):
        return None
    bare = re.sub(r"\\[A-Za-z]+", "", text)
    if any(not KNOWN.fullmatch(w) for w in _WORD.findall(bare)):
        return None
    start = len(line) - len(line.lstrip())
    return start, start + len(text)

"""Names of symbols and functions as LaTeX writes them."""

from __future__ import annotations

import re

from tuidao.lang import op as ops
from tuidao.lang.op import Op

FUNCTION_COMMANDS: dict[Op, str] = {
    ops.SIN: r"\sin",
    ops.COS: r"\cos",
    ops.TAN: r"\tan",
    ops.COT: r"\cot",
    ops.SEC: r"\sec",
    ops.CSC: r"\csc",
    ops.ASIN: r"\arcsin",
    ops.ACOS: r"\arccos",
    ops.ATAN: r"\arctan",
    ops.ACOT: r"\operatorname{arccot}",
    ops.ASEC: r"\operatorname{arcsec}",
    ops.ACSC: r"\operatorname{arccsc}",
    ops.SINH: r"\sinh",
    ops.COSH: r"\cosh",
    ops.TANH: r"\tanh",
    ops.COTH: r"\coth",
    ops.SECH: r"\operatorname{sech}",
    ops.CSCH: r"\operatorname{csch}",
    ops.ASINH: r"\operatorname{arsinh}",
    ops.ACOSH: r"\operatorname{arcosh}",
    ops.ATANH: r"\operatorname{artanh}",
    ops.ACOTH: r"\operatorname{arcoth}",
    ops.ASECH: r"\operatorname{arsech}",
    ops.ACSCH: r"\operatorname{arcsch}",
    ops.EXP: r"\exp",
    ops.LOG: r"\ln",
    ops.SIGN: r"\operatorname{sgn}",
    ops.ERF: r"\operatorname{erf}",
    ops.SIGMOID: r"\operatorname{sigmoid}",
    ops.SOFTPLUS: r"\operatorname{softplus}",
}
INDEX_LETTERS = frozenset("ijklmnrst")
# Names that a bracket behind them applies, wherever they stand.
CALLED = re.compile(r"([fgFG]|phi|psi|varphi|Phi|Psi|sigma|[uvhHPQpqUVJ])(_[A-Za-z0-9]+)*")
_GREEK = frozenset(
    (
        *(
            "alpha",
            "beta",
            "gamma",
            "delta",
            "epsilon",
            "varepsilon",
            "zeta",
            "eta",
            "theta",
            "vartheta",
        ),
        *("iota", "kappa", "lambda", "mu", "nu", "xi", "rho", "varrho", "sigma", "varsigma", "tau"),
        *(
            "upsilon",
            "phi",
            "varphi",
            "chi",
            "psi",
            "omega",
            "Gamma",
            "Delta",
            "Theta",
            "Lambda",
            "Xi",
        ),
        *("Sigma", "Upsilon", "Phi", "Psi", "Omega", "ell", "hbar"),
    )
)
_ACCENTS = {
    "hat": r"\hat",
    "bar": r"\bar",
    "tilde": r"\tilde",
    "vec": r"\vec",
    "check": r"\check",
    "cal": r"\mathcal",
    "frak": r"\mathfrak",
    "bb": r"\mathbb",
    "under": r"\underline",
}
_AFTER = {"star": "^{*}", "prime": "'", "plus": "_{+}", "minus": "_{-}", "infty": r"_{\infty}"}


def name(symbol: str, families: set[str]) -> str:
    """The LaTeX of a symbol's name: x_0, y_hat, Delta_x, alpha, x_max."""
    symbol = symbol.partition("#")[0]
    if symbol == "E_":
        return "E"
    if symbol.endswith("_") and len(symbol) > 1:
        return rf"\tilde{{{name(symbol[:-1], families)}}}"
    base, *parts = symbol.split("_")
    text, marked = _letter(base), False
    if base == "Delta" and parts and len(parts[0]) == 1 and parts[0].isalpha():
        text, parts = rf"\Delta {parts[0]}", parts[1:]
    for part in parts:
        if part in _ACCENTS and not marked:
            text = f"{_ACCENTS[part]}{{{text}}}"
            continue
        text = f"{{{text}}}" if marked else text
        marked = True
        if part in _AFTER:
            text += _AFTER[part]
        elif part.isdigit() and symbol.partition("_")[0] not in families:
            text += f"_{{{part}}}"
        elif part in _GREEK:
            text += rf"_{{\{part}}}"
        else:
            style = "mathrm" if part.isascii() else "text"
            text += rf"_{{\{style}{{{part}}}}}"
    return text


def _letter(base: str) -> str:
    if base in _GREEK:
        return f"\\{base}"
    if base in ("e", "d"):
        return rf"\mathit{{{base}}}"
    return base if len(base) == 1 else rf"\operatorname{{{base}}}"

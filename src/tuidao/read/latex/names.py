"""The commands of LaTeX that stand for letters, constants and functions."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.read import names

GREEK = names.GREEK - {"omicron", "Pi"} | {"ell", "hbar"}
CONSTANTS: dict[str, Op] = {
    "pi": ops.PI,
    "infty": ops.OO,
    "emptyset": ops.EMPTY_SET,
    "varnothing": ops.EMPTY_SET,
    "R": ops.REALS,
    "reals": ops.REALS,
    "Z": ops.INTEGERS,
    "N": ops.NATURALS,
    "Q": ops.RATIONALS,
}
# Commands that name one letter.
NAMED = {"Pr": "Pr", "imath": "i", "jmath": "j", "aleph": "aleph"}
# What an accent adds to a letter's name.
ACCENTS = {
    "hat": "_hat",
    "widehat": "_hat",
    "bar": "_bar",
    "overline": "_bar",
    "tilde": "_tilde",
    "widetilde": "_tilde",
    "vec": "_vec",
    "check": "_check",
    "breve": "_breve",
    "acute": "_acute",
    "mathcal": "_cal",
    "mathscr": "_cal",
    "mathfrak": "_frak",
    "mathbb": "_bb",
    "underline": "_under",
}
TRANSPARENT = frozenset(
    ("mathbf", "boldsymbol", "bm", "mathit", "mathrm", "mathsf", "mathnormal", "rm")
)
# Functions of the user's own: always, or unless the letter also stands alone.
STRONG = frozenset(("f", "g", "F", "G", "phi", "psi", "varphi", "Phi", "Psi", "sigma", "varsigma"))
WEAK = names.FUNCTION_LETTERS - STRONG

OPERATOR_NAMES: dict[str, Op] = {
    name: op
    for name, op in names.FUNCTIONS.items()
    if name
    not in (
        "o",
        "root",
        "real_root",
        "frac",
        "factorial",
        "fact",
        "binomial",
        "gamma",
        "logb",
        "sqrt",
    )
}
OPERATOR_NAMES |= {"lg": ops.LOG, "lb": ops.LOG, "Sigmoid": ops.SIGMOID, "Softplus": ops.SOFTPLUS}
FUNCTIONS: dict[str, Op] = {
    name: OPERATOR_NAMES[name]
    for name in (
        *(
            "sin",
            "cos",
            "tan",
            "cot",
            "sec",
            "csc",
            "arcsin",
            "arccos",
            "arctan",
            "arccot",
            "arcsec",
        ),
        *("arccsc", "sinh", "cosh", "tanh", "coth", "sech", "csch", "arsinh", "arcosh", "artanh"),
        *(
            "arcsinh",
            "arccosh",
            "arctanh",
            "ln",
            "log",
            "lg",
            "lb",
            "exp",
            "max",
            "min",
            "tg",
            "ctg",
        ),
        *("arctg", "arcctg", "sgn", "erf", "sigmoid", "softplus", "asin", "acos", "atan", "cosec"),
    )
}
KNOWN = frozenset(
    (*GREEK, *CONSTANTS, *NAMED, *ACCENTS, *TRANSPARENT, *FUNCTIONS, "operatorname", "frac", "sqrt")
)

"""The names that a writer of formulas may use: functions, constants, function letters, Greek."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.op import OPS, Op

# Every operator written name(…), and what else people call it.
FUNCTIONS: dict[str, Op] = {name: op for name, op in OPS.items() if op.function}
FUNCTIONS |= {
    "ln": ops.LOG,
    "abs": ops.ABS,
    "sgn": ops.SIGN,
    "max": ops.MAX,
    "min": ops.MIN,
    "ceil": ops.CEILING,
    "expit": ops.SIGMOID,
    "logistic": ops.SIGMOID,
    "real_root": ops.ROOT,
    "tg": ops.TAN,
    "ctg": ops.COT,
    "cosec": ops.CSC,
    "sh": ops.SINH,
    "ch": ops.COSH,
    "th": ops.TANH,
    "fact": ops.FACTORIAL,
    "o": ops.LITTLE_O,
}
for _name in (
    "sin",
    "cos",
    "tan",
    "cot",
    "sec",
    "csc",
    "sinh",
    "cosh",
    "tanh",
    "coth",
    "sech",
    "csch",
):
    for _prefix in ("arc", "ar") if _name.endswith("h") else ("arc",):
        FUNCTIONS[_prefix + _name] = OPS["a" + _name]
FUNCTIONS |= {"arctg": ops.ATAN, "arcctg": ops.ACOT}

# Families, sets and statements that are written name(…) too.
OTHER_CALLS: dict[str, Op] = {
    op.name: op
    for op in (
        *(ops.KRONECKER, ops.INDICATOR, ops.DOT, ops.NORM, ops.HADAMARD, ops.TRANSPOSE),
        *(ops.MATMUL, ops.TRACE, ops.NABLA, ops.KL, ops.APPROX, ops.TENDS, ops.SIMILAR),
        *(ops.AND, ops.OR, ops.NOT, ops.IMPLIES, ops.IFF, ops.DEFINED, ops.IN),
        *(ops.INTERVAL, ops.INTERVAL_OPEN, ops.INTERVAL_LOPEN, ops.INTERVAL_ROPEN),
        *(ops.UNION, ops.FINITE_SET, ops.TUPLE, ops.CALL, ops.INDEX, ops.PROVE, ops.BY_DEFINITION),
        ops.BY_METHOD,
    )
}
OTHER_CALLS |= {
    "Eq": ops.EQ,
    "Ne": ops.NE,
    "Lt": ops.LT,
    "Le": ops.LE,
    "Gt": ops.GT,
    "Ge": ops.GE,
    "And": ops.AND,
    "Or": ops.OR,
    "Not": ops.NOT,
    "Implies": ops.IMPLIES,
    "Equivalent": ops.IFF,
}

CONSTANTS: dict[str, Op] = {name: op for name, op in OPS.items() if op.arity == 0 and not op.binder}
CONSTANTS |= {"inf": ops.OO, "infinity": ops.OO, "Pi": ops.PI}

# A single letter (or Greek name) before a bracket that is a function, and not a factor.
FUNCTION_LETTERS = frozenset("fghuvFGHUVPQpqJ") | {
    *("phi", "psi", "varphi", "Phi", "Psi", "sigma"),
}

_SMALL = {
    "α": "alpha",
    "β": "beta",
    "γ": "gamma",
    "δ": "delta",
    "ε": "epsilon",
    "ζ": "zeta",
    "η": "eta",
    "θ": "theta",
    "ι": "iota",
    "κ": "kappa",
    "λ": "lambda",
    "μ": "mu",
    "ν": "nu",
    "ξ": "xi",
    "ρ": "rho",
    "σ": "sigma",
    "τ": "tau",
    "υ": "upsilon",
    "φ": "phi",
    "χ": "chi",
    "ψ": "psi",
    "ω": "omega",
    "ο": "omicron",
}
_CAPITAL = {
    "Γ": "Gamma",
    "Δ": "Delta",
    "Θ": "Theta",
    "Λ": "Lambda",
    "Ξ": "Xi",
    "Σ": "Sigma",
    "Υ": "Upsilon",
    "Φ": "Phi",
    "Ψ": "Psi",
    "Ω": "Omega",
}
_VARIANTS = ("varepsilon", "vartheta", "varrho", "varsigma", "varphi")
GREEK = frozenset((*_SMALL.values(), *_CAPITAL.values(), *_VARIANTS, "Pi"))
GREEK_LETTERS = {**_SMALL, **_CAPITAL, "ϕ": "phi", "ϵ": "epsilon"}

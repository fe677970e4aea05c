"""What is true: every rule, declared once, one file a chapter; importing this package knows them all."""

import importlib
import pkgutil

from tuidao.rules.rule import (
    RULES,
    Claim,
    Fn,
    Point,
    Real,
    Row,
    Rule,
    Side,
    Truth,
    Value,
    put_in,
    rule,
)

__all__ = [
    "RULES",
    "Claim",
    "Fn",
    "Point",
    "Real",
    "Row",
    "Rule",
    "Side",
    "Truth",
    "Value",
    "put_in",
    "rule",
]

for _module in pkgutil.iter_modules(__path__):
    importlib.import_module(f"{__name__}.{_module.name}")

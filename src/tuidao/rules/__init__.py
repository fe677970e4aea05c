"""What is true: every rule, declared once, one file a chapter; a chapter is imported when it is first needed."""

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

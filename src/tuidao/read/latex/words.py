"""The words that stand in formulas: if, when, and, otherwise, units, remarks."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    pass

CONDITION_WORDS = frozenset(
    (
        *(
            "if",
            "when",
            "for",
            "where",
            "with",
            "as",
            "on",
            "whenever",
            "provided",
            "given",
            "assuming",
        ),
        *(
            "for all",
            "for any",
            "for every",
            "provided that",
            "such that",
            "s.t",
            "given that",
            "for each",
        ),
        *(
            "当",
            "若",
            "如果",
            "其中",
            "设",
            "对",
            "对于",
            "当且仅当",
            "只要",
            "在",
            "则",
            "式中",
            "对任意",
        ),
    )
)


# What is measured in these is equal with or without them.
UNIT = re.compile(
    r"(?:(?:square|cubic|sq|million|thousand)\s+)?"
    r"(?:units?|dollars|people|(?:ft|lb|kg|g|s|m|cm|mm|km|in|mi|hr|h|sec|min|N|J|W|L|gal|feet|inches|meters)"
    r"(?:[/\-·](?:ft|lb|kg|s|m|cm|km|in|mi|hr|h|sec|min|lbs?))?)\.?"
)


REMARK = re.compile(
    r"(?:substitut|us[ei]|rewrit|by |from |since |because |simplif|note|step|\(|（)", re.I
)


OTHERWISE_WORDS = frozenset(
    (
        "otherwise",
        "else",
        "其他",
        "其它",
        "否则",
        "elsewhere",
        "其余",
        "其他情况",
        "其它情况",
        "otherwise.",
    )
)


AND_WORDS = frozenset(("and", "且", "和", "与", ", and", "以及", "并且", "、", "同时"))


OR_WORDS = frozenset(("or", "或", "或者"))


WHEN_SUFFIX = "时"


def bare_word(text: str) -> str:
    return text.strip(" ,.;:，。；：、()（）~").lower()


def is_condition_word(text: str) -> bool:
    """Does this text announce a condition?"""
    return bare_word(text) in CONDITION_WORDS

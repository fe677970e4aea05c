"""Rules by id: a chapter is imported when it is needed, and all are there when they are gone through."""

from __future__ import annotations

import subprocess
import sys

import pytest

from tuidao.rules import RULES


def test_one_rule_brings_in_its_chapter_alone() -> None:
    code = (
        "import sys; from tuidao.rules import RULES; RULES['deriv_mul'];"
        "print([m for m in ('derivatives', 'theorems', 'sums') if f'tuidao.rules.{m}' in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "['derivatives']"


def test_all_rules_stand_in_the_order_of_chapters_and_lines() -> None:
    places = [rule.place for rule in RULES.values()]
    assert places == sorted(places)
    assert len(RULES) == len(set(RULES)) > 400


def test_an_unknown_rule_is_a_key_error() -> None:
    assert RULES.get("no_such_rule") is None
    assert "no_such_rule" not in RULES
    with pytest.raises(KeyError):
        RULES["no_such_rule"]

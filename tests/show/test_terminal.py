"""The terminal: one line a formula, reasons beside it, wrapped to the width; HTML that stands alone."""

from __future__ import annotations

import re
from xml.etree import ElementTree

import pytest

import tuidao
from tuidao.diagnostic import width
from tuidao.lang.op import OPS
from tuidao.read import read_plain
from tuidao.rules import RULES
from tuidao.show import mathml, unicode
from tuidao.show.html import html_document
from tuidao.show.mathml import mathml as to_mathml
from tuidao.show.rules import CHAPTERS, find_rules, rule_text, rules_list
from tuidao.show.terminal import text_page, wrap
from tuidao.show.unicode import unicode_math
from tuidao.text import LANGUAGES

WRITTEN = {
    "(1 - cos(x))/x**2": "(1 − cos x) / x²",
    "limit(sin(x)/x, x, 0)": "lim x→0 sin x / x",
    'limit(1/x, x, 0, "+")': "lim x→0⁺ 1/x",
    "limit(x, x, -oo)": "lim x→−∞ x",
    "2*sin(x/2)**2/x**2": "2 sin²(x/2) / x²",
    "diff(sin(x), x)*cos(x)": "(d/dx sin x) cos x",
    "diff(f(x), x)": "f′(x)",
    "exp(-x)": "e⁻ˣ",
    "exp(sin(x))": "e^(sin x)",
    "sqrt(x + 1)": "√(x + 1)",
    "sin(x)*x": "sin x · x",
    "x*sin(x)": "x sin x",
    "2*x*y**2": "2xy²",
    "(x + 1)*(x - 1)": "(x + 1)(x − 1)",
    "x - (-y)": "x − (−y)",
    "x - (y - z)": "x − (y − z)",
    "x/(y/z)": "x/(y/z)",
    "(x**y)**z": "(xʸ)ᶻ",
    "-x**2": "−x²",
    "(-x)**2": "(−x)²",
    "log(x)/log(2)": "ln x / ln 2",
    "Abs(x)": "|x|",
    "0 < x and x < 1": "0 < x < 1",
    "alpha_1 + pi": "α₁ + π",
    "integrate(x**2, (x, 0, 1))": "∫₀¹ x² dx",
    "Sum(k**2, (k, 1, n))": "∑ₖ₌₁ⁿ k²",
}
PROBLEMS = [
    "diff(sin(x)*exp(x)/x, x)",
    "limit((1 - cos(x))/x**2, x, 0)",
    "diff(log(x**2 + 1), x, 2)",
]


@pytest.mark.parametrize("plain", WRITTEN)
def test_one_line_of_unicode(plain: str) -> None:
    assert unicode_math(read_plain(plain)) == WRITTEN[plain]


@pytest.mark.parametrize("table", [unicode.WRITTEN, mathml.WRITTEN], ids=["unicode", "mathml"])
def test_every_operator_is_written(table: frozenset[object]) -> None:
    assert [op for op in OPS.values() if op not in table] == []


@pytest.mark.parametrize("plain", WRITTEN)
def test_mathml_is_well_formed(plain: str) -> None:
    root = ElementTree.fromstring(to_mathml(read_plain(plain)))
    assert root.tag == "math"
    arity = {
        "mfrac": 2,
        "msup": 2,
        "msub": 2,
        "mroot": 2,
        "munder": 2,
        "msubsup": 3,
        "munderover": 3,
    }
    for node in root.iter():
        assert len(node) == arity.get(node.tag, len(node)), ElementTree.tostring(node)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("room", [40, 72, 100])
@pytest.mark.parametrize("problem", PROBLEMS)
def test_a_page_keeps_to_its_width_and_language(problem: str, room: int, language: str) -> None:
    solution = tuidao.solve(problem)
    language = "zh" if language == "zh" else "en"
    text = text_page(solution, language, width=room, steps="all")
    assert len(text.splitlines()) > 4
    for row in text.splitlines():
        assert width(row) <= room or " " not in row.strip(), row
    assert "\x1b" not in text
    chinese = re.search(r"[\u4e00-\u9fff]", text)
    assert bool(chinese) == (language == "zh")


def test_brief_folds_what_all_shows() -> None:
    solution = tuidao.solve("limit((1 - cos(x))/x**2, x, 0)")
    brief, whole = (text_page(solution, steps=steps) for steps in ("brief", "all"))
    assert len(brief.splitlines()) <= len(whole.splitlines())
    if brief != whole:
        assert "folded" in brief and "folded" not in whole


def test_color_only_adds_styles() -> None:
    solution = tuidao.solve(PROBLEMS[0])
    plain, colored = (text_page(solution, color=c) for c in (False, True))
    assert "\x1b[" in colored
    assert re.sub(r"\x1b\[\d+m", "", colored) == plain


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("problem", PROBLEMS)
def test_html_stands_alone(problem: str, language: str) -> None:
    html = html_document(tuidao.solve(problem), "zh" if language == "zh" else "en")
    assert "http" not in html and "<script" not in html
    body = re.search(r"<div.*</div>", html, re.DOTALL)
    assert body is not None
    root = ElementTree.fromstring(body.group(0))
    assert len(list(root.iter("math"))) > 3


def test_wrapping_breaks_between_chinese_characters_and_never_before_a_comma() -> None:
    rows = wrap("导数是差商的极限，函数在该点可导。", 10)
    assert all(width(row) <= 10 for row in rows)
    assert all(row[0] not in "，。" for row in rows)
    assert "".join(rows) == "导数是差商的极限，函数在该点可导。"


def test_wrapping_keeps_every_word() -> None:
    text = "one two three four five six seven eight nine ten " * 5
    assert " ".join(wrap(text, 17)).split() == text.split()


def test_rules_are_found_by_name_by_words_and_in_chinese() -> None:
    assert [r.id for r in find_rules(["deriv_chain"])] == ["deriv_chain"]
    assert RULES["deriv_chain"] in find_rules(["chain", "rule"])
    assert RULES["deriv_chain"] in find_rules(["链式法则"])
    assert find_rules(["no", "such", "words"]) == []
    assert len(find_rules([])) == len(RULES)


def test_every_chapter_has_a_title() -> None:
    assert {rule.chapter for rule in RULES.values()} <= set(CHAPTERS)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_rule_can_be_explained_and_listed(language: str) -> None:
    language = "zh" if language == "zh" else "en"
    listed = rules_list(list(RULES.values()), language)
    for rule in RULES.values():
        text = rule_text(rule, language)
        assert rule.title(language) in text
        assert rule.id in text and rule.id in listed

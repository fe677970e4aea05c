"""Documents cut into formulas with places, formulas into statements."""

from __future__ import annotations

import pytest

from tuidao.read.macros import expand, macros_of
from tuidao.read.piece import Formula, Heading, Lines, Prose
from tuidao.read.placed import Placed
from tuidao.read.segment import guess_kind, pieces
from tuidao.read.statement import statements
from tuidao.read.webtext import plain_formula
from tuidao.read.words import cue_after, cue_before


def formulas(text: str, kind: str = "") -> list[Formula]:
    return [p for p in pieces(text, kind) if isinstance(p, Formula)]


def sources(text: str, kind: str = "") -> list[str]:
    found = formulas(text, kind)
    for f in found:  # every formula points at its own characters
        assert f.start <= f.body.start <= f.body.end <= f.end
    return [f.body.text.strip() for f in found]


MARKDOWN = [
    ("the sum $a+b$ is", ["a+b"]),
    ("$a$$b$ side by side", ["a", "b"]),
    ("$$\na = b\n$$", ["a = b"]),
    ("$$a = b \\\\ c = d$$", ["a = b \\\\ c = d"]),
    ("before \\(x\\) and \\[y = 1\\]", ["x", "y = 1"]),
    ("```math\nx^2 = y\n```\n", ["x^2 = y"]),
    ("```python\nprice = '$5$'\n```\nthen $z$", ["z"]),
    ("`$not$` but $yes$", ["yes"]),
    ("it costs $5 and then $10 more", []),
    ("\\$5 is a price, $x$ is not", ["x"]),
    ("\\begin{align}a &= b\\end{align}", ["\\begin{align}a &= b\\end{align}"]),
    ("<!-- $hidden$ --> $shown$", ["shown"]),
    ("$x \\text{ if $y$ }$ end", ["x \\text{ if $y$ }"]),
    ("集合$A$、$B$", ["A", "B"]),
]


@pytest.mark.parametrize(("text", "wanted"), MARKDOWN)
def test_formulas_of_markdown(text: str, wanted: list[str]) -> None:
    assert sources(text, "md") == wanted


def test_places_are_those_of_the_file() -> None:
    text = "# T\n\nwords $a = b$ and\n$$\nc < d\n$$\n"
    lines = Lines(text)
    found = formulas(text)
    assert [lines.place(f.body.start) for f in found] == [(3, 8), (4, 3)]
    (statement,) = statements(found[1].body)
    assert lines.place(statement.relations[0].place.start) == (5, 3)


def test_headings_and_prose_keep_their_order() -> None:
    text = "# One\n\ntext $x$\n\n## Two\nmore"
    kinds = [type(p).__name__ for p in pieces(text)]
    assert kinds.count("Heading") == 2
    assert [p.level for p in pieces(text) if isinstance(p, Heading)] == [1, 2]
    assert "".join(p.text for p in pieces(text) if isinstance(p, Prose)).strip()


def test_latex_files_leave_out_comments_and_expand_macros() -> None:
    text = (
        "\\documentclass{article}\n\\newcommand{\\R}{\\mathbb{R}}\n\\DeclareMathOperator{\\relu}{ReLU}\n"
        "\\begin{document}\n\\section{One}\nLet $x \\in \\R$. % a remark $not = this$\n"
        "\\begin{verbatim}$no$\\end{verbatim}\n"
        "\\begin{equation}\\relu(x) = 1 % why\n\\end{equation}\n\\end{document}\n$after$"
    )
    assert guess_kind(text) == "tex"
    found = sources(text, "tex")
    assert found[0] == "x \\in \\mathbb{R}"
    assert "\\operatorname{ReLU}(x) = 1" in found[1]
    assert len(found) == 2


def test_a_macro_that_calls_itself_ends() -> None:
    body = expand(Placed.of("\\a"), {"\\a": "\\a\\a"})
    assert len(body) < 50_000
    assert macros_of("\\newcommand{\\f}[1]{#1}") == {"\\f": "#1"}


PASTED = (
    "公式如下:\n"
    "f ( x ) = 1 x f(x)=\\frac{1}{x} f(x)=x1\n"
    "其中 x x x不为零\n"
    "g ( x ) = ∑ i = 1 n x i g(x)=\\sum_{i=1}^{n} x_{i} g(x)=i=1∑nxi\n"
    "h = θ h=\\theta h=θ\n"
)


def test_a_formula_pasted_three_times_is_one() -> None:
    found = formulas(PASTED)
    assert [f.body.text for f in found] == [
        "f(x)=\\frac{1}{x}",
        "x",
        "g(x)=\\sum_{i=1}^{n} x_{i}",
        "h=\\theta",
    ]
    first = found[0]
    assert PASTED[first.body.start : first.body.end] == "f(x)=\\frac{1}{x}"
    assert [f.display for f in found] == [True, False, True, True]


def test_repeated_words_are_no_pasted_formulas() -> None:
    assert formulas("so so so it goes\nno no no\n", "txt") == []


def test_lines_of_plain_text() -> None:
    assert plain_formula("  sin(x)**2 + cos(x)**2 = 1\n") == (2, 27)
    assert plain_formula("this is a sentence = no formula") is None


def shape(text: str) -> list[tuple[list[str | None], list[str], str]]:
    return [
        (
            [None if s is None else s.text for s in statement.sides],
            [r.name for r in statement.relations],
            statement.cue,
        )
        for statement in statements(Placed.of(text))
    ]


def test_a_chain_over_rows() -> None:
    text = "\\begin{aligned} f &= a + b \\\\ &= c \\\\ &\\quad + d \\\\ &\\le e \\end{aligned}"
    ((sides, relations, _),) = shape(text)
    assert relations == ["eq", "eq", "le"]
    assert [" ".join(str(s).replace("\\\\", " ").split()) for s in sides] == [
        "f",
        "a + b",
        "c \\quad + d",
        "e",
    ]


def test_rows_that_end_with_the_sign() -> None:
    ((sides, relations, _),) = shape("a = \\\\ b = \\\\ c")
    assert (sides, relations) == (["a", "b", "c"], ["eq", "eq"])


def test_rows_of_their_own_and_words_between() -> None:
    found = shape("a = 1 \\\\ b = 2, \\quad c = 3 \\text{ 或 } d = 4")
    assert [sides for sides, _, _ in found] == [["a", "1"], ["b", "2"], ["c", "3"], ["d", "4"]]


def test_conditions_in_brackets_and_in_words() -> None:
    (statement,) = statements(
        Placed.of("\\left[\\frac{u}{v}\\right]' = \\frac{a}{v^2(x)} (v(x) \\neq 0)")
    )
    assert [c.text for c in statement.conditions] == ["v(x) \\neq 0"]
    found = shape("\\text{当 } y \\neq 0 \\text{ 时, } \\frac{x}{y} = z")
    assert [(relations, cue) for _, relations, cue in found] == [(["ne"], "if"), (["eq"], "so")]
    assert [cue for _, _, cue in shape("\\because a = b \\therefore b = a")] == ["because", "so"]


def test_a_call_is_no_condition() -> None:
    (statement,) = statements(Placed.of("1 - q = P(X = 1)"))
    assert statement.conditions == ()
    assert [s.text for s in statement.sides if s] == ["1 - q", "P(X = 1)"]


def test_units_labels_lists_and_decorated_signs() -> None:
    assert shape("(2) \\quad v = 3.5 \\text{units}^3. \\tag{7}")[0][0] == ["v", "3.5"]
    assert statements(Placed.of("n = 1, 2, \\ldots"))[0].listed
    assert shape("a \\stackrel{\\text{def}}{=} b")[0][1] == ["define"]
    assert shape("a \\xlongequal{x=t} b")[0][1] == ["eq"]
    assert shape("原式 = a = b")[0][0] == [None, "a", "b"]
    assert shape("a = 1,000 + x")[0][0] == ["a", "1,000 + x"]
    assert shape("a \\Rightarrow b = c")[-1][2] == "implies"


def test_full_width_signs_count() -> None:
    assert shape("a＝b，c≤d")[0][1] == ["eq"]
    assert shape("a＝b，c≤d")[1][1] == ["le"]


@pytest.mark.parametrize(
    ("words", "cue"),
    [
        ("。令 ", "let"),
        ("当 ", "if"),
        ("其中 ", "where"),
        ("所以 ", "so"),
        ("we solve the equation ", "solve"),
        ("Hence ", "so"),
        ("the value for all ", "if"),
        ("a whereas ", ""),
        ("函数 ", "mention"),
    ],
)
def test_cues(words: str, cue: str) -> None:
    assert cue_before(words) == cue


def test_cue_behind() -> None:
    assert cue_after(" 时, 有") == "if"
    assert cue_after(" 对吗？") == "question"


@pytest.mark.parametrize(
    "text",
    [
        "{{{",
        "\\left( a = ",
        "\\frac{",
        "$",
        "\\\\\\",
        "=",
        "==",
        "\\begin{cases}",
        "、、",
        "((((a=b",
    ],
)
def test_nothing_breaks_the_splitter(text: str) -> None:
    for statement in statements(Placed.of(text)):
        assert len(statement.sides) == len(statement.relations) + 1
    pieces(text)


def test_layout_is_cleared_with_every_place_kept() -> None:
    text = r"z_x \bigg|_{\substack{x=a \\ y=b}} = c"
    (found,) = statements(Placed.of(text))
    assert found.sides[0] is not None
    assert r"_{x=a}\Big|_{y=b}" in found.sides[0].text.replace(" ", "")
    assert text[found.relations[0].place.start] == "="
    rows = statements(Placed.of(r"\begin{cases} x + y = 2 \\ x - y = 0 & (x > 0) \end{cases}"))
    assert [len(s.relations) for s in rows] == [1, 1]
    assert [c.text for c in rows[1].conditions] == ["x > 0"]
    (values,) = statements(Placed.of(r"f(x) = \begin{cases} x & x > 0 \\ 0 & x = 0 \end{cases}"))
    assert len(values.relations) == 1


def test_macros_with_arguments_keep_the_places_of_their_arguments() -> None:
    text = "\\newcommand{\\pd}[2]{\\frac{\\partial #1}{\\partial #2}}\\def\\half#1{\\frac{#1}2}"
    macros = macros_of(text)
    body = expand(Placed.of("\\pd{f}{x} + \\half y + \\pd f"), macros)
    assert body.text == "\\frac{\\partial f}{\\partial x} + \\frac{y}2 + \\pd f"
    assert body.at[body.text.index("x}")] == 7

"""Statements and whole documents judged: verdicts, places, missing conditions, repairs."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuidao.judge.document import check_document
from tuidao.judge.handed_in import check
from tuidao.judge.meaning import Role
from tuidao.judge.report import CONDITIONAL, REFUSED, Finding, Report
from tuidao.proof import Status

NOTES = Path(__file__).parents[2] / "examples" / "limits-notes.md"


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{d}{dx}\sin x = \cos x",
        r"\sin^2 x + \cos^2 x = 1",
        "sin(x)**2 + cos(x)**2 = 1",
        r"\int 2x\,dx = x^2 + C",
        r"\int 2x\,dx = x^2",
        r"\frac{1}{3} = 0.333",
        r"\frac{x^2 - 1}{x - 1} = x + 1",
        r"(u v)' = u'v + u v'",
        r"\left[\frac{u(x)}{v(x)}\right]' = \frac{u'(x) v(x) - u(x) v'(x)}{v^2(x)} (v(x) \neq 0)",
        r"\ln(2x) + C = \ln x + C",
        r"\begin{aligned} (x+1)^2 &= x^2 + 2x + 1 \\ &= x(x+2) + 1 \end{aligned}",
        r"1 + 2 . = 3",
        "f(x) = x**2\ndiff(f(x), x) = 2*x",
        r"\frac{dg}{dx}(x) + 1 = 1 + \frac{dg}{dx}(x)",
        r"\sin a (\cos(kt)) + \cos a (\sin(kt)) = \sin(kt + a)",
        r"\frac{1}{2} \sin x \leq \frac{1}{2} x \left(x \in \left(0, \frac{\pi}{2} \right) \right)",
        r"\ddx \arctan x = \frac{1}{1 + x^2}",
    ],
)
def test_true_statements_hold(text: str) -> None:
    verdict = check(text)
    assert verdict.status in (Status.PROVED, Status.TESTED), str(verdict)


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{d}{dx}\sin x = -\cos x",
        r"\sin^2 x + \cos^2 x = 2",
        "(x + 1)**2 = x**2 - 2*x + 1",
        r"\int 2x\,dx = 2x^2 + C",
        r"\frac{1}{3} = 0.343",
        r"(u v)' = u'v - u v'",
        r"x = 1 = 2",
        r"\begin{aligned} (x+1)^2 &= x^2 + 2x + 1 \\ &= x(x-2) + 1 \end{aligned}",
        "f(x) = x**2\ndiff(f(x), x) = 3*x",
        r"\sin(xy) = y \sin(x)",
        r"(\ln x)^2 = 2 \ln x",
        "log(x)**2 = 2*log(x)",
        "sin(x*y) = sin(x)*y",
        r"\sqrt{2 x^2} = 2 |x|",
        r"\frac{d}{dx}\left(x e^x\right) = e^x",
    ],
)
def test_false_statements_are_refuted_with_a_witness(text: str) -> None:
    verdict = check(text)
    assert verdict.status is Status.REFUTED
    assert verdict.counterexample is not None


@pytest.mark.parametrize(
    "text",
    [
        r"\frac{dy}{dx} = 2x",
        r"L = -\sum_{i=1}^{n} y_i \log p_i",
        "x**2 - 4 = 0",
        "x > 0",
        r"a^2 + b^2 = c^2",
        r"f'(x) = f(x)",
        r"w \leftarrow w - \eta g",
        r"\sin x \sim x",
        "x + 1",
        "",
        r"\frac{1}{",
    ],
)
def test_what_is_no_claim_for_all_values_stays_open(text: str) -> None:
    assert check(text).status is Status.OPEN


def test_a_missing_condition_is_named() -> None:
    verdict = check(r"\int x^u\,dx = \frac{1}{u+1}x^{u+1} + C")
    assert verdict.status in (Status.PROVED, Status.TESTED)
    assert "u + 1 != 0" in [str(c) for c in verdict.missing]
    assert check(r"\sqrt{x^2} = x", given="x > 0").missing == ()


@pytest.mark.parametrize(
    ("text", "condition"),
    [
        (r"\sqrt{x^2} = x", "x >= 0"),
        (r"\sqrt{x^2} = -x", "x <= 0"),
        ("Abs(x) = x", "x >= 0"),
        (r"\sqrt{x^2 + 2x + 1} = x + 1", "x + 1 >= 0"),
        (r"\sqrt{1 - \sin^2 x} = \cos x", "cos(x) >= 0"),
        (r"\sqrt{x^2 y^2} = xy", "x*y >= 0"),
        (r"\frac{d}{dx}|x| = 1", "x > 0"),
    ],
)
def test_what_has_a_witness_is_false_and_its_condition_is_told(text: str, condition: str) -> None:
    verdict = check(text)
    assert verdict.status is Status.REFUTED
    assert verdict.counterexample is not None
    assert None not in (verdict.counterexample.left, verdict.counterexample.right)
    assert [str(c) for c in verdict.missing] == [condition]
    assert condition in verdict.reason.zh
    assert check(text, given=condition).status in (Status.PROVED, Status.TESTED)


@pytest.mark.parametrize(
    ("text", "condition"),
    [(r"\frac{x^2 - 1}{x - 1} = x + 1", "x - 1 != 0"), (r"\ln x^2 = 2\ln x", "x > 0")],
)
def test_a_side_without_a_value_is_no_witness(text: str, condition: str) -> None:
    verdict = check(text)
    assert verdict.status is Status.PROVED
    assert [str(c) for c in verdict.missing] == [condition]


def test_the_sign_of_a_constant_is_asked_for() -> None:
    verdict = check("sqrt(a**2) = a")
    assert verdict.status is Status.OPEN
    assert [str(c) for c in verdict.missing] == ["a >= 0"]
    assert verdict.reason.en == "true where a >= 0, which is not stated"
    assert check("sqrt(a**2) = a", given="a >= 0").status is Status.PROVED


def test_the_nearest_true_version_is_offered() -> None:
    suggestion = check("(x + 1)**2 = x**2 - 2*x + 1").suggestion
    assert str(suggestion) == "(x + 1)**2 = x**2 + 2*x + 1"


def by_kind(report: Report, kind: str) -> list[Finding]:
    return [f for f in report.everything if f.kind == kind]


def test_the_planted_mistake_is_the_only_one() -> None:
    seen: list[tuple[int, int]] = []
    report = check_document(NOTES, progress=lambda done, total, _: seen.append((done, total)))
    assert seen[-1][0] == seen[-1][1] == report.formulas > 8
    (wrong,) = by_kind(report, "refuted")
    line = NOTES.read_text(encoding="utf-8").splitlines()[wrong.line - 1]
    assert line[wrong.column - 1] == "="
    assert "(1 + s(x))" in line
    assert wrong.verdict.counterexample is not None
    assert wrong.reason("zh")
    assert report.counts["proved"] + report.counts["tested"] >= 7
    assert report.counts["refused"] == 0
    assert [f.kind for f in report.findings] == ["refuted"]


def test_definitions_are_in_force_until_their_chapter_ends() -> None:
    text = (
        "# T\n\n## One\n\n令 $f(x) = x^2$。则 $f'(x) = 3x$。\n\n## Two\n\n所以 $f'(x) = 3x$。\n\n"
        "设 $f(x) = \\frac{3}{2}x^2$，则 $f'(x) = 3x$。"
    )
    report = check_document(text)
    found = [f.kind for f in report.everything if "f'" in f.latex]
    assert found[0] == "refuted"
    assert found[1] == "open"
    assert found[2] in ("proved", "tested")


def test_conditions_in_the_sentence_are_used() -> None:
    plain = check_document("We have $\\sqrt{x^2} = x$.")
    before = check_document("当 $x > 0$ 时，$\\sqrt{x^2} = x$。")
    behind = check_document("We have $\\sqrt{x^2} = x$ for $x > 0$.")
    assert [f.kind for f in plain.findings] == ["refuted"]
    assert [str(c) for c in plain.findings[0].verdict.missing] == ["x >= 0"]
    assert before.findings == []
    assert behind.findings == []
    elsewhere = check_document("当 $x > 0$ 时有意义。另外 $\\sqrt{x^2} = x$。")
    assert [f.kind for f in elsewhere.findings] == ["refuted"]
    constant = check_document("半径为 $a$，$\\sqrt{a^2} = a$。").findings
    assert [f.kind for f in constant] == [CONDITIONAL]


def test_a_display_goes_on_from_the_one_before() -> None:
    text = "$$S(x) = x^2$$\n\n$$S(x+h) - S(x)$$\n$$= (x+h)^2 - x^2$$\n$$= 2xh + h^3$$\n"
    report = check_document(text)
    assert [f.kind for f in report.everything if f.role is Role.CLAIM] == ["proved", "refuted"]


def test_equations_to_solve_mentions_and_assignments_are_no_claims() -> None:
    text = (
        "解方程 $x^2 - 4 = 0$。曲线 $y = x^2$。The update is $w = w - \\eta g$. "
        "Is $x + 1 = 2x$? Let $n = 3$. 函数 $y = \\sin x$ 的图像。"
    )
    report = check_document(text)
    assert report.counts["claims"] == 0
    assert report.findings == []


def test_words_that_name_quantities() -> None:
    report = check_document("我们知道交叉熵=相对熵-信息熵。\n\n其实 $a$ 不重要。")
    (wrong,) = by_kind(report, "refuted")
    assert (wrong.line, wrong.column) == (1, 8)
    assert "交叉熵 = 相对熵 + 信息熵" in wrong.reason("zh")


def test_the_bound_that_lacks_absolute_values_is_found() -> None:
    text = (
        "The sigmoid: "
        "$$\\frac{\\partial C}{\\partial b_1} = \\sigma'(b_1) w_2 \\frac{\\partial C}{\\partial \\hat{b}}$$\n\n"
        "由此可得 $\\frac{\\partial C}{\\partial b_1} \\leq \\frac{1}{4} w_2 \\frac{\\partial C}{\\partial \\hat{b}}$。"
    )
    (wrong,) = by_kind(check_document(text), "refuted")
    assert "\\leq" in wrong.latex
    assert str(wrong.verdict.suggestion).count("Abs") == 2


def test_the_softmax_gradient_needs_labels_that_add_up_to_one() -> None:
    text = (
        "$$C=-\\sum_{i} y_{i} \\ln a_{i}$$\n$$a_{i}=\\frac{e^{z_{i}}}{\\sum_{k} e^{z_{k}}}$$\n"
        "所以 $$\\frac{\\partial C}{\\partial z_{i}}=a_{i}-y_{i}$$\n"
    )
    (finding,) = check_document(text).findings
    assert finding.kind == CONDITIONAL
    assert len(finding.verdict.missing) == 1
    assert "y[i]" in str(finding.verdict.missing[0])


def test_what_is_not_understood_is_refused_by_place() -> None:
    report = check_document("ok $a = a$ and\nbad $b = \\frac{1}{$ here")
    refused = by_kind(report, REFUSED)
    assert [f.line for f in refused] == [2]
    assert report.counts["refused"] == 1


def test_a_letter_that_may_be_a_function_is_given_the_benefit() -> None:
    report = check_document("$$\\int_{a}^{b}\\delta(x-\\mu)dx = 1, a < \\mu < b$$")
    assert not report.refuted


def test_a_real_slip_in_numbers() -> None:
    report = check_document("$$y = \\frac{1}{1 + e^{1.1059}} = 0.7514$$")
    assert [f.kind for f in report.findings] == ["refuted"]
    assert check_document("$$y = \\frac{1}{1 + e^{-1.1059}} = 0.7514$$").findings == []


@pytest.mark.parametrize(
    "text",
    [
        "",
        "no formula",
        "$",
        "$$",
        "$$$$",
        "\\begin{align}",
        "$" + "{" * 300 + "$",
        "$9^{9^{9^9}} = 1$",
        "$a" + "+a" * 900 + "=1$",
    ],
)
def test_hostile_documents_end(text: str) -> None:
    report = check_document(text)
    assert not report.refuted


def test_an_inequality_goes_on_from_the_condition_before() -> None:
    text = (
        "$$\\sin x \\leq x \\left(x \\in \\left(0, \\frac{\\pi}{2} \\right) \\right)$$\n\n"
        "$$\\cos x \\leq \\frac{\\sin x}{x}$$\n"
    )
    report = check_document(text, kind="md")
    assert not report.refuted
    assert "stated before" in report.everything[-1].reason("en")


def test_laws_of_limits_under_what_was_stated() -> None:
    text = (
        "如果 $\\lim f(x) = A, \\lim g(x) = B$, 那么\n\n"
        "$$(1) \\lim [f(x) \\pm g(x)] = \\lim f(x) \\pm \\lim g(x) = A \\pm B;$$\n"
    )
    kinds = [f.kind for f in check_document(text, kind="md").everything if "A" in f.latex]
    assert kinds.count("proved") >= 2
    assert "refused" not in kinds


def test_words_of_a_family_are_taken_up() -> None:
    law = "$$\\sum_{j=1}^q y_j \\log S - \\sum_{j=1}^q y_j o_j = \\log S - \\sum_{j=1}^q y_j o_j$$"
    unsaid = check_document(f"所以\n{law}\n", kind="md")
    said = check_document(
        f"由于$\\mathbf{{y}}$是一个长度为$q$的独热编码向量，所以\n{law}\n", kind="md"
    )
    assert [f.kind for f in unsaid.findings] == [CONDITIONAL]
    assert said.findings == []


def test_systems_and_sets_are_read() -> None:
    text = (
        "$$\\begin{cases} u = v + 1 & (v > 0) \\\\ u^2 = w \\end{cases}$$ and "
        "$U(a, r) = \\{x \\mid |x - a| < r\\}$, $x \\in \\overset{\\circ}{U}(a, r)$."
    )
    report = check_document(text, kind="md")
    assert report.counts["refused"] == 0
    assert sum("=" in f.sign for f in report.everything) == 3


def test_what_was_copied_flat_is_read() -> None:
    report = check_document("$x \\to a^+$, $\\frac{e^{z_{j}}}{\\sum k e^{z_{k}}}$", kind="md")
    assert report.counts["refused"] == 0


def test_spaces_of_vectors_only_say_the_kind() -> None:
    report = check_document("$X \\in \\mathbb{R}^{n \\times d}$ over $\\mathbb{R}^n$", kind="md")
    assert report.counts["refused"] == 0

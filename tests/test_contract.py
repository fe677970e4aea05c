"""The public contract: what scripts may rely on, word for word."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

import tuidao


def test_a_solution_has_what_the_contract_names() -> None:
    """Answer, verdict, conditions, steps with their rule and reason, JSON both ways, LaTeX and HTML."""
    s = tuidao.solve("limit((1 - cos(x))/x**2, x, 0)", given="")
    assert str(s.answer) == "1/2"
    assert s.verdict.status == "proved"
    assert s.conditions == ()
    for step in s.steps:
        assert step.before != step.after
        assert step.rule.id
        assert step.why("en") != step.why("zh")
        assert step.verdict.status in ("proved", "tested", "refuted", "open")
    again = tuidao.Solution.from_json(s.to_json())
    assert str(again.answer) == "1/2"
    assert [str(step.after) for step in again.steps] == [str(step.after) for step in s.steps]
    assert r"\lim" in s.to_latex()
    assert "<math" in s._repr_html_()
    json.dumps(s.data)


def test_latex_and_plain_text_are_the_same_problem() -> None:
    """A problem typed either way has the same answer."""
    plain = tuidao.solve("limit(sin(x)/x, x, 0)")
    latex = tuidao.solve(r"\lim_{x\to 0}\frac{\sin x}{x}")
    assert str(plain.answer) == str(latex.answer) == "1"


@pytest.mark.parametrize(
    ("statement", "given", "status"),
    [
        (r"\frac{d}{dx}\sin x = \cos x", "", "proved"),
        (r"\frac{d}{dx}\sin x = -\cos x", "", "refuted"),
        ("log(a*b) = log(a) + log(b)", "a > 0, b > 0", "proved"),
        ("sqrt(x**2) = x", "", "refuted"),
        ("sqrt(x**2) = x", "x > 0", "proved"),
        ("180*acos(7823207/7823209)/pi = 0", "", "refuted"),
    ],
)
def test_check_gives_a_verdict(statement: str, given: str, status: str) -> None:
    """Status, counterexample, missing and suggestion are there; a refutation brings its witness."""
    v = tuidao.check(statement, given=given)
    assert v.status == status
    assert isinstance(v.missing, tuple)
    assert v.suggestion is None or str(v.suggestion)
    if status == "refuted":
        assert v.counterexample is not None


def test_several_lines_are_one_chain() -> None:
    """Lines that begin with = go on from the line before."""
    assert tuidao.check("(x+1)^2\n= x^2 + 2x + 1\n= x (x + 2) + 1").status == "proved"


def test_check_document_reports_by_place(tmp_path: Path) -> None:
    """Line, column, LaTeX, verdict and reason of each finding; a path or the text itself."""
    text = "A true line: $1 + 1 = 2$.\n\nA false one: $\\sin^2 x = 1 + \\cos^2 x$.\n"
    path = tmp_path / "notes.md"
    path.write_text(text, "utf-8")
    for source in (path, str(path), text):
        refuted = [
            f for f in tuidao.check_document(source).findings if f.verdict.status == "refuted"
        ]
        assert [f.line for f in refuted] == [3]
        assert refuted[0].column > 10
        assert "sin" in refuted[0].latex
        assert refuted[0].reason("zh") != refuted[0].reason("en")


def test_what_cannot_be_read_says_where() -> None:
    """Bad input is an InputError that names the place, in the API and on the command line (exit code 2)."""
    from tuidao.diagnostic import InputError

    with pytest.raises(InputError):
        tuidao.solve("(3-9)(5-15")
    run = subprocess.run(
        [sys.executable, "-m", "tuidao", "solve", "(3-9)(5-15"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 2
    assert "Traceback" not in run.stderr


def test_importing_costs_nothing_heavy() -> None:
    """`import tuidao` loads neither FLINT nor a parser."""
    code = "import sys, tuidao; print([m for m in ('flint', 'markdown_it', 'sympy') if m in sys.modules])"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"

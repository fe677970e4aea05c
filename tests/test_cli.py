"""The command line: exit codes, formats, languages; bad input never ends in a traceback; starts fast."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import tuidao
from tuidao.cli import main

ROOT = Path(__file__).parent.parent


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    """A command's exit code and what it printed."""
    try:
        code = main(list(arguments))
    except SystemExit as stop:
        code = int(stop.code or 0)
    out, err = capsys.readouterr()
    return code, out, err


def test_solve_in_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, err = run(capsys, "solve", "diff(sin(x)*exp(x), x)", "--lang", "en")
    assert (code, err) == (0, "")
    assert "Derivative" in out and "Answer: " in out and "Proved" in out


def test_solve_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "solve", "diff(sin(x)*exp(x), x)", "--lang", "zh")
    assert code == 0
    assert "导数" in out and "答案" in out and "Answer" not in out


def test_a_question_in_chinese_is_answered_in_chinese(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "solve", "求 x^2 在 x=1 处的切线方程")
    assert code == 0
    assert "答案：y = 2x − 1" in out


def test_solve_json_is_the_certificate(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, out, _ = run(capsys, "solve", "diff(x*sin(x), x)", "--format", "json")
    assert code == 0
    assert tuidao.Solution.from_json(out) == tuidao.solve("diff(x*sin(x), x)")
    path = tmp_path / "solution.json"
    path.write_text(out, "utf-8")
    code, out, _ = run(capsys, "verify", str(path), "--lang", "en")
    assert code == 0
    assert "every step stands" in out


def test_verify_refuses(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    _, out, _ = run(capsys, "solve", "diff(x*sin(x), x)", "--format", "json")
    data = json.loads(out)
    data["solution"]["answer"]["term"] = data["solution"]["problem"]
    path = tmp_path / "solution.json"
    path.write_text(json.dumps(data), "utf-8")
    code, out, _ = run(capsys, "verify", str(path), "--lang", "en")
    assert code == 1
    assert "refused" in out
    path.write_text("{}", "utf-8")
    code, _, err = run(capsys, "verify", str(path), "--lang", "en")
    assert code == 2
    assert "not a certificate" in err


@pytest.mark.parametrize("form", ["latex", "html"])
def test_solve_in_other_forms(capsys: pytest.CaptureFixture[str], form: str) -> None:
    code, out, err = run(capsys, "solve", "diff(x*sin(x), x)", "--format", form, "--lang", "en")
    assert (code, err) == (0, "")
    assert ("\\sin" in out) if form == "latex" else ("<math" in out)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "diff(sin(x",
        "limit(1/x)",
        "x +* 2",
        "((((",
        "\\frac{1}{",
        "__import__('os')",
        "\x00",
        "9" * 100_000,
    ],
)
def test_what_cannot_be_read_is_said_by_place(
    capsys: pytest.CaptureFixture[str], text: str
) -> None:
    code, out, err = run(capsys, "solve", text, "--lang", "en")
    assert code == 2
    assert out == ""
    assert err.startswith("error")
    assert "Traceback" not in err


def test_deep_nesting_is_no_crash(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, "solve", "(" * 20_000 + "x" + ")" * 20_000, "--lang", "en")
    assert code == 2
    assert err.startswith("error")


def test_a_false_statement_ends_with_1(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--statement", "(x + 1)^2 = x^2 + 1", "--lang", "en")
    assert code == 1
    assert "Refuted" in out and "x = " in out


def test_a_true_statement_ends_with_0(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "check", "--statement", "(x+1)^2 = x^2 + 2*x + 1", "--lang", "en")
    assert code == 0
    assert "Proved" in out


def test_a_document_ends_with_the_code_of_its_worst_line(
    capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    good, bad = tmp_path / "good.md", tmp_path / "bad.md"
    good.write_text("We know that $\\sin^2 x + \\cos^2 x = 1$.\n", "utf-8")
    bad.write_text("And also\n\n$$(x+1)^2 = x^2 + 1$$\n", "utf-8")
    assert run(capsys, "check", str(good))[0] == 0
    code, out, _ = run(capsys, "check", str(good), str(bad), "--lang", "en")
    assert code == 1
    assert "bad.md:3:" in out
    code, out, _ = run(capsys, "check", str(bad), "--format", "json")
    assert code == 1
    assert json.loads(out)


def test_missing_files_end_with_2(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    code, _, err = run(capsys, "check", str(tmp_path / "none.md"), "--lang", "en")
    assert code == 2
    assert "none.md" in err
    code, _, err = run(capsys, "check", "--lang", "en")
    assert code == 2
    (tmp_path / "binary.md").write_bytes(b"\xff\xfe\x00$x$")
    assert run(capsys, "check", str(tmp_path / "binary.md"))[0] == 2


def test_rules_are_listed_searched_and_explained(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "rules", "--lang", "en")
    assert code == 0
    assert len(out.splitlines()) > 20
    code, out, _ = run(capsys, "rules", "deriv_div", "--lang", "en")
    assert code == 0
    assert "Quotient rule" in out and "v(x) ≠ 0" in out
    code, out, _ = run(capsys, "rules", "链式", "--lang", "zh")
    assert code == 0
    assert "链式法则" in out
    code, _, err = run(capsys, "rules", "deriv_sinn", "--lang", "en")
    assert code == 1
    assert "deriv_sin" in err


@pytest.mark.parametrize("command", ["solve", "check", "rules", "verify"])
@pytest.mark.parametrize("language", ["en", "zh"])
def test_help_teaches_by_example(
    capsys: pytest.CaptureFixture[str], command: str, language: str
) -> None:
    code, out, _ = run(capsys, command, "--lang", language, "--help")
    assert code == 0
    assert f"  tuidao {command} " in out
    assert ("examples:" in out) == (language == "en")


def test_wrong_usage_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(capsys, "solve")[0] == 2
    assert run(capsys, "no-such-command")[0] == 2
    assert run(capsys)[0] == 2


def test_the_language_of_the_environment_is_taken(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert "商" in run(capsys, "rules", "deriv_div")[1]
    monkeypatch.setenv("LC_ALL", "C")
    assert "Quotient" in run(capsys, "rules", "deriv_div")[1]


def test_solving_imports_nothing_heavy() -> None:
    """What a derivative needs is imported, and no more: the program must start like a bare interpreter."""
    code = (
        "import sys; from tuidao.cli import main; main(['solve', 'diff(sin(x)*exp(x), x)']);"
        "print(sorted(m for m in ('sympy', 'numpy', 'rich', 'markdown_it', 'mpmath') if m in sys.modules))"
    )
    out = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "LC_ALL": "C.UTF-8"},
    ).stdout
    assert out.splitlines()[-1] == "[]"


def test_a_closed_pipe_is_no_error() -> None:
    command = f"{sys.executable} -m tuidao rules | head -n 1"
    done = subprocess.run(command, shell=True, capture_output=True, text=True, check=False)
    assert done.stderr == ""


@pytest.mark.parametrize("argument", [b"diff(sin(x), x)", b"\xff\xfe", "极限".encode()])
def test_a_terminal_that_knows_only_ascii_is_served(argument: bytes) -> None:
    command = [sys.executable.encode(), b"-m", b"tuidao", b"solve", argument, b"--lang", b"zh"]
    done = subprocess.run(
        command,
        capture_output=True,
        check=False,
        env={**os.environ, "PYTHONIOENCODING": "ascii:strict"},
    )
    assert done.returncode in (0, 2)
    assert b"Traceback" not in done.stderr
    assert done.stdout or done.stderr

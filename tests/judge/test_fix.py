"""Repairs: the smallest edit of the source, at its place, and nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tuidao.cli import main
from tuidao.judge.document import check_document
from tuidao.judge.fix import difference, patched
from tuidao.judge.report import Report


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        (r"(x+1)^2 = x^2 - 2x + 1", r"(x+1)^2 = x^2 + 2x + 1"),
        (r"\frac{d}{dx} x^3 = 3 x^3", r"\frac{d}{dx} x^3 = 3 x^2"),
        (r"\frac{d}{dx} e^{2x} = e^{2x}", r"\frac{d}{dx} e^{2x} = 2e^{2x}"),
        (r"\frac{d}{dx}\cos x = \sin x", r"\frac{d}{dx}\cos x = -\sin x"),
        (r"\sin 2x = 2 \sin x \sin x", r"\sin 2x = 2 \cos x \sin x"),
        (r"\cos(2x) = \cos^2 x+\sin^2 x", r"\cos(2x) = \cos^2 x-\sin^2 x"),
        (r"\int \sin x\,dx = \cos x + C", r"\int \sin x\,dx = -\cos x + C"),
        (
            r"\sum_{k=1}^{n} k = \frac{n(n-1)}{2}",
            r"\sum_{k=1}^{n} k = \frac{n(n+1)}{2}",
        ),
    ],
)
def test_the_smallest_piece_is_edited(wrong: str, right: str) -> None:
    text = f"Before $a + b$.\n\n$$\n{wrong}\n$$\n\nAfter $x > 0$.\n"
    new = check_document(text, kind="md").fixed()
    assert new == text.replace(wrong, right)
    again = check_document(new, kind="md")
    assert not again.refuted
    assert again.fixed() == new


def test_what_is_right_or_beyond_repair_is_left_alone() -> None:
    text = "$1 + 1 = 2$, $\\frac{1}{2} = 0.7$ and $\\sin^2 x = \\frac{x^7 - 3}{x + \\ln x}$\r\n"
    report = check_document(text, kind="md")
    assert report.refuted
    assert report.fixed() == text


def test_fullwidth_signs_and_rows_keep_their_places() -> None:
    text = (
        "$\\begin{aligned} (a+b)^3 &= a^3 + 3a^2b + 2ab^2 + b^3 \\\\ "
        "&= (a+b)^2(a+b) \\end{aligned}$，故$（x＋1）^2＝x^2－2x＋1$。"
    )
    new = check_document(text, kind="md").fixed()
    assert new == text.replace("2ab^2", "3ab^2").replace("x^2－2x", "x^2+2x")


def test_the_command_writes_the_file_and_shows_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "notes.md"
    path.write_bytes("正文\r\n$(x+1)^2 = x^2 - 2x + 1$\r\n".encode())
    assert main(["check", str(path), "--lang", "en"]) == 1
    assert main(["check", "--fix", str(path), "--lang", "en"]) == 0
    shown = capsys.readouterr()
    assert "+$(x+1)^2 = x^2 + 2x + 1$" in shown.err
    assert "nothing refuted" in shown.out
    kept = path.read_bytes()
    assert kept == "正文\r\n$(x+1)^2 = x^2 + 2x + 1$\r\n".encode()
    assert main(["check", "--fix", str(path), "--lang", "en"]) == 0
    assert path.read_bytes() == kept
    assert capsys.readouterr().err == ""


def test_patches_do_not_overlap() -> None:
    report = check_document("$(x+1)^2 = x^2 - 2x + 1$", kind="md")
    assert isinstance(report, Report)
    patches = [p for f in report.findings for p in f.patches]
    assert patches
    assert patched(report.source.text, patches * 2) == patched(report.source.text, patches)


def test_the_difference_is_that_of_diff() -> None:
    assert difference("a.md", "x\ny\n", "x\nz\n").splitlines()[-2:] == ["-y", "+z"]
    assert difference("a.md", "x", "x") == ""

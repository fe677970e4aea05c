"""The house itself: imports point down, tables are whole, languages paired, the pages on disk current."""

from __future__ import annotations

import ast
import doctest
import importlib.util
import re
from pathlib import Path
from types import ModuleType

import pytest

import tuidao
from tuidao.rules import RULES
from tuidao.text import Text

ROOT = Path(__file__).parent.parent
SOURCE = ROOT / "src" / "tuidao"
MODULES = sorted(SOURCE.rglob("*.py"))

# A part may import itself and the parts on lines above its own; parts on one line never import each other.
# docs/architecture.md shows the same order.
ORDER = [
    ["text"],
    ["diagnostic"],
    ["lang"],
    ["rules"],
    ["proof"],
    ["certificate"],
    ["check", "derive", "read"],
    ["judge"],
    ["api"],
    ["show", "emit"],
    ["fit", "course"],
    ["serve", "cli"],
    ["__main__"],
]
LEVEL = {part: k for k, parts in enumerate(ORDER) for part in parts}


def part_of(module: str) -> str:
    """The part of the house a module belongs to: tuidao.check.replay is of check."""
    return module.split(".")[1] if "." in module else ""


def imported(path: Path) -> list[tuple[int, str]]:
    """The modules of tuidao that a file imports, anywhere in it, with the line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += [(node.lineno, a.name) for a in node.names if a.name.startswith("tuidao")]
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("tuidao"):
            assert node.level == 0, f"{path}:{node.lineno}: imports are written whole"
            module = node.module or ""
            inner = [f"{module}.{a.name}" for a in node.names if module == "tuidao"]
            found += [(node.lineno, name) for name in inner or [module]]
    return found


def test_every_part_has_its_place_in_the_order() -> None:
    parts = {p.relative_to(SOURCE).parts[0].removesuffix(".py") for p in MODULES} - {"__init__"}
    assert parts <= set(LEVEL), f"give {sorted(parts - set(LEVEL))} a place in ORDER"


def test_imports_point_down() -> None:
    wrong, met = [], 0
    for path in MODULES:
        own = path.relative_to(SOURCE).parts[0].removesuffix(".py")
        if own == "__init__":
            continue
        for line, module in imported(path):
            other = part_of(module)
            met += 1
            # What the command line and the api hand out by name is looked up when first asked for.
            if other in ("", "__version__") or other == own:
                continue
            if LEVEL.get(other, 99) >= LEVEL[own] and not allowed(own, other, path):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {own} imports {other}")
    assert met > 50
    assert wrong == []


def allowed(own: str, other: str, path: Path) -> bool:
    """The api offers ways to show a solution, imported only when they are called."""
    return own == "api" and other == "show" and not _at_the_top(path, other)


def _at_the_top(path: Path, part: str) -> bool:
    tree = ast.parse(path.read_text("utf-8"))
    top = [n for n in tree.body if isinstance(n, ast.ImportFrom)]
    return any((n.module or "").startswith(f"tuidao.{part}") for n in top)


def test_check_has_never_heard_of_derive() -> None:
    names = [m for p in (SOURCE / "check").rglob("*.py") for _, m in imported(p)]
    assert names
    assert not [m for m in names if part_of(m) in ("derive", "read", "judge")]


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_a_module_is_short_and_says_what_lives_there(path: Path) -> None:
    text = path.read_text("utf-8")
    lines = text.count("\n")
    assert lines <= 400, "split it"
    if text.strip():
        doc = ast.get_docstring(ast.parse(text))
        assert doc, "the first line says what lives there"
        assert len(doc.splitlines()[0]) <= 120


@pytest.mark.parametrize("path", MODULES, ids=lambda p: str(p.relative_to(SOURCE)))
def test_nothing_is_left_undone(path: Path) -> None:
    text = path.read_text("utf-8")
    assert not re.search(r"\b(TODO|FIXME|XXX|HACK)\b", text)
    assert "NotImplementedError" not in text
    assert not re.search(r"\b(eval|exec)\(", text), "text of a user's is never run"


def chinese(text: str) -> bool:
    """Does the text hold a Chinese character?"""
    return bool(re.search(r"[\u3400-\u9fff]", text))


@pytest.mark.parametrize("rule", RULES.values(), ids=lambda r: r.id)
def test_a_rule_speaks_both_languages(rule: object) -> None:
    for text in (rule.title, rule.why, rule.cite):  # type: ignore[attr-defined]
        assert isinstance(text, Text)
        assert text.en.strip() and text.zh.strip()
    assert chinese(rule.title.zh) and chinese(rule.why.zh)  # type: ignore[attr-defined]
    assert not chinese(rule.title.en + rule.why.en)  # type: ignore[attr-defined]


def texts_in(path: Path) -> list[tuple[int, str, str]]:
    """The sentences in a file that are written out: Text("…", "…") with its line."""
    found = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Name)
            and node.func.id == "Text"
        ):
            values = [a.value if isinstance(a, ast.Constant) else None for a in node.args]
            if len(values) == 2 and all(isinstance(v, str) for v in values):
                found.append((node.lineno, str(values[0]), str(values[1])))
    return found


def test_sentences_are_paired() -> None:
    wrong, met = [], 0
    for path in MODULES:
        for line, en, zh in texts_in(path):
            met += 1
            places = [sorted(re.findall(r"\{(\w+)", s)) for s in (en, zh)]
            words = re.search(r"[A-Za-z]{3,}", re.sub(r"\{\w*\}", "", en))
            if chinese(en) or places[0] != places[1] or (words and not chinese(zh) and en != zh):
                wrong.append(f"{path.relative_to(ROOT)}:{line}: {en!r} | {zh!r}")
    assert met > 100
    assert wrong == []


def outline(path: Path) -> tuple[list[int], list[str]]:
    """The levels of a page's headings, and its commands: what a reader could paste."""
    text = path.read_text("utf-8")
    blocks = re.findall(r"```(?:sh|python|console)\n(.*?)```", text, re.DOTALL)
    commands = [
        r for b in blocks for r in b.splitlines() if r.startswith(("$ ", ">>> ", "make ", "pip "))
    ]
    prose = re.sub(r"```.*?```", "", text, flags=re.DOTALL)
    levels = [len(m) for m in re.findall(r"^(#+) ", prose, re.MULTILINE)]
    return levels, [re.sub(r" --lang \w+|  +#.*", "", c) for c in commands]


def test_the_two_readmes_are_one_page() -> None:
    en, zh = outline(ROOT / "README.md"), outline(ROOT / "README.zh.md")
    assert en == zh
    assert len(en[0]) > 4 and len(en[1]) > 4


def test_the_architecture_page_names_every_part() -> None:
    page = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    parts = {p.relative_to(SOURCE).parts[0] for p in MODULES} - {"__init__.py", "__main__.py"}
    missing = [p for p in sorted(parts) if f"`{p}`" not in page and f"`{p}/`" not in page]
    assert missing == []


def test_links_between_pages_lead_somewhere() -> None:
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    dead, met = [], 0
    for page in pages:
        for target in re.findall(r"\]\(([^)#\s]+)(?:#[^)]*)?\)", page.read_text("utf-8")):
            if "://" not in target:
                met += 1
                if not (page.parent / target).exists():
                    dead.append(f"{page.name}: {target}")
    assert met > 5
    assert dead == []


def tool(name: str) -> ModuleType:
    """A program in tools/ as a module."""
    spec = importlib.util.spec_from_file_location(name, ROOT / "tools" / f"{name}.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_the_rule_pages_and_the_exported_rules_are_current() -> None:
    stale = [str(p.relative_to(ROOT)) for p in tool("rule_pages").stale()]
    assert stale == [], "run make docs"


def test_the_readmes_show_what_is_printed() -> None:
    assert tool("examples").stale() == [], "run make docs"


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_python_in_the_readmes_runs(name: str) -> None:
    text = (ROOT / name).read_text("utf-8")
    code = "\n\n".join(re.findall(r"```python\n(.*?)```", text, re.DOTALL))
    test = doctest.DocTestParser().get_doctest(code, {}, name, name, 0)
    results = doctest.DocTestRunner().run(test)
    assert results.attempted >= 5
    assert results.failed == 0


@pytest.mark.parametrize("name", ["README.md", "README.zh.md"])
def test_the_answers_in_the_readmes_are_right(name: str) -> None:
    rows = re.findall(r"^\| `(.+)` \| `(.+)` \|$", (ROOT / name).read_text("utf-8"), re.MULTILINE)
    assert len(rows) > 10
    for problem, answer in rows:
        solution = tuidao.solve(problem)
        assert str(solution.answer) == answer
        assert solution.verdict.status in ("proved", "tested")

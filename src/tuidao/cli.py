"""The command line: solve, check, rules, verify; libraries are imported by the command that needs them."""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

from tuidao.show import usage
from tuidao.text import LANGUAGES, Language, Text

if TYPE_CHECKING:
    from tuidao.api import Solution
    from tuidao.judge.report import Report

DONE, FOUND, UNREADABLE = 0, 1, 2  # exit codes: fine; refuted or unanswered; cannot read
_INTERRUPTED = 130

_NAME_A_FILE = Text("name a file, or give --statement", "请给出文件，或用 --statement")
_A_STATEMENT = Text(
    "to check one statement, put --statement before it", "若要检查一个命题，请在前面加 --statement"
)
_NOT_TEXT = Text("{name}: not text in UTF-8", "{name}：不是 UTF-8 文本")
_PROOF = Text("Proof", "证明")
_EVERY_STEP = Text("Every step has been checked.", "每一步都已检查。")
_NO_RULE = Text("no rule speaks of that", "没有这样的规则")
_NO_PROOF = Text(
    "The rule is taken as it stands; no proof from other rules is kept.",
    "此规则直接采用，没有由其他规则给出的证明。",
)
_DID_YOU_MEAN = Text("; did you mean {names}?", "；你要找的是 {names} 吗？")


def main(argv: Sequence[str] | None = None) -> int:
    """Run a command and return its exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="replace")  # a sign the terminal lacks is no reason to fail
    arguments = list(sys.argv[1:] if argv is None else argv)
    language = _language(arguments)
    options = _parser(language).parse_args(arguments)
    run: Callable[[argparse.Namespace, Language], int] = options.run
    try:
        code = run(options, language)
        sys.stdout.flush()
        return code
    except KeyboardInterrupt:
        return _INTERRUPTED
    except BrokenPipeError:
        # The reader of our output has gone; nothing more can be written, not even at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except RecursionError:
        return _unreadable(Text("nested too deeply", "嵌套过深"), language)


def _language(arguments: list[str]) -> Language:
    """The language asked for, else that of the question, else that of the environment."""
    wanted = ""
    for k, argument in enumerate(arguments):
        if argument == "--lang" and k + 1 < len(arguments):
            wanted = arguments[k + 1]
        elif argument.startswith("--lang="):
            wanted = argument.removeprefix("--lang=")
    if wanted in LANGUAGES:
        return "zh" if wanted == "zh" else "en"
    if "solve" in arguments[:1] and any("一" <= c <= "鿿" for a in arguments for c in a):
        return "zh"
    variables = (os.environ.get(name) for name in ("LC_ALL", "LC_MESSAGES", "LANG"))
    locale = next((value for value in variables if value), "")
    return "zh" if locale.startswith("zh") else "en"


class _Parser(argparse.ArgumentParser):
    """A parser whose errors end the program with the code for what cannot be read."""

    def error(self, message: str) -> NoReturn:
        self.print_usage(sys.stderr)
        self.exit(UNREADABLE, f"{self.prog}: {message}\n")


def _parser(language: Language) -> argparse.ArgumentParser:
    def say(text: Text) -> str:
        return text(language)

    parser = _Parser(prog="tuidao", description=say(usage.ABOUT))
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(required=True, metavar="solve | check | rules | verify")

    def command(
        name: str, about: Text, examples: Text, run: Callable[..., int], formats: tuple[str, ...]
    ) -> argparse.ArgumentParser:
        made = commands.add_parser(
            name,
            help=say(about),
            description=say(about),
            epilog=say(examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        made.set_defaults(run=run)
        option(made, "--lang", choices=LANGUAGES)
        if formats:
            option(made, "--format", choices=formats, default=formats[0])
        return made

    def option(to: argparse.ArgumentParser, name: str, **kind: Any) -> None:
        to.add_argument(name, help=say(usage.ARGUMENTS[name.lstrip("-")]), **kind)

    solve = command(
        "solve",
        usage.SOLVE,
        usage.SOLVE_EXAMPLES,
        _run_solve,
        ("terminal", "latex", "html", "json"),
    )
    option(solve, "problem")
    option(solve, "--given", default="")
    option(solve, "--by", choices=("definition", "rules", "slope", "cases"))
    option(solve, "--steps", choices=("brief", "all"), default="brief")
    check = command(
        "check",
        usage.CHECK,
        usage.CHECK_EXAMPLES,
        _run_check,
        ("terminal", "json", "github", "sarif"),
    )
    option(check, "file", nargs="*")
    option(check, "--statement")
    option(check, "--given", default="")
    option(check, "--fix", action="store_true")
    rules = command("rules", usage.RULES, usage.RULES_EXAMPLES, _run_rules, ())
    option(rules, "words", nargs="*")
    option(rules, "--proof", action="store_true")
    verify = command("verify", usage.VERIFY, usage.VERIFY_EXAMPLES, _run_verify, ())
    option(verify, "certificate", nargs="+")
    return parser


def _version() -> str:
    from tuidao import __version__

    return f"tuidao {__version__}"


def _unreadable(reason: Text | str, language: Language) -> int:
    label = Text("error: ", "错误：")
    text = reason(language) if isinstance(reason, Text) else reason
    print(label(language) + text, file=sys.stderr)
    return UNREADABLE


def _room() -> int:
    """The width to print at: the terminal's, or 100 where the output goes elsewhere."""
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns, 120)
    except (OSError, ValueError):
        return 100


def _color() -> bool:
    return (
        sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
    )


def _run_solve(options: argparse.Namespace, language: Language) -> int:
    from tuidao.api import solve
    from tuidao.diagnostic import InputError, render

    try:
        solution = solve(options.problem, options.given, by=options.by)
    except InputError as error:
        print(render(error.diagnostic, language), file=sys.stderr)
        return UNREADABLE
    print(_solution(solution, options, language))
    return FOUND if solution.answer is None or solution.verdict.status == "refuted" else DONE


def _solution(solution: Solution, options: argparse.Namespace, language: Language) -> str:
    if options.format == "json":
        return solution.to_json()
    if options.format == "latex":
        return solution.to_latex(language)
    if options.format == "html":
        from tuidao.show.html import html_document

        return html_document(solution, language)
    from tuidao.show.terminal import text_page

    return text_page(solution, language, width=_room(), color=_color(), steps=options.steps)


def _run_check(options: argparse.Namespace, language: Language) -> int:
    if options.statement is not None:
        return _check_statement(options, language)
    if not options.file:
        return _unreadable(_NAME_A_FILE, language)
    from tuidao.judge.document import check_document
    from tuidao.judge.mend import mended

    worst, reports = DONE, []
    for name in options.file:
        try:
            source = sys.stdin.read() if name == "-" else Path(name)
            if isinstance(source, Path):
                source.read_text("utf-8")  # what is not text is refused, not checked with gaps
            with _Progress(name) as progress:
                report = check_document(source, progress=progress.show)
            reports.append(mended(report, sys.stderr.write) if options.fix else report)
        except OSError as error:
            said = f"{name}: {error.strerror or error}"
            hint = f"\n{_A_STATEMENT(language)}" if set(name) & set("=<>≤≥≠") else ""
            worst = _unreadable(said + hint, language)
        except UnicodeDecodeError:
            worst = _unreadable(_NOT_TEXT.format(name=name), language)
    if reports:
        print(_reports(reports, options.format, language))
    return max(worst, FOUND if any(report.refuted for report in reports) else DONE)


def _reports(reports: list[Report], form: str, language: Language) -> str:
    if form == "sarif":
        from tuidao.show.sarif import report_sarif

        return report_sarif(reports, language)
    if form == "github":
        from tuidao.show.github import report_github

        return "\n".join(report_github(report, language) for report in reports)
    from tuidao.show.report import report_json, report_text

    if form == "json":
        return f"[{','.join(report_json(report) for report in reports)}]"
    return "\n\n".join(report_text(report, language) for report in reports)


class _Progress:
    """How far a check has come: one line on a terminal's standard error, gone when it ends."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._shown = False

    def __enter__(self) -> _Progress:
        return self

    def show(self, done: int, total: int, formula: str) -> None:
        """Called before each formula."""
        if sys.stderr.isatty():
            room = max(_room() - len(self._name) - 24, 10)
            at = " ".join(formula.split())[:room]
            print(
                f"\r\x1b[K{self._name}: {done}/{total}  {at}", end="", file=sys.stderr, flush=True
            )
            self._shown = True

    def __exit__(self, *_error: object) -> None:
        if self._shown:
            print("\r\x1b[K", end="", file=sys.stderr, flush=True)


def _check_statement(options: argparse.Namespace, language: Language) -> int:
    from tuidao.api import check
    from tuidao.diagnostic import InputError, render

    try:
        verdict = check(options.statement, options.given)
    except InputError as error:
        print(render(error.diagnostic, language), file=sys.stderr)
        return UNREADABLE
    from tuidao.show.terminal import verdict_text

    print(verdict_text(verdict, language, width=_room(), color=_color()))
    return FOUND if verdict.status == "refuted" else DONE


def _run_rules(options: argparse.Namespace, language: Language) -> int:
    from tuidao.show import rules as show

    found = show.find_rules(options.words)
    if not found:
        names = show.nearest(" ".join(options.words))
        hint = _DID_YOU_MEAN.format(names=", ".join(names))(language) if names else ""
        _unreadable(_NO_RULE(language) + hint, language)
        return FOUND
    if len(found) > 1:
        print(show.rules_list(found, language, room=_room(), color=_color()))
        return DONE
    print(show.rule_text(found[0], language, room=_room(), color=_color()))
    return _print_proof(found[0].id, language) if options.proof else DONE


def _print_proof(rule_id: str, language: Language) -> int:
    from tuidao.judge.solve import proved_rule
    from tuidao.show.page import lines_of
    from tuidao.show.terminal import chain_text

    proof = proved_rule(rule_id)
    if proof is None:
        print(_NO_PROOF(language))
        return DONE
    text = chain_text(proof.start, lines_of(proof), language, width=_room(), color=_color())
    print(f"\n{_PROOF(language)}\n\n{text}\n\n{_EVERY_STEP(language)}")
    return DONE


def _run_verify(options: argparse.Namespace, language: Language) -> int:
    from tuidao.certificate import CertificateError
    from tuidao.judge.verify import verify

    worst = DONE
    for name in options.certificate:
        try:
            with open(name, encoding="utf-8") as file:
                found = verify(file.read())
        except (OSError, UnicodeDecodeError, CertificateError) as error:
            worst = max(worst, _unreadable(f"{name}: {error}", language))
            continue
        print(f"{name}: {found.text(language)}")
        worst = max(worst, DONE if found.stands else FOUND)
    return worst

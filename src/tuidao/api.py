"""What Python users call: solve, check, check_document, and the values they get back."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from tuidao.judge.solve import Solved, solve_term
from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Sym, Term
from tuidao.proof import Step, Verdict
from tuidao.text import Language

if TYPE_CHECKING:
    from tuidao.judge.report import Report


METHODS = (
    "rules",
    "slope",
)  # ways to work convexity besides the definition and the second derivative


class Solution(Solved):
    """A worked problem: `answer`, `verdict`, `conditions`, `steps`, `data`, and ways to show and keep it."""

    __slots__ = ()

    @property
    def steps(self) -> tuple[Step, ...]:
        """The lines of the derivation; each may hold folded ones in `.steps` and `.premises`."""
        return self.derivation.steps

    def to_json(self) -> str:
        """The certificate: the problem, every step, the answer and the verdicts, as JSON text."""
        from tuidao.certificate import dump_solution

        return dump_solution(self)

    @classmethod
    def from_json(cls, text: str) -> Solution:
        """The solution that `to_json` wrote. Raises ValueError where the text is no certificate."""
        from tuidao.certificate import load_solution

        return cls(**load_solution(text))

    def to_latex(self, language: Language = "en") -> str:
        """The worked solution as LaTeX, for a document that loads amsmath."""
        from tuidao.show.latex_page import latex_page

        return latex_page(self, language)

    def to_text(self, language: Language = "en", *, width: int = 100) -> str:
        """The worked solution as plain Unicode text."""
        from tuidao.show.terminal import text_page

        return text_page(self, language, width=width)

    def _repr_html_(self) -> str:
        from tuidao.show.html import html_page

        return html_page(self, "en")


def solve(problem: str | Term, given: str = "", *, by: str | None = None) -> Solution:
    """Work a problem in checked steps.

    `problem` is plain text (`"limit(sin(x)/x, x, 0)"`), LaTeX, or a question in words; `given` holds side facts
    (`"a > 0, n in Integers"`); `by="definition"` works a derivative, a limit or convexity from its definition;
    convexity takes `by="rules"` and `by="slope"` too, a partial derivative by an entry z_i `by="cases"`: the index of
    what is differentiated is i, or it is not. Raises InputError, with the place, where the text cannot be read.
    """
    from tuidao.read import read_given, read_together

    if isinstance(problem, Term):
        found, facts = problem, read_given(given) if given else ()
    else:
        found, facts = read_together(problem, given)
    head = found.op if isinstance(found, App | Bind) else None
    ways = METHODS if head is ops.CONVEX else ("cases",) if head is ops.PARTIAL else ()
    if by == "definition" and head is not ops.BY_DEFINITION:
        found = App(ops.BY_DEFINITION, (found,))
    elif by in ways:
        found = App(ops.BY_METHOD, (found, Sym(str(by))))
    elif by not in (None, "definition"):
        known = f'"definition", for convexity one of {METHODS}, for ∂/∂z_i "cases"'
        raise ValueError(f"`by` takes {known}, not {by!r}")
    solved = solve_term(found, facts)
    return Solution(
        solved.problem,
        solved.given,
        solved.answer,
        solved.verdict,
        solved.derivation,
        solved.conditions,
        solved.data,
    )


def check(statement: str, given: str = "") -> Verdict:
    """Judge a statement, or several lines of them: proved, tested, refuted with a counterexample, or open."""
    from tuidao.judge.handed_in import check as judge

    return judge(statement, given)


def check_document(source: str | Path) -> Report:
    """Check every formula of a document (.md, .tex or .txt: a path, or the text itself)."""
    from tuidao.judge.document import check_document as judge

    return judge(source)

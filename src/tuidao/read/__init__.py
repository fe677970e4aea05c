"""Reading: plain text and LaTeX become terms; what is not understood is refused, by place."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Sym, Term, subterms

if TYPE_CHECKING:
    from tuidao.read.latex.reading import Reading


def read_plain(
    text: str, functions: frozenset[str] = frozenset(), together: frozenset[str] = frozenset()
) -> Term:
    """The term that plain text says; `functions` are names to read as functions before a bracket, `together` names
    that are factors run together (see `run_together`).

    Raises InputError, with the place, where the text cannot be read.
    """
    from tuidao.read.plain.parser import PlainParser

    return PlainParser(text, functions, together).whole()


def run_together(text: str) -> frozenset[str]:
    """The names in a text that a person typed which are factors run together: kx beside x, sinx."""
    from tuidao.read.plain.letters import run_together as found

    return found(text)


def read_latex(text: str, functions: frozenset[str] = frozenset()) -> Term:
    """The term that LaTeX says. Raises InputError, with the place, where it cannot be read."""
    return read_latex_noted(text, functions).term


def read_latex_noted(
    text: str,
    functions: frozenset[str] = frozenset(),
    families: frozenset[str] = frozenset(),
    declared: frozenset[str] = frozenset(),
    notation: bool = False,
    signatures: Mapping[str, tuple[str, ...]] | None = None,
) -> Reading:
    """The term, the place of each subterm, and notes on what the writing leaves open.

    `functions` are names that a bracket applies, `families` names that are indexed (so that x_1 is an entry),
    `declared` letters with a meaning of their own (so that e is not Euler's number); `notation`: what no value is
    read from (arg max, A ∩ B, events in words) is read as a name; `signatures`: the letters that functions were
    defined of. Raises InputError.
    """
    from tuidao.read.latex.parser import LatexParser

    parser = LatexParser(
        text, functions, families, declared, notation=notation, signatures=signatures or {}
    )
    return parser.reading()


_LATEX = re.compile(r"\\[A-Za-z,;!{|]|[_^]\s*\{|[$∫∬∑∏]")


def read(text: str, functions: frozenset[str] = frozenset()) -> Term:
    """The term that a person's text says, plain or LaTeX by its looks. Raises InputError, with the place."""
    if _LATEX.search(text):
        from tuidao.read.mixed import in_plain

        plain = in_plain(text, lambda piece: _LATEX.search(piece) is not None, read)
        return read_latex(text, functions) if plain is None else read_plain(plain, functions)
    from tuidao.read.plain.letters import ask_reach

    ask_reach(text)
    return read_plain(text, functions, run_together(text))


def read_problem(text: str) -> Term:
    """The problem that a text puts: a formula, plain or LaTeX, or a question in words.

    Raises InputError, with the place, where it cannot be read.
    """
    from tuidao.read.questions import question

    asked = question(text)
    return read(text) if asked is None else asked


def read_together(problem: str, given: str) -> tuple[Term, tuple[Term, ...]]:
    """A problem and what is given of it. A letter that one of them indexes is a family in the other as well: beside
    p_k = … the p_c of a loss is an entry, not a name of its own. Raises InputError, with the place."""
    asked = read_problem(problem)
    if not given.strip():
        return asked, ()
    latex = _LATEX.search(problem) is not None
    facts = read_given(given, latex=latex)
    indexed = _indexed((asked, *facts))
    if not indexed:
        return asked, facts
    facts = read_given(given, indexed, latex)
    if latex and isinstance(asked, App | Bind):
        from tuidao.read.questions import question

        if question(problem) is None:
            asked = read_latex_noted(problem, families=indexed).term
    return asked, facts


def _indexed(terms: tuple[Term, ...]) -> frozenset[str]:
    """The names of the families whose entries stand in the terms."""
    return frozenset(
        s.args[0].name
        for t in terms
        for _, s in subterms(t)
        if type(s) is App and s.op is ops.INDEX and type(s.args[0]) is Sym and s.args[0].index < 0
    ) | frozenset(
        s.over[0].name
        for t in terms
        for _, s in subterms(t)
        if type(s) is Bind and s.op is ops.PARTIAL and type(s.over[0]) is Sym
        if s.over[0].index < 0
    )


def read_given(
    text: str, families: frozenset[str] = frozenset(), latex: bool = False
) -> tuple[Term, ...]:
    """The statements of "a > 0, n in Integers", each plain or LaTeX; `families` are names known to be indexed.

    Beside LaTeX (`latex`: beside a problem in LaTeX) letters side by side are a product: z=wx+b. Raises InputError,
    with the place.
    """
    from tuidao.read.plain.parser import PlainParser

    if not latex and not _LATEX.search(text):
        return PlainParser(text, together=run_together(text)).several()
    from tuidao.read.latex.parser import LatexParser

    found: list[Term] = []
    for start, end in _items(text):
        # The blanks before keep every place where it is in the whole.
        item = " " * start + text[start:end].replace("$", " ")
        marked = _LATEX.search(item) is not None or not _in_plain(item)
        parser = (
            LatexParser(item, families=families)
            if marked
            else PlainParser(item, together=run_together(item))
        )
        found += parser.several()
    return tuple(found)


_PLAIN_SIGNS = re.compile(r"\*\*|<=|>=|!=|==|:=|\[")


def _in_plain(text: str) -> bool:
    """Does it hold a word, or a sign, that only plain text writes?"""
    from tuidao.read.names import FUNCTIONS, GREEK, OTHER_CALLS
    from tuidao.read.plain.binders import CALLS

    words = set(re.findall(r"[A-Za-z]{2,}", text))
    known = {*FUNCTIONS, *OTHER_CALLS, *CALLS, *_WORDS, *GREEK}
    bare = not words and not (_MARKS.search(text) and not _LONG_POWER.search(text))
    return bool(words & known) or bool(_PLAIN_SIGNS.search(text)) or bare


_MARKS = re.compile(r"[_^]")
_LONG_POWER = re.compile(r"[_^]\d\d")  # x^10: TeX would take the 1 alone
_WORDS = ("in", "and", "or", "not", "Integers", "Reals", "Naturals", "Rationals", "oo", "pi")


def _items(text: str) -> list[tuple[int, int]]:
    """Where the items of a list stand: commas, semicolons and line ends outside brackets part them."""
    depth, begin, found = 0, 0, []
    for k, c in enumerate(text):
        if c in "([{（":
            depth += 1
        elif c in ")]}）":
            depth = max(0, depth - 1)
        elif depth == 0 and c in ",;，；\n" and text[k - 1 : k] != "\\":
            found.append((begin, k))
            begin = k + 1
    found.append((begin, len(text)))
    return [(a, b) for a, b in found if text[a:b].strip()]

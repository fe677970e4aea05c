"""A statement handed in by itself: its lines and links judged outside any document."""

from __future__ import annotations

from dataclasses import replace

from tuidao.judge.arrows import by_implication, says_implication, under_bounds
from tuidao.judge.context import Context
from tuidao.judge.kinds import distributions_in
from tuidao.judge.meaning import Role
from tuidao.judge.named import judge_words, word_equations
from tuidao.judge.reader import Reader
from tuidao.judge.said import said_beside
from tuidao.judge.statement import Link, links_of
from tuidao.judge.texts import formulas_in, looks_plain, whole_statement
from tuidao.lang.definitions import entries as entries_of
from tuidao.lang.definitions import named_symbols
from tuidao.lang.op import EQ
from tuidao.lang.term import App, Term
from tuidao.proof import Status, Verdict
from tuidao.read.statement import statements
from tuidao.text import Text

_NO_STATEMENT = Text("nothing is stated: there is no relation sign", "没有关系符号，未作任何断言")
_WORK = 200_000  # of ball evaluation, for one statement with all its links
_SECONDS = 2.0  # of processor time, for the evaluations of one statement
_HELD = (Status.PROVED, Status.TESTED)


def check(text: str, given: str = "") -> Verdict:
    """Judge a statement, or several lines of them, plain or LaTeX: proved, tested, refuted with a witness, or open.

    The verdict is that of the weakest link. Raises InputError only where `given` cannot be read.
    """
    from tuidao.read import read_given

    facts = tuple(read_given(given)) if given.strip() else ()
    in_words = list(word_equations(text, 0))
    if len(in_words) == 1 and in_words[0].place.text == text.strip(" .。$"):
        return judge_words(in_words[0])
    whole = whole_statement(text, looks_plain(text))
    if whole is not None:
        from tuidao.check.prove import examine

        return examine(whole, facts)
    follows = by_implication(text, facts, looks_plain(text)) if says_implication(text) else None
    refuted = follows is not None and follows.status is Status.REFUTED
    bounded = refuted and under_bounds(text, looks_plain(text))
    if follows is not None and follows.status is not Status.OPEN and not bounded:
        return follows
    found = _weakest(check_links(text, facts))
    if follows is not None and refuted:
        return found if found.status is Status.REFUTED and found.suggestion is not None else follows
    return found if follows is None or found.status in _HELD else follows


def _weakest(links: list[Link]) -> Verdict:
    """The verdict on what the links claim together."""
    claims = [k for k in links if k.role is Role.CLAIM]
    if not claims:
        return links[0].verdict if links else Verdict(Status.OPEN, _NO_STATEMENT)
    rank = (Status.REFUTED, Status.OPEN, Status.TESTED, Status.PROVED)
    worst = min(claims, key=lambda k: rank.index(k.verdict.status)).verdict
    missing = tuple(dict.fromkeys(c for k in claims for c in k.verdict.missing))
    return replace(worst, missing=missing) if missing != worst.missing else worst


def check_links(text: str, given: tuple[Term, ...] = ()) -> list[Link]:
    """The links of a text outside any document, each judged."""
    from tuidao.lang.ball_real import allowance
    from tuidao.read import run_together

    plain = looks_plain(text)
    context = Context()
    reader = Reader(context, plain, together=run_together(text) if plain else frozenset())
    found: list[Link] = []
    conditions = _without_definitions(given, context)
    conditions = (*conditions, *(distributions_in(text) if plain else ()))
    for body in formulas_in(text, plain):
        together = statements(body, labels=False)
        reader.learn_shapes(text, together)
        beside = said_beside(together, reader)
        for statement, said in zip(together, beside, strict=True):
            if statement.cue in ("if", "because", "where") and statement.relations:
                condition = reader.condition(statement)
                if condition is not None and not (
                    statement.cue == "where" and statement.relations[0].name == "eq"
                ):
                    conditions = (*conditions, condition)
            with allowance(_WORK, _SECONDS):
                found += links_of(statement, reader, context, given=(*conditions, *said))
    return found


def _without_definitions(given: tuple[Term, ...], context: Context) -> tuple[Term, ...]:
    """What is given, those equations apart that define a quantity or the general entry of a family."""
    symbols, families = named_symbols(given), entries_of(given)
    others = []
    for fact in given:
        left = fact.args[0] if isinstance(fact, App) and fact.op is EQ else None
        head = left.args[0] if isinstance(left, App) and left.args else left
        if isinstance(fact, App) and left is not None and (head in symbols or head in families):
            context.define(left, fact.args[1])
        else:
            others.append(fact)
    return tuple(others)

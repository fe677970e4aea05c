"""Losses of one number: definitions put in, σ taken for the sigmoid, seams and stable forms before differentiating."""

from __future__ import annotations

from tuidao.derive.differentiate import work_generic
from tuidao.derive.family.gather import turned
from tuidao.derive.family.logs import stable_logs
from tuidao.derive.family.prepare import (
    as_exp,
    as_sigmoid,
    change_at,
    has_last_case,
    is_sigma,
    notation_folded,
    otherwise,
    sigmas,
    told_apart,
)
from tuidao.derive.family.walk import find, mapped
from tuidao.derive.forms import simplest
from tuidao.derive.seams import positive_bounds, stable_pair, zero_first
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.definitions import named_symbols, put_in
from tuidao.lang.term import Bind, Sym, Term, mentions, size
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES


def is_loss(problem: Term, given: tuple[Term, ...]) -> bool:
    """Is there a definition to put in, a σ, or a form with a seam to take apart first?"""
    if given and put_in(problem, given) != problem:
        return True
    if find(problem, (), _special) is not None:
        return True
    return bool(positive_bounds(problem, given))


def _special(t: Term) -> bool:
    if is_op(t, ops.ADD, ops.SUB):
        return stable_pair(mapped(mapped(t, as_exp), zero_first)) is not None
    return is_sigma(t) or has_last_case(t)


def work_scalar(problem: Bind, given: tuple[Term, ...]) -> Worked:
    """The derivative with everything put in; what the definitions abbreviate is written short again at the end."""
    given = (*given, *positive_bounds(put_in(problem, given), given))
    chain = Chain(problem, given)
    chain.step(RULES["definition"], told_apart(put_in(problem, given)))
    sigmas(chain)
    otherwise(chain)
    change_at(chain, (0,), "simplify", lambda t: mapped(t, zero_first))
    change_at(chain, (0,), "simplify", lambda t: mapped(t, as_exp))
    stable_logs(chain)
    change_at(chain, (0,), "sigmoid_form", lambda t: mapped(t, as_sigmoid))
    chain.steps = notation_folded(chain.steps)
    assert type(chain.now) is Bind
    worked = work_generic(chain.now, given)
    if not isinstance(worked.answer, Term):
        return worked
    for step in worked.derivation.steps:
        chain.steps.append(step)
        chain.now = step.after
    change_at(chain, (), "sigmoid_form", lambda t: simplest(mapped(t, as_sigmoid)))
    chain.step(RULES["definition"], _short(chain.now, given))
    chain.step(RULES["simplify"], turned(chain.now))
    return Worked(chain.now, chain.derivation())


def _short(t: Term, given: tuple[Term, ...]) -> Term:
    """What a symbol was defined as, by the symbol again."""
    for symbol, right in named_symbols(given).items():
        whole = tidy(mapped(mapped(put_in(right, given), as_exp), as_sigmoid))

        def back(part: Term, symbol: Sym = symbol, whole: Term = whole) -> Term:
            return symbol if part == whole else part

        new = mapped(t, back)
        if size(new) < size(t) and not mentions(whole, symbol):
            t = new
    return t

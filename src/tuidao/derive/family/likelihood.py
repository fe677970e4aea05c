"""From the likelihood to the log-likelihood: indicators in closed form, the logarithm of the product as a sum."""

from __future__ import annotations

from tuidao.derive.family.logs import products_in_logs
from tuidao.derive.family.walk import find
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, is_op
from tuidao.lang.focus import focus, replace_at
from tuidao.lang.term import App, Bind, Term
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES

_MOST = 24


def is_likelihood(t: Term) -> bool:
    """Is it the logarithm of an indexed product, or such a product with indicators in it?"""
    if isinstance(t, App) and t.op is ops.LOG:
        return is_op(t.args[0], ops.PRODUCT)
    return type(t) is Bind and t.op is ops.PRODUCT and find(t.body, (), _of_label) is not None


def work_likelihood(problem: Term, given: tuple[Term, ...]) -> Worked:
    """log ∏ h^1{y=1}·(1 − h)^1{y=0} as Σ (y·log h + (1 − y)·log(1 − h)); the product alone in closed form."""
    chain = Chain(problem, given)
    _closed_form(chain)
    products_in_logs(chain)
    return Worked(chain.now if chain.steps else None, chain.derivation())


def _closed_form(chain: Chain) -> None:
    """1{y = 1} as y and 1{y = 0} as 1 − y, for labels 0 and 1: one line."""
    inner = Chain(chain.now, chain.given)
    for _ in range(_MOST):
        path = find(inner.now, (), _of_label)
        if path is None:
            break
        here, _ = focus(inner.now, path)
        assert type(here) is App and type(here.args[0]) is App
        y, value = here.args[0].args
        name, new = ("indicator_one", y) if value == ONE else ("indicator_zero", 1 - y)
        inner.step(RULES[name], replace_at(inner.now, path, new), {"y": y}, path)
    if len(inner.steps) == 1:
        chain.steps += inner.steps
        chain.now = inner.now
    elif inner.steps:
        chain.step(inner.steps[0].rule, inner.now, steps=tuple(inner.steps))


def _of_label(t: Term) -> bool:
    """1{y = 1} or 1{y = 0}."""
    if not (isinstance(t, App) and t.op is ops.INDICATOR and is_op(t.args[0], ops.EQ)):
        return False
    claim = t.args[0]
    return isinstance(claim, App) and claim.args[1] in (ZERO, ONE)

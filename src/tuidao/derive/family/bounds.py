"""Inequalities between products over an index set, derived from those between their factors."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.build import abs_, le, true
from tuidao.lang.term import App, Bind, Num, Sym, Term, close, instantiate
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES

_K = Sym("k#bound")


def prove_bound(claim: Term, given: tuple[Term, ...]) -> Derivation | None:
    """A derivation of ∏ f ≤ c^n or ∏ f ≤ ∏ g, or of |∏ f| ≤ …; None for any other claim."""
    if not (type(claim) is App and claim.op in (ops.LE, ops.GE)):
        return None
    small, large = claim.args if claim.op is ops.LE else claim.args[::-1]
    chain = Chain(claim, given)
    chain.step(RULES["simplify"], le(small, large))
    if type(small) is App and small.op is ops.ABS and _is_product(small.args[0]):
        small = _abs_inside(chain, small.args[0])
    if type(small) is not Bind or not _is_product(small):
        return None
    a, b = small.over
    f = Bind(ops.LAMBDA, small.name, small.body)
    if type(large) is Bind and _is_product(large) and large.over == small.over:
        g = Bind(ops.LAMBDA, large.name, large.body)
        chain.step(RULES["product_le_product"], true, {"f": f, "g": g, "a": a, "b": b})
        return chain.derivation()
    base = _base(large)
    if base is None:
        return None
    chain.step(RULES["simplify"], le(small, base ** (b - a + 1)))
    chain.step(RULES["product_le_pow"], true, {"f": f, "c": base, "a": a, "b": b})
    return chain.derivation()


def _is_product(t: Term) -> bool:
    return type(t) is Bind and t.op is ops.PRODUCT


def _base(t: Term) -> Term | None:
    """c of c^n, or of 1/d^n."""
    if type(t) is App and t.op is ops.POW:
        return t.args[0]
    if type(t) is App and t.op is ops.DIV and t.args[0] == Num(1):
        below = t.args[1]
        return Num(1) / below.args[0] if type(below) is App and below.op is ops.POW else None
    return None


def _abs_inside(chain: Chain, inner: Term) -> Bind:
    """|∏ f| as ∏ |f|, in the left side of the claim."""
    assert type(inner) is Bind
    body = close(abs_(instantiate(inner.body, _K)), _K)
    new = Bind(ops.PRODUCT, inner.name, body, inner.over)
    assert type(chain.now) is App
    a, b = inner.over
    by: dict[str, Term] = {"f": Bind(ops.LAMBDA, inner.name, inner.body), "a": a, "b": b}
    chain.step(RULES["abs_product"], le(new, chain.now.args[1]), by, (0,))
    return new

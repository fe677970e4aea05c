"""How fast gradients vanish with depth: |product| ≤ c^n·∏|w_l|, each factor by its own bound."""

from __future__ import annotations

from tuidao.derive.differentiate import work_generic
from tuidao.derive.family.contract import find_term
from tuidao.derive.family.layers import is_layered, work_layers
from tuidao.derive.family.prepare import as_sigmoid, change_at
from tuidao.derive.family.walk import find, mapped
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, abs_, closed, forall, function, is_op, le, product, true
from tuidao.lang.definitions import put_in
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, subterms
from tuidao.proof import Chain, Derivation
from tuidao.rules import RULES
from tuidao.text import Text

_MOST = 8
AT_MOST = Text(
    "Each factor of the left side is bounded by one of the right.",
    "左边各因子分别不超过右边的因子。",
)


def prove_depth(claim: Term, given: tuple[Term, ...]) -> Derivation | None:
    """A derivation of |a·∏ f·b| ≤ c^n·…: gradients in the claim are worked first. None for any other claim."""
    if not (type(claim) is App and claim.op in (ops.LE, ops.GE)):
        return None
    chain = Chain(claim, given)
    if claim.op is ops.GE:
        chain.step(RULES["simplify"], le(claim.args[1], claim.args[0]))
    if not (_gradients(chain) and _slopes(chain)):
        return None
    assert type(chain.now) is App
    small, large = chain.now.args
    if not (is_op(small, ops.ABS) and type(small) is App):
        return None
    factors = _factors(small.args[0])
    if not any(is_op(f, ops.PRODUCT) for f in factors):
        return None
    bound = _Bound(factors, large, chain.given)
    if not bound.pairs:
        return None
    chain.step(RULES["simplify"], le(_times([abs_(f) for f in factors]), large))
    for _ in factors:
        path = find(chain.now, (), _is_abs_of_product)
        if path is None:
            break
        here, _opened = focus(chain.now, path)
        assert type(here) is App
        inner = here.args[0]
        assert type(inner) is Bind
        by = {
            "f": Bind(ops.LAMBDA, inner.name, inner.body),
            "a": inner.over[0],
            "b": inner.over[1],
        }
        chain.step(RULES["abs_product"], replace_at(chain.now, path, _abs_inside(inner)), by, path)
    left = _times([small for small, _, _ in bound.pairs])
    right = _times([large for _, large, _ in bound.pairs])
    chain.step(RULES["simplify"], le(left, right))
    rule, by, premises = bound.combined()
    chain.step(RULES[rule], true, by, premises=premises, note=AT_MOST)
    return chain.derivation()


def _gradients(chain: Chain) -> bool:
    """The derivatives by the parameters of a network, worked and put in."""
    slope = next((s for _, s in subterms(chain.now) if is_layered(s, chain.given)), None)
    if slope is not None:
        worked = work_layers(slope, chain.given)
        path = find_term(chain.now, slope, ())
        if not isinstance(worked.answer, Term) or path is None:
            return False
        chain.given = worked.derivation.given
        by = {"a": slope, "b": worked.answer}
        after = replace_at(chain.now, path, worked.answer)
        premise = Derivation(slope, worked.derivation.steps)
        chain.step(RULES["eq_subst"], after, by, path, premises=(premise,))
    functions = tuple(
        f for f in chain.given if type(f) is App and f.op is ops.EQ and is_op(f.args[0], ops.CALL)
    )
    chain.step(RULES["definition"], put_in(chain.now, functions))
    change_at(chain, (), "sigmoid_form", lambda t: mapped(t, as_sigmoid))
    return True


def _slopes(chain: Chain) -> bool:
    """The derivatives of functions that are known, worked and put in."""
    for _ in range(_MOST):
        path = find(chain.now, (), _is_known_slope)
        if path is None:
            return True
        here, _ = focus(chain.now, path)
        assert type(here) is Bind
        worked = work_generic(here, chain.given)
        if not isinstance(worked.answer, Term):
            return False
        by = {"a": here, "b": worked.answer}
        after = replace_at(chain.now, path, worked.answer)
        chain.step(RULES["eq_subst"], after, by, path, premises=(worked.derivation,))
    return False


def _is_known_slope(t: Term) -> bool:
    return type(t) is Bind and t.op is ops.DIFF and not is_op(t.body, ops.CALL)


def _factors(t: Term) -> list[Term]:
    """What is multiplied, up to the sign."""
    if type(t) is App and t.op is ops.MUL:
        return _factors(t.args[0]) + _factors(t.args[1])
    if type(t) is App and t.op is ops.NEG:
        return _factors(t.args[0])
    if type(t) is App and t.op is ops.DIV and t.args[0] != ONE:
        return [*_factors(t.args[0]), ONE / t.args[1]]
    return [t]


def _times(factors: list[Term]) -> Term:
    whole = factors[0]
    for f in factors[1:]:
        whole = whole * f
    return whole


def _is_abs_of_product(t: Term) -> bool:
    return type(t) is App and t.op is ops.ABS and is_op(t.args[0], ops.PRODUCT)


def _abs_inside(p: Bind) -> Bind:
    k = fresh(p.name or "k", free_symbols(p))
    found = product(abs_(instantiate(p.body, k)), k, *p.over)
    return Bind(found.op, p.name, found.body, found.over)


class _Bound:
    """For each factor of the small side what it is at most, and why; empty `pairs` where that is not found."""

    def __init__(self, factors: list[Term], large: Term, given: tuple[Term, ...]) -> None:
        self.given = given
        self.theirs = _factors(large) if not is_op(large, ops.DIV) else [large]
        self.base = next((b for f in self.theirs if (b := _base(f)) is not None), None)
        self.pairs: list[tuple[Term, Term, Derivation | None]] = []
        rest = [f for f in factors if not self._kept(f) and not is_op(f, ops.PRODUCT)]
        for f in factors:
            if self._kept(f):
                self.pairs.append((abs_(f), abs_(f), None))
            elif type(f) is Bind and f.op is ops.PRODUCT:
                self.pairs.append(self._of_product(f))
        if rest and self.base is not None:
            self.pairs.insert(0, (abs_(_times(rest)), self.base, None))
        if self.base is None:
            self.pairs = []

    def _kept(self, f: Term) -> bool:
        return abs_(f) in self.theirs

    def _of_product(self, p: Bind) -> tuple[Term, Term, Derivation | None]:
        k = fresh(p.name or "k", free_symbols(p).union(*(free_symbols(g) for g in self.given)))
        inner = _factors(instantiate(p.body, k))
        shared = [
            s
            for t in self.theirs
            if type(t) is Bind and t.op is ops.PRODUCT and t.over == p.over
            for s in _factors(instantiate(t.body, k))
        ]
        kept = [f for f in inner if abs_(f) in shared]
        rest = [f for f in inner if abs_(f) not in shared]
        assert self.base is not None or not rest
        small: Term = abs_(_times(kept + rest))
        if not rest or self.base is None:
            large: Term = small
        elif not kept:
            large = self.base
        else:
            large = abs_(_times(kept)) * self.base
        first, last = p.over
        left, right = product(small, k, first, last), product(large, k, first, last)
        each: Derivation | None = None
        if rest and kept and self.base is not None:
            each = self._each(k, kept, rest, closed(first, last))
        chain = Chain(le(left, right), self.given)
        by = {"f": function(k, small), "g": function(k, large), "a": first, "b": last}
        chain.step(RULES["product_le_product"], true, by, premises=(None, each))
        named = [Bind(t.op, p.name, t.body, t.over) for t in (left, right)]
        return named[0], named[1], chain.derivation()

    def _each(self, k: Sym, kept: list[Term], rest: list[Term], where: Term) -> Derivation:
        """|w·s| ≤ |w|·c for every index."""
        assert self.base is not None
        a, c = abs_(_times(kept)), abs_(_times(rest))
        claim = forall(k, where, le(abs_(_times(kept + rest)), a * self.base))
        chain = Chain(claim)
        split = forall(k, where, le(a * c, a * self.base))
        chain.step(RULES["simplify"], split, path=(0, 0))
        opened, _ = focus(chain.now, (0,))
        assert type(opened) is App
        left, right = opened.args
        assert type(left) is App
        assert type(right) is App
        by = {"a": left.args[0], "b": right.args[0], "c": left.args[1], "d": right.args[1]}
        chain.step(RULES["mul_le_mul"], replace_at(chain.now, (0,), true), by, (0,))
        chain.step(RULES["simplify"], true)
        return chain.derivation()

    def combined(self) -> tuple[str, dict[str, Term], tuple[Derivation | None, ...]]:
        """The rule that multiplies the inequalities, the last one with all those before."""
        whole = self._up_to(len(self.pairs))
        assert whole is not None
        step = whole.steps[-1]
        return step.rule.id, dict(step.by), step.premises

    def _up_to(self, count: int) -> Derivation | None:
        """The first inequalities multiplied."""
        if count == 1:
            return self.pairs[0][2]
        before = self.pairs[: count - 1]
        a, b = _times([p[0] for p in before]), _times([p[1] for p in before])
        c, d, why = self.pairs[count - 1]
        chain = Chain(le(a * c, b * d), self.given)
        premises = (None, self._up_to(count - 1), why)
        chain.step(RULES["mul_le_mul"], true, {"a": a, "b": b, "c": c, "d": d}, premises=premises)
        return chain.derivation()


def _base(t: Term) -> Term | None:
    """c of c^n, or of 1/d^n."""
    if type(t) is App and t.op is ops.POW and not free_symbols(t.args[0]):
        return t.args[0]
    if is_op(t, ops.DIV) and type(t) is App and t.args[0] == Num(1):
        below = t.args[1]
        return Num(1) / below.args[0] if type(below) is App and below.op is ops.POW else None
    return None

"""Backpropagation through a chain of layers: a_l = σ(z_l), z_l = w_l a_(l−1) + b_l, for any number of layers."""

from __future__ import annotations

from collections.abc import Iterator

from tuidao.derive.family.contract import find_term
from tuidao.derive.family.partial import NO_RULE, NoRule, differentiate
from tuidao.derive.family.walk import find, mapped
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    ZERO,
    closed,
    differentiable_on,
    eq,
    forall,
    function,
    ge,
    is_op,
    le,
    partial,
    product,
    true,
)
from tuidao.lang.definitions import Entries, stated_entries
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.recursions import Layers, layers, number, recursive_families, shown, unrolled
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Path,
    Sym,
    Term,
    free_symbols,
    instantiate,
    mentions,
    subterms,
)
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

DEPENDS = Text(
    "Each layer depends on the parameter by way of the layers before it; the input does not.",
    "每一层都通过前面各层依赖于该参数；输入与之无关。",
)
OWN = Text(
    "The layer of the parameter itself; the layers before it do not depend on it.",
    "参数所在的那一层；更前面的层与它无关。",
)
EARLIER = Text("Earlier layers do not depend on it.", "更前面的层与它无关。")
_MOST = 8


def is_layered(problem: Term, given: tuple[Term, ...]) -> bool:
    """Is something differentiated that depends on the parameter by a recursion among what is given?"""
    if not (type(problem) is Bind and problem.op is ops.PARTIAL and len(problem.over) == 2):
        return False
    known = _recursion(given)
    return known is not None and bool(_entries(shown(problem, known), known))


def _recursion(given: tuple[Term, ...]) -> Layers | None:
    """The first recursion among what is given that steps from layer to layer."""
    found = (layers(given, head) for head in recursive_families(given))
    return next((known for known in found if known is not None), None)


def _entries(slope: Term, known: Layers) -> list[App]:
    """The a_l(b) in what is differentiated by an entry of b."""
    if not (type(slope) is Bind and type(slope.over[0]) is Sym):
        return []
    b = slope.over[0]
    found = {
        s: None
        for _, s in subterms(instantiate(slope.body, b))
        if type(s) is App
        and s.op is ops.CALL
        and s.args[1:] == (b,)
        and type(s.args[0]) is App
        and s.args[0].args[0] in known.own
    }
    return list(found)


def work_layers(problem: Term, given: tuple[Term, ...]) -> Worked:
    """∂/∂b_k of a function of the entry of one layer, down to the layer of the parameter, factor by factor."""
    try:
        return _Network(problem, given).worked()
    except NoRule:
        return Worked(None, Derivation(problem), reason=NO_RULE)


class _Network:
    """The layers, the parameter, and the derivative asked for."""

    def __init__(self, problem: Term, given: tuple[Term, ...]) -> None:
        assert type(problem) is Bind
        self.problem, self.given = problem, given
        known = _recursion(given)
        if known is None:
            raise NoRule
        self.known = known
        self.stated: Entries = stated_entries(given)
        b, self.k = problem.over
        if type(b) is not Sym:
            raise NoRule
        self.b = b

    def worked(self) -> Worked:
        """The whole derivation. Raises NoRule."""
        shape = shown(self.problem, self.known)
        found = _entries(shape, self.known)
        if len(found) != 1 or type(found[0].args[0]) is not App:
            raise NoRule
        a, last = found[0].args[0].args
        assert type(a) is Sym
        assumed = (*_smooth(shape, self.given), *self._in_range(last))
        self.given = (*self.given, *assumed)
        chain = Chain(self.problem, self.given)
        chain.step(RULES["definition"], shape, note=DEPENDS)
        differentiate(chain)
        slope = self.slope(a, last)
        path = find(chain.now, (), lambda t: t == slope)
        if path is None:
            raise NoRule
        self._other_parameters(chain)
        for _ in range(_MOST):
            path = find(chain.now, (), lambda t: t == slope)
            if path is None:
                break
            self._through(chain, path, a, last)
        chain.step(RULES["definition"], self.named(chain.now))
        last_line = _without_ones(chain.now)
        if sum(1 for _, s in subterms(last_line) if type(s) is Num and s != ONE) > 1:
            last_line = tidy(last_line)
        chain.step(RULES["simplify"], last_line)
        return Worked(chain.now, chain.derivation())

    def _other_parameters(self, chain: Chain) -> None:
        """δ_nk = 0 for the layers after the last one that the parameter is asked of."""
        for _ in range(_MOST):
            path = find(chain.now, (), lambda t: is_op(t, ops.KRONECKER))
            if path is None:
                return
            here, _ = focus(chain.now, path)
            assert type(here) is App
            by = dict(zip("ij", here.args, strict=True))
            chain.step(RULES["delta_of_ne"], replace_at(chain.now, path, ZERO), by, path)

    def _in_range(self, last: Term) -> list[Term]:
        """1 ≤ k ≤ n, as far as that is not plain."""
        found: list[Term] = []
        for a, b in ((ONE, self.k), (self.k, last)):
            plain = a == b or type(a) is Num and type(b) is Num
            if not plain and not {le(a, b), ge(b, a)} & set(self.given):
                found.append(le(a, b))
        return found

    def _through(self, chain: Chain, path: Path, a: Sym, last: Term) -> None:
        """∂a_n/∂b_k = ∂a_k/∂b_k·∏ over the layers after k."""
        if last != self.k:
            self._recursion(chain, path, a, self.k, last)
            path = (*path, 0)
        own = self._own(a)
        by = {"a": self.slope(a, self.k), "b": own.end}
        after = replace_at(chain.now, path, own.end)
        note = OWN if last != self.k else None
        chain.step(RULES["eq_subst"], after, by, path, premises=(own,), note=note)

    def slope(self, a: Sym, at: Term) -> Term:
        """∂a_l/∂b_k as it is shown."""
        entry = App(ops.CALL, (App(ops.INDEX, (a, at)), self.b))
        return partial(entry, self.b, self.k)

    def _recursion(self, chain: Chain, at: Path, a: Sym, first: Term, last: Term) -> None:
        """∂a_last = ∂a_first·∏, by what one layer contributes."""
        taken = {s for t in (self.problem, *self.given) for s in free_symbols(t)}
        j = next(fresh(n, taken) for n in "jmirs" if Sym(n) not in taken)
        layer = self._layer(a, j)
        value = layer.end
        assert type(value) is App
        factor = value.args[0]
        u, c = function(j, self.slope(a, j)), function(j, factor)
        claim = forall(j, closed(first + 1, last), eq(self.slope(a, j), value))
        each = Chain(claim)
        path = (0, 0)
        by = {"a": self.slope(a, j), "b": value}
        put = replace_at(claim, path, value)
        each.step(RULES["eq_subst"], put, by, path, premises=(layer,))
        each.step(RULES["simplify"], true)
        name = next(iter(self.known.own.values()))[0]
        after = self.slope(a, first) * _product(factor, j, name, tidy(first + 1), last)
        where = {"u": u, "c": c, "a": first, "b": last}
        plain = self.slope(a, first) * product(factor, j, first + 1, last)
        steps = Chain(chain.now, chain.given)
        premises = (each.derivation(),)
        whole = replace_at(steps.now, at, plain)
        steps.step(RULES["product_of_recursion"], whole, where, at, premises=premises)
        steps.step(RULES["simplify"], replace_at(steps.now, at, after), path=at)
        rule = RULES["product_of_recursion"]
        chain.step(rule, steps.now, steps=tuple(steps.steps))

    def _layer(self, a: Sym, j: Term) -> Derivation:
        """∂a_j/∂b_k = c_j·∂a_(j−1)/∂b_k for a later layer."""
        chain = self._one_layer(a, j)
        for d in ((j, self.k), (self.k, j)):
            zero = App(ops.KRONECKER, d)
            path = find_term(chain.now, zero, ())
            if path is not None:
                by = dict(zip("ij", d, strict=True))
                chain.step(RULES["delta_of_ne"], replace_at(chain.now, path, ZERO), by, path)
        before = self.slope(a, j - ONE)
        factor = tidy(mapped(chain.now, lambda t: ONE if t == before else t))
        if mentions(factor, Sym("\x02")) or before == chain.now:
            raise NoRule
        chain.step(RULES["simplify"], factor * before)
        named = self.named(factor)
        if named != factor:
            chain.step(RULES["definition"], named * before)
        return chain.derivation()

    def _one_layer(self, a: Sym, j: Term) -> Chain:
        """The layer written by the one before it, and differentiated."""
        chain = Chain(self.slope(a, j), self.given)
        written, _ = unrolled(chain.now, self.known)
        chain.step(RULES["definition"], written)
        differentiate(chain)
        return chain

    def _own(self, a: Sym) -> Derivation:
        """∂a_k/∂b_k: the parameter of the layer itself; the layers before do not depend on it."""
        chain = self._one_layer(a, self.k)
        for _ in range(_MOST):
            path = find(chain.now, (), lambda t: t == App(ops.KRONECKER, (self.k, self.k)))
            if path is None:
                break
            chain.step(RULES["delta_self"], replace_at(chain.now, path, ONE), {"i": self.k}, path)
        before = self.slope(a, self.k - ONE)
        path = find(chain.now, (), lambda t: t == before)
        if path is not None:
            zero = self._nothing(a)
            after = replace_at(chain.now, path, ZERO)
            by = {"a": before, "b": ZERO}
            chain.step(RULES["eq_subst"], after, by, path, premises=(zero,), note=EARLIER)
        chain.step(RULES["simplify"], tidy(chain.now))
        chain.step(RULES["definition"], self.named(chain.now))
        return chain.derivation()

    def _nothing(self, a: Sym) -> Derivation:
        """∂a_(k−1)/∂b_k = 0, from the input on."""
        before = self.slope(a, self.k - ONE)
        chain = Chain(before, self.given)
        if type(self.k) is not Num:
            self._recursion(chain, (), a, ZERO, self.k - ONE)
            path: tuple[int, ...] = (0,)
        else:
            path = ()
        entry = App(ops.INDEX, (a, ZERO))
        bare = partial(entry, self.b, self.k)
        if self.k == ONE or path:
            chain.step(RULES["definition"], replace_at(chain.now, path, bare), path=path)
        else:
            raise NoRule
        row = App(ops.ROW, (self.k,))
        by = {"c": entry, "z": self.b, "i": row}
        chain.step(RULES["partial_const"], replace_at(chain.now, path, ZERO), by, path)
        chain.step(RULES["simplify"], ZERO)
        return chain.derivation()

    def named(self, t: Term) -> Term:
        """`t` with z_l for w_l·a_(l−1) + b_l, and a_l for a_l(b), outside of derivatives."""
        t = shown(t, self.known)
        for _ in range(_MOST):
            new = t
            for left, right in _instances(new, self.stated):
                new = replaced(new, right, left)
            if new == t:
                return t
            t = new
        return t


def _product(factor: Term, j: Sym, name: Sym, first: Term, last: Term) -> Term:
    """∏ over the layers, its index displayed as the definitions have it."""
    found = product(factor, j, first, last)
    return Bind(found.op, name.name, found.body, found.over)


def _without_ones(t: Term) -> Term:
    """1·a as a, a + 0 as a."""
    return mapped(t, _shorter)


def _shorter(t: Term) -> Term:
    if type(t) is App and t.op in (ops.MUL, ops.ADD):
        idle = ONE if t.op is ops.MUL else ZERO
        a, b = t.args
        return b if a == idle else a if b == idle else t
    return t


def replaced(t: Term, old: Term, new: Term) -> Term:
    """`t` with `new` for `old`."""
    return mapped(t, lambda s: new if s == old else s)


def _instances(t: Term, stated: Entries) -> Iterator[tuple[Term, Term]]:
    """The definitions at the indices that occur in `t`, the left side and the right."""
    at = dict.fromkeys(
        s.args[1]
        for _, s in subterms(t)
        if type(s) is App and s.op is ops.INDEX and len(s.args) == 2
    )
    for head, (names, right) in stated.items():
        if len(names) == 1:
            for i in at:
                by = instantiate(function(names[0], right).body, i)
                yield App(ops.INDEX, (head, i)), mapped(by, number)


def _smooth(problem: Term, given: tuple[Term, ...]) -> list[Term]:
    """That the functions which are only named are differentiable everywhere: assumed, and printed."""
    found: dict[Term, None] = {}
    defined = stated_entries(given)
    for t in (problem, *given):
        for _, s in subterms(t):
            if type(s) is App and s.op is ops.CALL and len(s.args) == 2 and type(s.args[0]) is Sym:
                f, t0 = s.args[0], Sym("t")
                if f.index < 0 and f not in defined:
                    found[differentiable_on(App(ops.CALL, (f, t0)), t0, App(ops.REALS, ()))] = None
    return [f for f in found if f not in given]

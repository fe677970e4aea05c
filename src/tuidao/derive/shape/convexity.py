"""Convexity by other ways than the second derivative: the definition, the slope, rules for sums and maxima."""

from __future__ import annotations

from fractions import Fraction

from flint import arb, fmpq

from tuidao.derive import solve
from tuidao.derive.derivative import derivative
from tuidao.derive.forms import factor
from tuidao.derive.shape.chart import Undecided
from tuidao.derive.shape.domain import domain_of
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import Formula
from tuidao.lang.build import function, ge, is_op, minus_oo, oo, opened, rational, true
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Path,
    Sym,
    Term,
    bind,
    free_symbols,
    instantiate,
    mentions,
)
from tuidao.proof import Chain, Derivation, Step, Worked
from tuidao.rules import RULES, put_in
from tuidao.text import Text

_NOT_ALL_OVER = Text(
    "the function is not seen to be convex, or concave, all over one interval",
    "未能看出函数在整个区间上下凸或上凸",
)
_WORDS = {
    "convex": Text("convex on {where}", "在 {where} 上凸（下凸）"),
    "concave": Text("concave on {where}", "在 {where} 上凹（上凸）"),
}
_SLOPE = Text("Work out the derivative.", "求出导数。")
_ONE_SIDE = Text("Bring everything to one side and factor.", "移项并分解因式。")
_DEEPEST = 12


def work_by_method(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`convex(f, x, by="rules")`: what sums, maxima, exponentials of convex functions are; `by="slope"`: by f′."""
    assert type(problem) is App
    inner, method = problem.args
    if method == Sym("cases"):
        from tuidao.derive.family.cases import work_by_cases

        return work_by_cases(inner, given)
    if not is_op(inner, ops.CONVEX) or method not in (Sym("rules"), Sym("slope")):
        return Worked(None, Chain(problem, given).derivation(), reason=_NOT_ALL_OVER)
    return _all_over(inner, given, str(method))


def work_by_definition(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`convex(f, x, by="definition")`: the inequality of the definition, for all points."""
    return _all_over(problem, given, "definition")


def _all_over(problem: Term, given: tuple[Term, ...], method: str) -> Worked:
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    f = instantiate(problem.body, x)
    chain = Chain(problem, given)
    nothing = Worked(None, chain.derivation(), reason=_NOT_ALL_OVER)
    ends = problem.over or _whole_domain(f, x)
    if not ends or free_symbols(f) - {x}:
        return nothing
    if not problem.over:
        chain.step(RULES["convex_on_domain"], Bind(ops.CONVEX, problem.name, problem.body, ends))
    p, q = ends
    word = _bend(f, x, p, q)
    if word is None:
        return nothing
    body = f if word == "convex" else tidy(-f)
    try:
        shown = _shown(body, x, (p, q), method, 0)
    except Undecided:
        return nothing
    if word == "concave":
        shown = _turned(f, body, x, (p, q), shown)
    by = {"f": function(x, f), "p": p, "q": q}
    chain.step(RULES[f"{word}_all_over"], Sym(word), by, premises=(shown,))
    answer = _WORDS[word].format(where=opened(p, q))
    return Worked(answer, chain.derivation(), {word: [[str(p), str(q)]]})


def _turned(f: Term, body: Term, x: Sym, ends: tuple[Term, Term], shown: Derivation) -> Derivation:
    """That −f is convex, written as −(f), from the same written out."""
    start = _on(-f, x, ends)
    if start == shown.start:
        return shown
    first = Step(start, shown.start, RULES["simplify"], path=(0,))
    return Derivation(start, (first, *shown.steps))


def _whole_domain(f: Term, x: Sym) -> tuple[Term, ...]:
    found = domain_of(f, x)
    if found is None or len(found[0]) != 1 or found[1].period is not None:
        return ()
    piece = found[0][0]
    return (piece.left, piece.right) if piece.left != piece.right else ()


def _bend(f: Term, x: Sym, p: Term, q: Term) -> str | None:
    """Which way the function bends, at a few points; None where both ways, or where it cannot be told."""
    formula = Formula(f, (x,))
    low = rational(p) if p != minus_oo else None
    high = rational(q) if q != oo else None
    start = low if low is not None else (high - 8 if high is not None else Fraction(-4))
    stop = high if high is not None else start + 8
    points = [start + (stop - start) * Fraction(k, 13) for k in range(1, 13)]
    values = [formula([arb(fmpq(t.numerator, t.denominator))]) for t in points]
    signs = set()
    for a, b, c in zip(values, values[1:], values[2:], strict=False):
        if isinstance(a, arb) and isinstance(b, arb) and isinstance(c, arb):
            bend = a + c - 2 * b
            signs |= {1} if bend > 0 else {-1} if bend < 0 else set()
    if len(signs) > 1:
        return None
    return "concave" if signs == {-1} else "convex"


def _on(f: Term, x: Sym, ends: tuple[Term, Term]) -> Bind:
    return bind(ops.CONVEX_ON, x, f, opened(*ends))


def _shown(f: Term, x: Sym, ends: tuple[Term, Term], method: str, depth: int) -> Derivation:
    """A derivation of "f is convex between the ends". Raises Undecided."""
    if depth > _DEEPEST:
        raise Undecided
    p, q = ends
    parts: dict[str, Term] = {}
    name = ""
    if method == "rules" or not _is_plain(f):
        name, parts = _pattern(f, x)
    if name:
        by = {k: function(x, v) if k in ("f", "g") else v for k, v in parts.items()}
        by |= {"p": p, "q": q}
        rule = RULES[name]
        premises: list[Derivation | None] = []
        for condition in rule.given:
            wanted = put_in(condition, by)
            if is_op(wanted, ops.CONVEX_ON):
                assert isinstance(wanted, Bind)
                premises.append(_shown(instantiate(wanted.body, x), x, ends, method, depth + 1))
            else:
                premises.append(_computed(wanted))
        return Derivation(
            _on(f, x, ends), (Step(_on(f, x, ends), true, rule, by, premises=tuple(premises)),)
        )
    if method == "definition":
        return _from_definition(f, x, ends)
    if method == "slope":
        return _from_slope(f, x, ends)
    by = {"f": function(x, f), "p": p, "q": q}
    rule = RULES["convex_of_second_derivative"]
    known = tuple(_computed(put_in(c, by)) for c in rule.given)
    return Derivation(_on(f, x, ends), (Step(_on(f, x, ends), true, rule, by, premises=known),))


def _is_plain(f: Term) -> bool:
    """Is the definition checked for the whole at once: are there no parts with kinks and no sums of unlike parts?"""
    return not _has(f, ops.ABS, ops.MAX, ops.LOG)


def _has(f: Term, *wanted: ops.Op) -> bool:
    return is_op(f, *wanted) or (type(f) is App and any(_has(a, *wanted) for a in f.args))


def _pattern(f: Term, x: Sym) -> tuple[str, dict[str, Term]]:
    """The rule that the way the function is built suggests, and what stands in it."""
    if type(f) is not App:
        return "", {}
    match f.op:
        case ops.ADD:
            return "convex_add", {"f": f.args[0], "g": f.args[1]}
        case ops.MUL if not mentions(f.args[0], x):
            return "convex_scale", {"c": f.args[0], "f": f.args[1]}
        case ops.MAX if len(f.args) == 2:
            return "convex_max", {"f": f.args[0], "g": f.args[1]}
        case ops.ABS if _is_affine(f.args[0], x):
            return "convex_abs", {"f": f.args[0]}
        case ops.EXP if not _is_affine(f.args[0], x):
            return "convex_exp", {"f": f.args[0]}
        case ops.LOG:
            inner = f.args[0]
            if type(inner) is App and inner.op is ops.ADD:
                logs = [_exponent(a) for a in inner.args]
                if logs[0] is not None and logs[1] is not None:
                    return "convex_log_sum_exp", {"f": logs[0], "g": logs[1]}
    return "", {}


def _exponent(t: Term) -> Term | None:
    return t.args[0] if is_op(t, ops.EXP) and isinstance(t, App) else None


def _is_affine(f: Term, x: Sym) -> bool:
    slope = derivative(f, x)
    return slope is not None and not mentions(tidy(slope), x)


def _computed(claim: Term) -> Derivation:
    rule = RULES["by_computation"]
    return Derivation(claim, (Step(claim, true, rule, {"a": claim, "b": true}),))


def _from_definition(f: Term, x: Sym, ends: tuple[Term, Term]) -> Derivation:
    """The inequality of the definition: its two sides apart by a product that is not negative."""
    p, q = ends
    by = {"f": function(x, f), "p": p, "q": q}
    degree = 2 if _is_square(f, x) else 3
    rule = RULES["convex_of_chords" if degree == 2 else "convex_of_midpoints"]
    premises: list[Derivation | None] = []
    for condition in rule.given:
        wanted = put_in(condition, by)
        if is_op(wanted, ops.FORALL):
            premises.append(_inequality(wanted, (0, 0, 0) if degree == 2 else (0, 0)))
        else:
            premises.append(_computed(wanted))
    start = _on(f, x, ends)
    return Derivation(start, (Step(start, true, rule, by, premises=tuple(premises)),))


def _from_slope(f: Term, x: Sym, ends: tuple[Term, Term]) -> Derivation:
    """The slope at the greater of two points is not the smaller one."""
    rule = RULES["convex_of_slope"]
    by = {"f": function(x, f), "p": ends[0], "q": ends[1]}
    smooth, rising = (put_in(c, by) for c in rule.given)
    chain = Chain(rising)
    for path in ((0, 0, 1, 0), (0, 0, 1, 1)):
        part, _ = focus(chain.now, path)
        worked = solve(part)
        if not isinstance(worked.answer, Term) or worked.derivation.end != worked.answer:
            raise Undecided
        put = {"a": part, "b": worked.answer}
        after = replace_at(chain.now, path, worked.answer)
        chain.step(RULES["eq_subst"], after, put, path, premises=(worked.derivation,), note=_SLOPE)
    _apart(chain, (0, 0, 1))
    start = _on(f, x, ends)
    premises = (_computed(smooth), chain.derivation())
    return Derivation(start, (Step(start, true, rule, by, premises=premises),))


def _is_square(f: Term, x: Sym) -> bool:
    """Is it a polynomial of degree 2 at most?"""
    third: Term | None = f
    for _ in range(3):
        third = None if third is None else derivative(third, x)
        third = None if third is None else tidy(third)
    return third == Num(0)


def _inequality(claim: Term, path: Path) -> Derivation:
    chain = Chain(claim)
    _apart(chain, path)
    return chain.derivation()


def _apart(chain: Chain, path: Path) -> None:
    """An inequality of two sides as one of a product with 0, and then the statement as it holds."""
    here, _ = focus(chain.now, path)
    assert type(here) is App
    a, b = here.args
    after = replace_at(chain.now, path, ge(b - a, 0))
    chain.step(RULES["le_iff_sub_nonneg"], after, {"a": a, "b": b}, path)
    gap = tidy(b - a)
    split = factor(gap)
    neat = replace_at(chain.now, (*path, 0), gap if split is None else split)
    chain.step(RULES["simplify"], neat, path=(*path, 0), note=_ONE_SIDE)
    rule = RULES["by_inequality" if _polynomial(gap) or _of_one_kind(gap) else "by_computation"]
    chain.step(rule, true, {"a": chain.now, "b": true})


def _of_one_kind(t: Term) -> bool:
    """Is it the difference of two values of one function?"""
    if not (is_op(t, ops.SUB) and type(t) is App):
        return False
    a, b = t.args
    return is_op(a, ops.EXP) and is_op(b, ops.EXP)


def _polynomial(t: Term) -> bool:
    if type(t) is not App:
        return True
    plain = t.op in (ops.ADD, ops.SUB, ops.MUL, ops.NEG)
    plain = plain or (t.op in (ops.DIV, ops.POW) and type(t.args[1]) is Num)
    return plain and all(_polynomial(a) for a in t.args)

"""Derivatives from the definition: the difference quotient, brought to a known form, and its limit."""

from __future__ import annotations

from tuidao.derive.at_point import by_quotient, quotient
from tuidao.derive.branches import Undecided
from tuidao.derive.quotients import Increment, NoForm, Piece, quotient_piece
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import function, is_num, is_op, lim
from tuidao.lang.focus import fresh
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES, Rule, put_in
from tuidao.text import Text

NOT_A_DERIVATIVE = Text(
    "only a derivative can be worked from its definition", "只有导数才能按定义推导"
)
FIRST_ORDER = Text("only a first derivative is worked from the definition", "只按定义推导一阶导数")
NO_LIMIT = Text("the limit of the difference quotient could not be found", "差商的极限没有求出")
_REWRITE = Text(
    "Rewrite the difference quotient so that known limits appear.", "变形差商，使已知极限出现。"
)
_PARTS = Text("Take the limits of the parts.", "分别取各部分的极限。")

# f⁻¹ -> f, and the rule for f′: inverse functions by the rule for inverses.
INVERSES: dict[Op, Op] = {
    ops.ASIN: ops.SIN,
    ops.ACOS: ops.COS,
    ops.ATAN: ops.TAN,
    ops.ACOT: ops.COT,
    ops.ASINH: ops.SINH,
    ops.ACOSH: ops.COSH,
}


def work_definition(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """Work a first derivative from the definition: quotient, rewriting, limit."""
    inner = problem.args[0] if type(problem) is App and problem.op is ops.BY_DEFINITION else problem
    if type(inner) is Bind and inner.op is ops.CONVEX:
        from tuidao.derive.shape.convexity import work_by_definition

        return work_by_definition(inner, given)
    if not (type(inner) is Bind and inner.op is ops.DIFF):
        return Worked(None, Derivation(problem), reason=NOT_A_DERIVATIVE)
    if not is_num(inner.over[1], 1):
        return Worked(None, Derivation(problem), reason=FIRST_ORDER)
    point = inner.over[0]
    if type(point) is not Sym:
        x = fresh(inner.name or "x", free_symbols(inner))
        try:
            return by_quotient(inner, instantiate(inner.body, x), x, point, given)
        except Undecided:
            return Worked(None, Derivation(problem), reason=NO_LIMIT)
    body = instantiate(inner.body, point)
    return _general(inner, body, point, given)


def _general(problem: Bind, body: Term, x: Sym, given: tuple[Term, ...]) -> Worked:
    inverse = _by_inverse(problem, body, x, given)
    if inverse is not None:
        return inverse
    h = fresh("h", free_symbols(body) | {x})
    chain = Chain(problem, given)
    q = quotient(body, x, x, h)
    chain.step(RULES["deriv_def"], lim(q, h, 0), {"u": function(x, body), "x": x})
    try:
        piece = quotient_piece(body, Increment(x, h))
    except NoForm:
        return _by_limit(chain, given)
    _finish(chain, piece, h)
    return Worked(chain.now, chain.derivation())


def _finish(chain: Chain, piece: Piece, h: Sym) -> None:
    chain.step(RULES["simplify"], lim(piece.term, h, 0), path=(0,), note=_REWRITE)
    lines = piece.shown().steps
    last = lines[-1]
    chain.step(
        last.rule,
        last.after,
        last.by,
        premises=last.premises,
        reverse=last.reverse,
        note=last.note or _PARTS,
    )
    chain.step(RULES["simplify"], tidy(chain.now))


def _by_limit(chain: Chain, given: tuple[Term, ...]) -> Worked:
    """Leave the limit of the quotient to the methods for limits."""
    from tuidao.derive.limit.solve import work_limit

    worked = work_limit(chain.now, given)
    if not isinstance(worked.answer, Term):
        return Worked(None, chain.derivation(), reason=NO_LIMIT)
    chain.steps += list(worked.derivation.steps)
    chain.now = worked.derivation.end
    return Worked(chain.now, chain.derivation())


def _by_inverse(problem: Bind, body: Term, x: Sym, given: tuple[Term, ...]) -> Worked | None:
    """asin, atan, … as inverses of functions whose derivative the definition gives."""
    if not (type(body) is App and body.op in INVERSES and body.args[0] == x):
        return None
    f = INVERSES[body.op]
    t = fresh("t", {x})
    outer = App(f, (t,))
    by: dict[str, Term] = {"f": function(t, outer), "g": function(x, body), "x": x}
    chain = Chain(problem, given)
    chain.step(RULES["deriv_inverse"], put_in(RULES["deriv_inverse"].right, by), by)
    slope = Bind(ops.DIFF, "t", App(f, (Sym("", 0),)), (t, problem.over[1]))
    worked = _general(slope, outer, t, given)
    if not isinstance(worked.answer, Term):
        return None
    at: dict[Sym, Term] = {t: body}
    part, value = substitute(slope, at), substitute(worked.answer, at)
    premise = at_value(worked.derivation, at)
    by_value: dict[str, Term] = {"a": part, "b": value}
    chain.step(RULES["eq_subst"], 1 / value, by_value, (1,), premises=(premise,))
    chain.step(RULES["simplify"], _without_inverse(f, x))
    return Worked(chain.now, chain.derivation())


def _without_inverse(f: Op, x: Sym) -> Term:
    """1/f′(f⁻¹(x)) written in x, as in the table of derivatives."""
    from tuidao.derive.derivative import TABLE

    inverse = next(g for g, outer in INVERSES.items() if outer is f)
    return TABLE[inverse](x)


def at_value(d: Derivation, values: dict[Sym, Term]) -> Derivation:
    """A derivation about a symbol, with a term put in for the symbol in every line."""
    from tuidao.proof import Step

    def put(t: Term) -> Term:
        return substitute(t, values)

    def again(s: Step) -> Step:
        premises = tuple(None if p is None else at_value(p, values) for p in s.premises)
        by = {k: put(v) for k, v in s.by.items()}
        return Step(
            put(s.before),
            put(s.after),
            s.rule,
            by,
            s.path,
            premises,
            tuple(map(again, s.steps)),
            s.reverse,
            s.note,
        )

    return Derivation(put(d.start), tuple(map(again, d.steps)), d.given)


def derivation_of_rule(rule_id: str) -> Derivation:
    """The derivative rule with that id, derived from the definition. Raises KeyError, or ValueError where it is not."""
    rule: Rule = RULES[rule_id]
    by: dict[str, Term] = {}
    t = Sym("t")
    for name, sort in rule.params.items():
        by[name] = function(t, Sym(name)(t)) if sort == "fn" else Sym(name)
    by |= {"n": Sym("n"), "m": Sym("n") - 1} if "m" in rule.params else {}
    claim = put_in(rule.conclusion, by)
    assert type(claim) is App and is_op(claim, ops.EQ)
    worked = work_definition(claim.args[0])
    if not isinstance(worked.answer, Term):
        raise ValueError(f"{rule_id}: {worked.reason}")
    chain = Chain(claim.args[0])
    chain.steps, chain.now = list(worked.derivation.steps), worked.derivation.end
    return chain.step(RULES["simplify"], claim.args[1]).derivation()

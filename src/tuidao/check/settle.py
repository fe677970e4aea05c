"""Settling a statement at a place: under facts, under opened binders, near a point."""

from __future__ import annotations

from tuidao.check.conditions import Context, at_whole, known, whole_facts
from tuidao.check.families import instances
from tuidao.check.infinities import about_infinity
from tuidao.check.local import slopes_read_off
from tuidao.check.memberships import INTERVAL_ENDS
from tuidao.check.normal import compare, too_large
from tuidao.check.places import Case as Case
from tuidao.check.places import cases as cases
from tuidao.check.places import membership as membership
from tuidao.check.places import ways
from tuidao.check.sign_question import WANTED
from tuidao.check.sign_question import SignQuestion as SignQuestion
from tuidao.check.unsettled import closed_over as closed_over
from tuidao.check.unsettled import unsettled
from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, differentiable, forall, gt, is_op, minus_oo, ne
from tuidao.lang.domain import conditions, existence, trivially
from tuidao.lang.focus import Opened, fresh
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    free_symbols,
    instantiate,
    mentions,
    substitute,
)
from tuidao.proof import Status

Answer = bool | None | tuple[Term, ...]  # holds, fails, not known, or holds where these do


def settle(t: Term, context: Context) -> Answer:
    """Does the statement hold at this place? A tuple: it holds where these statements do, and they may."""
    if type(t) is App:
        match t.op:
            case ops.TRUE:
                return True
            case ops.FALSE:
                return False
            case ops.AND:
                return join([settle_known(a, context) for a in t.args], t.args)
            case ops.OR:
                return _one_of(t.args, _alternatives(t.args, context), context)
            case ops.NOT:
                inner = settle_known(t.args[0], context)
                return not inner if type(inner) is bool else None
            case ops.DEFINED:
                return settle_defined(t.args[0], context)
            case ops.IN:
                return settle_member(t.args[0], t.args[1], context)
            case ops.CONVERGES:
                from tuidao.check.convergence import converges

                return converges(t.args[0], context)
            case ops.IFF:
                a, b = (settle_known(s, context) for s in t.args)
                return a is b if type(a) is bool and type(b) is bool else None
            case ops.IMPLIES:
                found = settle_known(t.args[1], context.assuming(t.args[0]))
                return None if isinstance(found, tuple) else found
        return settle_relation(t, context) if t.op in WANTED else None
    if type(t) is Bind:
        return settle_bound(t, context)
    return None


def settle_known(t: Term, context: Context) -> Answer:
    """The same, facts first."""
    return True if known(t, context.facts) else settle(t, context)


def join(answers: list[Answer], parts: tuple[Term, ...]) -> Answer:
    """All of them."""
    if any(a is False for a in answers):
        return False
    missing: list[Term] = []
    for answer, part in zip(answers, parts, strict=True):
        if answer is not True:
            missing += answer if isinstance(answer, tuple) else (part,)
    return True if not missing else tuple(dict.fromkeys(missing))


def _alternatives(parts: tuple[Term, ...], context: Context) -> list[Answer]:
    """Each of the alternatives; "p or not q" is asked as "p, given q"."""
    ruled_out = [p.args[0] for p in parts if type(p) is App and p.op is ops.NOT]
    given = context.assuming(*ruled_out) if ruled_out else context
    found = []
    for part in parts:
        answer = settle_known(part, context if is_op(part, ops.NOT) else given)
        found.append(None if answer is False and given is not context else answer)
    return found


def _one_of(parts: tuple[Term, ...], answers: list[Answer], context: Context) -> Answer:
    """One of them; where that is not settled and the first is a > b, that is enough to assume."""
    found = either(answers)
    if found is None and len(parts) == 2 and _opposite(*parts):
        assert isinstance(parts[0], App)
        sides = tuple(c for s in parts[0].args for c in conditions(s))
        return join([settle_known(c, context) for c in sides], sides)
    if found is None and len(parts) == 2 and _either_side(*parts):
        a, b = parts[1].args if isinstance(parts[1], App) else ()
        return (ne(a, b),)
    first = answers[0] if answers else None
    if found is not None or first is False or not is_op(parts[0], ops.GT):
        return found
    return first if isinstance(first, tuple) else parts[:1]


def _opposite(p: Term, q: Term) -> bool:
    """a ≤ b or a > b."""
    if not (isinstance(p, App) and isinstance(q, App)) or p.args != q.args:
        return False
    return {p.op, q.op} in ({ops.LE, ops.GT}, {ops.LT, ops.GE}, {ops.EQ, ops.NE})


def _either_side(p: Term, q: Term) -> bool:
    """a > b or b > a."""
    both = is_op(p, ops.GT) and is_op(q, ops.GT)
    return both and isinstance(p, App) and isinstance(q, App) and p.args == q.args[::-1]


def either(answers: list[Answer]) -> Answer:
    """One of them."""
    if any(a is True for a in answers):
        return True
    return False if answers and all(a is False for a in answers) else None


# ------------------------------------------------------------------ binders


def settle_bound(t: Bind, context: Context) -> Answer:
    """NEAR, FORALL, and what is said of a function at a point."""
    from tuidao.check import regular

    if t.op is ops.FORALL:
        from tuidao.check.convergence import all_defined

        terms = all_defined(t, context)
        if terms is not None:
            return terms
    if t.op in (ops.NEAR, ops.FORALL):
        taken = free_symbols(t) | {o.symbol for o in context.opened}
        for fact in context.facts:
            taken |= free_symbols(fact)
        x = fresh(t.name or "x", taken)
        inner = context.inside((Opened(t, x),))
        claim = at_whole(instantiate(t.body, x), x)
        if claim is not None:  # asked at the whole points only
            return _at_whole_points(t, x, claim, inner)
        found = settle_known(instantiate(t.body, x), inner)
        if found is not True and found is not False and t.op is ops.NEAR:
            found = _by_continuity(t, x, context) or found
        if isinstance(found, tuple) and any(mentions(part, x) for part in found):
            return None
        return found
    asked = {
        ops.BOUNDED: regular.bounded,
        ops.CONTINUOUS: regular.continuous,
        ops.DIFFERENTIABLE: regular.differentiable,
        **dict.fromkeys((ops.CONTINUOUS_ON, ops.DIFFERENTIABLE_ON), regular.on_a_set),
    }.get(t.op)
    return None if asked is None else asked(t, context)


def _at_whole_points(t: Bind, x: Sym, claim: Term, inner: Context) -> Answer:
    """The claim at every whole x of a set; what is left open is to hold for the indices x of that set."""
    facts = tuple(whole_facts(inner.facts, x))
    here = Context((*facts, App(ops.IN, (x, App(ops.INTEGERS, ())))), inner.opened)
    found = settle_known(claim, here)
    if found is True:
        return True
    if found is False:
        return None  # there may be no whole x in the set
    parts = found if isinstance(found, tuple) else (claim,)
    if any(s in free_symbols(p) for p in parts for s in (o.symbol for o in inner.opened[:-1])):
        return None
    return tuple(forall(x, t.over[0], p) if mentions(p, x) else p for p in parts)


def _by_continuity(t: Bind, x: Sym, context: Context) -> Answer:
    """A strict inequality that holds at the point, between functions that are smooth there, holds all around it."""
    claim, point = instantiate(t.body, x), t.over[0]
    if not (type(claim) is App and claim.op in (ops.GT, ops.LT, ops.NE)):
        return None
    if is_op(point, ops.OO, ops.ZOO) or point == minus_oo:
        return None
    a, b = claim.args
    parts = (substitute(claim, {x: point}), differentiable(a - b, x, point))
    answers = [settle_known(p, context) for p in parts]
    if any(isinstance(f, tuple) and p in f for f, p in zip(answers, parts, strict=True)):
        return None
    found = join(answers, parts) if None not in answers else None
    return found if found is not False else None


def settle_member(x: Term, where: Term, context: Context) -> Answer:
    """x ∈ a set."""
    if type(where) is not App:
        return None
    if where.op in INTERVAL_ENDS:
        parts = membership(x, where)
        return join([settle_known(p, context) for p in parts], parts)
    if where.op is ops.REALS:
        return settle_defined(x, context)
    if where.op is ops.FINITE_SET:
        return either([settle_known(App(ops.EQ, (x, a)), context) for a in where.args])
    if where.op is ops.UNION:
        return either([settle_member(x, part, context) for part in where.args])
    if where.op in (ops.INTEGERS, ops.NATURALS, ops.RATIONALS):
        return _whole(x, where.op, context)
    return None


def _whole(x: Term, kind: Op, context: Context) -> Answer:
    if type(x) is Num:
        whole = x.value.denominator == 1
        return kind is ops.RATIONALS or (whole and (kind is ops.INTEGERS or x.value > 0))
    if type(x) is Sym:
        kinds = [
            f.args[1]
            for f in _facts(context)
            if is_op(f, ops.IN) and isinstance(f, App) and f.args[0] == x
        ]
        naturals, integers = App(ops.NATURALS, ()), App(ops.INTEGERS, ())
        if naturals in kinds or (integers in kinds and kind is not ops.NATURALS):
            return True
        if integers in kinds and kind is ops.NATURALS:
            return settle_known(gt(x, ZERO), context)
        return None
    if type(x) is App and x.op in (ops.ADD, ops.SUB, ops.MUL, ops.NEG) and kind is not ops.NATURALS:
        return True if all(_whole(a, kind, context) is True for a in x.args) else None
    if type(x) is App and x.op in (ops.ADD, ops.MUL):
        return True if all(_whole(a, kind, context) is True for a in x.args) else None
    if type(x) is App and x.op is ops.SUB and _whole(x, ops.INTEGERS, context) is True:
        return settle_known(gt(x, ZERO), context)
    return None


def _facts(context: Context) -> tuple[Term, ...]:
    found = context.facts
    for opened in context.opened:
        for _, more in ways(opened) or []:
            found = (*found, *more)
    return found


# ------------------------------------------------------------------ relations


def settle_relation(t: App, context: Context, *, open_ends: bool = True) -> Answer:
    """A relation between two real terms; `open_ends`: say what would have to be assumed."""
    a, b = t.args
    infinite = [is_op(s, ops.OO, ops.ZOO, ops.UNDEFINED) or s == minus_oo for s in (a, b)]
    if any(infinite):
        return about_infinity(t)
    at_sight = trivially(t)
    if t.op is ops.EQ and is_op(a, ops.LIMIT) and _is_limit(a, b, context):
        return True
    if at_sight is not None:
        return at_sight and settle_each((*existence(a), *existence(b)), context)
    every = cases(context)
    if every is None:
        return None
    a, b = slopes_read_off(a, context), slopes_read_off(b, context)
    answers: list[bool | None] = []
    for values, facts in every:
        relation = App(t.op, (substitute(a, values), substitute(b, values)))
        facts = (*facts, *instances(relation, facts, _belongs))
        answers.append(True if known(relation, facts) else _holds(relation, facts))
    if answers and all(x is True for x in answers):
        return settle_each((*existence(a), *existence(b)), context)
    if any(x is False for x in answers):
        return False
    from tuidao.check.running import all_over

    if all_over(t, context.opened):
        return settle_each((*existence(a), *existence(b)), context)
    return unsettled(t, context, _surely) if open_ends else None


def _belongs(x: Term, where: Term, facts: tuple[Term, ...]) -> bool:
    return settle_member(x, where, Context(facts)) is True


def _is_limit(limit: Term, value: Term, context: Context) -> bool:
    """Is this the limit, by the theorems on limits alone?"""
    from tuidao.check.decide import DECIDE

    found = DECIDE["limit_theorems"](limit, value, context)
    return found.status is Status.PROVED and not found.missing


def _holds(relation: App, facts: tuple[Term, ...]) -> bool | None:
    if relation.op is ops.EQ:
        found = compare(*relation.args, facts)
        if found.equal and all(settle_known(n, Context(facts)) is True for n in found.needs):
            return True
    return SignQuestion(relation, facts).answer()


def _surely(relation: App, facts: tuple[Term, ...]) -> bool:
    return SignQuestion(relation, facts).answer() is True


def settle_defined(t: Term, context: Context) -> Answer:
    """Does the term have a value here?"""
    if too_large(t):
        return None
    if is_op(t, ops.SUM):
        from tuidao.check.convergence import converges

        found = converges(t, context)
        if found is not None:
            return found
    itself = App(ops.DEFINED, (t,))
    parts = existence(t)
    if type(t) is Bind and t.op is ops.PARTIAL:
        from tuidao.check import definitions, regular

        return definitions.exists_by_layers(t, context) or regular.partial_exists(t, context)
    if itself in parts and not _exists(t, context):
        rest = tuple(p for p in parts if p != itself)
        return False if settle_each(rest, context) is False else (itself,)
    parts = tuple(p for p in parts if p != itself)
    return settle_each(parts, context)


def settle_each(parts: tuple[Term, ...], context: Context) -> Answer:
    """All of these statements."""
    return join([settle_known(p, context) for p in parts], parts) if parts else True


def _exists(t: Term, context: Context) -> bool:
    """A derivative of a higher order of an elementary function, where that is analytic; an integral whose integrand
    is continuous on the whole closed interval."""
    from tuidao.check import regular

    if type(t) is not Bind:
        return False
    if t.op is ops.DIFF:
        return regular.analytic_at(t, context) is True
    return t.op is ops.INTEGRAL and regular.integrable(t, context)

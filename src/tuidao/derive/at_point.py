"""The derivative at a given point: by the rules where they reach it, by one-sided quotients at seams."""

from __future__ import annotations

from tuidao.derive.branches import Place, Undecided, branch, equal, has_seams, is_defined, value_at
from tuidao.derive.continuity import CONTINUOUS, classify, is_infinite, look, show_continuity
from tuidao.derive.derivative import derivative
from tuidao.derive.limit.answer import find_limit
from tuidao.derive.limit.engine import OUTSIDE
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ABOVE, BELOW, BOTH, ZERO, function, is_num, lim, minus_oo, undefined
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import Bind, Num, Sym, Term, free_symbols, instantiate, substitute
from tuidao.proof import Chain, Derivation, Worked
from tuidao.rules import RULES
from tuidao.text import Text

DOES_NOT_EXIST = Text("does not exist", "不存在")
NOT_TOLD = Text("the limit of the difference quotient could not be found", "差商的极限没有求出")
_MOST_ORDER = 8
_HERE = Text("Put in the value at the point.", "代入该点的函数值。")
_SHIFTED = (0, 0, 0)  # where f(a + h) stands in the limit of (f(a + h) − f(a))/h
_VALUE = (0, 0, 1)  # and f(a)

Side = tuple[Term | None, Term | None]


def work_at_point(problem: Term, given: tuple[Term, ...] = ()) -> Worked:
    """The derivative at a point: its value, or "does not exist"; data hold the one-sided derivatives."""
    from tuidao.derive.differentiate import work_generic

    assert type(problem) is Bind
    point, order = problem.over
    x = fresh(problem.name or "x", free_symbols(problem))
    body = instantiate(problem.body, x)
    if not has_seams(body):
        worked = work_generic(problem, given)
        if isinstance(worked.answer, Term) and _reaches(body, x, point, order, worked):
            value = str(worked.answer)
            return Worked(worked.answer, worked.derivation, {"left": value, "right": value})
    try:
        if is_num(order, 1):
            return by_quotient(problem, body, x, point, given)
        if type(order) is Num and order.value.denominator == 1 and 1 < order.value <= _MOST_ORDER:
            return _higher(problem, body, x, point, order.value.numerator, given)
    except Undecided:
        pass
    return Worked(None, Derivation(problem, given=given), reason=NOT_TOLD)


def _reaches(body: Term, x: Sym, point: Term, order: Term, worked: Worked) -> bool:
    """Do the rules give the derivative at the point itself: function and every derivative on the way defined there?"""
    try:
        if not is_defined(substitute(body, {x: point})):
            return False
        slope: Term | None = body
        steps = order.value.numerator if type(order) is Num else 1
        for _ in range(steps):
            slope = None if slope is None else derivative(slope, x)
            if slope is None or not is_defined(substitute(slope, {x: point})):
                return False
            slope = tidy(slope)
    except Undecided:
        return False
    return True


# ---------------------------------------------------------------- the first derivative, by the definition


def quotient(body: Term, x: Sym, point: Term, h: Sym) -> Term:
    """(f(a + h) − f(a))/h as the definition writes it."""
    return (substitute(body, {x: point + h}) - substitute(body, {x: point})) / h


def _increment(body: Term, x: Sym, point: Term, value: Term, h: Sym) -> Term:
    """The difference quotient with its sums tidy."""
    shifted = tidy(substitute(body, {x: tidy(point + h)}))
    return tidy((shifted - value) / h)


def one_sided_slopes(body: Term, x: Sym, point: Term, given: tuple[Term, ...]) -> Side | None:
    """The left and the right derivative (infinite, `undefined`, or None outside the domain); None: no value there.

    Raises Undecided.
    """
    value = value_at(body, x, point)
    if value is None:
        return None
    return slopes_from(body, x, point, value, given)


def slopes_from(body: Term, x: Sym, point: Term, value: Term, given: tuple[Term, ...]) -> Side:
    """One-sided limits of (u(a + h) − value)/h. Raises Undecided."""
    h = fresh("h", free_symbols(body) | free_symbols(point) | {x})
    found: list[Term | None] = []
    for side in (-1, 1):
        piece = branch(body, Place(x, point, side, given))
        q = _increment(piece, x, point, value, h)
        limit = find_limit(q, h, ZERO, ABOVE if side > 0 else BELOW, given)
        if limit is None:
            raise Undecided
        outside = limit.outcome is not None and limit.outcome.kind == OUTSIDE
        found.append(None if outside or piece == undefined else tidy(limit.value))
    return found[0], found[1]


def spelt(t: Term | None) -> str | None:
    """A one-sided value for a reader's data."""
    return None if t is None else "does not exist" if t == undefined else str(t)


def verdict_of(sides: Side) -> Term | None:
    """The two-sided derivative out of the one-sided ones; `undefined` where there is none. Raises Undecided."""
    left, right = sides
    there = [s for s in sides if s is not None]
    if not there or any(s == undefined or is_infinite(s) for s in there):
        return undefined
    if left is not None and right is not None:
        return right if equal(left, right) else undefined
    return there[0]


def by_quotient(problem: Bind, body: Term, x: Sym, point: Term, given: tuple[Term, ...]) -> Worked:
    """The derivative at the point from the difference quotient. Raises Undecided."""
    sides = one_sided_slopes(body, x, point, given)
    by: dict[str, Term] = {"u": function(x, body), "x": point}
    chain = Chain(problem, given)
    if sides is None:
        chain.step(RULES["deriv_undefined_of_no_value"], undefined, by)
        return Worked(DOES_NOT_EXIST, chain.derivation(), {"left": None, "right": None})
    data: dict[str, str | None] = {"left": spelt(sides[0]), "right": spelt(sides[1])}
    value = verdict_of(sides)
    h = fresh("h", free_symbols(body) | free_symbols(point) | {x})
    q = quotient(body, x, point, h)
    if value == undefined:
        _show_undefined(chain, q, h, by, sides, given, value_at(body, x, point))
        return Worked(DOES_NOT_EXIST, chain.derivation(), data)
    assert value is not None
    chain.step(RULES["deriv_def"], lim(q, h, 0), by)
    here = value_at(body, x, point)
    if here is not None:
        _value_put_in(chain, here)
    _append_limit(chain, given)
    if chain.now != value:
        chain.step(RULES["simplify"], value)
    return Worked(value, chain.derivation(), data)


def _append_limit(chain: Chain, given: tuple[Term, ...]) -> None:
    """Go on with the lines of the limit that the chain has come to. Raises Undecided where there are none."""
    from tuidao.derive.limit.solve import work_limit

    worked = work_limit(chain.now, given)
    if worked.answer is None:
        raise Undecided
    chain.steps += list(worked.derivation.steps)
    chain.now = worked.derivation.end


def _value_put_in(chain: Chain, value: Term) -> None:
    """The number f(a), where the quotient has it written out with its branches."""
    part, _ = focus(chain.now, _VALUE)
    if has_seams(part) and part != value:
        chain.step(RULES["simplify"], replace_at(chain.now, _VALUE, value), path=_VALUE, note=_HERE)


def _branch_put_in(chain: Chain, h: Sym, side: Term, given: tuple[Term, ...]) -> None:
    """On one side: f(a + h) as the branch that holds there. Raises Undecided."""
    part, _ = focus(chain.now, _SHIFTED)
    if side != BOTH and has_seams(part):
        piece = branch(part, Place(h, ZERO, 1 if side == ABOVE else -1, given))
        chain.step(RULES["lim_one_sided_form"], replace_at(chain.now, _SHIFTED, piece))


def limit_lines(
    q: Term, h: Sym, side: Term, given: tuple[Term, ...], value: Term | None = None
) -> Derivation | None:
    """The worked limit of a quotient (f(a + h) − f(a))/h with f(a) = `value`, if lines were found for it."""
    chain = Chain(lim(q, h, 0, side), given)
    if value is not None:
        _value_put_in(chain, value)
    try:
        _branch_put_in(chain, h, side, given)
        _append_limit(chain, given)
    except Undecided:
        return None
    return chain.derivation()


def _show_undefined(
    chain: Chain,
    q: Term,
    h: Sym,
    by: dict[str, Term],
    sides: Side,
    given: tuple[Term, ...],
    value: Term | None,
) -> None:
    """The line that says why there is no derivative, with the limits that show it."""
    left, right = sides
    if all(s is not None and s != undefined and not is_infinite(s) for s in sides):
        assert left is not None
        assert right is not None
        premises = (*[limit_lines(q, h, s, given, value) for s in (BELOW, ABOVE)], None)
        use = {**by, "A": left, "B": right}
        chain.step(RULES["deriv_undefined_of_sides"], undefined, use, premises=premises)
        return
    if _shown_by_a_jump(chain, by, given):
        return
    for slope, side in ((left, BELOW), (right, ABOVE)):
        if is_infinite(slope):
            premise = limit_lines(q, h, side, given, value)
            rule = (
                "deriv_undefined_of_side_minus_oo"
                if slope == minus_oo
                else "deriv_undefined_of_side_oo"
            )
            chain.step(RULES[rule], undefined, {**by, "s": side}, premises=(premise,))
            return
    side = BELOW if left == undefined else ABOVE
    one = limit_lines(q, h, side, given, value)
    whole = Chain(lim(q, h, 0), given)
    use = {"f": function(h, q), "a": ZERO, "s": side}
    whole.step(RULES["lim_undefined_of_side"], undefined, use, premises=(one, None))
    chain.step(RULES["deriv_undefined_of_limit"], undefined, by, premises=(whole.derivation(),))


def _shown_by_a_jump(chain: Chain, by: dict[str, Term], given: tuple[Term, ...]) -> bool:
    """Where the function is not even continuous, that is the reason to give."""
    u, point = by["u"], by["x"]
    assert type(u) is Bind
    x = fresh(u.name or "x", free_symbols(u) | free_symbols(point))
    body = instantiate(u.body, x)
    try:
        sides = look(body, x, point, given)
        kind = classify(sides)
    except Undecided:
        return False
    if kind is None or kind is CONTINUOUS:
        return False
    why = show_continuity(body, x, point, sides, kind, given)
    chain.step(RULES["deriv_undefined_of_jump"], undefined, by, premises=(why,))
    return True


# ---------------------------------------------------------------- higher derivatives at a seam


def _higher(
    problem: Bind, body: Term, x: Sym, point: Term, order: int, given: tuple[Term, ...]
) -> Worked:
    """D^n at a seam: branch derivatives one order lower, then their difference quotients. Raises Undecided."""
    sides = [branch(body, Place(x, point, side, given)) for side in (-1, 1)]
    value = value_at(body, x, point)
    for k in range(1, order + 1):
        if value is None:
            break
        slopes = tuple(slopes_from(p, x, point, value, given)[j] for j, p in enumerate(sides))
        both: Side = (slopes[0], slopes[1])
        found = verdict_of(both)
        if found == undefined or k == order:
            data = {"left": spelt(both[0]), "right": spelt(both[1])}
            here = Bind(ops.DIFF, problem.name, problem.body, (point, Num(k)))
            if k == 1:
                chain = Chain(here, given)
                chain.steps = list(by_quotient(here, body, x, point, given).derivation.steps)
            else:
                chain = _conclude(here, body, x, (sides[0], sides[1]), value, both, found, given)
            if k < order:
                chain = _from_lower(problem, chain, k, given)
            answer: Term | Text = DOES_NOT_EXIST if found is None or found == undefined else found
            return Worked(answer, chain.derivation(), data)
        lowered = [derivative(p, x) for p in sides]
        sides, value = [tidy(p) for p in lowered if p is not None], found
        if len(sides) < 2:
            raise Undecided
    raise Undecided


def _conclude(
    here: Bind,
    body: Term,
    x: Sym,
    pieces: tuple[Term, Term],
    value: Term,
    sides: Side,
    found: Term | None,
    given: tuple[Term, ...],
) -> Chain:
    """The line D^k = found, with the lower derivative and both quotients worked beneath it."""
    point, order = here.over
    assert type(order) is Num
    lower = Bind(here.op, here.name, here.body, (point, Num(order.value - 1)))
    h = fresh("h", free_symbols(body) | free_symbols(point) | {x})
    left, right = sides
    by: dict[str, Term] = {
        "u": function(x, body),
        "v": function(x, pieces[0]),
        "w": function(x, pieces[1]),
        "a": point,
        "B": value,
        "n": lower.over[1],
        "m": order,
    }
    below = work_at_point(lower, given).derivation
    quotients = [(substitute(p, {x: point + h}) - value) / h for p in pieces]
    limits = [limit_lines(q, h, s, given) for q, s in zip(quotients, (BELOW, ABOVE), strict=True)]
    chain = Chain(here, given)
    if found is not None and found != undefined:
        premises = (None, None, below, *limits, None)
        return chain.step(
            RULES["deriv_next_of_sides"], found, {**by, "A": found}, premises=premises
        )
    for slope, piece, q, side in (
        (left, "v", quotients[0], BELOW),
        (right, "w", quotients[1], ABOVE),
    ):
        if slope is not None and (slope == undefined or is_infinite(slope)):
            wild = slope == undefined
            end = "limit" if wild else "minus_oo" if slope == minus_oo else "oo"
            rule = f"deriv_next_undefined_of_{end}"
            lines = limit_lines(q, h, side, given)
            one = {
                "u": by["u"],
                "v": by[piece],
                "a": point,
                "B": value,
                "n": by["n"],
                "m": order,
                "s": side,
            }
            return chain.step(RULES[rule], undefined, one, premises=(None, below, lines, None))
    if left is None or right is None:
        raise Undecided
    use = {**by, "A": left, "C": right}
    premises = (None, None, below, *limits, None, None)
    return chain.step(RULES["deriv_next_undefined_of_sides"], undefined, use, premises=premises)


def _from_lower(problem: Bind, found: Chain, k: int, given: tuple[Term, ...]) -> Chain:
    """D^n does not exist because D^k does not."""
    by: dict[str, Term] = {
        "u": Bind(ops.LAMBDA, problem.name, problem.body),
        "a": problem.over[0],
        "k": Num(k),
        "n": problem.over[1],
    }
    chain = Chain(problem, given)
    return chain.step(
        RULES["deriv_undefined_of_lower"], undefined, by, premises=(found.derivation(), None)
    )

"""The natural domain: where every part of an expression has a value, as a union of intervals."""

from __future__ import annotations

from collections.abc import Callable

from flint import arb

from tuidao.derive.shape.chart import Line, Piece, Undecided, merged, sign_at
from tuidao.derive.shape.search import ANY, Search
from tuidao.derive.shape.zeros import NONE, Zeros, zeros
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import all_of, member, minus_oo, oo
from tuidao.lang.domain import conditions
from tuidao.lang.focus import focus, fresh, replace_at
from tuidao.lang.term import App, Bind, Num, Sym, Term, bind, free_symbols, instantiate
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

_HOLDS = {
    ops.EQ: lambda s: s == 0,
    ops.NE: lambda s: s != 0,
    ops.LT: lambda s: s < 0,
    ops.LE: lambda s: s <= 0,
    ops.GT: lambda s: s > 0,
    ops.GE: lambda s: s >= 0,
}
_SOLVE = Text("Solve the condition.", "解这个条件。")
_NEEDS = Text("A value needs {all}.", "要有意义，需满足 {all}。")
_ALL_K = Text("{where}, k in Integers", "{where}，k 为整数")
NOT_FOUND = Text(
    "the boundary of the domain has no closed form here", "定义域的边界在此没有封闭形式"
)


def boundary(claim: Term, x: Sym, how: Search = ANY) -> Zeros | None:
    """Points at which the truth of a condition can change."""
    if type(claim) is not App:
        return None
    if claim.op in _HOLDS:
        return zeros(claim.args[0] - claim.args[1], x, how)
    if claim.op in (ops.AND, ops.OR, ops.NOT, ops.TRUE, ops.FALSE, ops.IMPLIES):
        found = NONE
        for part in claim.args:
            more = boundary(part, x, how)
            if more is None:
                return None
            found = found.joined(more)
        return found
    if claim.op is ops.IN and claim.args[1] == App(ops.INTEGERS, ()):
        return None
    return None


def holds(claim: Term, x: Sym, at: object) -> bool:
    """Is the condition true at a point? A condition without a value there is not."""
    assert type(claim) is App
    if claim.op in _HOLDS:
        sign = sign_at(claim.args[0] - claim.args[1], x, at)  # type: ignore[arg-type]
        return sign is not None and _HOLDS[claim.op](sign)
    parts = [holds(p, x, at) for p in claim.args]
    match claim.op:
        case ops.AND:
            return all(parts)
        case ops.OR:
            return any(parts)
        case ops.NOT:
            return not parts[0]
        case ops.IMPLIES:
            return not parts[0] or parts[1]
        case ops.TRUE:
            return True
    return False


def domain_of(f: Term, x: Sym, how: Search = ANY) -> tuple[list[Piece], Line] | None:
    """The natural domain of `f` by x as disjoint pieces, left to right, and the line they were cut from; or None."""
    return where_all(conditions(f), x, how)


def where_all(
    wanted: tuple[Term, ...], x: Sym, how: Search = ANY
) -> tuple[list[Piece], Line] | None:
    """Where all the statements hold, as disjoint pieces, left to right, and the line they were cut from; or None."""
    from tuidao.derive.shape.signs import seams

    found = NONE
    for c in wanted:
        more = boundary(c, x, how)
        if more is None:
            return None
        bent = seams(c, x, how) or NONE
        found = found.joined(more).joined(bent)
    try:
        line = Line(found, how.within)
        return _pieces(wanted, x, line), line
    except Undecided:
        return None


def _pieces(wanted: tuple[Term, ...], x: Sym, line: Line) -> list[Piece]:
    inside = {cut.term: all(holds(c, x, cut.term) for c in wanted) for cut in line.cuts}
    out: list[Piece] = []
    for left, right, sample in line.gaps():
        if all(holds(c, x, sample) for c in wanted):
            out.append(Piece(left, right, inside.get(left, False), inside.get(right, False)))
    covered = {p.left for p in out} | {p.right for p in out}
    lone = [Piece(t, t, True, True) for t, yes in inside.items() if yes and t not in covered]
    order = {minus_oo: -1, **{cut.term: i for i, cut in enumerate(line.cuts)}, oo: len(line.cuts)}
    return merged(
        sorted(out + lone, key=lambda p: order[p.left]), {t for t, yes in inside.items() if yes}
    )


def union(pieces: list[Piece]) -> Text:
    """The union as a reader of either language writes it; the ends stay formulas."""
    parts: list[object] = [p.said() for p in pieces]
    return Text.listed(parts or [App(ops.EMPTY_SET, ())], " U ", " ∪ ")


def each(pieces: list[Piece]) -> Text:
    """The intervals one by one: what holds on each of them need not hold on the union."""
    return Text.listed([p.said() for p in pieces], " and on ", " 和 ")


def as_union(pieces: list[Piece]) -> Term:
    """The pieces as one set."""
    if len(pieces) > 1 and all(p.left == p.right for p in pieces):
        return App(ops.FINITE_SET, tuple(p.left for p in pieces))
    if len(pieces) == 1:
        return pieces[0].as_set()
    return App(ops.UNION, tuple(p.as_set() for p in pieces)) if pieces else App(ops.EMPTY_SET, ())


def told_set(pieces: list[Piece], line: Line) -> Term:
    """The pieces as a set, with the period and with the cuts besides their ends, where there are such."""
    where = as_union(pieces)
    ends = {e for p in pieces for e in (p.left, p.right)} | set(line.within or ())
    cuts = [c.term for c in line.cuts if c.term not in ends]
    extra: list[Term] = []
    if line.period is not None:
        extra.append(line.period)
        again = {tidy(e + line.period) for e in ends}
        cuts = [
            c for c in cuts if c not in again and pieces and _in_period(c, pieces[0], line.period)
        ]
    if cuts:
        extra.append(App(ops.TUPLE, tuple(cuts)))
    return App(ops.TUPLE, (where, *extra)) if extra else where


def _in_period(t: Term, first: Piece, period: Term) -> bool:
    """Does the point lie in the period that begins with the first piece?"""
    after = value(t - first.left, {})
    left = value(first.left + period - t, {})
    return isinstance(after, arb) and isinstance(left, arb) and after > 0 and left > 0


def repeated(
    pieces: list[Piece], period: Term, told: Callable[[list[Piece]], Text] = union
) -> Text:
    """The pieces that begin in one period from 0, shifted by every whole number of periods."""
    k = Sym("k")
    one = [p for p in pieces if begins_in_first(p, period)]
    for parts in (4, 3, 2):
        shorter = tidy(period / parts)
        first = [p for p in one if begins_in_first(p, shorter)]
        again = [_moved(p, tidy(Num(j) * shorter)) for j in range(parts) for p in first]
        if {str(p) for p in again} == {str(p) for p in one}:
            one, period = first, shorter
            break
    near = sorted((_nearer(p, period) for p in one), key=lambda p: _place(p.left))
    return _ALL_K.format(where=told([_moved(p, k * period) for p in near]))


def _nearer(p: Piece, period: Term) -> Piece:
    """The piece a period to the left, where it reaches over the end of the period from 0."""
    back = _moved(p, tidy(-period))
    right = value(back.right, {})
    return back if isinstance(right, arb) and right > 0 else p


def _place(t: Term) -> float:
    ball = value(t, {})
    return float(ball.mid()) if isinstance(ball, arb) else 0.0


def _back_in_first(p: Term, period: Term) -> Term:
    """The point moved by whole periods into [0, period)."""
    turns = value(p / period, {})
    whole = turns.mid().floor().unique_fmpz() if isinstance(turns, arb) else None
    for n in () if whole is None else (int(whole), int(whole) - 1, int(whole) + 1):
        moved = tidy(p - Num(n) * period)
        if begins_in_first(Piece(moved, moved), period):
            return moved
    return p


def around_zero(points: list[Term], period: Term) -> tuple[list[Term], Term]:
    """The points of one period, each in (−period/2, period/2], and the shortest period with which they repeat."""
    points = [_back_in_first(p, period) for p in points]
    for parts in (4, 3, 2):
        shorter = tidy(period / parts)
        first = [p for p in points if begins_in_first(Piece(p, p), shorter)]
        again = {tidy(p + Num(j) * shorter) for j in range(parts) for p in first}
        if again == set(points):
            points, period = first, shorter
            break
    half = value(period / 2, {})
    near = []
    for p in points:
        here = value(p, {})
        far = isinstance(here, arb) and isinstance(half, arb) and here > half
        near.append(tidy(p - period) if far else p)
    return sorted(near, key=_place), period


def _moved(p: Piece, by: Term) -> Piece:
    return Piece(tidy(p.left + by), tidy(p.right + by), p.closed_left, p.closed_right)


def begins_in_first(p: Piece, period: Term) -> bool:
    """Does the piece begin in [0, period)?"""
    left, step = value(p.left, {}), value(period, {})
    return isinstance(left, arb) and isinstance(step, arb) and not left < 0 and left < step


def work_domain(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`domain(f, x)`: the conditions part by part, then the set of points that meet them all."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem.body))
    body = instantiate(problem.body, x)
    chain = Chain(problem, given)
    found = domain_of(body, x)
    if found is None:
        return Worked(None, chain.derivation(), reason=NOT_FOUND)
    pieces, line = found
    once = pieces
    if line.period is not None:
        once = [p for p in pieces if begins_in_first(p, line.period)]
    if not _in_steps(chain, body, x, pieces, line):
        where = told_set(once, line)
        chain.step(RULES["domain_of_conditions"], where, note=_why(conditions(body)))
    data: dict[str, object] = {
        "intervals": [[str(p.left), str(p.right)] for p in pieces],
        "closed": [[p.closed_left, p.closed_right] for p in pieces],
    }
    answer = union(pieces)
    if line.period is not None:
        data["period"] = str(line.period)
        answer = repeated(pieces, line.period)
    return Worked(answer, chain.derivation(), data)


def _in_steps(chain: Chain, f: Term, x: Sym, pieces: list[Piece], line: Line) -> bool:
    """The conditions, each one solved, and what the solutions have in common; False where that is not found."""
    wanted = conditions(f)
    if not wanted or line.period is not None:
        return False
    sets = []
    for c in wanted:
        found = where_all((*conditions(c), c), x)
        if found is None or found[1].period is not None:
            return False
        sets.append(told_set(*found))
    chain.step(RULES["domain_asks"], bind(ops.SOLUTIONS, x, all_of(*wanted)))
    if len(wanted) == 1:
        chain.step(RULES["solutions_of_signs"], told_set(pieces, line), note=_SOLVE)
        return True
    for k, where in enumerate(sets):
        if type(where) is App and where.op is ops.TUPLE:
            where = where.args[0]
        _, bound = focus(chain.now, (0, k))
        after = replace_at(chain.now, (0, k), member(bound[0].symbol, where))
        chain.step(RULES["condition_solved"], after, path=(0, k))
    chain.step(RULES["intersection_of_sets"], as_union(pieces))
    return True


def _why(wanted: tuple[Term, ...]) -> Text | None:
    return _NEEDS.format(all=Text.listed(wanted, ", ", "，")) if wanted else None

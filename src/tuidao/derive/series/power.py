"""Power series in closed form: the function taken apart, the known series put in, what belongs together collected."""

from __future__ import annotations

from flint import arb

from tuidao.derive.series.general import (
    General,
    collected,
    line,
    quotient,
    series_term,
    signed,
    summed,
)
from tuidao.derive.series.pieces import NoSeries, Piece, Taker
from tuidao.derive.series.table import Core, N
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.ball import value
from tuidao.lang.build import ONE, ZERO, ge, gt, le, lt
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
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES, put_in
from tuidao.text import Text

_NO_FORM = Text(
    "no closed general form is known here; taylor(f, x, a, n) gives as many terms as are asked for",
    "此处没有已知的通项公式；taylor(f, x, a, n) 可给出任意多项",
)
_BEGINS = Text(
    "{first} + o({rest}): the first terms, no general term is known here",
    "{first} + o({rest})：仅为前若干项，此处没有已知的通项公式",
)
_FIRST = 7
_POLE = Text("the function has no power series about this point", "函数在该点没有幂级数展开")
_SPLIT = Text(
    "Write the function by functions whose series are known.", "把函数写成已知幂级数的函数的组合。"
)


def work_series(problem: Term, given: tuple[Term, ...]) -> Worked:
    """`series(f, x, a)`: the power series about a; data holds the interval on which it equals the function."""
    assert type(problem) is Bind
    x = fresh(problem.name, free_symbols(problem))
    f, (a,) = instantiate(problem.body, x), problem.over
    worked = expand(f, x, a, given)
    if worked.answer is None and worked.reason == _NO_FORM and free_symbols(f) == {x}:
        return _first_terms(worked, f, x, a, given)
    return worked


def _first_terms(none: Worked, f: Term, x: Sym, a: Term, given: tuple[Term, ...]) -> Worked:
    """Where no general term is known: the Taylor polynomial with a small rest, said to be no more than that."""
    from tuidao.derive.taylor import work_taylor

    worked = work_taylor(bind(ops.TAYLOR, x, f, a, Num(_FIRST)), given)
    if not isinstance(worked.answer, Term):
        return none
    rest = (x if a == ZERO else x - a) ** Num(_FIRST)
    said = _BEGINS.format(first=worked.answer, rest=rest)
    return Worked(said, worked.derivation, {"first_terms": str(worked.answer), "order": _FIRST})


def expand(f: Term, x: Sym, a: Term, given: tuple[Term, ...]) -> Worked:
    """f = Σ … with its interval of validity assumed, and printed."""
    if type(f) is Bind and f.op is ops.INTEGRAL and f.over == (a, x) and not mentions(f.body, x):
        return _integral(f, x, a, given)
    return _expanded(f, x, a, given)[0]


def _expanded(f: Term, x: Sym, a: Term, given: tuple[Term, ...]) -> tuple[Worked, list[General]]:
    """The same, with the general terms of the series in the answer."""
    taker = Taker(x, a)
    chain = Chain(f, given)
    try:
        pieces = taker.pieces(f)
    except (NoSeries, ZeroDivisionError, RecursionError):
        return Worked(None, chain.derivation(), reason=_NO_FORM), []
    if mentions(f, N):
        return Worked(None, chain.derivation(), reason=_NO_FORM), []
    pieces = [p for p in pieces if p.factor != ZERO]
    h = taker.h
    reach = _reach([p.core for p in pieces if p.core is not None])
    if isinstance(reach, tuple):
        chain.given = (*given, *(c for c in _interval(x, a, reach) if c not in given))
    parts = [_piece_term(p, h) for p in pieces]
    whole = summed([t for t, _ in parts])
    chain.step(RULES["simplify"], whole, note=_SPLIT)
    _put_series_in(chain, pieces, [at for _, at in parts])
    final = collected(pieces, h)
    if final is None:
        return Worked(None, chain.derivation(), reason=_POLE), []
    groups, polynomial, answer = final
    if len(groups) <= 1:
        chain.step(RULES["series_combined"], answer)
    else:
        _one_by_one(chain, pieces, h)
    return Worked(chain.now, chain.derivation(), _data(a, reach, groups, polynomial)), groups


def _integral(f: Bind, x: Sym, a: Term, given: tuple[Term, ...]) -> Worked:
    """An integral from a to x, term by term."""
    inside, (opened,) = focus(f, (0,))
    worked, groups = _expanded(inside, opened.symbol, a, given)
    chain = Chain(f, given)
    if worked.derivation.given != given or len(groups) != 1 or type(worked.answer) is not Bind:
        return Worked(None, chain.derivation(), reason=worked.reason or _NO_FORM)
    (g,) = groups
    by = {"a": inside, "b": worked.answer}
    after = replace_at(f, (0,), worked.answer)
    chain.step(RULES["eq_subst"], after, by, (0,), premises=(worked.derivation,))
    top, low = quotient(signed(g.coefficient))
    rise = line(g.p, g.q + 1)
    risen = General(top / (rise if low == ONE else low * rise), g.p, g.q + 1, g.first)
    chain.step(RULES["series_integral"], series_term(risen, x if a == ZERO else tidy(x - a)))
    data = {**worked.data, "coefficient": str(risen.coefficient)}
    return Worked(chain.now, chain.derivation(), data)


# ------------------------------------------------------------------ the lines


def _piece_term(p: Piece, h: Term) -> tuple[Term, Path | None]:
    """The piece as a term, and where its function stands in it."""
    power = h if abs(p.power) == 1 else h ** Num(abs(p.power))
    if p.core is None:
        if p.power < 0:
            return p.factor / power, None
        if not p.power:
            return p.factor, None
        return (power if p.factor == ONE else tidy(p.factor * power)), None
    t: Term = p.core.left
    path: Path = ()
    if p.power > 0:
        t, path = power * t, (1, *path)
    if p.factor == Num(-1):
        t, path = App(ops.NEG, (t,)), (0, *path)
    elif p.factor != ONE:
        t, path = p.factor * t, (1, *path)
    if p.power < 0:
        t, path = t / power, (0, *path)
    return t, path


def _places(count: int) -> list[Path]:
    """Where the summands of a left-leaning sum stand."""
    if count == 1:
        return [()]
    found: list[Path] = []
    for j in range(count):
        found.append((0,) * (count - 1) if j == 0 else ((0,) * (count - 1 - j) + (1,)))
    return found


def _put_series_in(chain: Chain, pieces: list[Piece], paths: list[Path | None]) -> None:
    for place, p, at in zip(_places(len(pieces)), pieces, paths, strict=True):
        if p.core is None or at is None:
            continue
        rule = RULES[p.core.rule]
        path = (*place, *at[_taken_away(p, place) :])
        chain.step(
            rule, replace_at(chain.now, path, put_in(rule.right, p.core.by)), p.core.by, path
        )


def _taken_away(p: Piece, place: Path) -> bool:
    """Does the piece stand as what is taken away, its minus in front no node of its own?"""
    return p.factor == Num(-1) and p.power >= 0 and place[-1:] == (1,)


def _one_by_one(chain: Chain, pieces: list[Piece], h: Term) -> None:
    """Each series with its factor brought to its final form, where they cannot be put together."""
    for place, p in zip(_places(len(pieces)), pieces, strict=True):
        if p.core is not None:
            own = collected([p.times(Num(-1)) if _taken_away(p, place) else p], h)
            if own is not None and not own[1]:
                chain.step(
                    RULES["series_combined"], replace_at(chain.now, place, own[2]), path=place
                )


# ------------------------------------------------------------------ the interval


Reach = tuple[Term, bool, bool]


def _reach(cores: list[Core]) -> Reach | str | None:
    """The smallest of the intervals; None for all numbers; "open" where they cannot be compared."""
    least: Reach | None = None
    for core in cores:
        try:
            one = core.reach()
        except ValueError:
            return "open"
        if one is None:
            continue
        if least is None:
            least = one
            continue
        if one[0] == least[0]:
            least = (least[0], least[1] and one[1], least[2] and one[2])
            continue
        a, b = value(one[0], {}), value(least[0], {})
        if not isinstance(a, arb) or not isinstance(b, arb) or not (a < b or b < a):
            return "open"
        least = one if a < b else least
    return least


def _interval(x: Sym, a: Term, reach: Reach) -> tuple[Term, Term]:
    radius, left, right = reach
    low, high = tidy(a - radius), tidy(a + radius)
    return (ge if left else gt)(x, low), (le if right else lt)(x, high)


def _data(
    a: Term, reach: Reach | str | None, groups: list[General], polynomial: list[Term]
) -> dict[str, object]:
    data: dict[str, object] = {}
    if isinstance(reach, tuple):
        radius, left, right = reach
        ends = tidy(a - radius), tidy(a + radius)
        data["interval"] = f"{'[' if left else '('}{ends[0]}, {ends[1]}{']' if right else ')'}"
        data["radius"] = str(radius)
    elif reach is None:
        data["interval"], data["radius"] = "(-oo, oo)", "oo"
    if len(groups) == 1 and not polynomial:
        data["coefficient"] = str(groups[0].coefficient)
    return data

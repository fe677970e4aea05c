"""Definite integrals by certified quadrature; infinite ranges where the tail has a proved bound."""

from __future__ import annotations

from collections.abc import Callable
from time import process_time
from typing import Any

from flint import acb, arb, ctx

from tuidao.lang.ball_compile import Closure, Compiler, Env, Scope
from tuidao.lang.ball_jet import Jet, lift
from tuidao.lang.ball_real import MODE, Exhausted, NoValue, Unknown, spend
from tuidao.lang.ball_truth import infinity
from tuidao.lang.term import Bind, Sym, Term, children, free_symbols

Tries = tuple[tuple[int, int], ...]
_TRIES: Tries = (
    (20, 3_000),
    (108, 12_000),
)  # bits given up, and how often the integrand may then be evaluated
COARSE: Tries = ((122, 20_000),)  # for ranges that a change of variable has made long


FromTo = Callable[[Env, arb, arb], Any]


def build_integral(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    """∫ over [a, b] with real ends; inside a derivative also with ends that are expansions."""
    if infinity(t.over[0]) or infinity(t.over[1]):
        return _infinite(c, t, scope, general)
    slot = c.slot()
    body = c.value(t.body, (slot, *scope), True)
    low, high = (c.value(o, scope, general) for o in t.over)
    used = _slots(c, t, scope)
    known: list[Any] = [None, None]  # the values it was last computed for, and what came out

    def run(env: Env) -> Any:
        if not used and not c.stretching and not general:
            return _remembered(t, lambda: compute(env))
        now = [env[k] for k in used]
        if known[0] is not None and known[0][0] == ctx.prec and _same(known[0][1], now):
            return known[1]
        found = compute(env)
        known[:] = (ctx.prec, now), found
        return found

    def direct(env: Env, a: arb, b: arb) -> Any:
        return quadrature(body, env, slot, a, b)

    def regular(env: Env, a: arb, b: arb) -> bool:
        return _bounded_at_ends(body, env, slot, a, b)

    stretch, roots = _singular(c, t, scope, direct, regular)

    def from_to(env: Env, a: arb, b: arb) -> Any:
        if stretch is None or (regular(env, a, b) and not (roots and a < b)):
            return direct(env, a, b)
        return stretch(env, a, b)

    def compute(env: Env) -> Any:
        a, b = low(env), high(env)
        if type(a) is arb and type(b) is arb:
            return from_to(env, a, b)
        return _moving_ends(body, env, slot, a, b)

    return run


# integrals without parameters: the enclosure (None: there is none), what was met on the way, and the work that was
# allowed and used up (0: it was enough)
_NUMBERS: dict[tuple[Term, int, bool, int], tuple[Any, bool, bool, int]] = {}
# those that were long tried in vain, at what precision and with how much work: neither is lowered by asking again
_HOPELESS: dict[tuple[Term, int], tuple[int, int]] = {}
_MOST_NUMBERS = 128
_NEARLY_ALL = 0.25  # of the seconds that one evaluation may take
_LONG = 0.1  # seconds


def _remembered(t: Term, compute: Callable[[], Any]) -> Any:
    """The value of an integral without parameters, computed once for each precision. Raises Unknown.

    What used up the work or the time that it was allowed raises Exhausted again, unless it is allowed more work.
    """
    sets = MODE.index_set if _over_unwritten_sets(t) else 0
    key = (t, ctx.prec, MODE.relaxed, sets)
    coarser = _HOPELESS.get((t, sets))
    if coarser is not None and ctx.prec >= coarser[0] and MODE.work <= coarser[1]:
        raise Exhausted
    known = _NUMBERS.get(key)
    if known is None or (known[3] and known[3] < MODE.work):
        allowed = 0
        before, start = MODE.work, process_time()
        doubtful, MODE.doubtful, soft, MODE.soft = MODE.doubtful, False, MODE.soft, False
        try:
            found = compute()
        except Exhausted:
            if process_time() > MODE.stop and start > MODE.stop - _NEARLY_ALL:
                raise  # others had used the time up
            found, allowed = None, before
        except Unknown:
            found = None
        finally:
            met = (MODE.doubtful, MODE.soft)
            MODE.doubtful, MODE.soft = MODE.doubtful or doubtful, MODE.soft or soft
        if found is None and process_time() > start + _LONG:
            if len(_HOPELESS) >= _MOST_NUMBERS:
                _HOPELESS.clear()
            _HOPELESS[t, sets] = (ctx.prec, before)
        if len(_NUMBERS) >= _MOST_NUMBERS:
            _NUMBERS.clear()
        known = _NUMBERS[key] = (found, *met, allowed)
    found, doubtful, soft, allowed = known
    MODE.doubtful, MODE.soft = MODE.doubtful or doubtful, MODE.soft or soft
    if found is None:
        raise Exhausted if allowed else Unknown
    return found


def _over_unwritten_sets(t: Term) -> bool:
    """Does the value depend on how large the index sets are taken that are not written?"""
    if type(t) is Bind and not t.over:
        return True
    return any(map(_over_unwritten_sets, children(t)))


def _slots(c: Compiler, t: Bind, scope: Scope) -> tuple[int, ...]:
    """The places of the environment that a term reads."""
    found = {c.slots[s] for s in free_symbols(t) if s in c.slots}

    def go(t: Term, depth: int) -> None:
        if type(t) is Sym and t.index >= depth:
            found.add(scope[t.index - depth])
        elif t.loose > depth:
            for k, part in enumerate(children(t)):
                go(part, depth + (type(t) is Bind and k == 0))

    go(t, 0)
    return tuple(found)


def _same(old: list[Any], new: list[Any]) -> bool:
    return all(a is b for a, b in zip(old, new, strict=True))


def _singular(
    c: Compiler, t: Bind, scope: Scope, direct: FromTo, regular: Callable[[Env, arb, arb], bool]
) -> tuple[FromTo | None, bool]:
    from tuidao.lang.ball_tail import build_singular, rooted

    return build_singular(c, t, scope, direct, regular), rooted(t.body)


def _infinite(c: Compiler, t: Bind, scope: Scope, general: bool) -> Closure:
    from tuidao.lang.ball_tail import build_tail

    return build_tail(c, t, scope, general)


def quadrature(body: Closure, env: Env, slot: int, a: arb, b: arb, tries: Tries = _TRIES) -> Any:
    """Certified: `patient` goes on where the integrand seems to have no bound.

    ∫ of the body over [a, b]: a real ball, or, where the body depends on expansions, an expansion."""
    if a.is_exact() and b.is_exact() and a == b:
        return arb(0)
    spend(0)  # nothing is begun where no work is left
    env[slot] = a + (b - a) * 389 / 1024
    try:
        probe = body(env)
    except NoValue:
        raise Unknown from None
    if type(probe) is not Jet:
        if not probe.is_finite():
            raise Unknown
        return _integrate(body, env, slot, a, b, lambda v: v, probe, tries)
    level, n = probe.level, len(probe.c)
    if any(type(x) is Jet for x in probe.c):
        raise Unknown

    def coefficient(k: int) -> Callable[[Any], Any]:
        def pick(v: Any) -> Any:
            if type(v) is Jet and v.level == level:
                return v.c[k]
            return v if k == 0 else arb(0)

        return pick

    found = [_integrate(body, env, slot, a, b, coefficient(k), probe, tries) for k in range(n)]
    return Jet(found, level)


def _bounded_at_ends(body: Closure, env: Env, slot: int, a: arb, b: arb) -> bool:
    """Has the integrand an enclosure on a very short range at either end?"""
    relaxed, MODE.relaxed = MODE.relaxed, True
    step = (b - a) * arb(2) ** -40
    try:
        for one, other in ((a, a + step), (b - step, b)):
            env[slot] = one.union(other)
            v = body(env)
            while type(v) is Jet:
                v = v.c[0]
            if not v.is_finite():
                return False
    except Exhausted:
        raise
    except (NoValue, Unknown):
        return False
    finally:
        MODE.relaxed = relaxed
    return True


def _blur(pick: Callable[[Any], Any], probe: Any) -> arb:
    """How wide the integrand's values are by its parameters alone: no integral can be narrower."""
    v = pick(probe)
    return v.real.rad() + v.imag.rad() if type(v) is acb else v.rad()


def _integrate(
    body: Closure,
    env: Env,
    slot: int,
    a: arb,
    b: arb,
    pick: Callable[[Any], Any],
    probe: Any,
    tries: Tries,
) -> arb:
    nowhere = acb(arb.nan())
    relaxed, analytic_before, prec = MODE.relaxed, MODE.analytic, ctx.prec

    tired = False

    def integrand(z: acb, analytic: bool) -> acb:
        nonlocal tired
        if tired:
            return nowhere
        try:
            spend(1)
            if not analytic and z.imag.is_zero():
                env[slot] = z.real
                MODE.relaxed, MODE.analytic = True, False
            else:
                env[slot] = z
                MODE.relaxed, MODE.analytic = False, True
            v = pick(body(env))
        except Exhausted:  # no exception may leave a callback of the library
            tired = True
            return nowhere
        except (NoValue, Unknown, ValueError, OverflowError):
            return nowhere
        return v if type(v) is acb else acb(v)

    best: acb = acb(arb.nan())
    blur = _blur(pick, probe) * (abs(b - a)).abs_upper()
    try:
        for lost, limit in tries:
            goal = arb(2) ** -max(prec - lost, 40)
            ctx.prec = max(prec - lost, 40) + 48
            goal = goal.max(blur)
            found = acb.integral(
                integrand, a, b, rel_tol=goal, abs_tol=goal, eval_limit=limit, depth_limit=400
            )
            if tired:
                raise Exhausted
            if not found.is_finite():
                continue
            if not best.is_finite() or found.rad() < best.rad():
                best = found
            if best.rad() <= 8 * goal * (1 + abs(best).mid()):
                break
    finally:
        MODE.relaxed, MODE.analytic = relaxed, analytic_before
        ctx.prec = prec
    if not best.is_finite() or not best.imag.contains(0):
        raise Unknown
    return arb(best.real)


def _moving_ends(body: Closure, env: Env, slot: int, a: Any, b: Any) -> Any:
    """The integral as an expansion in its ends: of any order, or of first order where the integrand depends too."""

    def start(end: Any) -> arb:
        if type(end) is not Jet:
            value: arb = end
            return value
        if type(end.c[0]) is not arb:
            raise Unknown
        return end.c[0]

    fixed = quadrature(body, env, slot, start(a), start(b))
    depends = type(fixed) is Jet
    if depends and len(fixed.c) > 2:
        raise Unknown

    def at(x: Any) -> Any:
        env[slot] = x.c[0] if depends else x
        found = body(env)
        return found.c[0] if depends and type(found) is Jet else found

    found = fixed
    if type(b) is Jet:
        found = found + lift(lambda _: arb(0), at, b)
    if type(a) is Jet:
        found = found - lift(lambda _: arb(0), at, a)
    return found

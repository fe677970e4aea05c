"""Worked solutions with one step damaged, replayed by the checker: a kind of `benchmarks.soundness`.

A problem is drawn and worked; one step anywhere in the derivation (folded steps and premises included) is taken, its
result or what its rule's variables stand for is changed, and the chain is cut there. Where the changed line certainly
differs from the true one (disjoint enclosures at a point, another interval or another set), no replay may prove it.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from flint import arb, fmpq

from benchmarks.soundness_calculus import primitive, span
from tuidao.check.conditions import Context
from tuidao.check.replay import replay
from tuidao.derive import solve as derive
from tuidao.lang import op as ops
from tuidao.lang.ball import evaluate, truth
from tuidao.lang.build import is_op
from tuidao.lang.focus import focus, replace_at
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, subterms
from tuidao.proof import Derivation, Status, Step
from tuidao.read import read_plain
from tuidao.rules import put_in

_SETS = (ops.INTERVAL, ops.INTERVAL_OPEN, ops.INTERVAL_LOPEN, ops.INTERVAL_ROPEN)
_POINTS = ((7, 5), (-3, 7), (5, 3), (1, 4), (-9, 4), (13, 5))

# ---------------------------------------------------------------- problems


def problem(draw: random.Random) -> str:
    """A question about a random function, of any kind that is answered by a derivation."""
    f = str(primitive(draw))
    a, b = span(draw)
    n, m = draw.randint(1, 4), draw.randint(2, 6)
    rough = draw.choice(
        (
            "x**3 - 3*x", "x**2/(x - 1)", "x*exp(-x)", "1/x", "x + 1/x", "x**4 - 2*x**2", "log(x)/x",
            "sqrt(x)*(x - 3)", "Abs(x - 1)", "exp(-x**2)", "x/(x**2 + 1)", "sqrt(4 - x**2)", "tan(x)",
            "x - 2*sin(x)", "x**2*log(x)", "cos(x)**2", "x**(2/3)", "(x**2 - 1)/(x**2 + 1)", "1/(x**2 - 4)",
        )
    )  # fmt: skip
    lim = draw.choice(
        (
            f"sin({m}*x)/x", f"(exp({m}*x) - 1)/x", "(1 - cos(x))/x**2", f"log(1 + {m}*x)/sin(x)", "x*log(x)",
            f"((1 + x)**{m} - 1)/x", "(tan(x) - sin(x))/x**3", f"(sqrt({m} + x) - sqrt({m}))/x",
        )
    )  # fmt: skip
    far = draw.choice(
        (
            f"(1 + {m}/x)**x", f"x**{n}*exp(-x)", f"({m}*x**2 + x)/(x**2 + 1)", "log(x)/x", "x*sin(1/x)",
            f"sqrt(x**2 + {m}*x) - x", "atan(x)",
        )
    )  # fmt: skip
    side = ', "+"' if "log(x)" in lim else ""
    return draw.choice(
        (
            f"diff({f}, x)",
            f"diff({f}, x, at={a})",
            f"integrate({draw.choice(('x**2', 'x'))}*exp({n}*x) + x**{m}, x)",
            f"integrate({draw.choice(('sin', 'cos'))}({n}*x)**{n} + 1/(x + {m}), x)",
            f"integrate(x**{n}/(x**2 + {m}), x)",
            f"integrate(x*exp({n}*x) + {m}*x, (x, {a}, {b}))",
            f"integrate(sqrt(x + {m + 8}), (x, {a}, {b}))",
            f"integrate({n}/(x**2 + {m}), (x, 0, oo))",
            f"integrate(Abs(x - {n}), (x, 0, {m}))",
            f"integrate(1/x**{m}, (x, 1, oo))",
            f"limit({lim}, x, 0{side})",
            f"limit({far}, x, oo)",
            f"monotone({rough}, x)",
            f"convex({rough}, x)",
            f"extrema({rough}, x)",
            f"range({rough}, x)",
            f"domain({rough}, x)",
            f"mean_value({draw.choice(('x**3', 'x**2', 'exp(x)', 'log(x)', 'sqrt(x)'))}, x, {n}, {n + m})",
            f"taylor({draw.choice(('sin(x)', 'exp(x)', 'log(1 + x)', '1/(1 - x)', 'sqrt(1 + x)'))}, x, 0, {n})",
            f"tangent({f}, x, {a})",
            f"differential({f}, x)",
            f"riemann(x**{n}, (x, 0, {m}))",
            f"continuity({rough}, x, {n})",
        )
    )  # fmt: skip


@lru_cache(maxsize=256)
def worked(text: str) -> Derivation | None:
    """The derivation, where the problem is answered and its replay proves it without conditions."""
    found = derive(read_plain(text), ())
    if found.answer is None:
        return None
    verdict = replay(found.derivation, Context())
    return found.derivation if verdict.status is Status.PROVED else None


def chains(whole: Derivation) -> Iterator[Derivation]:
    """The derivation, and those inside it: folded steps, premises."""
    yield whole
    for s in whole.steps:
        if s.steps:
            yield from chains(Derivation(s.before, s.steps, whole.given))
        for p in s.premises:
            if p is not None:
                yield from chains(Derivation(p.start, p.steps, p.given or whole.given))


# ---------------------------------------------------------------- damage


def changed(t: Term, draw: random.Random) -> Term:
    """`t` with one number, sign, end of an interval or function changed; `t` itself where nothing could be."""
    places = [(path, s) for path, s in subterms(t) if s.loose == 0]
    path, s = draw.choice(places)
    options: list[Term] = []
    if type(s) is Num:
        options += [Num(s.value + 1), Num(s.value - 1), Num(-s.value), Num(2 * s.value)]
    elif type(s) is App and s.op in _SETS:
        low, high = s.args
        options += [App(op, s.args) for op in _SETS if op is not s.op]
        options += [App(s.op, (low, low + 1)), App(s.op, (high - 1, high))]
    elif type(s) is App and s.op is ops.TUPLE and len(s.args) > 1:
        k = draw.randrange(len(s.args))
        options += [App(s.op, (*s.args[:k], *s.args[k + 1 :])), App(s.op, s.args[::-1])]
    elif type(s) is App and s.op is ops.OO:
        options += [Num(0), Num(1), App(ops.NEG, (s,))]
    elif type(s) is Sym or (isinstance(s, App | Bind) and s.op.sort is ops.Sort.REAL):
        options += [-s, 2 * s, s + 1, s**2]
        if type(s) is App and len(s.args) == 2:
            options.append(App(s.op, s.args[::-1]))
    return replace_at(t, path, draw.choice(options)) if options else t


def forgeries(chain: Derivation, draw: random.Random) -> Derivation | None:
    """The chain cut after a step whose result, or whose variables and result, are changed."""
    k = draw.randrange(len(chain.steps))
    step = chain.steps[k]
    new: Step | None = None
    free = [p for p in step.by if not _on_the_left(step, p)]
    if free and not step.steps and draw.randrange(2):
        name = draw.choice(free)
        by = {**step.by, name: changed(step.by[name], draw)}
        premises = step.premises if draw.randrange(2) else ()
        new = replace(step, by=by, premises=premises, after=_result(step, by))
    if new is None:
        here, _ = focus(step.after, step.path)
        after = replace_at(step.after, step.path, changed(here, draw))
        new = replace(step, after=after, steps=() if draw.randrange(2) else step.steps)
    if new.after == step.after:
        return None
    return Derivation(chain.start, (*chain.steps[:k], new), chain.given)


def _on_the_left(step: Step, name: str) -> bool:
    """Does the side that the step starts from already say what this variable is?"""
    rule = step.rule
    if not is_op(rule.conclusion, ops.EQ):
        return True
    side = rule.right if step.reverse else rule.left
    return name in {s.name for s in free_symbols(side)}


def _result(step: Step, by: dict[str, Term]) -> Term:
    side = step.rule.left if step.reverse else step.rule.right
    try:
        return replace_at(step.before, step.path, put_in(side, by))
    except (IndexError, AssertionError, TypeError):
        return step.after


# ---------------------------------------------------------------- what is certainly false


def certainly_apart(
    true: Term, forged: Term, missing: tuple[Term, ...], start: Term | None = None
) -> bool:
    """Are the two lines certainly different: at a point at which the conditions hold, or as sets and lists?

    Lines of a chain that begins with an antiderivative may differ by a constant.
    """
    if start is not None and any(is_op(s, ops.ANTIDERIVATIVE) for _, s in subterms(start)):
        return _is_real(true) and _is_real(forged) and not missing and _slopes_apart(true, forged)
    # After a set its period may stand, or points at which the line is cut: more than one choice will do.
    true, forged = (t.args[0] if _set_with_more(t) else t for t in (true, forged))  # type: ignore[attr-defined]
    if _is_real(true) and _is_real(forged):
        symbols = sorted(
            {s for t in (true, forged, *missing) for s in free_symbols(t)}, key=lambda s: s.name
        )
        for p, q in _POINTS:
            at = {s: arb(fmpq(p * (k + 1) + k, q)) for k, s in enumerate(symbols)}
            if any(truth(m, at) is not True for m in missing):
                continue
            a, b = evaluate(true, at), evaluate(forged, at)
            if isinstance(a, arb) and isinstance(b, arb) and not a.overlaps(b):
                return True
        return False
    return not missing and _differ_as_lists(
        true, forged, start is not None and is_op(start, ops.DOMAIN)
    )


def _slopes_apart(true: Term, forged: Term) -> bool:
    """Do the two differ by different amounts at two points that differ in x alone?"""
    others = sorted(free_symbols(true) | free_symbols(forged), key=lambda s: s.name)
    fixed = {s: arb(fmpq(5 + k, 7)) for k, s in enumerate(others)}
    gaps = []
    for p, q in _POINTS:
        a, b = (evaluate(t, {**fixed, Sym("x"): arb(fmpq(p, q))}) for t in (true, forged))
        if isinstance(a, arb) and isinstance(b, arb) and p > 0:
            gaps.append(a - b)
    return any(not g.overlaps(gaps[0]) for g in gaps)


def _is_real(t: Term) -> bool:
    if is_op(t, ops.OO, ops.ZOO, ops.UNDEFINED):
        return False
    return type(t) in (Num, Sym) or (isinstance(t, App | Bind) and t.op.sort is ops.Sort.REAL)


def _differ_as_lists(true: Term, forged: Term, ends: bool = False) -> bool:
    """Another operator, or another number of parts, or parts that differ. A closed end for an open one counts only
    where `ends` says so: intervals of monotonicity may be written either way."""
    if _is_real(true) and _is_real(forged):
        return not (free_symbols(true) | free_symbols(forged)) and certainly_apart(true, forged, ())
    if type(true) is not App or type(forged) is not App:
        return False
    if true.op in _SETS and forged.op in _SETS:
        if ends and true.op is not forged.op:
            return True
        return any(
            _differ_as_lists(a, b, ends) for a, b in zip(true.args, forged.args, strict=True)
        )
    if true.op is not forged.op or len(true.args) != len(forged.args):
        return _is_list(true) and _is_list(forged)
    if set(true.args) == set(forged.args):
        return False  # the same in another order: a list of points may be written so
    return any(_differ_as_lists(a, b, ends) for a, b in zip(true.args, forged.args, strict=True))


def _set_with_more(t: Term) -> bool:
    return (
        type(t) is App
        and t.op is ops.TUPLE
        and 0 < len(t.args) < 4
        and _is_set(t.args[0])
        and not (len(t.args) > 1 and _is_set(t.args[1]))
    )


def _is_set(t: Term) -> bool:
    return is_op(t, ops.UNION, ops.FINITE_SET, ops.EMPTY_SET, *_SETS)


def _is_list(t: Term) -> bool:
    return is_op(t, ops.TUPLE, ops.UNION, *_SETS, ops.OO, ops.NEG, ops.FINITE_SET)


# ---------------------------------------------------------------- the run


def forged(count: int, seed: int) -> tuple[Counter[str], list[str]]:
    """`count` forged derivations that are certainly false; what became of them, and the failures to look at."""
    draw = random.Random(seed)
    seen: Counter[str] = Counter()
    failures: list[str] = []
    texts: list[str] = []
    while seen["forged"] < count:
        if len(texts) < 40 or draw.randrange(12) == 0:
            texts.append(problem(draw))
            texts = texts[-60:]
        text = draw.choice(texts)
        whole = worked(text)
        if whole is None:
            seen["not worked"] += 1
            texts.remove(text)
            continue
        chain = draw.choice(list(chains(whole)))
        if not chain.steps:
            continue
        false = forgeries(chain, draw)
        if false is None:
            continue
        verdict = replay(false, Context())
        k = len(false.steps) - 1
        if verdict.status in (Status.PROVED, Status.TESTED):
            if not certainly_apart(chain.steps[k].after, false.end, verdict.missing, false.start):
                seen["accepted, and perhaps true"] += 1
                continue
            rule = false.steps[-1].rule.id
            failures.append(
                f"{text}: {rule} {verdict.status} {false.start} = {false.end}  (true: {chain.steps[k].after})"
                f"  {verdict.missing}"
            )
        elif not certainly_apart(chain.steps[k].after, false.end, (), false.start):
            seen["refused, and perhaps true"] += 1
            continue
        seen["forged"] += 1
        seen[f"forged {verdict.status}"] += 1
    return seen, failures

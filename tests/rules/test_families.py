"""Rules about families, entries and distributions: drawn with concrete families, boundary cases among them."""

from __future__ import annotations

import math
import random
from collections.abc import Callable
from fractions import Fraction
from typing import Any

import pytest
from flint import arb, fmpq

from tuidao.check.conditions import Context, discharge
from tuidao.check.prove import prove
from tuidao.lang import op as ops
from tuidao.lang.ball import NO_VALUE, evaluate, truth
from tuidao.lang.build import function, is_op
from tuidao.lang.term import App, Bind, Num, Sym, Term, instantiate
from tuidao.proof import Status
from tuidao.read import read_plain
from tuidao.rules import RULES, Rule, put_in

CHAPTERS = ("families", "information", "distributions", "losses", "products")
ONE_PLACE = (
    "1; 0; k; k**2; -k; 1/k; 1/(k - 2); log(k); p[k]; q[k]; r[k]; p[k]*k; Abs(k - 2); z[k]; exp(z[k]);"
    "KroneckerDelta(k, 2)"
).split(";")
TWO_PLACES = "k*t; 1; k + t; 1/(k - t); p[k]*q[t]; Abs(t); log(t); Abs(t - k); t/(k - 2)".split(";")
OF_FAMILY = (
    "z[1]; z[1]*z[2]; Sum(z[k]**2, (k, 1, 3)); Abs(z[1]); Max(z[1], z[2]); log(z[1]); sqrt(z[2]); 3;"
    "1/z[1]; z[5]; sign(z[1]); Sum(z[k], (k, 1, 0)); exp(z[1])/(exp(z[1]) + exp(z[2]))"
).split(";")
TERMS = "z[k]; k*z[1]; exp(z[k]); Abs(z[k]); z[1]/k; z[1]/(k - 2); Max(z[k], 0); k".split(";")
OUTER = "t; Abs(t); t**2; exp(t); log(t); 1/t; sqrt(t); Max(0, t); sign(t); sigmoid(t)".split(";")
NUMBERS = [Fraction(n) for n in (-2, -1, 0, 1, 2, 3, 4)] + [Fraction(1, 2), Fraction(3, 2)]
k, t, z = Sym("k"), Sym("t"), Sym("z")
TRIES, WANTED = 120, 2
RARE = {
    *("mutual_information_nonneg", "mutual_information_eq", "sum_gt_of_terms", "gibbs_constant"),
    *("gibbs_strict", "entropy_chain", "sum_le_of_terms", "sum_ge_of_terms"),
}


class Undecided(Exception):
    """Balls cannot tell."""


def asked(rule: Rule) -> bool:
    sorts = set(rule.params.values())
    return rule.chapter in CHAPTERS and not rule.decide and not sorts & {"truth", "value"}


def uses(rule: Rule) -> dict[str, set[str]]:
    """How each variable for a function is used: indexed, or applied to numbers (k) and families (z)."""
    found: dict[str, set[str]] = {}

    def go(t: Term, around: tuple[Bind, ...]) -> None:
        if isinstance(t, App):
            head = t.args[0] if t.args else t
            if type(head) is Sym and head.name in rule.params and t.op is ops.INDEX:
                found.setdefault(head.name, set()).add("index")
            if type(head) is Sym and head.name in rule.params and t.op is ops.CALL:
                kinds = "".join("z" if of_family(a, around) else "k" for a in t.args[1:])
                found.setdefault(head.name, set()).add(kinds)
            for a in t.args:
                go(a, around)
        elif isinstance(t, Bind):
            if t.op is ops.PARTIAL and type(t.over[0]) is Sym:
                found.setdefault(t.over[0].name, set()).add("index")
            for o in t.over:
                go(o, around)
            go(t.body, (t, *around))

    def of_family(a: Term, around: tuple[Bind, ...]) -> bool:
        return a == z or (type(a) is Sym and a.index >= 0 and around[a.index].op is ops.PARTIAL)

    for part in (*rule.given, rule.conclusion):
        go(part, ())
    return found


def family(rng: random.Random, distribution: bool) -> tuple[Callable[..., arb], int]:
    size = rng.choice([1, 2, 3])
    if distribution:
        weights = [Fraction(rng.choice([0, 1, 1, 2, 3])) for _ in range(size)]
        total = sum(weights) or Fraction(1)
        entries = [w / total for w in weights]
    else:
        entries = [Fraction(rng.choice([-3, -1, 0, 1, 2])) for _ in range(size)]
    table = {j: arb(fmpq(e.numerator, e.denominator)) for j, e in enumerate(entries, 1)}

    def value(*at: int) -> arb:
        if len(at) == 1:
            return table.get(at[0], arb(at[0] % 3 - 1))
        return arb((at[0] * 7 + at[1] * 3) % 5 - 2)

    return value, size


def draw(rule: Rule, rng: random.Random) -> tuple[dict[str, Term], dict[Sym, Any]]:
    values: dict[Sym, Any] = {}
    sizes = {}
    for name in "pqrz":
        values[Sym(name)], sizes[name] = family(rng, name in "pq" and rng.random() < 0.9)
    roles = uses(rule)
    by: dict[str, Term] = {}
    for name, sort in rule.params.items():
        kinds = roles.get(name, {"k"})
        if sort == "fn" and "index" in kinds:
            by[name] = Sym(name if name in "pqrz" else "r")
        elif sort == "fn" and kinds == {"z"}:
            by[name] = function(z, read_plain(rng.choice(OF_FAMILY)))
        elif sort == "fn" and kinds == {"kz"}:
            by[name] = function(k, function(z, read_plain(rng.choice(TERMS))))
        elif sort == "fn" and kinds == {"kk"}:
            by[name] = function(k, function(t, read_plain(rng.choice(TWO_PLACES))))
        elif sort == "fn" and "chain" in rule.id and name == "f":
            by[name] = function(t, read_plain(rng.choice(OUTER)))
        elif sort == "fn":
            by[name] = function(k, read_plain(rng.choice(ONE_PLACE)))
        elif sort == "row":
            by[name] = App(ops.ROW, (Num(rng.choice([1, 2, 3])),))
        else:
            size = name == "n" and rng.random() < 0.7
            by[name] = Num(sizes["p"] if size else rng.choice(NUMBERS))
    return by, values


def number(t: Term, values: dict[Sym, Any]) -> arb | None:
    """The value; None where there is none."""
    found = evaluate(t, values)
    if found is NO_VALUE:
        return None
    if not isinstance(found, arb) or not found.is_finite():
        raise Undecided
    return found


def holds(claim: Term, values: dict[Sym, Any]) -> bool:
    if isinstance(claim, Bind) and claim.op is ops.FORALL and is_op(claim.over[0], ops.INTERVAL):
        low, high = (number(end, values) for end in claim.over[0].args)  # type: ignore[attr-defined]
        if low is None or high is None:
            return False
        places = range(math.ceil(float(low)), math.floor(float(high)) + 1)
        return all(holds(instantiate(claim.body, Num(j)), values) for j in places)
    if isinstance(claim, Bind) and claim.op is ops.DIFFERENTIABLE:
        at = number(claim.over[0], values)
        if at is None:
            return False
        if not at.is_exact():
            raise Undecided
        q = at.fmpq()
        point = Num(Fraction(int(q.p), int(q.q)))
        verdict = discharge(Bind(claim.op, claim.name, claim.body, (point,)), Context())
        return verdict.status is Status.PROVED and not verdict.missing
    if is_op(claim, ops.DEFINED) and isinstance(claim, App):
        return number(claim.args[0], values) is not None
    if is_op(claim, ops.EQ) and isinstance(claim, App):
        a, b = (number(side, values) for side in claim.args)
        return a is not None and b is not None and bool(abs(a - b) < 1e-12)
    found = truth(claim, values)
    if found is None:
        raise Undecided
    return found


def judge(claim: Term, values: dict[Sym, Any]) -> bool | None:
    """Does the conclusion hold? None: it says nothing here, its right side having no value."""
    assert isinstance(claim, App)
    if is_op(claim, ops.EQ) and not is_op(claim.args[0], *ops.RELATIONS):
        right = number(claim.args[1], values)
        if right is None:
            return None
        left = number(claim.args[0], values)
        return left is not None and bool((left - right).overlaps(arb(0)))
    if is_op(claim, ops.EQ):
        return truth(claim.args[0], values) == truth(claim.args[1], values)
    return truth(claim, values)


PROBED = [r for r in RULES.values() if asked(r) and r.id != "sigma_eq_sigmoid"]


@pytest.mark.parametrize("rule", PROBED, ids=lambda r: r.id)
def test_rule_holds_for_families(rule: Rule) -> None:
    """Empty sums, indices out of range, terms without a value, zero probabilities: wherever the conditions hold."""
    rng, met = random.Random(rule.id), 0
    for _ in range(TRIES):
        by, values = draw(rule, rng)
        try:
            if not all(holds(put_in(g, by), values) for g in rule.given):
                continue
            held = judge(put_in(rule.conclusion, by), values)
        except Undecided:
            continue
        assert held is not False, {name: str(term) for name, term in by.items()}
        met += held is True
    assert met >= WANTED or rule.id in RARE, f"{rule.id}: met {met}"


def test_delta_picks_whole_indices_only() -> None:
    """Between the indices there is nothing to pick, and a term without a value spoils the sum."""
    sides = [
        evaluate(read_plain(s), {}) for s in ("Sum(k*KroneckerDelta(k, 3/2), (k, 1, 3))", "3/2")
    ]
    assert isinstance(sides[0], arb) and isinstance(sides[1], arb)
    assert not sides[0].overlaps(sides[1])
    for claim in (  # neither is true
        "Sum(k*KroneckerDelta(k, 3/2), (k, 1, 3)) = 3/2",
        "Sum(1/(k - 2)*KroneckerDelta(k, 3), (k, 1, 3)) = 1",
    ):
        assert prove(read_plain(claim)).status is not Status.PROVED


def test_enough_rules_are_met() -> None:
    assert len(PROBED) > 55

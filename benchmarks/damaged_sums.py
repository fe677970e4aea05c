"""Random true statements with sums, products, families and δ, and damaged ones that are certainly false.

    python -m benchmarks.damaged_sums --count 100000 --seed 1 [--chunk 1000]

A statement is drawn from a family of identities with random parts in it, and damaged anywhere on one side: a sign, a
number, a symbol, an index, an end of a sum, a function. Another library computes both sides before and after at random
points (`sum_values`): where the damaged sides differ, the statement is false. What a user would be told of it
(`judge`) must not be proved or tested, save under conditions that fail at that very point; of a true one, not refuted.
Chunk k of a run depends on the seed and k alone, so that a run can be taken up again with --first.
"""

from __future__ import annotations

import argparse
import random
import sys
import time
from collections import Counter
from collections.abc import Callable

from benchmarks.sum_values import Point, agree, breaks, differ, points
from tuidao.judge.claim import Claim, judge
from tuidao.judge.families import index_ranges
from tuidao.judge.reasons import GAVE_UP
from tuidao.lang import op as ops
from tuidao.lang.build import (
    D,
    abs_,
    apply,
    delta,
    eq,
    exp,
    log,
    partial,
    product,
    sqrt,
    total,
)
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, rebuild
from tuidao.proof import Status, Verdict

a, b, i, j, k, l, m, n = (Sym(s) for s in "abijklmn")  # noqa: E741
Entry = Callable[[Term], Term]


def family(name: str) -> Entry:
    """k ↦ name[k]."""
    return lambda index: App(ops.INDEX, (Sym(name), index))


x, y, z, p, q = (family(s) for s in "xyzpq")


def w(row: Term, column: Term) -> Term:
    """w[row, column]."""
    return App(ops.INDEX, (Sym("w"), row, column))


def summand(draw: random.Random, f: Entry) -> Entry:
    """A random function of an index in which the family `f` occurs."""
    c: Term = draw.choice((a, b, Num(2), Num(3)))
    return draw.choice(
        (
            f,
            f,
            lambda t: f(t) ** 2,
            lambda t: c * f(t),
            lambda t: f(t) + c,
            lambda t: exp(f(t)),
            lambda t: f(t) * y(t),
            lambda t: t * f(t),
        )
    )


def _sums(draw: random.Random) -> list[Callable[[], tuple[Term, Term]]]:
    f, g = summand(draw, x), summand(draw, z)
    c: Term = draw.choice((a, b, Num(2), Num(5)))
    d: Term = draw.choice((a, b, Num(3)))
    first = draw.choice((0, 1))

    def s(body: Term, last: Term = n, index: Sym = k) -> Term:
        return total(body, index, first, last)

    return [
        lambda: (s(c * f(k) + d * g(k)), c * s(f(k)) + d * s(g(k))),
        lambda: (s(f(k) - g(k)), s(f(k)) - s(g(k))),
        lambda: (total(c * 1, k, 1, n), n * c),
        lambda: (s(s(f(k) * g(l), m, l)), s(f(k)) * s(g(k), m)),
        lambda: (s(s(w(k, l), m, l)), s(s(w(k, l)), m, l)),
        lambda: (s(f(k + 1) - f(k)), f(n + 1) - f(Num(first))),
        lambda: (s(f(k), n + 1), s(f(k)) + f(n + 1)),
        lambda: (total(f(k), k, 1, n), total(f(k + 1), k, 0, n - 1)),
        lambda: (s(f(k)) ** 2, s(s(f(k) * f(l), n, l))),
        lambda: (total(f(k) - total(f(l), l, 1, n) / n, k, 1, n), Num(1) - 1),
        lambda: (
            total((x(k) - total(x(l), l, 1, n) / n) ** 2, k, 1, n),
            total(x(k) ** 2, k, 1, n) - total(x(k), k, 1, n) ** 2 / n,
        ),
        lambda: (total(f(k), k, 1, 3), f(Num(1)) + f(Num(2)) + f(Num(3))),
        lambda: (
            total(total(f(l), l, 1, k), k, 1, n),
            total((n - l + 1) * f(l), l, 1, n),
        ),
        lambda: (s(abs_(x(k))), s(sqrt(x(k) ** 2))),
        lambda: (total(k, k, 1, n), n * (n + 1) / 2),
        lambda: (total(c * k**2, k, 1, n), c * n * (n + 1) * (2 * n + 1) / 6),
        lambda: (total(k**3, k, 1, n), total(k, k, 1, n) ** 2),
        lambda: (total(Num(3) ** k, k, 0, n), (Num(3) ** (n + 1) - 1) / 2),
        lambda: (total(apply(ops.BINOMIAL, n, k), k, 0, n), Num(2) ** n),
        lambda: (
            total(apply(ops.BINOMIAL, n, k) * a**k * b ** (n - k), k, 0, n),
            (a + b) ** n,
        ),
        lambda: (
            total(k * apply(ops.FACTORIAL, k), k, 1, n),
            apply(ops.FACTORIAL, n + 1) - 1,
        ),
        lambda: (
            s(p(k) * log(p(k) / q(k))),
            s(p(k) * log(p(k))) - s(p(k) * log(q(k))),
        ),
    ]


def _deltas(draw: random.Random) -> list[Callable[[], tuple[Term, Term]]]:
    f, g = summand(draw, x), summand(draw, z)

    def s(body: Term, index: Sym = k) -> Term:
        return total(body, index, 1, n)

    return [
        lambda: (s(delta(i, k) * f(k)), f(i)),
        lambda: (s(f(k) * delta(k, j)), f(j)),
        lambda: (s(s(delta(k, l) * f(k) * g(l), l)), s(f(k) * g(k))),
        lambda: (s(w(i, k) * delta(k, j)), w(i, j)),
        lambda: (s(x(k) * (1 - delta(i, k))), s(x(k)) - x(i)),
        lambda: (s(s((1 - delta(k, l)) * x(k) * x(l), l)), s(x(k)) ** 2 - s(x(k) ** 2)),
        lambda: (delta(i, j) * x(i), delta(j, i) * x(j)),
        lambda: (s(delta(i, k) * delta(k, j)), delta(i, j)),
    ]


def _products(draw: random.Random) -> list[Callable[[], tuple[Term, Term]]]:
    c: Term = draw.choice((a, Num(2), Num(3)))

    def pr(body: Term, last: Term = n) -> Term:
        return product(body, k, 1, last)

    return [
        lambda: (pr(exp(x(k))), exp(total(x(k), k, 1, n))),
        lambda: (pr(c * x(k)), c**n * pr(x(k))),
        lambda: (pr(x(k) * z(k)), pr(x(k)) * pr(z(k))),
        lambda: (pr(x(k), n + 1), pr(x(k)) * x(n + 1)),
        lambda: (log(pr(p(k))), total(log(p(k)), k, 1, n)),
        lambda: (pr(k + 0), apply(ops.FACTORIAL, n)),
        lambda: (pr(x(k) ** 2), pr(x(k)) ** 2),
        lambda: (product(x(k), k, 1, 3), x(Num(1)) * x(Num(2)) * x(Num(3))),
        lambda: (product(abs_(x(k)), k, 1, n), abs_(pr(x(k)))),
        lambda: (pr(a + 0), a**n),
    ]


def _slopes(draw: random.Random) -> list[Callable[[], tuple[Term, Term]]]:
    c: Term = draw.choice((a, Num(2), Num(3)))
    zs = Sym("z")

    def s(body: Term, index: Sym = k) -> Term:
        return total(body, index, 1, n)

    def soft(index: Term) -> Term:
        return exp(z(index)) / s(exp(z(l)), l)

    def by(body: Term, *index: Term) -> Term:
        return partial(body, zs, *(index or (i,)))

    return [
        lambda: (by(s(z(k) ** 2)), 2 * z(i)),
        lambda: (by(s(c * z(k) * x(k))), c * x(i)),
        lambda: (by(s(exp(c * z(k)))), c * exp(c * z(i))),
        lambda: (by(log(s(exp(z(k))))), soft(i)),
        lambda: (by(soft(j)), soft(j) * (delta(i, j) - soft(i))),
        lambda: (by(-s(y(k) * log(soft(k)))), soft(i) * s(y(k)) - y(i)),
        lambda: (by(s((z(k) - y(k)) ** 2) / n), 2 * (z(i) - y(i)) / n),
        lambda: (by(s(z(k)) ** 2), 2 * s(z(k))),
        lambda: (by(z(j)), delta(i, j)),
        lambda: (by(s(s(z(k) * z(l), l))), 2 * s(z(k))),
        lambda: (
            partial(s(s(w(k, l) * x(l) * y(k), l)), Sym("w"), i, j),
            y(i) * x(j),
        ),
        lambda: (D(s((x(k) - b) ** 2), b), -2 * s(x(k) - b)),
        lambda: (D(s(exp(b * x(k))), b), s(x(k) * exp(b * x(k)))),
        lambda: (D(log(s(exp(b * x(k)))), b), s(x(k) * exp(b * x(k))) / s(exp(b * x(k)))),
    ]


def true_statement(draw: random.Random) -> tuple[Term, Term]:
    """Both sides of a random identity between indexed sums."""
    chapter = draw.choice((_sums, _sums, _deltas, _products, _slopes))
    left, right = draw.choice(chapter(draw))()
    return (left, right) if draw.random() < 0.8 else (right, left)


# ---------------------------------------------------------------- damage

_SWAPPED = {
    ops.ADD: ops.SUB,
    ops.SUB: ops.ADD,
    ops.MUL: ops.ADD,
    ops.DIV: ops.MUL,
    ops.EXP: ops.COS,
    ops.LOG: ops.EXP,
    ops.ABS: ops.NEG,
}
_OTHERS = {
    "i": "jn", "j": "in", "n": "mi", "m": "n", "a": "b", "b": "a",
    "x": "yz", "y": "x", "z": "xy", "p": "q", "q": "p",
}  # fmt: skip


def damaged(t: Term, draw: random.Random) -> Term:
    """`t` with one sign, number, symbol, index, end, operation or order of indices changed, at any depth."""
    places = list(_places(t, (), 0))
    path, s, depth, whole = draw.choice(places)
    changes: list[Term] = []
    if type(s) is Num:
        changes += [Num(s.value + 1), Num(s.value - 1), Num(s.value * 2)]
    if type(s) is Sym:
        changes += [Sym("", d) for d in range(depth) if d != s.index]
        if s.index < 0:
            changes += [Sym(o) for o in _OTHERS.get(s.name, "")]
        elif whole:
            changes += [i, j, n]
    if whole:
        changes += [s + 1, s - 1]
    elif not (type(s) is Sym and s.index < 0 and s.name in "xyzpqw"):
        changes += [-s, 2 * s, s + 1, s**2]
        if type(s) is App and s.op in _SWAPPED:
            changes.append(apply(_SWAPPED[s.op], *(s.args[: 1 if s.op is ops.ABS else 2])))
        if type(s) is Bind and s.op is ops.SUM:
            changes.append(Bind(ops.PRODUCT, s.name, s.body, s.over))
        if type(s) is App and s.op is ops.INDEX and len(s.args) == 3:
            changes.append(App(s.op, (s.args[0], s.args[2], s.args[1])))
    return _replaced(t, path, draw.choice(changes)) if changes else t


def _places(
    t: Term, path: tuple[int, ...], depth: int, whole: bool = False
) -> list[tuple[tuple[int, ...], Term, int, bool]]:
    """Where something can be changed: path, what stands there, how many binders around, must it be an integer."""
    found = [(path, t, depth, whole)]
    for number, c in enumerate(children(t)):
        bound = type(t) is Bind and number == 0
        inner = whole
        if type(t) is Bind and number:
            if t.op in (ops.PARTIAL, ops.DIFF) and (number == 1 or t.op is ops.DIFF):
                continue
            inner = True
        if type(t) is App and t.op in (ops.INDEX, ops.KRONECKER, ops.FACTORIAL, ops.BINOMIAL):
            inner = not (t.op is ops.INDEX and number == 0)
        found += _places(c, (*path, number), depth + bound, inner)
    return found


def _replaced(t: Term, path: tuple[int, ...], new: Term) -> Term:
    if not path:
        return new
    parts = list(children(t))
    parts[path[0]] = _replaced(parts[path[0]], path[1:], new)
    return rebuild(t, tuple(parts))


def certainly_false(left: Term, right: Term, seed: str) -> list[Point]:
    """The points at which the two sides differ."""
    return [at for at in points(seed) if differ(left, right, at)]


# ---------------------------------------------------------------- the run

_TRUE = 0.15  # how many of the statements are also put undamaged
_ERROR = GAVE_UP("en").partition("{")[0]


def _asked(left: Term, right: Term, failures: list[str]) -> Verdict:
    verdict = judge(Claim("eq", left, right), suggest=False)
    if verdict.reason("en").startswith(_ERROR):
        failures.append(f"{verdict.reason('en')}: {left} = {right}")
    return verdict


def run(count: int, seed: str) -> tuple[Counter[str], list[str]]:
    """`count` damaged statements and some true ones; what became of them, and the failures as lines to paste."""
    draw = random.Random(seed)
    seen: Counter[str] = Counter()
    failures: list[str] = []
    while seen["false"] < count:
        left, right = true_statement(draw)
        name = f"{seed}/{seen['false']}/{seen['not certainly false']}"
        if draw.random() > _TRUE:
            pass
        elif all(agree(left, right, at) is not False for at in points(name)):
            verdict = _asked(left, right, failures)
            seen["true"] += 1
            seen[f"true {verdict.status}"] += 1
            if verdict.status is Status.REFUTED:
                failures.append(f"true but refuted: {left} = {right}  {verdict.counterexample}")
        else:
            failures.append(f"not true: {left} = {right}")
        if draw.random() < 0.5:
            other = damaged(left, draw), right
        else:
            other = left, damaged(right, draw)
        where = certainly_false(*other, name)
        if not where:
            seen["not certainly false"] += 1
            continue
        verdict = _asked(*other, failures)
        seen["false"] += 1
        seen[f"false {verdict.status}"] += 1
        if verdict.status in (Status.PROVED, Status.TESTED):
            # That a free index lies in the ranges of the sums over its family is how such a line is read.
            if all(breaks((*verdict.missing, *index_ranges(*other)), at) for at in where):
                seen["false, held under conditions that exclude it"] += 1
            else:
                failures.append(f"false but {verdict.status}: {eq(*other)}  {verdict.missing}")
    return seen, failures


def main() -> int:
    """Run as many damaged statements as asked, chunk by chunk, each reported as it is done."""
    parser = argparse.ArgumentParser(description="Damaged statements with sums, put to the judge.")
    parser.add_argument("--count", type=int, default=2_000)
    parser.add_argument("--seed", type=int, default=20261121)
    parser.add_argument("--chunk", type=int, default=1_000)
    parser.add_argument("--first", type=int, default=0, help="the chunk to begin with")
    args = parser.parse_args()
    start, bad = time.perf_counter(), 0
    whole: Counter[str] = Counter()
    for number in range(args.first, args.first + -(-args.count // args.chunk)):
        seen, failures = run(min(args.chunk, args.count), f"{args.seed}:{number}")
        whole.update(seen)
        bad += len(failures)
        for line in failures[:40]:
            print(line)
        done = time.perf_counter() - start
        print(f"chunk {number}: {len(failures)} failures, {whole['false']} done, {done:.0f} s")
        sys.stdout.flush()
    for what, amount in sorted(whole.items()):
        print(f"{amount:8}  {what}")
    print(f"{bad} failures, {time.perf_counter() - start:.1f} s, seed {args.seed}")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())

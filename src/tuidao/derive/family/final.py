"""The last line: sums split or drawn together, constant and common factors in front, whichever is shorter."""

from __future__ import annotations

from fractions import Fraction
from math import gcd, lcm

from tuidao.derive.family.gather import gathered
from tuidao.derive.family.walk import mapped
from tuidao.derive.simplify import decompose, summands, tidy
from tuidao.derive.writing import Exponent, Powers, build_product, exponent_term
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, function, oo, total
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate, mentions, size

_Front = frozenset[tuple[Term, Exponent]]
Row = tuple[Fraction, Powers]  # a coefficient times powers
_MOST_ROWS = 40
_MOST_SIZE = 1500
_E = App(ops.E, ())


def final(t: Term) -> Term:
    """The shortest of a few ways to write `t`, all of them equal to it where it has a value."""
    return min(forms(t), key=_cost)


def forms(t: Term) -> list[Term]:
    """A few ways to write `t`: with sums drawn together, with common factors in front, split, and as it stands."""
    plain = tidy(t)
    if size(plain) > _MOST_SIZE:
        return [plain]
    plain = tidy(mapped(plain, _number_out))
    try:
        split = tidy(pull_out(plain))
        one = tidy(drawn_together(split))
        found = [one, tidy(factored(one)), split, tidy(factored(split)), plain]
        return [*map(gathered, found), *found]
    except ValueError:
        return [plain]


def _number_out(t: Term) -> Term:
    """Σ −2·a_k as −2·Σ a_k."""
    if type(t) is Bind and t.op is ops.SUM:
        c, powers = decompose(t.body)
        if c not in (0, 1):
            body = build_product(Fraction(1), dict(powers))
            return Num(c) * Bind(t.op, t.name, body, t.over)
    return t


def _cost(t: Term) -> int:
    """Size, with a leading minus counted a little: (b − a)·c before −(a − b)·c."""
    return 4 * size(t) + _minus_signs(t)


def _minus_signs(t: Term) -> int:
    if type(t) is Bind and t.op is ops.SUM:
        return 2 * (type(t.body) is App and t.body.op is ops.NEG)
    if type(t) is App and t.op in (ops.NEG, ops.MUL, ops.DIV):
        return (t.op is ops.NEG) + sum(map(_minus_signs, t.args))
    return 0


# ------------------------------------------------------------------ products multiplied out


def rows_of(t: Term, depth: int = 0) -> list[Row]:
    """`t` as a sum of products, small products of sums multiplied out. Raises ValueError where it has no value."""
    out: list[Row] = []
    for c, powers in summands(tidy(t)):
        base = next((b for b, e in powers.items() if e in (1, 2) and _is_sum(b)), None)
        if base is None or depth > 4:
            out.append((c, dict(powers)))
            continue
        rest: Powers = {b: e for b, e in powers.items() if b != base}
        if powers[base] == 2:
            rest[base] = 1
        for d, more in summands(base):
            out += rows_of(
                build_product(c * d, dict(rest)) * build_product(ONE.value, dict(more)), depth + 1
            )
        if len(out) > _MOST_ROWS:
            return list(summands(tidy(t)))
    return list(summands(written(out)))


def _is_sum(t: Term) -> bool:
    return type(t) is App and t.op in (ops.ADD, ops.SUB)


def written(rows: list[Row]) -> Term:
    """The sum of the rows."""
    whole: Term = ZERO
    for c, powers in rows:
        part = build_product(abs(c), dict(powers))
        whole = part if whole == ZERO and c > 0 else whole + part if c > 0 else whole - part
    return tidy(whole)


# ------------------------------------------------------------------ sums split


def pull_out(t: Term) -> Term:
    """Sums split term by term, and factors without the index taken in front of them, innermost first."""
    if type(t) is App:
        return App(t.op, tuple(pull_out(a) for a in t.args))
    if type(t) is not Bind:
        return t
    k = fresh(t.name, free_symbols(t))
    body = pull_out(instantiate(t.body, k))
    if t.op is not ops.SUM:
        return Bind(t.op, t.name, function(k, body).body, t.over)
    whole: Term = ZERO
    for c, powers in rows_of(body):
        front, inside = _apart(powers, k)
        before = build_product(c, front)
        first, last = t.over
        part = tidy(last - first + 1)
        if inside or last == oo:
            part = total(build_product(Fraction(1), inside), k, *t.over)
        whole = whole + (part if before == ONE else before * part)
    return tidy(whole)


def _apart(powers: Powers, k: Sym) -> tuple[Powers, Powers]:
    """Factors without the index, and with it; e^(a + b_k) comes apart."""
    front: Powers = {}
    inside: Powers = {}
    for base, e in powers.items():
        if not mentions(base, k) and not (isinstance(e, Term) and mentions(e, k)):
            front[base] = e
        elif base == _E and isinstance(e, Term):
            free = [(c, p) for c, p in summands(e) if not mentions(build_product(c, dict(p)), k)]
            held = [(c, p) for c, p in summands(e) if mentions(build_product(c, dict(p)), k)]
            if free:
                front[base] = written(free)
            inside[base] = written(held)
        else:
            inside[base] = e
    return front, inside


# ------------------------------------------------------------------ sums drawn together


def drawn_together(t: Term) -> Term:
    """Sums over one range with the same factor in front become one sum, its body with common factors in front."""
    if type(t) is App and t.op not in (ops.ADD, ops.SUB, ops.NEG, ops.MUL, ops.DIV):
        return t
    groups: dict[tuple[_Front, tuple[Term, ...]], list[tuple[Fraction, Bind]]] = {}
    fronts: dict[tuple[_Front, tuple[Term, ...]], Powers] = {}
    rest: list[Row] = []
    for c, powers in rows_of(t):
        found = next(
            (b for b, e in powers.items() if type(b) is Bind and b.op is ops.SUM and e == 1), None
        )
        if found is None:
            rest.append((c, powers))
            continue
        front = {b: e for b, e in powers.items() if b != found}
        key = (frozenset(front.items()), found.over)
        groups.setdefault(key, []).append((c, found))
        fronts[key] = front
    whole = written(rest) if rest else ZERO
    for key, parts in groups.items():
        k = fresh(parts[0][1].name, frozenset().union(*(free_symbols(b) for _, b in parts)))
        body: Term = ZERO
        for c, b in sorted(parts, key=lambda p: -p[0]):
            body = body + Num(c) * instantiate(b.body, k)
        sign, inner = _signed(factored(tidy(body)))
        part = build_product(sign, fronts[key]) * total(inner, k, *key[1])
        whole = part if whole == ZERO else whole + part
    return whole


def _signed(t: Term) -> tuple[Fraction, Term]:
    """A number in front of a term, apart: Σ −2·a_k is −2·Σ a_k."""
    c, powers = decompose(t)
    return (c, build_product(Fraction(1), dict(powers))) if c else (Fraction(1), t)


# ------------------------------------------------------------------ common factors


def factored(t: Term) -> Term:
    """What all summands share, in front of what is left."""
    rows = rows_of(t)
    if len(rows) < 2:
        return t
    common = dict(rows[0][1])
    for _, powers in rows[1:]:
        common = {
            b: m for b, e in common.items() if (m := _shared(b, e, powers.get(b))) is not None
        }
    left = [(c, _without(powers, common)) for c, powers in rows]
    numbers = [c for c, _ in left]
    whole = Fraction(gcd(*(c.numerator for c in numbers)), lcm(*(c.denominator for c in numbers)))
    if not common and whole == 1:
        return t
    left = [(c / whole, p) for c, p in left]
    left.sort(key=lambda row: -row[0])
    return build_product(whole, common) * written(left)


def _shared(base: Term, a: Exponent, b: Exponent | None) -> Exponent | None:
    """The power that two powers of a base share; None for none."""
    if b is None:
        return None
    if a == b:
        return a
    if isinstance(a, int | Fraction) and isinstance(b, int | Fraction):
        return (min(a, b) if a > 0 else max(a, b)) if (a > 0) == (b > 0) else None
    if base == _E and isinstance(a, Term) and isinstance(b, Term):
        theirs = {frozenset(p.items()): c for c, p in summands(b)}
        same = []
        for c, p in summands(a):
            d = theirs.get(frozenset(p.items()), Fraction(0))
            if c * d > 0:
                same.append((min(c, d) if c > 0 else max(c, d), p))
        return written(same) if same else None
    return None


def _without(powers: Powers, common: Powers) -> Powers:
    left: Powers = {}
    for b, e in powers.items():
        taken = common.get(b)
        if taken is None:
            left[b] = e
            continue
        if isinstance(e, Term) or isinstance(taken, Term):
            rest = tidy(exponent_term(e) - exponent_term(taken))
            if rest != ZERO:
                left[b] = rest
        elif e != taken:
            left[b] = e - taken
    return left

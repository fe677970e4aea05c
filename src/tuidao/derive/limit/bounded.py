"""Oscillation: sine, cosine, fractional part and sign powers of what grows for ever, as bounded kernels."""

from __future__ import annotations

from typing import TYPE_CHECKING

from flint import arb, fmpq

from tuidao.derive.limit.constants import Coef, is_q
from tuidao.derive.limit.elementary import sin_cos, split_pi
from tuidao.derive.limit.fault import Restart, Undecided
from tuidao.derive.limit.field import Field
from tuidao.derive.limit.powers import integer_power, oscillating
from tuidao.derive.limit.series import Germ, Series
from tuidao.lang.build import cos, sin
from tuidao.lang.term import Sym, Term

if TYPE_CHECKING:
    from tuidao.derive.limit.expand import Expander

_UNIT_RANGE = (-1, 1)
SIGN_POWER = Sym("(-1)#n")


def _between(low: int, high: int) -> arb:
    return arb(low).union(arb(high))


def alternating(e: Expander, power: int) -> Coef:
    """(−1)**(power·n)."""
    if power % 2 == 0:
        return fmpq(1)
    k = oscillating(e.field, SIGN_POWER, _between(-1, 1))
    e.field.relate(SIGN_POWER, 2, fmpq(1))
    e.scale_of.angles.setdefault(SIGN_POWER, [arb(1), arb(-1)])
    return k


def infinite_sin_cos(e: Expander, infinite: list[tuple[Germ, Coef]], c0: Coef) -> tuple[Coef, Coef]:
    """sin and cos of P + c0 for an infinite P, in the sine and cosine of a base angle of which P is a multiple."""
    if e.field.oscillating(c0):  # P + c0 need not come near every angle: ⌊x⌋ = x − φ
        raise Undecided("an angle that jumps")
    s0, k0 = sin_cos(e.field, c0)
    sp, kp = _whole_turns(e, infinite) or _angle(e, infinite)
    return sp * k0 + kp * s0, kp * k0 - sp * s0


def _whole_turns(e: Expander, infinite: list[tuple[Germ, Coef]]) -> tuple[Coef, Coef] | None:
    """sin(kπn) = 0 and cos(kπn) = (−1)**(kn) for integers n."""
    if not e.integer or len(infinite) != 1 or infinite[0] != e.variable.terms[0]:
        g, c = infinite[0]
        if not (e.integer and len(infinite) == 1 and g == e.variable.terms[0][0]):
            return None
        q, rest = split_pi(e.field, c)
        if q.q == 1 and q != 0 and is_q(rest) and rest == 0:
            return fmpq(0), alternating(e, int(q))
    return None


def _angle(e: Expander, infinite: list[tuple[Germ, Coef]]) -> tuple[Coef, Coef]:
    parts = tuple((e.scale_of.name(g), c) for g, c in infinite)
    bases: list[tuple[tuple[tuple[object, Coef], ...], Sym]] = e.scale_of.angles.setdefault(
        "bases", []
    )
    for i, (base, theta) in enumerate(bases):
        ratio = _ratio(parts, base)
        if ratio is None:
            continue
        if ratio.q != 1:
            if ratio.q > 24:
                raise Undecided("angles too far apart")
            bases[i] = (tuple((g, c / int(ratio.q)) for g, c in base), theta)
            raise Restart
        return _multiple(e.field, theta, int(ratio.p))
    theta = Sym(f"theta#{len(bases)}")
    bases.append((parts, theta))
    e.scale_of.angles[theta] = _phases(e, infinite)
    return _multiple(e.field, theta, 1)


def _phases(e: Expander, infinite: list[tuple[Germ, Coef]]) -> list[arb] | None:
    """Angles that are met again and again (or come near to), None where that is not known."""
    everywhere = [arb(k) / 3 for k in range(19)]
    if not e.integer:
        return None if any(e.field.parameters(c) for _, c in infinite) else everywhere
    g, c = infinite[0]
    if len(infinite) > 1 or e.field.parameters(c):
        return None
    if not g < e.variable.terms[0][0]:
        if g != e.variable.terms[0][0]:
            return everywhere  # slower than n: its steps shrink, so that every angle is passed
        q, rest = split_pi(e.field, c)
        if is_q(rest) and rest != 0 and q == 0:
            return everywhere  # n modulo 2π is dense
        if is_q(rest) and rest == 0 and q.q <= 24:
            return [arb.pi() * arb(q) * n for n in range(1, 2 * int(q.q) + 1)]
    return None


def _ratio(a: tuple[tuple[object, Coef], ...], b: tuple[tuple[object, Coef], ...]) -> fmpq | None:
    if len(a) != len(b):
        return None
    found: fmpq | None = None
    for (g, c), (h, d) in zip(a, b, strict=True):
        if g != h:
            return None
        ratio = c / d
        if not is_q(ratio) or (found is not None and ratio != found):
            return None
        found = ratio
    return found


def _multiple(field: Field, theta: Sym, k: int) -> tuple[Coef, Coef]:
    """sin kθ and cos kθ."""
    if k < 0:
        back = _multiple(field, theta, -k)
        return -back[0], back[1]
    if k > 24:
        raise Undecided("angles too far apart")
    s1 = oscillating(field, sin(theta), _between(-1, 1))
    c1 = oscillating(field, cos(theta), _between(-1, 1))
    field.relate(sin(theta), 2, 1 - c1 * c1)
    s: Coef = fmpq(0)
    c: Coef = fmpq(1)
    for _ in range(k):
        s, c = s * c1 + c * s1, c * c1 - s * s1
    return s, c


def periodic_floor(e: Expander, s: Series, infinite: list[tuple[Germ, Coef]]) -> Series:
    """⌊s⌋ = s − φ for an infinite s, with φ between 0 and 1."""
    if any(e.field.oscillating(c) for _, c in s.terms):
        raise Undecided("floor of an oscillation")
    bare = s.err is None and all(g <= e.one for g, _ in s.terms)
    if e.integer and bare and _integer_valued(e, s):
        return s
    phases: list[arb] | None = [arb(0), arb(1) / 4, arb(1) / 2]
    if e.integer:
        (g, c), *others = infinite
        linear = (
            not others and bare and g == e.variable.terms[0][0] and is_q(c) and len(s.terms) == 1
        )
        phases = [arb(k) / int(c.q) for k in range(int(c.q))] if linear and c.q <= 24 else None
    phi = Sym(f"phi#{len(e.scale_of.angles)}")
    e.scale_of.angles[phi] = phases
    return e.add(s, e.const(oscillating(e.field, phi, _between(0, 1))), -1)


def _integer_valued(e: Expander, s: Series) -> bool:
    """A polynomial in n with whole coefficients."""
    step = e.variable.terms[0][0]
    place = next((k for k, v in enumerate(step) if v != 0), None)
    for g, c in s.terms:
        if not is_q(c) or c.q != 1:
            return False
        for k, v in enumerate(g):
            if k != place and v != 0:
                return False
            if k == place and (not is_q(v) or v.q != 1 or v > 0):
                return False
    return True


def power_of_negative(e: Expander, base: Series, exponent: Series) -> Series | None:
    """(−b)**(kn + j) as (−1)**(kn + j) · b**(kn + j); None where the base is not known to be negative."""
    if (
        not base.terms
        or e.field.known_sign(base.terms[0][1]) != -1
        or e.field.oscillating(base.terms[0][1])
    ):
        return None
    infinite, c0, d = e.parts(exponent)
    if (
        len(infinite) != 1
        or d.terms
        or d.err is not None
        or infinite[0][0] != e.variable.terms[0][0]
    ):
        return None
    k = infinite[0][1]
    if not (is_q(k) and k.q == 1 and is_q(c0) and c0.q == 1):
        return None
    front = alternating(e, int(k)) * integer_power(e.field, fmpq(-1), int(c0))
    return e.scale(e.exp(e.mul(exponent, e.log(e.neg(base)))), front)


def samples(e: Expander, symbols: list[Sym]) -> list[dict[Sym, arb]] | None:
    """Joint values of the oscillating kernels that are met again and again, None where that is not known."""
    choices: list[dict[Sym, arb]] = [{}]
    for s in symbols:
        phases = e.scale_of.angles.get(s)
        if phases is None or len(choices) * len(phases) > 500:
            return None
        choices = [{**known, s: value} for known in choices for value in phases]
    if len(symbols) > 1 and e.integer:
        return None
    return choices


__all__ = [
    "SIGN_POWER",
    "Term",
    "alternating",
    "infinite_sin_cos",
    "periodic_floor",
    "power_of_negative",
    "samples",
]

"""A differential field grown around an integrand: its kernels as generators, their derivatives and relations."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tuidao.derive.integral.frac import (
    ONE,
    SLOTS,
    ZERO,
    Frac,
    TooHard,
    coefficients,
    const,
    degree,
    gen,
    partial,
    substitute,
)
from tuidao.derive.integral.roots import factors, root
from tuidao.derive.integral.units import Units
from tuidao.lang.term import Sym, Term


@dataclass(slots=True)
class Gen:
    """A generator: what it stands for, its derivative by x, and for an algebraic one r**degree = relation."""

    kind: str  # symbol, constant, exp, power, log, root, sin, cos, sign, function
    term: (
        Term | None
    )  # how it is written; None for exp, power, root, which are written by their parts
    d: Frac
    degree: int = 0
    relation: Frac | None = None
    inner: Frac | None = None  # the argument; of a power its exponent
    base: Frac | None = None  # of a power or root
    fixed: bool = False  # free of x


class Field:
    """The field Q(params, x)(kernels). Slot 0 is always x."""

    def __init__(self, x: Sym, units: Units | None = None) -> None:
        self.x = x
        self.units = units or Units()
        self.gens: list[Gen] = []
        self.index: dict[object, int] = {}
        self.add("x", Gen("symbol", x, ONE))

    def add(self, key: object, g: Gen) -> int:
        """The slot of the generator under `key`, made if it is new."""
        if key in self.index:
            return self.index[key]
        if len(self.gens) >= SLOTS:
            raise TooHard("too many kernels")
        self.gens.append(g)
        self.index[key] = len(self.gens) - 1
        return len(self.gens) - 1

    # -- differentiation and relations

    def d(self, f: Frac) -> Frac:
        """The derivative by x (relations not yet used)."""
        out = ZERO
        for s in f.slots():
            ds = self.gens[s].d
            if not ds.is_zero:
                out = out + partial(f, s) * ds
        return out

    def depends(self, f: Frac) -> bool:
        """Does f depend on x?"""
        return any(
            not self.gens[s].fixed and (s == 0 or not self.gens[s].d.is_zero) for s in f.slots()
        )

    def algebraic(self) -> list[int]:
        """The algebraic generators, latest first (later ones may be built over earlier ones)."""
        return [s for s in range(len(self.gens) - 1, -1, -1) if self.gens[s].degree]

    def clean(self, f: Frac) -> Frac:
        """f with the relations used: low powers of algebraic generators, none of degree 2 below the line."""
        algebraic = [s for s in self.algebraic() if f.uses(s)]
        if not algebraic:
            return f
        for _ in range(12):
            f = self._lower(f, algebraic)
            below = {s for s in f.slots() if degree(f.den, s) > 0}
            mobile = any(not self.gens[s].fixed for s in below)
            # a constant root stays in a denominator that moves: clearing it would double the degree
            s = next(
                (s for s in algebraic if s in below and not (mobile and self.gens[s].fixed)), None
            )
            if s is None:
                return f
            parts = coefficients(f.den, s)
            r = gen(s)
            if len(parts) == 2:
                a, b = Frac(parts[0]), Frac(parts[1])
                q = self.gens[s].degree
                relation = self.gens[s].relation
                assert relation is not None
                # (a + b r) divides a^q ± b^q r^q: the cofactor clears r from the denominator
                if a.is_zero:
                    f = Frac(f.num) * r ** (q - 1) / (b * relation)
                else:
                    t = -b * r
                    cofactor = ZERO
                    for k in range(q):
                        cofactor = cofactor + a ** (q - 1 - k) * t**k
                    whole = a**q - (-b) ** q * relation
                    if whole.is_zero:
                        raise TooHard("a zero divisor")
                    f = Frac(f.num) * cofactor / whole
            else:
                return f
            algebraic = [t for t in self.algebraic() if f.uses(t)]
        return f

    def _lower(self, f: Frac, algebraic: list[int]) -> Frac:
        for s in algebraic:
            g = self.gens[s]
            if degree(f.num, s) < g.degree and degree(f.den, s) < g.degree:
                continue
            f = self._lowered(f.num, s) / self._lowered(f.den, s)
        return f

    def _lowered(self, p: object, s: int) -> Frac:
        g = self.gens[s]
        assert g.relation is not None
        out, power, k = ZERO, ONE, 0
        parts = coefficients(p, s)
        while k < len(parts):
            for j, c in enumerate(parts[k : k + g.degree]):
                if not c.is_zero():
                    out = out + Frac(c) * gen(s) ** j * power
            k += g.degree
            if k < len(parts):
                power = power * g.relation
        return out

    def spare(self) -> int:
        """A slot for an auxiliary indeterminate."""
        from tuidao.lang.focus import fresh

        taken = {g.term for g in self.gens if isinstance(g.term, Sym)}
        return self.add(
            ("spare", len(self.gens)), Gen("symbol", fresh("t", taken), ZERO, fixed=True)
        )

    def sample(self, f: Frac) -> float | None:
        """The value of a constant at sample values of the parameters; None where it has none."""
        from tuidao.derive.integral.guard import sample

        return sample(self, f)

    def same(self, a: Frac, b: Frac) -> bool:
        """Equal in the field, as far as the relations known tell."""
        return self.clean(a - b).is_zero

    # -- making kernels

    def symbol(self, s: Sym) -> Frac:
        """A symbol: x, or a parameter."""
        if s == self.x:
            return gen(0)
        return gen(self.add(s, Gen("symbol", s, ZERO, fixed=True)))

    def constant(self, t: Term) -> Frac:
        """A term free of x as a generator of its own."""
        return gen(self.add(("constant", t), Gen("constant", t, ZERO, fixed=True)))

    def exponential(self, arg: Frac) -> Frac:
        """exp(arg), split along the sum in its argument."""
        out = ONE
        for c, m in self.monomials(arg):
            log_slot = self._log_factor(m)
            if log_slot is not None:
                base = self.gens[log_slot].inner
                assert base is not None
                out = out * self.power(base, m * const(c) / gen(log_slot))
                continue
            lowered = self._undone(m, c)
            if lowered is not None:
                out = out * lowered
                continue
            unit = self.units.refine(("exp", str(m)), c)
            inner = const(unit) * m
            key = ("exp", m)
            slot = self.index.get(key)
            if slot is None:
                fixed = not self.depends(m)
                slot = self.add(key, Gen("exp", None, ZERO, inner=inner, fixed=fixed))
                self.gens[slot].d = ZERO if fixed else self.clean(self.d(inner)) * gen(slot)
            out = out * gen(slot) ** int(c / unit)
        return out

    def _undone(self, m: Frac, c: Fraction) -> Frac | None:
        """exp(c·g) for an inverse hyperbolic g, without exponential."""
        slots = m.slots()
        if len(slots) != 1 or m != gen(next(iter(slots))):
            return None
        g = self.gens[next(iter(slots))]
        u = g.inner
        half = Fraction(1, 2)
        if u is None or g.kind not in ("asinh", "acosh", "atanh", "acoth"):
            return None
        if g.kind == "asinh":
            base = u + self.root(u * u + ONE, half)
        elif g.kind == "acosh":
            base = u + self.root(u * u - ONE, half)
        elif g.kind == "atanh":
            return self.power((ONE + u) / (ONE - u), const(c * half))
        else:
            return self.power((u + ONE) / (u - ONE), const(c * half))
        return self.power(base, const(c))

    def _log_factor(self, m: Frac) -> int | None:
        for s in m.slots():
            if self.gens[s].kind == "log" and degree(m.num, s) == 1 and degree(m.den, s) == 0:
                return s
        return None

    def monomials(self, arg: Frac) -> list[tuple[Fraction, Frac]]:
        """arg as a sum of rational multiples of unit parts; one part when its denominator is a proper sum."""
        if arg.is_zero:
            return []
        if len(arg.den) > 1:
            c = Fraction(int(arg.num.content()), int(arg.den.content()))
            return [(c, arg / const(c))]
        out = []
        for exps, c in arg.num.terms():
            part = Frac(arg.num.context().from_dict({exps: c}), arg.den)
            lead = Fraction(int(c), int(arg.den.leading_coefficient()))
            out.append((lead, part / const(lead)))
        return out

    def power(self, base: Frac, exponent: Frac) -> Frac:
        """base**exponent."""
        e = exponent.rational
        if e is not None:
            if e.denominator == 1:
                return base ** int(e)
            return self.root(base, e)
        b = base.rational
        if b is not None and b > 0:
            out = ONE
            for p, k in factors(b):
                out = out * self._symbolic_power(const(p), exponent * const(k))
            return out
        if len(base.num) == 1 and len(base.den) == 1 and len(base.slots()) == 1 and not e:
            (s,) = base.slots()
            g = self.gens[s]
            if g.kind == "exp" and g.inner is not None and base == gen(s) ** degree(base.num, s):
                return self.exponential(g.inner * const(degree(base.num, s)) * exponent)
        if (
            len(base.num) == 1
            and len(base.den) == 1
            and (len(base.slots()) > 1 or not _is_gen(base))
        ):
            return self._monomial_power(base, exponent)
        return self._symbolic_power(base, exponent)

    def _monomial_power(self, base: Frac, exponent: Frac) -> Frac:
        """(c x^k y^l)^e = c^e x^(ke) y^(le), where the parts have these powers."""
        c = Fraction(int(base.num.leading_coefficient()), int(base.den.leading_coefficient()))
        if c < 0:
            return self._symbolic_power(base, exponent)
        out = self.power(const(c), exponent) if c != 1 else ONE
        for s in sorted(base.slots()):
            k = degree(base.num, s) - degree(base.den, s)
            out = out * self.power(gen(s), exponent * const(k))
        return out

    def _symbolic_power(self, base: Frac, exponent: Frac) -> Frac:
        out = ONE
        for c, m in self.monomials(exponent):
            if m.rational is not None:
                out = out * self.power(base, const(c * m.rational))
                continue
            unit = self.units.refine(("power", f"{base} {m}"), c)
            key = ("power", base, m)
            slot = self.index.get(key)
            if slot is None:
                inner = const(unit) * m
                fixed = not self.depends(m) and not self.depends(base)
                slot = self.add(key, Gen("power", None, ZERO, inner=inner, base=base, fixed=fixed))
                if not fixed:
                    rate = ZERO
                    if self.depends(base):
                        rate = inner * self.clean(self.d(base) / base)
                    if self.depends(m):
                        rate = rate + self.clean(self.d(inner)) * self.log(base)
                    self.gens[slot].d = rate * gen(slot)
            out = out * gen(slot) ** int(c / unit)
        return out

    def root(self, base: Frac, e: Fraction) -> Frac:
        """base**e for a fraction e, squares taken out of square roots with their sign."""
        return root(self, base, e)

    def absolute(self, f: Frac) -> Frac:
        """|f| as its sign times f; even powers of exponentials are positive anyway."""
        r = f.rational
        if r is not None:
            return const(abs(r))
        if all(self.gens[s].kind == "exp" for s in f.slots()) and all(
            c > 0 for c in [*f.num.coeffs(), *f.den.coeffs()]
        ):
            return f
        return self.sign(f) * f

    def sign(self, f: Frac) -> Frac:
        """The sign of f, a generator that is its own inverse."""
        lead = 1
        if f.num.leading_coefficient() < 0:
            f, lead = -f, -1
        key = ("sign", f)
        slot = self.index.get(key)
        if slot is None:
            slot = self.add(key, Gen("sign", None, ZERO, 2, ONE, inner=f, fixed=True))
        return const(lead) * gen(slot)

    def log(self, f: Frac) -> Frac:
        """log f: of quotients, powers of exponentials and positive multiples taken apart."""
        r = f.rational
        if r is not None:
            if r <= 0:
                raise TooHard("logarithm of a number that is not positive")
            out = ZERO
            for p, k in factors(r):
                out = out + const(k) * self._plain_log(const(p))
            return out
        if f.num.is_constant() and f.num.leading_coefficient() > 0:
            return -self.log(ONE / f)
        if len(f.num) == 1 and len(f.den) == 1 and f.num.leading_coefficient() > 0:
            rest, out = f, ZERO
            for s in f.slots():
                g = self.gens[s]
                if g.kind in ("exp",) and g.inner is not None:
                    k = degree(f.num, s) - degree(f.den, s)
                    out = out + const(k) * g.inner
                    rest = rest / gen(s) ** k
            if rest == ONE:
                return out
            if not out.is_zero:
                return out + self.log(rest)
        return self._plain_log(f)

    def _plain_log(self, f: Frac) -> Frac:
        key = ("log", f)
        slot = self.index.get(key)
        if slot is None:
            fixed = not self.depends(f)
            d = ZERO if fixed else self.clean(self.d(f) / f)
            slot = self.add(key, Gen("log", None, d, inner=f, fixed=fixed))
        return gen(slot)

    def function(self, name: str, f: Frac, d: Frac) -> Frac:
        """A kernel name(f) with its derivative by x given."""
        key = ("function", name, f)
        slot = self.index.get(key)
        if slot is None:
            slot = self.add(key, Gen("function", None, d, inner=f, fixed=d.is_zero))
            self.gens[slot].kind = name
        return gen(slot)

    def angle(self, f: Frac) -> tuple[Frac, Frac]:
        """(sin f, cos f) in the sine and cosine of a unit angle."""
        if f.is_zero:
            return ZERO, ONE
        from tuidao.derive.integral.angles import angle

        return angle(self, f)

    def put(self, f: Frac, values: dict[int, Frac]) -> Frac:
        """f with generators replaced, relations used."""
        return self.clean(substitute(f, values))


def _is_gen(f: Frac) -> bool:
    """Is f one generator and no more?"""
    slots = f.slots()
    return len(slots) == 1 and f == gen(next(iter(slots)))

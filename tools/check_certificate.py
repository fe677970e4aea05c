#!/usr/bin/env python3
"""The second checker: replays a certificate, with nothing but Python's standard library and a list of rules.

    python tools/check_certificate.py solution.json [more.json …] [--rules tools/rules.json]

It shares no code with tuidao. It reads the certificate's terms, puts each rule's variables in, compares with what the
step says, follows premises, folded steps and reversed uses, and settles simplifications by exact arithmetic of its own.
An equality is checked for the points where both sides have a value. What it cannot re-check (a condition, a procedure
it does not have) it lists; it never passes over it in silence.

Exit code: 0 all re-checked, 1 refused, 2 not a certificate, 3 nothing false found, but some of it not re-checked.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterator
from fractions import Fraction
from math import gcd
from pathlib import Path
from typing import Any

VERSION = 1
RULES = Path(__file__).with_name("rules.json")


class Damaged(Exception):
    """The file is no certificate."""


class Refused(Exception):
    """A step does not follow."""


class TooHard(Exception):
    """The arithmetic here does not reach that far."""


# ---------------------------------------------------------------- terms, bound variables by number


KEYS: dict[Any, int] = {}  # of nodes by content


class Term:
    """A node: kind, value (number, name, index, operator), children. Equal when `key` is: bound names do not count."""

    __slots__ = ("key", "kids", "kind", "loose", "name", "value")

    def __init__(self, kind: str, value: Any, kids: tuple[Term, ...] = (), name: str = "") -> None:
        self.kind, self.value, self.kids, self.name = kind, value, kids, name
        content = (kind, value, tuple(k.key for k in kids))
        self.key: int = KEYS.setdefault(content, len(KEYS))
        self.loose = value + 1 if kind == "bound" else 0
        for place, kid in enumerate(kids):
            under = kid.loose - 1 if kind == "bind" and place == 0 else kid.loose
            self.loose = max(self.loose, under)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Term) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __str__(self) -> str:
        if self.kind == "app" and self.kids:
            return f"{self.value}({', '.join(map(str, self.kids))})"
        if self.kind == "bind":
            return f"{self.value}[{self.name}]({', '.join(map(str, self.kids))})"
        return f"#{self.value}" if self.kind == "bound" else str(self.value)


def app(op: str, *kids: Term) -> Term:
    return Term("app", op, kids)


def number(value: int | Fraction) -> Term:
    return Term("num", Fraction(value))


def symbol(name: str) -> Term:
    return Term("sym", name)


TRUE, UNDEFINED = app("True"), app("undefined")


def with_kids(t: Term, kids: tuple[Term, ...]) -> Term:
    return Term(t.kind, t.value, kids, t.name)


def mapped(t: Term, depth: int, change: Callable[[Term, int], Term | None]) -> Term:
    """`t` with `change` applied to every node, outermost first; `depth` counts the binders crossed."""
    new = change(t, depth)
    if new is not None:
        return new
    if not t.kids:
        return t
    inner = depth + 1 if t.kind == "bind" else depth
    kids = tuple(mapped(k, inner if n == 0 else depth, change) for n, k in enumerate(t.kids))
    return with_kids(t, kids)


def lifted(t: Term, by: int) -> Term:
    def change(t: Term, depth: int) -> Term | None:
        return Term("bound", t.value + by) if t.kind == "bound" and t.value >= depth else None

    return mapped(t, 0, change) if t.loose and by else t


def opened(body: Term, value: Term) -> Term:
    """The body of a binder with `value` in the place of its variable."""

    def change(t: Term, depth: int) -> Term | None:
        if t.loose <= depth:
            return t
        if t.kind != "bound":
            return None
        return lifted(value, depth) if t.value == depth else Term("bound", t.value - 1)

    return mapped(body, 0, change)


def closed(t: Term, name: str) -> Term:
    """`t` with the free symbol turned into a reference to a binder put around it."""

    def change(t: Term, depth: int) -> Term | None:
        if t.kind == "bound":
            return Term("bound", t.value + 1) if t.value >= depth else t
        return Term("bound", depth) if t.kind == "sym" and t.value == name else None

    return mapped(t, 0, change)


def put_in(t: Term, by: dict[str, Term]) -> Term:
    """A rule's pattern with its variables bound; f(a) with f bound to a function is reduced."""

    def change(t: Term, depth: int) -> Term | None:
        if t.kind == "sym":
            return by.get(t.value, t)
        if t.kind == "app" and t.value == "call" and t.kids[0].kind == "sym":
            f = by.get(t.kids[0].value)
            if f is not None:
                return applied(f, [mapped(k, depth, change) for k in t.kids[1:]])
        return None

    return mapped(t, 0, change)


def applied(f: Term, args: list[Term]) -> Term:
    for place, a in enumerate(args):
        if f.kind != "bind" or f.value != "lambda":
            return app("call", f, *args[place:])
        f = opened(f.kids[0], a)
    return f


def names(t: Term) -> set[str]:
    if t.kind == "sym":
        return {t.value}
    return set().union(*(names(k) for k in t.kids)) if t.kids else set()


def fresh(name: str, taken: set[str]) -> str:
    found, k = name, 0
    while found in taken:
        k += 1
        found = f"{name}#{k}"
    return found


def at_path(t: Term, path: list[int]) -> tuple[Term, set[str], list[Term]]:
    """The subterm at a path; bound variables on the way get fresh names, the same ones every time.

    Those names come with it, and what "for all s in an interval" says of them.
    """
    taken = names(t) if path else set()
    given: set[str] = set()
    facts: list[Term] = []
    for k in path:
        if k >= len(t.kids):
            raise Refused("it names a place that is not there")
        if t.kind == "bind" and k == 0:
            name = fresh(t.name, taken)
            taken.add(name)
            given.add(name)
            if t.value in ("forall", "exists"):
                facts += inside(symbol(name), t.kids[1])
            t = opened(t.kids[0], symbol(name))
        else:
            t = t.kids[k]
    return t, given, facts


def instances(t: Term, path: list[int], facts: tuple[Term, ...]) -> list[Term]:
    """What facts about all points of a set say of the variables bound on the way that run over that set."""
    taken = names(t) if path else set()
    found: list[Term] = []
    for k in path:
        if t.kind == "bind" and k == 0:
            name = fresh(t.name, taken)
            taken.add(name)
            sets = {"sum": app("Interval", *t.kids[1:]), "product": app("Interval", *t.kids[1:])}
            where = t.kids[1] if t.value == "forall" else sets.get(t.value)
            found += [
                opened(f.kids[0], symbol(name))
                for f in facts
                if f.kind == "bind" and f.value == "forall" and f.kids[1] == where
            ]
            t = opened(t.kids[0], symbol(name))
        else:
            t = t.kids[k]
    return found


def inside(x: Term, interval: Term) -> list[Term]:
    """What lying in an interval says."""
    if interval.kind != "app" or not interval.value.startswith("Interval"):
        return []
    a, b = interval.kids
    left = "lt" if interval.value in ("Interval.open", "Interval.Lopen") else "le"
    right = "lt" if interval.value in ("Interval.open", "Interval.Ropen") else "le"
    found = [] if a == app("neg", app("oo")) else [app(left, a, x)]
    return found if b == app("oo") else [*found, app(right, x, b)]


def replaced(t: Term, path: list[int], new: Term, taken: set[str] | None = None) -> Term:
    if not path:
        return new
    taken = names(t) if taken is None else taken
    k, rest = path[0], path[1:]
    if t.kind == "bind" and k == 0:
        name = fresh(t.name, taken)
        body = replaced(opened(t.kids[0], symbol(name)), rest, new, taken | {name})
        return with_kids(t, (closed(body, name), *t.kids[1:]))
    return with_kids(t, (*t.kids[:k], replaced(t.kids[k], rest, new, taken), *t.kids[k + 1 :]))


# ---------------------------------------------------------------- exact arithmetic: fractions of polynomials in kernels

Mono = tuple[tuple[int, Fraction], ...]  # kernels, by number, with their exponents, in order
Poly = dict[Mono, Fraction]
Ratio = tuple[Poly, Poly]
ONE: Poly = {(): Fraction(1)}
MOST_TERMS, MOST_POWER, MOST_DIGITS, MOST_WORK = 4000, 40, 2000, 400_000

KERNELS: list[Any] = []  # by number
NUMBERS: dict[Any, int] = {}  # of kernels
work = [0]  # products of two terms since the question was put


def plus(a: Poly, b: Poly) -> Poly:
    out = dict(a)
    for m, c in b.items():
        out[m] = out.get(m, Fraction(0)) + c
        if not out[m]:
            del out[m]
    return out


def mono_times(a: Mono, b: Mono) -> Mono:
    out = dict(a)
    for kernel, power in b:
        out[kernel] = out.get(kernel, Fraction(0)) + power
    return tuple(sorted((k, p) for k, p in out.items() if p))


def numbered(kernel: Any) -> int:
    """A kernel's number; a new one is given to a new kernel."""
    if kernel not in NUMBERS:
        NUMBERS[kernel] = len(KERNELS)
        KERNELS.append(kernel)
    return NUMBERS[kernel]


def times(a: Poly, b: Poly) -> Poly:
    work[0] += len(a) * len(b)
    if work[0] > MOST_WORK:
        raise TooHard("too much to multiply out")
    out: Poly = {}
    for m, c in a.items():
        for n, d in b.items():
            key = mono_times(m, n)
            out[key] = out.get(key, Fraction(0)) + c * d
    out = {m: c for m, c in out.items() if c}
    if len(out) > MOST_TERMS or any(
        c.numerator.bit_length() > 4 * MOST_DIGITS for c in out.values()
    ):
        raise TooHard("too large")
    return out


def primes(n: int) -> Iterator[tuple[int, int]]:
    """The prime factors of n with their multiplicities; TooHard where trial division does not find them."""
    p = 2
    while p * p <= n and p < 100_000:
        k = 0
        while n % p == 0:
            n, k = n // p, k + 1
        if k:
            yield p, k
        p += 1 if p == 2 else 2
    if n > 1:
        if n >= 10**10:
            raise TooHard("a number too large to factor")
        yield n, 1


class Arithmetic:
    """Terms as fractions of polynomials over kernels (symbols, sin u, eᵘ, roots, …), told apart by their arguments."""

    def __init__(self) -> None:
        self.arguments: list[Ratio] = []
        self.found: dict[int, Ratio] = {}

    # fractions
    @staticmethod
    def constant(value: int | Fraction) -> Ratio:
        return ({(): Fraction(value)} if value else {}, ONE)

    @staticmethod
    def kernel(kernel: Any, power: Fraction | int = 1) -> Ratio:
        return ({((numbered(kernel), Fraction(power)),): Fraction(1)}, ONE)

    @staticmethod
    def add(a: Ratio, b: Ratio) -> Ratio:
        if a[1] == b[1]:
            return plus(a[0], b[0]), a[1]
        return plus(times(a[0], b[1]), times(b[0], a[1])), times(a[1], b[1])

    def multiply(self, a: Ratio, b: Ratio) -> Ratio:
        return self.tidied(times(a[0], b[0]), times(a[1], b[1]))

    @staticmethod
    def tidied(top: Poly, bottom: Poly) -> Ratio:
        if len(bottom) == 1:
            ((mono, c),) = bottom.items()
            inverse = {tuple((k, -p) for k, p in mono): 1 / c}
            return times(top, inverse), ONE
        return top, bottom

    def inverse(self, a: Ratio) -> Ratio:
        if not self.reduced(a)[0]:
            raise TooHard("a denominator that is zero")
        return self.tidied(a[1], a[0])

    def power(self, a: Ratio, n: int) -> Ratio:
        if abs(n) > MOST_POWER and not (len(a[0]) == 1 and a[1] == ONE and abs(n) < 10**6):
            raise TooHard("a large power")
        if n < 0:
            return self.power(self.inverse(a), -n)
        if len(a[0]) == 1 and a[1] == ONE:
            ((mono, c),) = a[0].items()
            if c not in (1, -1) and n > MOST_POWER:
                raise TooHard("a large power")
            return {tuple((k, p * n) for k, p in mono): c**n}, ONE
        out = (ONE, ONE)
        for _ in range(n):
            out = self.multiply(out, a)
        return out

    def is_zero(self, a: Ratio) -> bool:
        """Is the fraction zero? Negative powers are multiplied out first: relations speak of positive ones."""
        top = self.reduced(a)[0]
        least: dict[Any, Fraction] = {}
        for mono in top:
            for kernel, power in mono:
                least[kernel] = min(power, least.get(kernel, Fraction(0)))
        up: Mono = tuple((k, -p) for k, p in least.items() if p < 0)
        return not self.reduced((times(top, {up: Fraction(1)}), ONE))[0] if up else not top

    def equal(self, a: Ratio, b: Ratio) -> bool:
        if not self.reduced((a[1], ONE))[0] or not self.reduced((b[1], ONE))[0]:
            raise TooHard("a denominator that is zero")
        return self.is_zero(self.add(a, (({m: -c for m, c in b[0].items()}), b[1])))

    def argument(self, a: Ratio) -> int:
        """The number of an argument; equal arguments have one number."""
        for k, other in enumerate(self.arguments):
            if other == a or (len(self.arguments) < 60 and self.equal(other, a)):
                return k
        self.arguments.append(a)
        return len(self.arguments) - 1

    def reduced(self, a: Ratio) -> Ratio:
        """The relations used: sin² = 1 − cos², (root of u)ᵏ = u·…, |u|² = u²."""
        for _ in range(40):
            parts: dict[Mono, Poly] = {}
            for mono, c in a[0].items():
                out = tuple((k, Fraction(n)) for k, p in mono if (n := self.whole(k, p)))
                left = mono_times(mono, tuple((k, -n) for k, n in out))
                part = parts.setdefault(out, {})
                part[left] = part.get(left, Fraction(0)) + c
            if set(parts) <= {()}:
                return a
            total: Ratio = ({}, ONE)
            for out, part in parts.items():
                term: Ratio = (part, ONE)
                for k, power in out:
                    term = self.multiply(term, self.relation(k, int(power)))
                total = self.add(total, term)
            a = total[0], times(total[1], a[1])
        raise TooHard("a reduction without end")

    @staticmethod
    def whole(number: int, power: Fraction) -> int:
        """How many powers of a kernel a relation takes out."""
        kind = KERNELS[number][0]
        if kind == "root":
            return power.numerator // power.denominator
        return int(power) // 2 * 2 if kind in ("sin", "Abs") and power >= 2 else 0

    def relation(self, number: int, n: int) -> Ratio:
        """The n-th power of a kernel, by its relation."""
        kind, at = KERNELS[number][0], KERNELS[number][1]
        if kind == "sin":
            cosine: Ratio = ({((numbered(("cos", at)), Fraction(2)),): Fraction(-1)}, ONE)
            return self.power(self.add((ONE, ONE), cosine), n // 2)
        return self.power(self.arguments[at], n)

    # terms
    def of(self, t: Term) -> Ratio:
        if t.key not in self.found:
            self.found[t.key] = self._of(t)
        return self.found[t.key]

    def _of(self, t: Term) -> Ratio:
        if t.kind == "num":
            return self.constant(t.value)
        if t.kind != "app":
            return self.kernel((t.kind, t.key))
        op, kids = t.value, t.kids
        if op in ("oo", "zoo", "undefined"):
            raise TooHard("an infinite value")
        if op in ("add", "sub", "mul", "div"):
            a, b = self.of(kids[0]), self.of(kids[1])
            if op == "mul":
                return self.multiply(a, b)
            if op == "div":
                return self.multiply(a, self.inverse(b))
            return self.add(a, b if op == "add" else self.negative(b))
        if op == "neg":
            return self.negative(self.of(kids[0]))
        if op == "pow":
            return self.raised(kids[0], self.of(kids[1]))
        if op == "sqrt":
            return self.fractional(self.of(kids[0]), Fraction(1, 2))
        if (
            op == "root"
            and kids[1].kind == "num"
            and kids[1].value.denominator == 1
            and kids[1].value > 0
        ):
            return self.fractional(self.of(kids[0]), 1 / kids[1].value)
        if op == "E":
            return self.kernel(("exp", ()))
        if op == "exp":
            return self.exponential(self.of(kids[0]))
        if op == "log":
            return self.logarithm(self.of(kids[0]))
        if op == "logb":
            base = self.logarithm(self.of(kids[1]))
            return self.multiply(self.logarithm(self.of(kids[0])), self.inverse(base))
        if op in ("sin", "cos", "tan", "cot", "sec", "csc"):
            return self.circular(op, self.of(kids[0]))
        if op in ("sinh", "cosh", "tanh", "coth", "sech", "csch", "sigmoid"):
            return self.hyperbolic(op, self.of(kids[0]))
        if op in ("asin", "atan", "asinh", "atanh", "erf", "Abs") and kids:
            u, sign = self.signed(self.of(kids[0]))
            made = self.kernel((op, self.argument(u)))
            return self.negative(made) if sign < 0 and op != "Abs" else made
        if op in ("pi", "EulerGamma") or op in ("call", "index", "Piecewise"):
            return self.kernel(("app", t.key))
        if all(k.kind != "bind" for k in kids) and len(kids) <= 3:
            return self.kernel((op, *(self.argument(self.of(k)) for k in kids)))
        return self.kernel(("app", t.key))

    @staticmethod
    def negative(a: Ratio) -> Ratio:
        return {m: -c for m, c in a[0].items()}, a[1]

    def signed(self, a: Ratio) -> tuple[Ratio, int]:
        """`a` or −a, whichever has first coefficients of one sign above and below, and which it was."""
        a = self.reduced(a)
        if not a[0]:
            return a, 1
        below = a[0][min(a[0])] * a[1][min(a[1])] < 0
        return (self.negative(a), -1) if below else (a, 1)

    def number(self, a: Ratio) -> Fraction | None:
        a = self.reduced(a)
        if not a[0]:
            return Fraction(0)
        if a[1] == ONE and set(a[0]) == {()}:
            return a[0][()]
        return None

    def raised(self, base: Term, exponent: Ratio) -> Ratio:
        n = self.number(exponent)
        if n is not None:
            b = self.of(base)
            return self.power(b, int(n)) if n.denominator == 1 else self.fractional(b, n)
        if exponent[1] != ONE:
            return self.kernel(("power", self.argument(self.of(base)), self.argument(exponent)))
        if base.value == "E":
            return self.exponential(exponent)
        out = (ONE, ONE)
        at = self.argument(self.of(base))
        for mono, c in exponent[0].items():
            if mono == ():
                whole = Fraction(c.numerator // c.denominator)
                part = self.power(self.of(base), int(whole))
                if c != whole:
                    part = self.multiply(part, self.fractional(self.of(base), c - whole))
            else:
                part = self.kernel(("raised", at, mono), c)
            out = self.multiply(out, part)
        return out

    def exponential(self, exponent: Ratio) -> Ratio:
        exponent = self.reduced(exponent)
        if exponent[1] != ONE:
            return self.kernel(("exp-of", self.argument(exponent)))
        out: Ratio = (ONE, ONE)
        for mono, c in exponent[0].items():
            kernel: Any = KERNELS[mono[0][0]] if len(mono) == 1 and mono[0][1] == 1 else ()
            if kernel[:2] == ("log", "of"):
                # e to the c·log u is u to the c.
                part = self.kernel(("root", kernel[2]), c)
            else:
                part = self.kernel(("exp", mono), c)
            out = self.multiply(out, part)
        return out

    def fractional(self, base: Ratio, power: Fraction) -> Ratio:
        base = self.reduced(base)
        if not base[0]:
            if power > 0:
                return self.constant(0)
            raise TooHard("zero to a negative power")
        content = abs(next(iter(base[0].values())))
        for c in base[0].values():
            content = Fraction(
                gcd(content.numerator * c.denominator, c.numerator * content.denominator),
                content.denominator * c.denominator,
            )
        out: Ratio = (ONE, ONE)
        for part, sign in ((content.numerator, 1), (content.denominator, -1)):
            for p, k in primes(part):
                at = self.argument(self.constant(p))
                out = self.multiply(out, self.kernel(("root", at), power * k * sign))
        left = {m: c / content for m, c in base[0].items()}
        if (left, base[1]) == (ONE, ONE):
            return out
        if (left, base[1]) == ({(): Fraction(-1)}, ONE):
            if power.denominator % 2 == 0:
                raise TooHard("an even root of a negative number")
            return out if power.numerator % 2 == 0 else self.negative(out)
        return self.multiply(out, self.kernel(("root", self.argument((left, base[1]))), power))

    def logarithm(self, u: Ratio) -> Ratio:
        u = self.reduced(u)
        value = self.number(u)
        if value is not None:
            if value <= 0:
                raise TooHard("the logarithm of what is not positive")
            out = self.constant(0)
            for part, sign in ((value.numerator, 1), (value.denominator, -1)):
                for p, k in primes(part):
                    out = self.add(
                        out, self.multiply(self.constant(k * sign), self.kernel(("log", p)))
                    )
            return out
        if u[1] == ONE and len(u[0]) == 1:
            ((mono, c),) = u[0].items()
            if c == 1 and all(KERNELS[k][0] == "exp" for k, _ in mono):
                return {KERNELS[k][1]: p for k, p in mono}, ONE
        return self.kernel(("log", "of", self.argument(u)))

    def circular(self, op: str, u: Ratio) -> Ratio:
        u, sign = self.signed(u)
        sine, cosine = self.sine_cosine(u)
        sine = self.negative(sine) if sign < 0 else sine
        match op:
            case "sin":
                return sine
            case "cos":
                return cosine
            case "tan":
                return self.multiply(sine, self.inverse(cosine))
            case "cot":
                return self.multiply(cosine, self.inverse(sine))
            case "sec":
                return self.inverse(cosine)
        return self.inverse(sine)

    def sine_cosine(self, u: Ratio) -> tuple[Ratio, Ratio]:
        if not u[0]:
            return self.constant(0), self.constant(1)
        pi = ((numbered(("app", app("pi").key)), Fraction(1)),)
        if u[1] == ONE and set(u[0]) == {pi}:
            turns = u[0][pi] % 2
            if 12 % turns.denominator == 0 and turns.denominator != 12:
                return self.special((turns - Fraction(1, 2)) % 2), self.special(turns)
        at = self.argument(u)
        return self.kernel(("sin", at)), self.kernel(("cos", at))

    def special(self, turns: Fraction) -> Ratio:
        """cos(turns·π) for a multiple of π/6 or π/4."""
        turns = min(turns, 2 - turns)
        if turns > Fraction(1, 2):
            return self.negative(self.special(1 - turns))
        square = {0: 4, Fraction(1, 6): 3, Fraction(1, 4): 2, Fraction(1, 3): 1, Fraction(1, 2): 0}
        return self.multiply(
            self.fractional(self.constant(square[turns]), Fraction(1, 2)),
            self.constant(Fraction(1, 2)),
        )

    def hyperbolic(self, op: str, u: Ratio) -> Ratio:
        up, down = self.exponential(u), self.exponential(self.negative(u))
        if op == "sigmoid":
            return self.inverse(self.add((ONE, ONE), down))
        half = self.constant(Fraction(1, 2))
        sine = self.multiply(half, self.add(up, self.negative(down)))
        cosine = self.multiply(half, self.add(up, down))
        match op:
            case "sinh":
                return sine
            case "cosh":
                return cosine
            case "tanh":
                return self.multiply(sine, self.inverse(cosine))
            case "coth":
                return self.multiply(cosine, self.inverse(sine))
            case "sech":
                return self.inverse(cosine)
        return self.inverse(sine)


def same(a: Term, b: Term) -> bool | None:
    """Are two terms equal wherever both have a value? None: not decided here."""
    if a == b:
        return True
    work[0] = 0
    try:
        a, b = worked_out(a), worked_out(b)
        arithmetic = Arithmetic()
        left, right = arithmetic.of(a), arithmetic.of(b)
        if arithmetic.equal(left, right):
            return True
        difference = arithmetic.number(arithmetic.add(left, arithmetic.negative(right)))
        plain = rational(a) and rational(b)
        return False if difference is not None or plain else None
    except (TooHard, RecursionError, OverflowError, ZeroDivisionError):
        return None


MOST_PARTS = 200


def worked_out(t: Term) -> Term:
    """`t` with derivatives carried out, cases that are settled taken, sums and integrals of sums taken apart."""
    kids = tuple(worked_out(k) for k in t.kids)
    if any(k is not old for k, old in zip(kids, t.kids, strict=True)):
        t = with_kids(t, kids)
    if t.kind == "app" and t.value == "Piecewise":
        return case_of(t)
    if t.kind != "bind":
        return t
    if t.value == "diff" and t.kids[2] == number(1):
        try:
            x = fresh("·", names(t))
            return opened(closed(slope(opened(t.kids[0], symbol(x)), x), x), t.kids[1])
        except TooHard:
            return t
    return taken_apart(t) if t.value in ("sum", "integral") else t


def case_of(t: Term) -> Term:
    """The case that applies, where equal sides settle that; the term itself otherwise."""
    for value, claim in zip(t.kids[::2], t.kids[1::2], strict=True):
        if claim == TRUE:
            return value
        if not (claim.kind == "app" and claim.value == "ne" and claim.kids[0] == claim.kids[1]):
            return t
    return t


def taken_apart(t: Term) -> Term:
    """Σ (c·a ± b) as c·Σ a ± Σ b, integrals likewise; what does not hold the variable comes out."""
    x = fresh("·", names(t))
    total = number(0)
    for sign, factors_ in products(opened(t.kids[0], symbol(x))):
        if number(0) in factors_:
            continue
        outer = [f for f in factors_ if x not in names(f)]
        body = number(1)
        for f in sorted((f for f in factors_ if x in names(f)), key=lambda f: f.key):
            body = app("mul", body, f)
        part = Term("bind", t.value, (closed(body, x), *t.kids[1:]), t.name)
        for f in outer:
            part = app("mul", f, part)
        total = app("add" if sign > 0 else "sub", total, part)
    return total


def products(t: Term) -> list[tuple[int, list[Term]]]:
    """A sum of products, multiplied out: sign and factors of each."""
    if t.kind == "app" and t.value in ("add", "sub", "neg"):
        signs = {"add": (1, 1), "sub": (1, -1), "neg": (-1,)}[t.value]
        return [
            (s * sign, f) for s, kid in zip(signs, t.kids, strict=True) for sign, f in products(kid)
        ]
    if t.kind == "app" and t.value == "mul":
        left, right = (products(k) for k in t.kids)
        if len(left) * len(right) > MOST_PARTS:
            raise TooHard("a large product")
        return [(s * r, [*f, *g]) for s, f in left for r, g in right]
    return [(1, [t])]


def rational(t: Term) -> bool:
    """Is the term a rational expression in symbols, where a difference that is not zero is a difference?"""
    if t.kind == "app":
        if t.value == "pow":
            return (
                rational(t.kids[0]) and t.kids[1].kind == "num" and t.kids[1].value.denominator == 1
            )
        return t.value in ("add", "sub", "mul", "div", "neg") and all(map(rational, t.kids))
    return t.kind in ("num", "sym")


# ---------------------------------------------------------------- conditions settled here

MIRROR = {"gt": "lt", "lt": "gt", "ge": "le", "le": "ge", "ne": "ne", "eq": "eq"}
LAZY = {
    "Piecewise",
    "and",
    "or",
    "not",
    "implies",
    "iff",
    "call",
    "index",
}  # a part may lack a value
SMOOTH = {
    "sin",
    "cos",
    "exp",
    "sinh",
    "cosh",
    "tanh",
    "atan",
    "asinh",
    "erf",
    "sigmoid",
    "softplus",
}


def needs(t: Term) -> list[Term] | None:
    """Conditions under which the term has a value and is differentiable in all its symbols; None: not known here."""
    if t.kind != "app":
        return [] if t.kind in ("num", "sym", "bound") else None
    found: list[Term] = []
    for kid in t.kids:
        inner = needs(kid)
        if inner is None:
            return None
        found += inner
    zero = number(0)
    if t.value == "pow":
        base, power = t.kids[0], value_of(t.kids[1])
        if power is not None and power.denominator == 1 and power > 0:
            return found
        odd = power is not None and power.denominator % 2 == 1
        return [*found, app("ne" if odd else "gt", base, zero)]
    if t.value in DOMAINS:
        return [*found, *DOMAINS[t.value](*t.kids)]
    plain = t.value in ("add", "sub", "mul", "neg", "pi", "E", "EulerGamma") or t.value in SMOOTH
    return found if plain else None


def value_of(t: Term) -> Fraction | None:
    """The number that a term without symbols is, such as 1/3 or −2; None for others."""
    if t.kind == "num":
        value: Fraction = t.value
        return value
    if t.kind != "app" or t.value not in ("neg", "div") or any(k.kind != "num" for k in t.kids):
        return None
    if t.value == "neg":
        return -t.kids[0].value  # type: ignore[no-any-return]
    top, bottom = (k.value for k in t.kids)
    return top / bottom if bottom else None


def square_below_one(u: Term) -> list[Term]:
    return [app("lt", app("pow", u, number(2)), number(1))]


# Where a function, given values of its arguments, has a value and a derivative.
DOMAINS: dict[str, Callable[..., list[Term]]] = {
    "log": lambda u: [app("gt", u, number(0))],
    "sqrt": lambda u: [app("gt", u, number(0))],
    "div": lambda a, b: [app("ne", b, number(0))],
    "Abs": lambda u: [app("ne", u, number(0))],
    "tan": lambda u: [app("ne", app("cos", u), number(0))],
    "sec": lambda u: [app("ne", app("cos", u), number(0))],
    "cot": lambda u: [app("ne", app("sin", u), number(0))],
    "csc": lambda u: [app("ne", app("sin", u), number(0))],
    "coth": lambda u: [app("ne", u, number(0))],
    "csch": lambda u: [app("ne", u, number(0))],
    "asin": square_below_one,
    "acos": square_below_one,
    "atanh": square_below_one,
    "acosh": lambda u: [app("gt", u, number(1))],
}


def smooth(t: Term) -> bool:
    """Is the term defined and differentiable everywhere, whatever its symbols are?"""
    found = needs(t)
    return found is not None and all(settled(claim, ()) for claim in found)


def domain(t: Term) -> list[Term]:
    """What certainly holds where the term has a value; of binders, only derivatives at a symbol are looked into."""
    if t.kind == "bind":
        at = t.kids[1] if t.value == "diff" else None
        return domain(opened(t.kids[0], at)) if at is not None and at.kind == "sym" else []
    if t.kind != "app" or t.value in LAZY:
        return []
    found = [claim for kid in t.kids for claim in domain(kid)]
    zero = number(0)
    if t.value == "sqrt":
        found.append(app("ge", t.kids[0], zero))
    elif t.value == "pow" and (power := value_of(t.kids[1])) is not None:
        if power.denominator % 2 == 0:
            found.append(app("gt" if power < 0 else "ge", t.kids[0], zero))
        elif power < 0:
            found.append(app("ne", t.kids[0], zero))
    elif t.value == "div":
        for factor in factors(t.kids[1]):
            found.append(app("ne", factor, zero))
            if factor.value == "sqrt":
                found.append(app("gt", factor.kids[0], zero))
            elif factor.value == "pow" and (power := value_of(factor.kids[1])) is not None:
                even = power.denominator % 2 == 0
                found.append(app("gt" if even else "ne", factor.kids[0], zero))
    elif t.value in DOMAINS and t.value not in ("Abs", "asin", "acos"):
        found += DOMAINS[t.value](*t.kids)
    return [claim for claim in found if not claim.loose]


def factors(t: Term) -> list[Term]:
    """What a product is made of."""
    if t.kind == "app" and t.value == "mul":
        return [f for kid in t.kids for f in factors(kid)]
    return [t]


def known(claim: Term, facts: tuple[Term, ...]) -> bool:
    """Is the claim among the facts, read either way round, or a weaker form of one?"""
    if claim in facts or claim == TRUE:
        return True
    if claim.kind != "app" or claim.value not in MIRROR:
        return False
    a, b = claim.kids
    forms = (
        [claim.value]
        + (["gt"] if claim.value in ("ge", "ne") else [])
        + (["lt"] if claim.value in ("le", "ne") else [])
    )
    return any(app(form, a, b) in facts or app(MIRROR[form], b, a) in facts for form in forms)


def positive(t: Term, facts: tuple[Term, ...], strict: bool = True) -> bool:
    """Is the term certainly > 0 (≥ 0)? By its shape and the facts alone."""
    zero = number(0)
    if known(app("gt" if strict else "ge", t, zero), facts):
        return True
    if t.kind == "num":
        return t.value > 0 or (not strict and t.value == 0)
    if t.kind != "app":
        return False
    if t.value in ("exp", "pi", "E", "cosh", "sigmoid", "softplus", "EulerGamma"):
        return True
    if t.value in ("add", "mul", "div"):
        a, b = t.kids
        if t.value != "add":
            return positive(a, facts, strict) and positive(b, facts, strict or t.value == "div")
        return (positive(a, facts, strict) and positive(b, facts, False)) or (
            positive(b, facts, strict) and positive(a, facts, False)
        )
    if t.value == "pow" and t.kids[1].kind == "num":
        n = t.kids[1].value
        even = n.denominator == 1 and n.numerator % 2 == 0
        return positive(t.kids[0], facts, strict) or (even and not strict and smooth(t.kids[0]))
    if t.value == "sqrt":
        return positive(t.kids[0], facts, strict)
    return t.value == "Abs" and not strict


def nonzero(t: Term, facts: tuple[Term, ...]) -> bool:
    """Is the term certainly not zero, by its shape and the facts alone?"""
    if positive(t, facts) or known(app("ne", t, number(0)), facts):
        return True
    if t.kind == "num":
        return bool(t.value)
    if t.kind == "app" and t.value in ("mul", "div"):
        return all(nonzero(k, facts) for k in t.kids)
    if t.kind == "app" and t.value in ("neg", "pow", "sqrt", "Abs"):
        return nonzero(t.kids[0], facts)
    return t.kind == "app" and t.value in ("add", "sub") and implied("ne", t, facts)


def implied(op: str, gap: Term, facts: tuple[Term, ...]) -> bool:
    """Is `gap` (> 0, ≥ 0 or ≠ 0, by `op`) a positive multiple, for ≠ any, of what a fact says that of?"""
    for fact in facts:
        if fact.kind != "app" or fact.value not in ("gt", "lt", "ge", "le", "ne"):
            continue
        enough = fact.value in ("gt", "lt") or (fact.value == "ne") == (op == "ne")
        if op in ("gt", "lt") and fact.value not in ("gt", "lt") or not enough:
            continue
        u, v = fact.kids if fact.value in ("gt", "ge", "ne") else reversed(fact.kids)
        try:
            arithmetic = Arithmetic()
            other = arithmetic.of(app("sub", u, v))
            if arithmetic.is_zero(other):
                continue
            ratio = arithmetic.number(
                arithmetic.multiply(arithmetic.of(gap), arithmetic.inverse(other))
            )
            if ratio is None and len(other[0]) < 50:
                first = next(iter(other[0]))
                c = (
                    arithmetic.reduced(arithmetic.of(gap))[0].get(first, Fraction(0))
                    / other[0][first]
                )
                ratio = c if same(gap, app("mul", number(c), app("sub", u, v))) else None
        except (TooHard, RecursionError):
            continue
        if ratio is not None and (ratio > 0 or (op == "ne" and ratio != 0)):
            return True
    return False


def settled(claim: Term, facts: tuple[Term, ...]) -> bool | None:
    """Does a condition hold? None: not decided here."""
    if known(claim, facts):
        return True
    op, kids = claim.value, claim.kids
    if claim.kind == "bind":
        if op == "forall":
            inner = opened(kids[0], symbol(fresh(claim.name, names(claim))))
            plain = inner.kind == "app" and inner.value == "eq" and same(*inner.kids)
            return True if kids[0] == TRUE or plain or settled_forall(inner) else None
        if op in ("continuous_on", "differentiable_on"):
            x = fresh("·", names(claim))
            return True if on_set(opened(kids[0], symbol(x)), x, claim, facts) else None
        if op in ("continuous", "differentiable"):
            wanted = needs(opened(kids[0], kids[1]))
            return True if wanted is not None and all(settled(c, facts) for c in wanted) else None
        body = opened(kids[0], symbol("·"))
        if op == "near":
            # A rational function that is not the constant zero has finitely many zeros.
            plain = body.value == "ne" and all(map(rational, body.kids)) and names(body) <= {"·"}
            if plain and same(*body.kids) is False:
                return True
            return True if settled(body, facts) else None
        return None
    if op == "and":
        found = [settled(k, facts) for k in kids]
        return False if False in found else None if None in found else True
    if op == "eq":
        return True if same(*kids) else None
    if op in ("ne", "lt", "le", "gt", "ge"):
        a, b = kids if op in ("ne", "gt", "ge") else reversed(kids)
        try:
            arithmetic = Arithmetic()
            gap = arithmetic.number(
                arithmetic.add(arithmetic.of(a), arithmetic.negative(arithmetic.of(b)))
            )
        except (TooHard, RecursionError):
            gap = None
        if gap is not None:
            return gap != 0 if op == "ne" else gap > 0 if op in ("gt", "lt") else gap >= 0
        strict = op not in ("le", "ge")
        zero = number(0)
        if b == zero and positive(a, facts, strict):
            return True
        if op == "ne" and nonzero(a if b == zero else app("sub", a, b), facts):
            return True
        if implied(op, app("sub", a, b), facts):
            return True
    if op == "defined":
        return True if smooth(kids[0]) or has_value(kids[0], facts) else None
    return None


def settled_forall(inner: Term) -> bool:
    return inner.kind == "bind" and inner.value == "forall" and settled(inner, ()) is True


def has_value(t: Term, facts: tuple[Term, ...]) -> bool:
    """Has the term a value where the facts hold? Functions that are only named have values everywhere."""
    if t.kind in ("num", "sym"):
        return True
    if t.kind == "bind":
        slope_of = Term("bind", "differentiable", t.kids[:2], t.name)
        return t.value == "diff" and t.kids[2] == number(1) and slope_of in facts
    if t.value == "div" and not nonzero(t.kids[1], facts):
        return False
    if t.value == "pow":
        n = value_of(t.kids[1])
        return n is not None and n.denominator == 1 and n > 0 and has_value(t.kids[0], facts)
    plain = t.value in ("add", "sub", "mul", "neg", "div", "call") or t.value in SMOOTH
    return plain and all(has_value(k, facts) for k in t.kids)


def on_set(part: Term, x: str, claim: Term, facts: tuple[Term, ...]) -> bool:
    """Continuous (differentiable) on the set: by a fact, for the same set or the closed interval, or part by part."""
    where = claim.kids[1]
    sets = [where]
    if where.kind == "app" and where.value == "Interval.open":
        sets.append(app("Interval", *where.kids))
    for op in (claim.value, "differentiable_on"):
        if any(Term("bind", op, (closed(part, x), s), "t") in facts for s in sets):
            return True
    if part == symbol(x) or x not in names(part):
        return has_value(part, facts)
    if part.kind != "app":
        return False
    if part.value in ("add", "sub", "mul", "neg", *SMOOTH):
        return all(on_set(k, x, claim, facts) for k in part.kids)
    if part.value == "pow":
        n = value_of(part.kids[1])
        whole = n is not None and n.denominator == 1 and n > 0
        return whole and on_set(part.kids[0], x, claim, facts)
    below = part.value == "div" and x not in names(part.kids[1]) and nonzero(part.kids[1], facts)
    return below and on_set(part.kids[0], x, claim, facts)


# ---------------------------------------------------------------- limits and derivatives of its own

ORDER = 14  # terms kept of a power series
INFINITE = object()


class Series:
    """A Laurent series in t > 0 with rational coefficients: t^low·(c₀ + c₁t + …), exact up to the terms kept."""

    def __init__(self, low: int, terms: list[Fraction]) -> None:
        while terms and not terms[0]:
            low, terms = low + 1, terms[1:]
        self.low, self.terms = low, terms[:ORDER]
        if not self.terms:
            raise TooHard("cancelled to the end of the terms kept")

    def coefficient(self, n: int) -> Fraction:
        k = n - self.low
        if k >= len(self.terms):
            raise TooHard("beyond the terms kept")
        return self.terms[k] if k >= 0 else Fraction(0)

    def plus(self, other: Series) -> Series:
        low = min(self.low, other.low)
        end = min(self.low + len(self.terms), other.low + len(other.terms))
        return Series(low, [self.coefficient(n) + other.coefficient(n) for n in range(low, end)])

    def scaled(self, c: Fraction) -> Series:
        return Series(self.low, [c * x for x in self.terms])

    def times(self, other: Series) -> Series:
        n = min(len(self.terms), len(other.terms))
        terms = [
            sum((self.terms[j] * other.terms[k - j] for j in range(k + 1)), Fraction(0))
            for k in range(n)
        ]
        return Series(self.low + other.low, terms)

    def inverse(self) -> Series:
        first = self.terms[0]
        terms = [1 / first]
        for k in range(1, len(self.terms)):
            terms.append(
                -sum((self.terms[j] * terms[k - j] for j in range(1, k + 1)), Fraction(0)) / first
            )
        return Series(-self.low, terms)

    def into(self, coefficients: list[Fraction]) -> Series:
        """c₀ + c₁s + c₂s² + … of a series s that tends to 0."""
        if self.low <= 0:
            raise TooHard("an argument that does not tend to 0")
        out = ONE_SERIES.scaled(coefficients[0]) if coefficients[0] else None
        power = ONE_SERIES
        for c in coefficients[1:]:
            power = power.times(self)
            if c:
                out = power.scaled(c) if out is None else out.plus(power.scaled(c))
        if out is None:
            raise TooHard("no term")
        # What the coefficients left out would add begins at this power.
        return Series(out.low, out.terms[: max(len(coefficients) * self.low - out.low, 0)])


ONE_SERIES = Series(0, [Fraction(1)] + [Fraction(0)] * (ORDER - 1))


def exact(value: Fraction) -> Series | None:
    """A constant as a series; None is zero, which has no first term."""
    return ONE_SERIES.scaled(value) if value else None


def taylor(name: str) -> list[Fraction]:
    """The coefficients at 0 of an elementary function."""
    out, factorial = [], 1
    for k in range(ORDER):
        factorial *= max(k, 1)
        odd, sign = k % 2, (-1) ** (k // 2)
        c = {
            "exp": Fraction(1, factorial),
            "sin": Fraction(sign * odd, factorial),
            "cos": Fraction(sign * (1 - odd), factorial),
            "sinh": Fraction(odd, factorial),
            "cosh": Fraction(1 - odd, factorial),
            "log": Fraction((-1) ** (k + 1), k) if k else Fraction(0),
            "atan": Fraction(sign * odd, k) if k else Fraction(0),
        }[name]
        out.append(c)
    return out


def binomial(power: Fraction) -> list[Fraction]:
    """The coefficients of (1 + s) to a power."""
    out = [Fraction(1)]
    for k in range(1, ORDER):
        out.append(out[-1] * (power - k + 1) / k)
    return out


def expand(t: Term, x: Series | None) -> Series | None:
    """The series of a term in the one symbol "·", which stands for the series x; None is the constant zero."""
    if t.kind == "num":
        return exact(t.value)
    if t.kind == "sym" and t.value == "·":
        return x
    if t.kind != "app":
        raise TooHard("a symbol")
    parts = [expand(k, x) for k in t.kids]
    a = parts[0] if parts else None
    match t.value:
        case "neg":
            return a.scaled(Fraction(-1)) if a else None
        case "add" | "sub":
            b = parts[1]
            b = b.scaled(Fraction(-1)) if b and t.value == "sub" else b
            return a.plus(b) if a and b else a or b
        case "mul":
            return a.times(parts[1]) if a and parts[1] else None
        case "div":
            if parts[1] is None:
                raise TooHard("division by zero")
            return a.times(parts[1].inverse()) if a else None
        case "Abs" | "sign" if a:
            sign = Fraction(1 if a.terms[0] > 0 else -1)
            return a.scaled(sign) if t.value == "Abs" else exact(sign)
        case "tan":
            return expand(app("div", app("sin", *t.kids), app("cos", *t.kids)), x)
        case "sqrt":
            return expand_power(a, Fraction(1, 2))
        case "pow" if t.kids[1].kind == "num":
            return expand_power(a, t.kids[1].value)
        case "log":
            if a is None or a.low != 0 or a.terms[0] != 1:
                raise TooHard("a logarithm away from 1")
            rest = a.plus(ONE_SERIES.scaled(Fraction(-1)))
            return rest.into(taylor("log"))
        case "exp" | "sin" | "cos" | "sinh" | "cosh" | "atan":
            coefficients = taylor(t.value)
            if a is None:
                return exact(coefficients[0])
            return a.into(coefficients)
    raise TooHard(t.value)


def expand_power(a: Series | None, power: Fraction) -> Series | None:
    if a is None:
        if power > 0:
            return None
        raise TooHard("zero to a power")
    if power.denominator == 1 and abs(power) <= 12:
        out, base = ONE_SERIES, a if power >= 0 else a.inverse()
        for _ in range(abs(int(power))):
            out = out.times(base)
        return out
    root = (
        Arithmetic().number(Arithmetic().fractional(({(): a.terms[0]}, ONE), power))
        if a.terms[0] > 0
        else None
    )
    shift = a.low * power
    if root is None or shift.denominator != 1:
        raise TooHard("a root that is not rational")
    unit = Series(0, [c / a.terms[0] for c in a.terms])
    if all(not c for c in unit.terms[1:]):
        return Series(int(shift), [root, *[Fraction(0)] * (ORDER - 1)])
    rest = Series(0, unit.terms).plus(ONE_SERIES.scaled(Fraction(-1)))
    out = rest.into(binomial(power)).scaled(root)
    return Series(out.low + int(shift), out.terms)


def approach(point: Term, side: Term) -> list[Series | None]:
    """What x is, as series in t > 0, on each side from which the point is approached."""
    t = [Fraction(1)] + [Fraction(0)] * (ORDER - 1)
    if point == app("oo"):
        return [Series(-1, t)]
    if point == app("neg", app("oo")):
        return [Series(-1, t).scaled(Fraction(-1))]
    if point == app("zoo"):
        return [Series(-1, t), Series(-1, t).scaled(Fraction(-1))]
    value = Arithmetic().number(Arithmetic().of(point))
    if value is None:
        raise TooHard("a point that is not rational")
    base, sides = exact(value), [1, -1] if side.value == 0 else [int(side.value)]
    steps = [Series(1, t).scaled(Fraction(s)) for s in sides]
    return [base.plus(s) if base else s for s in steps]


def limit_of(t: Term) -> Term | None:
    """The value of a limit by exact series, where that reaches; `undefined` where the sides differ."""
    body, point, side = t.kids
    try:
        ends = []
        for x in approach(point, side):
            series = expand(opened(body, symbol("·")), x)
            if series is None or series.low > 0:
                ends.append(number(0))
            elif series.low == 0:
                ends.append(number(series.terms[0]))
            else:
                ends.append(app("oo") if series.terms[0] > 0 else app("neg", app("oo")))
    except (TooHard, RecursionError, OverflowError, ZeroDivisionError):
        return None
    if all(e == ends[0] for e in ends):
        return ends[0]
    return UNDEFINED


def has_value_near(body: Term, point: Term, side: Term) -> bool:
    """Has the body a value at all points near enough, on each side that counts?"""
    body = opened(body, symbol("·"))
    claims = needs(body)
    if claims is None:
        return False
    try:
        for x in approach(point, side):
            for claim in claims:
                series = expand(claim.kids[0], x)
                if series is None or (claim.value == "gt" and series.terms[0] < 0):
                    return False
    except (TooHard, RecursionError, OverflowError, ZeroDivisionError):
        return all(
            rational(c.kids[0]) and names(c) <= {"·"} and c.value == "ne" for c in claims
        ) and all(same(*c.kids) is False for c in claims)
    return True


def same_limit(here: Term, there: Term) -> bool | None:
    """Does a limit have the value, or the same value as another limit at the same place? None: not decided here."""
    found = limit_of(here)
    if there.kind == "bind" and there.value == "limit":
        if here.kids[1:] != there.kids[1:]:
            return None
        if found is not None and found == limit_of(there):
            return True
        alike = same(opened(here.kids[0], symbol("·")), opened(there.kids[0], symbol("·")))
        return (
            True
            if alike and all(has_value_near(t.kids[0], *t.kids[1:]) for t in (here, there))
            else None
        )
    if found is not None:
        if found == there:
            return True
        return same(found, there) if found.kind == "num" else None
    body, point = here.kids[0], here.kids[1]
    if "·" not in names(opened(body, symbol("·"))):
        return True if same(opened(body, symbol("·")), there) else None
    if point.kind in ("num", "sym"):
        wanted = needs(opened(body, point))
        if wanted is not None and all(settled(c, ()) for c in wanted):
            return True if same(opened(body, point), there) else None
    return None


def same_slope(here: Term, there: Term) -> bool | None:
    """Are two sides, the first with indefinite integrals, equal up to a constant: have they one derivative?"""
    variables = {k.kids[1] for k in _binders(here) if k.value == "antiderivative"}
    if len(variables) != 1 or next(iter(variables)).kind != "sym":
        return None
    x = next(iter(variables)).value
    try:
        return True if same(slope(here, x), slope(there, x)) else None
    except (TooHard, RecursionError):
        return None


def newton_leibniz(here: Term, there: Term) -> bool | None:
    """∫ₐᵇ f = F|ₐᵇ, and F|ₐᵇ = F(b) − F(a), for an F that is smooth everywhere; None: not decided here."""
    upper = here if here.value == "between" else there
    if upper.kind != "bind" or upper.value != "between":
        return None
    f, a, b = upper.kids
    inside = opened(f, symbol("·"))
    if not smooth(inside):
        return None
    if here.value == "between":
        return True if same(app("sub", opened(f, b), opened(f, a)), there) else None
    if here.kind != "bind" or here.value != "integral" or here.kids[1:] != (a, b):
        return None
    try:
        return True if same(slope(inside, "·"), opened(here.kids[0], symbol("·"))) else None
    except (TooHard, RecursionError):
        return None


def _binders(t: Term) -> Iterator[Term]:
    if t.kind == "bind":
        yield t
    else:
        for k in t.kids:
            yield from _binders(k)


CHAIN: dict[str, Callable[[Term], Term]] = {
    "exp": lambda u: app("exp", u),
    "log": lambda u: app("div", number(1), u),
    "sin": lambda u: app("cos", u),
    "cos": lambda u: app("neg", app("sin", u)),
    "tan": lambda u: app("div", number(1), app("pow", app("cos", u), number(2))),
    "cot": lambda u: app("neg", app("div", number(1), app("pow", app("sin", u), number(2)))),
    "sinh": lambda u: app("cosh", u),
    "cosh": lambda u: app("sinh", u),
    "tanh": lambda u: app("div", number(1), app("pow", app("cosh", u), number(2))),
    "atan": lambda u: app("div", number(1), app("add", number(1), app("pow", u, number(2)))),
    "asin": lambda u: app(
        "div", number(1), app("sqrt", app("sub", number(1), app("pow", u, number(2))))
    ),
    "acos": lambda u: app("neg", CHAIN["asin"](u)),
    "asinh": lambda u: app(
        "div", number(1), app("sqrt", app("add", number(1), app("pow", u, number(2))))
    ),
    "sqrt": lambda u: app("div", number(1), app("mul", number(2), app("sqrt", u))),
    "Abs": lambda u: app("div", u, app("Abs", u)),
}


def slope(t: Term, x: str) -> Term:
    """The derivative by a symbol, as the rules give it. TooHard where one is missing."""
    if x not in names(t):
        return number(0)
    if t.kind == "sym":
        return number(1)
    if t.kind == "bind" and t.value == "antiderivative" and t.kids[1] == symbol(x):
        return opened(t.kids[0], t.kids[1])
    if t.kind == "bind" and t.value == "diff" and is_named(t.kids[0]) and t.kids[2].kind == "num":
        again = Term("bind", "diff", (*t.kids[:2], number(t.kids[2].value + 1)), t.name)
        return app("mul", again, slope(t.kids[1], x))
    if t.kind != "app":
        raise TooHard("a binder")
    if t.value == "call" and len(t.kids) == 2 and t.kids[0].kind == "sym":
        body = app("call", t.kids[0], Term("bound", 0))
        once = Term("bind", "diff", (body, t.kids[1], number(1)), "t")
        return app("mul", once, slope(t.kids[1], x))
    u = t.kids[0]
    du = slope(u, x)
    if t.value in CHAIN:
        return app("mul", CHAIN[t.value](u), du)
    if t.value == "neg":
        return app("neg", du)
    if t.value not in ("add", "sub", "mul", "div", "pow"):
        raise TooHard(t.value)
    v = t.kids[1]
    dv = slope(v, x)
    if t.value in ("add", "sub"):
        return app(t.value, du, dv)
    if t.value == "mul":
        return app("add", app("mul", du, v), app("mul", u, dv))
    if t.value == "div":
        return app(
            "div", app("sub", app("mul", du, v), app("mul", u, dv)), app("pow", v, number(2))
        )
    if x not in names(v):
        return app("mul", app("mul", v, app("pow", u, app("sub", v, number(1)))), du)
    return app(
        "mul", t, app("add", app("mul", dv, app("log", u)), app("div", app("mul", v, du), u))
    )


def is_named(body: Term) -> bool:
    """Is it f(t), for a function that is only named, of the bound variable?"""
    call = body.kind == "app" and body.value == "call" and len(body.kids) == 2
    return call and body.kids[0].kind == "sym" and body.kids[1] == Term("bound", 0)


def bounded_shape(t: Term) -> bool:
    """Is the term bounded by its shape alone?"""
    if t.kind != "app":
        return t.kind == "num" or (t.kind == "sym" and t.value != "·")
    if t.value in ("sin", "cos", "atan", "tanh", "sigmoid", "asin", "acos", "sign"):
        return True
    return t.value in ("add", "sub", "mul", "neg") and all(map(bounded_shape, t.kids))


# ---------------------------------------------------------------- the replay


class Replay:
    """Follows a derivation; what it takes on trust is noted in `open`, what the result rests on in `assumed`."""

    def __init__(self, terms: list[Term], rules: dict[str, Any]) -> None:
        self.terms = terms
        self.rules = rules
        self.open: list[str] = []
        self.assumed: list[tuple[str, Term]] = []
        self.steps = 0

    def term(self, at: Any) -> Term:
        if type(at) is not int or not 0 <= at < len(self.terms):
            raise Damaged(f"{at!r} is no node")
        if self.terms[at].loose:
            raise Damaged(f"node {at}: a bound variable outside its binder")
        return self.terms[at]

    def chain(self, start: Term, steps: Any, facts: tuple[Term, ...], place: str) -> Term:
        now = start
        for k, step in enumerate(steps):
            here = f"{place}{k + 1}"
            try:
                if self.term(step["before"]) != now:
                    raise Refused("it does not start where the last line ended")
                self.step(step, facts, here)
            except Refused as error:
                raise Refused(
                    str(error) if str(error).startswith("step") else f"step {here}: {error}"
                ) from None
            now = self.term(step["after"])
        return now

    def step(self, step: Any, facts: tuple[Term, ...], place: str) -> None:
        before, after = self.term(step["before"]), self.term(step["after"])
        rule = self.rules.get(step["rule"])
        if rule is None:
            raise Refused(f"no rule is called {step['rule']!r}")
        self.steps += 1
        if step.get("steps"):
            if self.chain(before, step["steps"], facts, f"{place}.") != after:
                raise Refused("the folded steps do not lead to this line")
            return
        path = step["path"]
        here, bound, said = at_path(before, path)
        there, _, _ = at_path(after, path)
        if replaced(before, path, there) != after:
            raise Refused("it changes more than the place it names")
        if step.get("reverse"):
            here, there = there, here
        # A fact about a free symbol says nothing of a bound variable that has the same name here.
        facts = (*(f for f in facts if not bound & names(f)), *said)
        facts = (*facts, *instances(before, path, facts))
        if rule["decide"]:
            self.decided(rule["decide"], here, there, step, facts, place)
            return
        by = {name: self.term(at) for name, at in step["by"].items()}
        if set(by) != set(rule["params"]):
            raise Refused("the rule's variables are not bound one for one")
        claim = put_in(rule["conclusion"], by)
        wanted = claim.kids if claim.kind == "app" and claim.value == "eq" else (claim, TRUE)
        if wanted != (here, there):
            raise Refused(
                f"{step['rule']} gives {wanted[0]} = {wanted[1]}, the step has {here} = {there}"
            )
        self.premises(rule, by, step, facts, place)

    def decided(
        self, name: str, here: Term, there: Term, step: Any, facts: tuple[Term, ...], place: str
    ) -> None:
        """A step that the main checker settles by a procedure is settled by arithmetic here, or it is noted."""
        verdict: bool | None = True if here == there else None
        if verdict is None and there == TRUE:
            bounds = name == "limit_bounded" and here.kind == "bind" and here.value == "bounded"
            verdict = (bounds and bounded_shape(opened(here.kids[0], symbol("·")))) or settled(
                here, facts
            )
        elif verdict is None and here.kind == "bind" and here.value == "limit":
            verdict = same_limit(here, there)
        elif verdict is None and here.kind == "bind" and here.value in ("integral", "between"):
            verdict = newton_leibniz(here, there)
        elif verdict is None:
            verdict = same_slope(here, there) if name == "antiderivative" else None
        if verdict is None and there != TRUE:
            verdict = same(here, there)
        if verdict is False:
            raise Refused(f"{here} is not {there}")
        if verdict is None:
            self.open.append(f"step {place}: {step['rule']} ({name}): {here} = {there}")
        self.stated(step, place)

    def stated(self, step: Any, place: str) -> None:
        self.assumed += [(place, self.term(at)) for at in step.get("conditions", [])]

    def premises(
        self, rule: Any, by: dict[str, Term], step: Any, facts: tuple[Term, ...], place: str
    ) -> None:
        given = step.get("premises", [])
        if len(given) > len(rule["given"]):
            raise Refused("it has more premises than the rule has conditions")
        assumed = [self.term(at) for at in step.get("conditions", [])]
        self.stated(step, place)
        for k, pattern in enumerate(rule["given"]):
            wanted = put_in(pattern, by)
            premise = given[k] if k < len(given) else None
            if premise is None:
                verdict = settled(wanted, facts)
                if verdict is False:
                    raise Refused(f"the condition {wanted} is false")
                if verdict is None and wanted not in assumed:
                    self.open.append(f"step {place}: condition {wanted}")
                continue
            self.premise(wanted, premise, facts, f"{place}.{'abcdefghijklmnopqrstuvwxyz'[k % 26]}.")

    def premise(self, wanted: Term, premise: Any, facts: tuple[Term, ...], place: str) -> None:
        start = self.term(premise["start"])
        extra = tuple(self.term(at) for at in premise["given"])
        for fact in extra:
            if fact not in facts:
                self.open.append(f"step {place[:-1]}: takes {fact} as given")
        end = self.chain(start, premise["steps"], (*facts, *extra), place)
        if wanted != app("eq", start, end) and not (end == TRUE and wanted == start):
            raise Refused(
                f"step {place[:-1]}: the premise shows {start} = {end}, the rule needs {wanted}"
            )


def read_terms(nodes: Any) -> list[Term]:
    terms: list[Term] = []

    def kids(at: Any) -> tuple[Term, ...]:
        if any(type(k) is not int or not 0 <= k < len(terms) for k in at):
            raise Damaged(f"node {len(terms)}: refers to what does not stand before it")
        return tuple(terms[k] for k in at)

    for node in nodes:
        match node:
            case ["num", str(text)]:
                terms.append(number(Fraction(text)))
            case ["sym", str(name)] if name:
                terms.append(symbol(name))
            case ["bound", int(index)] if index >= 0:
                terms.append(Term("bound", index))
            case ["app", str(op), list(args)]:
                terms.append(Term("app", op, kids(args)))
            case ["bind", str(op), str(name), body, list(over)] if name:
                terms.append(Term("bind", op, kids([body, *over]), name))
            case _:
                raise Damaged(f"node {len(terms)}: not understood")
    return terms


def read_rules(path: Path) -> dict[str, Any]:
    data = json.loads(path.read_text(encoding="utf-8"))
    terms = read_terms(data["terms"])
    for rule in data["rules"].values():
        rule["given"] = [terms[k] for k in rule["given"]]
        rule["conclusion"] = terms[rule["conclusion"]]
    rules: dict[str, Any] = data["rules"]
    return rules


def check(text: str, rules: dict[str, Any]) -> Replay:
    """Replay the certificate. Raises Damaged where it is none, Refused where a step does not follow."""
    try:
        data = json.loads(text)
        if data["tuidao"] != "certificate" or data["version"] != VERSION:
            raise Damaged(f"not a certificate of version {VERSION}")
        replay = Replay(read_terms(data["terms"]), rules)
        solution = data.get("solution")
        derivation = solution["derivation"] if solution else data["derivation"]
        given = tuple(replay.term(at) for at in (solution or derivation)["given"])
        if solution:  # the answer is claimed under the conditions stated with it
            given = (*given, *(replay.term(at) for at in solution["conditions"]))
        for fact in (replay.term(at) for at in derivation["given"]):
            if fact not in given:
                raise Refused(f"the derivation takes {fact} as given, the problem does not")
        start = replay.term(derivation["start"])
        # An equality is about the points where both its sides have a value: what that needs may be used.
        steps = derivation["steps"]
        last = replay.term(steps[-1]["after"]) if steps else start
        facts = (*given, *domain(start), *domain(last))
        end = replay.chain(start, derivation["steps"], facts, "")
        if solution:
            _conclusion(solution, replay, start, end, given)
        return replay
    except (KeyError, TypeError, AttributeError, ValueError, ZeroDivisionError) as error:
        raise Damaged(f"{type(error).__name__}: {error}") from None
    except RecursionError:
        raise Damaged("nested too deeply") from None


def _conclusion(
    solution: Any, replay: Replay, start: Term, end: Term, given: tuple[Term, ...]
) -> None:
    """The answer is where the chain ends, the problem where it starts; nothing it rests on is left out."""
    problem = replay.term(solution["problem"])
    if problem.kind == "app" and problem.value == "prove":
        claim = problem.kids[0]
        if solution["verdict"]["status"] == "refuted":
            replay.open.append("the claim is said to be false: the witness is not re-checked")
            return
        if not (start == claim and end == TRUE) and claim != app("eq", start, end):
            raise Refused(f"the derivation shows {start} = {end}, not what was to be proved")
        start, end = problem, claim
    if problem != start:
        replay.open.append(f"the derivation starts from {start}, not from the problem {problem}")
    answer = solution["answer"]
    if answer is None:
        replay.open.append("no answer is claimed")
    elif "term" in answer:
        if replay.term(answer["term"]) != end:
            raise Refused("the answer is not where the derivation ends")
    elif answer["text"]["en"] != "does not exist" or end != UNDEFINED:
        replay.open.append("the answer is in words")
    if solution["verdict"]["status"] != "proved":
        replay.open.append(
            f"the certificate itself claims no more than: {solution['verdict']['status']}"
        )
    stated = tuple(replay.term(at) for at in solution["conditions"])
    facts = (*given, *stated, *domain(start), *domain(end))
    for place, condition in replay.assumed:
        if not settled(condition, facts):
            replay.open.append(
                f"step {place} rests on {condition}, which the certificate does not state"
            )


def main(arguments: list[str]) -> int:
    """Check the files named; the exit code is that of the worst."""
    path = RULES
    if "--rules" in arguments:
        k = arguments.index("--rules")
        path = Path(arguments[k + 1])
        arguments = arguments[:k] + arguments[k + 2 :]
    if not arguments:
        print(__doc__)
        return 2
    sys.setrecursionlimit(20_000)
    rules = read_rules(path)
    codes = []
    for name in arguments:
        try:
            replay = check(Path(name).read_text(encoding="utf-8"), rules)
        except (Damaged, OSError, UnicodeDecodeError) as error:
            print(f"{name}: not a certificate: {error}")
            codes.append(2)
        except Refused as error:
            print(f"{name}: REFUSED: {error}")
            codes.append(1)
        else:
            if replay.open:
                print(f"{name}: nothing false in {replay.steps} steps, but not re-checked:")
                print("\n".join(f"  {line[:300]}" for line in replay.open))
            else:
                print(f"{name}: all {replay.steps} steps re-checked")
            codes.append(3 if replay.open else 0)
    return next(code for code in (1, 2, 3, 0) if code in codes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

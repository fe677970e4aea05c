"""Integrals without elementary value: the form that a criterion speaks of is sought, by substitution if need be."""

from __future__ import annotations

from fractions import Fraction
from math import lcm

from tuidao.derive.derivative import derivative
from tuidao.derive.integral.convert import embed
from tuidao.derive.integral.frac import Frac, TooHard, const, degree, gen, partial
from tuidao.derive.integral.write import write
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import antiderivative, apply, exp, is_op, log, rational, true
from tuidao.lang.term import App, Num, Sym, Term, free_symbols, mentions, substitute
from tuidao.proof import Chain, Worked
from tuidao.rules import RULES
from tuidao.text import Text

NONE = Text("no elementary antiderivative", "没有初等原函数")
_WAVES = (ops.SIN, ops.COS, ops.SINH, ops.COSH)

_SUBSTITUTED = Text(
    "Substitute: the integral becomes that of {g} d{v}.", "换元，化为 {g} 对 {v} 的积分。"
)
_CHEBYSHEV = Text(
    "The integrand is c·{x}^m·(a + b·{x}^n)^p with m = {m}, n = {n}, p = {p}. By Chebyshev's theorem its integral is "
    "elementary only if p, (m + 1)/n or (m + 1)/n + p is an integer; they are {p}, {first}, {second}.",
    "被积函数形如 c·{x}^m·(a + b·{x}^n)^p，其中 m = {m}，n = {n}，p = {p}。由切比雪夫定理，仅当 p、(m + 1)/n、"
    "(m + 1)/n + p 之一为整数时积分为初等函数；而它们分别为 {p}、{first}、{second}。",
)
_LIOUVILLE = Text(
    "By Liouville's theorem the integral is elementary only if R′ + {left} = {right} for a rational function R. "
    "A pole of R of order m gives the left side one of order at least m + 1, {bottom}; comparing coefficients, "
    "no such R satisfies the equation.",
    "由刘维尔定理，该积分为初等函数当且仅当存在有理函数 R 使 R′ + {left} = {right}。"
    "若 R 有 m 阶极点，则左边有至少 m + 1 阶极点，{bottom}；比较系数可知这样的 R 不存在。",
)
_POLYNOMIAL = Text("so R is a polynomial", "故 R 为多项式")
_DENOMINATOR = Text("so the denominator of R divides {q}", "故 R 的分母整除 {q}")


def work_none(f: Term, x: Sym, given: tuple[Term, ...]) -> Worked | None:
    """The proof that ∫ f dx is not elementary, where f has a form of which a criterion speaks; else None."""
    if free_symbols(f) != {x}:
        return None
    u = Sym("u") if x.name != "u" else Sym("t")
    tries = [(f, x)] if _rule(f, x) else []
    if not tries:
        tries = [(g, u) for g in _turned(f, x, u) if _rule(g, u)]
    if not tries:
        return None
    g, v = tries[0]
    chain = Chain(_claim(f, x), given)
    if v != x:
        note = _SUBSTITUTED.format(g=g, v=v)
        chain.step(RULES["not_elementary_substitution"], _claim(g, v), note=note)
    name = _rule(g, v)
    assert name is not None
    note_of = _equation(g, v) if name == "not_elementary_exp" else _exponents_note(g, v)
    chain.step(RULES[name], true, note=note_of)
    return Worked(NONE, chain.derivation(), {"variable": x.name, "elementary": False})


def _claim(f: Term, x: Sym) -> Term:
    return apply(ops.NOT, apply(ops.ELEMENTARY, antiderivative(f, x)))


def _rule(f: Term, x: Sym) -> str | None:
    """The criterion that speaks of f, and as far as is seen here excludes an elementary integral."""
    if _is_sum(f, x) and _has_exponential(f):
        return "not_elementary_exp"
    shape = _shape(f, x)
    if shape is None:
        return None
    m, n, p = shape
    whole = (p, (m + 1) / n, (m + 1) / n + p)
    return None if any(k.denominator == 1 for k in whole) else "not_elementary_binomial"


def _is_sum(t: Term, x: Sym, inside: bool = False) -> bool:
    """Made of rational functions and of exponentials, sines and cosines of rational functions?"""
    if type(t) is Num or t == x:
        return True
    if type(t) is not App:
        return False
    if t.op in (ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.NEG):
        return all(_is_sum(a, x, inside) for a in t.args)
    if t.op is ops.POW:
        if is_op(t.args[0], ops.E):
            return not inside and _is_sum(t.args[1], x, True)
        k = rational(t.args[1])
        return k is not None and k.denominator == 1 and _is_sum(t.args[0], x, inside)
    return (t.op is ops.EXP or t.op in _WAVES) and not inside and _is_sum(t.args[0], x, True)


def _has_exponential(t: Term) -> bool:
    if type(t) is not App:
        return False
    return t.op in (ops.EXP, ops.E, *_WAVES) or any(map(_has_exponential, t.args))


def _turned(f: Term, x: Sym, u: Sym) -> list[Term]:
    """f(φ(u))·φ′(u) for the φ that what stands in f suggests."""
    inner = _kernels(f, x)
    found: list[Term] = []
    roots = lcm(*(k.denominator for k in _powers(f, x)), 1)
    if ops.LOG in inner:
        found.append(_put(f, x, exp(u)))
    if ops.EXP in inner or ops.E in inner:
        found.append(_put(f, x, log(u)))
    if 1 < roots <= 6:
        found.append(tidy(_rooted(f, x, u, roots) * (Num(roots) * u ** Num(roots - 1))))
    if ops.SIN in inner:
        side = _sides(f, x, u)
        if side is not None:
            found.append(tidy(side / apply(ops.SQRT, 1 - u ** Num(2))))
    return found


def _put(f: Term, x: Sym, at: Term) -> Term:
    (u,) = free_symbols(at)
    rate = derivative(at, u)
    assert rate is not None
    return tidy(substitute(f, {x: at}) * rate)


def _kernels(t: Term, x: Sym) -> set[ops.Op]:
    """The functions of x that occur."""
    if type(t) is not App or not mentions(t, x):
        return {t.op} if type(t) is App and t.op is ops.E else set()
    return {t.op}.union(*(_kernels(a, x) for a in t.args))


def _powers(t: Term, x: Sym) -> list[Fraction]:
    """The powers of x that occur."""
    if type(t) is not App:
        return []
    if t.op is ops.SQRT and t.args[0] == x:
        return [Fraction(1, 2)]
    if t.op is ops.POW and t.args[0] == x:
        k = rational(t.args[1])
        return [] if k is None else [k]
    return [k for a in t.args for k in _powers(a, x)]


def _rooted(t: Term, x: Sym, u: Sym, n: int) -> Term:
    """t with x = uⁿ, u > 0: its roots become powers of u."""
    if t == x:
        return u ** Num(n)
    if type(t) is not App:
        return t
    if t.op is ops.SQRT and t.args[0] == x:
        return u ** Num(Fraction(n, 2))
    if t.op is ops.POW and t.args[0] == x:
        k = rational(t.args[1])
        if k is not None:
            return u ** Num(k * n)
    return App(t.op, tuple(_rooted(a, x, u, n) for a in t.args))


def _sides(t: Term, x: Sym, u: Sym) -> Term | None:
    """t with sin x = u and cos x = √(1 − u²); None where x stands elsewhere."""
    if t == x:
        return None
    if type(t) is not App:
        return t
    if t.op is ops.SIN and t.args[0] == x:
        return u
    if t.op is ops.COS and t.args[0] == x:
        return apply(ops.SQRT, 1 - u ** Num(2))
    parts = [_sides(a, x, u) for a in t.args]
    return (
        None
        if any(p is None for p in parts)
        else App(t.op, tuple(p for p in parts if p is not None))
    )


def _shape(f: Term, x: Sym) -> tuple[Fraction, Fraction, Fraction] | None:
    """(m, n, p) of c xᵐ (a + b xⁿ)ᵖ; None for other terms."""
    powers: dict[Term, Fraction] = {}
    if not _gather(f, x, Fraction(1), powers):
        return None
    m = powers.pop(x, Fraction(0))
    powers = {b: p for b, p in powers.items() if p}
    if len(powers) != 1:
        return None
    ((base, p),) = powers.items()
    try:
        field, value = embed(base, x)
    except (TooHard, ZeroDivisionError):
        return None
    if len(field.gens) != 1 or len(value.num) != 2 or not value.den.is_constant():
        return None
    low, high = sorted(int(e[0]) for e in value.num.monoms())
    return m + low * p, Fraction(high - low), p


def _gather(t: Term, x: Sym, e: Fraction, powers: dict[Term, Fraction]) -> bool:
    """t^e as a product of powers of x and of sums."""
    if not mentions(t, x):
        return rational(t) is not None
    if t == x or is_op(t, ops.ADD, ops.SUB):
        powers[t] = powers.get(t, Fraction(0)) + e
        return True
    if type(t) is not App:
        return False
    if t.op is ops.NEG:
        return e.denominator == 1 and _gather(t.args[0], x, e, powers)
    if t.op in (ops.MUL, ops.DIV):
        turn = -e if t.op is ops.DIV else e
        return _gather(t.args[0], x, e, powers) and _gather(t.args[1], x, turn, powers)
    if t.op in (ops.SQRT, ops.POW):
        k = Fraction(1, 2) if t.op is ops.SQRT else rational(t.args[1])
        return k is not None and _gather(t.args[0], x, e * k, powers)
    return False


def _exponents_note(f: Term, x: Sym) -> Text | None:
    found = _shape(f, x)
    if found is None:
        return None
    m, n, p = found
    a = (m + 1) / n
    return _CHEBYSHEV.format(x=x, m=Num(m), n=Num(n), p=Num(p), first=Num(a), second=Num(a + p))


def _equation(f: Term, x: Sym) -> Text | None:
    """The equation R′ + g′R = f that has no solution, for a single term f·e^g; None for sums."""
    field, value = embed(f, x)
    moving = [s for s in value.slots() if s]
    if len(moving) != 1 or field.gens[moving[0]].kind != "exp":
        return None
    (s,) = moving
    g = field.gens[s].inner
    k = degree(value.num, s) - degree(value.den, s)
    if g is None or len(value.num.monoms()) == 0 or _mixed(value, s):
        return None
    factor = value
    for _ in range(abs(k)):
        factor = factor / gen(s) if k > 0 else factor * gen(s)
    rate = field.clean(field.d(g) * const(k))
    below = Frac(factor.den.gcd(partial(Frac(factor.den), 0).num))
    left, right, q = (tidy(write(field, t)) for t in (rate, factor, below))
    poles = factor.den.is_constant() or below.num.is_constant()
    bottom = _POLYNOMIAL if poles else _DENOMINATOR.format(q=q)
    return _LIOUVILLE.format(left=left * Sym("R"), right=right, bottom=bottom)


def _mixed(f: Frac, s: int) -> bool:
    """Does the exponential occur in different powers?"""
    return any(len({int(e[s]) for e in p.monoms()}) > 1 for p in (f.num, f.den))

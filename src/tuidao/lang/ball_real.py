"""Real functions on balls: each encloses its value at every point of the input, or says that there is none."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from time import process_time

from flint import arb, fmpz

from tuidao.lang import op as ops
from tuidao.lang.op import Op

_HUGE = arb(2) ** 62  # an integer beyond this is never handled as an integer, but as an exponent
_HUGE_EXPONENT = arb(2) ** 4_000
_SECONDS = 0.3  # of processor time that one evaluation may take


class NoValue(Exception):
    """The expression has no value at any point of the input."""


class Unknown(Exception):
    """It cannot be told whether there is a value, or which: the ball is too wide, or the work too large."""


class Exhausted(Unknown):
    """The work or the time allowed is used up: nothing is to be tried on."""


@dataclass(slots=True)
class Mode:
    """How the evaluation under way is run, and what it met.

    `relaxed`: an argument that reaches over the edge of a domain is cut off there (inside a quadrature, whose
    integrand is defined in the interior). `doubtful` is set where authors mean different things: a negative number
    raised to a fraction, a variable power 0⁰. `soft` is set when a value rests on numerical evidence, `infinite` when
    a limit is seen to be oo (1), −oo (−1) or either (2). `work` counts down, `stop` is the time to give up; `left` is
    what all the evaluations of one question may still cost together, `deadline` the time at which they all stop.
    `index_set` is the size of the index sets that are not written, 0 where none was chosen. `analytic`: inside a
    quadrature, over a region on which the integrand must be one analytic function: nothing may be pieced together.
    """

    relaxed: bool = False
    doubtful: bool = False
    soft: bool = False
    infinite: int = 0
    work: int = 0
    left: int = 1 << 60
    stop: float = 0.0
    deadline: float = 1e300
    index_set: int = 0
    analytic: bool = False


MODE = Mode()


def begin(work: int) -> None:
    """Start an evaluation: nothing met, so much work allowed."""
    MODE.relaxed = MODE.doubtful = MODE.soft = MODE.analytic = False
    MODE.infinite, MODE.work = 0, work
    now = process_time()
    MODE.stop = min(now + _SECONDS, MODE.deadline)
    if now > MODE.deadline:
        MODE.left = -1  # the question's time is up: nothing costly is begun any more


@contextmanager
def allowance(work: int, seconds: float) -> Iterator[None]:
    """All evaluations within share so much work, and processor time, of what an allowance around this one has left."""
    before, deadline = MODE.left, MODE.deadline
    given = MODE.left = min(work, max(before, 0))
    MODE.deadline = min(deadline, process_time() + seconds)
    try:
        yield
    finally:
        MODE.left, MODE.deadline = before - (given - MODE.left), deadline


def spend(amount: int) -> None:
    """Take from the budget of work; Exhausted when it, or what is left for the question, or the time, is used up."""
    MODE.work -= amount
    MODE.left -= amount
    if MODE.work < 0 or MODE.left < 0 or (MODE.work & 31 < amount and process_time() > MODE.stop):
        MODE.work = -1
        raise Exhausted


def integer(x: arb) -> int:
    """The integer that the ball is; Unknown when it is not known to be one, or is huge."""
    n = fixed_integer(x)
    if n is None:
        raise Unknown
    return n


def whole_number(x: arb) -> int:
    """The value of a ball that is an integer, and not so large that it could not be held."""
    found = x.unique_fmpz()
    if found is None:
        raise Unknown
    return int(found)


def fixed_integer(x: arb) -> int | None:
    """The integer that the ball is exactly, None where it is not known to be one of moderate size."""
    if x.is_integer() and abs(x) < _HUGE:
        return whole_number(x)
    return None


def sqrt(x: arb) -> arb:
    """√x for x ≥ 0."""
    if x >= 0:
        return x.sqrt()
    if x < 0:
        raise NoValue
    if MODE.relaxed:
        return x.nonnegative_part().sqrt()
    raise Unknown


def log(x: arb) -> arb:
    """log x for x > 0."""
    if x > 0:
        return x.log()
    if x <= 0:
        raise NoValue
    raise Unknown


def divide(x: arb, y: arb) -> arb:
    """x/y for y ≠ 0."""
    if y.is_zero():
        raise NoValue
    if y.contains(0):
        raise Unknown
    return x / y


def log_base(x: arb, base: arb) -> arb:
    """The logarithm to a base; 0 < base ≠ 1."""
    return divide(log(x), log(base))


def _unit(x: arb) -> arb:
    """x, for |x| ≤ 1."""
    if -1 <= x and x <= 1:
        return x
    if x < -1 or x > 1:
        raise NoValue
    if MODE.relaxed:
        return (x + 1).nonnegative_part().min(arb(2)) - 1
    raise Unknown


def asin(x: arb) -> arb:
    """The inverse sine on [−1, 1]."""
    return _unit(x).asin()


def acos(x: arb) -> arb:
    """The inverse cosine on [−1, 1]."""
    return _unit(x).acos()


def acosh(x: arb) -> arb:
    """The inverse hyperbolic cosine on [1, ∞)."""
    if x >= 1:
        return x.acosh()
    if x < 1:
        raise NoValue
    if MODE.relaxed:
        return ((x - 1).nonnegative_part() + 1).acosh()
    raise Unknown


def atanh(x: arb) -> arb:
    """The inverse hyperbolic tangent on (−1, 1)."""
    if -1 < x and x < 1:
        return x.atanh()
    if x <= -1 or x >= 1:
        raise NoValue
    raise Unknown


def gamma(x: arb) -> arb:
    """Γ, which has poles at 0, −1, −2, …"""
    if x > 0:
        return x.gamma()
    if x.is_integer():
        raise NoValue
    if x.contains_integer():
        raise Unknown
    return x.gamma()


def binomial(n: arb, k: arb) -> arb:
    """n over k; for an integer k the polynomial in n, 0 for k < 0."""
    fixed = fixed_integer(k)
    if fixed is not None and fixed < 0:
        return arb(0)
    if fixed is not None and fixed <= 1000:
        return (n - (fixed - 1)).rising(fixed) / arb(fixed).fac()
    return gamma(n + 1) * (k + 1).rgamma() * (n - k + 1).rgamma()


def softplus(x: arb) -> arb:
    """log(1 + eˣ)."""
    return x + (-x).exp().log1p() if x > 0 else x.exp().log1p()


def frac(x: arb) -> arb:
    """x − ⌊x⌋."""
    whole = x.floor()
    return x - whole if whole.is_exact() else arb(0).union(arb(1))


def ceiling(x: arb) -> arb:
    """The least integer that is not below x."""
    return -(-x).floor()


def power(x: arb, y: arb) -> arb:
    """x to the y: x > 0; or x = 0 ≤ y, with 0⁰ = 1; or an integer y (for x = 0 not negative)."""
    n = fixed_integer(y)
    if n is not None:
        if n == 0 and x.is_zero():
            MODE.doubtful = True
        return int_power(x, n)
    if x > 0:
        return (y * x.log()).exp()
    if x.is_zero():
        if y > 0:
            return x
        if y < 0:
            raise NoValue
    if y.is_integer():
        if abs(y) < _HUGE_EXPONENT:
            return int_power(x, whole_number(y))
        raise Unknown
    if x < 0 and y.is_exact():
        raise NoValue  # a dyadic exponent that is no integer has an even denominator
    if MODE.relaxed and y > 0 and x.contains(0):
        top = x.nonnegative_part().abs_upper()
        return arb(0).union((y * top.log()).exp()) if top > 0 else arb(0)
    raise Unknown


def int_power(x: arb, n: int) -> arb:
    """x to an integer power; 0⁰ = 1."""
    if n >= 0:
        return x ** fmpz(n) if n else arb(1)
    return 1 / _nonzero(x) ** fmpz(-n)


def _nonzero(x: arb) -> arb:
    if x.is_zero():
        raise NoValue
    if x.contains(0):
        raise Unknown
    return x


def rational_power(x: arb, p: int, q: int) -> arb:
    """x to p/q in lowest terms, q > 1: the real power, for x < 0 where q is odd."""
    if x > 0:
        return x.sqrt() ** fmpz(p) if q == 2 else (x.log() * p / q).exp()
    if x.is_zero():
        if p < 0:
            raise NoValue
        return x
    if x < 0:
        if q % 2 == 0:
            raise NoValue
        MODE.doubtful = True
        found = ((-x).log() * p / q).exp()
        return -found if p % 2 else found
    if p < 0:
        raise Unknown
    if x >= 0 or (q % 2 == 0 and MODE.relaxed) or q % 2:
        top = (x.abs_upper().log() * p / q).exp()
        return (-top if q % 2 and p % 2 and not x >= 0 else arb(0)).union(top)
    raise Unknown


def root(x: arb, n: arb) -> arb:
    """The real n-th root, n a positive integer; of a negative x for odd n."""
    q = integer(n)
    if q < 1:
        raise NoValue
    if q == 1:
        return x
    met = MODE.doubtful
    found = rational_power(x, 1, q)
    MODE.doubtful = met  # a root sign is meant so: only a power of a negative base is open to doubt
    return found


def largest(*args: arb) -> arb:
    """The largest."""
    found = args[0]
    for a in args[1:]:
        found = found.max(a)
    return found


def smallest(*args: arb) -> arb:
    """The smallest."""
    found = args[0]
    for a in args[1:]:
        found = found.min(a)
    return found


def kronecker(i: arb, j: arb) -> arb:
    """1 where i = j, else 0."""
    if i.overlaps(j):
        if i.is_exact() and j.is_exact():
            return arb(1)
        raise Unknown
    return arb(0)


def _inverse(x: arb) -> arb:
    return divide(arb(1), x)


REAL: dict[Op, Callable[..., arb]] = {
    ops.ADD: lambda x, y: x + y,
    ops.SUB: lambda x, y: x - y,
    ops.MUL: lambda x, y: x * y,
    ops.DIV: divide,
    ops.NEG: lambda x: -x,
    ops.POW: power,
    ops.SQRT: sqrt,
    ops.ROOT: root,
    ops.EXP: lambda x: x.exp(),
    ops.LOG: log,
    ops.LOGB: log_base,
    ops.SIN: lambda x: x.sin(),
    ops.COS: lambda x: x.cos(),
    ops.TAN: lambda x: divide(x.sin(), x.cos()),
    ops.COT: lambda x: divide(x.cos(), x.sin()),
    ops.SEC: lambda x: _inverse(x.cos()),
    ops.CSC: lambda x: _inverse(x.sin()),
    ops.ASIN: asin,
    ops.ACOS: acos,
    ops.ATAN: lambda x: x.atan(),
    ops.ACOT: lambda x: _inverse(x).atan(),
    ops.ASEC: lambda x: acos(_inverse(x)),
    ops.ACSC: lambda x: asin(_inverse(x)),
    ops.SINH: lambda x: x.sinh(),
    ops.COSH: lambda x: x.cosh(),
    ops.TANH: lambda x: x.tanh(),
    ops.COTH: lambda x: x.coth() if not x.contains(0) else _inverse(x.tanh()),
    ops.SECH: lambda x: x.sech(),
    ops.CSCH: lambda x: x.csch() if not x.contains(0) else _inverse(x.sinh()),
    ops.ASINH: lambda x: x.asinh(),
    ops.ACOSH: acosh,
    ops.ATANH: atanh,
    ops.ACOTH: lambda x: atanh(_inverse(x)),
    ops.ASECH: lambda x: acosh(_inverse(x)),
    ops.ACSCH: lambda x: _inverse(x).asinh(),
    ops.ABS: lambda x: abs(x),
    ops.SIGN: lambda x: x.sgn(),
    ops.FLOOR: lambda x: x.floor(),
    ops.CEILING: ceiling,
    ops.FRAC: frac,
    ops.MAX: largest,
    ops.MIN: smallest,
    ops.FACTORIAL: lambda x: gamma(x + 1),
    ops.GAMMA: gamma,
    ops.BINOMIAL: binomial,
    ops.ERF: lambda x: x.erf(),
    ops.SIGMOID: lambda x: 1 / (1 + (-x).exp()),
    ops.SOFTPLUS: softplus,
    ops.KRONECKER: kronecker,
}

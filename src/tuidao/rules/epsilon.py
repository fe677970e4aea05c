"""The definition of the limit: a δ that serves for every ε, and the bound it comes from."""

from tuidao.lang import op as ops
from tuidao.lang.build import abs_, apply, gt, le
from tuidao.lang.op import EPSILON_DELTA, FORALL, INTERVAL_OPEN
from tuidao.lang.term import App, Sym, bind
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Truth, Value, rule
from tuidao.text import Text

_x, _epsilon = Sym("x"), Sym("epsilon")


def _bound(f: Fn, a: Real, A: Real, M: Real, domain):  # type: ignore[no-untyped-def]
    """|f(x) − A| ≤ M·|x − a| for all x of the domain."""
    return bind(FORALL, _x, le(abs_(f(_x) - A), M * abs_(_x - a)), domain)


@rule(
    title=Text("Choice of δ near the point", "在该点附近取 δ"),
    why=Text(
        "For 0 < |x − a| < δ: |f(x) − A| ≤ M|x − a| < M·ε/M = ε, since δ ≤ r and δ ≤ ε/M.",
        "当 0 < |x − a| < δ 时，因 δ ≤ r 且 δ ≤ ε/M，有 |f(x) − A| ≤ M|x − a| < M·ε/M = ε。",
    ),
    cite=LECTURE("1.2"),
    breaks_at={"f": "2*x", "a": "0", "A": "0", "M": "1", "r": "1"},
)
def delta_of_bound(f: Fn, a: Real, A: Real, M: Real, r: Real) -> Claim:
    domain = apply(INTERVAL_OPEN, a - r, a + r)
    return Claim(
        bind(EPSILON_DELTA, _x, f(_x), a, A),
        App(ops.MIN, (r, _epsilon / M)),
        given=(_bound(f, a, A, M, domain), gt(r, 0), gt(M, 0)),
    )


@rule(
    title=Text("Choice of δ", "取 δ"),
    why=Text(
        "For 0 < |x − a| < δ: |f(x) − A| ≤ M|x − a| < M·ε/M = ε.",
        "当 0 < |x − a| < δ 时，|f(x) − A| ≤ M|x − a| < M·ε/M = ε。",
    ),
    cite=LECTURE("1.2"),
    breaks_at={"f": "2*x", "a": "0", "A": "0", "M": "1"},
)
def delta_of_global_bound(f: Fn, a: Real, A: Real, M: Real) -> Claim:
    bound = _bound(f, a, A, M, App(ops.REALS, ()))
    return Claim(bind(EPSILON_DELTA, _x, f(_x), a, A), _epsilon / M, given=(bound, gt(M, 0)))


@rule(
    title=Text("Bound by the slope", "由导数的界估计"),
    why=Text(
        "On the interval the derivative stays below M in size (mean value theorem).",
        "在该区间上导数的绝对值不超过 M（拉格朗日中值定理）。",
    ),
    cite=BOOK("Rudin", RUDIN, "5.10"),
    decide="delta_suffices",
)
def bound_of_slope(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Bound of the factor", "估计因子的界"),
    why=Text(
        "The other factor stays below M in size on the interval.",
        "在该区间上另一个因子的绝对值不超过 M。",
    ),
    cite=LECTURE("1.2"),
    decide="delta_suffices",
)
def bound_of_factor(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Same function beside the point", "去心邻域内的同一函数"),
    why=Text(
        "The definition does not look at the point itself; beside it the two functions agree.",
        "极限的定义不涉及该点本身，在去心邻域内两个函数相等。",
    ),
    cite=LECTURE("1.2"),
    decide="delta_same_function",
)
def delta_congr(a: Value, b: Value) -> Claim:
    return Claim(a, b)

"""Further tests for series: geometric, positive terms, slopes, absolute convergence, the first terms left out."""

from tuidao.lang import op as ops
from tuidao.lang.build import (
    ONE,
    D,
    abs_,
    apply,
    defined,
    eq,
    forall,
    ge,
    gt,
    le,
    lim,
    log,
    lt,
    member,
    ne,
    near,
    oo,
    total,
)
from tuidao.lang.term import App, Sym, Term
from tuidao.rules.cite import BOOK, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, Value, rule
from tuidao.text import Text

_k = Sym("k")
_MINUS_ONE = App(ops.NEG, (ONE,))
_RUDIN = BOOK("Rudin", RUDIN, "ch. 3")
_KNOPP = BOOK("Knopp", "Theory and Application of Infinite Series", "§§ 15, 39")
_INTEGERS = App(ops.INTEGERS, ())


def _converges(term: Term, a: Real) -> App:
    return apply(ops.CONVERGES, total(term, _k, a, oo))


def _not(claim: Term) -> App:
    return apply(ops.NOT, claim)


def _terms(term: Term, a: Real) -> Term:
    claim = apply(ops.IMPLIES, member(_k, _INTEGERS), defined(term))
    return forall(_k, apply(ops.INTERVAL_ROPEN, a, oo), claim)


@rule(
    title=Text("Geometric series converges", "几何级数收敛"),
    why=Text("A geometric series with |r| < 1.", "公比满足 |r| < 1 的几何级数。"),
    cite=_RUDIN,
    breaks_at={"c": "1", "r": "1", "a": "0"},
)
def converges_geometric(c: Real, r: Real, a: Real) -> Claim:
    return Claim(_converges(c * r**_k, a), given=(lt(abs_(r), 1), ge(a, 0)))


@rule(
    title=Text("Geometric series diverges", "几何级数发散"),
    why=Text("A geometric series with |r| ≥ 1.", "公比满足 |r| ≥ 1 的几何级数。"),
    cite=_RUDIN,
    breaks_at={"c": "1", "r": "1/2", "a": "0"},
)
def diverges_geometric(c: Real, r: Real, a: Real) -> Claim:
    return Claim(_not(_converges(c * r**_k, a)), given=(ge(abs_(r), 1), ne(c, 0), ge(a, 0)))


@rule(
    title=Text("First terms left out", "去掉有限项"),
    why=Text(
        "Finitely many terms make no difference to convergence.", "去掉有限项不改变级数的敛散性。"
    ),
    cite=_RUDIN,
)
def converges_of_tail(f: Fn, a: Real, b: Real) -> Claim:
    given = (member(a, _INTEGERS), member(b, _INTEGERS), le(a, b), _converges(f(_k), b))
    return Claim(_converges(f(_k), a), given=(*given, _terms(f(_k), a)))


@rule(
    title=Text("First terms left out: divergence", "去掉有限项：发散"),
    why=Text(
        "Finitely many terms make no difference to divergence.", "去掉有限项不改变级数的敛散性。"
    ),
    cite=_RUDIN,
)
def diverges_of_tail(f: Fn, a: Real, b: Real) -> Claim:
    given = (member(a, _INTEGERS), member(b, _INTEGERS), le(a, b), _not(_converges(f(_k), b)))
    return Claim(_not(_converges(f(_k), a)), given=given)


@rule(
    title=Text("Divergence by the size of the terms", "通项绝对值不趋于零"),
    why=Text("The size of the terms does not tend to 0.", "通项的绝对值不趋于零。"),
    cite=_RUDIN,
    breaks_at={"f": "1/k**2", "a": "1", "L": "0"},
)
def diverges_of_lim_abs(f: Fn, a: Real, L: Real) -> Claim:
    given = (eq(lim(abs_(f(_k)), _k, oo), L), ne(L, 0))
    return Claim(_not(_converges(f(_k), a)), given=given)


@rule(
    title=Text("Alternating terms that do not tend to 0", "交错级数的通项不趋于零"),
    why=Text(
        "The terms alternate in sign, and their size does not tend to 0.",
        "各项正负相间，而绝对值不趋于零。",
    ),
    cite=_RUDIN,
    breaks_at={"f": "1/k**2", "a": "1", "L": "0"},
)
def diverges_alternating(f: Fn, a: Real, L: Value) -> Claim:
    given = (eq(lim(f(_k), _k, oo), L), ne(L, 0))
    return Claim(_not(_converges(_MINUS_ONE**_k * f(_k), a)), given=given)


@rule(
    title=Text("Ratio test for positive terms", "正项级数的比值判别法"),
    why=Text(
        "The terms are positive and their ratio tends to a limit below 1.",
        "各项为正，相邻两项之比的极限小于 1。",
    ),
    cite=_RUDIN,
    breaks_at={"f": "1/k", "a": "1", "L": "1"},
)
def converges_of_ratio_positive(f: Fn, a: Real, L: Real) -> Claim:
    ratio = eq(lim(f(_k + 1) / f(_k), _k, oo), L)
    given = (ratio, lt(L, 1), near(gt(f(_k), 0), _k, oo), _terms(f(_k), a))
    return Claim(_converges(f(_k), a), given=given)


@rule(
    title=Text("Ratio test for positive terms: divergence", "正项级数的比值判别法：发散"),
    why=Text(
        "The terms are positive and their ratio tends to a limit above 1.",
        "各项为正，相邻两项之比的极限大于 1。",
    ),
    cite=_RUDIN,
    breaks_at={"f": "1/k**2", "a": "1", "L": "1"},
)
def diverges_of_ratio_positive(f: Fn, a: Real, L: Real) -> Claim:
    ratio = eq(lim(f(_k + 1) / f(_k), _k, oo), L)
    given = (ratio, gt(L, 1), near(gt(f(_k), 0), _k, oo))
    return Claim(_not(_converges(f(_k), a)), given=given)


def _raabe(f: Fn, L: Real) -> Term:
    return eq(lim(_k * (f(_k) / f(_k + 1) - 1), _k, oo), L)


@rule(
    title=Text("Raabe's test", "拉贝判别法"),
    why=Text(
        "The ratio tends to 1, so look closer: k(a_k/a_(k + 1) − 1) tends to a limit above 1.",
        "相邻两项之比趋于 1，进一步考察：k(a_k/a_(k + 1) − 1) 的极限大于 1。",
    ),
    cite=_KNOPP,
    breaks_at={"f": "1/k", "a": "1", "L": "1"},
)
def converges_of_raabe(f: Fn, a: Real, L: Real) -> Claim:
    given = (_raabe(f, L), gt(L, 1), near(gt(f(_k), 0), _k, oo), _terms(f(_k), a))
    return Claim(_converges(f(_k), a), given=given)


@rule(
    title=Text("Raabe's test: divergence", "拉贝判别法：发散"),
    why=Text(
        "The ratio tends to 1, so look closer: k(a_k/a_(k + 1) − 1) tends to a limit below 1.",
        "相邻两项之比趋于 1，进一步考察：k(a_k/a_(k + 1) − 1) 的极限小于 1。",
    ),
    cite=_KNOPP,
    breaks_at={"f": "1/k**2", "a": "1", "L": "2"},
)
def diverges_of_raabe(f: Fn, a: Real, L: Real) -> Claim:
    given = (_raabe(f, L), lt(L, 1), near(gt(f(_k), 0), _k, oo))
    return Claim(_not(_converges(f(_k), a)), given=given)


@rule(
    title=Text("Alternating series by Raabe's limit", "用拉贝极限判定交错级数"),
    why=Text(
        "k(a_k/a_(k + 1) − 1) tends to a limit above 0: the sizes fall to 0.",
        "k(a_k/a_(k + 1) − 1) 的极限大于 0，故各项绝对值单调递减趋于零。",
    ),
    cite=_KNOPP,
    breaks_at={"f": "1 + 1/k", "a": "1", "L": "0"},
)
def converges_alternating_of_raabe(f: Fn, a: Real, L: Real) -> Claim:
    given = (_raabe(f, L), gt(L, 0), near(gt(f(_k), 0), _k, oo), _terms(f(_k), a))
    return Claim(_converges(_MINUS_ONE**_k * f(_k), a), given=given)


@rule(
    title=Text("Alternating terms that grow", "各项绝对值递增的交错级数"),
    why=Text(
        "k(a_k/a_(k + 1) − 1) tends to a limit below 0: the sizes grow, so the terms do not tend to 0.",
        "k(a_k/a_(k + 1) − 1) 的极限小于 0，故各项绝对值递增，通项不趋于零。",
    ),
    cite=_KNOPP,
    breaks_at={"f": "1/k", "a": "1", "L": "1"},
)
def diverges_alternating_of_raabe(f: Fn, a: Real, L: Real) -> Claim:
    given = (_raabe(f, L), lt(L, 0), near(gt(f(_k), 0), _k, oo))
    return Claim(_not(_converges(_MINUS_ONE**_k * f(_k), a)), given=given)


@rule(
    title=Text("Root test for positive terms", "正项级数的根值判别法"),
    why=Text(
        "The terms are k-th powers of what tends to a limit below 1.",
        "通项是某数列的 k 次幂，该数列的极限小于 1。",
    ),
    cite=_RUDIN,
)
def converges_of_power(f: Fn, a: Real, L: Real) -> Claim:
    given = (eq(lim(abs_(f(_k)), _k, oo), L), lt(L, 1), _terms(f(_k) ** _k, a))
    return Claim(_converges(f(_k) ** _k, a), given=given)


@rule(
    title=Text("Alternating series by the slope", "莱布尼茨判别法（用导数判断单调）"),
    why=Text(
        "The terms alternate in sign; their size falls, as its derivative is negative, and tends to 0.",
        "各项正负相间，其绝对值的导数为负，故单调递减趋于零。",
    ),
    cite=_RUDIN,
)
def converges_alternating_of_slope(f: Fn, a: Real) -> Claim:
    falls = near(lt(D(f(_k), _k), 0), _k, oo)
    given = (falls, eq(lim(f(_k), _k, oo), 0), _terms(f(_k), a))
    return Claim(_converges(_MINUS_ONE**_k * f(_k), a), given=given)


@rule(
    title=Text("Absolute convergence", "绝对收敛"),
    why=Text(
        "The series of the absolute values converges, hence the series itself.",
        "绝对值级数收敛，故原级数收敛。",
    ),
    cite=_RUDIN,
)
def converges_of_absolute(f: Fn, a: Real) -> Claim:
    return Claim(_converges(f(_k), a), given=(_converges(abs_(f(_k)), a),))


@rule(
    title=Text("Logarithmic series converges", "对数 p 级数收敛"),
    why=Text("Terms 1/(k·log(k)^p) with p > 1.", "通项 1/(k·ln(k)^p)，p > 1。"),
    cite=BOOK("Rudin", RUDIN, "3.29"),
    breaks_at={"p": "1", "a": "2"},
)
def converges_log_series(p: Real, a: Real) -> Claim:
    term = ONE / (_k * log(_k) ** p)
    return Claim(_converges(term, a), given=(gt(p, 1), ge(a, 2)))


@rule(
    title=Text("Logarithmic series diverges", "对数 p 级数发散"),
    why=Text("Terms 1/(k·log(k)^p) with p ≤ 1.", "通项 1/(k·ln(k)^p)，p ≤ 1。"),
    cite=BOOK("Rudin", RUDIN, "3.29"),
    breaks_at={"p": "2", "a": "2"},
)
def diverges_log_series(p: Real, a: Real) -> Claim:
    term = ONE / (_k * log(_k) ** p)
    return Claim(_not(_converges(term, a)), given=(le(p, 1), ge(a, 2)))


@rule(
    title=Text("Interval of convergence", "收敛域"),
    why=Text(
        "The ratio of the terms is below 1 in size inside, above 1 outside; the ends are looked at by themselves.",
        "在区间内部相邻两项之比的绝对值小于 1，外部大于 1；端点单独讨论。",
    ),
    cite=_KNOPP,
    decide="convergence_set",
)
def convergence_set(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("The same terms", "通项恒等变形"),
    why=Text("Write the term in another way.", "把通项改写。"),
    cite=BOOK("Graham, Knuth, Patashnik", "Concrete Mathematics", "ch. 2"),
    decide="sum_same",
)
def sum_same_terms(a: Real, b: Real) -> Claim:
    return Claim(a, b)

"""Bounds of products over an index set from bounds of their factors: what makes gradients vanish with depth."""

from tuidao.lang.build import (
    ONE,
    D,
    abs_,
    closed,
    eq,
    forall,
    ge,
    le,
    member,
    partial,
    product,
    total,
    true,
)
from tuidao.lang.op import INTEGERS, PIECEWISE
from tuidao.lang.term import App, Sym, Term
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Fn, Real, Row, rule
from tuidao.text import Text

_k, _l = Sym("k"), Sym("l")


@rule(
    title=Text("Product of small factors", "小因子之积的上界"),
    why=Text(
        "Each factor is not negative and at most c, so the product is at most a power of c.",
        "每个因子非负且不超过 c，所以乘积不超过 c 的幂。",
    ),
    cite=LECTURE("2.5"),
    breaks_at={"f": "-2", "c": "1", "a": "1", "b": "2"},
)
def product_le_pow(f: Fn, c: Real, a: Real, b: Real) -> Claim:
    small = forall(_k, closed(a, b), le(f(_k), c))
    sign = forall(_k, closed(a, b), ge(f(_k), 0))
    left = product(f(_k), _k, a, b)
    whole = member(b - a, App(INTEGERS, ()))
    return Claim(le(left, c ** (b - a + 1)), given=(sign, small, le(a - 1, b), whole))


@rule(
    title=Text("Products factor by factor", "乘积逐因子比较"),
    why=Text(
        "Each factor is not negative and at most the other one.",
        "每个因子非负，且不超过另一乘积中对应的因子。",
    ),
    cite=LECTURE("2.5"),
    breaks_at={"f": "-2", "g": "1", "a": "1", "b": "2"},
)
def product_le_product(f: Fn, g: Fn, a: Real, b: Real) -> Claim:
    small = forall(_k, closed(a, b), le(f(_k), g(_k)))
    sign = forall(_k, closed(a, b), ge(f(_k), 0))
    left, right = product(f(_k), _k, a, b), product(g(_k), _k, a, b)
    return Claim(le(left, right), given=(sign, small))


@rule(
    title=Text("Absolute value of a product", "连乘的绝对值"),
    why=Text(
        "The absolute value of a product is the product of the absolute values.",
        "积的绝对值等于绝对值之积。",
    ),
    cite=LECTURE("2.5"),
)
def abs_product(f: Fn, a: Real, b: Real) -> Claim:
    return Claim(abs_(product(f(_k), _k, a, b)), product(abs_(f(_k)), _k, a, b))


@rule(
    title=Text("Product of two inequalities", "不等式相乘"),
    why=Text(
        "A product grows with each of its factors as long as the other one is not negative.",
        "只要另一个因子非负，乘积就随每个因子增大而增大。",
    ),
    cite=LECTURE("2.5"),
    breaks_at={"a": "-2", "b": "1", "c": "-2", "d": "1"},
)
def mul_le_mul(a: Real, b: Real, c: Real, d: Real) -> Claim:
    return Claim(le(a * c, b * d), given=(ge(a, 0), le(a, b), le(c, d), ge(d, 0)))


def _but_one(factor: Term, a: Term, b: Term) -> Term:
    """The product of all factors, written with the index l, but that with the index k."""
    return product(App(PIECEWISE, (ONE, eq(_l, _k), factor, true)), _l, a, b)


@rule(
    title=Text("Partial derivative of an indexed product", "连乘式的偏导数"),
    why=Text(
        "Each factor in turn is differentiated and multiplied by all the others.",
        "依次对每个因子求偏导，再乘以其余各因子。",
    ),
    cite=LECTURE("2.5"),
)
def partial_product(u: Fn, z: Fn, i: Row, a: Real, b: Real) -> Claim:
    others = _but_one(u(_l, z), a, b)
    left = partial(product(u(_k, z), _k, a, b), z, i)
    return Claim(left, total(partial(u(_k, z), z, i) * others, _k, a, b))


@rule(
    title=Text("Derivative of an indexed product", "连乘式的导数"),
    why=Text(
        "Each factor in turn is differentiated and multiplied by all the others.",
        "依次对每个因子求导，再乘以其余各因子。",
    ),
    cite=LECTURE("2.2"),
)
def deriv_product(u: Fn, x: Real, a: Real, b: Real) -> Claim:
    others = _but_one(u(_l, x), a, b)
    return Claim(D(product(u(_k, x), _k, a, b), x), total(D(u(_k, x), x) * others, _k, a, b))

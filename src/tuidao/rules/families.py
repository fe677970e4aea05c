"""Partial derivatives by the entries of a family z_i, W_ij, and Kronecker's delta in sums."""

from tuidao.lang.build import (
    ONE,
    ZERO,
    D,
    closed,
    defined,
    delta,
    differentiable,
    eq,
    forall,
    gt,
    le,
    log,
    member,
    ne,
    partial,
    product,
    total,
    true,
)
from tuidao.lang.op import INTEGERS, PIECEWISE
from tuidao.lang.term import App, Sym
from tuidao.rules.cite import ARTICLE, BOOK, LECTURE
from tuidao.rules.rule import Claim, Fn, Real, Row, rule
from tuidao.text import Text

_t, _k = Sym("t"), Sym("k")
WHOLE = App(INTEGERS, ())
_SUMS = BOOK("Graham, Knuth, Patashnik", "Concrete Mathematics", "ch. 2")


@rule(
    title=Text("Derivative of an entry by an entry", "分量对分量的偏导数"),
    why=Text(
        "An entry changes with itself only: the derivative is Kronecker's delta.",
        "分量只随自身变化：偏导数是克罗内克 δ。",
    ),
    cite=LECTURE("2.5"),
)
def partial_entry(z: Fn, k: Real, i: Real) -> Claim:
    return Claim(partial(z[k], z, i), delta(k, i))


@rule(
    title=Text("Derivative of a matrix entry by a matrix entry", "矩阵元素对矩阵元素的偏导数"),
    why=Text(
        "A matrix entry changes with itself only: both indices have to agree.",
        "矩阵元素只随自身变化：两个下标都须相同。",
    ),
    cite=LECTURE("2.5"),
)
def partial_entry_matrix(z: Fn, k: Real, m: Real, i: Real, j: Real) -> Claim:
    return Claim(partial(z[k, m], z, i, j), delta(k, i) * delta(m, j))


@rule(
    title=Text(
        "Partial derivative of what does not depend on the variable", "与变量无关的量的偏导数"
    ),
    why=Text("It does not depend on the variable.", "它与该变量无关。"),
    cite=LECTURE("2.5"),
)
def partial_const(c: Real, z: Fn, i: Row) -> Claim:
    return Claim(partial(c, z, i), ZERO)


@rule(
    title=Text("Partial derivative of a sum of two", "和的偏导数"),
    why=Text("Differentiate term by term.", "逐项求导。"),
    cite=LECTURE("2.5"),
)
def partial_add(u: Fn, v: Fn, z: Fn, i: Row) -> Claim:
    return Claim(partial(u(z) + v(z), z, i), partial(u(z), z, i) + partial(v(z), z, i))


@rule(
    title=Text("Partial derivative of a difference", "差的偏导数"),
    why=Text("Differentiate term by term.", "逐项求导。"),
    cite=LECTURE("2.5"),
)
def partial_sub(u: Fn, v: Fn, z: Fn, i: Row) -> Claim:
    return Claim(partial(u(z) - v(z), z, i), partial(u(z), z, i) - partial(v(z), z, i))


@rule(
    title=Text("Partial derivative of the opposite", "相反数的偏导数"),
    why=Text("The sign goes in front.", "负号提到前面。"),
    cite=LECTURE("2.5"),
)
def partial_neg(u: Fn, z: Fn, i: Row) -> Claim:
    return Claim(partial(-u(z), z, i), -partial(u(z), z, i))


@rule(
    title=Text("Constant factor in a partial derivative", "偏导数中的常数因子"),
    why=Text("A factor without the variable goes in front.", "不含该变量的因子可提到前面。"),
    cite=LECTURE("2.5"),
)
def partial_mul_const(c: Real, u: Fn, z: Fn, i: Row) -> Claim:
    return Claim(partial(c * u(z), z, i), c * partial(u(z), z, i))


@rule(
    title=Text("Partial derivative of a product", "积的偏导数"),
    why=Text("Differentiate the product.", "对积求偏导。"),
    cite=LECTURE("2.5"),
)
def partial_mul(u: Fn, v: Fn, z: Fn, i: Row) -> Claim:
    return Claim(
        partial(u(z) * v(z), z, i), partial(u(z), z, i) * v(z) + u(z) * partial(v(z), z, i)
    )


@rule(
    title=Text("Partial derivative of a quotient", "商的偏导数"),
    why=Text("Differentiate the quotient.", "对商求偏导。"),
    cite=LECTURE("2.5"),
    breaks_at={"v": "0"},
)
def partial_div(u: Fn, v: Fn, z: Fn, i: Row) -> Claim:
    right = (partial(u(z), z, i) * v(z) - u(z) * partial(v(z), z, i)) / v(z) ** 2
    return Claim(partial(u(z) / v(z), z, i), right, given=(ne(v(z), 0),))


@rule(
    title=Text("Chain rule for a partial derivative", "偏导数的链式法则"),
    why=Text(
        "The outer derivative at the inner function, times the partial derivative of the inner.",
        "外层函数在内层处的导数，乘以内层的偏导数。",
    ),
    cite=LECTURE("2.5"),
)
def partial_chain(f: Fn, g: Fn, z: Fn, i: Row) -> Claim:
    right = D(f(_t), _t, g(z)) * partial(g(z), z, i)
    return Claim(partial(f(g(z)), z, i), right, given=(differentiable(f(_t), _t, g(z)),))


@rule(
    title=Text("An entry's own function", "只含一个分量的函数"),
    why=Text(
        "A function of one entry changes with that entry only.",
        "只含一个分量的函数只随该分量变化。",
    ),
    cite=LECTURE("2.5"),
    breaks_at={"f": "1/t", "z": "k - 2", "k": "2", "i": "1"},
)
def partial_own_entry(f: Fn, z: Fn, k: Real, i: Real) -> Claim:
    right = D(f(i, _t), _t, z[i]) * delta(k, i)
    return Claim(partial(f(k, z[k]), z, i), right, given=(defined(f(k, z[k])),))


@rule(
    title=Text("Partial derivative of an indexed sum", "求和式的偏导数"),
    why=Text("Differentiate each term of the sum.", "对和式逐项求偏导。"),
    cite=LECTURE("2.5"),
)
def partial_sum(u: Fn, z: Fn, i: Row, a: Real, b: Real) -> Claim:
    return Claim(partial(total(u(_k, z), _k, a, b), z, i), total(partial(u(_k, z), z, i), _k, a, b))


@rule(
    title=Text("Kronecker's delta in a sum", "求和中的克罗内克 δ"),
    why=Text(
        "Of the whole sum only the term with equal indices is left.",
        "整个和式只剩下指标相等的那一项。",
    ),
    cite=_SUMS,
    breaks_at={"f": "1", "i": "0", "a": "1", "b": "2"},
)
def sum_mul_delta(f: Fn, i: Real, a: Real, b: Real) -> Claim:
    left = total(f(_k) * delta(_k, i), _k, a, b)
    # A term without a value at another index leaves the whole sum without one, δ = 0 or not.
    return Claim(left, f(i), given=(le(a, i), le(i, b), member(i, WHOLE), defined(left)))


@rule(
    title=Text("Delta of equal indices", "指标相等时的 δ"),
    why=Text("The indices are the same.", "两个指标相同。"),
    cite=_SUMS,
)
def delta_self(i: Real) -> Claim:
    return Claim(delta(i, i), ONE)


@rule(
    title=Text("Delta of different indices", "指标不等时的 δ"),
    why=Text("The indices are different.", "两个指标不同。"),
    cite=_SUMS,
    breaks_at={"i": "1", "j": "1"},
)
def delta_of_ne(i: Real, j: Real) -> Claim:
    return Claim(delta(i, j), ZERO, given=(ne(i, j),))


@rule(
    title=Text("Delta is symmetric", "δ 的对称性"),
    why=Text("The order of the indices does not matter.", "两个指标的次序无关紧要。"),
    cite=_SUMS,
)
def delta_comm(i: Real, j: Real) -> Claim:
    return Claim(delta(i, j), delta(j, i))


@rule(
    title=Text("Difference of sums", "和式的差"),
    why=Text("Sum term by term.", "逐项求和。"),
    cite=_SUMS,
)
def sum_sub(f: Fn, g: Fn, a: Real, b: Real) -> Claim:
    return Claim(total(f(_k) - g(_k), _k, a, b), total(f(_k), _k, a, b) - total(g(_k), _k, a, b))


@rule(
    title=Text("Sum of opposites", "相反数之和"),
    why=Text("The sign goes in front of the sum.", "负号提到求和号前。"),
    cite=_SUMS,
)
def sum_neg(f: Fn, a: Real, b: Real) -> Claim:
    return Claim(total(-f(_k), _k, a, b), -total(f(_k), _k, a, b))


@rule(
    title=Text("Sum of a constant", "常数的和"),
    why=Text("The same number added as often as there are terms.", "同一个数相加，次数等于项数。"),
    cite=_SUMS,
    breaks_at={"c": "1", "a": "1", "b": "-1"},
)
def sum_const(c: Real, a: Real, b: Real) -> Claim:
    return Claim(total(c, _k, a, b), c * (b - a + 1), given=(le(a - 1, b),))


@rule(
    title=Text("Order of two sums", "求和次序交换"),
    why=Text("Sum in the other order.", "交换求和次序。"),
    cite=_SUMS,
)
def sum_swap(f: Fn, a: Real, b: Real, c: Real, d: Real) -> Claim:
    left = total(total(f(_k, _t), _t, c, d), _k, a, b)
    return Claim(left, total(total(f(_k, _t), _k, a, b), _t, c, d))


@rule(
    title=Text("Logarithm of an indexed product", "连乘的对数"),
    why=Text("The logarithm of a product is the sum of the logarithms.", "积的对数等于对数之和。"),
    cite=ARTICLE("1"),
    breaks_at={"f": "-1", "a": "1", "b": "2"},
)
def log_product(f: Fn, a: Real, b: Real) -> Claim:
    given = (forall(_k, closed(a, b), gt(f(_k), 0)),)
    return Claim(log(product(f(_k), _k, a, b)), total(log(f(_k)), _k, a, b), given)


@rule(
    title=Text("Two cases", "分两种情形"),
    why=Text(
        "Either the two indices are equal, or they are not.", "两个指标或者相等，或者不相等。"
    ),
    cite=ARTICLE("2"),
)
def two_cases(a: Real, i: Real, j: Real) -> Claim:
    return Claim(a, App(PIECEWISE, (a, eq(i, j), a, true)))


@rule(
    title=Text("One term apart", "单独写出一项"),
    why=Text("The term with index i apart from all others.", "把指标为 i 的一项与其余各项分开。"),
    cite=_SUMS,
    breaks_at={"f": "1", "i": "0", "a": "1", "b": "2"},
)
def sum_one_apart(f: Fn, i: Real, a: Real, b: Real) -> Claim:
    others = total((1 - delta(_k, i)) * f(_k), _k, a, b)
    given = (le(a, i), le(i, b), member(i, WHOLE))
    return Claim(total(f(_k), _k, a, b), f(i) + others, given=given)


@rule(
    title=Text("All terms but one", "除一项外的和"),
    why=Text("The whole sum without the term with index i.", "全部之和减去指标为 i 的一项。"),
    cite=_SUMS,
    breaks_at={"f": "1", "i": "0", "a": "1", "b": "2"},
)
def sum_all_but_one(f: Fn, i: Real, a: Real, b: Real) -> Claim:
    others = total((1 - delta(_k, i)) * f(_k), _k, a, b)
    given = (le(a, i), le(i, b), member(i, WHOLE))
    return Claim(others, total(f(_k), _k, a, b) - f(i), given=given)


@rule(
    title=Text("Layer upon layer", "逐层递推"),
    why=Text(
        "Each value is a multiple of the one before: by induction the last is the first times all the factors.",
        "每一项是前一项的若干倍：由归纳法，末项等于首项乘以所有因子。",
    ),
    cite=_SUMS,
    breaks_at={"u": "k", "c": "2", "a": "1", "b": "2"},
)
def product_of_recursion(u: Fn, c: Fn, a: Real, b: Real) -> Claim:
    each = forall(_k, closed(a + 1, b), eq(u(_k), c(_k) * u(_k - 1)))
    whole = member(b - a, App(INTEGERS, ()))
    right = u(a) * product(c(_k), _k, a + 1, b)
    return Claim(u(b), right, given=(each, le(a, b), whole))


@rule(
    title=Text("Splitting a sum", "拆分和式"),
    why=Text("Multiply out and sum term by term.", "展开后逐项求和。"),
    cite=_SUMS,
    decide="normal_form",
)
def sum_split(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("An index set gets its name", "给指标集命名"),
    why=Text(
        "Sums whose range is not written run over the same indices, from 1 to the last.",
        "未写范围的求和取相同的指标集，从 1 到末项。",
    ),
    cite=_SUMS,
    decide="named_set",
)
def sum_over_named_set(a: Real, b: Real) -> Claim:
    return Claim(a, b)

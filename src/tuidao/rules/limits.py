"""Limits: what settles one by itself, and the theorems on sums, products, quotients, composition and order."""

from tuidao.lang.build import (
    ABOVE,
    BELOW,
    ONE,
    ZERO,
    bounded,
    defined,
    eq,
    exp,
    gt,
    le,
    lim,
    log,
    ne,
    near,
    oo,
    undefined,
)
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Point, Real, Side, Truth, Value, rule
from tuidao.text import Text

_x, _t = Sym("x"), Sym("t")


@rule(
    title=Text("Direct substitution", "直接代入"),
    why=Text(
        "The function is continuous at the point: put the point in.", "函数在该点连续，直接代入。"
    ),
    cite=BOOK("Rudin", RUDIN, "4.6"),
    decide="limit_continuous",
)
def lim_continuous(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Limit theorems", "极限运算法则"),
    why=Text("Take the limits of the parts and join them.", "分别求各部分的极限，再合起来。"),
    cite=LECTURE("1.4"),
    decide="limit_theorems",
)
def lim_parts(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Same function near the point", "在该点附近相等"),
    why=Text(
        "The two functions agree near the point, so their limits do.",
        "两个函数在该点附近（去心邻域内）相等，极限也相等。",
    ),
    cite=LECTURE("1.5"),
    decide="limit_same",
)
def lim_congr(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Form on one side", "单侧的表达式"),
    why=Text(
        "Near the point on this side it is this function.", "在该点这一侧附近，函数就是这个表达式。"
    ),
    cite=LECTURE("1.2"),
    decide="limit_one_sided_form",
)
def lim_one_sided_form(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Taylor expansion with Peano remainder", "带佩亚诺余项的泰勒展开"),
    why=Text("Expand; the leading terms decide.", "展开，由首项决定极限。"),
    cite=BOOK("Rudin", RUDIN, "5.15"),
    decide="limit_series",
)
def lim_taylor(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Equivalent infinitesimals", "等价无穷小代换"),
    why=Text("Put equivalent factors in the place of factors.", "用等价的因子代换乘积中的因子。"),
    cite=LECTURE("1.3"),
    decide="limit_equivalent",
)
def lim_equivalent(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Comparison of growth", "增长阶的比较"),
    why=Text("Compare the orders of growth.", "比较各项增长的阶。"),
    cite=BOOK("Gruntz", "On Computing Limits in a Symbolic Manipulation System", "ch. 3"),
    decide="limit_growth",
)
def lim_growth(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Oscillation", "振荡"),
    why=Text(
        "Along different sequences the values stay apart.", "沿不同的点列，函数值趋于不同的数。"
    ),
    cite=BOOK("Rudin", RUDIN, "4.2"),
    decide="limit_oscillates",
)
def lim_oscillates(a: Value, b: Value) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Limit of a sum", "和的极限"),
    why=Text("The limit of a sum is the sum of the limits.", "和的极限等于极限的和。"),
    cite=LECTURE("1.4"),
    breaks_at={"u": "x", "v": "x", "a": "0", "s": "0", "A": "1", "B": "1"},
)
def lim_add(u: Fn, v: Fn, a: Point, s: Side, A: Real, B: Real) -> Claim:
    given = (eq(lim(u(_x), _x, a, s), A), eq(lim(v(_x), _x, a, s), B))
    return Claim(lim(u(_x) + v(_x), _x, a, s), A + B, given)


@rule(
    title=Text("Limit of a difference", "差的极限"),
    why=Text(
        "The limit of a difference is the difference of the limits.", "差的极限等于极限的差。"
    ),
    cite=LECTURE("1.4"),
    breaks_at={"u": "x", "v": "x", "a": "0", "s": "0", "A": "1", "B": "0"},
)
def lim_sub(u: Fn, v: Fn, a: Point, s: Side, A: Real, B: Real) -> Claim:
    given = (eq(lim(u(_x), _x, a, s), A), eq(lim(v(_x), _x, a, s), B))
    return Claim(lim(u(_x) - v(_x), _x, a, s), A - B, given)


@rule(
    title=Text("Limit of a product", "积的极限"),
    why=Text("The limit of a product is the product of the limits.", "积的极限等于极限的积。"),
    cite=LECTURE("1.4"),
    breaks_at={"u": "x", "v": "x", "a": "1", "s": "0", "A": "2", "B": "1"},
)
def lim_mul(u: Fn, v: Fn, a: Point, s: Side, A: Real, B: Real) -> Claim:
    given = (eq(lim(u(_x), _x, a, s), A), eq(lim(v(_x), _x, a, s), B))
    return Claim(lim(u(_x) * v(_x), _x, a, s), A * B, given)


@rule(
    title=Text("Limit of a quotient", "商的极限"),
    why=Text("The limit of a quotient is the quotient of the limits.", "商的极限等于极限的商。"),
    cite=LECTURE("1.4"),
    breaks_at={"u": "x", "v": "x", "a": "1", "s": "0", "A": "2", "B": "1"},
)
def lim_div(u: Fn, v: Fn, a: Point, s: Side, A: Real, B: Real) -> Claim:
    given = (eq(lim(u(_x), _x, a, s), A), eq(lim(v(_x), _x, a, s), B), ne(B, 0))
    return Claim(lim(u(_x) / v(_x), _x, a, s), A / B, given)


@rule(
    title=Text("Constant factor", "常数因子"),
    why=Text("A constant factor comes out of the limit.", "常数因子可提到极限号外。"),
    cite=LECTURE("1.4"),
    breaks_at={"c": "2", "u": "x", "a": "1", "s": "0", "A": "3"},
)
def lim_const_mul(c: Real, u: Fn, a: Point, s: Side, A: Real) -> Claim:
    return Claim(lim(c * u(_x), _x, a, s), c * A, given=(eq(lim(u(_x), _x, a, s), A),))


@rule(
    title=Text("Sum of infinitesimals", "无穷小的和"),
    why=Text("The sum of two infinitesimals is an infinitesimal.", "两个无穷小的和是无穷小。"),
    cite=LECTURE("1.4"),
    breaks_at={"u": "1", "v": "x", "a": "0", "s": "0"},
)
def lim_add_infinitesimal(u: Fn, v: Fn, a: Point, s: Side) -> Claim:
    given = (eq(lim(u(_x), _x, a, s), ZERO), eq(lim(v(_x), _x, a, s), ZERO))
    return Claim(lim(u(_x) + v(_x), _x, a, s), ZERO, given)


@rule(
    title=Text("Bounded times infinitesimal", "有界函数与无穷小的积"),
    why=Text(
        "A bounded function times an infinitesimal is an infinitesimal.",
        "有界函数与无穷小的乘积是无穷小。",
    ),
    cite=LECTURE("1.4"),
    breaks_at={"u": "x", "v": "1/x", "a": "0", "s": "0"},
)
def lim_mul_of_bounded(u: Fn, v: Fn, a: Point, s: Side) -> Claim:
    given = (eq(lim(u(_x), _x, a, s), ZERO), bounded(v(_x), _x, a, s))
    return Claim(lim(u(_x) * v(_x), _x, a, s), ZERO, given)


@rule(
    title=Text("Order is preserved", "极限的保序性"),
    why=Text(
        "What is never greater has no greater limit.", "若 u ≤ v，则 u 的极限不超过 v 的极限。"
    ),
    cite=LECTURE("1.4"),
    breaks_at={"u": "1", "v": "0", "a": "0", "s": "0", "A": "1", "B": "0"},
)
def lim_le(u: Fn, v: Fn, a: Point, s: Side, A: Real, B: Real) -> Claim:
    given = (
        near(le(u(_x), v(_x)), _x, a, s),
        eq(lim(u(_x), _x, a, s), A),
        eq(lim(v(_x), _x, a, s), B),
    )
    return Claim(le(A, B), given=given)


@rule(
    title=Text("Squeeze theorem", "夹逼准则"),
    why=Text(
        "Between two functions with the same limit, a function has that limit.",
        "夹在两个有相同极限的函数之间，极限也是它。",
    ),
    cite=LECTURE("1.5"),
    breaks_at={"u": "-1", "f": "sin(1/x)", "v": "1", "a": "0", "s": "0", "A": "0"},
)
def lim_squeeze(u: Fn, f: Fn, v: Fn, a: Point, s: Side, A: Real) -> Claim:
    given = (
        near(le(u(_x), f(_x)), _x, a, s),
        near(le(f(_x), v(_x)), _x, a, s),
        eq(lim(u(_x), _x, a, s), A),
        eq(lim(v(_x), _x, a, s), A),
    )
    return Claim(lim(f(_x), _x, a, s), A, given)


@rule(
    title=Text("Limit of a composite function", "复合函数的极限"),
    why=Text(
        "Put the inner function in; it tends to b without taking that value.",
        "内层函数趋于 b 且在去心邻域内不取 b，可换元。",
    ),
    cite=LECTURE("1.4"),
    breaks_at={"f": "0**abs(x)", "g": "0", "a": "0", "s": "0", "b": "0", "A": "0"},
)
def lim_comp(f: Fn, g: Fn, a: Point, s: Side, b: Real, A: Value) -> Claim:
    given = (
        eq(lim(g(_x), _x, a, s), b),
        near(ne(g(_x), b), _x, a, s),
        eq(lim(f(_t), _t, b, ZERO), A),
    )
    return Claim(lim(f(g(_x)), _x, a, s), A, given)


@rule(
    title=Text("Both sides agree", "左右极限相等"),
    why=Text(
        "The limits from the left and from the right are the same.", "左极限与右极限存在且相等。"
    ),
    cite=LECTURE("1.2"),
    breaks_at={"f": "Abs(x)/x", "a": "0", "A": "1"},
)
def lim_of_sides(f: Fn, a: Real, A: Value) -> Claim:
    given = (eq(lim(f(_x), _x, a, BELOW), A), eq(lim(f(_x), _x, a, ABOVE), A))
    return Claim(lim(f(_x), _x, a), A, given)


@rule(
    title=Text("The sides differ", "左右极限不等"),
    why=Text(
        "The limits from the left and from the right differ: there is none.",
        "左极限与右极限不相等，故极限不存在。",
    ),
    cite=LECTURE("1.2"),
    breaks_at={"f": "x", "a": "0", "A": "0", "B": "0"},
)
def lim_undefined_of_sides(f: Fn, a: Real, A: Value, B: Value) -> Claim:
    given = (eq(lim(f(_x), _x, a, BELOW), A), eq(lim(f(_x), _x, a, ABOVE), B), ne(A, B))
    return Claim(lim(f(_x), _x, a), undefined, given)


@rule(
    title=Text("A side without a limit", "一侧极限不存在"),
    why=Text(
        "On one side, where it has values, there is no limit, so there is none.",
        "函数在一侧有定义而该侧极限不存在，故极限不存在。",
    ),
    cite=LECTURE("1.2"),
    breaks_at={"f": "x", "a": "0", "s": "1"},
)
def lim_undefined_of_side(f: Fn, a: Real, s: Side) -> Claim:
    given = (
        eq(lim(f(_x), _x, a, s), undefined),
        ne(s, 0),
        near(defined(f(_x)), _x, a, s),
    )
    return Claim(lim(f(_x), _x, a), undefined, given)


@rule(
    title=Text("Substitution of the increment", "增量代换"),
    why=Text(
        "Put h = x − a: as x tends to a, the increment h tends to 0.",
        "令 h = x − a，当 x → a 时增量 h → 0。",
    ),
    cite=LECTURE("2.1"),
)
def lim_shift(f: Fn, a: Real, s: Side) -> Claim:
    return Claim(lim(f(_x), _x, a, s), lim(f(a + _t), _t, 0, s))


@rule(
    title=Text("Substitution of the reciprocal", "倒代换"),
    why=Text(
        "Put t = 1/x: as x grows without bound, t tends to 0 from above.",
        "令 t = 1/x，当 x → +∞ 时 t → 0⁺。",
    ),
    cite=LECTURE("1.4"),
)
def lim_reciprocal(f: Fn) -> Claim:
    return Claim(lim(f(_x), _x, oo), lim(f(ONE / _t), _t, 0, ABOVE))


@rule(
    title=Text("Limit of an exponential", "指数函数的极限"),
    why=Text(
        "The exponential function is continuous: take the limit in the exponent.",
        "指数函数连续，极限可取到指数上。",
    ),
    cite=LECTURE("1.4"),
    breaks_at={"f": "x", "a": "0", "s": "0", "A": "1"},
)
def lim_exp_of(f: Fn, a: Point, s: Side, A: Real) -> Claim:
    return Claim(lim(exp(f(_x)), _x, a, s), exp(A), given=(eq(lim(f(_x), _x, a, s), A),))


@rule(
    title=Text("Power as an exponential", "化幂为指数函数"),
    why=Text("Write the power with base e.", "把幂写成以 e 为底的指数函数。"),
    cite=LECTURE("1.4"),
    breaks_at={"u": "x", "v": "2", "a": "-1", "s": "0"},
)
def lim_pow_eq_exp(u: Fn, v: Fn, a: Point, s: Side) -> Claim:
    given = (near(gt(u(_x), 0), _x, a, s),)
    return Claim(lim(u(_x) ** v(_x), _x, a, s), lim(exp(v(_x) * log(u(_x))), _x, a, s), given)


@rule(
    title=Text("Bounded by its parts", "由各部分有界得出有界"),
    why=Text("Every part stays bounded near the point.", "各部分在该点附近都有界。"),
    cite=LECTURE("1.4"),
    decide="limit_bounded",
)
def bounded_of_parts(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Different values", "不相等的值"),
    why=Text("The two values are not the same.", "两个值不相等。"),
    cite=LECTURE("1.2"),
    decide="values_differ",
)
def ne_of_values(a: Truth, b: Truth) -> Claim:
    return Claim(a, b)

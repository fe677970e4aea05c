"""Statements and questions told in words rather than signs, with places for their parts."""

from __future__ import annotations

from collections.abc import Sequence

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Term
from tuidao.proof import Status
from tuidao.text import Text

# {x} the bound name, {body} what stands under the binder, {p0}, {p1}, … the other parts,
# {to} the point with its side of approach.
PHRASES: dict[Op, Text] = {
    ops.UNDEFINED: Text("does not exist", "不存在"),
    ops.DEFINED: Text("{p0} has a value", "{p0} 有定义"),
    ops.NEAR: Text("{body} for {x} near {to}", "在 {x}→{to} 的附近 {body}"),
    ops.BOUNDED: Text("{body} is bounded as {x}→{to}", "{x}→{to} 时 {body} 有界"),
    ops.CONTINUOUS: Text("{body} is continuous at {x} = {p0}", "{body} 在 {x} = {p0} 处连续"),
    ops.DIFFERENTIABLE: Text(
        "{body} is differentiable at {x} = {p0}", "{body} 在 {x} = {p0} 处可导"
    ),
    ops.CONTINUOUS_ON: Text("{body} is continuous on {p0}", "{body} 在 {p0} 上连续"),
    ops.DIFFERENTIABLE_ON: Text("{body} is differentiable on {p0}", "{body} 在 {p0} 上可导"),
    ops.ELEMENTARY: Text("{p0} is elementary", "{p0} 是初等函数"),
    ops.CONVEX_ON: Text("{body} is convex on {p0}", "{body} 在 {p0} 上下凸"),
    ops.CONTINUITY: Text("continuity of {body} at {x} = {p0}", "{body} 在 {x} = {p0} 处的连续性"),
    ops.SMOOTHNESS: Text(
        "how often {body} is differentiable at {x} = {p0}", "{body} 在 {x} = {p0} 处的可导阶数"
    ),
    ops.TANGENT: Text("tangent to {body} at {x} = {p0}", "{body} 在 {x} = {p0} 处的切线"),
    ops.NORMAL: Text("normal to {body} at {x} = {p0}", "{body} 在 {x} = {p0} 处的法线"),
    ops.DIFFERENTIAL: Text("differential of {body}", "{body} 的微分"),
    ops.TAYLOR: Text(
        "Taylor polynomial of {body} at {x} = {p0} to order {p1}",
        "{body} 在 {x} = {p0} 处的 {p1} 阶泰勒多项式",
    ),
    ops.TOTAL_DIFFERENTIAL: Text("total differential of {p0} in {p1}", "{p0} 关于 {p1} 的全微分"),
    ops.IMPLICIT: Text("d{p2}/d{p1} on the curve {p0}", "曲线 {p0} 上的 d{p2}/d{p1}"),
    ops.IMPLICIT_SECOND: Text(
        "second derivative of {p2} by {p1} on the curve {p0}",
        "曲线 {p0} 上 {p2} 对 {p1} 的二阶导数",
    ),
    ops.PARAMETRIC: Text("dy/dx for x = {p0}, y = {p1}", "x = {p0}、y = {p1} 时的 dy/dx"),
    ops.TAYLOR_SEVERAL: Text(
        "Taylor polynomial of {p0} at {p1} = {p2} to order {p3}",
        "{p0} 在 {p1} = {p2} 处的 {p3} 阶泰勒多项式",
    ),
    ops.ERROR_BOUND: Text(
        "error of {p0} at {p1} = {p2}, each off by at most {p3}",
        "{p1} = {p2} 的误差不超过 {p3} 时 {p0} 的误差",
    ),
    ops.CONVERGENCE: Text("for which {x} does {body} converge", "{body} 的收敛域（关于 {x}）"),
    ops.SERIES: Text("power series of {body} at {x} = {p0}", "{body} 在 {x} = {p0} 处的幂级数"),
    ops.TAYLOR_BOUND: Text(
        "bound of the remainder of order {p1} of {body} between {p0} and {p2}",
        "{body} 在 {p0} 与 {p2} 之间 {p1} 阶泰勒余项的界",
    ),
    ops.TAYLOR_ORDER: Text(
        "order with which {body} is within {p2} between {p0} and {p1}",
        "使 {body} 在 {p0} 与 {p1} 之间误差不超过 {p2} 的泰勒阶数",
    ),
    ops.DOMAIN: Text("domain of {body}", "{body} 的定义域"),
    ops.SOLUTIONS: Text("solutions {x} of {body}", "{body} 的解 {x}"),
    ops.RANGE: Text("range of {body}", "{body} 的值域"),
    ops.MONOTONE: Text("where {body} increases and decreases", "{body} 的单调区间"),
    ops.CONVEX: Text("where {body} is convex and concave", "{body} 的凹凸区间"),
    ops.EXTREMA: Text("extrema of {body}", "{body} 的极值"),
    ops.CHART: Text("sign chart of {body} on {p1}", "{body} 在 {p1} 上的符号表"),
    ops.ROLLE: Text(
        "Rolle's theorem for {body} on [{p0}, {p1}]", "{body} 在 [{p0}, {p1}] 上的罗尔定理"
    ),
    ops.CAUCHY: Text(
        "Cauchy's mean value theorem for {body} on [{p0}, {p1}]",
        "{body} 在 [{p0}, {p1}] 上的柯西中值定理",
    ),
    ops.STATIONARY: Text("stationary points of {p0} in {p1}", "{p0} 关于 {p1} 的驻点"),
    ops.CONVEXITY: Text("convexity of {p0} in {p1}", "{p0} 关于 {p1} 的凸性"),
    ops.CONVERGES: Text("does {p0} converge", "{p0} 是否收敛"),
    ops.INTEGRAL_MEAN: Text(
        "where {body} takes its mean value over [{p0}, {p1}]",
        "{body} 在 [{p0}, {p1}] 上取到积分平均值的点",
    ),
    ops.MEAN_VALUE: Text(
        "mean value theorem for {body} on [{p0}, {p1}]", "{body} 在 [{p0}, {p1}] 上的中值定理"
    ),
    ops.RIEMANN: Text(
        "integral of {body} from {p0} to {p1} as a limit of Riemann sums",
        "{body} 从 {p0} 到 {p1} 的黎曼和极限",
    ),
    ops.INFINITESIMAL: Text("compare {body} as {x}→{to}", "{x}→{to} 时比较 {body}"),
    ops.EPSILON_DELTA: Text(
        "{body} → {p1} as {x}→{p0}, by ε and δ", "用 ε–δ 定义证明 {x}→{p0} 时 {body} → {p1}"
    ),
    ops.GRADIENT: Text("gradient of {p0} by {p1}", "{p0} 对 {p1} 的梯度"),
    ops.JACOBIAN: Text("Jacobian of {p0} by {p1}", "{p0} 对 {p1} 的雅可比矩阵"),
    ops.HESSIAN: Text("Hessian of {p0} by {p1}", "{p0} 对 {p1} 的黑塞矩阵"),
    ops.BY_DEFINITION: Text("{p0}, from the definition", "由定义求 {p0}"),
    ops.BY_METHOD: Text("{p0}, by {p1}", "{p0}（方法：{p1}）"),
    ops.PROVE: Text("prove {p0}", "证明 {p0}"),
}

_ON = Text(" on {where}", "（在 {where} 上）")
_INSIDE = Text(" in {p0}", "（在 {p0} 内）")
_BETWEEN_ENDS = (ops.RANGE, ops.MONOTONE, ops.CONVEX, ops.EXTREMA)
_FAR = App(ops.OO, ())


def phrase(op: Op, rest: Sequence[Term]) -> Text:
    """The words for a statement or a question, with the interval that it is about."""
    said = PHRASES[op]
    if op is ops.SOLUTIONS and rest:
        return Text(said.en + _INSIDE.en, said.zh + _INSIDE.zh)
    if op not in _BETWEEN_ENDS or len(rest) != 2:
        return said
    left = "(" if rest[0] == App(ops.NEG, (_FAR,)) else "["
    right = ")" if rest[1] == _FAR else "]"
    where = f"{left}{{p0}}, {{p1}}{right}"
    return Text(
        said.en + _ON.en.replace("{where}", where), said.zh + _ON.zh.replace("{where}", where)
    )


# What a problem is called, by its outermost operator.
TITLES: dict[Op, Text] = {
    ops.LIMIT: Text("Limit", "极限"),
    ops.DIFF: Text("Derivative", "导数"),
    ops.PARTIAL: Text("Partial derivative", "偏导数"),
    ops.INTEGRAL: Text("Definite integral", "定积分"),
    ops.ANTIDERIVATIVE: Text("Indefinite integral", "不定积分"),
    ops.SUM: Text("Sum", "求和"),
    ops.PRODUCT: Text("Product", "求积"),
    ops.BY_DEFINITION: Text("From the definition", "由定义求解"),
    ops.BY_METHOD: Text("Convexity", "凹凸性"),
    ops.CONTINUITY: Text("Continuity", "连续性"),
    ops.SMOOTHNESS: Text("Order of differentiability", "可导阶数"),
    ops.TANGENT: Text("Tangent", "切线"),
    ops.NORMAL: Text("Normal", "法线"),
    ops.DIFFERENTIAL: Text("Differential", "微分"),
    ops.TAYLOR: Text("Taylor polynomial", "泰勒多项式"),
    ops.TOTAL_DIFFERENTIAL: Text("Total differential", "全微分"),
    ops.IMPLICIT: Text("Implicit derivative", "隐函数的导数"),
    ops.IMPLICIT_SECOND: Text("Second implicit derivative", "隐函数的二阶导数"),
    ops.PARAMETRIC: Text("Derivative by a parameter", "参数方程的导数"),
    ops.TAYLOR_SEVERAL: Text("Taylor polynomial", "泰勒多项式"),
    ops.ERROR_BOUND: Text("Propagated error", "误差传播"),
    ops.CONVERGENCE: Text("Interval of convergence", "收敛域"),
    ops.SERIES: Text("Power series", "幂级数"),
    ops.TAYLOR_BOUND: Text("Taylor remainder", "泰勒余项"),
    ops.TAYLOR_ORDER: Text("Taylor order", "泰勒阶数"),
    ops.DOMAIN: Text("Domain", "定义域"),
    ops.SOLUTIONS: Text("Solutions", "求解"),
    ops.RANGE: Text("Range", "值域"),
    ops.MONOTONE: Text("Monotonicity", "单调性"),
    ops.CONVEX: Text("Convexity", "凹凸性"),
    ops.EXTREMA: Text("Extrema", "极值"),
    ops.CHART: Text("Sign chart", "符号表"),
    ops.ROLLE: Text("Rolle's theorem", "罗尔定理"),
    ops.CAUCHY: Text("Cauchy's mean value theorem", "柯西中值定理"),
    ops.STATIONARY: Text("Extrema", "极值"),
    ops.CONVEXITY: Text("Convexity", "凹凸性"),
    ops.CONVERGES: Text("Convergence", "敛散性"),
    ops.INTEGRAL_MEAN: Text("Mean value theorem for integrals", "积分中值定理"),
    ops.MEAN_VALUE: Text("Mean value theorem", "中值定理"),
    ops.RIEMANN: Text("Riemann sums", "黎曼和"),
    ops.INFINITESIMAL: Text("Comparison", "无穷小的比较"),
    ops.EPSILON_DELTA: Text("ε–δ proof", "ε–δ 证明"),
    ops.GRADIENT: Text("Gradient", "梯度"),
    ops.JACOBIAN: Text("Jacobian", "雅可比矩阵"),
    ops.HESSIAN: Text("Hessian", "黑塞矩阵"),
    ops.PROVE: Text("Proof", "证明"),
}
PROBLEM = Text("Problem", "题目")

STATUS: dict[Status, Text] = {
    Status.PROVED: Text("proved", "已证明"),
    Status.TESTED: Text("tested", "已检验（未证明）"),
    Status.REFUTED: Text("refuted", "已否证"),
    Status.OPEN: Text("open", "未定"),
}
ANSWER = Text("Answer", "答案")
NO_ANSWER = Text("No answer", "没有答案")
GIVEN = Text("Given", "已知")
PROVIDED = Text("Provided that", "条件")
SUGGESTION = Text("True instead", "正确的应是")
WITNESS_AT = Text("at {at}: left {left}, right {right}", "取 {at}：左边 {left}，右边 {right}")
WITNESS = Text("left {left}, right {right}", "左边 {left}，右边 {right}")
NO_VALUE = Text("has no value", "无定义")
HOLDS = Text("holds", "成立")
BECAUSE = Text("because", "因为")
WORKING = Text("working", "过程")
FOLDED_ONE = Text("1 line folded", "折叠 1 行")
FOLDED = Text("{n} lines folded", "折叠 {n} 行")
UNFOLD = Text("Show the folded lines: --steps all", "展开折叠的行：--steps all")
COLON = Text(": ", "：")
COMMA = Text("; ", "；")

# What stands beside an answer, by its name in a solution's data; lists and names without a word are not printed.
DATA: dict[str, Text] = {
    "left": Text("From the left", "左侧"),
    "right": Text("From the right", "右侧"),
    "within": Text("Taken within the domain", "在定义域内取极限"),
    "value": Text("Value there", "该点的值"),
    "slope": Text("Slope", "斜率"),
    "point": Text("Point", "点"),
    "delta": Text("δ", "δ"),
    "xi": Text("ξ", "ξ"),
    "remainder": Text("Remainder", "余项"),
    "peano": Text("Remainder in Peano's form", "佩亚诺余项"),
    "derivative": Text("Derivative", "导数"),
    "linear_estimate": Text("Linear estimate", "线性估计"),
    "relative": Text("Relative error at most", "相对误差不超过"),
    "interval": Text("Valid on", "成立区间"),
    "radius": Text("Radius of convergence", "收敛半径"),
}
ROOT = Text("{digits} solves", "{digits} 满足")
ONE_SIDED = Text("Derivative of order {order} from the left, right", "{order} 阶导数的左、右值")

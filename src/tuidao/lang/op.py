"""The operators: what each means, in one table; how each is written or computed is told elsewhere."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Sort(Enum):
    """What kind of thing a term stands for."""

    REAL = "real"  # a real number, or ±oo as the value of a limit, or no value at all
    BOOL = "bool"  # true, false or undefined
    FUNCTION = "function"  # a real function of one real variable, or of several
    FAMILY = "family"  # numbers by index: z[i], W[i, j]
    SET = "set"
    TUPLE = "tuple"
    ANY = "any"
    QUERY = "query"  # a question put to `solve`, not a value


@dataclass(frozen=True, eq=False, slots=True)
class Op:
    """An operator. Compared by identity; `name` is its spelling in data and unique in `OPS`.

    `arity` is the number of arguments (None: any number); for a binder, of its `over` terms.
    `period` is the least positive period in units of pi.
    """

    name: str
    arity: int | None
    sort: Sort = Sort.REAL
    args: Sort = Sort.REAL
    binder: bool = False
    parity: str = ""  # "even", "odd" or neither
    period: int = 0
    function: bool = False  # an elementary or special function written name(x)

    def __repr__(self) -> str:
        return self.name

    def __reduce__(self) -> tuple[object, ...]:
        return (_restore, (self.name,))


OPS: dict[str, Op] = {}


def _restore(name: str) -> Op:
    return OPS[name]


def _op(
    name: str, arity: int | None, sort: Sort = Sort.REAL, args: Sort = Sort.REAL, **facts: object
) -> Op:
    op = Op(name, arity, sort, args, **facts)  # type: ignore[arg-type]
    if name in OPS:
        raise ValueError(f"two operators named {name!r}")
    OPS[name] = op
    return op


def _fun(name: str, parity: str = "", period: int = 0, arity: int | None = 1) -> Op:
    return _op(name, arity, parity=parity, period=period, function=True)


# Constants.
PI = _op("pi", 0)
E = _op("E", 0)
EULER_GAMMA = _op("EulerGamma", 0)
OO = _op("oo", 0)  # +∞; −∞ is its negative
ZOO = _op("zoo", 0)  # ∞ without a sign: |x| grows without bound
UNDEFINED = _op("undefined", 0)

# Arithmetic, as written: a − b, a/b, −a, √a are nodes of their own.
ADD = _op("add", 2)
SUB = _op("sub", 2)
MUL = _op("mul", 2)
DIV = _op("div", 2)
NEG = _op("neg", 1, parity="odd")
POW = _op("pow", 2)  # a < 0 only with a rational exponent of odd denominator: then the real power
SQRT = _fun("sqrt")
ROOT = _fun("root", arity=2)  # root(x, n): the real n-th root, n a positive integer

# Elementary functions, on their real domains.
EXP = _fun("exp")
LOG = _fun("log")  # natural
LOGB = _fun("logb", arity=2)  # logb(x, b): to base b; spelt log(x, b)
SIN = _fun("sin", "odd", 2)
COS = _fun("cos", "even", 2)
TAN = _fun("tan", "odd", 1)
COT = _fun("cot", "odd", 1)
SEC = _fun("sec", "even", 2)
CSC = _fun("csc", "odd", 2)
ASIN = _fun("asin", "odd")
ACOS = _fun("acos")
ATAN = _fun("atan", "odd")
ACOT = _fun("acot", "odd")  # atan(1/x), as SymPy takes it; undefined at 0
ASEC = _fun("asec")
ACSC = _fun("acsc", "odd")
SINH = _fun("sinh", "odd")
COSH = _fun("cosh", "even")
TANH = _fun("tanh", "odd")
COTH = _fun("coth", "odd")
SECH = _fun("sech", "even")
CSCH = _fun("csch", "odd")
ASINH = _fun("asinh", "odd")
ACOSH = _fun("acosh")
ATANH = _fun("atanh", "odd")
ACOTH = _fun("acoth", "odd")
ASECH = _fun("asech")
ACSCH = _fun("acsch", "odd")
ABS = _fun("Abs", "even")
SIGN = _fun("sign", "odd")
FLOOR = _fun("floor")
CEILING = _fun("ceiling")
FRAC = _fun("frac", period=0)  # x − floor(x)
MAX = _fun("Max", arity=None)
MIN = _fun("Min", arity=None)
FACTORIAL = _fun("factorial")  # gamma(x + 1)
GAMMA = _fun("gamma")
BINOMIAL = _fun("binomial", arity=2)
ERF = _fun("erf", "odd")
SIGMOID = _fun("sigmoid")  # 1/(1 + exp(−x))
SOFTPLUS = _fun("softplus")  # log(1 + exp(x))

# A function of the user's applied; a family of numbers indexed.
CALL = _op("call", None, args=Sort.ANY)  # call(f, x, …)
INDEX = _op("index", None, args=Sort.ANY)  # index(z, i, …)
PIECEWISE = _op(
    "Piecewise", None, args=Sort.ANY
)  # value, condition, value, condition, …; first that holds
LITTLE_O = _op("o", 1)  # some function that is o(argument)
TUPLE = _op("tuple", None, Sort.TUPLE, Sort.ANY)
ROW = _op(
    "row", None, Sort.TUPLE, Sort.ANY
)  # several indices, what a pattern variable for indices stands for

# Families of numbers: vectors are families of one index, matrices of two.
KRONECKER = _op("KroneckerDelta", 2, args=Sort.ANY)  # 1 where the indices are equal, else 0
INDICATOR = _op("Indicator", 1, args=Sort.BOOL)  # 1 where the statement holds, else 0
DOT = _op("dot", 2, args=Sort.ANY)  # uᵀv
NORM = _op("norm", 1, args=Sort.ANY)  # Euclidean
HADAMARD = _op("hadamard", 2, Sort.FAMILY, Sort.ANY)  # entry by entry
TRANSPOSE = _op("transpose", 1, Sort.FAMILY, Sort.ANY)
MATMUL = _op("matmul", 2, Sort.FAMILY, Sort.ANY)  # matrix times matrix or vector
TRACE = _op("trace", 1, args=Sort.ANY)
NABLA = _op("nabla", 1, Sort.FAMILY, Sort.ANY)  # the gradient by all that its argument depends on
KL = _op("KL", None, args=Sort.ANY)  # relative entropy of two distributions
# Information, in nats; a further argument is another base: 2 for bits, 10 for hartleys. 0·log 0 counts as 0.
INFORMATION = _op("information", None, args=Sort.ANY)  # of an event of this probability
ENTROPY = _op("entropy", None, args=Sort.ANY)
CROSS_ENTROPY = _op("cross_entropy", None, args=Sort.ANY)
JOINT_ENTROPY = _op("joint_entropy", None, args=Sort.ANY)  # of a table p(x, y), a row for each x
CONDITIONAL_ENTROPY = _op("conditional_entropy", None, args=Sort.ANY)  # H(Y | X)
MUTUAL_INFORMATION = _op("mutual_information", None, args=Sort.ANY)
CONVERT = _op("convert", 3)  # x in units of base b₁, said in units of base b₂

# Statements.
TRUE = _op("True", 0, Sort.BOOL)
FALSE = _op("False", 0, Sort.BOOL)
EQ = _op("eq", 2, Sort.BOOL, Sort.ANY)
NE = _op("ne", 2, Sort.BOOL, Sort.ANY)
LT = _op("lt", 2, Sort.BOOL)
LE = _op("le", 2, Sort.BOOL)
GT = _op("gt", 2, Sort.BOOL)
GE = _op("ge", 2, Sort.BOOL)
APPROX = _op("approx", 2, Sort.BOOL)  # equal to the digits written
TENDS = _op("tends", 2, Sort.BOOL)  # a → b beside a limit
SIMILAR = _op("similar", 2, Sort.BOOL)  # equivalent infinitesimals a ~ b
AND = _op("and", None, Sort.BOOL, Sort.BOOL)
OR = _op("or", None, Sort.BOOL, Sort.BOOL)
NOT = _op("not", 1, Sort.BOOL, Sort.BOOL)
IMPLIES = _op("implies", 2, Sort.BOOL, Sort.BOOL)
IFF = _op("iff", 2, Sort.BOOL, Sort.BOOL)
IN = _op("in", 2, Sort.BOOL, Sort.ANY)
DEFINED = _op("defined", 1, Sort.BOOL, Sort.ANY)  # the term has a (finite) value

# Sets.
REALS = _op("Reals", 0, Sort.SET)
INTEGERS = _op("Integers", 0, Sort.SET)
NATURALS = _op("Naturals", 0, Sort.SET)  # 1, 2, 3, …
RATIONALS = _op("Rationals", 0, Sort.SET)
EMPTY_SET = _op("EmptySet", 0, Sort.SET)
INTERVAL = _op("Interval", 2, Sort.SET)  # closed
INTERVAL_OPEN = _op("Interval.open", 2, Sort.SET)
INTERVAL_LOPEN = _op("Interval.Lopen", 2, Sort.SET)
INTERVAL_ROPEN = _op("Interval.Ropen", 2, Sort.SET)
UNION = _op("Union", None, Sort.SET, Sort.SET)
FINITE_SET = _op("FiniteSet", None, Sort.SET, Sort.ANY)

# Binders: one bound name, a body, and the terms `over` outside its scope.
LAMBDA = _op("lambda", 0, Sort.FUNCTION, Sort.ANY, binder=True)
LIMIT = _op("limit", 2, binder=True)  # over: point, side (1 from above, −1 from below, 0 both)
DIFF = _op("diff", 2, binder=True)  # over: the point at which, the order
# ∂/∂z_i: body as a function of the bound family, differentiated by its entry; over: family, index, …
PARTIAL = _op("partial", None, binder=True)
SUM_ALL = _op("sum_all", 0, binder=True)  # over an index set that is not written: Σ_i z_i
INTEGRAL = _op("integral", 2, binder=True)  # over: lower, upper
ANTIDERIVATIVE = _op("antiderivative", 1, binder=True)  # over: the point; up to a constant
SUM = _op("sum", 2, binder=True)  # over: first, last index (oo allowed)
PRODUCT = _op("product", 2, binder=True)
PRODUCT_ALL = _op(
    "product_all", 0, binder=True
)  # over an index set that is not written: ∏_{j≠i} x_j
MAX_OVER = _op("max_over", 2, binder=True)  # the largest of finitely many, over: first, last index
MIN_OVER = _op("min_over", 2, binder=True)
MAX_ALL = _op("max_all", 0, binder=True)  # over an index set that is not written: max_j z_j
MIN_ALL = _op("min_all", 0, binder=True)
BETWEEN = _op("between", 2, binder=True)  # F|ₐᵇ = F(b) − F(a); over: a, b
AT = _op("at", 1, binder=True)  # F|ₓ₌ₐ; over: a
ROOT_OF = _op(
    "root_of", 2, binder=True
)  # the only zero of the body in the open interval; over: its ends
FORALL = _op("forall", 1, Sort.BOOL, Sort.BOOL, binder=True)  # over: a set
EXISTS = _op("exists", 1, Sort.BOOL, Sort.BOOL, binder=True)
NEAR = _op(
    "near", 2, Sort.BOOL, Sort.BOOL, binder=True
)  # holds at all points near enough; over: point, side
BOUNDED = _op(
    "bounded", 2, Sort.BOOL, binder=True
)  # |body| below a constant there; over: point, side
CONTINUOUS = _op("continuous", 1, Sort.BOOL, binder=True)  # at a point
DIFFERENTIABLE = _op("differentiable", 1, Sort.BOOL, binder=True)  # at a point
CONTINUOUS_ON = _op("continuous_on", 1, Sort.BOOL, binder=True)  # at each point of a set, within it
DIFFERENTIABLE_ON = _op(
    "differentiable_on", 1, Sort.BOOL, binder=True
)  # at each point of an open interval
ELEMENTARY = _op(
    "elementary", 1, Sort.BOOL, Sort.ANY
)  # of an indefinite integral: has it elementary values
CONVEX_ON = _op("convex_on", 1, Sort.BOOL, binder=True)  # over: an interval

# Questions that are not values: answered by `solve` in words, sets or lists.
CONTINUITY = _op("continuity", 1, Sort.QUERY, binder=True)  # over: point
SMOOTHNESS = _op("smoothness", 1, Sort.QUERY, binder=True)
TANGENT = _op("tangent", 1, Sort.QUERY, binder=True)
NORMAL = _op("normal", 1, Sort.QUERY, binder=True)
DIFFERENTIAL = _op("differential", 0, Sort.QUERY, binder=True)
TAYLOR = _op("taylor", 2, Sort.QUERY, binder=True)  # over: point, order
TOTAL_DIFFERENTIAL = _op("total_differential", 2, Sort.QUERY, Sort.ANY)  # f, tuple of symbols
IMPLICIT = _op("implicit", 3, Sort.QUERY, Sort.ANY)  # equation, x, y
IMPLICIT_SECOND = _op("implicit_second", 3, Sort.QUERY, Sort.ANY)  # equation, x, y
PARAMETRIC = _op("parametric", 3, Sort.QUERY, Sort.ANY)  # x(t), y(t), t
TAYLOR_SEVERAL = _op("taylor_several", 4, Sort.QUERY, Sort.ANY)  # f, symbols, point, order
ERROR_BOUND = _op("error_bound", 4, Sort.QUERY, Sort.ANY)  # f, symbols, point, errors
CONVERGENCE = _op("convergence", 0, Sort.QUERY, Sort.ANY, binder=True)  # of a series, by x
SERIES = _op("series", 1, Sort.QUERY, binder=True)  # over: point
TAYLOR_BOUND = _op("taylor_bound", 3, Sort.QUERY, binder=True)  # over: point, order, other end
TAYLOR_ORDER = _op("taylor_order", 3, Sort.QUERY, binder=True)  # over: point, other end, error
DOMAIN = _op("domain", 0, Sort.QUERY, binder=True)
# Body: an equation or an inequality; over: nothing, or an interval.
SOLUTIONS = _op("solve", None, Sort.QUERY, Sort.BOOL, binder=True)
# Over: nothing, or the two ends of an interval.
RANGE = _op("range", None, Sort.QUERY, binder=True)
MONOTONE = _op("monotone", None, Sort.QUERY, binder=True)
CONVEX = _op("convex", None, Sort.QUERY, binder=True)
EXTREMA = _op("extrema", None, Sort.QUERY, binder=True)
# The signs of a derivative: body: tuple of f and the derivative; over: its order, the set looked at.
CHART = _op("chart", 2, Sort.QUERY, binder=True)
ROLLE = _op("rolle", 2, Sort.QUERY, binder=True)  # over: a, b
CAUCHY = _op("cauchy", 2, Sort.QUERY, binder=True)  # body: tuple of two; over: a, b
MEAN_VALUE = _op("mean_value", 2, Sort.QUERY, binder=True)  # over: a, b
INTEGRAL_MEAN = _op("integral_mean", 2, Sort.QUERY, binder=True)  # over: a, b
RIEMANN = _op("riemann", 2, Sort.QUERY, binder=True)
INFINITESIMAL = _op("compare", 2, Sort.QUERY, binder=True)  # body: tuple of two; over: point, side
EPSILON_DELTA = _op("epsilon_delta", 2, Sort.QUERY, binder=True)  # over: point, limit value
GRADIENT = _op("gradient", 2, Sort.QUERY, Sort.ANY)  # f, tuple of symbols
JACOBIAN = _op("jacobian", 2, Sort.QUERY, Sort.ANY)
HESSIAN = _op("hessian", 2, Sort.QUERY, Sort.ANY)
BY_DEFINITION = _op(
    "by_definition", 1, Sort.QUERY, Sort.ANY
)  # work the argument from the definition
STATIONARY = _op("stationary", 2, Sort.QUERY, Sort.ANY)  # f, tuple of two symbols
CONVEXITY = _op("convexity", 2, Sort.QUERY, Sort.ANY)  # f, tuple of symbols
CONVERGES = _op("converges", 1, Sort.QUERY, Sort.ANY)  # of a series
# A question, and the name of the way in which it is to be worked.
BY_METHOD = _op("by_method", 2, Sort.QUERY, Sort.ANY)
PROVE = _op("prove", 1, Sort.QUERY, Sort.ANY)

RELATIONS = (EQ, NE, LT, LE, GT, GE)
INFORMATION_OPS = (
    *(INFORMATION, ENTROPY, CROSS_ENTROPY, KL, JOINT_ENTROPY, CONDITIONAL_ENTROPY),
    *(MUTUAL_INFORMATION, CONVERT),
)

"""Powers, roots, exponentials and logarithms."""

from tuidao.lang.build import (
    abs_,
    exp,
    ge,
    gt,
    log,
    log_base,
    num,
    root,
    sqrt,
)
from tuidao.rules.cite import BOOK, DLMF
from tuidao.rules.rule import Claim, Real, rule
from tuidao.text import Text

_NORMAL = BOOK("Geddes, Czapor, Labahn", "Algorithms for Computer Algebra", "ch. 3")
_ALGEBRA = BOOK("Gelfand, Shen", "Algebra", "1993")


@rule(
    title=Text("Multiply by the conjugate", "乘以共轭根式"),
    why=Text(
        "Multiply by the conjugate: the roots go to the denominator.",
        "乘以共轭根式，把根号移到分母。",
    ),
    cite=_ALGEBRA,
)
def sqrt_sub_sqrt(a: Real, b: Real) -> Claim:
    return Claim(sqrt(a) - sqrt(b), (a - b) / (sqrt(a) + sqrt(b)))


@rule(
    title=Text("Product of powers", "同底数幂相乘"),
    why=Text("Powers of one base: add the exponents.", "底数不变，指数相加。"),
    cite=BOOK("NIST", DLMF, "4.2"),
    breaks_at={"a": "0", "m": "1", "n": "-1"},
)
def pow_add(a: Real, m: Real, n: Real) -> Claim:
    return Claim(a ** (m + n), a**m * a**n, given=(gt(a, 0),))


@rule(
    title=Text("Quotient of powers", "同底数幂相除"),
    why=Text("Powers of one base: subtract the exponents.", "底数不变，指数相减。"),
    cite=BOOK("NIST", DLMF, "4.2"),
    breaks_at={"a": "0", "m": "2", "n": "2"},
)
def pow_sub(a: Real, m: Real, n: Real) -> Claim:
    return Claim(a ** (m - n), a**m / a**n, given=(gt(a, 0),))


@rule(
    title=Text("Power of a power", "幂的乘方"),
    why=Text("Multiply the exponents.", "底数不变，指数相乘。"),
    cite=BOOK("NIST", DLMF, "4.2"),
    breaks_at={"a": "-1", "m": "2", "n": "1/2"},
)
def pow_pow(a: Real, m: Real, n: Real) -> Claim:
    return Claim((a**m) ** n, a ** (m * n), given=(gt(a, 0),))


@rule(
    title=Text("Power of a product", "积的乘方"),
    why=Text("Raise each factor.", "各因式分别乘方。"),
    cite=BOOK("NIST", DLMF, "4.2"),
    breaks_at={"a": "-1", "b": "-1", "n": "1/2"},
)
def mul_pow(a: Real, b: Real, n: Real) -> Claim:
    return Claim((a * b) ** n, a**n * b**n, given=(gt(a, 0), gt(b, 0)))


@rule(
    title=Text("Negative exponent", "负指数"),
    why=Text("A negative exponent means the reciprocal.", "负指数幂等于正指数幂的倒数。"),
    cite=BOOK("NIST", DLMF, "4.2"),
)
def pow_neg(a: Real, n: Real) -> Claim:
    return Claim(a ** (-n), 1 / a**n)


@rule(
    title=Text("Power as an exponential", "幂化为指数形式"),
    why=Text("Write the power as an exponential.", "把幂写成 e 的指数形式。"),
    cite=BOOK("NIST", DLMF, "4.2.26"),
    breaks_at={"a": "-1", "b": "2"},
)
def pow_eq_exp(a: Real, b: Real) -> Claim:
    return Claim(a**b, exp(b * log(a)), given=(gt(a, 0),))


@rule(
    title=Text("Square root as a power", "根式化为幂"),
    why=Text("The square root is the power one half.", "平方根就是二分之一次幂。"),
    cite=_ALGEBRA,
)
def sqrt_eq_pow(a: Real) -> Claim:
    return Claim(sqrt(a), a ** num(1, 2))


@rule(
    title=Text("Root of a product", "积的算术平方根"),
    why=Text("The root of a product is the product of the roots.", "积的平方根等于平方根之积。"),
    cite=_ALGEBRA,
    breaks_at={"a": "-1", "b": "-1"},
)
def sqrt_mul(a: Real, b: Real) -> Claim:
    return Claim(sqrt(a * b), sqrt(a) * sqrt(b), given=(ge(a, 0), ge(b, 0)))


@rule(
    title=Text("Root of a quotient", "商的算术平方根"),
    why=Text("The root of a quotient is the quotient of the roots.", "商的平方根等于平方根之商。"),
    cite=_ALGEBRA,
    breaks_at={"a": "-1", "b": "-1"},
)
def sqrt_div(a: Real, b: Real) -> Claim:
    return Claim(sqrt(a / b), sqrt(a) / sqrt(b), given=(ge(a, 0), gt(b, 0)))


@rule(
    title=Text("Root of a square", "平方的算术平方根"),
    why=Text("The root of a square is the absolute value.", "平方的算术平方根是绝对值。"),
    cite=_ALGEBRA,
)
def sqrt_sq(a: Real) -> Claim:
    return Claim(sqrt(a**2), abs_(a))


@rule(
    title=Text("Square of a root", "算术平方根的平方"),
    why=Text("The square undoes the root.", "平方与开方互逆。"),
    cite=_ALGEBRA,
    breaks_at={"a": "-1"},
)
def sq_sqrt(a: Real) -> Claim:
    return Claim(sqrt(a) ** 2, a, given=(ge(a, 0),))


@rule(
    title=Text("Cube root of a cube", "立方的立方根"),
    why=Text(
        "The cube root undoes the cube, for negative numbers too.",
        "开立方与立方互逆，对负数也成立。",
    ),
    cite=_ALGEBRA,
)
def root_cube(a: Real) -> Claim:
    return Claim(root(a**3, 3), a)


@rule(
    title=Text("Logarithm of a product", "积的对数"),
    why=Text("The logarithm turns the product into a sum.", "积的对数等于对数之和。"),
    cite=BOOK("NIST", DLMF, "4.8.1"),
    breaks_at={"a": "-1", "b": "-1"},
)
def log_mul(a: Real, b: Real) -> Claim:
    return Claim(log(a * b), log(a) + log(b), given=(gt(a, 0), gt(b, 0)))


@rule(
    title=Text("Logarithm of a quotient", "商的对数"),
    why=Text("The logarithm turns the quotient into a difference.", "商的对数等于对数之差。"),
    cite=BOOK("NIST", DLMF, "4.8.2"),
    breaks_at={"a": "-1", "b": "-1"},
)
def log_div(a: Real, b: Real) -> Claim:
    return Claim(log(a / b), log(a) - log(b), given=(gt(a, 0), gt(b, 0)))


@rule(
    title=Text("Logarithm of a power", "幂的对数"),
    why=Text("The exponent comes to the front.", "指数提到对数前面。"),
    cite=BOOK("NIST", DLMF, "4.8.5"),
    breaks_at={"a": "-1", "n": "2"},
)
def log_pow(a: Real, n: Real) -> Claim:
    return Claim(log(a**n), n * log(a), given=(gt(a, 0),))


@rule(
    title=Text("Logarithm of an exponential", "指数的对数"),
    why=Text("The logarithm undoes the exponential.", "对数与指数互逆。"),
    cite=BOOK("NIST", DLMF, "4.8"),
)
def log_exp(x: Real) -> Claim:
    return Claim(log(exp(x)), x)


@rule(
    title=Text("Exponential of a logarithm", "对数的指数"),
    why=Text("The exponential undoes the logarithm.", "指数与对数互逆。"),
    cite=BOOK("NIST", DLMF, "4.8"),
    breaks_at={"a": "-1"},
)
def exp_log(a: Real) -> Claim:
    return Claim(exp(log(a)), a, given=(gt(a, 0),))


@rule(
    title=Text("Exponential of a sum", "和的指数"),
    why=Text("The exponential turns the sum into a product.", "和的指数等于指数之积。"),
    cite=BOOK("NIST", DLMF, "4.8"),
)
def exp_add(a: Real, b: Real) -> Claim:
    return Claim(exp(a + b), exp(a) * exp(b))


@rule(
    title=Text("Power of an exponential", "指数的幂"),
    why=Text("Multiply the exponents.", "指数相乘。"),
    cite=BOOK("NIST", DLMF, "4.8"),
)
def exp_pow(a: Real, n: Real) -> Claim:
    return Claim(exp(a) ** n, exp(n * a))


@rule(
    title=Text("Change of base", "换底公式"),
    why=Text("Write with natural logarithms.", "换成自然对数。"),
    cite=BOOK("NIST", DLMF, "4.2"),
)
def logb_eq(a: Real, b: Real) -> Claim:
    return Claim(log_base(a, b), log(a) / log(b))

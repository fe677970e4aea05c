"""Vectors and matrices in entries and back; the gradient by a whole vector or matrix."""

from tuidao.lang.build import ONE, D, closed, eq, forall, function, partial
from tuidao.lang.term import Sym
from tuidao.rules.cite import BOOK
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _k, _l = Sym("t"), Sym("k"), Sym("l")
_CITE = BOOK("Magnus, Neudecker", "Matrix Differential Calculus", "ch. 9")


@rule(
    title=Text("Written in entries", "写成分量形式"),
    why=Text(
        "Vectors are columns; products, transposes, norms and traces are sums over their entries.",
        "向量为列向量；乘积、转置、范数与迹都是对分量的求和。",
    ),
    cite=_CITE,
    decide="index_form",
)
def index_form(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Written with vectors and matrices", "写成向量与矩阵形式"),
    why=Text(
        "These are its entries; the derivative by a matrix has the shape of the matrix.",
        "各元素如上；对矩阵的导数与该矩阵同形。",
    ),
    cite=_CITE,
    decide="matrix_form",
)
def matrix_form(a: Real, b: Real) -> Claim:
    return Claim(a, b)


@rule(
    title=Text("Gradient entry by entry", "逐分量求梯度"),
    why=Text(
        "The derivative by a vector is the vector of the derivatives by its entries.",
        "对向量求导，即对其各分量求偏导所成的向量。",
    ),
    cite=_CITE,
)
def gradient_entries(f: Fn, z: Fn, G: Fn, n: Real) -> Claim:
    each = forall(_k, closed(ONE, n), eq(partial(f(z), z, _k), G(_k)))
    return Claim(D(f(_t), _t, z), function(_k, G(_k)), given=(each,))


@rule(
    title=Text("Derivative by a matrix, entry by entry", "逐元素对矩阵求导"),
    why=Text(
        "The derivative by a matrix is the matrix of the derivatives by its entries.",
        "对矩阵求导，即对其各元素求偏导所成的矩阵。",
    ),
    cite=_CITE,
)
def gradient_entries_matrix(f: Fn, z: Fn, G: Fn, n: Real, m: Real) -> Claim:
    inner = forall(_l, closed(ONE, m), eq(partial(f(z), z, _k, _l), G(_k, _l)))
    each = forall(_k, closed(ONE, n), inner)
    return Claim(D(f(_t), _t, z), function(_k, function(_l, G(_k, _l))), given=(each,))


@rule(
    title=Text("Second derivatives entry by entry", "逐元素求二阶导数"),
    why=Text(
        "The Hessian by a vector is the matrix of the second derivatives by its entries.",
        "对向量的黑塞矩阵，即对其各分量的二阶偏导数所成的矩阵。",
    ),
    cite=_CITE,
)
def hessian_entries(f: Fn, z: Fn, G: Fn, n: Real) -> Claim:
    twice = partial(partial(f(z), z, _k), z, _l)
    each = forall(_k, closed(ONE, n), forall(_l, closed(ONE, n), eq(twice, G(_k, _l))))
    return Claim(D(f(_t), _t, z, 2), function(_k, function(_l, G(_k, _l))), given=(each,))

"""Lemmas that the proofs of theorems stand on: limits of chords, order, what holds on a part."""

from tuidao.lang.build import (
    D,
    defined,
    differentiable,
    eq,
    forall,
    le,
    lim,
    lt,
    ne,
    opened,
    true,
)
from tuidao.lang.op import PIECEWISE
from tuidao.lang.term import App, Sym
from tuidao.rules.cite import BOOK, LECTURE, RUDIN
from tuidao.rules.rule import Claim, Fn, Real, rule
from tuidao.text import Text

_t, _s, _h = Sym("t"), Sym("s"), Sym("h")


@rule(
    title=Text("Equal means difference zero", "相等即差为零"),
    why=Text("Bring everything to one side.", "移项到一边。"),
    cite=BOOK("Tarski", "Introduction to Logic", "ch. 8"),
)
def eq_iff_sub_zero(a: Real, b: Real) -> Claim:
    return Claim(eq(eq(a, b), eq(a - b, 0)))


@rule(
    title=Text("Definition of the derivative at a point", "一点处导数的定义"),
    why=Text("The derivative is the limit of the slopes of the chords.", "导数是弦的斜率的极限。"),
    cite=LECTURE("2.1"),
)
def deriv_def_at(f: Fn, a: Real) -> Claim:
    return Claim(D(f(_t), _t, a), lim((f(_t) - f(a)) / (_t - a), _t, a))


@rule(
    title=Text("Limit of the difference quotient", "差商的极限"),
    why=Text(
        "For a differentiable function the difference quotient tends to the derivative.",
        "可导函数的差商趋于导数。",
    ),
    cite=LECTURE("2.1"),
    breaks_at={"f": "Abs(t)", "x": "0"},
)
def lim_quotient_of_differentiable(f: Fn, x: Real) -> Claim:
    quotient = (f(x + _h) - f(x)) / _h
    return Claim(lim(quotient, _h, 0), D(f(_t), _t, x), given=(differentiable(f(_t), _t, x),))


@rule(
    title=Text("Limit of the slopes of chords", "弦斜率的极限"),
    why=Text(
        "For a differentiable function the slopes of the chords tend to the derivative.",
        "可导函数的弦斜率趋于导数。",
    ),
    cite=LECTURE("2.1"),
    breaks_at={"f": "Abs(t)", "a": "0"},
)
def lim_chord_of_differentiable(f: Fn, a: Real) -> Claim:
    chord = (f(_t) - f(a)) / (_t - a)
    return Claim(lim(chord, _t, a), D(f(_t), _t, a), given=(differentiable(f(_t), _t, a),))


@rule(
    title=Text("The value at the point does not matter", "极限与该点的函数值无关"),
    why=Text("A limit does not look at the point itself.", "极限与函数在该点的取值无关。"),
    cite=LECTURE("1.2"),
)
def lim_value_aside(f: Fn, c: Real, a: Real) -> Claim:
    patched = App(PIECEWISE, (f(_t), ne(_t, a), c, true))
    return Claim(lim(patched, _t, a), lim(f(_t), _t, a))


@rule(
    title=Text("Chord repaired where it has no slope", "补上无斜率处的弦"),
    why=Text(
        "Multiply and divide by the inner increment; where that is zero, both sides are zero whatever stands for the slope.",
        "乘除以内层增量；增量为零时，无论斜率取何值，两边都是零。",
    ),
    cite=LECTURE("2.3"),
    breaks_at={"f": "log(t)", "p": "-1", "q": "-1", "c": "0", "h": "1"},
)
def chord_repaired(f: Fn, p: Real, q: Real, c: Real, h: Real) -> Claim:
    slope = App(PIECEWISE, ((f(p) - f(q)) / (p - q), ne(p, q), c, true))
    given = (defined(f(p)), defined(f(q)))
    return Claim((f(p) - f(q)) / h, slope * ((p - q) / h), given)


@rule(
    title=Text("Order is transitive", "大小关系的传递性"),
    why=Text("What is less than something smaller is less.", "小于的关系可以传递。"),
    cite=BOOK("Rudin", RUDIN, "1.5"),
    breaks_at={"a": "1", "b": "2", "c": "0"},
)
def lt_trans(a: Real, b: Real, c: Real) -> Claim:
    return Claim(lt(a, c), given=(lt(a, b), lt(b, c)))


@rule(
    title=Text("On a part of the interval", "限制到子区间"),
    why=Text(
        "What holds at every point of an interval holds on a part of it.",
        "在区间每点成立的，在子区间上也成立。",
    ),
    cite=BOOK("Tarski", "Introduction to Logic", "ch. 4"),
    breaks_at={"P": "s > 0", "a": "1", "b": "2", "c": "-1", "d": "2"},
)
def forall_on_part(P: Fn, a: Real, b: Real, c: Real, d: Real) -> Claim:
    given = (forall(_s, opened(a, b), P(_s)), le(a, c), le(d, b))
    return Claim(forall(_s, opened(c, d), P(_s)), given=given)

"""Infinitesimals compared: by the limit of their quotient."""

from tuidao.lang import op as ops
from tuidao.lang.build import ZERO, eq, lim
from tuidao.lang.term import App, Sym, bind
from tuidao.rules.cite import LECTURE
from tuidao.rules.rule import Claim, Fn, Point, Side, Value, rule
from tuidao.text import Text

_x = Sym("x")


@rule(
    title=Text("Comparison of infinitesimals", "无穷小的比较"),
    why=Text(
        "Both tend to 0; the limit of the quotient compares them: 0 higher order, 1 equivalent, another number same order, infinite lower order.",
        "两者都趋于 0；比的极限决定其阶：0 为高阶，1 为等价，其他常数为同阶，无穷为低阶。",
    ),
    cite=LECTURE("1.3"),
    breaks_at={"u": "x + 1", "v": "x + 1", "a": "0", "s": "0", "L": "1"},
)
def compare_of_ratio(u: Fn, v: Fn, a: Point, s: Side, L: Value) -> Claim:
    pair = App(ops.TUPLE, (u(_x), v(_x)))
    given = (
        eq(lim(u(_x), _x, a, s), ZERO),
        eq(lim(v(_x), _x, a, s), ZERO),
        eq(lim(u(_x) / v(_x), _x, a, s), L),
    )
    return Claim(bind(ops.INFINITESIMAL, _x, pair, a, s), L, given)

"""Other ways to read what was written without brackets: how far a sum, a limit or a function reaches."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Sym,
    Term,
    children,
    close,
    free_symbols,
    instantiate,
    rebuild,
)
from tuidao.text import Text

_REACHING = (ops.SUM, ops.SUM_ALL, ops.PRODUCT, ops.LIMIT, ops.DIFF)
_SUMS = (ops.SUM, ops.SUM_ALL, ops.PRODUCT)
_MOST = 12
_NAMED = frozenset(
    {ops.SIN, ops.COS, ops.TAN, ops.COT, ops.SEC, ops.CSC, ops.LOG, ops.ASIN, ops.ACOS, ops.ATAN}
    | {ops.SINH, ops.COSH, ops.TANH}
)  # written before what they are taken of, with or without brackets

REACH = Text(
    "read with `{sign}` reaching over all that follows it", "把“{sign}”理解为作用到其后的整个式子"
)
PRODUCT = Text("read with `{name}(…)` as a product", "把“{name}(…)”理解为乘积")
ARGUMENT = Text(
    "read with `{name}` reaching over the first factor only", "把“{name}”理解为只作用于第一个因子"
)
POWER = Text("read with `{name}` taken of the power", "把“{name}”理解为对整个幂取值")
DERIVATIVE = Text(
    "read with the derivative taken of the first factor only", "理解为只对第一个因子求导"
)
SLOPE = Text("read with `(x)` naming the point of the derivative", "把“(x)”理解为求导的点")
BASE = Text("read with log to base {base}", "把 log 理解为以 {base} 为底")
_SIGNS = {
    ops.SUM: "Σ",
    ops.SUM_ALL: "Σ",
    ops.PRODUCT: "∏",
    ops.LIMIT: "lim",
    ops.DIFF: "d/dx",
}

Change = Callable[[Term], tuple[Term, Text] | None]


def over_free_indices(t: Term) -> tuple[Term, Text | None]:
    """`t` with every sum reaching over summands that use its index: Σ_i a_i + b_i can only be meant so."""
    notes: list[Text] = []

    def longer(t: Term) -> tuple[Term, Text] | None:
        if type(t) is App and t.op in (ops.ADD, ops.SUB):
            found = _ending(t.args[0])
            if found is None or found[0].op not in _SUMS:
                return None
            if Sym(found[0].name) in free_symbols(t.args[1]):
                note = REACH.format(sign=_SIGNS[found[0].op])
                return found[1](App(t.op, (_opened(found[0]), t.args[1]))), note
        return None

    new = _everywhere(t, longer, notes)
    return new, notes[0] if notes else None


_FUNCTION = r"\\(?:arc)?(?:sin|cos|tan|cot|sec|csc|ln|log|lg)h?"
_OPENS = r"(?:\\left|\\bigl?|\\Bigl?)?\s*[({\[|]"
_BRACKET = r"(?:\\left\s*)?\((?:[^()]|\([^()]*\))*\)"
_SCRIPTS = r"(?:\s*[\^_]\s*(?:\{(?:[^{}]|\{[^{}]*\})*\}|\w))*"
_BARE = rf"{_SCRIPTS}\s*(?!\s|[\^_]|{_OPENS})"
_GATES: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("argument", re.compile(rf"{_FUNCTION}(?![A-Za-z]){_BARE}")),
    ("power", re.compile(rf"{_FUNCTION}\s*{_BRACKET}\s*\^")),
    (
        "derivative",
        re.compile(rf"\\frac\s*\{{[^{{}}]*\}}\s*\{{[^{{}}]*\}}\s*{_BRACKET}\s*(?:\\left\s*)?\("),
    ),
    ("reach", re.compile(rf"(?<![(\[{{])\\(?:sum|prod|lim)(?![A-Za-z]){_BARE}")),
)


def open_to(text: str) -> frozenset[str]:
    """What a LaTeX text leaves open to another reading by leaving out brackets; nothing for plain text."""
    return frozenset(name for name, pattern in _GATES if pattern.search(text))


def other_readings(t: Term, text: str) -> Iterator[tuple[Term, Text]]:
    """Terms that the same signs could mean, each with a note; the conventional reading is not among them.

    `text` is what was written: only where it leaves out brackets is there another reading.
    First one choice made otherwise wherever it occurs, then one place at a time.
    """
    seen = {t}
    gates = open_to(text)
    for gate, change in _ALL:
        notes: list[Text] = []
        new = _everywhere(t, change, notes) if gate in gates or not gate else t
        if new not in seen:
            seen.add(new)
            yield new, notes[0]
    changes = tuple(change for gate, change in _SINGLE if gate in gates or not gate)
    for new, note in _one_place(t, changes):
        if new not in seen:
            seen.add(new)
            yield new, note
        if len(seen) > _MOST:
            return


def _everywhere(t: Term, change: Change, notes: list[Text]) -> Term:
    parts = tuple([_everywhere(c, change, notes) for c in children(t)])
    if parts:
        t = rebuild(t, parts)
    found = change(t)
    if found is None:
        return t
    notes.append(found[1])
    return found[0]


def _one_place(t: Term, changes: tuple[Change, ...]) -> Iterator[tuple[Term, Text]]:
    for change in changes:
        found = change(t)
        if found is not None:
            yield found
    parts = children(t)
    for k, c in enumerate(parts):
        for new, note in _one_place(c, changes):
            yield rebuild(t, (*parts[:k], new, *parts[k + 1 :])), note


def _longer_reach(t: Term) -> tuple[Term, Text] | None:
    """Σ a + b as Σ (a + b)."""
    if type(t) is App and t.op in (ops.ADD, ops.SUB):
        found = _ending(t.args[0])
        if found is not None and Sym(found[0].name) not in free_symbols(t):
            inner, put = found
            note = REACH.format(sign=_SIGNS[inner.op])
            return put(App(t.op, (_opened(inner), t.args[1]))), note
    return None


def _shorter_argument(t: Term) -> tuple[Term, Text] | None:
    """sin 2x y as (sin 2x) y."""
    if type(t) is App and t.op in _NAMED and is_op(t.args[0], ops.MUL):
        product = t.args[0]
        assert type(product) is App
        if type(product.args[0]) is not Num:
            new = App(ops.MUL, (App(t.op, (product.args[0],)), product.args[1]))
            return new, ARGUMENT.format(name=t.op.name)
    return None


def _before_function(t: Term) -> tuple[Term, Text] | None:
    """sin a (cos b) as (sin a)(cos b)."""
    found = _shorter_argument(t)
    if found is None:
        return None
    second = children(found[0])[1]
    return found if type(second) is App and second.op.function else None


def _shorter_derivative(t: Term) -> tuple[Term, Text] | None:
    """d/dx (u)(v) as (d/dx u) v."""
    if type(t) is Bind and t.op is ops.DIFF and is_op(t.body, ops.MUL) and type(t.over[0]) is Sym:
        product = t.body
        assert type(product) is App
        first = Bind(t.op, t.name, product.args[0], t.over)
        return first * instantiate(product.args[1], t.over[0]), DERIVATIVE
    return None


def _slope_at(t: Term) -> tuple[Term, Text] | None:
    """df/dx (x) as the derivative at x, not times x."""
    if type(t) is App and t.op is ops.MUL:
        slope, x = t.args
        last = slope.args[1] if type(slope) is App and slope.op is ops.MUL else slope
        if type(last) is Bind and last.op is ops.DIFF and last.over[0] == x:
            return slope, SLOPE
    return None


def to_base(t: Term, base: int) -> Term:
    """`t` with every natural logarithm taken to another base."""
    parts = tuple([to_base(c, base) for c in children(t)])
    if type(t) is App and t.op is ops.LOG:
        return App(ops.LOGB, (parts[0], Num(base)))
    return rebuild(t, parts) if parts else t


def _inner_power(t: Term) -> tuple[Term, Text] | None:
    """ln (x)^n as ln(xⁿ)."""
    if type(t) is App and t.op is ops.POW:
        base, exponent = t.args
        if type(base) is App and base.op in _NAMED:
            new = App(base.op, (App(ops.POW, (base.args[0], exponent)),))
            return new, POWER.format(name=base.op.name)
    return None


def _call_as_product(t: Term) -> tuple[Term, Text] | None:
    """k(x + 1) as k·(x + 1)."""
    if type(t) is App and t.op is ops.CALL and len(t.args) == 2:
        f = t.args[0]
        if type(f) is Sym and f.index < 0:
            return App(ops.MUL, t.args), PRODUCT.format(name=f.name)
    return None


def _opened(t: Bind) -> Term:
    return instantiate(t.body, Sym(t.name))


def _ending(t: Term) -> tuple[Bind, Callable[[Term], Term]] | None:
    """The binder that the written term `t` ends with, and how to put a new body in: (−1/m) Σ_i …"""
    if type(t) is Bind and t.op in _REACHING:

        def put(body: Term, t: Bind = t) -> Term:
            return Bind(t.op, t.name, close(body, Sym(t.name)), t.over)

        return t, put
    if type(t) is App and t.op in (ops.MUL, ops.NEG, ops.ADD, ops.SUB):
        found = _ending(t.args[-1])
        if found is not None:
            inner, put_inner = found
            whole = t

            def put_deeper(body: Term) -> Term:
                return App(whole.op, (*whole.args[:-1], put_inner(body)))

            return inner, put_deeper
    return None


_ALL: tuple[tuple[str, Change], ...] = (
    ("", _slope_at),
    ("argument", _before_function),
    ("argument", _shorter_argument),
    ("derivative", _shorter_derivative),
)
_SINGLE: tuple[tuple[str, Change], ...] = (
    ("reach", _longer_reach),
    ("argument", _shorter_argument),
    ("derivative", _shorter_derivative),
    ("power", _inner_power),
    ("", _call_as_product),
)

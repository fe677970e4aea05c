"""Hypotheses that prose states: f is continuous on [a, b], differentiable in (a, b), F is an antiderivative of f."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from tuidao.lang import op as ops
from tuidao.lang.build import (
    D,
    closed,
    continuous,
    continuous_on,
    differentiable,
    differentiable_on,
    eq,
    forall,
    lt,
    opened,
)
from tuidao.lang.term import App, Sym, Term

Read = Callable[[str], Term | None]

_NAME = r"(?:\\?[A-Za-z]+)(?:_\{?\w+\}?)?(?:\s*\(\s*\\?[A-Za-z_0-9{}]+\s*\))?"
_SET = r"[\[(]\s*[^\[\](),，\s]+\s*[,，]\s*[^\[\](),，\s]+\s*[\])]"
_KINDS = {
    "连续": "continuous",
    "可导": "differentiable",
    "可微": "differentiable",
    "continuous": "continuous",
    "differentiable": "differentiable",
}
_ON = re.compile(
    rf"(?P<f>{_NAME})?\s*[,，;；]?\s*(?:且|并且|并|而)?\s*在\s*(?:闭区间|开区间|区间)?\s*(?P<set>{_SET})\s*[上内中]?\s*"
    rf"(?:都|均|处处)?\s*(?P<what>连续|可导|可微)"
    rf"|(?P<g>{_NAME})?\s*(?:is|be|are|and|,)\s+(?P<that>continuous|differentiable)\s+(?:on|in|over)\s+"
    rf"(?:the\s+)?(?:(?:closed|open)\s+)?(?:interval\s+)?(?P<where>{_SET})"
)
_AT = re.compile(
    rf"(?P<f>{_NAME})\s*在(?:点)?\s*(?P<at>[A-Za-z]_?\{{?\w*\}}?)\s*(?:处|点)?\s*(?P<what>连续|可导|可微)"
    rf"|(?P<g>{_NAME})\s+is\s+(?P<that>continuous|differentiable)\s+at\s+(?:the point\s+)?"
    rf"(?P<point>[A-Za-z]_?\{{?\w*\}}?)"
)
_PRIMITIVE = re.compile(
    rf"(?P<F>{_NAME})(?P<more>(?:\s*(?:与|和|及|、)\s*{_NAME}(?:\s*=[^,，。;；是]*)?)*)\s*"
    rf"(?:在\s*(?P<set>{_SET})\s*上\s*)?[都均]?[是为]\s*(?P<f>{_NAME})\s*(?:在\s*{_SET}\s*上\s*)?的?(?:任?[一某]个)?原函数"
    rf"|(?P<G>{_NAME})\s+(?:is|be)\s+an?\s+(?:antiderivative|primitive)\s+of\s+(?P<g>{_NAME})"
    rf"(?:\s+on\s+(?P<on>{_SET}))?"
)


def premises(text: str, read: Read) -> Iterator[Term]:
    """The hypotheses in a paragraph, its formulas among the words; `read` reads a formula, None where it cannot."""
    plain = re.sub(r"\\(?:text|mbox)\s*\{([^{}]*)\}", r"\1", text)
    plain = re.sub(r"\$|\\left|\\right|\\[,;! ]|\\\(|\\\)|\\because|\\therefore", " ", plain)
    plain = re.sub(r"\s+", " ", plain)  # runs of blanks cost the patterns long
    last: Sym | None = None
    for m in _ON.finditer(plain):
        head = m.group("f") or m.group("g")
        name = _function(head, read) if head else last
        if name is None:
            name = last
        where = _interval(m.group("set") or m.group("where"), read)
        if name is None or where is None:
            continue
        last = name
        yield from _on(name, where, _KINDS[m.group("what") or m.group("that")])
    for m in _AT.finditer(plain):
        name = _function(m.group("f") or m.group("g"), read)
        at = read(m.group("at") or m.group("point"))
        if name is None or type(at) is not Sym:
            continue
        t = Sym("t")
        if _KINDS[m.group("what") or m.group("that")] == "differentiable":
            yield differentiable(name(t), t, at)
        yield continuous(name(t), t, at)
    for m in _PRIMITIVE.finditer(plain):
        small = _function(m.group("f") or m.group("g"), read)
        where = _interval(m.group("set") or m.group("on") or "", read)
        heads = [m.group("F") or m.group("G"), *re.split(r"与|和|及|、", m.group("more") or "")]
        for head in heads:
            big = _function(head.partition("=")[0].strip(), read) if head.strip() else None
            if big is not None and small is not None and big != small:
                yield from _primitive(big, small, where)


def _function(text: str, read: Read) -> Sym | None:
    """The name of a function, written bare or with its argument."""
    found = read(text.strip())
    if type(found) is App and found.op is ops.CALL and type(found.args[0]) is Sym:
        return found.args[0]
    return found if type(found) is Sym else None


def _interval(text: str, read: Read) -> App | None:
    """[a, b] or (a, b) as an interval; mixed brackets as the open one within."""
    m = re.fullmatch(r"\s*([\[(])\s*([^,，]+)[,，]\s*([^\])]+?)\s*([\])])\s*", text)
    if not m:
        return None
    a, b = read(m.group(2)), read(m.group(3))
    if a is None or b is None:
        return None
    return closed(a, b) if m.group(1) + m.group(4) == "[]" else opened(a, b)


def _on(f: Sym, where: App, kind: str) -> Iterator[Term]:
    t = Sym("t")
    a, b = where.args
    yield lt(a, b)
    if kind == "continuous":
        yield continuous_on(f(t), t, where)
        if where.op is ops.INTERVAL:
            yield continuous_on(f(t), t, opened(a, b))
        return
    yield differentiable_on(f(t), t, opened(a, b))
    yield continuous_on(f(t), t, where)


def _primitive(big: Sym, small: Sym, where: App | None) -> Iterator[Term]:
    t, x = Sym("t"), Sym("x")
    if where is None:
        yield eq(D(big(x), x), small(x))
        return
    a, b = where.args
    yield lt(a, b)
    yield forall(t, opened(a, b), eq(D(big(t), t, t), small(t)))
    yield differentiable_on(big(t), t, opened(a, b))
    if where.op is ops.INTERVAL:
        yield continuous_on(big(t), t, where)

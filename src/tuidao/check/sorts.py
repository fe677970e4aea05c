"""Does what a step binds a rule's variables to fit their sorts?"""

from __future__ import annotations

from collections.abc import Mapping

from tuidao.lang import op as ops
from tuidao.lang.build import ABOVE, BELOW, BOTH, is_op
from tuidao.lang.op import Sort
from tuidao.lang.term import App, Bind, Num, Sym, Term
from tuidao.rules import Rule
from tuidao.text import Text

_UNBOUND = Text("the rule's variables are not bound one for one", "规则的变元没有一一绑定")


def misfit(rule: Rule, by: Mapping[str, Term]) -> Text | None:
    """What is wrong with the binding of the rule's variables, or None."""
    if set(by) != set(rule.params):
        return _UNBOUND
    for name, sort in rule.params.items():
        value = by[name]
        if sort == "value" and is_op(value, ops.UNDEFINED) and _asks(rule):
            continue
        if value.loose or not _FITS[sort](value):
            return Text(
                f"{value} cannot stand for the rule's variable {name}",
                f"{value} 不能代入规则的变元 {name}",
            )
    return None


def _asks(rule: Rule) -> bool:
    """Does the rule answer a question, to which "does not exist" may be the answer?"""
    if not is_op(rule.conclusion, ops.EQ):
        return False
    left = rule.left
    return isinstance(left, App | Bind) and left.op.sort is Sort.QUERY


def _is_infinite(t: Term) -> bool:
    return is_op(t, ops.OO, ops.ZOO) or (
        type(t) is App and t.op is ops.NEG and is_op(t.args[0], ops.OO)
    )


def _real(t: Term) -> bool:
    if type(t) is Num or type(t) is Sym:
        return True
    assert isinstance(t, App | Bind)
    return t.op.sort is Sort.REAL and not is_op(t, ops.UNDEFINED) and not _is_infinite(t)


def _value(t: Term) -> bool:
    return _real(t) or _is_infinite(t)


def _function(t: Term) -> bool:
    return type(t) is Sym or is_op(t, ops.LAMBDA)


def _row(t: Term) -> bool:
    return is_op(t, ops.ROW) or _real(t)


def _statement(t: Term) -> bool:
    return type(t) is Sym or (isinstance(t, App | Bind) and t.op.sort is Sort.BOOL)


def _query(t: Term) -> bool:
    return isinstance(t, App | Bind) and t.op.sort in (Sort.QUERY, Sort.TUPLE)


_FITS = {
    "real": _real,
    "fn": _function,
    "side": lambda t: t in (ABOVE, BELOW, BOTH),
    "point": lambda t: _real(t) or _is_infinite(t),
    "value": _value,
    "truth": _statement,
    "row": _row,
    "query": _query,
}

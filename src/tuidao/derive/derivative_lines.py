"""The lines of a derivative worked by rule: one idea a line, linearity and known derivatives folded."""

from __future__ import annotations

from dataclasses import dataclass

from tuidao.derive.derivative import TABLE
from tuidao.derive.seams import inner_of_case, meets_smoothly, put_inner, relu_power
from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, e, is_num, is_op, rational
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Num,
    Path,
    Sym,
    Term,
    children,
    close,
    instantiate,
    rebuild,
    size,
)
from tuidao.proof import Step
from tuidao.rules import RULES, Rule, put_in
from tuidao.text import Text

_HOLE = Sym("", 0)  # the variable of the derivative, inside its body
_MOST_LINES = 120
_MOST_NODES = 6000
_LINEAR = Text(
    "Differentiate term by term; constant factors come out.", "逐项求导，常数因子提到导数外面。"
)
_KNOWN = Text("Put in the known derivatives.", "代入基本导数公式。")

TABLE_RULE: dict[Op, str] = {
    **{op: f"deriv_{op.name.lower()}" for op in TABLE},
    **{op: f"deriv_{op.name.lower()}" for op in (ops.SIGN, ops.FLOOR, ops.CEILING, ops.FRAC)},
}
_LINEAR_RULES = {
    "deriv_add",
    "deriv_sub",
    "deriv_neg",
    "deriv_const_mul",
    "deriv_mul_const",
    "deriv_div_const",
}


class Stuck(Exception):
    """No rule differentiates this part."""


@dataclass(slots=True)
class Use:
    """A rule about to be used on one derivative."""

    rule: Rule
    by: dict[str, Term]


def _fn(name: str, body: Term) -> Bind:
    """The function whose value is `body`, which speaks of its variable as the nearest binder's."""
    return Bind(ops.LAMBDA, name, body)


def _chain(outer: Term, inner: Term, name: str, at: Term) -> Use:
    """The chain rule: `outer` as a function of the hole, put around `inner`."""
    letter = "u" if name != "u" else "v"
    return Use(RULES["deriv_chain"], {"f": _fn(letter, outer), "g": _fn(name, inner), "x": at})


def choose(d: Bind) -> Use | None:
    """The rule for one derivative of the first order; None for an unknown function's own derivative.

    Raises Stuck where there is no rule.
    """
    body, at, name = d.body, d.over[0], d.name
    if not body.loose:
        return Use(RULES["deriv_const"], {"c": body, "x": at})
    if body == _HOLE:
        return Use(RULES["deriv_id"], {"x": at})
    if type(body) is Bind:
        return _of_binder(body, at)
    assert type(body) is App
    op, args = body.op, body.args
    a = args[0]
    if op is ops.NEG:
        return Use(RULES["deriv_neg"], {"u": _fn(name, a), "x": at})
    if op is ops.ADD or op is ops.SUB:
        rule = RULES["deriv_add" if op is ops.ADD else "deriv_sub"]
        return Use(rule, {"u": _fn(name, a), "v": _fn(name, args[1]), "x": at})
    if op is ops.MUL:
        return _product(a, args[1], name, at)
    if op is ops.DIV:
        return _quotient(a, args[1], name, at)
    if op is ops.POW:
        return _power(a, args[1], name, at)
    if op in TABLE_RULE:
        if a == _HOLE:
            return Use(RULES[TABLE_RULE[op]], {"x": at})
        if op is ops.LOG and type(a) is App and a.op is ops.ABS:
            if a.args[0] == _HOLE:
                return Use(RULES["deriv_log_abs"], {"x": at})
            return _chain(App(op, (App(ops.ABS, (_HOLE,)),)), a.args[0], name, at)
        return _chain(App(op, (_HOLE,)), a, name, at)
    return _other(body, name, at)


def _product(a: Term, b: Term, name: str, at: Term) -> Use:
    if not a.loose:
        return Use(RULES["deriv_const_mul"], {"c": a, "u": _fn(name, b), "x": at})
    if not b.loose:
        return Use(RULES["deriv_mul_const"], {"u": _fn(name, a), "c": b, "x": at})
    return Use(RULES["deriv_mul"], {"u": _fn(name, a), "v": _fn(name, b), "x": at})


def _quotient(a: Term, b: Term, name: str, at: Term) -> Use:
    if not b.loose:
        return Use(RULES["deriv_div_const"], {"u": _fn(name, a), "c": b, "x": at})
    if not a.loose:
        return Use(RULES["deriv_const_div"], {"c": a, "v": _fn(name, b), "x": at})
    return Use(RULES["deriv_div"], {"u": _fn(name, a), "v": _fn(name, b), "x": at})


def _power(u: Term, v: Term, name: str, at: Term) -> Use:
    if not v.loose:
        inner = relu_power(App(ops.POW, (u, v)))
        if inner is not None:
            if inner == _HOLE:
                return Use(RULES["deriv_relu_pow"], {"x": at, "n": v})
            return _chain(App(ops.POW, (App(ops.MAX, (ZERO, _HOLE)), v)), inner, name, at)
        if u != _HOLE:
            return _chain(App(ops.POW, (_HOLE, v)), u, name, at)
        if is_num(v, 2):
            return Use(RULES["deriv_square"], {"x": at})
        value = rational(v)
        lower = Num(value - 1) if value is not None else tidy(v - 1)
        return Use(RULES["deriv_pow"], {"x": at, "n": v, "m": lower})
    if not u.loose:
        if v != _HOLE:
            return _chain(App(ops.POW, (u, _HOLE)), v, name, at)
        return (
            Use(RULES["deriv_e_pow"], {"x": at})
            if u == e
            else Use(RULES["deriv_exp_base"], {"x": at, "a": u})
        )
    return Use(RULES["deriv_pow_pow"], {"u": _fn(name, u), "v": _fn(name, v), "x": at})


def _other(body: App, name: str, at: Term) -> Use | None:
    op, args = body.op, body.args
    if op in (ops.LOGB, ops.ROOT) and not args[1].loose:
        if args[0] != _HOLE:
            return _chain(App(op, (_HOLE, args[1])), args[0], name, at)
        rule, letter = ("deriv_logb", "b") if op is ops.LOGB else ("deriv_root", "n")
        return Use(RULES[rule], {"x": at, letter: args[1]})
    if op in (ops.MAX, ops.MIN) and len(args) == 2:
        rule = "deriv_max" if op is ops.MAX else "deriv_min"
        return Use(RULES[rule], {"u": _fn(name, args[0]), "v": _fn(name, args[1]), "x": at})
    if op is ops.PIECEWISE and len(args) == 4 and is_op(args[3], ops.TRUE):
        return _two_pieces(body, name, at)
    if op is ops.CALL and not args[0].loose:
        moving = [k for k, a in enumerate(args) if a.loose]
        if len(moving) == 1:
            k = moving[0]
            if args[k] == _HOLE:
                return None
            return _chain(App(op, (*args[:k], _HOLE, *args[k + 1 :])), args[k], name, at)
    raise Stuck(body)


def _two_pieces(body: App, name: str, at: Term) -> Use:
    """Pieces that meet smoothly are differentiated at the seam too; others away from it."""
    g = inner_of_case(body.args[1])
    if g is not None and g != _HOLE:
        t = Sym("t\x01")
        outer = put_inner(body, g, t)
        if not outer.loose:
            return _chain(close(outer, t), g, name, at)
    u, case, v, _ = body.args
    by: dict[str, Term] = {"u": _fn(name, u), "v": _fn(name, v), "p": _fn(name, case), "x": at}
    x = Sym("x\x01")
    whole = instantiate(body, x)
    glued = g == _HOLE and isinstance(whole, App) and meets_smoothly(whole, x)
    return Use(RULES["deriv_glued" if glued else "deriv_piecewise"], by)


def _of_binder(body: Bind, at: Term) -> Use:
    """The derivative of a derivative of an unknown function."""
    if body.op is ops.DIFF and body.body.loose <= 1 and not body.over[1].loose:
        inner, order = body.over
        if inner == _HOLE:
            by = {
                "u": _fn(body.name, body.body),
                "k": order,
                "n": ONE,
                "m": tidy(order + 1),
                "x": at,
            }
            return Use(RULES["deriv_deriv"], by)
        return _chain(Bind(ops.DIFF, body.name, body.body, (_HOLE, order)), inner, body.name, at)
    raise Stuck(body)


def _trivial(body: Term) -> bool:
    """Is this derivative read off a table, constant factors aside?"""
    if not body.loose or body == _HOLE:
        return True
    if type(body) is not App:
        return False
    a = body.args[0]
    if body.op is ops.NEG:
        return _trivial(a)
    if body.op is ops.MUL:
        return _trivial(body.args[1]) if not a.loose else not body.args[1].loose and _trivial(a)
    if body.op is ops.DIV:
        return not body.args[1].loose and _trivial(a)
    if body.op is ops.POW:
        b = body.args[1]
        return (a == _HOLE and not b.loose) or (b == _HOLE and not a.loose)
    return body.op in TABLE_RULE and a == _HOLE


_PLACES: dict[str, tuple[Path, ...]] = {}


def _places(rule: Rule) -> tuple[Path, ...]:
    """Where the right side of a rule holds derivatives."""
    found = _PLACES.get(rule.id)
    if found is None:
        places: list[Path] = []
        _look(rule.right, (), places)
        found = _PLACES[rule.id] = tuple(places)
    return found


def _look(t: Term, path: Path, places: list[Path]) -> None:
    if type(t) is Bind and t.op is ops.DIFF:
        places.append(path)
        return
    for k, c in enumerate(children(t)):
        _look(c, (*path, k), places)


def _put(t: Term, path: Path, new: Term) -> Term:
    if not path:
        return new
    parts = children(t)
    k = path[0]
    return rebuild(t, (*parts[:k], _put(parts[k], path[1:], new), *parts[k + 1 :]))


def _at(t: Term, path: Path) -> Term:
    for k in path:
        t = children(t)[k]
    return t


class Worker:
    """Works the derivatives in `now` (none of them under a binder), line by line."""

    def __init__(self, start: Bind) -> None:
        self.now: Term = start
        self.pending: list[Path] = [()]
        self.lines: list[Step] = []
        self.left = _MOST_LINES

    def run(self) -> list[Step]:
        """All the lines. Raises Stuck where a part has no rule."""
        while self.pending:
            k = next(
                (k for k, p in enumerate(self.pending) if not _trivial(self._diff(p).body)), None
            )
            if k is None:
                self._known()
                continue
            here = len(self.lines)
            used = self._use(k)
            if used is not None and used.id in _LINEAR_RULES:
                self._linear()
                self._fold(here, _LINEAR)
        return self.lines

    def _diff(self, path: Path) -> Bind:
        found = _at(self.now, path)
        assert type(found) is Bind
        return found

    def _use(self, k: int) -> Rule | None:
        """Use the rule for the k-th pending derivative; None where it is an unknown function's own."""
        path = self.pending.pop(k)
        d = self._diff(path)
        use = choose(d)
        if use is None:
            return None
        self.left -= 1
        if self.left < 0 or size(self.now) > _MOST_NODES:
            raise Stuck(None)
        new = put_in(use.rule.right, use.by)
        after = _put(self.now, path, new)
        self.lines.append(Step(self.now, after, use.rule, use.by, path))
        self.now = after
        self.pending[k:k] = [path + place for place in _places(use.rule)]
        return use.rule

    def _linear(self) -> None:
        """Go on with the sums and constant factors that came up."""
        k = 0
        while k < len(self.pending):
            body = self._diff(self.pending[k]).body
            if _is_linear(body) and not _trivial(body):
                self._use(k)
            else:
                k += 1

    def _known(self) -> None:
        """Put in what the table of derivatives says, all in one line."""
        here = len(self.lines)
        while self.pending:
            self._use(0)
        self._fold(here, _KNOWN)

    def _fold(self, here: int, note: Text) -> None:
        lines = self.lines[here:]
        if len(lines) > 1:
            self.lines[here:] = [
                Step(lines[0].before, self.now, lines[0].rule, steps=tuple(lines), note=note)
            ]


def _is_linear(body: Term) -> bool:
    if type(body) is not App or not body.loose:
        return False
    if body.op in (ops.ADD, ops.SUB, ops.NEG):
        return True
    return (body.op is ops.MUL and not (body.args[0].loose and body.args[1].loose)) or (
        body.op is ops.DIV and not body.args[1].loose
    )

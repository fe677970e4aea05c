"""What `name(…)` means in plain text: functions, binders, questions, a user's own functions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Num, Sym, Term
from tuidao.read.names import FUNCTION_LETTERS, FUNCTIONS, OTHER_CALLS
from tuidao.read.plain_tokens import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.plain import PlainParser


@dataclass(slots=True)
class Call:
    """A call being read: its name, its arguments, the words among them."""

    parser: PlainParser
    name: Token
    args: list[Term] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    named: dict[str, Term | str] = field(default_factory=dict)

    def make(self, op: Op, *args: Term) -> Term:
        return self.parser.app(op, args, self.name.start)

    def bind(self, op: Op, var: Term, body: Term, *over: Term) -> Term:
        return self.parser.build.binder(
            op, self.variable(var), body, over, self.name.start, self.parser.last_end()
        )

    def variable(self, t: Term) -> Sym:
        """The argument as a variable's name, or a refusal."""
        if type(t) is Sym:
            return t
        start, end = self.parser.build.span(t)
        raise self.parser.build.refusal(
            "not-a-variable",
            start,
            end,
            Text(f"a variable is expected here, not {t}", f"此处应为变量，而不是 {t}"),
            Text("must be a name", "应为变量名"),
        )

    def wrong(self, usage: str) -> InputError:
        """Refuse: the arguments are not those the name takes."""
        return self.parser.build.refusal(
            "wrong-arguments",
            self.name.start,
            self.parser.last_end(),
            Text(
                f"{self.name.text} is not given what it takes",
                f"{self.name.text} 的参数不对",
            ),
            Text("these arguments", "这些参数"),
            Text(f"write {usage}", f"应写成 {usage}"),
        )


def call(parser: PlainParser, name: Token, symbol: Term | None = None) -> Term:
    """Read `name(…)`, the current token being its bracket (or primes before it)."""
    primes = 0
    if parser.now.kind == "prime":
        primes = len(parser.now.text)
        parser.k += 1
        if not parser.sign("("):
            raise parser.unexpected("(")
    if symbol is not None and not primes and not _is_call(parser, name):
        return symbol
    made = Call(parser, name)
    _arguments(made)
    if symbol is not None:
        if primes:
            return _primed(made, symbol, primes)
        return made.make(ops.CALL, symbol, *made.args)
    text = name.text
    if text in CALLS:
        usage, handler = CALLS[text]
        result = handler(made)
        if result is None:
            raise made.wrong(usage)
        return result
    op = FUNCTIONS.get(text) or OTHER_CALLS[text]
    return _function(made, op)


def _arguments(made: Call) -> None:
    parser = made.parser
    opened = parser.now
    parser.enter(opened)
    parser.k += 1
    bars, sets = parser.bars, parser.sets
    parser.bars, parser.sets = 0, False
    while not parser.sign(")"):
        token, after = parser.now, parser.tokens[min(parser.k + 1, len(parser.tokens) - 1)]
        if token.kind == "string":
            made.words.append(token.text)
            parser.k += 1
        elif token.kind == "name" and token.text in _KEYWORDS and after.text == "=":
            parser.k += 2
            value = parser.now
            if value.kind == "string":
                parser.k += 1
                made.named[token.text] = value.text
            else:
                made.named[token.text] = parser.expression(4)
        else:
            made.args.append(parser.expression(1))
        if not parser.sign(","):
            break
        parser.k += 1
    parser.expect(")", opened)
    parser.bars, parser.sets = bars, sets
    parser.nesting -= 1


_KEYWORDS = frozenset({"at", "by", "dir"})


_LEAST = {ops.CALL: 2, ops.INDEX: 2, ops.MAX: 1, ops.MIN: 1}


def _function(made: Call, op: Op) -> Term:
    args = made.args
    usage = f"{made.name.text}({', '.join('xyz'[: op.arity or 2])})"
    if made.words or made.named or (not args and op.arity is not None):
        raise made.wrong(usage)
    if op is ops.LOG and len(args) == 2:
        return made.make(ops.LOGB, *args)
    if op is ops.ROOT and len(args) == 1:
        return made.make(ops.SQRT, *args)
    if op.arity is not None and len(args) != op.arity:
        raise made.wrong(usage)
    if len(args) < _LEAST.get(op, 0):
        raise made.wrong(usage)
    return made.make(op, *args)


# ------------------------------------------------------------ a user's functions


def _is_call(parser: PlainParser, name: Token) -> bool:
    """Is `name(` a call (True) or a product (False)? Refuses where nobody could tell."""
    text = name.text
    if text in parser.functions or text in FUNCTION_LETTERS:
        return True
    head = text.partition("_")[0].rstrip("0123456789")
    if head in FUNCTION_LETTERS:
        return True
    inside, many = _peek(parser)
    if len(text) == 1 or "_" in text or (len(text) > 1 and not text.isalpha()):
        if many or (text == "y" and inside == 1):
            return True
        if inside > 1:
            return False
        raise _refuse_unclear(parser, name)
    if len(text) > 1 and text in _GREEK_FACTORS and not many and inside > 1:
        return False
    raise _refuse_unknown(parser, name)


_GREEK_FACTORS = frozenset(
    (
        "pi",
        "alpha",
        "beta",
        "gamma",
        "delta",
        "epsilon",
        "theta",
        "lambda",
        "mu",
        "nu",
        "rho",
        "tau",
        "omega",
        "eta",
    )
)


def _peek(parser: PlainParser) -> tuple[int, bool]:
    """How many tokens the bracket at the current token holds, and whether a comma is among them."""
    depth, k, count, many = 0, parser.k, 0, False
    while parser.tokens[k].kind != "end":
        text = parser.tokens[k].text if parser.tokens[k].kind == "sign" else ""
        if text in ("(", "[", "{"):
            depth += 1
        elif text in (")", "]", "}"):
            depth -= 1
            if depth == 0:
                break
        elif text == "," and depth == 1:
            many = True
        count += 1
        k += 1
    return count - 1, many


def _refuse_unclear(parser: PlainParser, name: Token) -> InputError:
    text = name.text
    return parser.build.refusal(
        "call-or-product",
        name.start,
        parser.now.end,
        Text(
            f"{text}(…) may be a function applied or a product",
            f"{text}(…) 可能是函数，也可能是乘积",
        ),
        Text("which one?", "是哪一种？"),
        Text(
            f"for the product write {text}*(…); f, g, h name functions",
            f"乘积请写成 {text}*(…)；f、g、h 表示函数",
        ),
    )


def _refuse_unknown(parser: PlainParser, name: Token) -> InputError:
    known = sorted({*FUNCTIONS, *OTHER_CALLS, *CALLS})
    close = get_close_matches(name.text, known, 1, 0.75)
    help = Text(f"write {close[0]}(…)", f"请写成 {close[0]}(…)") if close else None
    return parser.build.refusal(
        "unknown-function",
        name.start,
        name.end,
        Text(f"no function is called {name.text}", f"没有名为 {name.text} 的函数"),
        Text("not known", "未知的函数"),
        help,
    )


def _primed(made: Call, symbol: Term, primes: int) -> Term:
    """f'(a): the derivative of f at a."""
    if len(made.args) != 1 or made.words or made.named:
        raise made.wrong("f'(a)")
    at = made.args[0]
    x = at if type(at) is Sym and at != symbol else Sym("x" if symbol != Sym("x") else "t")
    body = made.make(
        ops.CALL, symbol, made.parser.build.at(Sym(x.name), *made.parser.build.span(at))
    )
    return made.bind(ops.DIFF, x, body, at, Num(primes))


# ------------------------------------------------------------ binders


def _parts(t: Term) -> tuple[Term, ...]:
    return t.args if type(t) is App and t.op is ops.TUPLE else (t,)


def _side(made: Call, word: object) -> Num | None:
    sides = {"+": Num(1), "-": Num(-1), "+-": Num(0), "": Num(0), "right": Num(1), "left": Num(-1)}
    return sides.get(word) if isinstance(word, str) else None


def _with_side(op: Op) -> Callable[[Call], Term | None]:
    def build(made: Call) -> Term | None:
        args, word = made.args, ([*made.words, made.named.get("dir", "")])[0]
        if len(args) == 2 and len(_parts(args[1])) == 2:
            args = [args[0], *_parts(args[1])]
        if len(args) == 4 and op is ops.INFINITESIMAL:
            args = [made.make(ops.TUPLE, *args[:2]), *args[2:]]
        side = _side(made, word)
        if len(args) != 3 or side is None:
            return None
        return made.bind(op, args[1], args[0], args[2], side)

    return build


def _diff(made: Call) -> Term | None:
    if not made.args or made.words or len(made.args) < 2:
        return None
    result, steps = made.args[0], made.args[1:]
    at, by = made.named.get("at"), made.named.get("by")
    if by not in (None, "definition") or isinstance(at, str):
        return None
    k = 0
    while k < len(steps):
        var, order = steps[k], Num(1)
        parts = _parts(var)
        if len(parts) == 2:
            var, given = parts
            result = _one_diff(made, result, var, given, at)
            k += 1
            continue
        following = steps[k + 1] if k + 1 < len(steps) else None
        if following is not None and (
            type(following) is Num or (len(steps) == 2 and _is_order(following))
        ):
            result = _one_diff(made, result, var, following, at)
            k += 2
            continue
        result = _one_diff(made, result, var, order, at)
        k += 1
    return made.make(ops.BY_DEFINITION, result) if by else result


def _is_order(t: Term) -> bool:
    return type(t) is Sym and t.name in ("n", "m", "k")


def _one_diff(made: Call, body: Term, var: Term, order: Term, at: Term | str | None) -> Term:
    if type(var) is App and var.op is ops.INDEX and type(var.args[0]) is Sym:
        for _ in range(_small_order(made, order)):
            body = made.bind(ops.PARTIAL, var.args[0], body, *var.args)
        return body
    point = (
        at
        if isinstance(at, Sym | App | Num) or (at is not None and not isinstance(at, str))
        else var
    )
    return made.bind(ops.DIFF, var, body, point, order)


def _small_order(made: Call, order: Term) -> int:
    if type(order) is Num and order.value.denominator == 1 and 1 <= order.value <= 20:
        return int(order.value)
    raise made.wrong("diff(f, z[i], 2)")


def _integrate(made: Call) -> Term | None:
    if made.words or made.named or len(made.args) < 2:
        return None
    result = made.args[0]
    for over in made.args[1:]:
        parts = _parts(over)
        if len(parts) == 3:
            result = made.bind(ops.INTEGRAL, parts[0], result, parts[1], parts[2])
        elif len(parts) == 1:
            result = made.bind(ops.ANTIDERIVATIVE, over, result, over)
        else:
            return None
    return result


def _sum(op: Op) -> Callable[[Call], Term | None]:
    def build(made: Call) -> Term | None:
        if made.words or made.named or len(made.args) < 2:
            return None
        result = made.args[0]
        if len(made.args) == 4 and all(len(_parts(a)) == 1 for a in made.args):
            return made.bind(op, made.args[1], result, *made.args[2:])
        for over in made.args[1:]:
            parts = _parts(over)
            if len(parts) == 3:
                result = made.bind(op, parts[0], result, parts[1], parts[2])
            elif len(parts) == 1 and op is ops.SUM:
                result = made.bind(ops.SUM_ALL, over, result)
            else:
                return None
        return result

    return build


def _piecewise(made: Call) -> Term | None:
    args: list[Term] = []
    for branch in made.args:
        parts = _parts(branch)
        if len(parts) != 2:
            return None
        args += parts
    return made.make(ops.PIECEWISE, *args) if args and not made.words else None


def _range_binder(op: Op) -> Callable[[Call], Term | None]:
    """f, x, a, b, or f, (x, a, b)."""

    def build(made: Call) -> Term | None:
        args = made.args
        if len(args) == 2:
            args = [args[0], *_parts(args[1])]
        return (
            made.bind(op, args[1], args[0], *args[2:])
            if len(args) == 4 and not made.words
            else None
        )

    return build


def _binder(op: Op) -> Callable[[Call], Term | None]:
    """f, x, and the operator's other terms."""
    count = op.arity

    def build(made: Call) -> Term | None:
        args = made.args
        if count == 0 and len(args) == 1 and op.sort is ops.Sort.QUERY:
            free = sorted(s.name for s in _free(args[0]))
            args = [args[0], Sym(free[0])] if len(free) == 1 else args
        if (
            len(args) < 2
            or made.words
            or made.named
            or (count is not None and len(args) != 2 + count)
        ):
            return None
        if op is ops.LAMBDA and len(args) != 2:
            return None
        return made.bind(op, args[1], args[0], *args[2:])

    return build


def _free(t: Term) -> frozenset[Sym]:
    from tuidao.lang.term import free_symbols

    return free_symbols(t)


def _by_all(op: Op) -> Callable[[Call], Term | None]:
    """f and the variables: [x, y], or (x, y), or as further arguments."""

    def build(made: Call) -> Term | None:
        args = made.args
        if len(args) < 2 or made.words or made.named:
            return None
        variables = (
            args[1] if len(args) == 2 and len(_parts(args[1])) > 0 and _is_tuple(args[1]) else None
        )
        if variables is None:
            variables = made.make(ops.TUPLE, *args[1:])
        return made.make(op, args[0], variables)

    return build


def _is_tuple(t: Term) -> bool:
    return type(t) is App and t.op is ops.TUPLE


def _cbrt(made: Call) -> Term | None:
    if len(made.args) != 1 or made.words or made.named:
        return None
    return made.make(ops.ROOT, made.args[0], Num(3))


_LIMIT, _SUM = "limit(f, x, a)", "Sum(f, (i, 1, n))"
_DIFF, _INTEGRATE = "diff(f, x)", "integrate(f, x) / integrate(f, (x, a, b))"
CALLS: dict[str, tuple[str, Callable[[Call], Term | None]]] = {
    "limit": (_LIMIT, _with_side(ops.LIMIT)),
    "Limit": (_LIMIT, _with_side(ops.LIMIT)),
    "lim": (_LIMIT, _with_side(ops.LIMIT)),
    "near": ("near(x != a, x, a)", _with_side(ops.NEAR)),
    "bounded": ("bounded(f, x, a)", _with_side(ops.BOUNDED)),
    "compare": ("compare([f, g], x, a)", _with_side(ops.INFINITESIMAL)),
    "diff": (_DIFF, _diff),
    "Derivative": (_DIFF, _diff),
    "integrate": (_INTEGRATE, _integrate),
    "Integral": (_INTEGRATE, _integrate),
    "Sum": (_SUM, _sum(ops.SUM)),
    "sum": (_SUM, _sum(ops.SUM)),
    "summation": (_SUM, _sum(ops.SUM)),
    "Product": ("Product(f, (i, 1, n))", _sum(ops.PRODUCT)),
    "product": ("Product(f, (i, 1, n))", _sum(ops.PRODUCT)),
    "Piecewise": ("Piecewise((a, x < 0), (b, True))", _piecewise),
    "mean_value": ("mean_value(f, x, a, b)", _range_binder(ops.MEAN_VALUE)),
    "riemann": ("riemann(f, (x, a, b))", _range_binder(ops.RIEMANN)),
    "gradient": ("gradient(f, [x, y])", _by_all(ops.GRADIENT)),
    "jacobian": ("jacobian([f, g], [x, y])", _by_all(ops.JACOBIAN)),
    "hessian": ("hessian(f, [x, y])", _by_all(ops.HESSIAN)),
    "cbrt": ("cbrt(x)", _cbrt),
}
for _op in (
    *(ops.LAMBDA, ops.PARTIAL, ops.SUM_ALL, ops.ANTIDERIVATIVE, ops.BETWEEN, ops.AT, ops.FORALL),
    *(ops.EXISTS, ops.CONTINUOUS, ops.DIFFERENTIABLE, ops.CONTINUITY, ops.SMOOTHNESS, ops.TANGENT),
    *(ops.NORMAL, ops.DIFFERENTIAL, ops.TAYLOR, ops.DOMAIN, ops.RANGE, ops.MONOTONE, ops.CONVEX),
    ops.EPSILON_DELTA,
):
    _places = ", ".join(["f", "x", *"ab"[: _op.arity or 0]])
    CALLS[_op.name] = (f"{_op.name}({_places})", _binder(_op))

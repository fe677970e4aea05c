"""Big operators in LaTeX: fractions and derivatives, sums, limits, integrals, bars of evaluation."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, instantiate
from tuidao.read import latex_symbols as symbols
from tuidao.read.latex_derivative import derivative
from tuidao.read.latex_names import GREEK
from tuidao.read.latex_tokens import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex import LatexParser

_ADD, _MUL, _POW = 10, 20, 30


@dataclass(slots=True)
class Integral:
    """An integral whose integrand is being read: how many differentials it wants, which it has."""

    wants: int
    variables: list[Sym] = field(default_factory=list)
    ended: int = -1  # the token behind its last differential


# ------------------------------------------------------------ differentials


def at_differential(p: LatexParser) -> bool:
    """Do the current tokens read dx, inside an integral that still waits for it?"""
    if not p.integrals or len(p.integrals[-1].variables) >= p.integrals[-1].wants:
        return False
    token = p.now
    if token.kind == "cmd" and token.text == "diffd":
        return True
    if token.kind != "letter" or token.text != "d":
        return False
    one, two = p.peek(), p.peek(2)
    if not (
        one.kind == "letter" or (one.kind == "cmd" and (one.text in GREEK or one.text in _STYLES))
    ):
        return False
    return not (two.kind == "sign" and two.text in ("^", "'"))


_STYLES = frozenset(("mathbf", "boldsymbol", "bm", "vec", "hat", "tilde", "bar", "Delta"))


def differential_ahead(p: LatexParser) -> bool:
    """Does the current token begin a differential?"""
    return at_differential(p)


def take_differential(p: LatexParser, left: Term, start: int) -> Term:
    """The differential behind an integrand ends it."""
    _differential(p)
    p.integrals[-1].ended = p.k
    return left


def leading_differential(p: LatexParser) -> Term:
    """∫dx, ∫dx f(x), dx over something: the differential stands first."""
    token = p.now
    _differential(p)
    after = p.now
    if p.level(after) == _MUL and after.text not in ("cdot", "times", "/", "diffd", "d"):
        return p.expression(_MUL)
    return p.leaf(Num(1), token)


def _differential(p: LatexParser) -> None:
    token = p.now
    p.k += 1
    name = symbols.read_name(p)
    if name is None or p.sign("("):
        raise p.build.refusal(
            "unclear-differential",
            token.start,
            p.now.end,
            Text("the variable of integration must be one letter", "积分变量应为一个字母"),
            Text("of what?", "对什么积分？"),
        )
    if p.sign("_"):
        p.k += 1
        indices, suffix = symbols.subscript(p, "")
        if indices is not None:
            raise p.build.refusal(
                "unclear-differential",
                token.start,
                p.last_end(),
                Text("integration by an indexed variable is not read", "不支持对带下标的变量积分"),
            )
        name += suffix
    p.integrals[-1].variables.append(Sym(name))


def _pending(p: LatexParser) -> bool:
    """Is there a differential further on, in this bracket, that no inner integral takes?"""
    depth, inner, k = 0, 0, p.k
    at = p.k
    found = False
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        if token.kind == "sign":
            if token.text in ("(", "[", "{", "\\{"):
                depth += 1
            elif token.text in (")", "]", "}", "\\}"):
                depth -= 1
                if depth < 0:
                    break
            elif depth == 0 and token.text in ("=", "<", ">", ",", "\\\\", "&"):
                break
        elif token.kind == "cmd" and token.text in _INTEGRALS:
            inner += _INTEGRALS[token.text]
        p.k = k
        if at_differential(p):
            if inner == 0:
                found = True
                break
            inner -= 1
        k += 1
    p.k = at
    return found


# ------------------------------------------------------------ integrals

_INTEGRALS = {"int": 1, "iint": 2, "iiint": 3}


def integral(p: LatexParser) -> Term:
    """∫, with bounds or without; the integrand reaches to its differential."""
    token = p.now
    count = _INTEGRALS[token.text]
    p.k += 1
    named: list[Sym] = []  # the variable, where the bounds name it: x = 0
    lower, upper = _limits(p, named)
    if (lower is None) != (upper is None) or (lower is not None and count > 1):
        raise p.build.refusal(
            "region",
            token.start,
            p.last_end(),
            Text("integrals over a region are not read", "不支持区域上的积分"),
            Text("two bounds are needed", "需要上下两个限"),
        )
    record = Integral(count)
    p.integrals.append(record)
    start = p.now.start
    body = p.expression(_MUL)
    if len(record.variables) < count and p.level(p.now) >= _ADD and _pending(p):
        body = p.continued(body, _ADD, start)
    p.integrals.pop()
    if len(record.variables) < count:
        record.variables.append(_missing_variable(p, body, token, count))
    if any(x != record.variables[0] for x in named):
        raise p.build.refusal(
            "unclear-differential",
            token.start,
            p.last_end(),
            Text("the bounds speak of another variable", "积分限所指的是另一个变量"),
        )
    if not p.integrals:
        _check_parts(p, body, record, token)
    for x in record.variables:
        if lower is None or upper is None:
            at = p.build.at(Sym(x.name), token.start, p.last_end())
            body = p.bind(ops.ANTIDERIVATIVE, x, body, (at,), token.start)
        else:
            body = p.bind(ops.INTEGRAL, x, body, (lower, upper), token.start)
    return body


def _missing_variable(p: LatexParser, body: Term, token: Token, count: int) -> Sym:
    free = free_symbols(body)
    if count == 1 and len(free) == 1:
        (x,) = free
        p.note(
            "missing-differential",
            token.start,
            Text(f"no differential: read as d{x}", f"缺少微分，按 d{x} 读"),
        )
        return x
    raise p.build.refusal(
        "missing-differential",
        token.start,
        token.end,
        Text("the differential of this integral is missing", "此积分缺少微分"),
        Text("by which variable?", "对哪个变量积分？"),
        Text(r"write \,dx behind the integrand", r"请在被积函数后写 \,dx"),
    )


def _check_parts(p: LatexParser, body: Term, record: Integral, token: Token) -> None:
    """∫u dv: u depends on v in a way that is not written."""
    x = record.variables[0].name
    others = {s.name for s in free_symbols(body)}
    if x in ("u", "v", "w") and x not in others and others & {"u", "v", "w"}:
        raise p.build.refusal(
            "unclear-differential",
            token.start,
            p.last_end(),
            Text("a differential of a function is not read", "不支持对函数的微分积分"),
            Text(f"how do they depend on {x}?", f"它们如何依赖于 {x}？"),
        )


def _limits(p: LatexParser, named: list[Sym]) -> tuple[Term | None, Term | None]:
    lower: Term | None = None
    upper: Term | None = None
    while (p.sign("_") and lower is None) or (p.sign("^") and upper is None):
        below = p.sign("_")
        p.k += 1
        mark = p.now
        if mark.kind == "sign" and mark.text in ("-", "+"):
            raise p.unexpected("{")
        if p.sign("{") and p.peek().text == "}" and p.peek().kind == "sign":
            p.k += 2
            continue
        bound = symbols.argument(p)
        if isinstance(bound, App) and bound.op is ops.EQ and type(bound.args[0]) is Sym:
            named.append(bound.args[0])
            bound = bound.args[1]
        if isinstance(bound, App) and bound.op.sort is ops.Sort.BOOL:
            raise p.build.refusal(
                "region",
                mark.start,
                p.last_end(),
                Text("this bound is not read", "不支持这种积分限"),
            )
        lower, upper = (bound, upper) if below else (lower, bound)
    return lower, upper


# ------------------------------------------------------------ sums and products


def total(p: LatexParser) -> Term:
    """Σ and Π: from … to …, over i alone, over j ≠ i."""
    token = p.now
    op = ops.SUM if token.text == "sum" else ops.PRODUCT
    p.k += 1
    names: list[str] = []
    first: Term | None = None
    last: Term | None = None
    other: Term | None = None
    while p.sign("_") or p.sign("^"):
        below = p.sign("_")
        p.k += 1
        if below and not names:
            names, first, last, other = _range(p, token)
        elif not below and last is None:
            last = symbols.argument(p)
        else:
            raise p.unexpected()
    if names and first is None and last is not None and other is None:
        first = p.build.at(Num(1), token.start, p.last_end())
        p.note("first-index", token.start, Text("taken to begin at 1", "按从 1 开始读"))
    if not names or (first is None) != (last is None) or (first is None and op is ops.PRODUCT):
        raise p.build.refusal(
            "no-range",
            token.start,
            p.last_end(),
            Text("over what does it run?", "求和（积）范围不明"),
            Text("no range", "没有范围"),
            Text(r"write _{i=1}^{n}", r"请写出 _{i=1}^{n}"),
        )
    body = reaching(p, frozenset(names), token)
    if other is not None:
        index = p.build.at(Sym(names[0]), token.start, p.last_end())
        delta = p.app(ops.KRONECKER, (index, other), token.start)
        factor = p.app(ops.SUB, (p.build.at(Num(1), token.start, p.last_end()), delta), token.start)
        body = p.app(ops.MUL, (factor, body), token.start)
    for name in reversed(names):
        if first is None or last is None:
            body = p.bind(ops.SUM_ALL, Sym(name), body, (), token.start)
        else:
            body = p.bind(op, Sym(name), body, (first, last), token.start)
    return body


def _range(p: LatexParser, token: Token) -> tuple[list[str], Term | None, Term | None, Term | None]:
    """What stands below Σ: names, first and last index, the index left out."""
    opened = p.now
    if opened.text != "{":
        name = symbols.read_name(p)
        if name is None:
            raise p.unexpected()
        return [name], None, None, None
    p.k += 1
    if p.now.kind == "num" and p.peek().text in ("le", "leq", "leqslant", "<"):
        return _double_bound(p, opened)
    names = []
    while True:
        name = symbols.read_name(p)
        if name is None:
            raise p.unexpected()
        names.append(name)
        if p.sign(","):
            p.k += 1
        elif p.now.kind not in ("letter",):
            break
    first: Term | None = None
    other: Term | None = None
    if p.sign("="):
        p.k += 1
        first = p.inside(opened, _ADD)
    elif p.command("ne", "neq") or (p.command("not") and p.peek().text == "="):
        p.k += 2 if p.command("not") else 1
        other = p.inside(opened, _ADD)
    elif p.command("in"):
        p.k += 1
        p.inside(opened, _ADD)
        p.note(
            "index-set", token.start, Text("the index set is not looked into", "未考察指标集的内容")
        )
    p.expect("}", opened)
    return names, first, None, other


def _double_bound(
    p: LatexParser, opened: Token
) -> tuple[list[str], Term | None, Term | None, Term | None]:
    first = p.expression(_ADD)
    p.k += 1
    name = symbols.read_name(p)
    if name is None or p.now.text not in ("le", "leq", "leqslant"):
        raise p.unexpected()
    p.k += 1
    last = p.inside(opened, _ADD)
    p.expect("}", opened)
    return [name], first, last, None


def reaching(p: LatexParser, names: frozenset[str], token: Token) -> Term:
    """The body of Σ or lim: a product, and further terms where they speak of the bound letter."""
    start = p.now.start
    body = p.expression(_MUL)
    if not (p.now.kind == "sign" and p.now.text in ("+", "-")) or p.integrals:
        return body
    if _speaks_on(p, names):
        p.note(
            "reach",
            token.start,
            Text(
                "it reaches over the terms that follow, which speak of its letter",
                "后面的项含有其指标，故一并归入",
            ),
        )
        return p.continued(body, _ADD, start)
    p.note(
        "reach", token.start, Text("it reaches up to the next + or −", "作用范围到下一个加减号为止")
    )
    return body


def _speaks_on(p: LatexParser, names: frozenset[str]) -> bool:
    """Does what follows in this bracket mention a bound letter that nothing else binds?"""
    depth, k = 0, p.k
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        if token.kind == "sign":
            if token.text in ("(", "[", "{", "\\{"):
                depth += 1
            elif token.text in (")", "]", "}", "\\}"):
                depth -= 1
                if depth < 0:
                    return False
            elif depth == 0 and (token.text in ("=", "<", ">", ",", "\\\\", ";", "&") or token.gap):
                return False
        elif token.kind == "cmd":
            if token.text in ("sum", "prod", "lim", "int", "max", "min"):
                return False
            if depth == 0 and token.text in _ENDS:
                return False
        if token.text in names and token.kind in ("letter", "cmd"):
            return True
        k += 1
    return False


_ENDS = frozenset(
    ("le", "leq", "ge", "geq", "ne", "neq", "approx", "to", "Rightarrow", "equiv", "in")
)


# ------------------------------------------------------------ limits


def limit(p: LatexParser) -> Term:
    """lim with what stands below it."""
    token = p.now
    p.k += 1
    if not p.sign("_"):
        raise p.build.refusal(
            "no-range",
            token.start,
            token.end,
            Text("as what tends to where?", "什么趋于什么？"),
            Text("nothing below", "下方没有内容"),
            Text(r"write \lim_{x \to 0}", r"请写成 \lim_{x \to 0}"),
        )
    p.k += 1
    opened = p.expect("{")
    delta = p.command("Delta")
    p.k += delta
    name = symbols.read_name(p)
    if name is None:
        raise p.unexpected()
    name = "Delta_" + name if delta else name
    if p.sign("_"):
        p.k += 1
        name += symbols.subscript(p, "")[1]
    side = 0
    if p.command("downarrow", "searrow"):
        side = 1
    elif p.command("uparrow", "nearrow"):
        side = -1
    elif not p.command("to", "rightarrow", "longrightarrow"):
        raise p.unexpected(r"\to")
    p.k += 1
    side = _side(p) or side
    point = p.inside(opened, _ADD)
    p.expect("}", opened)
    body = reaching(p, frozenset((name,)), token)
    return p.bind(ops.LIMIT, Sym(name), body, (point, Num(side)), token.start)


def _side(p: LatexParser) -> int:
    """Take the + or − that ends what stands below lim: 0^+, 0^{+}, 0+."""
    depth, end = 0, p.k
    while end < len(p.tokens) and p.tokens[end].kind != "end":
        text = p.tokens[end].text if p.tokens[end].kind == "sign" else ""
        depth += (text == "{") - (text == "}")
        if depth < 0:
            break
        end += 1
    texts = [t.text for t in p.tokens[p.k : end]]
    for tail in (
        ("^", "{", "+", "}"),
        ("^", "{", "-", "}"),
        ("^", "+"),
        ("^", "-"),
        ("+",),
        ("-",),
    ):
        if len(texts) > len(tail) and tuple(texts[-len(tail) :]) == tail:
            del p.tokens[end - len(tail) : end]
            return 1 if "+" in tail else -1
    return 0


# ------------------------------------------------------------ bars of evaluation


def left_dot(p: LatexParser, token: Token) -> Term:
    """\\left. F \\right|_a^b; the dot without such a bar says nothing."""
    if not any(t.kind == "sign" and t.text == "r|" for t in p.tokens[p.k :]):
        return p.prefix(_MUL)
    p.dots += 1
    t = p.inside(token, _ADD)
    p.dots -= 1
    p.expect("r|", token)
    return evaluated(p, t, token.start)


def takes_more(p: LatexParser, t: Term) -> bool:
    """Does the bar behind `t` belong to the sum that `t` ends? It does, where its variable stands there too."""
    if not p.sums or p.sums[-1][0] != p.nesting:
        return False
    free = {s.name for s in free_symbols(t)}
    named = p.peek(3).text if p.peek(2).text == "{" and p.peek(4).text == "=" else ""
    x = named or ("x" if "x" in free else free.pop() if len(free) == 1 else "")
    if Sym(x) not in free_symbols(p.sums[-1][1]):
        return False
    p.note("bar-reach", p.now.start, Text("the bar takes in the whole sum", "竖线作用于整个和式"))
    return True


def evaluated(p: LatexParser, t: Term, start: int) -> Term:
    """F|ₐᵇ or F|ₓ₌ₐ, the bar being taken."""
    lower: Term | None = None
    upper: Term | None = None
    x: Sym | None = None
    while (p.sign("_") and lower is None) or (p.sign("^") and upper is None):
        below = p.sign("_")
        p.k += 1
        bound = symbols.argument(p)
        if isinstance(bound, App) and bound.op is ops.EQ and type(bound.args[0]) is Sym:
            x, bound = bound.args[0], bound.args[1]
        lower, upper = (bound, upper) if below else (lower, bound)
    if lower is None or (isinstance(lower, App) and lower.op.sort is ops.Sort.BOOL):
        raise p.unexpected("_")
    if x is None:
        free = free_symbols(t)
        if Sym("x") in free:
            x = Sym("x")
        elif len(free) == 1:
            (x,) = free
        else:
            raise p.build.refusal(
                "unclear-bar",
                start,
                p.last_end(),
                Text("which variable takes these values?", "哪个变量取这些值？"),
                help=Text(r"write |_{x=a}^{x=b}", r"请写成 |_{x=a}^{x=b}"),
            )
    if upper is None:
        if isinstance(t, Bind) and t.op is ops.DIFF and t.over[0] == x:
            f = instantiate(t.body, x)
            return p.bind(ops.DIFF, x, f, (lower, t.over[1]), start)
        return p.bind(ops.AT, x, t, (lower,), start)
    return p.bind(ops.BETWEEN, x, t, (lower, upper), start)


# ------------------------------------------------------------ fractions, roots, fences


def fraction(p: LatexParser) -> Term:
    """\\frac: a derivative where it is written as one, a quotient else."""
    token = p.now
    p.k += 1
    made = derivative(p, token)
    if made is not None:
        return made
    above = symbols.argument(p)
    below = symbols.argument(p)
    return p.app(ops.DIV, (above, below), token.start)


def root(p: LatexParser) -> Term:
    """√ and the n-th root."""
    token = p.now
    p.k += 1
    if p.sign("["):
        opened = p.now
        p.k += 1
        degree = p.inside(opened)
        p.expect("]", opened)
        return p.app(ops.ROOT, (symbols.argument(p), degree), token.start)
    return p.app(ops.SQRT, (symbols.argument(p),), token.start)


def binomial(p: LatexParser) -> Term:
    """n over k."""
    token = p.now
    p.k += 1
    return p.app(ops.BINOMIAL, (symbols.argument(p), symbols.argument(p)), token.start)


def _fence(op: Op, closer: str) -> Callable[[LatexParser], Term]:
    def build(p: LatexParser) -> Term:
        token = p.now
        p.k += 1
        t = p.inside(token)
        if not p.command(closer):
            raise p.unexpected("\\" + closer)
        p.k += 1
        return p.app(op, (t,), token.start)

    return build


def _macro(op: Op) -> Callable[[LatexParser], Term]:
    def build(p: LatexParser) -> Term:
        token = p.now
        p.k += 1
        return p.app(op, (symbols.argument(p),), token.start)

    return build


def nabla(p: LatexParser) -> Term:
    """∇f."""
    token = p.now
    p.k += 1
    if p.sign("_") or p.sign("^"):
        raise p.unexpected()
    return p.app(ops.NABLA, (p.expression(_POW + 9),), token.start)


def braced_below(p: LatexParser) -> Term:
    """\\underbrace{…}_{words}: what it says below is a remark."""
    token = p.now
    p.k += 1
    t = symbols.argument(p)
    if p.sign("_") or p.sign("^"):
        p.k += 1
        _, p.k = _tokens_of_group(p, p.k)
        p.note("remark", token.start, Text("this remark is left aside", "未考察此处的文字说明"))
    return t


def dotted(p: LatexParser) -> Term:
    """ẏ, ÿ: derivatives by t."""
    token = p.now
    p.k += 1
    name = symbols.read_name(p)
    if name is None:
        raise p.unexpected()
    t = p.build.at(Sym("t"), token.start, p.last_end())
    body = p.app(ops.CALL, (p.build.at(Sym(name), token.start, p.last_end()), t), token.start)
    return p.bind(ops.DIFF, Sym("t"), body, (t, Num(len(token.text) - 2)), token.start)


def underset(p: LatexParser) -> Term:
    """\\underset{x \\to 0}{\\lim}: the same as a subscript."""
    start = p.k
    below, k = _tokens_of_group(p, start + 1)
    above, end = _tokens_of_group(p, k)
    above = [t for t in above if t.text not in ("{", "}")]
    if len(above) != 1 or above[0].text not in ("lim", "sum", "prod", "max", "min"):
        raise p.unexpected()
    mark = p.tokens[start]
    p.tokens[start:end] = [
        above[0],
        Token("sign", "_", mark.start, mark.end),
        Token("sign", "{", mark.start, mark.end),
        *below,
        Token("sign", "}", mark.start, mark.end),
    ]
    return p.prefix(_MUL)


def _tokens_of_group(p: LatexParser, k: int) -> tuple[list[Token], int]:
    depth, start = 0, k
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text == "{") - (text == "}")
        k += 1
        if depth == 0:
            return (p.tokens[start + 1 : k - 1] if k - start > 1 else p.tokens[start:k]), k
    p.k = k
    raise p.unexpected("}")


COMMANDS: dict[str, Callable[[LatexParser], Term]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "cfrac"), fraction),
    **dict.fromkeys(("binom", "dbinom", "tbinom"), binomial),
    **dict.fromkeys(("sum", "prod"), total),
    **dict.fromkeys(_INTEGRALS, integral),
    "sqrt": root,
    "lim": limit,
    "nabla": nabla,
    "dot": dotted,
    "ddot": dotted,
    "underset": underset,
    "lfloor": _fence(ops.FLOOR, "rfloor"),
    "lceil": _fence(ops.CEILING, "rceil"),
    "underbrace": braced_below,
    "overbrace": braced_below,
    "abs": _macro(ops.ABS),
    "norm": _macro(ops.NORM),
}

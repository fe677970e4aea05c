"""Words, rows and conditions in LaTeX: statements with side conditions, cases, matrices, relations."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from tuidao.lang import op as ops
from tuidao.lang.op import Op, Sort
from tuidao.lang.term import App, Bind, Sym, Term
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex import LatexParser

_CONDITION = frozenset(
    (
        *(
            "if",
            "when",
            "for",
            "where",
            "with",
            "as",
            "on",
            "whenever",
            "provided",
            "given",
            "assuming",
        ),
        *(
            "for all",
            "for any",
            "for every",
            "provided that",
            "such that",
            "s.t",
            "given that",
            "for each",
        ),
        *(
            "当",
            "若",
            "如果",
            "其中",
            "设",
            "对",
            "对于",
            "当且仅当",
            "只要",
            "在",
            "则",
            "式中",
            "对任意",
        ),
    )
)
# What is measured in these is equal with or without them.
_UNIT = re.compile(
    r"(?:(?:square|cubic|sq|million|thousand)\s+)?"
    r"(?:units?|dollars|people|(?:ft|lb|kg|g|s|m|cm|mm|km|in|mi|hr|h|sec|min|N|J|W|L|gal|feet|inches|meters)"
    r"(?:[/\-·](?:ft|lb|kg|s|m|cm|km|in|mi|hr|h|sec|min|lbs?))?)\.?"
)
_REMARK = re.compile(
    r"(?:substitut|us[ei]|rewrit|by |from |since |because |simplif|note|step|\(|（)", re.I
)
_OTHERWISE = frozenset(
    (
        "otherwise",
        "else",
        "其他",
        "其它",
        "否则",
        "elsewhere",
        "其余",
        "其他情况",
        "其它情况",
        "otherwise.",
    )
)
_AND = frozenset(("and", "且", "和", "与", ", and", "以及", "并且", "、", "同时"))
_OR = frozenset(("or", "或", "或者"))
_WHEN_SUFFIX = "时"


def _word(text: str) -> str:
    return text.strip(" ,.;:，。；：、()（）~").lower()


def is_condition_word(text: str) -> bool:
    """Does this text announce a condition?"""
    return _word(text) in _CONDITION


def _is_claim(t: Term) -> bool:
    return isinstance(t, App | Bind) and t.op.sort is Sort.BOOL


def _is_equation(t: Term) -> bool:
    """An equation, or a chain that holds one: a claim of its own, not a side condition."""
    if not isinstance(t, App):
        return True
    if t.op is ops.AND:
        return any(_is_equation(a) for a in t.args)
    return t.op in (ops.EQ, ops.APPROX, ops.SIMILAR, ops.IMPLIES, ops.IFF, ops.TENDS)


def whole(p: LatexParser) -> Term:
    """A formula with the conditions and further formulas that stand beside it."""
    if p.now.kind == "end":
        raise p.build.refusal("empty", 0, 1, Text("there is no formula here", "此处没有公式"))
    claims: list[Term] = []
    conditions: list[Term] = []
    starts: list[int] = []
    conditional = False
    if p.now.kind == "text" and (is_condition_word(p.now.text)):
        conditional = True
        p.k += 1
    while True:
        token = p.now
        bracketed = token.text == "(" and token.gap
        t = p.expression(2)
        if conditional or (claims and _is_claim(t) and (bracketed or not _is_equation(t))):
            if not _is_claim(t):
                raise p.build.refusal(
                    "not-a-condition",
                    *p.build.span(t),
                    Text("a condition is expected here", "此处应为条件"),
                )
            conditions.append(t)
        else:
            claims.append(t)
            starts.append(token.start)
        conditional = _between(p, conditional and not claims)
        if p.now.kind == "end":
            break
    return _joined(p, claims, conditions + p.conditions, starts)


def _between(p: LatexParser, leading: bool) -> bool:
    """Step over what parts two formulas; says whether a condition comes next."""
    conditional, moved = False, False
    while True:
        token = p.now
        if token.kind == "end":
            return conditional
        if token.kind == "sign" and token.text in (",", ";", "\\\\", ":"):
            conditional = conditional if token.text != "\\\\" else False
            p.k += 1
        elif (
            token.kind == "sign"
            and token.text in (".", "'")
            and _only_marks(p)
            or token.kind == "cmd"
            and token.text in ("because", "therefore")
            and p.peek().kind == "end"
        ):
            p.k += 1
        elif token.kind == "text":
            word = _word(token.text)
            if word in _CONDITION:
                conditional = True
            elif (
                word in _AND
                or word == ""
                or (word in ("时", "时,") and leading)
                or word == "then"
                or word == _WHEN_SUFFIX
            ):
                pass
            elif _is_remark(p, token.text):
                p.k += 1
                p.note(
                    "remark", token.start, Text("this remark is left aside", "未考察此处的文字说明")
                )
                continue
            else:
                raise p.unexpected()
            p.k += 1
        elif token.gap or moved:
            return conditional
        else:
            raise p.unexpected()
        moved = True


def _is_remark(p: LatexParser, text: str) -> bool:
    """A unit behind a number, or a few words on the step at the very end."""
    unit = _UNIT.fullmatch(text.strip())
    k = p.k + 1
    while unit and p.tokens[k].text == "^" and k + 2 < len(p.tokens):
        k += 4 if p.tokens[k + 1].text == "{" else 2
    ends = all(t.kind == "end" or t.text in (".", ",", ";", "\\\\", "}") for t in p.tokens[k:])
    if unit and ends:
        p.k = k - 1
        return True
    return ends and _REMARK.match(text.strip()) is not None


def _only_marks(p: LatexParser) -> bool:
    return all(
        t.kind in ("end", "text") or t.text in (".", ",", ";", "\\\\", "}")
        for t in p.tokens[p.k + 1 :]
    )


def _joined(p: LatexParser, claims: list[Term], conditions: list[Term], starts: list[int]) -> Term:
    if not claims:
        claims, conditions, starts = conditions, [], [0]
    if len(claims) > 1:
        for t in claims:
            if not _is_claim(t):
                raise p.build.refusal(
                    "list",
                    *p.build.span(t),
                    Text("expressions side by side say nothing", "并列的表达式没有陈述任何内容"),
                    Text("not a statement", "不是命题"),
                )
        links = [
            c for t in claims for c in (t.args if isinstance(t, App) and t.op is ops.AND else (t,))
        ]
        claim = p.app(ops.AND, tuple(links), starts[0])
    else:
        claim = claims[0]
    if not conditions:
        return claim
    condition = conditions[0]
    if len(conditions) > 1:
        condition = p.app(ops.AND, tuple(conditions), p.build.span(conditions[0])[0])
    if _is_claim(claim):
        return p.app(ops.IMPLIES, (condition, claim), starts[0])
    return p.app(ops.PIECEWISE, (claim, condition), starts[0])


def relation_sign(p: LatexParser) -> tuple[Op, bool]:
    """Take a relation sign; says whether it is negated (\\not\\in)."""
    from tuidao.read.latex import RELATIONS

    token = p.now
    p.k += 1
    if token.text in ("overset", "stackrel"):
        _skip_group(p)
        braced = p.sign("{")
        p.k += braced
        found = relation_sign(p)
        if braced:
            p.expect("}")
        return found
    if token.text == "not":
        inner = p.now
        if inner.text == "=":
            p.k += 1
            return ops.NE, False
        if inner.text in ("in", "<", ">", "le", "leq", "ge", "geq"):
            return relation_sign(p)[0], True
        raise p.unexpected()
    op = RELATIONS.get(token.text)
    if op is None:
        p.k -= 1
        raise p.unexpected()
    return op, token.text == "notin"


def _skip_group(p: LatexParser) -> None:
    if not p.sign("{"):
        p.k += 1
        return
    depth = 0
    while p.now.kind != "end":
        depth += p.sign("{")
        depth -= p.sign("}")
        p.k += 1
        if depth == 0:
            return
    raise p.unexpected("}")


def cases(p: LatexParser) -> Term:
    """\\begin{cases} value & condition \\\\ … \\end{cases}."""
    opened = p.now
    p.k += 1
    saved = p.bars, p.sets, p.split_bar
    p.bars, p.sets, p.split_bar = 0, False, False
    args: list[Term] = []
    p.nesting += 1
    while not p.command("end cases"):
        value = p.expression(10)
        condition = _case_condition(p, opened.start)
        args += [value, condition]
        while p.sign("\\\\"):
            p.k += 1
        if p.now.kind == "end":
            p.expect("\\end{cases}", opened)
    p.nesting -= 1
    p.k += 1
    if not args:
        raise p.unexpected()
    p.bars, p.sets, p.split_bar = saved
    return p.app(ops.PIECEWISE, tuple(args), opened.start)


def _case_condition(p: LatexParser, start: int) -> Term:
    parts: list[Term] = []
    joiner = ops.AND
    while True:
        token = p.now
        if token.kind == "sign" and token.text in (",", "&", ";", ".", ":"):
            p.k += 1
        elif token.kind == "text":
            word = _word(token.text)
            if word in _OTHERWISE:
                p.k += 1
                parts.append(p.app(ops.TRUE, (), token.start))
            elif word in _OR:
                p.k += 1
                joiner = ops.OR
            elif word in _CONDITION or word in _AND or word in ("", _WHEN_SUFFIX):
                p.k += 1
            else:
                raise p.unexpected()
        elif (upright := _upright(p)) in _OTHERWISE and not parts:
            parts.append(p.app(ops.TRUE, (), token.start))
        elif upright:
            pass
        elif (token.kind == "sign" and token.text == "\\\\") or p.command("end cases"):
            break
        else:
            part = p.expression(2)
            if not _is_claim(part):
                raise p.build.refusal(
                    "not-a-condition",
                    *p.build.span(part),
                    Text("a condition is expected here", "此处应为条件"),
                )
            parts.append(part)
        if p.now.kind == "end":
            raise p.unexpected()
    if not parts:
        if p.command("end cases"):
            return p.app(ops.TRUE, (), start)
        raise p.unexpected("if")
    if len(parts) == 1:
        return parts[0]
    return p.app(joiner, tuple(parts), p.build.span(parts[0])[0])


def _upright(p: LatexParser) -> str:
    """Take a connective typed as \\mathrm{if}, \\mathrm{otherwise}; "" (and no move) for anything else."""
    from tuidao.read.latex_symbols import style_word

    at = p.k
    if p.now.kind == "cmd" and p.now.text in ("mathrm", "operatorname"):
        word = style_word(p) or ""
        if word in _OTHERWISE or word in _CONDITION:
            return word
    p.k = at
    return ""


def matrix(p: LatexParser) -> Term:
    """A matrix as a tuple of rows; a column as a tuple."""
    opened = p.now
    p.k += 1
    rows: list[Term] = []
    row: list[Term] = []
    start = p.now.start
    p.nesting += 1
    while True:
        row.append(p.expression(10))
        if p.sign("&"):
            p.k += 1
            continue
        rows.append(row[0] if len(row) == 1 else p.app(ops.TUPLE, tuple(row), start))
        if p.sign("\\\\"):
            p.k += 1
            row, start = [], p.now.start
            if not p.command("end matrix"):
                continue
        if not p.command("end matrix"):
            raise p.unexpected("\\\\")
        p.k += 1
        break
    p.nesting -= 1
    if len(rows) == 1 and isinstance(rows[0], App) and rows[0].op is ops.TUPLE:
        return rows[0]
    return p.app(ops.TUPLE, tuple(rows), opened.start)


def word(p: LatexParser) -> Term:
    """A word set upright by \\operatorname: a function or a name."""
    from tuidao.read import latex_symbols as symbols

    token = p.now
    name = symbols.style_word(p)
    if name is None:
        raise p.unexpected()
    return symbols.named(p, name, token)


def number_set(p: LatexParser) -> Term:
    """\\mathbb{R}; any other letter in that style is a name."""
    from tuidao.read import latex_symbols as symbols

    token = p.now
    one = p.peek(2) if p.peek().text == "{" else p.peek()
    if one.kind == "num" and one.text == "1":
        p.k += 1
        symbols.argument(p)
        if p.now.text in ("\\{", "(", "[", "_"):
            return symbols.indicator(p, token)
        raise p.unexpected("{")
    name = symbols.read_name(p)
    if name is None:
        raise p.unexpected()
    known = {"R_bb": ops.REALS, "Z_bb": ops.INTEGERS, "N_bb": ops.NATURALS, "Q_bb": ops.RATIONALS}
    if name in known and not p.sign("_") and not p.sign("^"):
        return p.app(known[name], (), token.start)
    if name in known:
        raise p.unexpected()
    return symbols.symbol(p, name if name != "E__bb" else "E_", token)


def quantified(p: LatexParser) -> Term:
    """∀x ∈ S, claim; ∃x ∈ S, claim."""
    from tuidao.read import latex_symbols as symbols

    token = p.now
    op = ops.FORALL if token.text == "forall" else ops.EXISTS
    p.k += 1
    name = symbols.read_name(p)
    if name is None or not p.command("in"):
        raise p.unexpected(r"\in")
    p.k += 1
    outer, p.sets = p.sets, True
    over = p.expression(8)
    p.sets = outer
    while (
        p.sign(",")
        or p.sign(":")
        or (p.now.kind == "text" and _word(p.now.text) in ("", "有", "such that"))
    ):
        p.k += 1
    return p.bind(op, Sym(name), p.expression(2), (over,), token.start)


def negated(p: LatexParser) -> Term:
    """¬ a statement."""
    token = p.now
    p.k += 1
    return p.app(ops.NOT, (p.expression(5),), token.start)


COMMANDS: dict[str, Callable[[LatexParser], Term]] = {
    "begin cases": cases,
    "begin matrix": matrix,
    "operatorname": word,
    "mathbb": number_set,
    "forall": quantified,
    "exists": quantified,
    "lnot": negated,
    "neg": negated,
}

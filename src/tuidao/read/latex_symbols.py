"""Letters in LaTeX: symbols with their marks, families indexed, functions applied, powers."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from tuidao.diagnostic import InputError
from tuidao.lang import op as ops
from tuidao.lang.op import Op
from tuidao.lang.term import App, Bind, Num, Sym, Term, free_symbols, substitute
from tuidao.read.latex_names import (
    ACCENTS,
    CONSTANTS,
    FUNCTIONS,
    GREEK,
    KNOWN,
    NAMED,
    OPERATOR_NAMES,
    STRONG,
    TRANSPARENT,
    WEAK,
)
from tuidao.read.latex_tokens import Token
from tuidao.text import Text

if TYPE_CHECKING:
    from tuidao.read.latex import LatexParser

__all__ = ["KNOWN", "Evidence", "gather"]

_INDEX_LETTERS = frozenset("ijklmnrst")
_DEPENDENT = STRONG | WEAK | frozenset("ywsz")


@dataclass(slots=True)
class Evidence:
    """What a formula's other places say about its letters."""

    families: set[str] = field(default_factory=set)  # indexed by a letter somewhere: x_i
    bound: set[str] = field(default_factory=set)  # run through by a sum or a product
    bare: set[str] = field(default_factory=set)  # standing without a bracket behind them
    bold: set[str] = field(default_factory=set)
    dependents: dict[str, str] = field(default_factory=dict)  # y where dy/dx stands: y → x
    variable: str = "x"  # what a bare prime differentiates by


def _name_of(token: Token) -> str | None:
    if token.kind == "letter":
        return token.text
    return token.text if token.kind == "cmd" and token.text in GREEK else None


def gather(tokens: list[Token], families: frozenset[str]) -> Evidence:
    """Look through the tokens once, before they are read."""
    found = Evidence(set(families))
    pairs: dict[str, set[str]] = {}
    count = len(tokens)
    seen_variable, word_ends = False, 0
    for k, token in enumerate(tokens):
        if k < word_ends:
            continue
        if token.kind == "cmd" and token.text in _WORDS and k + 1 < count:
            word_ends = _word_end(tokens, k + 1)
        after = tokens[k + 1] if k + 1 < count else tokens[-1]
        if token.kind == "cmd" and token.text in (
            "sum",
            "prod",
            "bigcup",
            "max",
            "min",
            "sup",
            "inf",
        ):
            j = k + 1
            while j < count and tokens[j].text in ("_", "{", "substack"):
                j += 1
            name = _name_of(tokens[j]) if j < count and j > k + 1 else None
            if name:
                found.bound.add(name)
        elif token.kind == "cmd" and token.text in ("mathbf", "boldsymbol", "bm", "vec"):
            j = k + 2 if after.text == "{" else k + 1
            name = _name_of(tokens[j]) if j < count else None
            if name:
                found.bold.add(name)
        elif token.kind == "cmd" and token.text in ("frac", "dfrac", "tfrac"):
            pair = _leibniz(tokens, k + 1)
            if pair is not None:
                if pair[0]:
                    pairs.setdefault(pair[0], set()).add(pair[1])
                if not seen_variable:
                    found.variable, seen_variable = pair[1], True
        name = _name_of(token)
        if name is None:
            continue
        j = k + 1
        while j < count and tokens[j].text == "}" and tokens[j].kind == "sign":
            j += 1
        if j < count and tokens[j].text == "_" and tokens[j].kind == "sign":
            inner = tokens[j + 1 : j + 4]
            letters = [t for t in inner[:2] if t.kind == "letter"]
            if letters and letters[0].text in _INDEX_LETTERS:
                found.families.add(name)
        elif (after.text not in ("(", "'") or after.kind != "sign") and not (
            k and is_d(tokens[k - 1])
        ):
            found.bare.add(name)
        if after.kind == "sign" and after.text == "'" and name in _DEPENDENT:
            j = k + 1
            while j < count and tokens[j].text == "'":
                j += 1
            if tokens[min(j, count - 1)].text != "(":
                pairs.setdefault(name, set()).add("")
    for name, by in pairs.items():
        named = by - {""}
        if len(named) <= 1:
            found.dependents[name] = named.pop() if named else found.variable
    return found


_WORDS = frozenset(("operatorname", "mathrm", "mathsf", "mathtt"))


def _word_end(tokens: list[Token], k: int) -> int:
    """Where a word in braces ends: its letters are no symbols."""
    if tokens[k].text != "{":
        return k
    j = k + 1
    while j < len(tokens) and tokens[j].kind in ("letter", "num"):
        j += 1
    return j if j - k > 2 and j < len(tokens) and tokens[j].text == "}" else k


def is_d(token: Token) -> bool:
    """Is the token the d (or ∂) of a differential?"""
    return (token.kind == "cmd" and token.text in ("diffd", "partial")) or (
        token.kind == "letter" and token.text == "d"
    )


def _leibniz(tokens: list[Token], k: int) -> tuple[str, str] | None:
    """(y, x) at {dy}{dx}, ("", x) at {d}{dx}."""
    if k + 1 >= len(tokens) or tokens[k].text != "{" or not is_d(tokens[k + 1]):
        return None
    partial = tokens[k + 1].text == "partial"
    k += 2
    if tokens[k].text == "^" and k + 1 < len(tokens):
        k += 4 if tokens[k + 1].text == "{" else 2
    upper = ""
    if k < len(tokens) and tokens[k].text != "}":
        name = _name_of(tokens[k])
        if name is None or k + 1 >= len(tokens) or tokens[k + 1].text != "}":
            return None
        upper = name
        k += 1
    if k + 3 >= len(tokens) or tokens[k + 1].text != "{" or not is_d(tokens[k + 2]):
        return None
    lower = _name_of(tokens[k + 3])
    return (upper if not partial else "", lower) if lower else None


# ------------------------------------------------------------ symbols


def letter(p: LatexParser) -> Term:
    """What begins with a single letter."""
    token = p.now
    text = token.text
    if text in "scltae" and token.start + 2 < len(p.build.text):
        bare = _bare_function(p, token)
        if bare is not None:
            return bare
    p.k += 1
    if text in ("o", "O") and p.sign("(") and "o" not in p.functions:
        return _little_o(p, text, token)
    if text == "e" and text not in p.declared | p.evidence.bound and not p.sign("_"):
        return p.app(ops.E, (), token.start)
    return symbol(p, "E_" if text == "E" else text, token)


def _little_o(p: LatexParser, text: str, token: Token) -> Term:
    opened = p.now
    if text == "O":
        raise p.build.refusal(
            "unsupported",
            token.start,
            opened.end,
            Text("only o(…) is read, not O(…)", "只支持 o(…)，不支持 O(…)"),
        )
    p.k += 1
    inside = p.inside(opened)
    p.expect(")", opened)
    return p.app(ops.LITTLE_O, (inside,), token.start)


_BARE = ("sin", "cos", "tan", "cot", "log", "lim", "exp", "arcsin", "arctan", "arccos", "ln")


def _bare_function(p: LatexParser, token: Token) -> Term | None:
    """sin typed without its backslash: letters that touch."""
    source = p.build.text
    for name in _BARE:
        if source.startswith(name, token.start):
            following = [p.peek(j) for j in range(len(name))]
            if all(t.kind == "letter" for t in following):
                end = token.start + len(name)
                after = source[end : end + 1]
                if name == "lim" or (after.isalpha() and name == "ln"):
                    return None
                p.k += len(name)
                return function(p, OPERATOR_NAMES[name], name, token)
    return None


def read_name(p: LatexParser) -> str | None:
    """A letter, possibly accented or in braces, as the name of a symbol; None (and no move) elsewhere."""
    token, at = p.now, p.k
    if token.kind == "letter":
        p.k += 1
        return "E_" if token.text == "E" else token.text
    if token.kind == "cmd":
        text = token.text
        if text == "Delta" and p.peek().kind == "letter":
            p.k += 2
            return f"Delta_{p.tokens[p.k - 1].text}"
        if text in GREEK:
            p.k += 1
            return text
        if text in NAMED:
            p.k += 1
            return NAMED[text]
        if text in ACCENTS or text in TRANSPARENT:
            p.k += 1
            inner = read_name(p)
            if inner is not None:
                return inner + ACCENTS.get(text, "")
    elif token.kind == "sign" and token.text == "{":
        p.k += 1
        inner = read_name(p)
        if inner is not None and p.sign("}"):
            p.k += 1
            return inner
    p.k = at
    return None


def command(p: LatexParser) -> Term:
    """What begins with a command that stands for a letter, a constant or a function."""
    token = p.now
    text = token.text
    if text in CONSTANTS:
        p.k += 1
        return p.app(CONSTANTS[text], (), token.start)
    if text in FUNCTIONS:
        p.k += 1
        return function(p, FUNCTIONS[text], text, token)
    if text in ("tilde", "widetilde") and "infty" in (p.peek().text, p.peek(2).text):
        p.k += 1
        argument(p)
        return p.app(ops.ZOO, (), token.start)
    if text == "Delta" and p.peek().kind in ("letter", "cmd"):
        p.k += 1
        name = read_name(p)
        return symbol(p, "Delta_" + name if name else "Delta", token)
    if text == "Gamma" and p.peek().text == "(":
        p.k += 1
        return function(p, ops.GAMMA, text, token)
    if text == "delta" and p.peek().text == "_":
        made = _kronecker(p)
        if made is not None:
            return made
    if text in ("mathbf", "boldsymbol", "bm", "mathit", "mathrm", "mathsf", "mathtt"):
        return _styled(p, token)
    name = read_name(p)
    if name is None:
        raise p.unexpected()
    return symbol(p, name, token)


def _kronecker(p: LatexParser) -> Term | None:
    """δ_{ij}."""
    at, token = p.k, p.now
    p.k += 2
    indices, _ = subscript(p, "")
    if indices is not None and len(indices) == 2:
        return p.app(ops.KRONECKER, (indices[0], indices[1]), token.start)
    p.k = at
    return None


def _styled(p: LatexParser, token: Token) -> Term:
    """\\mathbf{…}, \\mathrm{…}: a name, a word, a number, or a whole expression in that style."""
    word = style_word(p)
    if word is not None:
        return named(p, word, token)
    p.k += 1
    if p.now.kind == "num" or (p.sign("{") and p.peek().kind == "num" and p.peek(2).text == "}"):
        value = argument(p)
        if value == Num(1) and p.now.text in ("\\{", "(", "[", "_"):
            return indicator(p, token)
        return value
    name = read_name(p)
    if name is not None:
        if token.text == "mathit" and name == "e":
            return p.leaf(Sym("e"), token)
        return symbol(p, name, token)
    if not p.sign("{"):
        raise p.unexpected()
    return argument(p)


def style_word(p: LatexParser) -> str | None:
    """The word of \\mathrm{KL}, \\operatorname{softmax}; None (and no move) for anything else."""
    k = p.k + 1
    if k >= len(p.tokens) or p.now.text not in ("mathrm", "operatorname", "mathsf", "mathtt"):
        return None
    if p.tokens[k].text != "{":
        if p.now.text == "mathrm" and p.tokens[k].kind == "letter" and p.tokens[k].text in "eidT":
            p.k += 2
            return p.tokens[k].text
        return None
    letters = []
    k += 1
    while k < len(p.tokens) and (p.tokens[k].kind in ("letter", "num") or p.tokens[k].text == "_"):
        if p.tokens[k].kind == "sign":
            return None
        letters.append(p.tokens[k].text)
        k += 1
    if not letters or k >= len(p.tokens) or p.tokens[k].text != "}":
        return None
    p.k = k + 1
    return "".join(letters)


def named(p: LatexParser, word: str, token: Token) -> Term:
    """A word set upright: a constant, a known function, or a name."""
    if word == "e":
        return p.app(ops.E, (), token.start)
    if word in ("KL", "D_KL"):
        return _divergence(p, token)
    if word in ("tr", "Tr") and p.now.kind != "end":
        return p.app(ops.TRACE, (function_argument(p, token),), token.start)
    if word in OPERATOR_NAMES:
        return function(p, OPERATOR_NAMES[word], word, token)
    if word in ops.OPS:
        return by_name(p, ops.OPS[word], token)
    if word == "E" or not word[0].isalpha():
        word = "E_" if word == "E" else "n" + word
    return symbol(p, word, token)


def by_name(p: LatexParser, op: Op, token: Token) -> Term:
    """An operator that has no notation of its own: name(…), or name_x(…; …) for one that binds x."""
    if op.arity == 0 and not op.binder:
        return p.app(op, (), token.start)
    if not op.binder:
        args, _ = arguments(p) if p.sign("(") else ([], False)
        if op.arity is not None and len(args) != op.arity:
            raise _wrong_count(p, op, token)
        return p.app(op, tuple(args), token.start)
    if not p.sign("_"):
        raise p.unexpected("_")
    p.k += 1
    opened = p.expect("{")
    var = p.inside(opened)
    p.expect("}", opened)
    if type(var) is not Sym or not p.sign("("):
        raise p.unexpected("(")
    args, _ = arguments(p)
    if op.arity is not None and len(args) != op.arity + 1:
        raise _wrong_count(p, op, token)
    if (
        op in _SIDED
        and type(args[2]) is App
        and args[2].op is ops.NEG
        and args[2].args == (Num(1),)
    ):
        args[2] = Num(-1)
    return p.bind(op, var, args[0], tuple(args[1:]), token.start)


_SIDED = (ops.LIMIT, ops.NEAR, ops.BOUNDED, ops.INFINITESIMAL)


def _wrong_count(p: LatexParser, op: Op, token: Token) -> InputError:
    return p.build.refusal(
        "wrong-arguments",
        token.start,
        p.last_end(),
        Text(f"{op.name} is not given what it takes", f"{op.name} 的参数个数不对"),
    )


def _divergence(p: LatexParser, token: Token) -> Term:
    """KL(p‖q), with one bar, two, or a comma between."""
    if not p.sign("(") and not p.sign("["):
        return p.leaf(Sym("KL"), token)
    args, _ = arguments(p)
    if len(args) != 2:
        raise p.build.refusal(
            "wrong-arguments",
            token.start,
            p.last_end(),
            Text("a divergence is between two distributions", "散度的参数应为两个分布"),
            help=Text(r"write KL(p \| q)", r"应写成 KL(p \| q)"),
        )
    return p.app(ops.KL, tuple(args), token.start)


def indicator(p: LatexParser, token: Token) -> Term:
    """1{…}: one where the statement holds."""
    if p.sign("_"):
        p.k += 1
    opened = p.now
    if opened.text not in ("\\{", "(", "[", "{"):
        raise p.unexpected("{")
    p.k += 1
    if opened.text == "{" and p.now.text in ("\\{", "(", "["):
        claim = indicator(p, token)
        p.expect("}", opened)
        return claim
    claim = p.inside(opened)
    p.expect({"\\{": "\\}", "(": ")", "[": "]", "{": "}"}[opened.text], opened)
    return p.app(ops.INDICATOR, (claim,), token.start)


def symbol(p: LatexParser, name: str, token: Token) -> Term:
    """A name with its marks: subscripts, primes, (i) above; then a call, where it is one."""
    indices: list[Term] = []
    primes: Term | None = None
    base = name
    while True:
        if p.sign("_"):
            p.k += 1
            found, suffix = subscript(p, base)
            if found is None:
                name += suffix
            else:
                indices += found
        elif p.sign("'"):
            count = 0
            while p.sign("'"):
                p.k += 1
                count += 1
            primes = Num(count)
        elif p.sign("^"):
            mark = _upper_mark(p)
            if mark is None:
                break
            kind, value = mark
            if kind == "prime":
                primes = Num(1)
            elif kind == "star":
                name += "_star"
            elif (base in STRONG or base in WEAK or base in p.functions) and p.sign("("):
                primes = value
            elif value is not None:
                indices.insert(0, value)
        else:
            break
    if name == "gamma_E":
        return p.app(ops.EULER_GAMMA, (), token.start)
    head: Term = p.leaf(Sym(name), token)
    if name in ("D_KL", "KL") and (p.sign("(") or p.sign("[")) and not indices:
        return _divergence(p, token)
    if indices:
        head = p.app(ops.INDEX, (head, *indices), token.start)
    if (p.sign("(") or (p.sign("[") and _takes_square(base, name))) and is_call(p, base, name):
        return call(p, head, primes, token)
    if primes is not None:
        return _primed(p, head, base, name, primes, token)
    if name in p.evidence.dependents and not indices and name not in p.evidence.bound:
        x = p.leaf(Sym(p.evidence.dependents[name]), token)
        return p.app(ops.CALL, (head, x), token.start)
    return head


def _takes_square(base: str, name: str) -> bool:
    return base in ("f", "g", "E_") or name in ("E_", "E__bb", "Var", "Cov", "P_bb")


def _primed(p: LatexParser, head: Term, base: str, name: str, primes: Term, token: Token) -> Term:
    """f' alone is the derivative at the variable; x' is another variable."""
    if base in _DEPENDENT or name in p.functions:
        x = Sym(p.evidence.dependents.get(name, p.evidence.variable))
        body = p.app(ops.CALL, (head, p.leaf(Sym(x.name), token)), token.start)
        return p.bind(ops.DIFF, x, body, (p.leaf(Sym(x.name), token), primes), token.start)
    if type(head) is Sym:
        return p.leaf(Sym(name + "_prime" * int(str(primes))), token)
    raise p.build.refusal(
        "unclear-prime",
        token.start,
        p.last_end(),
        Text("what does the prime mean here?", "此处的撇号含义不明"),
    )


def _upper_mark(p: LatexParser) -> tuple[str, Term | None] | None:
    """At `^`: (i), a prime, a star; None (and no move) for a power."""
    at, one, two = p.k, p.peek(), p.peek(2)
    if one.kind == "cmd" and one.text == "prime":
        p.k += 2
        return "prime", None
    if one.kind == "cmd" and one.text in ("ast", "cdot", "star"):
        p.k += 2
        return "star", None
    if one.kind == "sign" and one.text == "'":
        p.k += 2
        return "prime", None
    if one.text != "{" or one.kind != "sign":
        return None
    if two.text in ("prime", "'") and p.peek(3).text == "}":
        p.k += 4
        return "prime", None
    if two.kind == "cmd" and two.text in ("ast", "cdot", "star") and p.peek(3).text == "}":
        p.k += 4
        return "star", None
    if two.text != "(" or two.kind != "sign":
        return None
    depth, k = 0, p.k + 2
    while k < len(p.tokens):
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text == "(") - (text == ")")
        if depth == 0:
            break
        k += 1
    if k + 1 >= len(p.tokens) or p.tokens[k + 1].text != "}":
        return None
    p.k += 3
    opened = p.tokens[at + 2]
    value = p.inside(opened)
    if not p.sign(")"):
        p.k = at
        return None
    p.k += 2
    return "index", value


def subscript(p: LatexParser, base: str) -> tuple[list[Term] | None, str]:
    """What stands behind `_`: indices, or the end of a name."""
    token = p.now
    if token.kind == "num":
        digit = _digit(p)
        return _numbered(p, base, digit, token)
    if token.kind == "letter":
        p.k += 1
        return _lettered(p, [token], base)
    if token.kind == "text":
        p.k += 1
        return None, "_" + _plain(token.text)
    if token.kind == "cmd":
        if token.text in ("cdot", "ast", "star"):
            p.k += 1
            return None, "_star"
        if token.text == "infty":
            p.k += 1
            return None, "_infty"
        word = style_word(p)
        if word is not None:
            return None, "_" + word
        if token.text in ("pi", "max", "min", "sup", "inf"):
            p.k += 1
            return None, "_" + token.text
        name = read_name(p)
        if name is None:
            raise p.unexpected()
        if name in p.evidence.bound:
            return [p.leaf(Sym(name), token)], ""
        return None, "_" + name
    if token.text in ("+", "-") and token.kind == "sign":
        p.k += 1
        return None, "_plus" if token.text == "+" else "_minus"
    if token.text != "{":
        raise p.unexpected()
    return _braced_subscript(p, base)


def _braced_subscript(p: LatexParser, base: str) -> tuple[list[Term] | None, str]:
    opened = p.now
    end = p.k + 1
    while end < len(p.tokens) and p.tokens[end].text != "}" and p.tokens[end].text != "{":
        end += 1
    content = p.tokens[p.k + 1 : end]
    closed = end < len(p.tokens) and p.tokens[end].text == "}"
    kinds = {t.kind for t in content}
    if closed and not content:
        p.k = end + 1
        return None, ""
    if closed and kinds == {"letter"}:
        p.k = end + 1
        return _lettered(p, content, base)
    if closed and kinds == {"num"} and len(content) == 1:
        p.k = end + 1
        return _numbered(p, base, content[0].text, content[0])
    if closed and kinds == {"letter", "num"} and content[0].kind == "letter":
        p.k = end + 1
        letters = [t for t in content if t.kind == "letter"]
        if not all(t.text in _INDEX_LETTERS | p.evidence.bound for t in letters):
            return None, "_" + "".join(t.text for t in content)
        parts = [
            p.leaf(Sym(t.text) if t.kind == "letter" else Num(int(t.text)), t) for t in content
        ]
        return parts, ""
    if closed and "text" in kinds:
        p.k = end + 1
        return None, "_" + "_".join(_plain(t.text) for t in content if _plain(t.text))
    if closed and len(content) == 1:
        p.k += 1
        found = subscript(p, base)
        p.expect("}", opened)
        return found
    p.k += 1
    word = style_word(p)
    if word is not None and p.sign("}"):
        p.k += 1
        return None, "_" + word
    if p.sign("(") and p.peek(2).text == ")" and p.peek(3).text == "}":
        p.k += 1
    saved, p.split_bar = p.split_bar, False
    parts = [p.inside(opened, 10)]
    while p.sign(","):
        p.k += 1
        parts.append(p.inside(opened, 10))
    p.split_bar = saved
    if p.sign(")"):
        p.k += 1
    p.expect("}", opened)
    return parts, ""


def _plain(text: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else "" for c in text)


def _numbered(
    p: LatexParser, base: str, digits: str, token: Token
) -> tuple[list[Term] | None, str]:
    """x_1 is a name of its own, unless x is indexed by letters elsewhere."""
    if base in p.evidence.families and digits.isdigit():
        return [p.leaf(Num(int(digits)), token)], ""
    return None, "_" + digits.replace(".", "_")


def _lettered(p: LatexParser, content: list[Token], base: str) -> tuple[list[Term] | None, str]:
    letters = [t.text for t in content]
    index = _INDEX_LETTERS | p.evidence.bound
    known = base in p.evidence.families and len(letters) == 1
    if known or all(c in index for c in letters):
        return [p.leaf(Sym("E_" if t.text == "E" else t.text), t) for t in content], ""
    return None, "_" + "".join(letters)


def _digit(p: LatexParser) -> str:
    """The one digit TeX would take; the rest of the number stays."""
    token = p.now
    if "." in token.text[:2]:
        raise p.build.refusal(
            "unbraced",
            token.start,
            token.end,
            Text("TeX takes only the first digit here", "TeX 在此只取第一位数字"),
            help=Text(f"write {{{token.text}}}", f"请写成 {{{token.text}}}"),
        )
    if len(token.text) == 1:
        p.k += 1
        return token.text
    p.tokens[p.k] = Token("num", token.text[1:], token.start + 1, token.end, token.gap)
    return token.text[0]


def argument(p: LatexParser) -> Term:
    """A macro's argument, or what stands behind `^`: a group, or one token."""
    token = p.now
    if token.kind == "num":
        return p.build.at(Num(int(_digit(p))), token.start, token.start + 1)
    if token.kind == "letter":
        p.k += 1
        if token.text == "e" and "e" not in p.declared | p.evidence.bound:
            return p.app(ops.E, (), token.start)
        return p.leaf(Sym("E_" if token.text == "E" else token.text), token)
    if token.kind == "sign" and token.text == "{":
        p.k += 1
        t = p.inside(token)
        p.expect("}", token)
        return t
    if token.kind == "cmd":
        if token.text in CONSTANTS:
            p.k += 1
            return p.app(CONSTANTS[token.text], (), token.start)
        if token.text in GREEK:
            p.k += 1
            return p.leaf(Sym(token.text), token)
        if token.text in ("frac", "tfrac", "dfrac", "sqrt"):
            return p.prefix(30)
        name = read_name(p)
        if name is not None:
            return p.leaf(Sym(name), token)
    raise p.unexpected()


# ------------------------------------------------------------ calls


def is_call(p: LatexParser, base: str, name: str) -> bool:
    """Is what stands before a bracket a function applied, or a factor?"""
    if name in p.functions or base in p.functions:
        return True
    if len(base) > 1 and base not in GREEK and not base.endswith("_") and "_" not in base:
        return True
    inside, comma = _inside(p)
    ends = 0
    for k, t in enumerate(inside):
        if k < ends:
            continue
        if t.kind == "cmd" and t.text in _WORDS and k + 1 < len(inside):
            ends = _word_end(inside, k + 1)
        following = inside[k + 1].text if k + 1 < len(inside) else ""
        if _name_of(t) == base and following not in ("(", "'") and base not in ("f", "g", "F", "G"):
            return False
    if base in STRONG or comma:
        return True
    plain = base.rstrip("_") if base == "E_" else base.partition("_")[0]
    if base in WEAK or base == "sigma":
        return base not in p.evidence.bare
    sums = any(t.kind == "sign" and t.text in ("+", "-", "(", "^") for t in inside)
    simple = len(inside) == 1 or (not sums and inside[1:2] and inside[1].text in ("_", "|", "||"))
    if plain in "LEDISRT" and len(plain) == 1:
        return plain not in p.evidence.bare
    if (plain.isupper() or plain in "lrswyzx") and len(plain) == 1 and simple:
        called = inside[0].kind != "num" and plain not in p.evidence.bare
        return called or (plain == "y" and plain not in p.evidence.bare)
    return False


def _inside(p: LatexParser) -> tuple[list[Token], bool]:
    """The tokens of the bracket at the current token, and whether a comma of its own is among them."""
    depth, k, comma = 0, p.k, False
    found: list[Token] = []
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        token = p.tokens[k]
        text = token.text if token.kind == "sign" else ""
        if text in ("(", "[", "{", "\\{"):
            depth += 1
        elif text in (")", "]", "}", "\\}"):
            depth -= 1
            if depth == 0:
                break
        elif text in (",", ";") and depth == 1:
            comma = True
        found.append(token)
        k += 1
    return found[1:], comma


def arguments(p: LatexParser) -> tuple[list[Term], bool]:
    """The arguments in the bracket at the current token, and whether a bar parts them."""
    opened = p.now
    p.k += 1
    p.enter(opened)
    saved = p.bars, p.sets, p.split_bar
    p.bars, p.sets, p.split_bar = 0, False, True
    args, bar = [p.expression(1)], False
    while p.now.kind == "sign" and p.now.text in (",", ";", "|", "||", "B|"):
        bar = bar or "|" in p.now.text
        again = p.now.text == "|" and p.peek().text == "|"
        p.k += 2 if again else 1
        args.append(p.expression(1))
    p.bars, p.sets, p.split_bar = saved
    p.nesting -= 1
    p.expect(")" if opened.text == "(" else "]", opened)
    return args, bar


def call(p: LatexParser, head: Term, primes: Term | None, token: Token) -> Term:
    """f(x), f'(x), P(A | B)."""
    args, bar = arguments(p)
    if bar:
        if type(head) is not Sym:
            raise p.unexpected()
        head = p.leaf(Sym(head.name + "_given"), token)
    if primes is None:
        return p.app(ops.CALL, (head, *args), token.start)
    if len(args) != 1 or bar:
        raise p.build.refusal(
            "unclear-prime",
            token.start,
            p.last_end(),
            Text("which argument is it differentiated by?", "对哪个变量求导？"),
        )
    at = args[0]
    x = at if type(at) is Sym and at not in free_symbols(head) else Sym("x")
    while x in free_symbols(head):
        x = Sym(x.name + "_")
    body = p.app(ops.CALL, (head, p.leaf(Sym(x.name), token)), token.start)
    return p.bind(ops.DIFF, x, body, (at, primes), token.start)


def bracket_prime(p: LatexParser, t: Term) -> bool:
    """Is the prime behind this bracket a derivative? It is, where there is anything to differentiate."""
    return bool(free_symbols(t)) or type(t) is Num or isinstance(t, App)


def differentiated(p: LatexParser, t: Term, start: int) -> Term:
    """(…)': by x where it occurs, by the only letter there is, else refused."""
    count = 0
    while p.sign("'"):
        p.k += 1
        count += 1
    free = free_symbols(t)
    x = Sym(p.evidence.variable)
    if x not in free:
        known = {s for s in free if s.name in _DEPENDENT}
        if known:
            t = p.build.at(
                substitute(t, {s: App(ops.CALL, (Sym(s.name), x)) for s in known}),
                *p.build.span(t),
                40,
            )
        elif len(free) == 1:
            (x,) = free
        elif free:
            raise p.build.refusal(
                "unclear-prime",
                start,
                p.last_end(),
                Text("which variable is it differentiated by?", "对哪个变量求导？"),
            )
    return p.bind(ops.DIFF, x, t, (p.build.at(Sym(x.name), start, p.last_end()), Num(count)), start)


# ------------------------------------------------------------ functions


def function(p: LatexParser, op: Op, name: str, token: Token) -> Term:
    """sin x, sin^2 x, log_2 x, max(a, b), arcsin written sin^{-1}."""
    power: Term | None = None
    base: Term | None = None
    if op in (ops.MAX, ops.MIN):
        return _extremum(p, op, token)
    while p.sign("^") or p.sign("_"):
        upper = p.sign("^")
        p.k += 1
        if upper:
            power = argument(p)
        elif op is ops.LOG:
            base = argument(p)
        else:
            raise p.unexpected()
    x = function_argument(p, token)
    if name in ("lg", "lb"):
        base = Num(10 if name == "lg" else 2)
    if base is not None:
        applied = p.app(ops.LOGB, (x, base), token.start)
    elif op.arity not in (1, None):
        args = x.args if type(x) is App and x.op is ops.TUPLE else (x,)
        if len(args) != op.arity:
            raise p.build.refusal(
                "wrong-arguments",
                token.start,
                p.last_end(),
                Text(f"{name} takes {op.arity} arguments", f"{name} 需要 {op.arity} 个参数"),
            )
        applied = p.app(op, args, token.start)
    else:
        applied = p.app(op, (x,), token.start)
    if power is None:
        return applied
    inverse = ops.OPS.get("a" + op.name)
    if power == App(ops.NEG, (Num(1),)) and inverse is not None:
        return p.app(inverse, (x,), token.start)
    return p.app(ops.POW, (applied, power), token.start)


def _extremum(p: LatexParser, op: Op, token: Token) -> Term:
    """max(a, b), max{a, b}; a maximum over an index set is refused."""
    if p.now.text not in ("(", "\\{", "[") or p.now.kind != "sign":
        raise p.build.refusal(
            "unsupported",
            token.start,
            p.now.end,
            Text("only max and min of listed numbers are read", "只支持列出各数的 max 与 min"),
            help=Text(r"write \max(a, b)", r"应写成 \max(a, b)"),
        )
    opened = p.now
    p.k += 1
    args = [p.inside(opened)]
    while p.sign(","):
        p.k += 1
        args.append(p.inside(opened))
    p.expect({"(": ")", "[": "]", "\\{": "\\}"}[opened.text], opened)
    return p.app(op, tuple(args), token.start)


_STOPS = frozenset(("cdot", "times", "div", "ast", "odot"))


def function_argument(p: LatexParser, token: Token) -> Term:
    """The argument of a function: a bracket, or the product up to the next function, sign or bracket."""
    from tuidao.read import latex_big as big

    p.enter(token)
    start = p.now
    bracketed = start.kind == "sign" and start.text in ("(", "[", "\\{")
    if start.kind == "sign" and start.text in ("-", "+"):
        x = p.expression(20)
    elif bracketed:
        x = p.prefix(40)
        if p.sign("'"):
            raise p.unexpected()
    else:
        if start.kind == "sign" and start.text == "^":
            raise p.unexpected()
        x = p.expression(30)
        whole = start.kind == "cmd" and (
            start.text in FUNCTIONS or start.text in ("sum", "prod", "int")
        )
        while not whole and not _argument_ends(p):
            right = p.expression(30)
            x = multiply(p, x, right, start.start)
        after = p.now
        if (
            after.kind == "sign"
            and after.text in ("(", "[")
            and not whole
            and start.text not in ("|", "l|", "{")
        ):
            p.note(
                "argument-reach",
                token.start,
                Text("the argument ends before the bracket", "函数的自变量到括号为止"),
            )
        if after.kind == "sign" and after.text == "/" and not whole:
            p.note(
                "argument-reach",
                token.start,
                Text("the argument ends before the stroke", "函数的自变量到斜线为止"),
            )
    p.nesting -= 1
    if big.at_differential(p):
        return x
    return x


def _argument_ends(p: LatexParser) -> bool:
    from tuidao.read import latex_big as big

    token = p.now
    if p.level(token) != 20 or big.at_differential(p):
        return True
    if token.kind == "sign":
        return True
    if token.kind == "cmd":
        if token.text in _STOPS or token.text in FUNCTIONS or token.text in big.COMMANDS:
            return token.text not in ("frac", "dfrac", "tfrac", "sqrt", "binom")
        if token.text in ("operatorname", "mathrm", "begin cases", "begin matrix"):
            return True
    return token.kind == "num"


# ------------------------------------------------------------ powers and products


def postfix(p: LatexParser, left: Term, token: Token, start: int) -> Term:
    """What stands behind an operand: a power, a subscript, a factorial, a per cent sign."""
    text = token.text
    if text == "!":
        if p.sign("!"):
            raise p.unexpected()
        return p.app(ops.FACTORIAL, (left,), start)
    if text == "%":
        return p.app(ops.DIV, (left, Num(100)), start)
    if text == "_":
        return _indexed(p, left, start)
    if text == "'":
        p.k -= 1
        if p.tokens[p.k - 1].text not in ("}", ")", "]"):
            raise p.unexpected()
        return differentiated(p, left, start)
    return _raised(p, left, start)


def _indexed(p: LatexParser, left: Term, start: int) -> Term:
    from tuidao.read import latex_big as big

    power: Term | None = None
    if p.tokens[p.k - 2].text in ("]", ")") and type(left) is not Sym and _both_bounds(p):
        p.k -= 1
        return big.evaluated(p, left, start)
    if type(left) is App and left.op is ops.POW and type(left.args[0]) in (Sym, App):
        left, power = left.args
    name = left.name if type(left) is Sym else ""
    if isinstance(left, Num | Bind) or (isinstance(left, App) and left.op not in _INDEXABLE):
        p.k -= 1
        raise p.unexpected()
    found, suffix = subscript(p, name)
    if found is None:
        if type(left) is not Sym:
            raise p.unexpected()
        left = p.build.at(Sym(name + suffix), start, p.last_end()) if suffix else left
    elif type(left) is App and left.op is ops.INDEX:
        left = p.app(ops.INDEX, (*left.args, *found), start)
    else:
        left = p.app(ops.INDEX, (left, *found), start)
    return left if power is None else p.app(ops.POW, (left, power), start)


def _both_bounds(p: LatexParser) -> bool:
    """Do a subscript (begun) and a superscript follow?"""
    k, depth = p.k, 0
    while k < len(p.tokens) and p.tokens[k].kind != "end":
        text = p.tokens[k].text if p.tokens[k].kind == "sign" else ""
        depth += (text == "{") - (text == "}")
        k += 1
        if depth == 0:
            break
    return k < len(p.tokens) and p.tokens[k].kind == "sign" and p.tokens[k].text == "^"


_INDEXABLE = {ops.INDEX, ops.CALL, ops.TRANSPOSE, ops.MATMUL, ops.HADAMARD, ops.TUPLE}


def _raised(p: LatexParser, left: Term, start: int) -> Term:
    token, after = p.now, p.peek()
    inner = after if token.text == "{" and p.peek(2).text == "}" else token
    if inner.text in ("prime", "'"):
        p.k += 3 if inner is after else 1
        p.tokens[p.k - 1] = Token("sign", "'", token.start, inner.end)
        p.k -= 1
        return differentiated(p, left, start)
    if inner.text in ("top", "intercal") or (inner.text == "T" and is_vector(p, left)):
        p.k += 3 if inner is after else 1
        return p.app(ops.TRANSPOSE, (left,), start)
    if inner.text == "circ" and inner.kind == "cmd":
        p.k += 3 if inner is after else 1
        return p.app(ops.MUL, (left, App(ops.DIV, (App(ops.PI, ()), Num(180)))), start)
    if token.kind == "num" and len(token.text) > 1:
        raise p.build.refusal(
            "unbraced",
            token.start,
            token.end,
            Text("TeX raises only the first digit", "TeX 只会把第一位数字作为上标"),
            help=Text("write ^{" + token.text + "}", "请写成 ^{" + token.text + "}"),
        )
    at = p.k
    word = style_word(p) if token.kind == "cmd" else None
    if word == "T":
        return p.app(ops.TRANSPOSE, (left,), start)
    p.k = at
    if token.text == "{" and after.text == "mathrm":
        p.k += 1
        if style_word(p) == "T" and p.sign("}"):
            p.k += 1
            return p.app(ops.TRANSPOSE, (left,), start)
        p.k = at
    if token.text == "mathrm":
        p.k += 1
    power = argument(p)
    if type(left) is App and left.op is ops.POW and p.tokens[at - 2].text not in _CLOSERS:
        raise p.build.refusal(
            "double-power", token.start, p.last_end(), Text("a second superscript", "重复的上标")
        )
    return p.app(ops.POW, (left, power), start)


_FAMILIES = (ops.TRANSPOSE, ops.MATMUL, ops.HADAMARD, ops.NABLA)
_CLOSERS = frozenset(("}", ")", "]", "\\}", "r|", "|"))


def is_vector(p: LatexParser, t: Term) -> bool:
    """May `t^T` be a transpose? A letter (Greek too), an indexed one, a bracket of families."""
    if type(t) is Sym:
        return True
    return isinstance(t, App) and t.op in (ops.INDEX, *_FAMILIES)


def is_family(p: LatexParser, t: Term) -> bool:
    """Is the factor a vector or a matrix as a whole?"""
    if type(t) is Sym:
        return t.name in p.evidence.bold
    return isinstance(t, App) and t.op in _FAMILIES


def multiply(p: LatexParser, left: Term, right: Term, start: int) -> Term:
    """A product without a sign: of numbers, of vectors (θᵀx), of matrices."""
    if type(left) is App and left.op is ops.TRANSPOSE and is_vector(p, right):
        u = left.args[0]
        if type(u) is Sym and type(right) in (Sym, App) and _lower(u) and _lower(right):
            return p.app(ops.DOT, (u, right), start)
        return p.app(ops.MATMUL, (left, right), start)
    if type(left) is App and left.op is ops.MUL and _last(left).op is ops.TRANSPOSE:
        inner = multiply(p, left.args[1], right, p.build.span(left.args[1])[0])
        return p.app(ops.MUL, (left.args[0], inner), start)
    if is_family(p, left) and is_family(p, right):
        return p.app(ops.MATMUL, (left, right), start)
    return p.app(ops.MUL, (left, right), start)


def _last(t: App) -> App:
    last = t.args[-1]
    return last if type(last) is App else t


def _lower(t: Term) -> bool:
    if type(t) is App and t.op is ops.INDEX:
        t = t.args[0]
    return type(t) is Sym and not t.name[0].isupper()

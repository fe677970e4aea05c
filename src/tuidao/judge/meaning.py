"""What a relation sign means where it stands: a claim for all values, a definition, a condition, an equation."""

from __future__ import annotations

from enum import StrEnum

from tuidao.judge.context import Context, heads, key_of, speaks_of, speaks_of_name
from tuidao.lang import op as ops
from tuidao.lang.term import App, Bind, Num, Sym, Term, children, size
from tuidao.read.latex.notation import only_written
from tuidao.text import Text


class Role(StrEnum):
    """What a link of a chain is."""

    CLAIM = "claim"
    DEFINITION = "definition"
    CONDITION = "condition"
    EQUATION = "equation"  # holds only for particular values
    ASSIGNMENT = "assignment"
    ASYMPTOTIC = "asymptotic"
    MENTION = "mention"


WHY: dict[Role, Text] = {
    Role.CLAIM: Text("a claim", "断言"),
    Role.DEFINITION: Text("a definition, nothing to check", "这是定义，无需检查"),
    Role.CONDITION: Text("a condition, nothing to check", "这是条件，无需检查"),
    Role.EQUATION: Text(
        "a relation between particular quantities, not a claim about all values",
        "这是特定量之间的关系，并非对一切取值的断言",
    ),
    Role.ASSIGNMENT: Text("an assignment, nothing to check", "这是赋值，无需检查"),
    Role.ASYMPTOTIC: Text(
        "holds up to terms of lower order, not exactly", "是略去高阶项的近似关系，并非精确等式"
    ),
    Role.MENTION: Text("mentioned, not claimed", "只是提及，并未断言"),
}

_CALCULUS = (
    ops.DIFF,
    ops.PARTIAL,
    ops.LIMIT,
    ops.INTEGRAL,
    ops.ANTIDERIVATIVE,
    ops.SUM,
    ops.SUM_ALL,
    ops.PRODUCT,
    ops.BETWEEN,
    ops.AT,
    ops.NABLA,
)
_LEIBNIZ = (ops.DIFF, ops.PARTIAL, ops.INTEGRAL)
_ORDER = ("lt", "le", "gt", "ge", "ne")


def has_op(t: Term, *wanted: ops.Op) -> bool:
    """Does one of these operators occur in `t`?"""
    return isinstance(t, App | Bind) and (
        t.op in wanted or any(has_op(c, *wanted) for c in children(t))
    )


def has_function(t: Term) -> bool:
    """Does an elementary function, a root or a user's function occur in `t`?"""
    return isinstance(t, App | Bind) and (
        t.op.function or t.op is ops.CALL or any(has_function(c) for c in children(t))
    )


def names_something(left: Term) -> bool:
    """Is this a left side that could be being defined: a symbol, f(x), p_i, or a derivative of such?"""
    if only_written(left):
        return False  # an arg max, a union of sets
    if key_of(left) is not None:
        return True
    if type(left) is App and left.op in (ops.CALL, ops.INDEX, ops.NORM, ops.KL):
        head = left.args[0]
        if (
            type(head) is App
            and head.op is ops.INDEX
            and all(type(a) is Sym for a in left.args[1:])
        ):
            head = head.args[0]  # R_n(x)
        if left.op is ops.INDEX and type(head) is App and head.op in _OF_FAMILIES:
            return False  # an entry of Ax, which is worked out
        if left.op is ops.KL and any(type(a) is App for a in left.args):
            return False  # of distributions written out: what it is is known
        return left.op is not ops.CALL or type(head) is Sym
    if type(left) is App and left.op in (ops.TRANSPOSE, ops.NEG):
        inner = left.args[0]
        return not (type(inner) is App and inner.op is left.op) and names_something(inner)
    if type(left) is not Bind or left.op not in (ops.DIFF, ops.PARTIAL):
        return False
    return not (type(left.body) is App and left.body.op is ops.NORM) and names_something(left.body)


_OF_FAMILIES = (ops.MATMUL, ops.HADAMARD, ops.TRANSPOSE, ops.ADD, ops.SUB)


def is_assignment(left: Term, right: Term) -> bool:
    """w = w − η ∂L/∂w: the name on the left again on the right, in an equation that cannot hold for all values."""
    key = key_of(left)
    if key is None or key[1] == "function":
        return False
    return speaks_of(right, left) and right != left


def role_of(
    relation: str,
    left: Term,
    right: Term,
    cue: str,
    context: Context,
    *,
    first: bool,
    alone: bool,
    strict: bool,
) -> Role:
    """The role of one link. `first`: it opens its chain; `alone`: the chain has no other link.

    `left`, `right` are as written; `strict`: in a document, where more is stated than claimed.
    """
    if relation == "define":
        return Role.DEFINITION
    if relation == "assign":
        return Role.ASSIGNMENT
    if relation in ("similar", "tends", "other"):
        return Role.ASYMPTOTIC if relation == "similar" else Role.MENTION
    if cue in ("if", "because", "mention", "question"):
        return Role.CONDITION if cue in ("if", "because") else Role.MENTION
    if has_op(left, ops.LITTLE_O) or has_op(right, ops.LITTLE_O):
        return Role.ASYMPTOTIC
    if cue == "denote":
        if not (first and names_something(left)):
            return Role.MENTION
        cue = "let"
    theorem = has_op(left, *_LEIBNIZ) or has_op(right, *_LEIBNIZ)  # "… such that f'(ξ) = …"
    if cue == "solve" and alone and not theorem:
        return Role.EQUATION
    if relation == "in":
        return Role.CONDITION if names_something(left) else Role.CLAIM
    if relation in _ORDER:
        return _order_role(left, right, cue, context, first=first, alone=alone)
    if first and _worked_out(left, right):
        return Role.CLAIM
    if type(left) is Sym and cue != "define" and _simple_value(right) and first and alone:
        return Role.CONDITION
    if first and is_assignment(left, right):
        return Role.ASSIGNMENT
    if first and names_something(left) and cue in ("let", "where"):
        return Role.DEFINITION
    key = key_of(left)
    if (
        first
        and names_something(left)
        and not context.knows(left)
        and ((key is not None and type(left) is App) or context.put_in(left) == left)
    ):
        fresh = (
            not speaks_of(right, left) if key is None else not speaks_of_name(right, key[0], key[1])
        )
        if fresh and (key is None or not _constant(left)) and not _composed(left):
            return Role.DEFINITION
    if first and alone and cue == "let":
        return Role.CONDITION
    if first and alone and cue == "where" and _constant(right):
        return Role.CONDITION
    return Role.CLAIM


def _worked_out(left: Term, right: Term) -> bool:
    """Is the derivative on the left worked out on the right, from the same function or other derivatives of it?"""
    if type(left) is not Bind or left.op not in (ops.DIFF, ops.PARTIAL):
        return False
    body = left.body
    if type(body) is not App or body.op is not ops.CALL or type(body.args[0]) is not Sym:
        return False
    name = body.args[0].name
    return speaks_of_name(right, name, "function") or speaks_of_name(right, name, "symbol")


def _composed(left: Term) -> bool:
    """Is this the derivative of a function of a function, which is worked out, not named?"""
    if type(left) is not Bind or left.op not in (ops.DIFF, ops.PARTIAL):
        return False
    body = left.body
    return type(body) is App and body.op is ops.CALL and any(type(a) is not Sym for a in body.args)


def _simple_value(t: Term) -> bool:
    """A number, or a bare symbol: x = 0, i = j, x = a say which case or point is meant."""
    if type(t) is App and t.op is ops.NEG:
        t = t.args[0]
    return isinstance(t, Num | Sym) or (type(t) is App and not t.args)


def says_much(left: Term, right: Term, given: tuple[Term, ...]) -> bool:
    """Is an inequality that stands alone a claim rather than a condition, so that values may refute it?

    So it is between two expressions that are not both linear, and about symbols of which something is given.
    """
    names = [set().union(*heads(t)) for t in (left, right)]
    if not any(names):
        return False
    if names[0] and names[1] and not (_linear(left) and _linear(right)):
        return True
    told = set().union(*(set().union(*heads(g)) for g in given))
    large = size(left) + size(right) > 5 or has_function(left) or has_function(right)
    return bool((names[0] | names[1]) & told) and large


def _linear(t: Term) -> bool:
    """Do only sums, differences and multiples by numbers stand there?"""
    if type(t) is App and t.op in (ops.ADD, ops.SUB, ops.NEG):
        return all(_linear(a) for a in t.args)
    if type(t) is App and t.op in (ops.MUL, ops.DIV):
        return any(_constant(a) for a in t.args) and all(_linear(a) for a in t.args)
    return _constant(t) or type(t) is Sym


def _order_role(
    left: Term, right: Term, cue: str, context: Context, *, first: bool, alone: bool
) -> Role:
    if cue in ("let", "where", "solve"):
        return Role.CONDITION
    simple = [
        not (has_function(t) or has_op(t, *_CALCULUS)) and size(t) <= 5 for t in (left, right)
    ]
    known = context.knows(left) or context.knows(right)
    bare = [names_something(t) and context.put_in(t) == t for t in (left, right)]
    fixed = [_constant(t) for t in (left, right)]
    concluded = cue in ("so", "implies") and bare[0] and bare[1]
    if ((bare[0] and (bare[1] or fixed[1])) or (bare[1] and fixed[0])) and not concluded:
        return Role.CONDITION
    plain = all(simple) and not known and not concluded
    if plain and not (_constant(left) and _constant(right)):
        return Role.CONDITION if alone or first else Role.EQUATION
    return Role.CLAIM


def _constant(t: Term) -> bool:
    symbols, functions, families = heads(t)
    return not (symbols or functions or families)


def universal(
    left: Term, right: Term, relation: str, *, strict: bool, evidence: bool = False
) -> bool:
    """May the claim be refuted by values of its symbols: is it meant for all of them?

    `left`, `right` have the definitions in force put in; `evidence`: the words around it conclude (所以, hence), or it
    continues a chain. Where in doubt the answer is no.
    """
    a, b = heads(left), heads(right)
    if not any(a) and not any(b):
        return True
    if a[1] or b[1]:
        return a[1] == b[1] and _law(left, right)
    if strict and names_something(left) and names_something(right):
        return False  # two notations set equal
    names_a, names_b = a[0] | a[2], b[0] | b[2]
    if not strict and left_behind(left, right):
        return True
    if not names_a <= names_b and not names_b <= names_a:
        return False
    if names_a and names_b:
        return not (strict and not evidence and _simple_equation(left, right, relation))
    varying = left if names_a else right
    fixed = right if names_a else left
    if has_op(varying, *_CALCULUS) and not _zero(fixed):
        return not a[2] | b[2] or evidence
    if strict:
        return False
    return not _zero(fixed) and has_function(varying) and size(varying) >= 5


def left_behind(left: Term, right: Term) -> bool:
    """Does a name that one side binds stand on the other only: lim (1 + 1/x)ˣ = eˣ, though the limit has no x left?"""
    a, b = (heads(t)[0] | heads(t)[2] for t in (left, right))
    return _binds(left, b - a) or _binds(right, a - b)


def _binds(t: Term, names: frozenset[str]) -> bool:
    bound = type(t) is Bind and t.op in _VALUED and t.name in names
    return bound or any(_binds(c, names) for c in children(t))


_VALUED = (ops.LIMIT, ops.INTEGRAL, ops.SUM, ops.PRODUCT)


def _zero(t: Term) -> bool:
    return type(t) is Num and t.value == 0


def _simple_equation(left: Term, right: Term, relation: str) -> bool:
    """A short equation between short things, as y = ax + b or a + b = c."""
    return size(left) <= 3 and not has_op(right, *_CALCULUS) and not has_function(right)


def _law(left: Term, right: Term) -> bool:
    """A law about unknown functions: the derivative or integral of something composed of them."""

    def compound(t: Term) -> bool:
        if type(t) is Bind and t.op in (ops.DIFF, ops.SUM, ops.INTEGRAL, ops.PARTIAL):
            body = t.body
            inner = [c for c in children(body) if has_op(c, ops.CALL)] if type(body) is App else []
            if (
                type(body) is App
                and body.op in (ops.ADD, ops.SUB, ops.MUL, ops.DIV, ops.POW)
                and inner
            ):
                return True
        return any(compound(c) for c in children(t))

    return compound(left)

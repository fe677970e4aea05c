"""What a document has said so far: definitions in force, conditions, kinds of symbols."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from tuidao.lang import op as ops
from tuidao.lang.build import beta, is_op
from tuidao.lang.focus import fresh
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    children,
    close,
    free_symbols,
    instantiate,
    rebuild,
    size,
)

_MOST = 400  # nodes a claim may grow to by putting definitions in
_ROUNDS = 8  # definitions that use definitions
_CAPTURING = (
    ops.DIFF,
    ops.PARTIAL,
    ops.INTEGRAL,
    ops.ANTIDERIVATIVE,
    ops.LIMIT,
    ops.AT,
    ops.BETWEEN,
)


@dataclass(frozen=True, slots=True)
class Definition:
    """`name` (of `arity` arguments, 0 for a symbol) stands for `body`, a λ for each argument; said on `line`.

    `kind`: "symbol", "function" (called) or "family" (indexed). `about` is the one function or family that the
    body of a functional speaks of: H(X) = −Σ P(x_i) log P(x_i) is a functional of P.
    """

    name: str
    kind: str
    arity: int
    body: Term
    line: int = 0
    about: Sym | None = None


@dataclass(slots=True)
class Context:
    """Definitions by (name, kind, arity), terms said to be equal, assumptions, kinds by symbol; `recent` conditions.

    `facts` are hypotheses that hold in this section (f is continuous on [a, b], ξ ∈ (a, b)), `beside` those of the
    sentence at hand, `case` the case at hand ("(2) i ≠ j"); `depends` says what a
    dependent name stands for (y = f(u)); `constants` holds the constants of integration in use: (C, x, its value, in
    which x may be any number).
    """

    definitions: dict[tuple[str, str, int], Definition] = field(default_factory=dict)
    equal: list[tuple[Term, Term]] = field(default_factory=list)
    assumed: list[Term] = field(default_factory=list)
    kinds: dict[str, str] = field(default_factory=dict)
    functions: set[str] = field(default_factory=set)
    recent: list[Term] = field(default_factory=list)
    facts: list[Term] = field(default_factory=list)
    depends: dict[str, Term] = field(default_factory=dict)
    constants: list[tuple[Sym, Sym, Term]] = field(default_factory=list)
    beside: tuple[Term, ...] = ()
    case: Term | None = None
    complex_numbers: bool = False
    section: int = 0
    sections: dict[str, int] = field(default_factory=dict)

    def copy(self) -> Context:
        """A context of its own with the same contents, for an inner section."""
        return replace(
            self,
            definitions=dict(self.definitions),
            equal=list(self.equal),
            assumed=list(self.assumed),
            kinds=dict(self.kinds),
            functions=set(self.functions),
            recent=list(self.recent),
            facts=list(self.facts),
            depends=dict(self.depends),
            constants=list(self.constants),
            sections=dict(self.sections),
        )

    def new_section(self) -> None:
        """What is said within one section only is forgotten."""
        self.section += 1
        self.facts.clear()
        self.case = None
        self.depends.clear()
        self.constants.clear()
        for key, made in list(self.definitions.items()):
            if made.kind == "symbol" and is_op(made.body, ops.CALL):
                del self.definitions[key]  # y = f(x) only says what y depends on

    def free_to_mean(self, name: str) -> bool:
        """May a function's name stand for something new here: was it not defined in this section?"""
        return self.sections.get(name, -1) < self.section

    def knows(self, left: Term) -> bool:
        """Is there a definition in force of what stands on this left side?"""
        key = key_of(left)
        return key in self.definitions or any(a == left for a, _ in self.equal)

    def signatures(self) -> dict[str, tuple[str, ...]]:
        """The letters that the functions of several variables were defined of: a bare f in ∂f/∂x is f(x, y)."""
        found = {}
        for d in self.definitions.values():
            if d.kind == "function" and d.arity > 1:
                names: list[str] = []
                body = d.body
                while isinstance(body, Bind) and len(names) < d.arity:
                    names.append(body.name)
                    body = body.body
                found[d.name] = tuple(names)
        return found

    def define(self, left: Term, right: Term, line: int = 0) -> Definition | None:
        """Take `left` = `right` as a definition, replacing an older one. None where the left side names nothing new."""
        key = key_of(left)
        if key is None:
            if not speaks_of(right, left) and size(left) <= 40:
                self.equal = [(a, b) for a, b in self.equal if a != left]
                self.equal.append((left, right))
            return None
        name, kind, arity = key
        left, right = _with_letters(left, right)
        names = arguments(left)
        if names is None or speaks_of_name(right, name, kind):
            return None
        about = _functional(names, right)
        if names and about is None and _says_nothing_of_others(names, right):
            self.equal = [(a, b) for a, b in self.equal if a != left]
            self.equal.append((left, right))
            return None
        body = right
        for x in reversed(names):
            body = Bind(ops.LAMBDA, x.name, close(body, x))
        made = Definition(name, kind, arity, body, line, about)
        for other, d in list(self.definitions.items()):
            if speaks_of_name(body, d.name, d.kind) and speaks_of_name(d.body, name, kind):
                del self.definitions[other]  # X = √Y, after Y = X² elsewhere, is what holds now
        self.definitions[key] = made
        self.sections[name] = self.section
        self.equal = [(a, b) for a, b in self.equal if a != left]
        if kind == "function":
            self.functions.add(name)
        return made

    def put_in(self, t: Term, keep: frozenset[str] = frozenset()) -> Term:
        """`t` with every definition in force put in, as far as it stays of a size to be checked.

        `keep` names what is differentiated by in the claim: that stays a variable.
        """
        for _ in range(_ROUNDS):
            new = self._once(t, keep)
            if new == t or size(new) > _MOST:
                break
            t = new
        return t

    def _found(self, name: Sym, kind: str, arity: int, keep: frozenset[str]) -> Definition | None:
        return None if name.name in keep else self.definitions.get((name.name, kind, arity))

    def _once(self, t: Term, keep: frozenset[str]) -> Term:
        for a, b in self.equal:
            if t == a:
                return b
        if type(t) is Sym:
            found = self._found(t, "symbol", 0, keep) if t.index < 0 else None
            return found.body if found is not None else t
        if type(t) is App and t.op in (ops.CALL, ops.INDEX):
            new = self._applied(t, keep)
            if new is not None:
                return new
        if type(t) is Bind and t.op in _CAPTURING and t.name:
            return self._bound(t, keep)
        if type(t) in (App, Bind):
            parts = children(t)
            new_parts = tuple([self._once(c, keep) for c in parts])
            return rebuild(t, new_parts) if new_parts != parts else t
        return t

    def _applied(self, t: App, keep: frozenset[str]) -> Term | None:
        """f(x) or p_i with its definition put in; y(x) where y was defined as a bare symbol."""
        head = t.args[0]
        args = tuple([self._once(a, keep) for a in t.args[1:]])
        if type(head) is Sym and head.index < 0:
            kind = "function" if t.op is ops.CALL else "family"
            found = self._found(head, kind, len(args), keep)
            if found is not None and found.about is not None:
                other = _same_role(t.args[1:])
                if other is not None and (other.name[:1].islower() or other == found.about):
                    return rename(_inner(found.body), found.about, other)
            if found is not None and found.about is not None and args != (_parameter(found),):
                return App(t.op, (head, *args))  # H(X) = −Σ p(x) log p(x) is no H(Y)
            if found is not None:
                return beta(found.body, *args)
            if t.op is ops.CALL:
                symbol = self._found(head, "symbol", 0, keep)
                if symbol is not None and all(type(a) is Sym for a in args):
                    return symbol.body  # y(x), where y = sin x was said
            return App(t.op, (head, *args))
        if t.op is ops.CALL:
            new = self._once(head, keep)
            return new if new != head else App(t.op, (head, *args))
        return None

    def _bound(self, t: Bind, keep: frozenset[str]) -> Term:
        """Under d/dx, ∫ … dx, lim: a definition put in speaks of the binder's variable where it speaks of x."""
        x = Sym(t.name)
        body = instantiate(t.body, x)
        new = self._once(body, keep | {t.name})
        over = tuple([self._once(o, keep) for o in t.over])
        if new == body and over == t.over:
            return t
        return Bind(t.op, t.name, close(new, x), over)


def key_of(left: Term) -> tuple[str, str, int] | None:
    """What a left side would define: (name, kind, number of arguments), or None."""
    if type(left) is Sym and left.index < 0:
        return (left.name, "symbol", 0)
    if type(left) is App and left.op in (ops.CALL, ops.INDEX) and type(left.args[0]) is Sym:
        names = arguments(_with_letters(left, left)[0])
        if names is not None:
            kind = "function" if left.op is ops.CALL else "family"
            return (left.args[0].name, kind, len(left.args) - 1)
    return None


def _with_letters(left: Term, right: Term) -> tuple[Term, Term]:
    """h(x^(i)) = … x^(i) … as h(t) = … t …: an entry that stands for any argument; others as they are."""
    if type(left) is not App or left.op is not ops.CALL:
        return left, right
    for a in left.args[1:]:
        if not _is_entry(a):
            continue
        assert isinstance(a, App)
        t = fresh("t", free_symbols(left) | free_symbols(right))
        new = _replaced(right, a, t)
        indices = set(a.args[1:])
        if a.args[0] in free_symbols(new) or indices & free_symbols(new):
            continue  # it speaks of the place as well as of what stands there
        left, right = _replaced(left, a, t), new
    return left, right


def _is_entry(t: Term) -> bool:
    """x_i with letters below."""
    return type(t) is App and t.op is ops.INDEX and all(type(a) is Sym for a in t.args)


def _replaced(t: Term, old: Term, new: Term) -> Term:
    if t == old:
        return new
    parts = tuple([_replaced(c, old, new) for c in children(t)])
    return rebuild(t, parts) if parts else t


def arguments(left: Term) -> tuple[Sym, ...] | None:
    """The distinct symbols that a left side f(x, y) or p[i, j] is given for; None where they are no symbols."""
    if type(left) is Sym:
        return ()
    assert type(left) is App
    names: list[Sym] = []
    for a in left.args[1:]:
        if type(a) is not Sym or a.index >= 0 or a in names or a == left.args[0]:
            return None
        names.append(a)
    return tuple(names)


def differentiated_by(*terms: Term) -> frozenset[str]:
    """The names that derivatives and gradients in these terms are taken by."""
    found: set[str] = set()
    stack = list(terms)
    while stack:
        t = stack.pop()
        if type(t) is App and t.op is ops.NABLA:
            found |= {s.name for c in t.args for s in free_symbols(c)}
        if type(t) is Bind and t.op in (ops.DIFF, ops.PARTIAL):
            found.add(t.name)
        stack.extend(children(t))
    return frozenset(found)


def speaks_of(t: Term, part: Term) -> bool:
    """Does `part` stand anywhere in `t`?"""
    return t == part or any(speaks_of(c, part) for c in children(t))


def speaks_of_name(t: Term, name: str, kind: str) -> bool:
    """Does `t` use the name in that role (as a bare symbol, as a function, as a family)?"""
    if kind == "symbol":
        return Sym(name) in free_symbols(t)
    op = ops.CALL if kind == "function" else ops.INDEX
    if type(t) is App and t.op is op and t.args[0] == Sym(name):
        return True
    return any(speaks_of_name(c, name, kind) for c in children(t))


def heads(t: Term) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The names that a term uses as (symbols, functions, families)."""
    symbols: set[str] = set()
    functions: set[str] = set()
    families: set[str] = set()
    stack = [t]
    while stack:
        t = stack.pop()
        if type(t) is Sym:
            if t.index < 0:
                symbols.add(t.name)
            continue
        rest = children(t)
        if type(t) is App and t.op in (ops.CALL, ops.INDEX) and type(t.args[0]) is Sym:
            if t.args[0].index < 0:
                (functions if t.op is ops.CALL else families).add(t.args[0].name)
            rest = rest[1:]
        stack.extend(rest)
    return frozenset(symbols), frozenset(functions), frozenset(families)


def _says_nothing_of_others(names: tuple[Sym, ...], right: Term) -> bool:
    """Does a left side have arguments of which the right side speaks in other letters, or not at all?

    P(S) = 1 and Cov(X, Y) = Σ (xᵢ − μ_X)(yⱼ − μ_Y) pᵢⱼ give no values at other arguments.
    """
    unused = set(names) - free_symbols(right)
    _, functions, families = heads(right)
    return bool(unused) and (len(unused) == len(names) or bool(functions or families))


def _functional(names: tuple[Sym, ...], right: Term) -> Sym | None:
    """The one function or family that a body speaks of while its own arguments do not occur in it."""
    if len(names) != 1 or names[0] in free_symbols(right):
        return None
    _, functions, families = heads(right)
    return Sym(next(iter(functions))) if len(functions) == 1 and len(families) <= 1 else None


def _same_role(args: tuple[Term, ...]) -> Sym | None:
    """The distribution that a functional is taken of: H(p), H(p(x))."""
    if len(args) != 1:
        return None
    t = args[0]
    if type(t) is App and t.op in (ops.CALL, ops.INDEX) and type(t.args[0]) is Sym:
        t = t.args[0]
    return t if type(t) is Sym and t.index < 0 else None


def _parameter(definition: Definition) -> Sym:
    """The letter that the one argument of a definition has."""
    assert type(definition.body) is Bind
    return Sym(definition.body.name)


def _inner(body: Term) -> Term:
    """The body of a λ whose variable it does not use."""
    assert type(body) is Bind
    return instantiate(body.body, Sym(body.name or "x"))


def rename(t: Term, old: Sym, new: Sym) -> Term:
    """`t` with one name in the place of another, as a function too."""
    if t == old:
        return new
    parts = tuple([rename(c, old, new) for c in children(t)])
    return rebuild(t, parts) if parts else t

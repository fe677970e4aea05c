"""Definitions among stated equations: symbols, and families by their general entry; put into a term."""

from __future__ import annotations

from tuidao.lang import op as ops
from tuidao.lang.focus import fresh
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
    mentions,
    rebuild,
    size,
    substitute,
    subterms,
)

_ROUNDS = 6
_MOST = 3000

# Letters that are read as depending on what is differentiated by; f(z), σ(z) are functions and stay.
_QUANTITIES = frozenset("ywsz")
_DATA = _QUANTITIES | {"v"}  # and those whose entries are read so

Entries = dict[Sym, tuple[tuple[Sym, ...], Term]]


def entries(given: tuple[Term, ...]) -> Entries:
    """Families given by their general entry, a_k = e^(z_k)/… for all k, and functions, σ(t) = ….

    The indices, or arguments, are distinct plain names, and the right side speaks of each. What is defined by itself,
    as a_l = σ(w_l a_(l−1)) is, or by way of others, is not among them; see `recursions.py`.
    """
    found = stated_entries(given)
    return {h: d for h, d in found.items() if h not in _reached(d[1], found)}


def _reached(t: Term, known: Entries) -> frozenset[Sym]:
    """The defined heads that `t` speaks of, by way of definitions too."""
    found: set[Sym] = set()
    waiting = [t]
    while waiting:
        names = free_symbols(waiting.pop())
        new = [s for s in names if s in known and s not in found]
        found |= set(new)
        waiting += [known[s][1] for s in new]
    return frozenset(found)


def stated_entries(given: tuple[Term, ...]) -> Entries:
    """The same, those that lead back to themselves among them."""
    found: Entries = {}
    for fact in given:
        if type(fact) is not App or fact.op is not ops.EQ:
            continue
        left, right = fact.args
        if type(left) is not App or left.op not in (ops.INDEX, ops.CALL):
            continue
        head, at = left.args[0], left.args[1:]
        names = tuple(a for a in at if type(a) is Sym and a.index < 0)
        plain = len(names) == len(at) == len(set(names)) and all(mentions(right, a) for a in names)
        if type(head) is Sym and plain and head not in found:
            found[head] = (names, right)
    return found


def with_other_index(fact: Term, names: set[Sym]) -> Term | None:
    """A definition by the general entry, a_k = …, with other indices than the names; None for another fact."""
    known = entries((fact,))
    for at, _ in known.values():
        if names & free_symbols(fact) <= set(at):
            taken = set(free_symbols(fact)) | names
            other: dict[Sym, Sym] = {}
            for k in at:
                if k in names:
                    other[k] = fresh(k.name, taken)
                    taken.add(other[k])
            return substitute(fact, dict(other))
    return None


def named_symbols(given: tuple[Term, ...]) -> dict[Sym, Term]:
    """Symbols given by s = …, where the right side is not just a number or another name."""
    found: dict[Sym, Term] = {}
    for fact in given:
        if type(fact) is App and fact.op is ops.EQ:
            left, right = fact.args
            plain = type(left) is Sym and isinstance(right, App | Bind)
            if plain and type(left) is Sym and left not in found and not mentions(right, left):
                found[left] = right
    return found


def put_in(t: Term, given: tuple[Term, ...]) -> Term:
    """`t` with every definition put in. Under ∂/∂z the symbol z is what is differentiated by: a definition that speaks
    of z says how the symbol it defines depends on it."""
    symbols = named_symbols(given)
    families = entries(given)
    calls = _named_calls(given, symbols, families)
    for _ in range(_ROUNDS):
        new = _once(t if not calls else _calls_put(t, calls), symbols, families)
        if new == t or size(new) > _MOST:
            return new
        t = new
    return t


def _named_calls(
    given: tuple[Term, ...], symbols: dict[Sym, Term], families: Entries
) -> dict[Term, Term]:
    """J(θ) = …, where the right side speaks of θ by way of what it names: of J(θ) alone something is said."""
    known: Entries = {**{s: ((), r) for s, r in symbols.items()}, **families}
    found: dict[Term, Term] = {}
    for fact in given:
        left, right = fact.args if type(fact) is App and fact.op is ops.EQ else (None, None)
        if type(left) is not App or left.op is not ops.CALL or right is None:
            continue
        head, *at = left.args
        if type(head) is not Sym or head in families or left in found or mentions(right, head):
            continue
        reached = free_symbols(right) | {
            s for d in _reached(right, known) for s in free_symbols(known[d][1])
        }
        if all(type(a) is Sym and a in reached for a in at):
            found[left] = right
    return found


def says_nothing(problem: Term, given: tuple[Term, ...]) -> bool:
    """Is it a derivative by z of what has no z in it with all definitions put in, though what is given speaks of z?

    Then something given was not understood as a definition, and 0 would be a guess.
    """
    if not (type(problem) is Bind and problem.op in (ops.PARTIAL, ops.DIFF) and given):
        return False
    z = problem.over[0]
    written = put_in(problem, given)
    if type(z) is not Sym or type(written) is not Bind or _held(written.body, 0):
        return False
    if written.body in entries(given):
        return False  # a vector that is given by its entries, to be differentiated entry by entry
    equations = (f for f in given if type(f) is App and f.op is ops.EQ)
    return any(mentions(f, z) and free_symbols(f) != {z} for f in equations)


def _held(t: Term, depth: int) -> bool:
    """Does the variable bound `depth` binders out occur?"""
    if type(t) is Sym:
        return t.index == depth
    if t.loose <= depth:
        return False
    return any(_held(c, depth + (type(t) is Bind and n == 0)) for n, c in enumerate(children(t)))


def _calls_put(t: Term, calls: dict[Term, Term]) -> Term:
    """`t` with J(θ) as what it is defined by, under ∂/∂θ too."""
    if t in calls:
        return calls[t]
    if type(t) is Bind and t.op in (ops.PARTIAL, ops.DIFF) and type(t.over[0]) is Sym:
        z = t.over[0]
        if z.index < 0 and not mentions(t.body, z):
            here = instantiate(t.body, z)
            new = _calls_put(here, calls)
            if new != here:
                return Bind(t.op, t.name or z.name, close(new, z), t.over)
    parts = children(t)
    return rebuild(t, tuple(_calls_put(c, calls) for c in parts)) if parts else t


def depending(t: Term, given: tuple[Term, ...]) -> Term:
    """A question about f, where f = x² is given, as one about x²: what the variable asked about defines is put in.

    Derivatives keep their definitions, which are put in as a step; so does what has no variable of its own.
    """
    if type(t) is App:
        if t.op in (ops.BY_DEFINITION, ops.BY_METHOD):
            return App(t.op, (depending(t.args[0], given), *t.args[1:]))
        count = _ABOUT.get(t.op, 0)
        return App(t.op, (*(put_in(a, given) for a in t.args[:count]), *t.args[count:]))
    if type(t) is not Bind or t.op in (ops.PARTIAL, ops.DIFF) or not t.name:
        return t
    x = Sym(t.name)
    if mentions(t.body, x):
        return t
    here = instantiate(t.body, x)
    inner = _with_names(depending(here, given), given)
    new = put_in(inner, given)
    if not mentions(new, x) or (new != here and not _speaks(here, x, given)):
        new = here
    return t if new == here else Bind(t.op, t.name, close(new, x), t.over)


_ABOUT = {
    **dict.fromkeys((ops.CONVEXITY, ops.STATIONARY, ops.TAYLOR_SEVERAL, ops.ERROR_BOUND), 1),
    ops.PARAMETRIC: 2,
}


def _speaks(t: Term, x: Sym, given: tuple[Term, ...]) -> bool:
    """Is something in `t` defined by way of x?"""
    known: Entries = {s: ((), r) for s, r in named_symbols(given).items()}
    known |= entries(given)
    reached = _reached(t, known)
    return any(x in free_symbols(known[s][1]) or known[s][0] for s in reached) or any(
        type(f) is App and f.op is ops.EQ and f.args[1] == x and mentions(t, f.args[0])
        for f in given
        if type(f) is App and type(f.args[0]) is Sym
    )


def _with_names(t: Term, given: tuple[Term, ...]) -> Term:
    """`t` with symbols that are only another name, y = x, under that name."""
    plain = {
        f.args[0]: f.args[1]
        for f in given
        if type(f) is App and f.op is ops.EQ and type(f.args[0]) is type(f.args[1]) is Sym
    }
    return substitute(t, {a: b for a, b in plain.items() if isinstance(a, Sym)}) if plain else t


def _once(t: Term, symbols: dict[Sym, Term], families: Entries) -> Term:
    if type(t) is Sym:
        return symbols.get(t, t)
    if type(t) is App:
        if t.op is ops.INDEX and _stands_for((*_called(t.args[0]),), {}, families):
            t = App(ops.INDEX, (_called(t.args[0])[0], *t.args[1:]))
        if t.op in (ops.INDEX, ops.CALL) and type(t.args[0]) is Sym and t.args[0] in families:
            names, right = families[t.args[0]]
            if t.op is ops.CALL and any(_is_head(right, a) for a in t.args[1:]):
                return t.args[0]  # a(z) says that a depends on z: no entry is picked by a family
            if len(names) == len(t.args) - 1:
                at = tuple(_once(a, symbols, families) for a in t.args[1:])
                return substitute(right, dict(zip(names, at, strict=True)))
        if t.op is ops.CALL and _stands_for(t.args, symbols, families):
            return _once(t.args[0], symbols, families)
        return App(t.op, tuple(_once(a, symbols, families) for a in t.args))
    if type(t) is Bind:
        if t.op in (ops.PARTIAL, ops.DIFF) and type(t.over[0]) is Sym:
            z = t.over[0]
            if z.index < 0 and not mentions(t.body, z):
                # By what it is differentiated is free there, however it may be defined.
                symbols = {s: r for s, r in symbols.items() if s != z}
                families = {s: r for s, r in families.items() if s != z}
                here = instantiate(t.body, z)
                body = _once(here, symbols, families)
                if body != here:
                    body = _plain(body, z)
                over = tuple(_once(o, symbols, families) for o in t.over[1:])
                return Bind(t.op, t.name or z.name, close(body, z), (z, *over))
        return rebuild(t, tuple(_once(c, symbols, families) for c in children(t)))
    return t


def _is_head(t: Term, a: Term) -> bool:
    """Are entries of `a` in `t`?"""
    return any(type(s) is App and s.op is ops.INDEX and s.args[0] == a for _, s in subterms(t))


def _called(t: Term) -> tuple[Term, ...]:
    """The head and the arguments of z(W); nothing for what is not a call."""
    return t.args if type(t) is App and t.op is ops.CALL else ()


def _plain(t: Term, z: Sym) -> Term:
    """y(z) as y where y is not defined beside quantities that are: data, which do not depend on z."""
    if type(t) is App:
        head = t.args[0] if t.op is ops.CALL else None
        if type(head) is Sym and head.name in _QUANTITIES and t.args[1:] == (z,):
            return head
        called = _called(t.args[0]) if t.op is ops.INDEX else ()
        if called[1:] == (z,) and type(called[0]) is Sym and called[0].name in _DATA:
            t = App(ops.INDEX, (called[0], *t.args[1:]))
        return App(t.op, tuple(_plain(a, z) for a in t.args))
    return rebuild(t, tuple(_plain(c, z) for c in children(t))) if type(t) is Bind else t


def _stands_for(call: tuple[Term, ...], symbols: dict[Sym, Term], families: Entries) -> bool:
    """C(z) for a quantity that is defined, and so depends on z as its definition says."""
    if not call:
        return False
    head, at = call[0], call[1:]
    if type(head) is App and head.op is ops.INDEX:
        head = head.args[0]
    defined = type(head) is Sym and (head in symbols or head in families)
    return defined and all(type(a) is Sym and a.index < 0 for a in at)


def by_entries(t: Term, given: tuple[Term, ...]) -> Term:
    """`t` with b_1, read as a letter with a name of its own, as the entry of the family b that is given by b_l."""
    heads = {
        s.args[0].name
        for f in given
        for _, s in subterms(f)
        if type(s) is App and s.op is ops.INDEX and len(s.args) == 2 and type(s.args[0]) is Sym
    }
    names = {s: s.name.rpartition("_") for s in free_symbols(t)}
    found: dict[Sym, tuple[Sym, Num]] = {
        s: (Sym(head), Num(int(at)))
        for s, (head, _, at) in names.items()
        if head in heads and at.isdecimal() and s.index < 0
    }
    return _by_entries(t, found) if found else t


def _by_entries(t: Term, found: dict[Sym, tuple[Sym, Num]]) -> Term:
    if type(t) is Sym:
        return App(ops.INDEX, found[t]) if t in found else t
    if type(t) is Bind and t.op is ops.DIFF and type(t.over[0]) is Sym and t.over[0] in found:
        b, at = found[t.over[0]]
        called = t.body.args if type(t.body) is App and t.body.op is ops.CALL else ()
        named = called[1:] == (Sym("", 0),) and type(called[0]) is Sym
        if t.over[1] == Num(1) and not named:  # f′(z_1) is the slope of f at that entry
            body = _by_entries(instantiate(t.body, t.over[0]), found)
            return Bind(ops.PARTIAL, b.name, close(body, b), (b, at))
    if type(t) is App and t.op is ops.CALL and type(t.args[0]) is App and t.args[1] in found:
        t = t.args[0]  # a_n(b_1): that it depends on b is said by what defines it
    parts = children(t)
    return rebuild(t, tuple(_by_entries(c, found) for c in parts)) if parts else t

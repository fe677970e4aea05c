"""The index set of a Σ, ∏ or max that is written without a range: that of the same family elsewhere in the claim."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

from tuidao.lang import op as ops
from tuidao.lang.build import is_op
from tuidao.lang.op import Op
from tuidao.lang.term import (
    App,
    Bind,
    Sym,
    Term,
    bind,
    children,
    free_symbols,
    instantiate,
    rebuild,
)
from tuidao.text import Text

RANGED: dict[Op, Op] = {
    ops.SUM_ALL: ops.SUM,
    ops.PRODUCT_ALL: ops.PRODUCT,
    ops.MAX_ALL: ops.MAX_OVER,
    ops.MIN_ALL: ops.MIN_OVER,
}
_RUNNING = tuple(RANGED.values())
ASSUMED = Text(
    "the index without a written range taken to run over the same indices as elsewhere",
    "未写范围的指标按同一族在别处的范围理解",
)
Node = Hashable
Ends = tuple[Term, Term]


@dataclass(slots=True)
class IndexSets:
    """What runs over the same indices, by the families that it picks entries of; the ranges written for them."""

    parent: dict[Node, Node] = field(default_factory=dict)
    ends: dict[Node, set[Ends]] = field(default_factory=dict)
    members: dict[Node, set[tuple[Term, ...]]] = field(default_factory=dict)
    picked: set[Node] = field(default_factory=set)
    count: int = 0

    def root(self, node: Node) -> Node:
        """What stands for all that runs over the same indices."""
        while node in self.parent:
            node = self.parent[node]
        return node

    def join(self, a: Node, b: Node) -> None:
        """The two run over the same indices."""
        a, b = self.root(a), self.root(b)
        if a != b:
            self.parent[b] = a
            self.ends.setdefault(a, set()).update(self.ends.pop(b, set()))
            self.members.setdefault(a, set()).update(self.members.pop(b, set()))
            if b in self.picked:
                self.picked.add(a)

    # -------------------------------------------------- looking

    def look(self, t: Term, change: Callable[[Bind, Sym, Term, Node], Term] | None = None) -> Term:
        """Walk through a term; `change` rebuilds a binder from its opened body, and gets what it runs over."""
        self.count = 0
        return self._walk(t, change)

    def _walk(self, t: Term, change: Callable[[Bind, Sym, Term, Node], Term] | None) -> Term:
        if type(t) is App:
            self._note(t)
            return rebuild(t, tuple([self._walk(a, change) for a in t.args])) if t.args else t
        if type(t) is not Bind:
            return t
        over = tuple([self._walk(o, change) for o in t.over])
        if t.op is ops.PARTIAL and type(t.over[0]) is Sym and t.over[0].index < 0:
            head = t.over[0]
            self._note(App(ops.INDEX, t.over))
            return bind(t.op, head, self._walk(instantiate(t.body, head), change), *over)
        x = Sym(f"\x05{self.count}")
        self.count += 1
        running = t.op in RANGED or t.op in _RUNNING
        node: Node = ("free", x.name)
        if running and over and not any(_inner(o) for o in over):
            self.ends.setdefault(self.root(node), set()).add((over[0], over[1]))
        body = self._walk(instantiate(t.body, x), change)
        if not running or change is None:
            return Bind(t.op, t.name, bind(t.op, x, body, *over).body, over)
        return change(Bind(t.op, t.name, t.body, over), x, body, node)

    def _note(self, t: App) -> None:
        """What an entry, a δ, a case or a membership says of the letters in it."""
        if t.op in (ops.INDEX, ops.CALL) and type(t.args[0]) is Sym:
            for k, a in enumerate(t.args[1:]):
                if type(a) is Sym and (t.op is ops.INDEX or _inner(a)):
                    axis = (t.op.name, t.args[0].name, k)
                    self.picked.add(self.root(axis))
                    self.join(("free", a.name), axis)
        elif t.op in (ops.KRONECKER, ops.EQ, ops.NE):
            a, b = t.args
            if type(a) is Sym and type(b) is Sym and (_inner(a) or _inner(b)):
                self.join(("free", a.name), ("free", b.name))
        elif t.op is ops.IN:
            self._member(t)

    def _member(self, t: App) -> None:
        element, where = t.args
        pair = is_op(element, ops.TUPLE)
        for k, a in enumerate(children(element) if pair else (element,)):
            if type(a) is Sym and _inner(a):
                node = ("free", a.name)
                said = (where, Sym(f"{k}:")) if pair else (where,)
                self.members.setdefault(self.root(node), set()).add(said)
                self.join(node, ("set", *said))


def _inner(t: Term) -> bool:
    """Does a term speak of an index that a binder around it runs through?"""
    return any(s.name.startswith("\x05") for s in free_symbols(t))


def with_ranges(left: Term, right: Term) -> tuple[Term, Term, Text | None]:
    """The sides with the ranges that the same families run over elsewhere in them; a note where any was put in."""
    sets = _looked(left, right)
    found: list[Term] = []

    def put(t: Bind, x: Sym, body: Term, node: Node) -> Term:
        ends = sets.ends.get(sets.root(node), set())
        if t.op not in RANGED or len(ends) != 1:
            return Bind(t.op, t.name, bind(t.op, x, body, *t.over).body, t.over)
        ((first, last),) = ends
        found.append(t)
        return Bind(RANGED[t.op], t.name, bind(t.op, x, body, *t.over).body, (first, last))

    whole = sets.look(App(ops.TUPLE, (left, right)), put)
    a, b = children(whole)
    return (a, b, ASSUMED) if found else (left, right, None)


def _looked(left: Term, right: Term) -> IndexSets:
    sets = IndexSets()
    both = App(ops.TUPLE, (left, right))
    sets.look(both)
    return sets


def without_sets(left: Term, right: Term) -> tuple[Term, Term]:
    """The sides with Σ_{i∈S} as the sum over all indices of a family, where nothing in them runs over any other.

    That i ∈ S is then what writing x_i says. A family with two index sets keeps them.
    """
    sets = _looked(left, right)
    bare: set[Node] = set()

    def note(t: Bind, x: Sym, body: Term, node: Node) -> Term:
        if _narrowed(t.op, body, x) is None:
            bare.add(sets.root(node))
        return Bind(t.op, t.name, bind(t.op, x, body, *t.over).body, t.over)

    both = App(ops.TUPLE, (left, right))
    sets.look(both, note)

    def put(t: Bind, x: Sym, body: Term, node: Node) -> Term:
        root = sets.root(node)
        inside = _narrowed(t.op, body, x)
        alone = (
            t.op in RANGED
            and root in sets.picked
            and root not in bare
            and len(sets.members.get(root, ())) == 1
            and not sets.ends.get(root)
        )
        if inside is None or not alone:
            inside = body
        return Bind(t.op, t.name, bind(t.op, x, inside, *t.over).body, t.over)

    a, b = children(sets.look(both, put))
    return a, b


def _narrowed(op: Op, body: Term, x: Sym) -> Term | None:
    """The terms of Σ_{x∈S}, the factors of ∏_{x∈S}, the entries of max_{x∈S}; None without such a set."""
    if type(body) is not App:
        return None
    if op is ops.SUM_ALL and body.op is ops.MUL:
        front, rest = body.args
        if type(front) is App and front.op is ops.INDICATOR and _is_in(front.args[0], x):
            return rest
    if body.op is ops.PIECEWISE and len(body.args) == 4 and _is_in(body.args[1], x):
        return body.args[0]
    return None


def _is_in(t: Term, x: Sym) -> bool:
    return type(t) is App and t.op is ops.IN and t.args[0] == x


def settled(left: Term, right: Term) -> tuple[Term, Term, Text | None]:
    """The sides with the index sets that the claim itself tells; a note where that is an assumption."""
    if not _open(left) and not _open(right):
        return left, right, None
    left, right = (_over_pairs(t, left, right) for t in (left, right))
    return with_ranges(*without_sets(*(_counted(t, left, right) for t in (left, right))))


def _open(t: Term) -> bool:
    return (type(t) is Bind and t.op in RANGED) or any(_open(c) for c in children(t))


def _counted(t: Term, *sides: Term) -> Term:
    """|S| as the number of indices in S, where S is an index set of the claim."""
    from tuidao.check.index_sets import named_sets

    sets = named_sets(App(ops.TUPLE, sides))

    def go(t: Term) -> Term:
        if type(t) is App and t.op is ops.ABS and t.args[0] in sets:
            k = Sym("i")
            one = App(ops.INDICATOR, (App(ops.IN, (k, t.args[0])),))
            return bind(ops.SUM_ALL, k, one)
        parts = children(t)
        return rebuild(t, tuple([go(c) for c in parts])) if parts else t

    return go(t) if sets else t


def sized(left: Term, right: Term) -> list[tuple[Term, Term, Text]]:
    """The sides with what is not written as 1, …, n, for each letter n of theirs that may count indices."""
    from tuidao.check.sums import with_named_set

    if not _open(left) and not _open(right):
        return []
    letters = sorted({s for t in (left, right) for s in free_symbols(t)} & _SIZES, key=str)
    return [
        (with_named_set(left, n), with_named_set(right, n), UP_TO.format(last=n)) for n in letters
    ]


_SIZES = frozenset(Sym(s) for s in ("n", "m", "N", "M", "K", "d", "D", "p", "k", "C", "T"))
UP_TO = Text(
    "the index without a written range runs from 1 to {last}", "未写范围的指标从 1 到 {last}"
)


def _over_pairs(t: Term, *sides: Term) -> Term:
    """Σ_{i≠j} over both i and j, where the claim speaks of j in the terms of that sum only."""

    def go(t: Term) -> Term:
        parts = children(t)
        t = rebuild(t, tuple([go(c) for c in parts])) if parts else t
        j = _left_out(t)
        if j is None or any(_stands_outside(side, j, t) for side in sides):
            return t
        assert type(t) is Bind
        return bind(t.op, j, t)

    return go(t)


def _left_out(t: Term) -> Sym | None:
    """The free letter j of Σ_{i≠j} f(i, j), where no range is written."""
    if type(t) is not Bind or t.op is not ops.SUM_ALL or not is_op(t.body, ops.MUL):
        return None
    front, rest = children(t.body)
    if not (is_op(front, ops.SUB) and is_op(children(front)[1], ops.KRONECKER)):
        return None
    first, j = children(children(front)[1])
    free = type(j) is Sym and j.index < 0 and type(first) is Sym and first.index == 0
    return j if free and type(j) is Sym and j in free_symbols(rest) else None


def _stands_outside(t: Term, j: Sym, but: Term) -> bool:
    """Is the letter spoken of anywhere but in such a sum?"""
    if t == but:
        return False
    return t == j or any(_stands_outside(c, j, but) for c in children(t))

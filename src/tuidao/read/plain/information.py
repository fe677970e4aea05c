"""Entropies in plain text: entropy((1/2, 1/2), bits), KL(p, q), convert(3, bits, nats)."""

from __future__ import annotations

from collections.abc import Callable

from tuidao.lang import op as ops
from tuidao.lang.build import e
from tuidao.lang.information import takes
from tuidao.lang.op import Op
from tuidao.lang.term import Num, Sym, Term
from tuidao.read.plain.call import Call

# A unit by the base of its logarithm.
UNITS: dict[str, Term] = {
    **dict.fromkeys(("bits", "bit", "Sh", "shannons"), Num(2)),
    **dict.fromkeys(("nats", "nat"), e),
    **dict.fromkeys(("hartleys", "hartley", "dits", "dit", "bans", "ban"), Num(10)),
}


def _base(t: Term | str | None) -> Term | None:
    name = t.name if type(t) is Sym else t
    if isinstance(name, str):
        return UNITS.get(name, t if type(t) is Sym else None)
    return t if isinstance(t, Term) else None


def _entropy(op: Op) -> Callable[[Call], Term | None]:
    count = takes(op)

    def build(made: Call) -> Term | None:
        args, given = list(made.args), [*made.words, *made.named.values()]
        if set(made.named) - {"base", "unit"} or len(args) + len(given) > count + 1:
            return None
        extra = args[count:] or given
        if len(args) < count:
            return None
        if not extra:
            return made.make(op, *args)
        base = _base(extra[0])
        return None if base is None else made.make(op, *args[:count], *_unless_nats(base))

    return build


def _unless_nats(base: Term) -> tuple[Term, ...]:
    return () if base == e else (base,)


def _convert(made: Call) -> Term | None:
    parts: list[Term | str] = [*made.args, *made.words]
    if len(parts) != 3 or made.named or isinstance(parts[0], str):
        return None
    old, new = (_base(p) for p in parts[1:])
    return None if old is None or new is None else made.make(ops.CONVERT, parts[0], old, new)


_TABLE = "((1/4, 1/4), (1/2, 0))"
INFORMATION_CALLS: dict[str, tuple[str, Callable[[Call], Term | None]]] = {
    "information": ("information(1/8, bits)", _entropy(ops.INFORMATION)),
    "entropy": ("entropy((1/2, 1/4, 1/4), bits)", _entropy(ops.ENTROPY)),
    "cross_entropy": ("cross_entropy((1/2, 1/2), (1/4, 3/4))", _entropy(ops.CROSS_ENTROPY)),
    "KL": ("KL((1/2, 1/2), (1/4, 3/4))", _entropy(ops.KL)),
    "relative_entropy": ("relative_entropy((1/2, 1/2), (1/4, 3/4))", _entropy(ops.KL)),
    "joint_entropy": (f"joint_entropy({_TABLE})", _entropy(ops.JOINT_ENTROPY)),
    "conditional_entropy": (f"conditional_entropy({_TABLE})", _entropy(ops.CONDITIONAL_ENTROPY)),
    "mutual_information": (f"mutual_information({_TABLE})", _entropy(ops.MUTUAL_INFORMATION)),
    "convert": ("convert(3, bits, nats)", _convert),
}

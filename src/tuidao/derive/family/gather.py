"""Sums written as papers write them: (1 − α)(s − y) + αT(q − p), factors 1 − u before u − 1, no minus in front."""

from __future__ import annotations

from fractions import Fraction

from tuidao.derive.simplify import summands, tidy
from tuidao.derive.writing import Powers, build_product
from tuidao.lang import op as ops
from tuidao.lang.build import ONE, ZERO, is_op
from tuidao.lang.term import App, Bind, Num, Term

_MOST = 12


def gathered(t: Term) -> Term:
    """The sum with one coefficient before each entry, and entries of one coefficient together."""
    rows = summands(t)
    if not 2 < len(rows) <= _MOST:
        return t
    by_atom: dict[Term, list[tuple[Fraction, Powers]]] = {}
    plain: list[tuple[Fraction, Powers]] = []
    for c, powers in rows:
        atom = next((b for b, e in powers.items() if e == 1 and _is_atom(b)), None)
        if atom is None:
            plain.append((c, dict(powers)))
            continue
        rest: Powers = {b: e for b, e in powers.items() if b != atom}
        by_atom.setdefault(atom, []).append((c, rest))
    groups: list[tuple[Term, list[tuple[int, Term]]]] = []
    for atom, held in by_atom.items():
        if len(held) > 2:
            return t
        factor, sign = _coefficient(held)
        for known, members in groups:
            if known == factor:
                members.append((sign, atom))
                break
        else:
            groups.append((factor, [(sign, atom)]))
    if len(by_atom) == len(rows) == len(groups):
        return t
    whole: Term = ZERO
    for factor, members in groups:
        members.sort(key=lambda m: -m[0])
        way = members[0][0]
        inside = _added([(s * way, a) for s, a in members])
        part = inside if factor == ONE else factor * inside
        whole = _plus(whole, part, way)
    for c, powers in plain:
        whole = _plus(whole, build_product(abs(c), dict(powers)), 1 if c > 0 else -1)
    return whole


def _is_atom(t: Term) -> bool:
    """An entry, or a sum over an index set."""
    return is_op(t, ops.INDEX, ops.SIGMOID) or (type(t) is Bind and t.op is ops.SUM)


def _coefficient(held: list[tuple[Fraction, Powers]]) -> tuple[Term, int]:
    """What stands before an entry, and its sign: 1 − α with −1 for α − 1."""
    held = sorted(held, key=lambda row: (-(row[0] > 0), len(row[1])))
    total = tidy(_added([(1 if c > 0 else -1, build_product(abs(c), dict(p))) for c, p in held]))
    turned = tidy(-total)
    if is_op(total, ops.NEG):
        return turned, -1
    if is_op(total, ops.SUB) and isinstance(total, App) and type(total.args[1]) is Num:
        return App(ops.SUB, (total.args[1], total.args[0])), -1
    return total, 1


def _added(parts: list[tuple[int, Term]]) -> Term:
    whole: Term = ZERO
    for sign, part in parts:
        whole = _plus(whole, part, sign)
    return whole


def _plus(whole: Term, part: Term, sign: int) -> Term:
    if whole == ZERO:
        return part if sign > 0 else -part
    return whole + part if sign > 0 else whole - part


# ------------------------------------------------------------------ signs of factors


def turned(t: Term) -> Term:
    """−x(y − a) as x(a − y), and (y − p)/(p(p − 1)) as (p − y)/(p(1 − p))."""
    if is_op(t, ops.SUB):
        return t
    signs: list[int] = []
    flips: list[App] = []
    loose: list[App] = []
    _factors(t, signs, flips, loose)
    odd = (len(signs) + len(flips)) % 2 == 1
    if odd and loose:
        flips.append(loose[-1])
        odd = False
    if not flips:
        return t
    bare = _turn(t, flips)
    return App(ops.NEG, (bare,)) if odd else bare


def _factors(t: Term, signs: list[int], flips: list[App], loose: list[App]) -> None:
    if type(t) is not App:
        return
    if t.op is ops.NEG:
        signs.append(1)
        _factors(t.args[0], signs, flips, loose)
    elif t.op in (ops.MUL, ops.DIV):
        for a in t.args:
            _factors(a, signs, flips, loose)
    elif t.op is ops.SUB:
        if type(t.args[1]) is Num:
            flips.append(t)
        elif type(t.args[0]) is not Num:
            loose.append(t)


def _turn(t: Term, flips: list[App]) -> Term:
    """The product without its signs, these differences the other way round."""
    if any(t is f for f in flips) and type(t) is App:
        return App(ops.SUB, t.args[::-1])
    if type(t) is App and t.op is ops.NEG:
        return _turn(t.args[0], flips)
    if type(t) is App and t.op in (ops.MUL, ops.DIV):
        return App(t.op, tuple(_turn(a, flips) for a in t.args))
    return t

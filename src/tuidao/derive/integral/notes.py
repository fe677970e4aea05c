"""What a worked integral says beside its lines: u and dv, the new variable and its differential, the equations."""

from __future__ import annotations

from tuidao.derive.derivative import derivative
from tuidao.derive.integral import upoly
from tuidao.derive.integral.field import Field
from tuidao.derive.integral.frac import ONE, Frac, gen
from tuidao.derive.integral.upoly import Upoly
from tuidao.derive.integral.write import over, plus, power, times, write
from tuidao.derive.simplify import tidy
from tuidao.lang.build import cos, eq, sin, tan
from tuidao.lang.term import Num, Sym, Term, free_symbols, substitute
from tuidao.text import Text

_PARTS = Text(
    "Integrate by parts with {p} = {u}, d{q} = {dv}; then d{p} = {du}, {q} = {v}.",
    "分部积分：取 {p} = {u}，d{q} = {dv}，则 d{p} = {du}，{q} = {v}。",
)
_CHANGE = Text("Substitute {u} = {at}; then d{u} = {du}.", "令 {u} = {at}，则 d{u} = {du}。")
_RATE_DX, _DX = Text("{rate} d{x}", "{rate} d{x}"), Text("d{x}", "d{x}")
_BACK = Text(
    "Substitute {u} = {at}; then {x} = {back}, d{x} = {dx}.",
    "令 {u} = {at}，则 {x} = {back}，d{x} = {dx}。",
)
_HALF = Text(
    "Substitute {u} = {at}; then {sine}, {cosine}, d{x} = {dx}.",
    "令 {u} = {at}（万能代换），则 {sine}，{cosine}，d{x} = {dx}。",
)
_FRACTIONS = Text(
    "Put {ansatz}. Multiplied by the denominator: {cleared}. Comparing coefficients: {equations}. Hence {values}.",
    "设 {ansatz}。两边同乘分母：{cleared}。比较系数：{equations}。解得 {values}。",
)
_FRACTIONS_AFTER_DIVISION = Text(
    "Divide first: {division}. Then put {ansatz}. Multiplied by the denominator: {cleared}. Comparing coefficients: "
    "{equations}. Hence {values}.",
    "先作多项式除法：{division}。再设 {ansatz}。两边同乘分母：{cleared}。比较系数：{equations}。解得 {values}。",
)
_DIVIDED = Text("Divide: {division}.", "作多项式除法：{division}。")
_TERM_BY_TERM = Text("Divide term by term: {division}.", "逐项相除：{division}。")
_RETURNED = Text(
    "The integral comes back: with I for it, {equation}; solve for I.",
    "原积分再次出现：记其为 I，则 {equation}，解出 I。",
)
_LETTERS = ("A", "B", "D", "E", "F", "G", "H")
_MOST = 6


def by_parts(u: Term, dv: Term, du: Term, v: Term, x: Sym) -> Text:
    """u, dv, du and v."""
    p, q = (Sym("p"), Sym("q")) if x.name in ("u", "v") else (Sym("u"), Sym("v"))
    return _PARTS.format(p=p, q=q, u=u, dv=_differential(dv, x), du=_differential(du, x), v=v)


def _differential(rate: Term, x: Sym) -> Text:
    """rate dx, a rate 1 left out."""
    return (_DX if rate == Num(1) else _RATE_DX).format(rate=rate, x=x)


def change(u: Sym, at: Term, x: Sym) -> Text | None:
    """u = g(x) and du = g′(x) dx."""
    slope = derivative(at, x)
    if slope is None:
        return None
    return _CHANGE.format(u=u, at=at, du=_differential(tidy(slope), x))


def solved_change(u: Sym, at: Term, x: Sym, back: Term, speed: Term) -> Text:
    """u = g(x), and x and dx by u."""
    return _BACK.format(u=u, at=at, x=x, back=tidy(back), dx=_differential(tidy(speed), u))


def half_angle(u: Sym, half: Term, x: Sym, speed: Term) -> Text:
    """u = tan(w/2), and what sin w, cos w and dx are."""
    below, whole = plus(Num(1), power(u, 2)), tidy(times(Num(2), half))
    return _HALF.format(
        u=u,
        at=tan(half),
        x=x,
        sine=eq(sin(whole), over(times(Num(2), u), below)),
        cosine=eq(cos(whole), over(Num(1) - power(u, 2), below)),
        dx=_differential(tidy(speed), u),
    )


def returned(rest: Term, share: Term) -> Text:
    """I = rest + share·I."""
    whole = Sym("I")
    return _RETURNED.format(equation=eq(whole, plus(rest, times(share, whole))))


def renamed(note: Text | None, rename: dict[Sym, Term]) -> Text | None:
    """A note whose formulas speak of renamed variables."""
    if note is None or note.template is None or not rename:
        return note
    parts = {k: substitute(p, rename) if isinstance(p, Term) else p for k, p in note.parts}
    return note.template.format(**parts)


def fractions(
    field: Field,
    v: Frac,
    slot: int,
    polynomial: Upoly,
    pieces: list[tuple[Upoly, int, Upoly]],
    apart: Term,
) -> Text | None:
    """The ansatz, the equations for its letters and their values; None with parameters, or for many letters."""
    pieces = _every_power(pieces)
    count = sum(len(p) - 1 for p, _, _ in pieces)
    taken = {s.name for g in field.gens if isinstance(g.term, Term) for s in free_symbols(g.term)}
    letters = [Sym(name) for name in _LETTERS if name not in taken]
    if count > min(_MOST, len(letters)) or v.slots() - {slot}:
        return None
    whole = [ONE]
    for p, top in {str(p): (p, k) for p, k, _ in sorted(pieces, key=lambda q: q[1])}.values():
        for _ in range(top):
            whole = upoly.multiply(whole, p)
    left = field.clean(v - upoly.join(polynomial, slot)) if polynomial else v
    x = write(field, gen(slot))
    if len({str(p) for p, _, _ in pieces}) == 1:
        p, k, _ = pieces[0]  # the highest power
        if p[0].is_zero:
            return _TERM_BY_TERM.format(division=eq(write(field, v), apart))
        if polynomial and k == 1:
            return _DIVIDED.format(division=eq(write(field, v), apart))
    ansatz: Term = Num(0)
    cleared: Term = Num(0)
    columns: list[tuple[Sym, Upoly, Frac]] = []
    for p, k, a in pieces:
        below = upoly.join(p, slot)
        others = upoly.split((upoly.join(whole, slot) / below**k).num, slot)
        digits = [*a, *[ONE - ONE] * (len(p) - 1 - len(a))]
        top_term: Term = Num(0)
        for e in range(len(p) - 2, -1, -1):
            letter = letters[len(columns)]
            top_term = plus(top_term, times(letter, power(x, e)))
            columns.append((letter, [ONE - ONE] * e + others, digits[e]))
        bottom = write(field, below)
        ansatz = plus(ansatz, over(top_term, power(bottom, k)))
        cleared = plus(cleared, times(top_term, write(field, upoly.join(others, slot))))
    wanted = upoly.split((left * upoly.join(whole, slot)).num, slot)
    scale = Frac((left * upoly.join(whole, slot)).den)
    equations = []
    for e in range(len(whole) - 2, -1, -1):
        side: Term = Num(0)
        for letter, column, _ in columns:
            c = column[e] if e < len(column) else ONE - ONE
            if not c.is_zero:
                side = plus(side, times(write(field, c), letter))
        right = wanted[e] / scale if e < len(wanted) else ONE - ONE
        if side == Num(0):
            continue
        equations.append(eq(side, write(field, right)))
    values = [eq(letter, write(field, digit)) for letter, _, digit in columns]
    shown = {
        "ansatz": eq(write(field, left), ansatz),
        "cleared": eq(write(field, left * upoly.join(whole, slot)), cleared),
        "equations": Text.listed(equations),
        "values": Text.listed(values),
    }
    if not polynomial:
        return _FRACTIONS.format(**shown)
    quotient = plus(write(field, upoly.join(polynomial, slot)), write(field, left))
    return _FRACTIONS_AFTER_DIVISION.format(**shown, division=eq(write(field, v), quotient))


def _every_power(pieces: list[tuple[Upoly, int, Upoly]]) -> list[tuple[Upoly, int, Upoly]]:
    """With a fraction for every power of every factor, as an ansatz has them: those that turn out 0 too."""
    found: dict[str, tuple[Upoly, dict[int, Upoly]]] = {}
    for p, k, a in pieces:
        found.setdefault(str(p), (p, {}))[1][k] = a
    return [
        (p, k, digits.get(k, [])) for p, digits in found.values() for k in range(max(digits), 0, -1)
    ]

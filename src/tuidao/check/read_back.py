"""Elements of the field as terms again, to be read back into it."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

from tuidao.check.bound import BoundNames
from tuidao.check.field import Quotient, TooLarge
from tuidao.check.opaque import SLOPE
from tuidao.lang import build as b
from tuidao.lang import op as ops
from tuidao.lang.focus import fresh
from tuidao.lang.term import App, Num, Sym, Term, children, free_symbols, rebuild

BINDING = frozenset(op.name for op in (ops.SUM, ops.INTEGRAL, ops.LIMIT, ops.ANTIDERIVATIVE))


class ReadBack(BoundNames):
    """The field with a way back to terms."""

    def term(self, a: Quotient) -> Term:
        """A term with the value of `a`, to be read back into a field."""
        top = self._polynomial_term(a.num)
        for k, n in a.den:
            below = self._polynomial_term(self.atoms[k])
            top = top / (below**n if n > 1 else below)
        return top

    def _polynomial_term(self, p: Any) -> Term:
        total: Term | None = None
        for m, c in p.to_dict().items():
            factors = [
                self.kernel_term(i) ** int(n) if n > 1 else self.kernel_term(i)
                for i, n in enumerate(m)
                if n
            ]
            size = abs(c)
            part: Term = (
                Num(Fraction(int(size.p), int(size.q)))
                if not factors or size != 1
                else factors.pop(0)
            )
            for f in factors:
                part = part * f
            if total is None:
                total = part if c > 0 else -part
            else:
                total = total + part if c > 0 else total - part
        return Num(0) if total is None else total

    def kernel_term(self, i: int) -> Term:
        """A term for a kernel."""
        found: Term = self._kernel_term(i)
        return found

    def _kernel_term(self, i: int) -> Any:
        kernel = self.kernels[i]
        args = [self.term(a) for a in kernel.args] if kernel.kind not in ("sin", "cos") else []
        match kernel.kind:
            case "symbol" | "term":
                return kernel.data
            case "constant":
                return b.pi if kernel.data == "pi" else App(ops.EULER_GAMMA, ())
            case "root" | "prime":
                base = (
                    b.abs_(self._polynomial_term(kernel.data[1]))
                    if kernel.kind == "root"
                    else Num(kernel.data[1])
                )
                return b.root(base, kernel.data[0])
            case "algebraic":
                return b.cos(b.pi / kernel.data)
            case "sign":
                f = self._polynomial_term(kernel.data)
                return b.abs_(f) / f
            case "log":
                return b.log(Num(kernel.data))
            case "logabs":
                return b.log(b.abs_(args[0]))
            case "exp":
                return b.exp(_over(args[0], Num(kernel.data[1])))
            case "sin" | "cos":
                angle = _over(self.term(kernel.args[0]), self.term(kernel.args[1]))
                return b.sin(angle) if kernel.kind == "sin" else b.cos(angle)
            case "asin" | "atan" | "erf" | "floor" | "gamma" | "binomial":
                return App(ops.OPS[kernel.kind], tuple(args))
            case "index":
                return App(ops.INDEX, (kernel.data, *args))
            case "delta":
                return App(ops.KRONECKER, (args[0], Num(0)))
            case "step":
                return App(ops.INDICATOR, (b.ge(args[0], 0),))
            case "piecewise":
                pairs = zip(args, kernel.data, strict=True)
                return App(ops.PIECEWISE, tuple(part for pair in pairs for part in pair))
            case "call":
                head, orders = kernel.data
                if not any(orders):
                    return App(ops.CALL, (head, *args))
                return App(SLOPE, (head, *map(Num, orders), *args))
        if kernel.kind.startswith("product") or kernel.kind.partition(":")[0] in BINDING:
            return self.bound_term(kernel)
        raise TooLarge


def readable(t: Term) -> Term:
    """`t` as it may leave the checker: slopes of the user's functions as derivatives at a point."""
    parts = tuple([readable(c) for c in children(t)])
    if type(t) is App and t.op is SLOPE:
        count = (len(parts) - 1) // 2
        return _called(parts[0], parts[1 : 1 + count], parts[1 + count :])
    return rebuild(t, parts) if parts else t


def _called(head: Term, orders: tuple[Term, ...], args: tuple[Term, ...]) -> Term:
    """f(a, b), differentiated so many times by each place."""
    taken = free_symbols(head).union(*map(free_symbols, args))
    places: list[Term] = list(args)
    moving: list[tuple[Sym, Term, Term]] = []
    for k, order in enumerate(orders):
        if order != Num(0):
            x = fresh("t", taken)
            taken |= {x}
            moving.append((x, args[k], order))
            places[k] = x
    found: Term = App(ops.CALL, (head, *places))
    for x, at, order in moving:
        found = b.D(found, x, at, order)
    return found


def _over(a: Term, d: Term) -> Term:
    return a if d == Num(1) else a / d

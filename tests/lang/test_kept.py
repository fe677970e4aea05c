"""What is kept of earlier work: it changes no answer, and it does not grow without end."""

from __future__ import annotations

from tuidao.derive.simplify import tidy
from tuidao.lang import op as ops
from tuidao.lang.kept import kept
from tuidao.lang.term import App, Num, Sym, Term, bind, children, free_symbols, size
from tuidao.read import read_plain

X = Sym("x")


def test_a_term_without_binders_is_worked_once_and_one_with_a_binder_every_time() -> None:
    asked: list[Term] = []

    @kept(most=8)
    def spelt(t: Term) -> str:
        asked.append(t)
        return str(t)

    plain = read_plain("sin(x) + 1")
    assert spelt(plain) == spelt(read_plain("sin(x) + 1")) == "sin(x) + 1"
    assert asked == [plain]
    i, k = (bind(ops.SUM, Sym(s), Sym(s), Num(1), Sym("n")) for s in "ik")
    assert i == k
    assert (spelt(i), spelt(k)) == ("Sum(i, (i, 1, n))", "Sum(k, (k, 1, n))")


def test_only_so_many_are_kept() -> None:
    asked: list[Term] = []

    @kept(most=4)
    def work(t: Term) -> int:
        asked.append(t)
        return len(asked)

    for n in range(9):
        work(Num(n))
    assert work(Num(8)) == 9
    assert work(Num(0)) == 10


def test_a_tidied_sum_keeps_the_name_it_came_with() -> None:
    first, second = read_plain("Sum(i + i, (i, 1, n))"), read_plain("Sum(k + k, (k, 1, n))")
    assert str(tidy(first)) == "Sum(2*i, (i, 1, n))"
    assert str(tidy(second)) == "Sum(2*k, (k, 1, n))"


def walked(t: Term) -> tuple[int, set[Sym], bool]:
    """The nodes, the free names and whether there is a binder, found by going through the term."""
    count, names, binds = 1, set(), not isinstance(t, App) and bool(children(t))
    if isinstance(t, Sym) and t.index < 0:
        names.add(t)
    for c in children(t):
        n, s, b = walked(c)
        count, names, binds = count + n, names | s, binds or b
    return count, names, binds


def test_what_a_term_knows_of_itself_is_what_stands_in_it() -> None:
    for text in (
        "x",
        "7/2",
        "f(x, y)*g(y)",
        "Sum(a*z[i], (i, 1, n)) + x",
        "integrate(exp(-t**2)*x, (t, 0, y))",
        "Piecewise((x, x > 0), (a + b, True))",
        "limit(sin(h)/h, h, 0) - h",
        "max(x, y, z, x + y)",
    ):
        t = read_plain(text)
        count, names, binds = walked(t)
        assert (size(t), free_symbols(t), t.binds) == (count, frozenset(names), binds), text

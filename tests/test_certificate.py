"""Certificates: there and back, damage refused by place, and the second checker that shares no code."""

from __future__ import annotations

import ast
import copy
import importlib.util
import json
import random
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest

import tuidao
from tuidao.certificate import CertificateError, dump_derivation, load_derivation
from tuidao.judge.verify import verify
from tuidao.lang.term import Term
from tuidao.proof import Derivation, Step
from tuidao.read import read_plain
from tuidao.rules import RULES

ROOT = Path(__file__).parent.parent
PROBLEMS = [
    "diff(sin(x)*exp(x), x)",
    "diff(x**3 - 2*x, x)",
    "diff(cos(x)/x, x)",
    "diff(sin(x**2 + 1), x)",
    "diff(sqrt(x)*log(x), x, 2)",
    "limit((x**2 - 1)/(x - 1), x, 1)",
    "limit((1 - cos(x))/x**2, x, 0)",
    "limit(1/x, x, oo)",
]


def _second_checker() -> Any:
    spec = importlib.util.spec_from_file_location(
        "check_certificate", ROOT / "tools/check_certificate.py"
    )
    assert spec is not None and spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


second = _second_checker()


def _rules() -> Any:
    """The rules as they are declared now, in the form in which the second checker reads them."""
    spec = importlib.util.spec_from_file_location("rule_pages", ROOT / "tools/rule_pages.py")
    assert spec is not None and spec.loader is not None
    pages = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(pages)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "rules.json"
        path.write_text(pages.rules_json(), encoding="utf-8")
        return second.read_rules(path)


rules = _rules()


@cache
def certificate(problem: str) -> str:
    solution = tuidao.solve(problem)
    assert solution.answer is not None, problem
    return solution.to_json()


def outcome(data: Any) -> str:
    """What the second checker makes of a certificate: "all", "some", "refused" or "damaged"."""
    try:
        return "some" if second.check(json.dumps(data), rules).open else "all"
    except second.Refused:
        return "refused"
    except second.Damaged:
        return "damaged"


def stands(data: Any) -> bool:
    """Does tuidao's own checker, replaying, let the certificate stand?"""
    try:
        return verify(json.dumps(data)).stands
    except CertificateError:
        return False


@pytest.mark.parametrize("problem", PROBLEMS)
def test_there_and_back(problem: str) -> None:
    solution = tuidao.solve(problem)
    again = tuidao.Solution.from_json(solution.to_json())
    assert again == solution
    assert again.to_json() == solution.to_json()
    assert load_derivation(dump_derivation(solution.derivation)) == solution.derivation


@pytest.mark.parametrize("problem", PROBLEMS)
def test_both_checkers_let_it_stand(problem: str) -> None:
    data = json.loads(certificate(problem))
    assert stands(data)
    assert outcome(data) in ("all", "some")


def test_proofs_of_theorems_are_certificates_too() -> None:
    from tuidao.derive.theorems import PROOFS, proof_of

    left = set()
    for name in PROOFS:
        proof = proof_of(name)
        assert proof is not None
        text = dump_derivation(proof)
        assert load_derivation(text) == proof
        if second.check(text, rules).open:
            left.add(name)
    # Not re-checked: that the area up to x + h exists, and sums over a distribution.
    calculus = {n for n in PROOFS if RULES[n].chapter != "distributions"}
    assert left & calculus <= {"deriv_integral"}
    assert len(calculus) > 20


def test_theorems_asked_for_are_rechecked_whole() -> None:
    """A certificate of `prove(...)`: the claim is the answer, the hypotheses are its conditions."""
    for claim in (
        "exists(diff(f(s), s) = (f(b) - f(a))/(b - a), s, Interval.open(a, b))",
        "f(a) < f(b)",
    ):
        data = json.loads(certificate(f"prove({claim})"))
        assert data["solution"]["conditions"]
        assert outcome(data) == "all"
        data["solution"]["conditions"] = data["solution"]["conditions"][1:]
        assert outcome(data) in ("refused", "some")


@pytest.mark.parametrize(
    ("left", "right", "verdict"),
    [
        ("diff(f(t)*g(t), t, at=s)", "diff(f(s), s)*g(s) + f(s)*diff(g(s), s)", True),
        ("diff(f(t)*g(t), t, at=s)", "diff(f(s), s)*g(s) - f(s)*diff(g(s), s)", None),
        ("diff(f(t**2), t, at=s)", "2*s*diff(f(t), t, at=s**2)", True),
        ("diff(f(t**2), t, at=s)", "s*diff(f(t), t, at=s**2)", None),
        ("diff(diff(f(u), u), u, at=s)", "diff(f(t), t, 2, at=s)", True),
        ("Sum(2*p[k] - q[k], (k, 1, n))", "2*Sum(p[k], (k, 1, n)) - Sum(q[k], (k, 1, n))", True),
        ("Sum(2*p[k] - q[k], (k, 1, n))", "2*Sum(p[k], (k, 1, n)) + Sum(q[k], (k, 1, n))", None),
        ("Sum(p[k], (k, 1, n))", "Sum(p[k], (k, 0, n))", None),
        ("integrate(f(t)*(1 + c), (t, a, b))", "(1 + c)*integrate(f(t), (t, a, b))", True),
        ("integrate(f(t)*(1 + t), (t, a, b))", "(1 + t)*integrate(f(t), (t, a, b))", None),
        ("Piecewise((1/(y - y), y != y), (z, True))", "z", True),
        ("Piecewise((1, y != x), (z, True))", "z", None),
    ],
)
def test_the_second_checkers_own_algebra(left: str, right: str, verdict: bool | None) -> None:
    a, b = (_second_term(read_plain(text)) for text in (left, right))
    assert second.same(a, b) is verdict


def _second_term(t: Term) -> Any:
    data = json.loads(dump_derivation(Derivation(t, ())))
    return second.read_terms(data["terms"])[data["derivation"]["start"]]


def test_the_second_checker_rechecks_derivatives_whole() -> None:
    assert outcome(json.loads(certificate("diff(sin(x)*exp(x), x)"))) == "all"


def _damaged(data: Any, rng: random.Random) -> Iterator[tuple[str, Any]]:
    """The certificate with one thing changed, for each thing that its truth hangs on."""
    closed = [k for k in range(len(data["terms"])) if _is_closed(data["terms"], k)]
    steps = data["solution"]["derivation"]["steps"]
    for k, step in enumerate(steps):
        for field in ("before", "after"):
            yield (
                f"step {k + 1}: {field}",
                _set(data, k, field, rng.choice([c for c in closed if c != step[field]])),
            )
        yield f"step {k + 1}: dropped", _set(data, k, None, None)
        if step.get("steps"):
            continue
        others = [r for r in sorted(rules) if r != step["rule"] and not rules[r]["decide"]]
        yield f"step {k + 1}: rule", _set(data, k, "rule", rng.choice(others))
        yield f"step {k + 1}: unknown rule", _set(data, k, "rule", "no_such_rule")
        yield f"step {k + 1}: path", _set(data, k, "path", [*step["path"], 7])
        if not rules[step["rule"]]["decide"]:
            yield (
                f"step {k + 1}: reversed",
                _set(data, k, "reverse", not step.get("reverse", False)),
            )
            for name in step["by"]:
                by = {n: v for n, v in step["by"].items() if n != name}
                yield f"step {k + 1}: without {name}", _set(data, k, "by", by)
    broken = copy.deepcopy(data)
    if "term" in broken["solution"]["answer"]:
        broken["solution"]["answer"]["term"] = data["solution"]["problem"]
        yield "answer", broken


def _is_closed(nodes: Any, k: int) -> bool:
    return second.read_terms(nodes)[k].loose == 0


def _set(data: Any, k: int, field: str | None, value: Any) -> Any:
    broken = copy.deepcopy(data)
    steps = broken["solution"]["derivation"]["steps"]
    if field is None:
        del steps[k]
    else:
        steps[k][field] = value
    return broken


@pytest.mark.parametrize("problem", PROBLEMS)
def test_every_damage_is_refused_by_both(problem: str) -> None:
    data = json.loads(certificate(problem))
    met = 0
    for what, broken in _damaged(data, random.Random(problem)):
        met += 1
        assert outcome(broken) in ("refused", "damaged"), (problem, what)
        assert not stands(broken), (problem, what)
    assert met >= 4


def test_the_second_checker_as_a_program(tmp_path: Path) -> None:
    """Alone, isolated from every installed package, it says by its exit code what it found."""
    data = json.loads(certificate("diff(sin(x)*exp(x), x)"))
    (tmp_path / "good.json").write_text(json.dumps(data), "utf-8")
    data["solution"]["answer"]["term"] = data["solution"]["problem"]
    (tmp_path / "bad.json").write_text(json.dumps(data), "utf-8")
    (tmp_path / "none.json").write_text("{}", "utf-8")
    program = str(ROOT / "tools" / "check_certificate.py")
    for name, code, says in (
        ("good", 0, "steps re-checked"),
        ("bad", 1, "REFUSED"),
        ("none", 2, "not a certificate"),
        ("missing", 2, "not a certificate"),
    ):
        command = [sys.executable, "-I", "-S", program, str(tmp_path / f"{name}.json")]
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        assert done.returncode == code, done
        assert says in done.stdout
        assert done.stderr == ""


def test_the_second_checker_imports_the_standard_library_alone() -> None:
    tree = ast.parse((ROOT / "tools" / "check_certificate.py").read_text("utf-8"))
    found = {
        name.split(".")[0]
        for node in ast.walk(tree)
        for name in (
            [a.name for a in node.names]
            if isinstance(node, ast.Import)
            else [node.module or ""]
            if isinstance(node, ast.ImportFrom)
            else []
        )
    }
    assert found <= set(sys.stdlib_module_names)
    assert len(found) > 3


@pytest.mark.parametrize("problem", PROBLEMS[:4])
def test_bytes_at_random_never_crash_either_reader(problem: str) -> None:
    text = certificate(problem)
    rng = random.Random(problem)
    for _ in range(150):
        at = rng.randrange(len(text))
        broken = text[:at] + rng.choice('0123456789[]{}",:xyz-') + text[at + rng.randrange(3) :]
        with suppress(CertificateError):
            tuidao.Solution.from_json(broken)
        with suppress(second.Damaged, second.Refused):
            second.check(broken, rules)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "not JSON"),
        ("[]", "not a certificate"),
        ('{"tuidao": "certificate", "version": 99}', "version 99"),
        ('{"tuidao": "certificate", "version": 1, "terms": []}', "no solution"),
        ('{"tuidao":"certificate","version":1,"terms":[["num","1/0"]],"solution":{}}', "terms[0]"),
        (
            '{"tuidao":"certificate","version":1,"terms":[["app","sin",[3]]],"solution":{}}',
            "terms[0]: 3",
        ),
        (
            '{"tuidao":"certificate","version":1,"terms":[["app","limit",[]]],"solution":{}}',
            "no operator",
        ),
        (
            '{"tuidao":"certificate","version":1,"terms":[["app","sin",[]]],"solution":{}}',
            "takes 1",
        ),
    ],
)
def test_damage_is_told_by_place(text: str, says: str) -> None:
    with pytest.raises(CertificateError) as caught:
        tuidao.Solution.from_json(text)
    assert says in str(caught.value)


def test_a_condition_left_out_is_noticed() -> None:
    data = json.loads(certificate("diff(f(g(x)), x)"))
    assert len(data["solution"]["conditions"]) == 2
    assert outcome(data) == "all"
    data["solution"]["conditions"].pop()
    assert outcome(data) == "some"
    assert not stands(data)


def test_a_forged_fact_is_not_taken() -> None:
    """A derivation that brings facts of its own, which the problem does not state, proves nothing."""
    from tuidao.lang.build import eq, num
    from tuidao.lang.term import Sym

    x = Sym("x")
    lie = eq(x, x + num(1))
    data = json.loads(certificate("diff(x**3 - 2*x, x)"))
    step = Step(x, x + num(1), RULES["eq_subst"], {"a": x, "b": x + num(1)})
    forged = json.loads(dump_derivation(Derivation(x, (step,), (lie,))))
    data["terms"], body = forged["terms"], forged["derivation"]
    at = body["start"]
    data["solution"] |= {"problem": at, "given": [], "answer": {"term": body["steps"][0]["after"]}}
    data["solution"] |= {"conditions": [], "derivation": body}
    data["solution"]["verdict"] = {"status": "proved", "reason": {"en": "", "zh": ""}}
    assert outcome(data) == "refused"
    assert not stands(data)


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("(x + 1)**2", "x**2 + 2*x + 1", True),
        ("1 + tan(x)**2", "1/cos(x)**2", True),
        ("1/(1 - cos(x)**2)", "1/sin(x)**2", True),
        ("x**(n + 1)", "x*x**n", True),
        ("sqrt(8)/x", "2*sqrt(2)/x", True),
        ("exp(2*log(x))", "x**2", True),
        ("sigmoid(x)*(1 - sigmoid(x))", "exp(-x)/(1 + exp(-x))**2", True),
        ("x + 1", "x - 1", False),
        ("x*y/(x + y)", "x", False),
        ("sin((x**2 - 1)/(x - 1))", "sin(x + 1)", True),
        ("sqrt(x**2)", "x", None),
        ("sin(x)", "cos(x)", None),
        ("9**9**9", "1", None),
    ],
)
def test_the_second_arithmetic(left: str, right: str, same: bool | None) -> None:
    from tuidao.lang.table import TableWriter
    from tuidao.read import read_plain

    table = TableWriter()
    a, b = (table.term(read_plain(t)) for t in (left, right))
    terms = second.read_terms(table.nodes)
    assert second.same(terms[a], terms[b]) is same


def _random_term(rng: random.Random, depth: int) -> Any:
    """A small term in x and y."""
    from tuidao.lang import build as b
    from tuidao.lang.term import Sym

    if depth == 0:
        return rng.choice([Sym("x"), Sym("y"), b.num(rng.randint(-3, 3)), b.num(1, 2)])
    u, v = (_random_term(rng, depth - 1) for _ in range(2))
    kind = rng.randrange(9)
    if kind < 5:
        return [u + v, u - v, u * v, u / v, u ** rng.choice([2, 3, -1])][kind]
    return rng.choice([b.sin, b.cos, b.exp, b.log, b.sqrt, b.abs_, b.tan, b.sinh])(u)


def test_what_the_second_arithmetic_calls_equal_is_equal() -> None:
    """Damaged rewritings: whatever it says yes to is equal in ball arithmetic wherever both sides have a value."""
    from flint import arb

    from tuidao.lang.ball import evaluate
    from tuidao.lang.focus import replace_at
    from tuidao.lang.table import TableWriter
    from tuidao.lang.term import Sym, subterms

    rng = random.Random(7)
    yes = compared = 0
    for _ in range(1500):
        a = _random_term(rng, 3)
        paths = [path for path, t in subterms(a)]
        b = (
            replace_at(a, rng.choice(paths), _random_term(rng, 1))
            if rng.random() < 0.6
            else a + 1 - 1
        )
        table = TableWriter()
        places = [table.term(t) for t in (a, b)]
        terms = second.read_terms(table.nodes)
        if a == b or second.same(*(terms[k] for k in places)) is not True:
            continue
        yes += 1
        for x, y in ((3, 5), (-2, 7), (11, -4)):
            at = {Sym("x"): arb(x) / 7, Sym("y"): arb(y) / 9}
            left, right = evaluate(a, at), evaluate(b, at)
            if isinstance(left, arb) and isinstance(right, arb):
                compared += 1
                assert left.overlaps(right), f"{a} and {b} differ at x = {x}/7, y = {y}/9"
    assert yes > 200
    assert compared > 200

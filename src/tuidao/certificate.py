"""Certificates: a solution or a derivation as JSON and back; damage is refused by place."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any, Protocol, TypeVar

from tuidao.lang.table import Json, TableError, TableReader, TableWriter
from tuidao.lang.term import Term
from tuidao.proof import Derivation, Status, Step, Verdict, Witness
from tuidao.rules import RULES
from tuidao.text import Text

VERSION = 1
_DEEPEST = 200  # of chains folded in chains

_T = TypeVar("_T")


CertificateError = TableError


class Solved(Protocol):
    """What a certificate of a solution is made from."""

    @property
    def problem(self) -> Term: ...
    @property
    def given(self) -> tuple[Term, ...]: ...
    @property
    def answer(self) -> Term | Text | None: ...
    @property
    def verdict(self) -> Verdict: ...
    @property
    def derivation(self) -> Derivation: ...
    @property
    def conditions(self) -> tuple[Term, ...]: ...
    @property
    def data(self) -> dict[str, Any]: ...


def dump_solution(solution: Solved) -> str:
    """The certificate of a solution: the problem, every step, the answer and the verdicts.

    Raises TypeError where `data` holds what JSON cannot.
    """
    table = TableWriter()
    body = {
        "problem": table.term(solution.problem),
        "given": table.terms(solution.given),
        "answer": _dump_answer(solution.answer, table),
        "verdict": _dump_verdict(solution.verdict, table),
        "conditions": table.terms(solution.conditions),
        "derivation": _dump_derivation(solution.derivation, table),
        "data": solution.data,
    }
    return _dump("solution", table, body)


def load_solution(text: str) -> dict[str, Any]:
    """What `dump_solution` wrote, as the fields of a solution.

    Raises CertificateError where the text is damaged.
    """
    table, body = _load(text, "solution")
    place = "solution"
    data = _get(body, "data", place)
    if not isinstance(data, dict):
        raise CertificateError("solution.data: must be an object")
    return {
        "problem": table.term(_get(body, "problem", place), "solution.problem"),
        "given": table.terms(_get(body, "given", place), "solution.given"),
        "answer": _load_answer(_get(body, "answer", place), table),
        "verdict": _load_verdict(_get(body, "verdict", place), table, "solution.verdict"),
        "derivation": _load_derivation(
            _get(body, "derivation", place), table, "solution.derivation", 0
        ),
        "conditions": table.terms(_get(body, "conditions", place), "solution.conditions"),
        "data": data,
    }


def dump_derivation(derivation: Derivation) -> str:
    """The certificate of a derivation alone, such as a theorem's proof."""
    table = TableWriter()
    return _dump("derivation", table, _dump_derivation(derivation, table))


def load_derivation(text: str) -> Derivation:
    """What `dump_derivation` wrote. Raises CertificateError where the text is damaged."""
    table, body = _load(text, "derivation")
    return _load_derivation(body, table, "derivation", 0)


def _dump(kind: str, table: TableWriter, body: Json) -> str:
    whole = {"tuidao": "certificate", "version": VERSION, "terms": table.nodes, kind: body}
    return json.dumps(whole, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def _load(text: str, kind: str) -> tuple[TableReader, Json]:
    try:
        whole = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise CertificateError(f"not JSON: {error}") from None
    if not isinstance(whole, dict) or whole.get("tuidao") != "certificate":
        raise CertificateError('not a certificate: {"tuidao": "certificate", …} expected')
    if whole.get("version") != VERSION:
        raise CertificateError(
            f"version {whole.get('version')!r} of certificates; this reads version {VERSION}"
        )
    if kind not in whole:
        raise CertificateError(f"the certificate holds no {kind}")
    return TableReader(_get(whole, "terms", "certificate")), whole[kind]


def _get(body: Json, key: str, place: str) -> Json:
    if not isinstance(body, dict):
        raise CertificateError(f"{place}: must be an object")
    if key not in body:
        raise CertificateError(f"{place}: {key!r} is missing")
    return body[key]


def _list(value: Json, place: str) -> list[Json]:
    if not isinstance(value, list):
        raise CertificateError(f"{place}: must be a list")
    return value


def _optional(value: Json, read: Callable[[Json], _T]) -> _T | None:
    return None if value is None else read(value)


def _string(value: Json, place: str) -> str:
    if not isinstance(value, str):
        raise CertificateError(f"{place}: must be text")
    return value


def _dump_text(text: Text) -> Json:
    return {"en": text.en, "zh": text.zh}


def _load_text(value: Json, place: str) -> Text:
    return Text(
        _string(_get(value, "en", place), f"{place}.en"),
        _string(_get(value, "zh", place), f"{place}.zh"),
    )


def _dump_answer(answer: Term | Text | None, table: TableWriter) -> Json:
    if answer is None:
        return None
    return (
        {"text": _dump_text(answer)} if isinstance(answer, Text) else {"term": table.term(answer)}
    )


def _load_answer(value: Json, table: TableReader) -> Term | Text | None:
    match value:
        case None:
            return None
        case {"text": text}:
            return _load_text(text, "solution.answer.text")
        case {"term": at}:
            return table.term(at, "solution.answer.term")
    raise CertificateError("solution.answer: neither a term, nor text, nor null")


def _dump_verdict(verdict: Verdict, table: TableWriter) -> Json:
    body: dict[str, Json] = {"status": verdict.status.value, "reason": _dump_text(verdict.reason)}
    if verdict.counterexample is not None:
        w = verdict.counterexample
        values = {name: table.term(value) for name, value in w.values.items()}
        body["counterexample"] = {"values": values, "left": w.left, "right": w.right}
    if verdict.missing:
        body["missing"] = table.terms(verdict.missing)
    if verdict.suggestion is not None:
        body["suggestion"] = table.term(verdict.suggestion)
    return body


def _load_verdict(value: Json, table: TableReader, place: str) -> Verdict:
    status = _get(value, "status", place)
    if status not in [s.value for s in Status]:
        raise CertificateError(f"{place}.status: {status!r} is no verdict")
    return Verdict(
        Status(status),
        _load_text(_get(value, "reason", place), f"{place}.reason"),
        _optional(
            value.get("counterexample"),
            lambda w: _load_witness(w, table, f"{place}.counterexample"),
        ),
        table.terms(value.get("missing", []), f"{place}.missing"),
        _optional(value.get("suggestion"), lambda at: table.term(at, f"{place}.suggestion")),
    )


def _load_witness(value: Json, table: TableReader, place: str) -> Witness:
    values = _get(value, "values", place)
    if not isinstance(values, dict):
        raise CertificateError(f"{place}.values: must be an object")
    return Witness(
        {name: table.term(at, f"{place}.values.{name}") for name, at in values.items()},
        _optional(_get(value, "left", place), lambda s: _string(s, f"{place}.left")),
        _optional(_get(value, "right", place), lambda s: _string(s, f"{place}.right")),
    )


def _dump_derivation(derivation: Derivation, table: TableWriter) -> Json:
    return {
        "start": table.term(derivation.start),
        "given": table.terms(derivation.given),
        "steps": [_dump_step(s, table) for s in derivation.steps],
    }


def _load_derivation(value: Json, table: TableReader, place: str, depth: int) -> Derivation:
    if depth > _DEEPEST:
        raise CertificateError(f"{place}: more than {_DEEPEST} chains folded in one another")
    steps = _list(_get(value, "steps", place), f"{place}.steps")
    return Derivation(
        table.term(_get(value, "start", place), f"{place}.start"),
        tuple(_load_step(s, table, f"{place}.steps[{k}]", depth) for k, s in enumerate(steps)),
        table.terms(_get(value, "given", place), f"{place}.given"),
    )


def _dump_step(step: Step, table: TableWriter) -> Json:
    body: dict[str, Json] = {
        "before": table.term(step.before),
        "after": table.term(step.after),
        "rule": step.rule.id,
        "by": {name: table.term(value) for name, value in step.by.items()},
        "path": list(step.path),
        "verdict": _dump_verdict(step.verdict, table),
    }
    if step.premises:
        body["premises"] = [
            None if p is None else _dump_derivation(p, table) for p in step.premises
        ]
    if step.steps:
        body["steps"] = [_dump_step(s, table) for s in step.steps]
    if step.reverse:
        body["reverse"] = True
    if step.note is not None:
        body["note"] = _dump_text(step.note)
    if step.conditions:
        body["conditions"] = table.terms(step.conditions)
    return body


def _load_step(value: Json, table: TableReader, place: str, depth: int) -> Step:
    name = _get(value, "rule", place)
    rule = RULES.get(name) if isinstance(name, str) else None
    if rule is None:
        raise CertificateError(f"{place}.rule: no rule is called {name!r}")
    by, path = _get(value, "by", place), _list(_get(value, "path", place), f"{place}.path")
    if not isinstance(by, dict):
        raise CertificateError(f"{place}.by: must be an object")
    if not all(type(k) is int and k >= 0 for k in path):
        raise CertificateError(f"{place}.path: must hold child numbers")
    premises = _list(value.get("premises", []), f"{place}.premises")
    inner = _list(value.get("steps", []), f"{place}.steps")
    if type(reverse := value.get("reverse", False)) is not bool:
        raise CertificateError(f"{place}.reverse: must be true or false")
    if depth > _DEEPEST:
        raise CertificateError(f"{place}: more than {_DEEPEST} chains folded in one another")
    return Step(
        table.term(_get(value, "before", place), f"{place}.before"),
        table.term(_get(value, "after", place), f"{place}.after"),
        rule,
        {k: table.term(at, f"{place}.by.{k}") for k, at in by.items()},
        tuple(path),
        tuple(
            None if p is None else _load_derivation(p, table, f"{place}.premises[{k}]", depth + 1)
            for k, p in enumerate(premises)
        ),
        tuple(_load_step(s, table, f"{place}.steps[{k}]", depth + 1) for k, s in enumerate(inner)),
        reverse,
        _optional(value.get("note"), lambda t: _load_text(t, f"{place}.note")),
        _load_verdict(_get(value, "verdict", place), table, f"{place}.verdict"),
        table.terms(value.get("conditions", []), f"{place}.conditions"),
    )

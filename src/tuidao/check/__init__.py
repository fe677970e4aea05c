"""The independent checker: replays derivations, proves statements, looks for counterexamples; it never derives."""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from tuidao.check.prove import examine, prove
    from tuidao.check.refute import test
    from tuidao.check.replay import replay

__all__ = ["examine", "prove", "replay", "test"]
_HOME = {"replay": "replay", "prove": "prove", "examine": "prove", "test": "refute"}


def __getattr__(name: str) -> Any:
    if name not in _HOME:
        raise AttributeError(f"module {__name__} has no attribute {name}")
    return getattr(import_module(f"{__name__}.{_HOME[name]}"), name)

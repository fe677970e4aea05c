"""Mathematics made checkable: work a problem in steps, check every step, show it, run it."""

from typing import Any

__version__ = "0.1.0"
__all__ = ["Solution", "Status", "Verdict", "check", "check_document", "solve"]

_HOME = {"Status": "tuidao.proof", "Verdict": "tuidao.proof"}


def __getattr__(name: str) -> Any:
    """The public names, imported on first use so that `import tuidao` costs nothing."""
    if name not in __all__:
        raise AttributeError(f"tuidao has no {name!r}; it has {', '.join(__all__)}")
    from importlib import import_module

    return getattr(import_module(_HOME.get(name, "tuidao.api")), name)

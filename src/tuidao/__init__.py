"""Mathematics made checkable: work a problem in steps, check every step, show it, run it."""

import sys
from types import ModuleType
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


class _Package(ModuleType):
    """The package: its public `check` stays the function, although a subpackage has the same name."""

    @property
    def check(self) -> Any:
        """`tuidao.check(statement, given)`."""
        return __getattr__("check")

    @check.setter
    def check(self, _subpackage: object) -> None:
        """The import of `tuidao.check` would put the subpackage in the function's place."""


sys.modules[__name__].__class__ = _Package

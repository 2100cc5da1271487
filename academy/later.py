"""Modules that weigh much and are rarely wanted: loaded when something of theirs is used, not when a process starts.

Drawing, signing and reading office files would take some 50 MB of each web process and a second or more of each start,
though a worker does most of it. Where one is imported, type checkers read an import, and Python reads `later`.
"""

from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module; it is not in `sys.modules`, so whoever imports the module by its name gets the real one."""

    def __getattr__(self, name: str) -> Any:
        """Load the module, once for all threads, and give what it has."""
        return getattr(import_module(self.__name__), name)


def later(name: str) -> ModuleType:
    """Return what stands for the module of this name."""
    return _Later(name)

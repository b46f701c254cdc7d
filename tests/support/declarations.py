"""The declarations of the features: every kind of trajectory, scheme and rule in a module of the application."""

from __future__ import annotations

import sys
from typing import TypeVar

import webapp.app  # noqa: F401 - brings every feature in

Declared = TypeVar("Declared")


def declared(sort: type[Declared]) -> list[Declared]:
    """Everything of this sort, once."""
    modules = [module for name, module in sys.modules.items() if name.startswith("webapp.")]
    found = {id(one): one for module in modules for one in vars(module).values() if isinstance(one, sort)}
    return list(found.values())

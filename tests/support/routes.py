"""Addresses are compiled once: werkzeug makes code of each for every application, and nearly every test builds one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from werkzeug.routing import Rule


def compile_once() -> None:
    """Let rules with the same parts share the function that builds their address; it finds the rest in its rule."""
    compile_builder: Callable[[Rule, bool], Any] = Rule._compile_builder
    made: dict[tuple[Any, ...], Any] = {}

    def remembered(rule: Rule, append_unknown: bool = True) -> Any:
        if rule.defaults:  # these stand in the function
            return compile_builder(rule, append_unknown)
        key = (*rule._trace, append_unknown)
        if key not in made:
            made[key] = compile_builder(rule, append_unknown)
        return made[key]

    Rule._compile_builder = remembered  # type: ignore[assignment, method-assign]

"""The chapters that a user reads, and the one that explains an address. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from webapp.accounts.permissions import Permission
from webapp.chapter import Chapter


def readable(chapters: Iterable[Chapter], may: Callable[[Permission], bool]) -> list[Chapter]:
    """The chapters of the own work of a user who ``may`` do this and that."""
    return [one for one in chapters if one.permission is None or may(one.permission)]


def explaining(chapters: Iterable[Chapter], path: str) -> Chapter | None:
    """The chapter for this address: the first of those that explain the closest address above it."""
    found = [(page, one) for one in chapters for page in one.pages if _is_under(path, page)]
    return max(found, key=lambda pair: len(pair[0]), default=("", None))[1]


def _is_under(path: str, page: str) -> bool:
    return path == page or (page != "/" and path.startswith(page + "/"))

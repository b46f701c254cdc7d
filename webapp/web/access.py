"""Access to endpoints: every view declares an entry; a view without one is refused.

``@public`` needs no sign-in, ``@signed_in`` any user, ``@requires(permission)`` that permission. ``app.py`` hands over
the function that judges a permission; this module knows none.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, TypeVar

from flask import Flask, abort, request
from flask_login import current_user

View = TypeVar("View", bound=Callable[..., Any])


@dataclass(frozen=True)
class Access:
    """``public`` or, for a signed-in user, one of ``permissions`` (empty: any user); some also ``while_locked``."""

    public: bool = False
    permissions: tuple[str, ...] = ()
    while_locked: bool = False


def public(view: View) -> View:
    """Anyone may reach this."""
    view.access = Access(public=True)  # type: ignore[attr-defined]
    return view


def signed_in(view: View) -> View:
    """Every signed-in user may reach this."""
    view.access = Access()  # type: ignore[attr-defined]
    return view


def requires(*permissions: str) -> Callable[[View], View]:
    """A signed-in user with one of these permissions may reach this."""

    def mark(view: View) -> View:
        view.access = Access(permissions=tuple(permissions))  # type: ignore[attr-defined]
        return view

    return mark


def while_locked(view: View) -> View:
    """Also allow a locked session: the view shows nothing about anyone. Stands above the entry that it widens."""
    view.access = replace(view.access, while_locked=True)  # type: ignore[attr-defined]
    return view


def access_of(view: Callable[..., Any] | None) -> Access:
    """The entry of a view; a view without one is closed to everybody."""
    return getattr(view, "access", Access())


def install(app: Flask, may: Callable[[Any, str], bool]) -> None:
    """Check every request before its view; refuse to start with a view that has no entry."""

    @app.before_request
    def check() -> None:
        if request.endpoint is None:
            return
        access: Access = app.view_functions[request.endpoint].access  # type: ignore[union-attr]
        if access.public:
            return
        if not current_user.is_authenticated:
            abort(401)
        if access.permissions and not any(may(current_user, p) for p in access.permissions):
            abort(403)


def assert_complete(app: Flask) -> None:
    """Raise at start when a view has no entry: deny by default, and say which."""
    missing = [name for name, view in app.view_functions.items() if not hasattr(view, "access")]
    if missing:
        raise RuntimeError(
            f"no access entry on: {', '.join(sorted(missing))}. Add @public, @signed_in or @requires(…)."
        )

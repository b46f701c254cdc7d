"""The signed-in user of a request: flask-login over our own session table, and the two cookies.

``session`` holds the token (HttpOnly). ``user`` holds the user's id for the phone's scripts, so that
each user of a shared phone has a queue of their own; it opens nothing.
"""

from __future__ import annotations

from typing import Any, TypeVar, cast
from uuid import UUID

from flask import Flask, Request, current_app, g, request
from flask_login import LoginManager, UserMixin, current_user
from werkzeug.wrappers import Response

from webapp.accounts import sessions
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import LoginSession, User
from webapp.accounts.permissions import Permission
from webapp.accounts.phones import locks
from webapp.config import Config
from webapp.web.access import access_of
from webapp.web.browsers import remember_browser
from webapp.web.headers import SAFE
from webapp.web.store import reading, transaction

Answer = TypeVar("Answer", bound=Response)


class SignedIn(UserMixin):  # type: ignore[misc]
    """The user of flask-login, with the actor that services take."""

    def __init__(self, user: User) -> None:
        self.user = user
        self.actor = actor_of(user)

    def get_id(self) -> str:
        """The user's id."""
        return str(self.user.id)


KEPT_SECONDS = 400 * 86400
"""How long a browser keeps the cookies: the longest it allows."""


def actor() -> Actor:
    """The acting person of this request; only in views that need sign-in."""
    return cast(Actor, current_user.actor)


def person_here() -> SignedIn | None:
    """The person a page is for: signed in, or in a locked session known by role only."""
    if current_user and current_user.is_authenticated:
        return cast(SignedIn, current_user)
    return cast("SignedIn | None", g.get("locked_out"))


def may(user: Any, permission: str) -> bool:
    """Judge a permission for ``web.access``."""
    return cast(Actor, user.actor).may(Permission(permission))


def install(app: Flask, config: Config) -> None:
    """Find the user of every request by its session cookie."""
    manager = LoginManager(app)
    name = cookie_name(config)

    @manager.request_loader  # type: ignore[untyped-decorator]  # flask-login ships no types
    def load(incoming: Request) -> SignedIn | None:
        token = incoming.cookies.get(name)
        if not token:
            return None
        with reading() as session:
            found = sessions.find_session(session, token)
            if found is None:
                return None
            login, user = found
            is_locked = locks.is_locked(login)
            moves = not is_locked and is_by_hand(incoming) and locks.is_due(session, login, user)
        if not may_exist(config, demo=user.demo):
            return None
        g.login_session = login
        g.is_locked = is_locked
        if moves or sessions.is_stale(login):
            with transaction() as session:
                sessions.touch(session, login)
                if moves:
                    locks.extend(session, login, user)
        if is_locked and not _works_while_locked(incoming):
            g.locked_out = SignedIn(user)  # in a locked session a page may know the role only
            return None
        return SignedIn(user)


def this_session() -> LoginSession | None:
    """The live session of this request, locked or not."""
    bool(current_user)  # looks it up
    return cast("LoginSession | None", g.get("login_session"))


def _works_while_locked(incoming: Request) -> bool:
    """True when the view allows a locked session and the form is about nobody."""
    view = current_app.view_functions.get(incoming.endpoint or "")
    return access_of(view).while_locked and "client" not in incoming.args


def is_by_hand(incoming: Request) -> bool:
    """True for a person's own act: a visited page or a sent form, not the requests of a page or the worker itself."""
    if incoming.path.startswith("/offline/"):
        return False
    if incoming.method not in SAFE:
        return True
    if incoming.headers.get("HX-Request-Type") == "partial":  # older browsers send no Sec-Fetch-Mode
        return False
    return incoming.headers.get("Sec-Fetch-Mode") in (None, "navigate") or incoming.headers.get("HX-Request") == "true"


def may_exist(config: Config, *, demo: bool) -> bool:
    """True when a user may exist here: made-up people exist in a demo only."""
    return config.demo or not demo


def cookie_name(config: Config) -> str:
    """The session cookie's name; ``__Host-`` with HTTPS."""
    return f"{config.cookie_prefix}session"


def remember(response: Answer, token: str, user: User) -> Answer:
    """Put both cookies on the answer to a sign-in.

    They outlive the browser, because a phone ends apps as it likes; how long a session lives is decided here.
    """
    config: Config = current_app.extensions["config"]
    kept: dict[str, Any] = {"samesite": "Lax", "secure": config.secure, "path": "/", "max_age": KEPT_SECONDS}
    response.set_cookie(cookie_name(config), token, httponly=True, **kept)
    response.set_cookie("user", str(user.id), **kept)
    remember_browser(response)
    return response


def remember_user(response: Answer, user_id: UUID) -> Answer:
    """Correct the user cookie when it names another user than the session."""
    if request.cookies.get("user") != str(user_id):
        secure = current_app.extensions["config"].secure
        response.set_cookie("user", str(user_id), samesite="Lax", secure=secure, path="/", max_age=KEPT_SECONDS)
    return response


def forget(response: Answer) -> Answer:
    """Take both cookies away. Never Clear-Site-Data 'storage': it would delete the queue."""
    config: Config = current_app.extensions["config"]
    response.delete_cookie(cookie_name(config), path="/", secure=config.secure, httponly=True, samesite="Lax")
    response.delete_cookie("user", path="/")
    response.headers["Clear-Site-Data"] = '"cache"'
    return response


def session_token() -> str:
    """The token of this request's session."""
    config: Config = current_app.extensions["config"]
    return request.cookies.get(cookie_name(config), "")

"""The last thing before an answer leaves: shown people and refusals go into the access log.

On every status and in every shape. An answer whose log cannot be written is not given.
"""

from __future__ import annotations

import contextlib
import threading
from collections import OrderedDict
from collections.abc import Hashable, Iterator
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from flask import Flask, Response, current_app, g, request
from flask_login import current_user

from webapp import clock
from webapp.accounts import store
from webapp.accounts.actor import Actor
from webapp.accounts.bursts import EACH, Bursts
from webapp.accounts.login import is_by_hand
from webapp.audit.service import Action, Read, record, record_reads
from webapp.db import Session
from webapp.errors import DomainError, Withheld
from webapp.web import shown
from webapp.web.access import access_of
from webapp.web.browsers import who_tries
from webapp.web.store import transaction

ONCE_PER = timedelta(hours=1)
"""A page that renews itself shows the same person to the same user all night: one row per this time."""
_MOST = 20_000
_REFUSED = {403: "not_allowed", 404: "not_found"}
WAYS_IN = frozenset(
    f"accounts.passkeys.{name}" for name in ("sign_in", "invitation", "invitation_options", "accept_invitation")
)
"""The endpoints of sign-in attempts."""
_TOO_MANY, _CRASH, _MISTAKE = 429, 500, 400
STRANGERS = 600
"""Rows in an hour for the failed sign-ins of everybody together; after that round numbers only."""


class Lately:
    """The log rows that this process wrote in the last hour; the oldest is forgotten first, and then written again."""

    def __init__(self) -> None:
        self._written: OrderedDict[Hashable, datetime] = OrderedDict()
        self._lock = threading.Lock()

    def has(self, key: Hashable) -> bool:
        """True when this was written lately."""
        with self._lock:
            at = self._written.get(key)
        return at is not None and at > clock.now() - ONCE_PER

    def add(self, keys: list[Hashable]) -> None:
        """Note that these are in the log."""
        with self._lock:
            for key in keys:
                self._written[key] = clock.now()
                self._written.move_to_end(key)
            while len(self._written) > _MOST:
                self._written.popitem(last=False)

    def forget(self) -> None:
        """Begin anew."""
        with self._lock:
            self._written.clear()


def install(app: Flask) -> None:
    """Write the log of every answer."""
    lately = app.extensions["lately"] = Lately()
    bursts = app.extensions["bursts"] = Bursts()

    @app.after_request
    def write(response: Response) -> Response:
        answer = shown.of_this_request()
        g.pop("shown")
        if answer.is_empty and (response.status_code < _MISTAKE or request.endpoint is None):
            return response  # most requests end here, without a look at the user
        actor = _actor()
        if actor is None:  # without an account anyone may repeat their own requests
            answer.again, answer.records = [*answer.again, *answer.records], []
        reads = {(one.subject, one.subject_id): one for record in answer.records for one in record.read_by(actor)}
        again = _again(answer.again, actor, lately)
        reads |= {key[1:]: one for key, one in again.items()}
        refused = _bounded(_refusal(response, actor, lately), actor, bursts)
        if reads or refused or answer.exports:
            with transaction() as session:
                record_reads(session, actor, reads.values())
                for export in answer.exports:
                    record(session, actor, Action.export, export.subject, None, ground="list", detail=export.detail)
                if refused:
                    record(session, actor, outcome="refused", **refused, region_id=_region_of(session, actor, refused))
        lately.add(list(again))
        return response


def _actor() -> Actor | None:
    return current_user.actor if current_user.is_authenticated else None


def _again(records: list[Any], actor: Actor | None, lately: Lately) -> dict[tuple[Any, str, UUID], Read]:
    """The reads that are new in this hour, by a page that renews itself or by somebody without an account."""
    reader = g.login_session.token_hash if "login_session" in g else None
    reads = [one for record in records for one in record.read_by(actor)]
    keyed = {(reader, one.subject, one.subject_id): one for one in reads}
    return {key: one for key, one in keyed.items() if not lately.has(key)}


def _refusal(response: Response, actor: Actor | None, lately: Lately) -> dict[str, Any] | None:
    """The log entry of an answer that refused access; None for every other answer."""
    error = g.pop("refusal", None)
    if actor is None:
        return _failed_sign_in(response, error, lately) if request.endpoint in WAYS_IN else None
    action = Action.read if request.method in ("GET", "HEAD") else Action.update
    if isinstance(error, Withheld):
        who = {"subject_id": error.client, "client_id": error.client}
        return {"action": action, "subject": request.endpoint or "", **who, "detail": error.code}
    if response.status_code not in _REFUSED:
        return None  # also a body that is too large to read the ids from
    named = next(_ids(), None)
    if response.status_code != 403 and named is None:
        return None
    if request.method == "GET" and not is_by_hand(request) and not _is_news(named, lately):
        return None
    code = error.code if isinstance(error, DomainError) else _REFUSED[response.status_code]
    about = (request.view_args or {}).get("client_id")
    facts = {"subject_id": named, "client_id": about if isinstance(about, UUID) else None}
    return {"action": action, "subject": request.endpoint or "", **facts, "detail": code}


def _bounded(refused: dict[str, Any] | None, actor: Actor | None, bursts: Bursts) -> dict[str, Any] | None:
    """A refusal that deserves a row, after the first ones with its number; None for the others.

    Somebody without an account is counted by source, and all of them together: sources are cheap.
    """
    if refused is None:
        return None
    number = bursts.count(actor.user_id if actor else who_tries())
    if actor is None and number is not None:
        number = bursts.count("strangers", each=STRANGERS) and number
    if number is None:
        return None
    return refused if number <= EACH else {**refused, "detail": f"{refused['detail']}, try {number} of this hour"}


def _region_of(session: Session, actor: Actor | None, refused: dict[str, Any]) -> UUID | None:
    """The region of the account that a failed sign-in names; None when none is known."""
    user = store.find_user(session, refused["subject_id"]) if actor is None and refused["subject_id"] else None
    return user.region_id if user else None


def _is_news(named: UUID | None, lately: Lately) -> bool:
    """True when a refusal of a phone's automatic request is worth a row.

    A page that goes on renewing itself gets one an hour. The empty forms, which the worker asks for every role, get
    none: they show nobody.
    """
    if named is None and access_of(current_app.view_functions.get(request.endpoint or "")).while_locked:
        return False
    key = ("refused", g.login_session.token_hash, request.endpoint, named)
    if lately.has(key):
        return False
    lately.add([key])
    return True


def _failed_sign_in(response: Response, error: DomainError | None, lately: Lately) -> dict[str, Any] | None:
    status = response.status_code
    if status < _MISTAKE or status >= _CRASH or status == _TOO_MANY:
        return None
    user = error.values.get("user") if error else None
    if request.method == "GET":  # anyone may look at a link, as often as they like
        key = ("link", user)
        if user is None or lately.has(key):
            return None
        lately.add([key])
    detail = error.code if error else "bad_request"
    return {"action": Action.sign_in, "subject": "app_user", "subject_id": user, "detail": detail}


def _ids() -> Iterator[UUID]:
    """The ids of records in a request: in its address first, then in its body; not the form's own id."""
    yield from (one for one in (request.view_args or {}).values() if isinstance(one, UUID))
    for given in (request.args, request.form):
        for name, text in given.items(multi=True):
            with contextlib.suppress(ValueError):
                if name != "id":
                    yield UUID(text)

"""The endpoints of the phone: operations, keys, schema, snapshot, worker, shell pages; its vault is ``vault_views``."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from flask import Blueprint, Response, abort, current_app, g, jsonify, request

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.bursts import Bursts
from webapp.accounts.login import actor, person_here, this_session
from webapp.accounts.phones import devices
from webapp.audit.service import Action, record
from webapp.caseload import regions as caseload_regions
from webapp.db import Session, at_one_moment
from webapp.errors import NotAllowed, NotFound
from webapp.features import FEATURES, kept_pages, reasons_for
from webapp.offline import receipts, snapshot, store, vault_views
from webapp.offline.body import read_batch
from webapp.offline.models import Epoch
from webapp.offline.registry import KINDS, schemas
from webapp.offline.service import Door, take_all
from webapp.people.service import NOT_RELATED
from webapp.today import regions as today_regions
from webapp.web import busy, remainder
from webapp.web.access import public, signed_in, while_locked
from webapp.web.forms import say
from webapp.web.page import page
from webapp.web.store import database, reading, transaction

blueprint = Blueprint("offline", __name__)
blueprint.register_blueprint(vault_views.blueprint)
PER_COMMIT = 50
_REFUSED = (NotAllowed.code, NotFound.code, NOT_RELATED)
REGIONS = (
    today_regions.fragments,
    caseload_regions.fragments,
    *(region for feature in FEATURES for region in feature.fragments),
)


@blueprint.post("/offline/operations")
@while_locked
@signed_in
def operations() -> Response:
    """Take a batch; answer after the commit that holds it, 50 items at a time."""
    device, sent_at, raw = read_batch(request)
    if not raw:
        return _answer(_epoch_of(device), [])
    sender = replace(actor(), sent_at=sent_at)
    with transaction() as session:
        epoch = _claimed(session, device, sends=True)
        results = _take(session, sender, device, raw[:PER_COMMIT])
    for start in range(PER_COMMIT, len(raw), PER_COMMIT):
        with transaction() as session:
            results += _take(session, sender, device, raw[start : start + PER_COMMIT])
    return _answer(epoch, results)


def _take(session: Session, sender: Actor, device: UUID, items: list[Any]) -> list[dict[str, Any]]:
    results = take_all(session, sender, device, items, Door(KINDS, say))
    if g.is_locked:
        results = _hide_while_locked(session, results)
    _note_refused(session, replace(sender, device=device), results)
    return results


def _answer(epoch: Epoch, results: list[dict[str, Any]]) -> Response:
    return jsonify(
        server_time=clock.now().isoformat(),
        epoch=str(epoch.id),
        backed_up_through=epoch.backed_up_through.isoformat() if epoch.backed_up_through else None,
        results=results,
    )


def _epoch_of(device: UUID) -> Epoch:
    """The epoch, for a phone of this user that sends nothing; written only when a fact of the phone is new."""
    with reading() as session:
        epoch = store.find_epoch(session)
        if epoch and devices.is_claimed(session, actor(), device, this_session(), sends=False):
            return epoch
    with transaction() as session:
        return _claimed(session, device, sends=False)


def _claimed(session: Session, device: UUID, *, sends: bool) -> Epoch:
    """The epoch, for a phone that is this user's from now on; committed with its first items."""
    store.lock_ids(session, {actor().user_id})  # before the user's row, which others reach for behind this lock
    if not devices.is_claimed(session, actor(), device, this_session(), sends=sends):
        browser = request.headers.get("User-Agent", "")
        devices.claim_device(session, actor(), device, browser, this_session(), sends=sends)
    return store.current_epoch(session)


def _hide_while_locked(session: Session, results: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Hold conflicts back while the session is locked: a conflict shows the stored value, be it a clinical note."""
    session.info.pop("audit_anyway", None)
    later = {"status": receipts.LATER}
    return [
        {**later, "id": one["id"], "received_at": one["received_at"]} if one["status"] == "conflict" else one
        for one in results
    ]


def _note_refused(session: Session, sender: Actor, results: list[dict[str, Any]]) -> None:
    """Note in the access log each item that its sender may not do or see, by the number of the operation.

    More than a phone ever holds of them come from no phone: of those round numbers only.
    """
    bursts: Bursts = current_app.extensions["bursts"]
    for result in results:
        source = ("operations", sender.user_id)
        if result.get("code") in _REFUSED and bursts.count(source, each=receipts.MOST_REFUSED):
            record(
                session,
                sender,
                Action.update,
                "operation",
                UUID(result["id"]),
                outcome="refused",
                detail=result["code"],
            )


@blueprint.get("/offline/keys")
@while_locked
@signed_in
def keys() -> Response:
    """The public keys phones seal to, oldest first; ``current`` is the one to use."""
    ring = database().keyring
    return jsonify(
        current=ring.current_operation_key,
        keys=[{"key": kid, "public": point} for kid, point in ring.public_operation_keys().items()],
    )


@blueprint.get("/offline/schema")
@signed_in
def schema() -> Response:
    """The JSON Schema of every kind of operation, and the reasons that an answer may name, by kind and list."""
    with reading() as session:
        known = reasons_for(session, actor())
    return jsonify(kinds=schemas(), reasons=known)


@blueprint.get("/offline/snapshot")
@signed_in
@busy.half_of_the_threads
def take_snapshot() -> Response:
    """Give the records that this user's phone may keep to read."""
    since = _moment(request.args.get("since"))
    epoch = _epoch()
    with reading() as session:
        at_one_moment(session)
        answer, versions = snapshot.take_snapshot(session, actor(), epoch, since, REGIONS)
        answer["choices"] = _choices(session, actor())
    with transaction() as session:
        snapshot.remember(session, actor(), answer, versions)
    return jsonify({**answer, "user": str(actor().user_id)})


def _choices(session: Session, actor: Actor) -> dict[str, Any]:
    """The choices of this user's forms on a phone, of every feature."""
    found: dict[str, Any] = {}
    for feature in FEATURES:
        found |= feature.choices(session, actor) if feature.choices else {}
    return found


def _epoch() -> Epoch:
    """The newest epoch; a fresh store starts its first, the only write here."""
    with reading() as session:
        known = store.find_epoch(session)
    if known:
        return known
    with transaction() as session:
        return store.current_epoch(session)


@blueprint.app_template_global()
def never_arrived(device: UUID) -> int:
    """Count the operations of a phone that never came, for the page of its owner."""
    with reading() as session:
        return store.count_missing(session, device)


@blueprint.get("/onverzonden")
@public
def outbox() -> Response:
    """The page of this phone's outbox; the same bytes for everyone, filled by the phone."""
    person = person_here()
    mine = [one for one in KINDS.values() if person and person.actor.may(one.permission)]
    return _shell("offline/outbox.html", again={one.kind: one.again for one in mine if one.again})


@blueprint.get("/offline")
@public
def shell() -> Response:
    """The empty page for a failed navigation; filled from the vault."""
    return remainder.name_shell(_shell("offline/shell.html"))


@blueprint.get("/service-worker.js")
@public
def service_worker() -> Response:
    """The worker: two lines that import this build's and name the pages to keep."""
    asset = current_app.extensions["asset"]
    facts = {
        "build": current_app.extensions["build"],
        "precache": current_app.extensions["page_files"],
        "kept": kept_pages(),
    }
    text = f'import {{ start }} from "{asset("service_worker/worker.js")}";\nstart({json.dumps(facts)});\n'
    response = Response(text, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _shell(template: str, **context: Any) -> Response:
    """A page for the phone to keep; a visitor's, which has no tabs, is not: it would take the user's place there."""
    response = page(template, **context)
    response.headers["Cache-Control"] = "private, no-cache" if person_here() else "no-store"
    return response


def _moment(text: str | None) -> datetime | None:
    """``since``: an ISO time, as an earlier snapshot gave it in ``taken_at``."""
    if not text:
        return None
    try:
        moment = datetime.fromisoformat(text.replace(" ", "+"))
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        abort(400)

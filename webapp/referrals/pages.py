"""The contents of the pages of referrals: the same for the view and for the region a phone keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.directory import store as directory
from webapp.people import store as people
from webapp.referrals import labels, service, store
from webapp.referrals.kind import ACCEPTED, EITHER, OPEN, RECEIVER, REFERRAL, SENDER, SENT
from webapp.referrals.service import Sent
from webapp.text import isolate
from webapp.web.choices import Choices
from webapp.web.paging import Pages

_OUTCOMES = ("arrived", "not_arrived", "unknown")


def list_page(session: Session, actor: Actor, found: Pages[Sent], *, received: bool) -> dict[str, Any]:
    """One of the two lists, with what is to be done on top."""
    waiting = service.list_waiting(session, actor) if received else []
    rows = [*found.rows, *waiting]
    names = store.organisations_of(session, {one.row.organisation_id for one in rows})
    return {
        "found": found,
        "received": received,
        "waiting": waiting,
        "number": len(waiting) if received else service.count_waiting(session, actor),
        "from_names": names,
        "labels": labels,
    }


def referral_page(session: Session, actor: Actor, found: Sent) -> dict[str, Any]:
    """One referral: the two sides, the answers so far, and those that this user may give."""
    row, sides = found.row, service.speaks_for(actor, found.row)
    entry = directory.find_entry(session, actor, row.entry_id) if row.entry_id else None
    users = store.names_of(session, {row.sent_by, *(one.by for one in found.course.rows)})
    organisations = {row.organisation_id, *(one.organisation_id for one in found.course.rows)}
    if row.to_organisation_id:
        organisations.add(row.to_organisation_id)
    client = people.find_client(session, actor, row.client_id) if row.client_id else None
    return {
        "found": found,
        "entry": entry,
        "client": client,
        "users": users,
        "organisations": store.organisations_of(session, organisations),
        "step": found.course.standing.word if row.state in OPEN else ACCEPTED,
        "answers": _answers(row.state, sides),
        "may_withdraw": SENDER in sides and row.state in OPEN,
        "may_correct": row.state in _OUTCOMES and EITHER in sides and _was_accepted(found),
        "labels": labels,
        "reasons": labels.reasons(),
        "kind": REFERRAL,
    }


def _was_accepted(found: Sent) -> bool:
    return any(one.step == ACCEPTED for one in found.course.rows)


def _answers(state: str, sides: Collection[str]) -> list[str]:
    """The answers that are due now, in the order of the page."""
    if state == SENT and RECEIVER in sides:
        noted = _OUTCOMES if SENDER in sides else ()
        return ["accepted", "declined", *noted]
    return list(_OUTCOMES) if state == ACCEPTED and EITHER in sides else []


def places(session: Session, actor: Actor) -> Choices:
    """Where someone can be sent: the organisations that answer here, then the directory without secret places."""
    here = [
        (str(one.id), gettext("%(name)s (antwoordt hier)", name=isolate(one.name)))
        for one in store.list_receivers(session, actor)
    ]
    entries = [one for one in directory.list_entries(session, actor.region_id) if not one.is_secret]
    listed = [(str(one.id), ", ".join(isolate(part) for part in (one.name, one.provider) if part)) for one in entries]
    return [("", gettext("Kies een plek")), *here, *listed]

"""The contents of the pages of screening; the same for a view and for the regions that a phone keeps."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.rooms.hosts.labels import room_pairs
from webapp.rooms.screening import service, store
from webapp.rooms.screening.facts import Known
from webapp.rooms.screening.service import HostRecord
from webapp.rooms.screening.words import Check, Consent
from webapp.web import choices
from webapp.web.dates import day
from webapp.web.forms import Form

ON_PHONE = 50


def list_page(session: Session, actor: Actor) -> dict[str, Any]:
    """The planned visits of this user."""
    return {"planned": store.list_planned(session, actor, ON_PHONE)}


def visit_page(record: HostRecord, actor: Actor, form: Form | None = None) -> dict[str, Any]:
    """One host to visit: how to reach them, the room, what is known, and the form."""
    return {
        "host": record.host,
        "screening": record.screening,
        "visits": record.visits,
        "names": record.names,
        "own_id": actor.user_id,
        "may_withdraw": actor.may(Permission.coordinate_rooms),
        "rooms": [(room, room_pairs(room)) for room in record.rooms],
        "known": known_pairs(record.known),
        "checked": choices.listed(Check, sorted(record.known.checks, key=_place)),
        "lacks": [gettext(one) for one in record.lacks],
        "form": form or Form(),
        "checks": choices.options(Check),
        "consents": choices.options(Consent),
        "yes_no": choices.yes_or_no(),
        "choices": choices,
        "all_checks": Check,
    }


def known_pairs(known: Known) -> choices.Pairs:
    """What all visits say together, in words."""
    vog = gettext("nog niet gezien")
    if known.certificate_on and known.certificate_seen_on:
        vog = gettext(
            "gezien %(seen)s, van %(date)s", seen=day(known.certificate_seen_on), date=day(known.certificate_on)
        )
    alone = gettext("weten we niet") if known.lives_alone is None else choices.yes_no(known.lives_alone)
    return [
        (gettext("VOG"), vog),
        (gettext("Woont alleen"), alone),
        (gettext("Referentie"), day(known.reference_on) if known.reference_on else gettext("nog niet")),
        (gettext("Toestemming"), choices.label_of(Consent, known.consent) if known.consent else gettext("nog niet")),
    ]


def _place(check: str) -> int:
    return [one.value for one in Check].index(check)


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The visits that a phone keeps for the kitchen table: the list, and the page of each host."""
    if not actor.may(Permission.visit_hosts):
        return
    planned = list_page(session, actor)
    yield render("/kamers/bezoeken", "rooms/screening/visits.html", **planned)
    for _screening, host in planned["planned"]:
        context = visit_page(service.read_host(session, actor, host.id), actor)
        yield render(f"/kamers/bezoeken/{host.id}", "rooms/screening/visit.html", **context)

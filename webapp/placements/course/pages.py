"""The contents of the pages of placements: the same for the view and for the region that a phone keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.people import store as people
from webapp.placements import kind
from webapp.placements.course import labels, service
from webapp.placements.course.service import Placed
from webapp.placements.homes import store as homes
from webapp.placements.homes.models import LeaseHolder
from webapp.placements.kind import PLACEMENT, Urgency
from webapp.placements.programmes import store as programmes
from webapp.placements.support import store as support
from webapp.placements.support.models import SupportKind
from webapp.placements.waiting import store
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.service import is_kept_by
from webapp.text import in_order, isolate
from webapp.trajectories.kinds import PARK, RESUME
from webapp.web.choices import Choices, hinted_options, options

_FIRST = 10
"""Rows of each part of the officer's first screen."""


def officer_page(session: Session, actor: Actor) -> dict[str, Any]:
    """Who waits longest and why, what waits for a decision or an answer, and who is ready to go on."""
    longest = store.list_line(session, actor, "", {}, offset=0, limit=_FIRST)
    parts = [longest, store.list_undecided(session, actor, _FIRST)]
    parts += [store.list_at(session, actor, state, _FIRST) for state in (kind.OFFER, kind.NOMINATION, kind.CONTRACT)]
    entries = [service.read_many(session, actor, part) for part in parts]
    return {
        "longest": entries[0],
        "undecided": entries[1],
        "offered": entries[2],
        "nominated": [*entries[3], *entries[4]],
        "labels": labels,
        "today": clock.today(),
    }


def line_page(session: Session, actor: Actor, programme_id: str) -> dict[str, Any]:
    """The choice of a line."""
    found = [one for one in programmes.list_programmes(session, actor) if one.is_kept_by(actor) and one.shape.has_line]
    return {
        "programmes": found,
        "programme": next((one for one in found if str(one.id) == programme_id), None),
        "labels": labels,
        "today": clock.today(),
    }


def placement_page(session: Session, actor: Actor, placed: Placed) -> dict[str, Any]:
    """One placement: how it stands and why, the answers so far, and those that this user may give."""
    entry, row = placed.entry, placed.entry.row
    parties = service.speaks_for(actor, row)
    answers = _answers(placed, parties)
    moments = support.list_moments(session, row.id) if entry.programme.kind == "support" else []
    noted_by = [*(one.by for one in placed.course.rows), *(one.by for one in moments)]
    users = people.names_of(session, [row.sent_by, *noted_by])
    organisations = {row.organisation_id, row.keeper_id, *(one.organisation_id for one in placed.course.rows)}
    client = people.find_client(session, actor, row.client_id) if row.client_id else None
    return {
        "placed": placed,
        "entry": entry,
        "client": client,
        "came_from": programmes.find_programme(session, actor, row.came_from) if row.came_from else None,
        "keeps": is_kept_by(actor, row),
        "parties": parties,
        "answers": answers,
        "reasons": labels.reasons(row.state, answers, entry.terms) if answers else {},
        "parked": row.is_parked(clock.today()),
        "users": users,
        "organisations": store.organisations_of(session, organisations),
        "urgencies": options(Urgency),
        "moments": moments,
        "supports": options(SupportKind),
        "may_support": bool(parties) and entry.programme.kind == "support" and row.state == kind.PLACED,
        "me": actor.user_id,
        "labels": labels,
        "today": clock.today(),
        **_homes(session, actor, placed),
    }


def _homes(session: Session, actor: Actor, placed: Placed) -> dict[str, Any]:
    """The place of somebody, the offers to them, the free homes. A safety flag hides the address from the officer."""
    entry, row = placed.entry, placed.entry.row
    keeps = is_kept_by(actor, row)
    can_offer = keeps and row.state in (kind.WAITING, kind.NOMINATION) and not row.is_parked(clock.today())
    lives = homes.find_place_of(session, row.id)
    free = homes.list_free(session, actor, row.programme_id) if can_offer else []
    return {
        "lives": lives,
        **_other_place(session, actor, row, is_placed=lives is not None),
        "offers": homes.list_offers_to(session, row.id),
        "hides_place": keeps and entry.who is not None and entry.who.is_hidden,
        "can_offer": can_offer,
        "free": [("", gettext("Kies een woning of plek")), *((str(one.id), labels.home_words(one)) for one in free)],
        "holders": options(LeaseHolder),
    }


def _other_place(session: Session, actor: Actor, row: Placement, *, is_placed: bool) -> dict[str, Any]:
    """The second place of somebody whose two records became one, with its address when this user may read it."""
    found = homes.find_other_place(session, row.client_id, row.id) if row.client_id and is_placed else None
    other = store.find_placement(session, actor, found) if found else None
    return {"has_two_places": found is not None, "other_place": other.id if other else None}


def _answers(placed: Placed, parties: Collection[str]) -> list[str]:
    """The answers that this user may give now, in the order of the page."""
    at = placed.course.standing
    if at.step is None:
        return []
    shape, step = placed.entry.programme.shape, at.step
    words = [word for word in shape.list_answers(step.word) if word != "offered"]
    said = [one for word in words if (one := step.find(word)) and set(one.by or step.by) & set(parties)]
    open_to = [one.word for one in said if one.by or set(step.by) & set(parties) - set(at.given)]
    may_park = PLACEMENT.parking and shape.takes(step.word, PARK) and set(step.by) & set(parties)
    if may_park:
        open_to.append(RESUME if placed.entry.row.is_parked(clock.today()) else PARK)
    return open_to


def refer_form(session: Session, actor: Actor) -> dict[str, Any]:
    """The choices of the form to refer somebody: the same for everybody of a region."""
    today = clock.today()
    found = [one for one in programmes.list_programmes(session, actor) if one.is_open(today)]
    listed: Choices = [(str(one.id), isolate(one.name)) for one in found]
    towns = in_order(people.region_of(session, actor).municipalities)
    return {
        "programmes": [("", gettext("Kies een voorziening")), *listed],
        "urgencies": hinted_options(Urgency),
        "towns": [("", gettext("Maakt niet uit")), *((name, name) for name in towns)],
    }

"""The contents of the pages of work places: the same for the view and for the region a phone keeps."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.links import service as links
from webapp.people import store as people
from webapp.text import in_order, isolate
from webapp.trajectories import service as trajectories
from webapp.trajectories.service import Course
from webapp.work_places import labels, service, store
from webapp.work_places.kind import DESK, LOOK, PROPOSED, WAITS
from webapp.work_places.models import WorkPlacement
from webapp.worklist import store as worklist

_OFFERS = 200


def row_page(session: Session, actor: Actor, row: WorkPlacement) -> dict[str, Any]:
    """One candidate: how it stands, the answers so far, and those that this user may give."""
    course, parties = trajectories.read(session, service.SCHEME, row), service.speaks_for(actor, row)
    answers = _list_answers(course, parties)
    looks = [one for one in worklist.list_done(session, actor.region_id, [row.id]) if one.rule == LOOK.word]
    users = [row.made_by, *(one.by for one in course.rows), *(one.by for one in looks)]
    is_desk = DESK in parties
    knows = actor.may(Permission.read_clients) and row.client_id
    return {
        "row": row,
        "name": service.named(session, [row])[row.id],
        "course": course,
        "client": people.find_client(session, actor, row.client_id) if knows and row.client_id else None,
        "offer": store.offer_of(session, row),
        "offers": _offer_choices(session, actor) if is_desk and row.state == WAITS else [],
        "is_desk": is_desk,
        "links": links.list_working(session, service.LINK, [row.id]) if is_desk else [],
        "answers": answers,
        "says": {word: _parties_for(course, word, parties) for word in answers},
        "reasons": labels.reasons(row.state, answers) if answers else {},
        "undoable": service.find_undoable(actor, row, course),
        "looks": looks,
        "look_words": {one.word: one.label for one in LOOK.outcomes},
        "users": people.names_of(session, users),
        "organisations": store.organisations_of(session, {row.organisation_id, row.desk_id}),
        "today": clock.today(),
        "labels": labels,
    }


def _offer_choices(session: Session, actor: Actor) -> list[tuple[str, str]]:
    """The offers with a place, as choices."""
    found = store.list_offers(session, actor, _OFFERS, live=True)
    taken = store.count_taken(session, [one.id for one in found])
    free = [one for one in found if taken[one.id] < one.places]
    return [
        ("", gettext("Kies een werkplek")),
        *((str(one.id), f"{isolate(one.work)}, {isolate(one.employer)}") for one in free),
    ]


def _list_answers(course: Course, parties: Collection[str]) -> list[str]:
    """The answers that this user may give now, in the order of the page; a proposal has a form of its own."""
    step = course.standing.step
    if step is None:
        return []
    given, mine = set(course.standing.given), set(parties)
    may = [one for one in step.answers if (set(one.by) & mine if one.by else set(step.by) & mine - given)]
    return [one.word for one in may if one.word != "proposed"]


def _parties_for(course: Course, word: str, parties: Collection[str]) -> list[str]:
    """The parties with a button of their own: to a proposal each that did not say yet; else one, unnamed."""
    step = course.standing.step
    found = step.find(word) if step else None
    if step is None or found is None or found.by or step.word != PROPOSED:
        return [""]
    return [one for one in step.by if one in parties and one not in course.standing.given]


def offers_page(session: Session, actor: Actor) -> dict[str, Any]:
    """Every offer with the places that are free."""
    found = store.list_offers(session, actor, _OFFERS)
    taken = store.count_taken(session, [one.id for one in found])
    return {"offers": [(one, max(0, one.places - taken[one.id])) for one in found]}


def offer_form(session: Session, actor: Actor) -> dict[str, Any]:
    """The choices of the form."""
    towns = in_order(people.region_of(session, actor).municipalities)
    return {"towns": [("", gettext("Kies een gemeente")), *((name, name) for name in towns)]}

"""The contents of the pages of outreach; the same for a view and for the regions that a phone keeps."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.directory.labels import hours_words
from webapp.fragment import Fragment, render
from webapp.outreach import courses, places, store
from webapp.outreach.courses import Way
from webapp.outreach.kind import LOST, OUTREACH, Lost
from webapp.outreach.models import MeetingPlace
from webapp.people.models import Client
from webapp.people.store import names_of
from webapp.web.choices import options
from webapp.web.forms import Form
from webapp.web.listing import ALL, Asked
from webapp.web.paging import PER_PAGE, Pages

ON_PHONE = 50
"""The number of ways that a phone keeps."""


def places_page(session: Session, actor: Actor, form: Form | None = None) -> dict[str, Any]:
    """The places, those of this hour first, with the last visit to each."""
    found = places.list_places(session, actor)
    return {"places": found, "form": form or Form(), **_around(session, found)}


def place_page(session: Session, place: MeetingPlace, form: Form | None = None) -> dict[str, Any]:
    """One place and its latest visits."""
    visits = places.list_latest_visits(session, place)
    names = names_of(session, [visit.by for visit in visits])
    told = [(visit.at, names.get(visit.by, ""), visit.met) for visit in visits]
    return {"place": place, "visits": told, "form": form or Form(), **_around(session, [place])}


def _around(session: Session, found: Sequence[MeetingPlace]) -> dict[str, Any]:
    visitors = [place.visited_by for place in found if place.visited_by]
    return {
        "visitors": names_of(session, visitors),
        "now": {place.id for place in found if places.is_now(place)},
        "hours_words": hours_words,
    }


def ways_page(ways: Pages[Way], asked: Asked = ALL) -> dict[str, Any]:
    """The ways of one's own youths, latest begun first."""
    return {"ways": ways, "asked": asked, "words": asked.words, "labels": labels()}


def labels() -> dict[str, str]:
    """Every state in words."""
    return {word: gettext(label) for word, label in OUTREACH.labels.items()}


def way_page(
    session: Session, client: Client, way: Way | None, form: Form | None = None, moved_on: str = ""
) -> dict[str, Any]:
    """The way of one client: its steps, and the possible answers; before it began the form to begin it."""
    rows = way.course.rows if way else []
    names = names_of(session, [row.by for row in rows])
    return {
        "client": client,
        "way": way,
        "rows": [(row, names.get(row.by, "")) for row in rows],
        "labels": labels(),
        "answer_labels": {answer.word: gettext(answer.label) for step in OUTREACH.steps for answer in step.answers},
        "reasons": options(Lost),
        "reason_labels": {one.value: gettext(one.label) for one in Lost},
        "lost": LOST,
        "form": form or Form({"reason": ""}),
        "moved_on": moved_on,
    }


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The pages that a youth worker reads without network: the places, and their own youths' ways one by one."""
    if not actor.may(Permission.keep_outreach):
        return []
    ways = courses.read_ways(session, store.list_courses(session, actor, limit=ON_PHONE))
    listed = Pages(ways[:PER_PAGE], 1, has_next=False)
    return [
        render("/vindplekken", "outreach/places.html", **places_page(session, actor)),
        render("/toeleiding", "outreach/ways.html", **{**ways_page(listed), "asked": None}),
        *(_way(session, way) for way in ways),
    ]


def _way(session: Session, way: Way) -> Fragment:
    context = way_page(session, way.client, way)
    return render(f"/toeleiding/{way.client.id}", "outreach/way.html", **context)


def choices(session: Session, actor: Actor) -> dict[str, Any]:
    """The places to pick from when a contact is logged."""
    return {"meeting_places": places.names_to_pick(session, actor)}

"""The list of ways: its columns."""

from __future__ import annotations

from collections.abc import Mapping
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_
from webapp.outreach import courses, store
from webapp.outreach.courses import Way
from webapp.outreach.kind import OUTREACH
from webapp.web.listing import Column, Listing


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> list[Way]:
    return courses.read_ways(session, store.list_courses(session, actor, words, filters, offset=offset, limit=limit))


def _id(way: Way) -> UUID:
    return way.facts.id


WAYS = Listing[Way](
    subject="outreach_course",
    title=N_("Trajecten van jongeren"),
    columns=(
        Column("who", N_("Wie"), lambda way: way.client.full_name),
        Column("began_on", N_("Eerste contact"), lambda way: way.facts.began_on),
        Column(
            "step",
            N_("Stap"),
            lambda way: way.course.standing.word,
            lambda way: gettext(OUTREACH.labels[way.course.standing.word]),
        ),
        Column("since", N_("Sinds"), lambda way: way.course.standing.since),
    ),
    find=_find,
    count=store.count_courses,
    id_of=_id,
    url_of=lambda way: f"/toeleiding/{way.client.id}",
)

"""Queries on outreach. Each takes the acting user and stays with what they may see."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, String, cast, func
from sqlmodel import and_, col, select
from sqlmodel.sql.expression import Select

from webapp.accounts.actor import Actor
from webapp.contacts.inputs import YOUTH_CHANNELS, Topic
from webapp.contacts.models import StreetContact
from webapp.contacts.store import stands
from webapp.db import ALL, Session, count_rows
from webapp.outreach.models import MeetingPlace, OutreachCourse, OutreachTarget, PlaceVisit
from webapp.people.models import Client
from webapp.people.store import knows, visible
from webapp.text import asked_words

MOST = 500
"""Places of one organisation on a page; and visits of one place are counted in tens."""


def list_places(session: Session, actor: Actor, *, ended: bool = False) -> Sequence[MeetingPlace]:
    """The places of this user's organisation, or those where nobody goes any more."""
    over = col(MeetingPlace.ended_on)
    return session.exec(
        select(MeetingPlace)
        .where(MeetingPlace.organisation_id == actor.organisation_id, MeetingPlace.region_id == actor.region_id)
        .where(over.is_not(None) if ended else over.is_(None))
        .order_by(col(MeetingPlace.id))
        .limit(MOST)
    ).all()


def find_place(session: Session, actor: Actor, place_id: UUID, *, lock: bool = False) -> MeetingPlace | None:
    """One place of this user's organisation; locked for a change."""
    question = select(MeetingPlace).where(
        MeetingPlace.id == place_id,
        MeetingPlace.organisation_id == actor.organisation_id,
        MeetingPlace.region_id == actor.region_id,
    )
    return session.exec(question.with_for_update() if lock else question).first()


def list_visits(session: Session, place: MeetingPlace, limit: int) -> Sequence[PlaceVisit]:
    """The latest visits to a place the caller holds."""
    return session.exec(
        select(PlaceVisit)
        .where(PlaceVisit.place_id == place.id)
        .order_by(col(PlaceVisit.at).desc(), col(PlaceVisit.id).desc())
        .limit(limit)
    ).all()


def find_course(session: Session, actor: Actor, client_id: UUID, *, lock: bool = False) -> OutreachCourse | None:
    """The way of a client that the caller may see; locked for an answer."""
    question = select(OutreachCourse).where(
        OutreachCourse.client_id == client_id, OutreachCourse.region_id == actor.region_id
    )
    return session.exec(question.with_for_update() if lock else question).first()


def list_courses(
    session: Session, actor: Actor, words: str = "", _filters: Mapping[str, str] = ALL, *, offset: int = 0, limit: int
) -> list[tuple[OutreachCourse, Client]]:
    """The ways of the clients this user works with, the latest begun first."""
    question = _courses(actor, words).order_by(col(OutreachCourse.began_on).desc(), col(OutreachCourse.id).desc())
    return [(row[0], row[1]) for row in session.exec(question.offset(offset).limit(limit)).all()]


def count_courses(session: Session, actor: Actor, words: str, _filters: Mapping[str, str]) -> int:
    """How many there are of these."""
    return count_rows(session, _courses(actor, words))


def _courses(actor: Actor, words: str) -> Select[OutreachCourse, Client]:
    named = [col(Client.search_key).contains(word, autoescape=True) for word in asked_words(words)]
    return (
        select(OutreachCourse, Client)
        .join(Client, and_(col(Client.id) == OutreachCourse.client_id, visible(actor)))
        .where(OutreachCourse.region_id == actor.region_id, knows(actor, col(OutreachCourse.client_id)), *named)
    )


def list_of_year(session: Session, actor: Actor, year: int, *, region: bool) -> Sequence[OutreachCourse]:
    """The ways that began in a year, of the region or of this user's organisation; only for counting.

    Of one person with two records, each with a way, the one that stands counts.
    """
    whose = (
        OutreachCourse.region_id == actor.region_id
        if region
        else OutreachCourse.organisation_id == actor.organisation_id
    )
    return session.exec(
        select(OutreachCourse)
        .join(Client, col(Client.id) == OutreachCourse.client_id)
        .where(whose, OutreachCourse.region_id == actor.region_id, col(Client.merged_into).is_(None))
        .where(OutreachCourse.began_on >= date(year, 1, 1), OutreachCourse.began_on <= date(year, 12, 31))
        .order_by(col(OutreachCourse.began_on))
    ).all()


def find_target(session: Session, region_id: UUID, year: int, *, lock: bool = False) -> OutreachTarget | None:
    """The target of a region for a year."""
    return session.get(OutreachTarget, (region_id, year), with_for_update=lock or None)


def count_contacts(
    session: Session, actor: Actor, begin: datetime, end: datetime, topics: Sequence[Topic], *, region: bool
) -> tuple[dict[str, int], dict[str, int]]:
    """The contacts of a time: by channel of youths, and by topic. It walks the index by time."""
    where = _of_time(actor, begin, end, region=region)
    channels = session.exec(
        select(StreetContact.channel, func.count())
        .where(*where, col(StreetContact.channel).in_([one.value for one in YOUTH_CHANNELS]))
        .group_by(col(StreetContact.channel))
    ).all()
    sums: list[Any] = [func.count().filter(_names(topic)) for topic in topics]
    row: Any = session.exec(select(*sums).where(*where)).one()
    return {one[0]: one[1] for one in channels}, {topic.value: row[n] for n, topic in enumerate(topics)}


def count_people(session: Session, actor: Actor, begin: datetime, end: datetime, topic: Topic, *, region: bool) -> int:
    """The clients with a contact of a time that names a topic, each once."""
    people = func.count(func.distinct(col(StreetContact.client_id)))
    return session.exec(select(people).where(*_of_time(actor, begin, end, region=region), _names(topic))).one()


def _of_time(actor: Actor, begin: datetime, end: datetime, *, region: bool) -> tuple[ColumnElement[bool], ...]:
    whose = (
        col(StreetContact.region_id) == actor.region_id
        if region
        else col(StreetContact.organisation_id) == actor.organisation_id
    )
    return whose, stands(), col(StreetContact.occurred_at) >= begin, col(StreetContact.occurred_at) < end


def _names(topic: Topic) -> ColumnElement[bool]:
    return cast(col(StreetContact.topics), String).contains(f'"{topic.value}"')

"""The waiting items of a person tonight: answers to their own requests, questions to the shelters where they work."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.beds.kinds import OPEN, WAITING, State
from webapp.beds.ledger import companion_store
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import store
from webapp.beds.requests.members import Along, tell_along
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category, Shelter
from webapp.db import Session
from webapp.people import store as people

_DONE = (State.arrived, State.cancelled, State.no_show, State.lapsed)


@dataclass(frozen=True)
class House:
    """A shelter with waiting questions; its name as others may see it."""

    id: UUID
    name: str
    number: int


@dataclass(frozen=True)
class Waiting:
    """``answers``: own requests with an outcome their asker has not seen. ``questions``: their ids.

    Ids and numbers only, so that it may stand beside any page.
    """

    answers: int = 0
    questions: tuple[UUID, ...] = ()
    houses: tuple[House, ...] = ()
    answers_questions: bool = False
    """True when this person answers questions at all."""
    standing: str = ""
    """The states of their own requests as one text: another text means that one changed."""

    @property
    def number(self) -> int:
        """The number of waiting items."""
        return self.answers + len(self.questions)


@dataclass(frozen=True)
class Asked:
    """An own request of tonight: person and shelter as far as they may be shown, and its state."""

    row: BedRequest
    name: str | None
    place: str
    phone: str
    category: Category
    state: State
    is_news: bool

    @property
    def is_done(self) -> bool:
        """True when nothing is left to do or to know."""
        return self.state in _DONE and not self.is_news


@dataclass(frozen=True)
class _Night:
    """Everything of the actor's at one moment, read once: own requests, own shelters, questions to those."""

    now: datetime
    asked: Sequence[tuple[BedRequest, Shelter, Category]]
    shelters: Sequence[Shelter]
    questions: Sequence[tuple[BedRequest, Category, User, State]]

    def of(self, shelter: Shelter) -> list[tuple[BedRequest, Category, User, State]]:
        """The questions to one shelter."""
        return [one for one in self.questions if one[0].shelter_id == shelter.id]

    def count(self) -> Waiting:
        """The waiting items in numbers."""
        houses = [House(one.id, shelter_store.shown_name(one), len(self.of(one))) for one in self.shelters]
        return Waiting(
            sum(row.is_news(self.now) for row, _, _ in self.asked),
            tuple(row.id for row, *_ in self.questions),
            tuple(house for house in houses if house.number),
            bool(self.shelters),
            " ".join(sorted(f"{row.state_at(self.now)}{row.seen_state}" for row, _, _ in self.asked)),
        )


def waiting(session: Session, actor: Actor) -> Waiting:
    """The actor's waiting items now."""
    return _read(session, actor).count()


def first_of_all(session: Session, actor: Actor, *, kept: bool = False) -> dict[str, Any]:
    """The first part of a home screen and of the page beside the board: questions to answer, then one's own requests.

    ``kept``: for a phone to keep. That has no questions, because nobody answers without network, nor the name of a
    person whose whereabouts are secret: a phone shows it hours later.
    """
    night = _read(session, actor)
    asked_for = [row.client_id for row, _, _ in night.asked]
    secret = people.hidden_among(session, [*asked_for, *(row.client_id for row, *_ in night.questions)])
    asked = [_asked(*one, night.now, secret, kept=kept) for one in night.asked]
    questions = [(one.id, shelter_store.shown_name(one), night.of(one)) for one in night.shelters if night.of(one)]
    return {
        "asked": sorted(asked, key=lambda one: not one.is_news),
        "questions": [] if kept else questions,
        "along": {} if kept else _along(session, actor, night),
        "secret": secret,
        "waits": None if kept else night.count(),
        "asked_for": clock.night_of(night.now),
    }


def _along(session: Session, actor: Actor, night: _Night) -> dict[UUID, list[Along]]:
    """Question → those who come along."""
    houses = {row.id: row.shelter_id for row, *_ in night.questions}
    found = companion_store.list_of_requests(session, list(houses))
    return {request: tell_along(session, actor, rows, houses[request]) for request, rows in found.items()}


def mark_seen(session: Session, actor: Actor, request_id: UUID) -> None:
    """Mark the present state as seen by its asker, on all their phones."""
    request = store.find_request(session, actor, request_id, lock=True)
    if request is not None and request.asked_by == actor.user_id:
        request.seen_state = request.state_at(clock.now()).value
        session.add(request)


def _read(session: Session, actor: Actor) -> _Night:
    now = clock.now()
    night = clock.night_of(now)
    shelters = [shelter for shelter, _ in shelter_store.list_own_shelters(session, actor)]
    rows = store.list_for_shelters(session, [one.id for one in shelters], night) if shelters else []
    states = [(row, category, asker, row.state_at(now)) for row, category, asker in rows]
    asked = store.list_own_requests(session, actor, night)
    return _Night(now, asked, shelters, [one for one in states if one[3] in WAITING])


def _asked(
    row: BedRequest, shelter: Shelter, category: Category, now: datetime, secret: Collection[UUID], *, kept: bool
) -> Asked:
    state = row.state_at(now)
    is_hidden = row.client_id in secret and (kept or state not in OPEN)
    return Asked(
        row,
        None if is_hidden else row.name_at(now),
        shelter_store.shown_name(shelter),
        "" if shelter.confidential else shelter.phone,
        category,
        state,
        row.is_news(now),
    )

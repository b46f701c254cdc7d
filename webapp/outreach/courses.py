"""The ways of youths: beginning one, its answers, and reading it. One per person, so that each counts once."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.outreach import store
from webapp.outreach.inputs import BeginInput, CourseAnswer
from webapp.outreach.kind import LOST, OUTREACH, WORKER, Lost
from webapp.outreach.models import OutreachCourse
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.models import Client
from webapp.trajectories import service as trajectories
from webapp.trajectories.inputs import AnswerInput
from webapp.trajectories.kinds import TAKE_BACK, Answer
from webapp.trajectories.models import TakenRow
from webapp.trajectories.service import Course, Scheme
from webapp.web import submissions

LONGEST = timedelta(days=366)
"""A first contact of longer ago would count in a year that is told already."""
_NONE = N_("Voor deze persoon is nog geen traject begonnen.")
_SINCE = N_("Kies een dag in het laatste jaar, tot en met vandaag.")


def speaks_for(actor: Actor, _course: OutreachCourse) -> list[str]:
    """The parties for whom this user answers."""
    return [WORKER] if actor.may(Permission.keep_outreach) else []


SCHEME = Scheme(OUTREACH, speaks_for, reasons={LOST: frozenset(Lost)})


@dataclass(frozen=True)
class Way:
    """The way of one youth with its answers, as a user sees it."""

    facts: OutreachCourse
    client: Client
    course: Course

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return self.facts.read_by(actor)

    @property
    def answers(self) -> tuple[Answer, ...]:
        """The possible answers now; none at its end."""
        step = self.course.standing.step
        return step.answers if step else ()

    def undoable(self) -> TakenRow | None:
        """The last answer, which can be taken back."""
        rows = self.course.rows
        return rows[-1] if rows else None


def require_known(session: Session, actor: Actor, client_id: UUID) -> Client:
    """A client whose way this user may know: it tells where they sleep, so of a hidden one only by working with them.

    Raises:
        NotFound: when there is none, or not for this user.
        Withheld: for a hidden client of others.
    """
    actor.require(Permission.keep_outreach)
    return people.require_placeable(session, actor, client_id)


def find_way(session: Session, actor: Actor, client_id: UUID) -> tuple[Client, Way | None]:
    """A client and their way, None when it has not begun.

    Raises:
        NotFound, Withheld: as ``require_known``.
    """
    client = require_known(session, actor, client_id)
    facts = store.find_course(session, actor, client_id)
    return client, Way(facts, client, trajectories.read(session, SCHEME, facts)) if facts else None


def begin_way(session: Session, actor: Actor, data: BeginInput, course_id: UUID) -> OutreachCourse:
    """Begin the way of a client. There is one per person: begun again, or by two people at once, it is the same.

    Raises:
        NotFound, Withheld: as ``require_known``.
        Invalid: at ``since``, for a day to come or too long ago.
        Conflict: when the id belongs to another person's.
    """
    client = require_known(session, actor, data.client)
    people_store.find_client(session, actor, client.id, lock=True)  # two at once: the second finds the first's
    if known := store.find_course(session, actor, client.id):
        return known
    submissions.known(session, OutreachCourse, course_id, client_id=client.id)
    today = clock.local(actor.happened).date()
    since = data.since or today
    if not today - LONGEST <= since <= clock.today():
        raise Invalid({"since": _SINCE})
    facts = OutreachCourse(
        id=course_id,
        region_id=client.region_id,
        organisation_id=actor.organisation_id,
        client_id=client.id,
        began_on=since,
        started_by=actor.user_id,
    )
    session.add(facts)
    session.flush()
    why = client.ground(actor)
    record(session, actor, Action.create, "outreach_course", facts.id, client_id=client.id, ground=why)
    return facts


def answer_way(session: Session, actor: Actor, data: CourseAnswer) -> OutreachCourse:
    """Take the next step, or take the last one back.

    Raises:
        NotFound: when the client is not for this user, or their way has not begun.
        Conflict: when it is at another step by now.
        Invalid: without an answer, or a reason where one is asked.
    """
    require_known(session, actor, data.client)
    facts = store.find_course(session, actor, data.client, lock=True)
    if facts is None:
        raise NotFound(_NONE)
    said = AnswerInput(step=data.step, answer=data.answer, reason=data.reason if data.answer == LOST else None)
    trajectories.answer(session, actor, SCHEME, facts, said)
    return facts


def take_back(session: Session, actor: Actor, client_id: UUID, step: str) -> OutreachCourse:
    """Take the last answer back.

    Raises:
        NotFound, Conflict: as ``answer_way``.
    """
    return answer_way(session, actor, CourseAnswer(client=client_id, step=step, answer=TAKE_BACK))


def read_ways(session: Session, rows: Sequence[tuple[OutreachCourse, Client]]) -> list[Way]:
    """These ways with their answers, in one question."""
    courses = trajectories.read_all(session, SCHEME, [facts for facts, _client in rows])
    return [Way(facts, client, courses[facts.id]) for facts, client in rows]

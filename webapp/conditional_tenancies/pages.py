"""The contents of the pages of huren onder voorwaarden: the same for the view and for the region a phone keeps."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.conditional_tenancies import kind, labels, service, store
from webapp.conditional_tenancies.kind import HOME, LOOK, Cause
from webapp.conditional_tenancies.service import SCHEME, Case
from webapp.db import Session
from webapp.fragment import Fragment, render
from webapp.people import store as people
from webapp.people.models import Client
from webapp.text import in_order
from webapp.trajectories import service as trajectories
from webapp.trajectories.service import Course
from webapp.web.choices import options
from webapp.web.forms import Form
from webapp.worklist import store as worklist
from webapp.worklist.models import DueDone

_FIRST = 10
_KEPT = 50
_SIGNED = (kind.CONTRACT, kind.AGREEMENT)


def desk_page(session: Session, actor: Actor) -> dict[str, Any]:
    """What waits for the desk: new signals, letters without an outcome, contracts that are not signed."""
    parts = {state: store.list_at(session, actor, state, _FIRST) for state in kind.OPEN}
    return {"parts": {state: service.read_many(session, rows) for state, rows in parts.items()}}


def case_page(session: Session, actor: Actor, case: Case, course: Course) -> dict[str, Any]:
    """One case: how it stands, the answers so far, those that this user may give, and the looks."""
    [page] = case_pages(session, actor, [case], {case.row.id: course})
    return page


def case_pages(
    session: Session, actor: Actor, cases: Sequence[Case], courses: Mapping[UUID, Course]
) -> list[dict[str, Any]]:
    """The pages of several, with as many questions as of one: a phone reads fifty at once."""
    rows = [one.row for one in cases]
    taken = [one for row in rows for one in courses[row.id].rows]
    done: dict[UUID, list[DueDone]] = {row.id: [] for row in rows}
    for one in worklist.list_done(session, actor.region_id, done):
        if one.rule == LOOK.word:
            done[one.subject_id].append(one)
    looks = [one for found in done.values() for one in found]
    told = [*(row.reported_by for row in rows), *(one.by for one in taken), *(one.by for one in looks)]
    organisations = {one for row in rows for one in (row.organisation_id, row.desk_id)}
    clients = people.list_by_ids(session, actor, [row.client_id for row in rows if row.client_id])
    known: dict[UUID | None, Client] = {one.id: one for one in clients}
    shared = {
        "users": people.names_of(session, told),
        "organisations": store.organisations_of(session, organisations | {one.organisation_id for one in taken}),
    }
    return [
        _case(actor, one, courses[one.row.id])
        | {"looks": done[one.row.id], "client": known.get(one.row.client_id), **shared}
        for one in cases
    ]


def _case(actor: Actor, case: Case, course: Course) -> dict[str, Any]:
    row, parties = case.row, service.speaks_for(actor, case.row)
    answers = _list_answers(course, parties)
    is_desk = kind.DESK in parties
    return {
        "case": case,
        "row": row,
        "course": course,
        "is_desk": is_desk,
        "hides_address": is_desk and case.who is not None and case.who.is_hidden,
        "answers": answers,
        "signs": {word: _parties_for(course, word, parties) for word in answers},
        "reasons": labels.reasons(row.state, answers) if answers else {},
        "undoable": service.find_undoable(actor, row, course),
        "look_words": {one.word: one.label for one in LOOK.outcomes},
        "labels": labels,
    }


def _list_answers(course: Course, parties: Collection[str]) -> list[str]:
    """The answers that this user may give now, in the order of the page."""
    step = course.standing.step
    if step is None:
        return []
    given, mine = set(course.standing.given), set(parties)
    return [one.word for one in step.answers if (set(one.by) & mine if one.by else set(step.by) & mine - given)]


def _parties_for(course: Course, word: str, parties: Collection[str]) -> list[str]:
    """The parties with a button of their own: of a contract each that did not sign yet; else one, unnamed."""
    step = course.standing.step
    found = step.find(word) if step else None
    if step is None or found is None or found.by or step.word not in _SIGNED:
        return [""]
    return [one for one in step.by if one in parties and one not in course.standing.given]


def report_form(session: Session, actor: Actor) -> dict[str, Any]:
    """The choices of the form: the same for everybody of a role in a region."""
    towns = in_order(people.region_of(session, actor).municipalities)
    return {
        "causes": options(Cause),
        "towns": [("", gettext("Kies een gemeente")), *((name, name) for name in towns)],
        "knows_clients": actor.may(Permission.read_clients),
    }


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The open cases of this user that a phone keeps to read; none of a person whose whereabouts are secret."""
    if not actor.may(Permission.report_conditional):
        return
    rows = store.list_open_of(session, actor, _KEPT)
    secret = people.hidden_among(session, [one.client_id for one in rows])
    cases = service.read_many(session, [row for row in rows if row.client_id not in secret])
    courses = trajectories.read_all(session, SCHEME, [one.row for one in cases])
    for context in case_pages(session, actor, cases, courses):
        path = f"{HOME}/{context['row'].id}"
        yield render(path, "conditional_tenancies/case.html", form=Form({}), overtaken=False, **context)

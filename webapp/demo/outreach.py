"""Demo places where youths are met, the ways of the demo's youths, and the target of this year."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.accounts.models import User
from webapp.db import Session, new_id
from webapp.demo.contacts import YOUTH_WORKER
from webapp.demo.regions import REGIONS
from webapp.outreach import courses
from webapp.outreach.inputs import BeginInput, CourseAnswer
from webapp.outreach.models import MeetingPlace, OutreachTarget, PlaceVisit
from webapp.outreach.store import list_places
from webapp.people import store as people

_PLACES = (
    # name, times, note, days since the last visit, youths there
    ("Demo skatebaan", "wo 14:00-18:00\nvr, za 19:00-23:00", "Bij regen onder het viaduct.", 2, 6),
    ("Demo stationshal", "dagelijks 16:00-20:00", "", None, None),
)
_STEPS = {"Demo Yara": ("trusts", "accepted"), "Demo Levi": ()}


def make(session: Session) -> None:
    """Make each region's, once."""
    for row in REGIONS:
        worker = accounts.find_demo_user(session, YOUTH_WORKER + str(row["suffix"]))
        if worker is None or list_places(session, actor_of(worker)):
            continue
        for name, times, note, days, met in _PLACES:
            _place(session, worker, name, times, note, days, met)
        source, year = "Plan van aanpak dakloosheid (demo)", clock.today().year
        session.add(OutreachTarget(region_id=worker.region_id, year=year, target=35, source=source))
        _ways(session, worker)


def _place(session: Session, worker: User, name: str, times: str, note: str, days: int | None, met: int | None) -> None:
    of: dict[str, Any] = {"region_id": worker.region_id, "organisation_id": worker.organisation_id}
    place = MeetingPlace(**of, name=name, times=times, note=note)
    session.add(place)
    session.flush()
    if days is not None:
        place.visited_at, place.visited_by, place.met = clock.now() - timedelta(days=days), worker.id, met
        session.add(PlaceVisit(**of, place_id=place.id, by=worker.id, at=place.visited_at, met=met))


def _ways(session: Session, worker: User) -> None:
    actor = actor_of(worker)
    for client in people.list_recent(session, actor, len(_STEPS) + 1):
        answers = _STEPS.get(client.name or client.alias or "")
        if answers is None:
            continue
        since = max(clock.today().replace(month=1, day=1), clock.today() - timedelta(days=40))
        courses.begin_way(session, actor, BeginInput(client=client.id, since=since), new_id())
        for step, answer in zip(("contact", "trust"), answers, strict=False):
            courses.answer_way(session, actor, CourseAnswer(client=client.id, step=step, answer=answer))

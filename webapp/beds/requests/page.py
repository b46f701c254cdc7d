"""The contents of the page of one request; the same for its view and for a phone that keeps it."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Any
from uuid import UUID

from flask_babel import gettext

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor
from webapp.accounts.models import User
from webapp.accounts.permissions import Permission
from webapp.beds import kinds
from webapp.beds.availability import categories
from webapp.beds.availability import shelters as availability
from webapp.beds.availability.kept import kept_board
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.kinds import OPEN, AgeGroup, Kind, Need, State
from webapp.beds.ledger import companion_store
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import answers as request_answers
from webapp.beds.requests import no_place, store
from webapp.beds.requests.members import Along, tell_along
from webapp.beds.requests.service import is_past
from webapp.beds.rules import fits, places
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Category
from webapp.db import Illegible, Session
from webapp.errors import N_
from webapp.people import store as people
from webapp.people.gender import Gender

_ALTERNATIVES = 5
_WHY_BACK = (N_("Andere plek gevonden"), N_("Komt vannacht niet"), N_("Verkeerd gevraagd"))
_OVER = (State.full, State.refused, State.expired, State.unanswered, State.no_show)
_FREE_AGAIN = (State.expired, State.no_show)
"""States in which the held bed may be had again."""
_MAY_COME = (State.held, State.expired, State.no_show)
"""States in which the house ticks off the guest, also a late one."""


def request_context(session: Session, actor: Actor, asked: BedRequest) -> dict[str, Any]:
    """The values of the page of this request for this user."""
    now = clock.now()
    state = asked.state_at(now)
    pair = store.find_any_shelter(session, asked)
    [shelter] = availability.read_shelters(session, [pair], availability.this_minute())
    category = next((one for one in shelter.categories if one.id == asked.category_id), None)
    asker = accounts.find_user(session, asked.asked_by)
    region = accounts.find_region(session, asked.region_id)
    is_over, is_secret = state not in OPEN, asked.client_id in people.hidden_among(session, [asked.client_id])
    asked_here = asked.organisation_id == actor.organisation_id and actor.may(Permission.request_beds)
    answers = shelter_store.works_at(session, actor, asked.shelter_id)
    secret_house = shelter.confidential and not answers
    report = no_place.find_of_request(session, asked.id)
    night_over = clock.end_of_night(asked.night) <= now
    note = asked.note if asked.name_at(now) or not night_over else None
    return {
        "asked": asked,
        "name": shown_name(session, asked),
        "along": _list_along(session, actor, asked) if shown_name(session, asked) or not night_over else [],
        "note": None if is_secret and is_over and state is not State.arrived else note,
        "state": state,
        "is_open": (state in OPEN and not is_past(asked, state, now)) or (answers and state in _MAY_COME),
        "night_over": night_over,
        "shelter": shelter,
        "kind": session.get_one(Category, asked.category_id).kind,
        "category": category,
        "asker": asker,
        "asker_role": asker.main_role.label if asker else "",
        "steps": _steps(session, asked, state, shelter_store.list_staff(session, shelter.id) if secret_house else None),
        "alternatives": _alternatives(session, asked, state) if asked_here and state in _OVER else [],
        "report": report,
        "reported_here": report is not None and report.told_by == actor.user_id,
        "minutes": _minutes_left(asked, state),
        "help_phone": region.help_phone if region else "",
        "same_name": asked_here and _same_name(session, actor, asked, state),
        "asked_here": asked_here,
        "answers": answers,
        "phone": (region.womens_shelter_phone if region else "") if secret_house else shelter.phone,
        "secret_house": secret_house,
        "may_tell_where": bool(shelter.address) and not is_secret,
        "may_extend": state is State.held
        and asked.extended_at is None
        and request_answers.may_extend(session, actor, asked, pair[0]),
        "words": kinds,
    }


def _list_along(session: Session, actor: Actor, asked: BedRequest) -> list[Along]:
    rows = companion_store.list_of_requests(session, [asked.id]).get(asked.id, [])
    return tell_along(session, actor, rows, asked.shelter_id, asked.asked_by)


def cancel_context(asked: BedRequest) -> dict[str, Any]:
    """The values of the page that takes this request back."""
    reasons = [(gettext(reason), gettext(reason)) for reason in _WHY_BACK]
    return {"asked": asked, "is_held": asked.state_at(clock.now()) is State.held, "reasons": reasons}


def shown_name(session: Session, asked: BedRequest) -> str | None:
    """The name, while somebody may need it; for a person whose whereabouts are secret, until the request is over."""
    now = clock.now()
    is_over = asked.state_at(now) not in OPEN
    return (
        None if is_over and asked.client_id in people.hidden_among(session, [asked.client_id]) else asked.name_at(now)
    )


def _minutes_left(found: BedRequest, state: State) -> int:
    if state is not State.held or found.held_until is None:
        return 0
    return -int((clock.now() - found.held_until).total_seconds() // 60)


def _steps(session: Session, asked: BedRequest, state: State, secret: Sequence[UUID] | None) -> list[dict[str, Any]]:
    """The steps of a request, with expiries by the clock, which have no row of their own.

    ``secret``: the staff of a confidential shelter; None when everyone may be named.
    """
    steps = [
        {
            "state": State(step.state),
            "again": False,
            "at": step.at,
            "by": _by(user, asked, secret),
            "until": step.until,
            "reason": step.reason,
            "words": step.words,
        }
        for step, user in store.list_steps(session, asked.id)
    ]
    for before, step in pairwise(steps):
        step["again"] = before["state"] is step["state"]
    if state in (State.expired, State.lapsed, State.unanswered) and steps[-1]["state"] is not state:
        ends = {State.expired: asked.held_until, State.unanswered: asked.answer_by}
        at = ends.get(state) or clock.end_of_night(asked.night)
        steps.append({"state": state, "at": at, "by": "", "until": None, "reason": "", "words": None, "again": False})
    return steps


def _by(user: User | None, asked: BedRequest, secret: Sequence[UUID] | None) -> str:
    """The name of a step's person; staff of a confidential shelter, past or present, appear under its one name."""
    if user is None:
        return ""
    hidden = secret is not None and (user.id in secret or user.organisation_id != asked.organisation_id)
    return gettext(shelter_store.CONFIDENTIAL_NAME) if hidden else user.name


def _alternatives(session: Session, asked: BedRequest, state: State) -> list[tuple[ShelterNow, categories.CategoryNow]]:
    """The shelters with room for the same person now."""
    age, gender, needs = AgeGroup(asked.age_group), Gender(asked.gender), [Need(need) for need in asked.needs]
    fitting = [
        (shelter, category)
        for shelter in kept_board(session, asked.region_id, availability.this_minute())
        for category in shelter.categories
        if (category.id != asked.category_id or state in _FREE_AGAIN)
        and not (shelter.id == asked.shelter_id and asked.state == State.refused.value and category.kind != Kind.winter)
        and category.free >= places(category.kind, asked.persons)
        and not category.call_first
        and shelter.lets_in
        and fits(category.kind, age, gender, asked.persons, shelter.ages)
        and shelter.offers.meet(needs)
    ]
    return sorted(fitting, key=lambda pair: (pair[1].kind is Kind.winter, -pair[1].free))[:_ALTERNATIVES]


def _same_name(session: Session, actor: Actor, asked: BedRequest, state: State) -> bool:
    """True when colleagues hold another bed tonight under this name: only a warning, because there are two Jans."""
    if not asked.name or isinstance(asked.name, Illegible) or asked.client_id or state not in OPEN:
        return False
    now = clock.now()
    name = asked.name.casefold()
    others = store.list_held_by_organisation(session, actor, asked.night)
    secret = people.hidden_among(session, [row.client_id for row in others])
    return any(
        row.client_id not in secret
        and row.id != asked.id
        and row.state_at(now) is State.held
        and (row.name or "").casefold() == name
        for row in others
    )

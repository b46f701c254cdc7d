"""What the page of one request shows; the same for its view and for what a phone keeps to read."""

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
from webapp.beds.ledger.models import BedRequest
from webapp.beds.requests import answers as request_answers
from webapp.beds.requests import no_place, store
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
"""The bed that was held may be had again."""
_MAY_COME = (State.held, State.expired, State.no_show)
"""The house ticks off who comes, also late."""


def request_context(session: Session, actor: Actor, found: BedRequest) -> dict[str, Any]:
    """All that the page of this request shows to this user."""
    now = clock.now()
    state = found.state_at(now)
    pair = store.find_any_shelter(session, found)
    [shelter] = availability.read_shelters(session, [pair], availability.this_minute())
    category = next((one for one in shelter.categories if one.id == found.category_id), None)
    asker = accounts.find_user(session, found.asked_by)
    region = accounts.find_region(session, found.region_id)
    is_over, is_secret = state not in OPEN, found.client_id in people.hidden_among(session, [found.client_id])
    asked_here = found.organisation_id == actor.organisation_id and actor.may(Permission.request_beds)
    answers = shelter_store.works_at(session, actor, found.shelter_id)
    secret_house = shelter.confidential and not answers
    told = no_place.find_of_request(session, found.id)
    night_over = clock.end_of_night(found.night) <= now
    note = found.note if found.name_at(now) or not night_over else None
    return {
        "asked": found,
        "name": told_name(session, found),
        "note": None if is_secret and is_over and state is not State.arrived else note,
        "state": state,
        "is_open": (state in OPEN and not is_past(found, state, now)) or (answers and state in _MAY_COME),
        "night_over": night_over,
        "shelter": shelter,
        "kind": session.get_one(Category, found.category_id).kind,
        "category": category,
        "asker": asker,
        "asker_role": asker.main_role.label if asker else "",
        "steps": _steps(session, found, state, shelter_store.list_staff(session, shelter.id) if secret_house else None),
        "alternatives": _alternatives(session, found, state) if asked_here and state in _OVER else [],
        "told": told,
        "told_here": told is not None and told.told_by == actor.user_id,
        "minutes": _minutes_left(found, state),
        "help_phone": region.help_phone if region else "",
        "same_name": asked_here and _same_name(session, actor, found, state),
        "asked_here": asked_here,
        "answers": answers,
        "phone": (region.womens_shelter_phone if region else "") if secret_house else shelter.phone,
        "secret_house": secret_house,
        "may_tell_where": bool(shelter.address) and not is_secret,
        "may_extend": state is State.held
        and found.extended_at is None
        and request_answers.may_extend(session, actor, found, pair[0]),
        "words": kinds,
    }


def cancel_context(found: BedRequest) -> dict[str, Any]:
    """All that the page shows on which this request is taken back."""
    reasons = [(gettext(reason), gettext(reason)) for reason in _WHY_BACK]
    return {"asked": found, "is_held": found.state_at(clock.now()) is State.held, "reasons": reasons}


def told_name(session: Session, found: BedRequest) -> str | None:
    """Whom it is for, while somebody may still need to know: of who must not be found, until it is over."""
    now = clock.now()
    is_over = found.state_at(now) not in OPEN
    return (
        None if is_over and found.client_id in people.hidden_among(session, [found.client_id]) else found.name_at(now)
    )


def _minutes_left(found: BedRequest, state: State) -> int:
    if state is not State.held or found.held_until is None:
        return 0
    return -int((clock.now() - found.held_until).total_seconds() // 60)


def _steps(session: Session, found: BedRequest, state: State, secret: Sequence[UUID] | None) -> list[dict[str, Any]]:
    """What happened, with what the clock did without a row of its own.

    ``secret``: the people of a confidential shelter, None where everyone may be told of.
    """
    steps = [
        {
            "state": State(step.state),
            "again": False,
            "at": step.at,
            "by": _by(user, found, secret),
            "until": step.until,
            "reason": step.reason,
            "words": step.words,
        }
        for step, user in store.list_steps(session, found.id)
    ]
    for before, step in pairwise(steps):
        step["again"] = before["state"] is step["state"]
    if state in (State.expired, State.lapsed, State.unanswered) and steps[-1]["state"] is not state:
        ends = {State.expired: found.held_until, State.unanswered: found.answer_by}
        at = ends.get(state) or clock.end_of_night(found.night)
        steps.append({"state": state, "at": at, "by": "", "until": None, "reason": "", "words": None, "again": False})
    return steps


def _by(user: User | None, found: BedRequest, secret: Sequence[UUID] | None) -> str:
    """Who did a step; who works at a confidential shelter, or decided there before, is told by its one name."""
    if user is None:
        return ""
    hidden = secret is not None and (user.id in secret or user.organisation_id != found.organisation_id)
    return gettext(shelter_store.CONFIDENTIAL_NAME) if hidden else user.name


def _alternatives(session: Session, found: BedRequest, state: State) -> list[tuple[ShelterNow, categories.CategoryNow]]:
    """Where there is room for the same person now."""
    age, gender, needs = AgeGroup(found.age_group), Gender(found.gender), [Need(need) for need in found.needs]
    fitting = [
        (shelter, category)
        for shelter in kept_board(session, found.region_id, availability.this_minute())
        for category in shelter.categories
        if (category.id != found.category_id or state in _FREE_AGAIN)
        and not (shelter.id == found.shelter_id and found.state == State.refused.value and category.kind != Kind.winter)
        and category.free >= places(category.kind, found.persons)
        and not category.call_first
        and shelter.lets_in
        and fits(category.kind, age, gender, found.persons, shelter.ages)
        and shelter.offers.meet(needs)
    ]
    return sorted(fitting, key=lambda pair: (pair[1].kind is Kind.winter, -pair[1].free))[:_ALTERNATIVES]


def _same_name(session: Session, actor: Actor, found: BedRequest, state: State) -> bool:
    """Whether colleagues hold another bed tonight under this name: a warning, there are two Jans."""
    if not found.name or isinstance(found.name, Illegible) or found.client_id or state not in OPEN:
        return False
    now = clock.now()
    name = found.name.casefold()
    others = store.list_held_by_organisation(session, actor, found.night)
    secret = people.hidden_among(session, [row.client_id for row in others])
    return any(
        row.client_id not in secret
        and row.id != found.id
        and row.state_at(now) is State.held
        and (row.name or "").casefold() == name
        for row in others
    )

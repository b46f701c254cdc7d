"""The count and the guest list disagree: a person says per kind of beds which is right, for all kinds at once."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from pydantic import Field

from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.beds.availability import categories
from webapp.beds.availability.categories import CategoryNow
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.counts.inputs import CountInput
from webapp.beds.counts.service import count_beds
from webapp.beds.kinds import AgeGroup, Kind
from webapp.beds.ledger import turns
from webapp.beds.ledger.models import Stay
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter
from webapp.beds.shelters.store import NO_SUCH_BEDS, own_shelter
from webapp.beds.stays import service as stays
from webapp.beds.stays import store as stay_store
from webapp.beds.stays.inputs import CheckInInput, CheckOutInput
from webapp.clock import now as present
from webapp.db import Session, new_id
from webapp.errors import N_, Conflict, Invalid
from webapp.validation import WHOLE, Bounded, Input, says

_CHANGED = N_("Er is intussen iets veranderd. Kijk nog een keer.")
_WHO = N_("Kies wie weg is: samen %(n)s bedden.")
_WHO_ONE = N_("Kies wie weg is: samen 1 bed.")


class Right(StrEnum):
    """The side a person believes."""

    book = "book"
    counted = "count"


class SettleInput(Input):
    """The right side for one kind of beds, as it was at ``version``; ``gone``: guests on the list who left."""

    category: Kind
    version: Annotated[int, WHOLE]
    right: Right = says(N_("Kies wat klopt."))
    gone: list[UUID] = Field(default_factory=list)


def list_differences(shelter: ShelterNow) -> list[CategoryNow]:
    """The kinds of beds whose count and guest list differ.

    A kind without a guest has no list: there the count is enough. More places in use than exist is a problem to solve
    first.
    """
    return [category for category in shelter.categories if _differs(category)]


def _differs(category: CategoryNow) -> bool:
    return bool(category.difference and category.stays and category.book >= 0)


def count_empty(category: CategoryNow) -> int:
    """The count carried on to now, as a number of beds."""
    return max(0, category.counted_now or 0)


def settle(session: Session, actor: Actor, shelter_id: UUID, answers: Iterable[SettleInput]) -> None:
    """Make count and guest list agree, for each of these kinds of beds.

    If the list is right, it becomes the new count. If the count is right, missing guests are added without a name, or
    guests who are gone are checked out.

    Raises:
        NotFound: at a shelter where the actor does not work.
        Conflict: when something changed since it was shown.
        Invalid: at ``gone-<kind>`` when the beds of those guests do not equal the difference.
    """
    actor.require(Permission.count_beds)
    shelter = own_shelter(session, actor, shelter_id)
    turns.take_turn(session, actor)
    for answer in answers:
        _settle(session, actor, shelter, answer)


def _settle(session: Session, actor: Actor, shelter: Shelter, answer: SettleInput) -> None:
    category = shelter_store.find_category(session, shelter.id, answer.category.value)
    if category is None:
        raise Invalid({"category": NO_SUCH_BEDS}, "unknown_category")
    state = categories.settled(session, category, present())
    if state.version != answer.version or not _differs(state):
        raise Conflict(_CHANGED, {})
    empty = count_empty(state)
    if answer.right is Right.book:
        _count(session, actor, shelter, state.kind, state.book)
        return
    if empty < state.book:
        _count(session, actor, shelter, state.kind, state.book)  # makes room for the guests to add
        for _ in range(state.book - empty):
            _let_in(session, actor, shelter, state.kind)
    else:
        for stay in _leavers(session, actor, shelter, state, answer.gone):
            stays.check_out(session, actor, CheckOutInput(stay=stay.id))
    _count(session, actor, shelter, state.kind, empty)


def _leavers(
    session: Session, actor: Actor, shelter: Shelter, state: CategoryNow, gone: Sequence[UUID]
) -> Sequence[Stay]:
    """The guests reported gone, when their beds equal the difference."""
    known = {
        stay.id: stay
        for stay, category in stay_store.list_guests(session, actor, shelter.id)
        if category.id == state.id
    }
    chosen = [known[one] for one in dict.fromkeys(gone) if one in known]
    missing = count_empty(state) - state.book
    if sum(stay.places for stay in chosen) != missing:
        sentence = Bounded(_WHO, n=missing) if missing > 1 else _WHO_ONE
        raise Invalid({f"gone-{state.kind}": sentence}, "who_is_gone")
    return chosen


def _let_in(session: Session, actor: Actor, shelter: Shelter, kind: Kind) -> None:
    age = AgeGroup.young if kind is Kind.youth else AgeGroup.adult
    stays.check_in(session, actor, CheckInInput(shelter=shelter.id, category=kind, age_group=age), new_id())


def _count(session: Session, actor: Actor, shelter: Shelter, kind: Kind, free: int) -> None:
    """Enter the free places as a count made now."""
    category = shelter_store.find_category(session, shelter.id, kind.value)
    data = CountInput(shelter=shelter.id, category=kind, free=free)
    count_beds(session, actor, data, category.version if category else None, new_id())

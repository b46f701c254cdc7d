"""The regions of beds that a phone keeps to read without network: tickets for the street, and the user's own houses."""

from __future__ import annotations

from collections.abc import Iterable

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.beds.availability import shelters as availability
from webapp.beds.availability.shelters import ShelterNow
from webapp.beds.kinds import OPEN, State
from webapp.beds.requests import store as request_store
from webapp.beds.requests.page import cancel_context, request_context
from webapp.beds.shelters import store as shelter_store
from webapp.beds.stays import house as house_page
from webapp.db import Session
from webapp.fragment import Fragment, kept
from webapp.people import store as people
from webapp.people.gender import Gender
from webapp.web.forms import Form


def fragments(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The user's requests that are open or just expired, and their own houses."""
    houses = availability.read_shelters(
        session, shelter_store.list_own_shelters(session, actor), availability.this_minute()
    )
    return [*_tickets(session, actor), *(one for house in houses for one in _house(session, actor, house))]


def _tickets(session: Session, actor: Actor) -> Iterable[Fragment]:
    """The tickets, without the name of a person whose whereabouts are secret: a phone shows them hours later."""
    now = clock.now()
    own = [found for found, _, _ in request_store.list_own_requests(session, actor, clock.tonight())]
    secret = people.hidden_among(session, [found.client_id for found in own])
    for found in own:
        state = found.state_at(now)
        if state not in (*OPEN, State.expired):
            continue
        context = {**request_context(session, actor, found), "is_hidden": found.client_id in secret}
        if context["is_hidden"]:
            context |= {"name": None, "note": None}
        yield kept(f"/bedden/aanvragen/{found.id}", "beds/requests/request.html", on_phone=True, **context)
        if state in OPEN:
            back = cancel_context(found)
            yield kept(
                f"/bedden/aanvragen/{found.id}/teruggeven",
                "beds/requests/cancel.html",
                is_kept=True,
                form=Form(),
                **back,
            )


def _house(session: Session, actor: Actor, house: ShelterNow) -> Iterable[Fragment]:
    """The pages for letting guests in and out: the list, the morning, the list on paper, the intake.

    The worker keeps the count page, but never of a house with a secret address: that page is sealed, too.
    """
    place = f"/bedden/{house.id}"
    tonight = house_page.tonight(session, actor, house)
    left = house_page.just_left(session, actor, house.id)
    intake = house_page.intake(session, actor, house)
    first = Form({"gender": Gender.unsaid})
    numbers = [category.free for category in house.categories]
    pages = [
        kept(f"{place}/gasten", "beds/house/house.html", is_kept=True, **tonight, **left),
        kept(f"{place}/ochtend", "beds/house/morning.html", is_kept=True, form=Form(), **tonight),
        kept(f"{place}/nachtlijst", "beds/house/night_list.html", is_kept=True, night=clock.tonight(), **tonight),
        kept(f"{place}/inschrijven", "beds/stays/check_in.html", is_kept=True, form=first, **intake),
    ]
    if house.confidential:
        count = {"shelter": house, "form": Form(), "typed": {}, "numbers": numbers}
        pages.append(kept(place, "beds/counts/count_only.html", is_kept=True, **count))
    return pages

"""The regions of beds that a phone keeps to read without network: tickets for the street, and the user's own houses."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

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
from webapp.fragment import Fragment, render
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
    own = [asked for asked, _, _ in request_store.list_own_requests(session, actor, clock.tonight())]
    secret = people.hidden_among(session, [asked.client_id for asked in own])
    for asked in own:
        state = asked.state_at(now)
        if state not in (*OPEN, State.expired):
            continue
        context = {**request_context(session, actor, asked), "is_hidden": asked.client_id in secret}
        context["along"] = [replace(one, name=None) if one.is_secret else one for one in context["along"]]
        if context["is_hidden"]:
            context |= {"name": None, "note": None, "along": [replace(one, name=None) for one in context["along"]]}
        yield render(f"/bedden/aanvragen/{asked.id}", "beds/requests/request.html", on_phone=True, **context)
        if state in OPEN:
            back = cancel_context(asked)
            yield render(
                f"/bedden/aanvragen/{asked.id}/teruggeven",
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
    left = house_page.list_just_left(session, actor, house.id)
    intake = house_page.intake(session, actor, house)
    first = Form({"gender": Gender.unsaid})
    numbers = [category.free for category in house.categories]
    pages = [
        render(f"{place}/gasten", "beds/house/house.html", is_kept=True, **tonight, **left),
        render(f"{place}/ochtend", "beds/house/morning.html", is_kept=True, form=Form(), **tonight),
        render(f"{place}/nachtlijst", "beds/house/night_list.html", is_kept=True, night=clock.tonight(), **tonight),
        render(f"{place}/inschrijven", "beds/stays/check_in.html", is_kept=True, form=first, **intake),
    ]
    if house.confidential:
        count = {"shelter": house, "form": Form(), "typed": {}, "numbers": numbers}
        pages.append(render(place, "beds/counts/count_only.html", is_kept=True, **count))
    return pages

"""The best whole is kept while nothing changed, and is always what would be made of the lists now."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask

from tests.rooms.walk import ask, change, offer_form, sign_up, weights_form
from tests.support.client import Client
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.rooms.matching import kept, rules, service
from webapp.rooms.matching.kept import Whole


def coordinator(app: Flask) -> Actor:
    with app.extensions["database"].reading() as session:
        user = accounts.find_demo_user(session, "coordinator")
        assert user
        return actor_of(user)


def proposed(app: Flask) -> Whole:
    with app.extensions["database"].reading() as session:
        return service.propose(session, coordinator(app))


def test_kept_whole_is_that_of_the_lists_after_every_change(demo_client: Client, demo_app: Flask) -> None:
    wholes = [proposed(demo_app)]

    def changed() -> None:
        found = proposed(demo_app)
        kept._kept.clear()
        assert found == proposed(demo_app)
        assert found != wholes[-1]
        wholes.append(found)

    asked = ask(demo_client, municipalities=[], max_rent="900")
    changed()
    demo_client.sign_in("coordinator")
    room = str(demo_client.post("/kamers/nieuw", data=offer_form(accepts="anyone", max_age="27")).location)
    changed()
    assert change(demo_client, room, rent="470").status_code == 303
    changed()
    assert change(demo_client, asked, max_rent="300").status_code == 303
    changed()
    demo_client.post(f"{room}/afgevallen", data={"reason": "room_needed"})
    changed()
    demo_client.post(f"{asked}/intrekken", data={"reason": "mistake"})
    changed()
    sign_up(demo_client)
    assert proposed(demo_app) == wholes[-1], "nobody knows this host yet"


def test_kept_whole_is_of_the_day_and_the_weights(
    demo_client: Client, demo_app: Flask, clock_moves: Callable[..., None]
) -> None:
    ask(demo_client, municipalities=[], max_rent="900")
    proposed(demo_app)
    first = kept._kept[coordinator(demo_app).region_id]
    clock_moves(days=1)
    proposed(demo_app)
    second = kept._kept[coordinator(demo_app).region_id]
    assert second[0] != first[0]
    demo_client.sign_in("coordinator")
    changed = {**weights_form(demo_client), "waiting": "100", "reason": "Demo: wachten telt zwaarder"}
    assert demo_client.post("/kamers/gewichten", data=changed).status_code == 303
    proposed(demo_app)
    assert kept._kept[coordinator(demo_app).region_id][0] != second[0]


def test_second_view_makes_nothing_anew(demo_client: Client, demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    demo_client.sign_in("coordinator")
    first = demo_client.get("/kamers/matches").text
    made: list[object] = []
    monkeypatch.setattr(rules, "Matching", lambda *lists: made.append(lists))
    assert demo_client.get("/kamers/matches").text == first
    assert made == []


def test_other_region_keeps_its_own(demo_client: Client, demo_app: Flask) -> None:
    proposed(demo_app)
    before = dict(kept._kept)
    ask(demo_client)
    proposed(demo_app)
    moved = {region for region, one in kept._kept.items() if one != before.get(region)}
    assert moved == {coordinator(demo_app).region_id}

"""The terms of a region are data: an administrator sets them, and a shorter one waits a week."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Flask

from tests.rooms.screening.acts import fresh, new_host
from tests.support.client import Client
from tests.support.together import together
from webapp.rooms.models import Host
from webapp.rooms.portal import service as portal
from webapp.rooms.retention.service import erase_past_term
from webapp.rooms.retention.store import list_terms

Moves = Callable[..., None]
PAGE = "/kamers/bewaartermijnen"


def change(client: Client, months: Any = 24, weeks: Any = 6, was: tuple[int, int] = (24, 6), **more: Any) -> Any:
    form = {
        "kept_months": str(months),
        "withdrawn_kept_weeks": str(weeks),
        "_from.kept_months": str(was[0]),
        "_from.withdrawn_kept_weeks": str(was[1]),
        "reason": "Besluit van de regio (test)",
    }
    return client.post(PAGE, data=form | more)


def weeks_now(app: Flask, host: Host) -> int:
    """The term of what came to nothing, in the region of this host."""
    with app.extensions["database"].reading() as session:
        return next(one.nothing.days // 7 for one in list_terms(session) if one.region_id == host.region_id)


def test_shorter_term_waits_a_week_and_can_be_set_back(demo_app: Flask, clock_moves: Moves) -> None:
    host, _room = new_host(demo_app, email="gerda@example.nl")
    with demo_app.extensions["database"].transaction() as session:
        secret = portal.make_link(session, session.get_one(Host, host.id))
    fresh(demo_app).post(f"{portal.OWN}/{secret}/stoppen", data={"reason": "changed_mind"})
    assert change(fresh(demo_app).sign_in("beheer"), weeks=1).status_code == 303
    page = fresh(demo_app).sign_in("beheer").get(PAGE).text
    assert "korter" in page
    assert "Besluit van de regio (test)" in page
    assert weeks_now(demo_app, host) == 6
    clock_moves(days=6)
    assert weeks_now(demo_app, host) == 6, "not before its day"
    assert change(fresh(demo_app).sign_in("beheer"), weeks=6, was=(24, 1)).status_code == 303
    clock_moves(days=9)
    assert weeks_now(demo_app, host) == 6, "it was set back"
    assert change(fresh(demo_app).sign_in("beheer"), weeks=1).status_code == 303
    clock_moves(days=17)
    assert weeks_now(demo_app, host) == 1
    with demo_app.extensions["database"].transaction() as session:
        erase_past_term(session)
    with demo_app.extensions["database"].reading() as session:
        assert session.get_one(Host, host.id).name == "", "two weeks ago is past one week"


def test_longer_term_holds_at_once_in_this_region_alone(demo_app: Flask) -> None:
    host, _room = new_host(demo_app)
    assert change(fresh(demo_app).sign_in("beheer"), weeks=10, source="Raad 2026-12").status_code == 303
    assert weeks_now(demo_app, host) == 10
    with demo_app.extensions["database"].reading() as session:
        others = {one.nothing.days // 7 for one in list_terms(session) if one.region_id != host.region_id}
    assert others == {6}
    assert "Raad 2026-12" not in fresh(demo_app).sign_in("beheer-almere").get(PAGE).text


def test_only_an_administrator_with_numbers_that_can_be(demo_app: Flask) -> None:
    for user in ("coordinator", "beleid", "vrijwilliger", "verhuurder"):
        client = fresh(demo_app).sign_in(user)
        assert (client.get(PAGE).status_code, change(client, weeks=9).status_code) == (403, 403)
    admin = fresh(demo_app).sign_in("beheer")
    for wrong in ({"weeks": "0"}, {"weeks": "veel"}, {"months": "121"}, {"months": ""}, {"weeks": 8, "reason": ""}):
        answer = change(admin, **wrong)
        assert answer.status_code == 422, wrong
    assert 'value="veel"' in change(admin, weeks="veel").text, "what was typed stays"
    assert change(admin).status_code == 422, "nothing changes"


def test_of_two_at_once_the_other_is_told(demo_app: Flask) -> None:
    admins = [fresh(demo_app).sign_in("beheer") for _ in range(2)]
    assert sorted(together(2, lambda n: change(admins[n], weeks=8 + n).status_code)) == [303, 409]

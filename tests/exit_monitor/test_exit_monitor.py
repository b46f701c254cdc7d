"""The monitor of a convenant: own people by name, the rest as numbers, and nothing that gives a small number away."""

from __future__ import annotations

import re
from collections import Counter
from datetime import timedelta
from types import SimpleNamespace
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.models import User
from webapp.db import Database, new_id
from webapp.exit_monitor import service
from webapp.figures.small_numbers import LEAST
from webapp.placements.exits.bottlenecks import Waits
from webapp.placements.kind import NOMINATION
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.models import Placement
from webapp.text import fold

HOME = "/plaatsingen/convenanten"
JSON = {"Accept": "application/json"}


@pytest.fixture
def covenant(desk: Client) -> str:
    """That of the demo."""
    return re.findall(rf"{HOME}/([0-9a-f-]{{36}})", desk.get(HOME).text)[0]


def nominate(database: Database, username: str, town: str, number: int, name: str = "Proefnominatie") -> None:
    """Nominations that this user's organisation referred to the officer's lists."""
    with database.transaction() as session:
        officer, user = (accounts.find_demo_user(session, one) for one in ("plaatsing", username))
        assert officer
        assert user
        query = select(Programme).where(Programme.organisation_id == officer.organisation_id)
        programme = next(one for one in session.exec(query).all() if one.shape.word == "assessed")
        for n in range(number):
            session.add(_placement(officer, user, programme.id, town, f"{name} {n}"))


def _placement(officer: User, user: User, programme: UUID, town: str, name: str) -> Placement:
    return Placement(
        region_id=officer.region_id, organisation_id=user.organisation_id, keeper_id=officer.organisation_id,
        programme_id=programme, person=name, search_key=fold(name), urgency="normal", rank=2, municipality=town,
        sent_by=user.id, state=NOMINATION, referred_at=clock.now() - timedelta(days=90),
    )  # fmt: skip


def towns_of(client: Client, covenant: str) -> dict[str, dict[str, Any]]:
    rows = client.get(f"{HOME}/{covenant}", headers=JSON).get_json()["rows"]
    return {row["municipality"]: row for row in rows}


def test_own_people_by_name_and_the_rest_as_numbers(
    door: Door, desk: Client, covenant: str, sign_in: SignIn, demo_database: Database
) -> None:
    nominate(demo_database, "straatverpleegkundige", "Laren", 2, "Proefnominatie Zorg")
    nominate(demo_database, "jongerenwerker", "Laren", 6, "Proefnominatie Jong")
    nominate(demo_database, "jongerenwerker", "Eemnes", 3, "Proefnominatie Stil")
    page = door.client.get(f"{HOME}/{covenant}").text
    assert "Proefnominatie Zorg 1" in page
    assert "Proefnominatie Jong" not in page
    assert "Proefnominatie Stil" not in page
    towns = towns_of(door.client, covenant)
    assert (towns["Laren"]["own"], towns["Laren"]["rest"]) == (2, "6")
    assert (towns["Eemnes"]["own"], towns["Eemnes"]["rest"]) == (0, "<5")
    assert "Waarop anderen wachten tonen we niet" in page
    desk_towns = towns_of(desk, covenant)
    assert (desk_towns["Laren"]["own"], desk_towns["Laren"]["rest"]) == (8, "0"), "who keeps the list has them all"
    youth = sign_in("jongerenwerker").get(f"{HOME}/{covenant}").text
    assert "Proefnominatie Jong 5" in youth
    assert "Proefnominatie Zorg" not in youth
    policy = sign_in("beleid").get(f"{HOME}/{covenant}").text
    assert "Proefnominatie" not in policy
    assert towns_of(sign_in("beleid"), covenant)["Eemnes"]["rest"] == "<5"


def test_files_are_dated(door: Door, covenant: str) -> None:
    for form in ("csv", "xlsx", "ods"):
        told = door.client.post(f"{HOME}/{covenant}", data={"vorm": form})
        assert told.status_code == 200
        assert clock.today().isoformat() in told.headers["Content-Disposition"]


def test_only_partners_and_readers_of_figures_read_it(covenant: str, sign_in: SignIn, desk: Client) -> None:
    for name in ("opvang", "vrijwilliger", "beheer", "coordinator"):
        assert sign_in(name).get(f"{HOME}/{covenant}").status_code == 403
    for name in ("straatverpleegkundige-almere", "plaatsing-almere", "beleid-almere"):
        other = sign_in(name)
        assert other.get(f"{HOME}/{covenant}").status_code == 404
        assert covenant not in other.get(HOME).text
        assert other.post(f"{HOME}/{covenant}", data={"vorm": "csv"}).status_code == 404
    page = desk.get(f"{HOME}/{covenant}/partners").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    assert desk.post(f"{HOME}/{covenant}/partners", data={"name": "Kleiner", "seen": seen}).status_code == 303
    assert sign_in("straatverpleegkundige").get(f"{HOME}/{covenant}").status_code == 404, "a partner no more"
    assert (
        sign_in("plaatsing-almere").post(f"{HOME}/{covenant}/partners", data={"name": "x", "seen": "1"}).status_code
        == 404
    )


def test_partners_are_of_the_region_and_of_one_convenant(desk: Client, covenant: str, sign_in: SignIn) -> None:
    foreign = re.findall(
        r'name="partners" value="([0-9a-f-]{36})"', sign_in("plaatsing-almere").get(f"{HOME}/nieuw").text
    )
    for said, sentence in (
        ({"name": ""}, "Geef het convenant een naam"),
        ({"name": "Twee", "partners": foreign[:1]}, "organisaties van deze regio"),
        ({"name": "Twee"}, "al partner van een ander convenant"),
        ({"name": "Twee", "partners": ["geen"]}, ""),
    ):
        told = desk.post(f"{HOME}/nieuw", data=said)
        assert told.status_code == 422
        assert sentence in told.text
    first = {"name": "Proefnaam", "seen": "1", "partners": []}
    late = [desk.post(f"{HOME}/{covenant}/partners", data={**first, "name": f"Proef {n}"}).status_code for n in (1, 2)]
    assert 409 in late


@given(st.lists(st.tuples(st.sampled_from(["", "A", "B"]), st.booleans(), st.sampled_from(list(Waits))), max_size=40))
def test_no_small_number_of_others_follows(rows: list[tuple[str, bool, Waits]]) -> None:
    made = [SimpleNamespace(id=new_id(), municipality=town) for town, _, _ in rows]
    ours: Any = [one for one, (_, own, _) in zip(made, rows, strict=True) if own]
    waits = {one.id: wait for one, (_, _, wait) in zip(made, rows, strict=True)}
    told = service.list_waits(made, ours, waits)  # type: ignore[arg-type]
    rest = Counter(town for town, own, _ in rows if not own)
    shown = [int(number) for _, _, number in told if number is not None]
    assert all(number == 0 or number >= LEAST for number in shown)
    if any(0 < number < LEAST for number in rest.values()):
        assert not shown, "their sum would tell the hidden municipality"

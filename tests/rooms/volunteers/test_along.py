"""A volunteer at a match: she sees that one, what she needs of it, and nothing when it is over."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, WORKER, Match
from tests.rooms.screening.acts import user_id
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.people.models import Client as Person
from webapp.rooms.models import RoomRequest

VOLUNTEER = "vrijwilliger"
PROFILE = {
    "profile_name": "Yaro",
    "profile": "Ik repareer graag fietsen.",
    "profile_agreed_on": "2026-11-01",
    "allergies": ["cat"],
    "support_worker": "Demo Begeleider Z.",
}


@pytest.fixture
def match(demo_app: Flask) -> Match:
    """A match between a youth with an agreed profile and a room."""
    return Match(demo_app, alias="Demo Achternaam (test)", **PROFILE).propose()


def along(match: Match, client: Client | None = None, **said: str) -> int:
    """The status of choosing the demo's volunteer."""
    form = {"volunteer": user_id(match.app, VOLUNTEER), "seen": "", **said}
    return (client or match.coordinator).post(f"{match.url}/vrijwilliger", data=form).status_code


def test_sees_her_match_alone_and_what_she_needs(match: Match) -> None:
    volunteer, url = match.browser(VOLUNTEER), f"/kamers/meegaan/{match.id}"
    assert volunteer.get(url).status_code == 404
    assert "Je helpt nu bij geen match" in volunteer.get("/kamers/meegaan").text
    assert along(match) == 303
    assert url in volunteer.get("/").text
    assert url in volunteer.get("/kamers/meegaan").text
    page = volunteer.get(url).text
    for shown in ("Demo Gastvrouw", "tel:", "Yaro", "Ik repareer graag fietsen.", "voorstel"):
        assert shown in page, shown
    for hidden in ("Achternaam", "Begeleider Z.", "Ik kook graag.", "Kat"):
        assert hidden not in page, hidden
    assert volunteer.get(match.url).status_code in (403, 404), "the coordinator's page stays shut"
    assert volunteer.get(f"{match.url}/vrijwilliger").status_code == 403
    assert match.browser("vrijwilliger-almere").get(url).status_code == 404
    other = Match(match.app, alias="Demo Ander (test)").propose()
    assert volunteer.get(f"/kamers/meegaan/{other.id}").status_code == 404
    assert "Vrijwilliger:" in match.coordinator.get(match.url).text


def test_reads_no_answer_and_no_reason_and_nothing_once_it_is_over(match: Match) -> None:
    assert along(match) == 303
    volunteer, url = match.browser(VOLUNTEER), f"/kamers/meegaan/{match.id}"
    assert match.says(match.host, "proposal", "yes") == 303
    assert "ja gezegd" not in volunteer.get(url).text
    assert match.says(match.worker, "proposal", "no", reason="too_far") == 303
    assert volunteer.get(url).status_code == 404
    assert url not in volunteer.get("/kamers/meegaan").text
    assert volunteer.post(url, data={"note": "Te laat"}).status_code == 404


def test_notes_her_visit_once_and_takes_it_back(match: Match) -> None:
    assert along(match) == 303
    volunteer, url = match.browser(VOLUNTEER), f"/kamers/meegaan/{match.id}"
    door = Door(volunteer)
    visit = door.accepted("match.visit", {"match": match.id, "on": None, "note": "Gezellig gegeten (test)"})
    assert "Gezellig gegeten (test)" in volunteer.get(url).text
    assert "Gezellig gegeten (test)" in match.coordinator.get(f"{match.url}/vrijwilliger").text
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    wrong = volunteer.post(url, data={"on": tomorrow, "note": "Blijft staan"})
    assert (wrong.status_code, "Blijft staan" in wrong.text) == (422, True)
    assert match.coordinator.post(f"{url}/{visit}/klopt-niet").status_code == 404, "not hers to take back"
    assert volunteer.post(f"{url}/{visit}/klopt-niet").status_code == 303
    assert "klopt niet" in volunteer.get(url).text
    assert Door(match.worker).send("match.visit", {"match": match.id, "note": "x"})["code"] == "not_allowed"
    other = Door(match.browser("vrijwilliger-almere")).send("match.visit", {"match": match.id, "note": "x"})
    assert other["status"] == "rejected"


def test_phone_keeps_her_matches_and_lets_go_of_them(match: Match) -> None:
    volunteer = match.browser(VOLUNTEER)
    url = f"/kamers/meegaan/{match.id}"
    assert along(match) == 303
    assert url in volunteer.get("/offline/snapshot").get_json()["fragments"]
    assert along(match, volunteer="", seen=user_id(match.app, VOLUNTEER)) == 303
    assert url not in volunteer.get("/offline/snapshot").get_json()["fragments"]
    assert volunteer.get(url).status_code == 404


def test_who_can_go_along(match: Match) -> None:
    assert along(match, match.worker) == 403
    assert along(match, match.browser(VOLUNTEER)) == 403
    assert along(match, match.browser("coordinator-almere")) == 404
    for wrong in (user_id(match.app, WORKER), user_id(match.app, "vrijwilliger-almere"), match.id, "geen"):
        assert along(match, volunteer=wrong) == 422, wrong
    assert along(match) == 303
    assert along(match) == 303, "sent twice it is one"
    assert along(match, volunteer=user_id(match.app, COORDINATOR)) == 422, "a colleague chose meanwhile"
    assert "intussen" in match.coordinator.post(f"{match.url}/vrijwilliger", data={"volunteer": "", "seen": ""}).text


def test_of_a_youth_whose_whereabouts_are_secret_she_sees_nothing(match: Match) -> None:
    assert along(match) == 303
    with match.app.extensions["database"].transaction() as session:
        asked = session.get_one(RoomRequest, UUID(match.request))
        person = Person(
            region_id=asked.region_id, organisation_id=asked.organisation_id, alias="Demo Geheim (test)",
            legal_basis="wmo", created_by=asked.created_by, whereabouts="hidden",
        )  # fmt: skip
        session.add(person)
        session.flush()
        asked.client_id = person.id
        session.add(asked)
    volunteer = match.browser(VOLUNTEER)
    assert volunteer.get(f"/kamers/meegaan/{match.id}").status_code == 404
    assert match.id not in volunteer.get("/kamers/meegaan").text
    assert match.id not in str(volunteer.get("/offline/snapshot").get_json()["fragments"])

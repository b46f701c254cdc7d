"""A match that waits until a day: held, silent, back on the coordinator's first page, and going on as it stood."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, HOST, WORKER, Match
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock

Moves = Callable[..., None]
LIST, DONE, BACK = "/vervolgacties", "/vervolgacties/taken/gedaan", "/vervolgacties/taken/terug"
ALIAS = "Demo Geduld (test)"


@pytest.fixture
def match(demo_app: Flask) -> Match:
    """A youth whose name is of this test, and a room."""
    return Match(demo_app, alias=ALIAS)


def park(match: Match, step: str = "proposal", days: int = 30, client: Client | None = None, **said: str) -> int:
    """The status of letting it wait."""
    until = (clock.today() + timedelta(days=days)).isoformat()
    form = {"step": step, "answer": "park", "party": "coordinator", "reason": "papers", "until": until, **said}
    return (client or match.coordinator).post(f"{match.url}/antwoord", data=form).status_code


def test_asks_nobody_and_comes_back_on_its_day(match: Match, clock_moves: Moves) -> None:
    match.propose()
    assert park(match) == 303
    told = match.told()
    assert (told["step"], told["parked_until"]) == ("proposal", (clock.today() + timedelta(days=30)).isoformat())
    assert told["reason"] == "papers"
    assert match.url not in match.worker.get("/").text, "the worker is asked nothing"
    assert "wacht tot" in match.host.get(match.url).text
    assert "Wacht op papieren" in match.coordinator.get(match.url).text
    refused = Door(match.coordinator).send("match.propose", {"request": match.request, "room": match.offer()})
    assert refused["code"] == "taken", "the youth stays held"
    clock_moves(days=29)
    assert match.url not in match.browser(COORDINATOR).get("/").text, "no reminder before that day"
    clock_moves(days=30)
    match.coordinator = match.browser(COORDINATOR)
    assert match.url in match.coordinator.get("/").text
    assert ALIAS in match.coordinator.get(LIST).text
    assert ALIAS not in match.browser("coordinator-almere").get(LIST).text
    assert match.says(match.coordinator, "proposal", "resume", "coordinator") == 303
    assert match.told()["parked_until"] is None
    assert ALIAS not in match.coordinator.get(LIST).text
    assert match.url in match.browser(WORKER).get("/").text, "asked again, with the whole time of the step"


def test_goes_on_from_the_list_and_that_is_undone(match: Match, clock_moves: Moves) -> None:
    match.propose()
    assert park(match, days=10) == 303
    clock_moves(days=11)
    coordinator = match.browser(COORDINATOR)
    waits = {"rule": "match_parked", "subject": match.id, "outcome": "not_yet"}
    assert match.browser("coordinator-almere").post(DONE, data=waits).status_code == 404
    assert match.browser(WORKER).post(DONE, data=waits).status_code == 403
    assert coordinator.post(DONE, data=waits).status_code == 303
    assert match.told(coordinator)["parked_until"]
    assert coordinator.post(BACK, data=waits).status_code == 303
    goes_on = waits | {"outcome": "goes_on"}
    assert coordinator.post(DONE, data=goes_on).status_code == 303
    assert match.told(coordinator)["parked_until"] is None
    assert coordinator.post(BACK, data=goes_on).status_code == 303
    told = match.told(coordinator)
    assert (told["parked_until"], told["reason"]) == ((clock.today() - timedelta(days=1)).isoformat(), "papers")
    assert ALIAS in coordinator.get(LIST).text


def test_only_a_coordinator_with_a_reason_and_a_later_day(match: Match) -> None:
    match.propose()
    assert park(match, client=match.worker) in (403, 404)
    assert park(match, client=match.worker, party="youth") in (403, 404)
    assert park(match, client=match.host, party="host") in (403, 404)
    assert park(match, client=match.browser("coordinator-almere")) == 404
    for wrong in ({"reason": ""}, {"reason": "privacy"}, {"until": ""}, {"until": "gisteren"}, {"party": "host"}):
        assert park(match, **wrong) in (403, 422), wrong
    assert park(match, days=0) == 422
    page = match.coordinator.post(
        f"{match.url}/antwoord",
        data={"step": "proposal", "answer": "park", "party": "coordinator", "reason": "papers", "until": "2020-01-01"},
    ).text
    assert "Kies een dag na vandaag." in page
    assert 'value="2020-01-01"' in page, "what was typed stays"
    assert park(match, step="contract") == 409
    assert match.told()["parked_until"] is None


def test_a_later_day_for_the_same_reason_counts(match: Match) -> None:
    match.propose()
    assert (park(match, days=5), park(match, days=5), park(match, days=50)) == (303, 303, 303)
    assert match.told()["parked_until"] == (clock.today() + timedelta(days=50)).isoformat()
    assert match.coordinator.get(match.url).text.count("laat wachten</strong>") == 2, "sent twice it is one"


def test_seals_stay_shut_through_a_pause(match: Match) -> None:
    match.introduced()
    assert match.says(match.host, "thinking", "no", reason="house_mates") == 303
    assert park(match, "thinking") == 303
    assert match.says(match.coordinator, "thinking", "resume", "coordinator") == 303
    for reader in (match.coordinator, match.worker):
        page = match.browser(COORDINATOR if reader is match.coordinator else WORKER).get(match.url).text
        assert "Huisgenoten willen het niet</" not in page.split('id="h-loop"')[1].split("</ol>")[0]
        assert "Verhuurder: nee gezegd" not in page
    assert match.told()["parties"] == {"youth": None, "host": None}
    assert match.told(match.browser(HOST))["parties"]["host"] == "no", "and their own answer is still theirs"


def test_an_answer_moves_on_what_waits(match: Match) -> None:
    match.propose()
    assert park(match) == 303
    assert match.says(match.coordinator, "proposal", "no", "host", "room_needed") == 303
    told = match.told()
    assert (told["ended"], told["parked_until"]) == ("no", None)
    assert Door(match.coordinator).send("match.propose", {"request": match.request, "room": match.offer()})[
        "status"
    ] == ("accepted")
    assert park(match, reason="other") == 409, "it is over"


def test_a_region_edits_the_reasons_of_a_pause(match: Match) -> None:
    match.propose()
    added = {"text": "Wacht op de vloer", "answer": "parked", "party": ""}
    assert match.coordinator.post("/kamers/redenen", data=added).status_code == 303
    assert "Wacht op de vloer" in match.coordinator.get(match.url).text
    assert park(match, reason="Wacht op de vloer") == 303
    assert match.told()["reason"] == "Wacht op de vloer"

"""A client's line of time has the proposals and the tenancy of a youth, for who may read them."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, WORKER, Match, a_day_later
from tests.rooms.tenancies.acts import begin
from tests.support.client import Client
from tests.support.door import Door


def youth_of(app: Flask) -> str:
    """A client of the youth worker."""
    worker = Client(app, app.response_class).sign_in(WORKER)
    return Door(worker).accepted("client.add", {"name": "Demo Tijdlijn", "legal_basis": "jeugdwet"})


def test_proposal_and_tenancy_stand_in_the_line(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    client = youth_of(demo_app)
    match = Match(demo_app, alias="", client=client).introduced()
    page = match.worker.get(f"/clienten/{client}").text
    assert ("Kamer voorgesteld" in page, "Bedenktijd" in page, match.url in page) == (True, True, True)
    assert "Demo Gastvrouw" not in page
    assert match.says(match.worker, "thinking", "yes") == 303
    assert match.says(match.host, "thinking", "yes") == 303
    a_day_later(monkeypatch)
    match.coordinator, match.worker = match.browser(COORDINATOR), match.browser(WORKER)
    url = begin(match)
    page = match.worker.get(f"/clienten/{client}").text
    assert (url in page, "Loopt vanaf" in page) == (True, True)
    ended = {"ended_on": "2027-06-01", "reason": "youth_left", "went_to": "own_home"}
    assert match.coordinator.post(f"{url}/einde", data=ended).status_code == 303
    page = match.worker.get(f"/clienten/{client}?soort=kamer").text
    assert "Eigen woning" in page
    assert page.count("Kamer gevraagd") == 1


@pytest.mark.one_store
def test_no_of_the_host_keeps_its_reason_out_of_the_line(demo_app: Flask) -> None:
    client = youth_of(demo_app)
    match = Match(demo_app, alias="", client=client).propose()
    assert match.says(match.host, "proposal", "no", reason="landlord") == 303
    page = match.worker.get(f"/clienten/{client}").text
    assert "Nee gezegd" in page
    assert "Bank of verhuurder" not in page
    other = match.browser("opvang").get(f"/clienten/{client}")
    assert other.status_code in (403, 404) or "Kamer voorgesteld" not in other.text

"""A tenancy from contract to end: the law at the field, what comes near, evaluations by link, signals."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, HOST, WORKER, Match, a_day_later
from tests.rooms.tenancies.acts import begin, contract
from tests.rooms.walk import faults
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.due.days import add_months


@pytest.fixture
def agreed(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Match:
    """A match of which both sides said yes."""
    match = Match(demo_app).introduced()
    assert match.says(match.worker, "thinking", "yes") == 303
    assert match.says(match.host, "thinking", "yes") == 303
    a_day_later(monkeypatch)
    match.coordinator, match.worker, match.host = (match.browser(one) for one in (COORDINATOR, WORKER, HOST))
    return match


def test_begins_with_the_signed_contract_and_only_then(agreed: Match, demo_app: Flask) -> None:
    assert agreed.coordinator.get(f"/kamers/huur/nieuw/{agreed.id}").status_code == 200
    url = begin(agreed)
    assert agreed.told()["ended"] == "signed"
    page = agreed.coordinator.get(url).text
    assert "Samen koken" in page
    assert url in agreed.coordinator.get("/kamers/huur?zoek=yara").text
    again = agreed.coordinator.get(f"/kamers/huur/nieuw/{agreed.id}")
    assert (again.status_code, again.location) == (303, url)
    assert agreed.coordinator.post(f"/kamers/huur/nieuw/{agreed.id}", data=contract()).status_code in (303, 422)
    early = Match(demo_app, alias="Demo Ymke").introduced()
    refused = early.coordinator.post(f"/kamers/huur/nieuw/{early.id}", data=contract())
    assert (refused.status_code, "allebei ja" in refused.text) == (422, True)


@pytest.mark.parametrize(
    ("said", "field"),
    [
        ({"ground": ""}, "ground"),
        ({"ground": "social_emergency", "end": "2028-01-01"}, "proof"),
        ({"ground": "social_emergency", "proof": "true", "end": ""}, "end"),
        ({"ground": "social_emergency", "proof": "true", "end": "2029-06-01"}, "end"),
        ({"ground": "hospita_2026_bill"}, "ground"),
        ({"starts_on": "2020-01-01"}, "ground"),
        ({"end": "2028-01-01"}, "end"),
        ({"rent": "duizend"}, "rent"),
        ({"starts_on": ""}, "starts_on"),
    ],
)
@pytest.mark.one_store
def test_law_is_kept_at_the_field(agreed: Match, said: dict[str, str], field: str) -> None:
    refused = agreed.coordinator.post(f"/kamers/huur/nieuw/{agreed.id}", data=contract(**said))
    assert (refused.status_code, list(faults(refused.text))) == (422, [field])
    assert "Samen koken" in refused.text
    assert agreed.told()["step"] == "contract", "nothing was signed"


def test_hospita_says_the_last_day_of_notice_and_offers_no_extension(agreed: Match) -> None:
    url = begin(agreed, ground="hospita")
    page = agreed.coordinator.get(url).text
    assert "De verhuurder kan opzeggen tot en met" in page
    assert "30 sep 2027" in page
    assert "Verlengen" not in page


def test_what_comes_near_stands_on_the_first_page(agreed: Match, monkeypatch: pytest.MonkeyPatch) -> None:
    start = clock.today()
    url = begin(agreed, ground="hospita", starts_on=start.isoformat())
    assert "dit komt eraan" not in agreed.coordinator.get("/").text
    then = clock.now() + timedelta(days=(add_months(start, 9) - start).days - 20)
    monkeypatch.setattr(clock, "now", lambda: then)
    page = agreed.browser(COORDINATOR).get("/").text
    assert url in page
    assert "opzeggen kan tot en met" in page


def test_each_side_evaluates_by_its_own_link_and_reads_nothing_of_the_other(agreed: Match) -> None:
    url = begin(agreed)
    links = {}
    for party in ("host", "youth"):
        page = agreed.coordinator.post(f"{url}/link", data={"party": party}).text
        found = re.search(r'value="http[^"]*(/kamers/evaluatie/[^"]+)"', page)
        assert found
        links[party] = found[1]
    host = links["host"]
    assert "Hoe gaat het in huis?" in agreed.anybody.get(host).text
    assert agreed.anybody.post(host, data={}).status_code == 422
    assert agreed.anybody.post(host, data={"grade": "bad", "words": "Veel lawaai"}).status_code == 200
    assert agreed.anybody.get(host).status_code == 404, "it served"
    assert agreed.anybody.post(host, data={"grade": "good"}).status_code == 404
    assert "Veel lawaai" not in agreed.anybody.get(links["youth"]).text
    assert "Veel lawaai" in agreed.coordinator.get(url).text
    assert "Veel lawaai" not in agreed.worker.get(url).text
    assert agreed.host.get(url).status_code == 403
    before = agreed.coordinator.get(url).text
    assert agreed.anybody.post(links["youth"], data={"grade": "good"}).status_code == 200
    after = agreed.coordinator.get(url).text
    assert "volgende: " in before
    assert before.split("volgende: ")[1][:16] != after.split("volgende: ")[1][:16], "the next one got its day"


def test_links_of_one_purpose_open_nothing_else(agreed: Match) -> None:
    token = agreed.link("host").rsplit("/", 1)[1]
    assert agreed.anybody.get(f"/kamers/evaluatie/{token}").status_code == 404


def test_signal_is_followed_up(agreed: Match) -> None:
    url = begin(agreed)
    assert agreed.worker.post(f"{url}/signaal", data={"kind": ""}).status_code == 422
    said = {"kind": "rent_late", "note": "Twee weken", "follow_up_on": clock.today().isoformat()}
    assert agreed.worker.post(f"{url}/signaal", data=said).status_code == 303
    assert "een signaal vraagt vervolg" in agreed.coordinator.get("/").text
    page = agreed.coordinator.get(url).text
    found = re.search(rf"{url}/signaal/([0-9a-f-]+)", page)
    assert found
    assert agreed.coordinator.post(found[0], data={"outcome": "Betaald"}).status_code == 303
    assert agreed.coordinator.post(found[0], data={"outcome": "Toch niet"}).status_code == 303
    page = agreed.coordinator.get(url).text
    assert "Betaald" in page
    assert "Toch niet" not in page, "the first outcome stays"
    assert "vraagt vervolg" not in agreed.coordinator.get("/").text


def test_buddy_is_the_workers_task_where_the_host_does_not_live_in(demo_app: Flask, agreed: Match) -> None:
    assert agreed.coordinator.get(f"/kamers/{agreed.room}/wijzigen").status_code == 200
    url = begin(agreed)
    assert "buurtmaatje" not in agreed.worker.get("/").text, "this host lives in"
    assert agreed.coordinator.post(f"{url}/maatje", data={}).status_code == 303


def test_end_frees_the_room_and_says_where_the_youth_went(agreed: Match) -> None:
    url = begin(agreed)
    said = {"ended_on": "2027-06-01", "reason": "youth_left", "went_to": "looks_again"}
    assert agreed.worker.post(f"{url}/einde", data=said).status_code == 403
    assert agreed.coordinator.post(f"{url}/einde", data={**said, "ended_on": "2026-01-01"}).status_code == 422
    assert agreed.coordinator.post(f"{url}/einde", data=said).status_code == 303
    assert agreed.coordinator.post(f"{url}/einde", data=said).status_code == 422, "once"
    page = agreed.coordinator.get(url).text
    assert "Zoekt hier weer een kamer" in page
    assert "Demo Yara" in agreed.coordinator.get("/kamers/matches").text, "and looks again"


def test_others_do_not_see_it(agreed: Match, demo_app: Flask) -> None:
    url = begin(agreed)
    for name in (f"{COORDINATOR}-almere", f"{WORKER}-almere"):
        stranger = Client(demo_app, demo_app.response_class).sign_in(name)
        assert stranger.get(url).status_code == 404
        assert stranger.post(f"{url}/signaal", data={"kind": "other"}).status_code == 404
        assert stranger.post(f"{url}/maatje", data={}).status_code == 404
    assert Client(demo_app, demo_app.response_class).sign_in("vrijwilliger").get(url).status_code == 403


def test_signal_is_a_task_and_closed_on_both_pages(agreed: Match) -> None:
    url = begin(agreed)
    said = {"kind": "quarrel", "note": "Over de afwas", "follow_up_on": clock.today().isoformat()}
    assert agreed.worker.post(f"{url}/signaal", data=said).status_code == 303
    page = agreed.coordinator.get("/vervolgacties?regel=tenancy_signal").text
    assert "Demo Yara" in page
    assert "Over de afwas" not in page
    found = re.search(rf"{url}/signaal/([0-9a-f-]+)", agreed.coordinator.get(url).text)
    assert found
    done = {"rule": "tenancy_signal", "subject": found[1], "outcome": "done", "note": "Gesproken"}
    assert agreed.worker.post("/vervolgacties/taken/gedaan", data=done).status_code == 403
    assert agreed.coordinator.post("/vervolgacties/taken/gedaan", data=done).status_code == 303
    assert "opgevolgd" in agreed.coordinator.get(url).text
    assert "Demo Yara" not in agreed.coordinator.get("/vervolgacties?regel=tenancy_signal").text
    assert agreed.coordinator.post("/vervolgacties/taken/terug", data=done).status_code == 303
    assert "Demo Yara" in agreed.coordinator.get("/vervolgacties?regel=tenancy_signal").text


def test_phone_notes_a_signal_an_evaluation_and_the_end(agreed: Match) -> None:
    url = begin(agreed)
    tenancy = url.rsplit("/", 1)[1]
    worker, coordinator = Door(agreed.worker), Door(agreed.coordinator)
    for browser in (agreed.worker, agreed.coordinator):
        kept = browser.get("/offline/snapshot").get_json()["fragments"]
        assert 'data-offline="tenancy.signal"' in kept[url]["html"]
        assert ('data-offline="tenancy.end"' in kept[url]["html"]) is (browser is agreed.coordinator)
    quarrel = {"tenancy": tenancy, "kind": "quarrel", "note": "Over de afwas"}
    made = worker.accepted("tenancy.signal", quarrel)
    assert worker.send("tenancy.signal", quarrel, id=made)["status"] == "duplicate"
    assert agreed.coordinator.get(url).text.count("Over de afwas") == 1
    assert worker.send("tenancy.signal", quarrel | {"kind": "debts"})["status"] == "rejected"
    day = re.search(r'name="due_on" value="([0-9-]+)"', agreed.coordinator.get(url).text)
    assert day
    said = {"tenancy": tenancy, "party": "youth", "grade": "good", "words": "Fijn", "due_on": day[1]}
    worker.accepted("tenancy.evaluation", said)
    assert worker.send("tenancy.evaluation", said | {"party": "host"})["status"] == "rejected"
    coordinator.accepted("tenancy.evaluation", said | {"party": "host", "grade": "so_so"})
    late = worker.send("tenancy.evaluation", said | {"grade": "bad"})
    assert (late["status"], "al van allebei" in late["message"]) == ("conflict", True)
    over = {"tenancy": tenancy, "ended_on": "2027-06-01", "reason": "youth_left", "went_to": "looks_again"}
    assert worker.send("tenancy.end", over)["status"] == "rejected"
    assert coordinator.send("tenancy.end", over | {"ended_on": "2026-01-01"})["fields"].keys() == {"ended_on"}
    ended = coordinator.accepted("tenancy.end", over)
    assert coordinator.send("tenancy.end", over, id=ended)["status"] == "duplicate"
    assert coordinator.send("tenancy.end", over)["status"] == "rejected", "a colleague was first"
    assert worker.send("tenancy.signal", quarrel)["status"] == "rejected"
    assert url not in agreed.worker.get("/offline/snapshot").get_json()["fragments"]


@pytest.mark.one_store
def test_phone_of_a_stranger_notes_nothing(agreed: Match) -> None:
    url = begin(agreed)
    tenancy = url.rsplit("/", 1)[1]
    for name in (f"{COORDINATOR}-almere", f"{WORKER}-almere", HOST, "vrijwilliger", "wijkverpleegkundige"):
        try:
            door = Door(agreed.browser(name))
        except AssertionError:
            continue
        for kind, body in (
            ("tenancy.signal", {"kind": "other"}),
            ("tenancy.evaluation", {"party": "youth", "grade": "bad"}),
            ("tenancy.end", {"ended_on": "2027-06-01", "reason": "other", "went_to": "unknown"}),
        ):
            assert door.send(kind, {"tenancy": tenancy, **body})["status"] == "rejected", (name, kind)
    assert "Iets anders" not in agreed.coordinator.get(url).text.split('id="h-signals"')[1].split("<details")[0]

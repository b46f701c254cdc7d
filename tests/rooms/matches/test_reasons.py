"""A region edits the reasons of a match; old answers, a late phone and the funnel keep theirs."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from tests.rooms.matches.acts import COORDINATOR, WORKER, Match
from tests.rooms.walk import faults
from tests.support.client import Client
from tests.support.door import Door

PAGE = "/kamers/redenen"
OWN = "Er is geen fiets"


def add(client: Client, text: str = OWN, answer: str = "no", party: str = "") -> int:
    return client.post(PAGE, data={"text": text, "answer": answer, "party": party}).status_code


def offered(html: str) -> list[str]:
    """The reasons of the first 'no' on a page."""
    return re.findall(r'<option value="([^"]+)"', html.split('name="reason"')[1].split("</select>")[0])


def test_own_reason_is_offered_kept_and_counted(demo_app: Flask, match: Match) -> None:
    assert add(match.coordinator) == 303
    match.propose()
    page = match.worker.get(match.url).text
    assert offered(page)[-2:] == [OWN, "other"]
    assert OWN in match.anybody.get(match.link("host")).text
    schema = match.worker.get("/offline/schema").get_json()["reasons"]["match"]
    assert (OWN in schema["no"], OWN in schema["stopped"]) == (True, False)
    said = {"match": match.id, "step": "proposal", "answer": "no", "party": "youth", "reason": OWN}
    Door(match.worker).accepted("match.answer", said)
    assert match.told()["reason"] == OWN
    assert OWN in match.coordinator.get("/kamers/matches/lopend?stap=no").text
    found = match.coordinator.get("/kamers/trechter/proposals", query_string={"reden": OWN})
    assert (found.status_code, match.url in found.text, OWN in found.text) == (200, True, True)
    assert match.coordinator.get("/kamers/trechter/hosts", query_string={"reden": OWN}).status_code == 404


def test_ended_reason_is_offered_no_more_and_a_late_phone_may_still_say_it(match: Match) -> None:
    match.propose()
    assert add(match.coordinator) == 303
    for word in ("privacy", OWN):
        assert match.coordinator.post(f"{PAGE}/einde", data={"answer": "no", "word": word}).status_code == 303
    words = offered(match.worker.get(match.url).text)
    assert ("privacy" in words, OWN in words) == (False, False)
    assert "Niet meer aangeboden" in match.coordinator.get(PAGE).text
    assert match.coordinator.post(f"{PAGE}/terug", data={"answer": "no", "word": "privacy"}).status_code == 303
    assert "privacy" in offered(match.worker.get(match.url).text)
    said = {"match": match.id, "step": "proposal", "answer": "no", "party": "youth", "reason": OWN}
    Door(match.worker).accepted("match.answer", said)
    assert match.told()["reason"] == OWN


def test_renamed_reason_is_another_one_from_now_on(demo_app: Flask, match: Match) -> None:
    assert add(match.coordinator) == 303
    match.propose()
    assert match.says(match.worker, "proposal", "no", reason=OWN) == 303
    other = "Te ver fietsen"
    renamed = match.coordinator.post(f"{PAGE}/naam", data={"answer": "no", "word": OWN, "text": other})
    assert renamed.status_code == 303
    assert OWN in match.coordinator.get(match.url).text, "an old answer keeps its own"
    match.room = match.offer()
    words = offered(match.propose().worker.get(match.url).text)
    assert (OWN in words, other in words) == (False, True)


@pytest.mark.one_store
def test_each_side_chooses_from_its_own(match: Match) -> None:
    assert add(match.coordinator, "Alleen voor gastheren", party="host") == 303
    match.propose()
    assert "Alleen voor gastheren" in match.anybody.get(match.link("host")).text
    assert "Alleen voor gastheren" not in match.anybody.get(match.link("youth")).text
    assert "Alleen voor gastheren" in offered(match.coordinator.get(match.url).text)


@pytest.mark.one_store
@pytest.mark.parametrize(
    ("text", "answer", "field"),
    [
        ("", "no", "text"),
        ("x", "no", "text"),
        ("x" * 81, "no", "text"),
        ("geen KLIK", "no", "text"),
        ("privacy", "stopped", "text"),
        ("Goed zo", "", "answer"),
        ("Goed zo", "maybe", "answer"),
    ],
)
def test_wrong_reason_is_said_at_the_field_and_stays_typed(match: Match, text: str, answer: str, field: str) -> None:
    refused = match.coordinator.post(PAGE, data={"text": text, "answer": answer, "party": ""})
    assert (refused.status_code, list(faults(refused.text))) == (422, [field])
    if text:
        assert f'value="{text}"' in refused.text


@pytest.mark.one_store
def test_same_twice_is_one_and_the_last_one_stays(match: Match) -> None:
    assert [add(match.coordinator), add(match.coordinator, OWN.upper())] == [303, 422]
    words = re.findall(
        r'name="answer" value="stopped"><input type="hidden" name="word" value="([^"]+)"',
        match.coordinator.get(PAGE).text,
    )
    every = ["host_stopped", "youth_stopped", "no_reply", "not_safe", "mistake", "other"]
    assert set(every) <= {*words, *every}
    status = [
        match.coordinator.post(f"{PAGE}/einde", data={"answer": "stopped", "word": one}).status_code for one in every
    ]
    assert status == [303] * 5 + [422]
    hebrew = "אין 🚲"
    assert add(match.coordinator, hebrew) == 303
    assert hebrew in match.coordinator.get(PAGE).text


@pytest.mark.one_store
def test_others_edit_none_and_other_regions_keep_their_own(demo_app: Flask, match: Match) -> None:
    assert add(match.coordinator) == 303
    for name in (WORKER, "vrijwilliger", "beleid"):
        browser = match.browser(name)
        assert (browser.get(PAGE).status_code, add(browser)) == (403, 403)
    elsewhere = match.browser(f"{COORDINATOR}-almere")
    assert OWN not in elsewhere.get(PAGE).text
    assert elsewhere.post(f"{PAGE}/einde", data={"answer": "no", "word": OWN}).status_code == 404
    assert OWN not in elsewhere.get("/offline/schema").get_json()["reasons"]["match"]["no"]


@pytest.mark.one_store
@pytest.mark.parametrize("path", ["einde", "terug", "naam"])
@pytest.mark.parametrize("body", [{}, {"answer": "no"}, {"answer": "x", "word": "privacy"}, {"word": "\u05d0" * 300}])
def test_button_without_a_reason_changes_nothing(match: Match, path: str, body: dict[str, str]) -> None:
    before = match.coordinator.get(PAGE).text.count("<details")
    assert match.coordinator.post(f"{PAGE}/{path}", data={"text": "Anders", **body}).status_code == 404
    assert match.coordinator.get(PAGE).text.count("<details") == before


@pytest.mark.one_store
def test_refused_new_text_stands_with_the_reason_it_is_of(match: Match) -> None:
    assert add(match.coordinator) == 303
    said = {"answer": "no", "word": OWN, "text": OWN.upper()}
    refused = match.coordinator.post(f"{PAGE}/naam", data=said)
    assert refused.status_code == 422
    form = refused.text.split('id="reden"')[1].split("</form>")[0]
    assert 'action="/kamers/redenen/naam"' in form
    assert f'value="{OWN.upper()}"' in form
    assert "Die reden is er al." in form
    again = dict(re.findall(r'name="(answer|word)" value="([^"]+)"', form))
    assert again == {"answer": "no", "word": OWN}
    right = match.coordinator.post(f"{PAGE}/naam", data=again | {"text": "Geen fiets"})
    assert right.status_code == 303

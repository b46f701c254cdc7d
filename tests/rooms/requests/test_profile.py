"""A youth's profile: the words agreed with the youth, and what of a request a host may read."""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from tests.rooms.walk import NEW_REQUEST, ask, change, faults, request_form
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.rooms.models import RoomRequest
from webapp.rooms.requests.profile import Reader, cut, fault_of_name, fault_of_words

WORDS = "Ik ben rustig, ik kook graag en ik leer voor kapper."
TODAY = clock.today().isoformat()


def request(**more: Any) -> RoomRequest:
    facts: dict[str, Any] = {
        "alias": "Zoë Jansen", "birth_year": 2007, "from_date": date(2027, 3, 1), "max_rent": 510, "smoking": False,
        "support_worker": "Karin van Levvel", "motivation": "Heeft schulden en therapie", "allergies": ["cat"],
        "profile_name": "Zoë", "profile": WORDS, "profile_agreed_on": date(2026, 11, 20), "profile_version": 2,
        "day_activity": "school", "day_hours": 28, "income_kind": "benefit", "carries_rent": "yes", "gender": "woman",
    } | more  # fmt: skip
    return RoomRequest(**facts)


def test_host_reads_the_agreed_profile_and_nothing_else_of_the_request():
    profile = cut(request(), Reader.host)
    assert profile is not None
    told = str(asdict(profile))
    for shown in ("Zoë", WORDS, "school", "28"):
        assert shown in told
    for hidden in ("Jansen", "Karin", "schulden", "benefit", "cat", "510", "2007", "woman"):
        assert hidden not in told
    assert profile.age == 20


def test_host_reads_nothing_that_the_youth_did_not_agree_to():
    assert cut(request(profile_agreed_on=None), Reader.host) is None
    assert cut(request(profile=None), Reader.host) is None
    assert cut(request(profile=None), Reader.worker) is None


def test_worker_sees_the_same_profile_before_it_is_agreed():
    agreed, open_ = cut(request(), Reader.host), cut(request(profile_agreed_on=None), Reader.worker)
    assert agreed is not None
    assert open_ is not None
    assert asdict(agreed) | {"agreed_on": None} == asdict(open_)


@pytest.mark.parametrize(
    ("text", "word"),
    [
        ("Ik ben Zoë Jansen", "Jansen"),
        ("Groetjes van JANSEN.", "JANSEN"),
        ("Jänsen is mijn naam", "Jänsen"),
        ("Ik los mijn schulden af", "schulden"),
        ("Mijn schuldhulp helpt", "schuldhulp"),
        ("Ik was verslaafd", "verslaafd"),
        ("Geen DRUGS meer", "DRUGS"),
        ("Ik heb jeugdzorg gehad", "jeugdzorg"),
        ("in de ggz-instelling", "ggz-instelling"),
        ("Elke week therapie", "therapie"),
    ],
)
def test_words_that_no_host_reads_are_refused_by_name(text: str, word: str):
    refused = fault_of_words(text, ["Zoë Jansen"], "Zoë")
    assert refused is not None
    assert refused.values["word"] == word


@pytest.mark.parametrize(
    "text",
    [
        WORDS,
        "Zoë houdt van muziek",
        "Ik zoek een rustig huis van mensen met een hond",
        "Onschuldige hobby: brug bouwen",
        "",
        None,
        "ى" * 200,
    ],
)
def test_ordinary_words_are_taken(text: str | None):
    assert fault_of_words(text, ["Zoë Jansen", "Zoë van de Brug"], "Zoë") is None


def test_a_name_is_one_word():
    assert fault_of_name("Anne-Marie") is None
    assert fault_of_name(None) is None
    assert fault_of_name("Zoë Jansen") is not None


PROFILE = {
    "profile_name": "Zoë", "profile": WORDS, "profile_agreed_on": TODAY, "day_activity": "school", "day_hours": "28",
    "income_kind": "study_finance", "carries_rent": "yes", "waiting_since": "2026-09-01",
}  # fmt: skip


def shown_profile(page: str) -> str:
    found = re.search(r'aria-labelledby="h-profile">(.*?)</section>', page, re.S)
    assert found
    return found.group(1)


def test_profile_is_shown_to_the_worker_as_a_host_sees_it(demo_client: Client) -> None:
    url = ask(demo_client, **PROFILE)
    page = demo_client.get(url).text
    part = shown_profile(page)
    for words in ("Zoë", WORDS, "School of studie, 28 uur per week", "kan de huur betalen", "Versie 1", "afgesproken"):
        assert words in part, words
    for hidden in ("Studiefinanciering", "Ik wil mijn opleiding afmaken", "van de brug"):
        assert hidden not in part
    assert "Studiefinanciering, draagt de huur" in page
    assert "di 1 sep" in page


def test_other_words_are_agreed_anew(demo_client: Client) -> None:
    url = ask(demo_client, **PROFILE)
    assert change(demo_client, url, profile=f"{WORDS} En van voetbal.").status_code == 303
    part = shown_profile(demo_client.get(url).text)
    assert "nog niet afgesproken" in part
    assert "Versie 2" in part
    assert change(demo_client, url, profile_agreed_on=TODAY).status_code == 303
    assert "nog niet afgesproken" not in shown_profile(demo_client.get(url).text)
    assert change(demo_client, url, max_rent="520").status_code == 303
    assert "Versie 2, met de jongere" in demo_client.get(url).text


def test_new_words_with_a_new_day_are_agreed_at_once(demo_client: Client) -> None:
    url = ask(demo_client, **{**PROFILE, "profile_agreed_on": "2026-11-01"})
    assert change(demo_client, url, profile="Anders.", profile_agreed_on=TODAY).status_code == 303
    assert "nog niet afgesproken" not in shown_profile(demo_client.get(url).text)


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("profile", "Ik heb schulden"),
        ("profile", "Ik heet Brug"),
        ("profile", "x" * 4001),
        ("profile_name", "Zoë de Vries"),
        ("profile_name", "Z" * 201),
        ("profile_agreed_on", (clock.today() + timedelta(days=2)).isoformat()),
        ("day_activity", "niets"),
        ("day_hours", "81"),
        ("day_hours", "-1"),
        ("income_kind", "lening"),
        ("carries_rent", "misschien"),
        ("waiting_since", (clock.today() + timedelta(days=2)).isoformat()),
        ("waiting_since", "vorig jaar"),
    ],
)
def test_mistake_is_named_at_its_field_and_nothing_is_lost(demo_client: Client, field: str, typed: str) -> None:
    demo_client.sign_in("jongerenwerker")
    sent = {**request_form(**PROFILE), "alias": "Demo Zoë van de Brug", field: typed}
    answer = demo_client.post(NEW_REQUEST, data=sent)
    assert answer.status_code == 422
    assert list(faults(answer.text)) == [field]
    assert "Ik wil mijn opleiding afmaken." in answer.text


def test_day_without_a_profile_is_an_agreement_about_nothing(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    answer = demo_client.post(NEW_REQUEST, data=request_form(profile_agreed_on=TODAY))
    assert list(faults(answer.text)) == ["profile_agreed_on"]


def test_limits_of_the_region_are_told_and_refuse_nobody(demo_client: Client) -> None:
    url = ask(demo_client, birth_year="1990", day_hours="12", carries_rent="no")
    page = demo_client.get(url).text
    assert "Kamers met Aandacht is hier voor" in page
    assert "minstens 24 uur" in page
    assert "draagt de huur nog niet" in page
    assert "minstens 24 uur" not in demo_client.get(ask(demo_client, day_hours="24")).text


OLD = {"alias": "Demo oude telefoon", "birth_year": 2007, "max_rent": 450, "from_date": "2027-01-01", "smoking": False}


def test_phone_of_before_asks_without_the_new_fields(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    result = Door(demo_client).send("room.request", OLD)
    assert result["status"] == "accepted"
    assert "nog geen profiel" in demo_client.get(result["url"]).text


def test_phone_sends_a_profile(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    result = Door(demo_client).send("room.request", OLD | PROFILE | {"day_hours": 28})
    assert result["status"] == "accepted"
    assert WORDS in demo_client.get(result["url"]).text
    refused = Door(demo_client).send("room.request", OLD | {"profile": "Ik ben verslaafd geweest"})
    assert (refused["status"], list(refused["fields"])) == ("rejected", ["profile"])


def test_two_people_with_one_profile_lose_nothing(demo_client: Client) -> None:
    url = ask(demo_client, **PROFILE)
    first = {"_from.profile": WORDS, "profile": "Eerste versie."}
    assert demo_client.post(f"{url}/wijzigen", data=first).status_code == 303
    clash = demo_client.post(f"{url}/wijzigen", data={"_from.profile": WORDS, "profile": "Tweede versie."})
    assert clash.status_code == 409
    assert list(faults(clash.text)) == ["profile"]


def test_profile_is_sealed_in_the_store(demo_app: Any, demo_client: Client) -> None:
    url = ask(demo_client, **PROFILE)
    with demo_app.extensions["database"].engine.connect() as connection:
        kept = [
            bytes(row[0])
            for row in connection.execute(text("SELECT profile FROM room_request WHERE profile IS NOT NULL"))
        ]
    assert kept
    assert all(WORDS.encode() not in one for one in kept)
    assert url

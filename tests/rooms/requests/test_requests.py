"""Youths who look for a room: asking, who may see it, finding it back, taking it back."""

from __future__ import annotations

from typing import Any

import pytest

from tests.rooms.walk import NEW_REQUEST, ask, faults, request_form
from tests.support.client import Client
from webapp.db import new_id
from webapp.errors import Invalid
from webapp.people.gender import Gender
from webapp.rooms.inputs import SaidAccepts, SaidGender
from webapp.rooms.words import Accepts
from webapp.validation import Input, read


def test_request_shows_what_was_asked_when_it_was_made(demo_client: Client) -> None:
    page = demo_client.get(ask(demo_client)).get_data(as_text=True)
    for words in (
        "Kamer voor Demo Zoë van de brug",
        "20 jaar (2007)",
        "Hilversum, Huizen",
        "tot € 510 per maand",
        "Kat, Rook",
        "Samen eten, Rust en ruimte",
        "Demo Karim",
        "Ik wil mijn opleiding afmaken.",
    ):
        assert words in page


def test_request_has_the_id_of_the_form_and_is_one_when_sent_twice(demo_client: Client) -> None:
    same = str(new_id())
    assert ask(demo_client, id=same) == ask(demo_client, id=same) == f"/kamers/verzoeken/{same}"


@pytest.mark.one_store
@pytest.mark.parametrize(("name", "status"), [("jongerenwerker-almere", 404), ("coordinator-almere", 404)])
def test_request_is_not_there_when_someone_of_another_region_looks(demo_client: Client, name: str, status: int) -> None:
    url = ask(demo_client)
    demo_client.sign_in(name)
    assert demo_client.get(url).status_code == status
    assert demo_client.post(f"{url}/intrekken", data={"reason": "mistake"}).status_code == status
    assert demo_client.post(f"{url}/heropenen").status_code == status
    assert demo_client.get(f"{url}/kamers").status_code in (403, 404)
    assert (
        "brug"
        not in demo_client.get("/kamers/verzoeken?zoek=brug")
        .get_data(as_text=True)
        .split("<main")[1]
        .split('id="lijst"')[1]
    )


@pytest.mark.parametrize("name", ["straatverpleegkundige", "opvang", "vrijwilliger", "verhuurder", "beleid", "beheer"])
@pytest.mark.one_store
def test_requests_are_refused_when_the_role_has_no_part_in_them(demo_client: Client, name: str) -> None:
    url = ask(demo_client)
    demo_client.sign_in(name)
    for address in (url, "/kamers/verzoeken", NEW_REQUEST, "/kamers/matches", "/kamers"):
        assert demo_client.get(address).status_code == 403
    assert demo_client.post(NEW_REQUEST, data=request_form()).status_code == 403


@pytest.mark.one_store
def test_coordinator_reads_the_request_and_cannot_ask_one_when_signed_in(demo_client: Client) -> None:
    url = ask(demo_client)
    demo_client.sign_in("coordinator")
    page = demo_client.get(url).get_data(as_text=True)
    assert "Ik wil mijn opleiding afmaken." in page
    assert f"{url}/kamers" in page
    assert demo_client.post(NEW_REQUEST, data=request_form()).status_code == 403


@pytest.mark.parametrize("words", ["zoe", "BRUG Demo", "opleiding", "afmaken zoë"])
def test_request_is_found_when_alias_or_motivation_is_typed(demo_client: Client, words: str) -> None:
    url = ask(demo_client)
    assert url in demo_client.get("/kamers/verzoeken", query_string={"zoek": words}).get_data(as_text=True)


@pytest.mark.parametrize("words", ["onvindbaar", "zoe onvindbaar", "2007"])
@pytest.mark.one_store
def test_request_is_not_found_when_other_words_are_typed(demo_client: Client, words: str) -> None:
    url = ask(demo_client)
    page = demo_client.get("/kamers/verzoeken", query_string={"zoek": words}).get_data(as_text=True)
    assert url not in page
    assert "Niemand gevonden" in page


def test_withdrawn_request_keeps_its_reason_and_comes_back_when_undone(demo_client: Client) -> None:
    url = ask(demo_client)
    assert demo_client.get(f"{url}/intrekken").status_code == 200
    assert demo_client.post(f"{url}/intrekken", data={}).status_code == 422
    assert demo_client.post(f"{url}/intrekken", data={"reason": "found_elsewhere"}).location == url
    page = demo_client.get(url).get_data(as_text=True)
    assert "teruggetrokken" in page
    assert "Vond zelf iets" in page
    assert demo_client.post(f"{url}/heropenen").location == url
    page = demo_client.get(url).get_data(as_text=True)
    assert "Vond zelf iets" not in page
    assert "zoekt" in page


@pytest.mark.parametrize(
    ("more", "field", "sentence"),
    [
        ({"alias": ""}, "alias", "Kies een jongere, of vul een naam of alias in."),
        ({"birth_year": ""}, "birth_year", "Vul het geboortejaar in, bijvoorbeeld 2007."),
        ({"birth_year": "07"}, "birth_year", "Vul het geboortejaar in, bijvoorbeeld 2007."),
        ({"max_rent": "-5"}, "max_rent", "Vul in wat de jongere per maand kan betalen, in hele euro’s."),
        ({"from_date": "31-02-2027"}, "from_date", "Vul in vanaf wanneer."),
        ({"smoking": ""}, "smoking", "Kies of de jongere rookt."),
        ({"municipalities": ["Urk"]}, "municipalities", "Urk is geen gemeente van deze regio."),
    ],
)
@pytest.mark.one_store
def test_form_says_what_is_wrong_when_a_field_cannot_be_taken(
    demo_client: Client, more: dict[str, Any], field: str, sentence: str
) -> None:
    demo_client.sign_in("jongerenwerker")
    response = demo_client.post(NEW_REQUEST, data=request_form(**more))
    assert response.status_code == 422
    assert faults(response.get_data(as_text=True)) == {field: sentence}
    assert "Ik wil mijn opleiding afmaken." in response.get_data(as_text=True)


@pytest.mark.one_store
def test_empty_form_may_be_kept_and_names_nobody_when_opened(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    first = demo_client.get(NEW_REQUEST)
    assert first.headers["Cache-Control"] == "private, no-cache"
    page = first.get_data(as_text=True)
    assert "Karim" not in page
    assert "Demo Jongere" not in page


@pytest.mark.one_store
def test_crisis_numbers_are_shown_when_the_youth_may_be_under_eighteen(demo_client: Client) -> None:
    young = demo_client.get(ask(demo_client, birth_year="2010")).get_data(as_text=True)
    assert "Veilig Thuis" in young
    grown = demo_client.get(ask(demo_client, birth_year="2004")).get_data(as_text=True)
    assert "Veilig Thuis" not in grown


def test_list_goes_on_when_there_are_more_than_twenty(demo_client: Client) -> None:
    for _ in range(21):
        ask(demo_client, alias="Demo Veel")
    page = demo_client.get("/kamers/verzoeken?zoek=veel").get_data(as_text=True)
    assert page.count("<strong>Demo Veel</strong>") == 20
    rest = demo_client.get("/kamers/verzoeken?zoek=veel&pagina=2").get_data(as_text=True)
    assert rest.count("<strong>Demo Veel</strong>") == 1


class Answers(Input):
    gender: SaidGender = Gender.unsaid
    accepts: SaidAccepts = Accepts.anyone


@pytest.mark.parametrize("said", [0, False, [], {}, "iets"])
def test_what_is_no_answer_is_not_taken_for_a_question_left_open(said: Any) -> None:
    with pytest.raises(Invalid):
        read(Answers, {"gender": said})
    with pytest.raises(Invalid):
        read(Answers, {"accepts": said})
    assert read(Answers, {"gender": "", "accepts": None}) == Answers()


@pytest.mark.one_store
def test_form_says_whom_to_call_for_who_is_under_18_before_it_is_sent(demo_client: Client) -> None:
    demo_client.sign_in("jongerenwerker")
    form = demo_client.get(NEW_REQUEST).get_data(as_text=True).split('<form id="request"')[1].split("</form>")[0]
    assert form.index('id="birth_year"') < form.index("Onder 18? Bel") < form.index('name="gender"')
    assert "Veilig Thuis" in form

"""While a name is typed: names used before, people who are alike and what tells them apart, as far as one may see."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock

ASKED = "/contacten/nieuw/wie"
ALIAS = "Zilveren Zus (demo)"


@pytest.fixture
def logged(door: Door, contact: Any) -> str:
    """A contact of the nurse under an alias, three days ago."""
    then = (clock.now() - timedelta(days=3)).isoformat()
    return door.accepted("contact.log", contact(alias=ALIAS, place="Havenhoofd", occurred_at=then))


def asked(browser: Client, words: str) -> str:
    return browser.post(ASKED, data={"alias": words}).text


@pytest.mark.parametrize("words", ["zilv", "Zilveren", "zus zilveren", "zilverren"])
def test_alias_used_before_is_offered_with_when_and_where(door: Door, logged: str, words: str) -> None:
    shown = asked(door.client, words)
    assert f'name="_alias" value="{ALIAS}"' in shown
    assert "Havenhoofd" in shown


def test_name_of_more_than_a_year_ago_is_not_offered(door: Door, contact: Any) -> None:
    for days, name in ((360, "Bronzen Bram (demo)"), (370, "Bronzen Berend (demo)")):
        then = (clock.now() - timedelta(days=days)).isoformat()
        door.accepted("contact.log", contact(alias=name, occurred_at=then))
    shown = asked(door.client, "bronzen")
    assert 'value="Bronzen Bram (demo)"' in shown
    assert "Berend" not in shown


def test_each_alias_is_offered_once_by_its_latest_contact(door: Door, contact: Any, logged: str) -> None:
    door.accepted("contact.log", contact(alias="zilveren zus (Demo)", place="Brugwachter"))
    shown = asked(door.client, "zilveren")
    assert shown.count('name="_alias"') == 1
    assert "Brugwachter" in shown
    assert "Havenhoofd" not in shown


def test_colleague_is_offered_it_and_another_organisation_is_not(sign_in: SignIn, logged: str, colleague: str) -> None:
    shown = asked(sign_in(colleague), "zilveren")
    assert ALIAS in shown
    assert "Havenhoofd, Demo Sanne" in shown
    for name in (YOUTH_WORKER, "straatverpleegkundige-almere"):
        assert ALIAS not in asked(sign_in(name), "zilveren")


def test_alias_of_a_withdrawn_contact_and_of_a_client_is_not_offered(door: Door, contact: Any, logged: str) -> None:
    client = door.accepted("client.add", {"alias": "Gouden Guus (demo)", "legal_basis": "wgbo"})
    made = door.accepted("contact.log", contact(alias="Gouden Guus (demo)"))
    assert 'name="_alias"' in asked(door.client, "gouden")
    changes = {"client": {"from": None, "to": client}}
    door.accepted("contact.correct", {"contact": made, "changes": changes})
    assert 'name="_alias"' not in asked(door.client, "gouden"), "the person stands there"
    door.accepted("contact.withdraw", {"contact": logged, "reason": "trial"})
    assert ALIAS not in asked(door.client, "zilveren")


def test_found_people_say_what_tells_them_apart(sign_in: SignIn, door: Door, contact: Any, colleague: str) -> None:
    for year, town, place in ((1968, "Hilversum", "Havenhoofd"), (1999, "Huizen", "Brugwachter")):
        body = {"alias": "Dubbele Dop (demo)", "legal_basis": "wgbo", "birth_year": year, "municipality": town}
        client = door.accepted("client.add", body)
        door.accepted("contact.log", contact(client=client, place=place))
    shown = asked(sign_in(colleague), "dubbele dop")
    for said in ("geb. 1968, Hilversum, vandaag Havenhoofd, Demo Sanne", "geb. 1999, Huizen, vandaag Brugwachter"):
        assert said in shown
    known = door.client.get(ASKED).text
    assert "geb. 1968, Hilversum" in known, "two of one name among whom one works with"


def test_hidden_person_tells_no_place_to_who_does_not_work_with_them(
    sign_in: SignIn, door: Door, contact: Any, colleague: str
) -> None:
    body = {"alias": "Stille Stan (demo)", "legal_basis": "wgbo", "birth_year": 1968, "municipality": "Huizen",
            "whereabouts": "hidden"}  # fmt: skip
    client = door.accepted("client.add", body)
    door.accepted("contact.log", contact(client=client, place="Schuilplek"))
    shown = asked(sign_in(colleague), "stille stan")
    assert "geb. 1968" in shown
    assert "Huizen" not in shown
    assert "Schuilplek" not in shown
    alike = sign_in(colleague).post("/clienten/lijkt-op", data={"alias": "Stille Stan (demo)"}).text
    assert "Stille Stan" in alike
    assert "Huizen" not in alike


def test_who_is_added_is_compared_with_what_tells_apart(sign_in: SignIn, door: Door, colleague: str) -> None:
    body = {"alias": "Bekende Bas (demo)", "legal_basis": "wgbo", "birth_year": 1968, "municipality": "Huizen"}
    client = door.accepted("client.add", body)
    shown = sign_in(colleague).post("/clienten/lijkt-op", data={"alias": "Bekende Bas (demo)"}).text
    assert f'href="/clienten/{client}"' in shown
    assert "geboren in 1968, Huizen, laatst gezien vandaag" in shown
    assert "Demo Sanne" in shown


def test_phone_keeps_own_names_used_before_and_no_colleagues(
    sign_in: SignIn, door: Door, logged: str, colleague: str
) -> None:
    choices = door.client.get("/offline/snapshot").get_json()["choices"]
    assert [one["value"] for one in choices["aliases"] if one["value"] == ALIAS] == [ALIAS]
    assert all(one["tells"] for one in choices["clients"])
    other = sign_in(colleague).get("/offline/snapshot").get_json()["choices"]
    assert ALIAS not in [one["value"] for one in other["aliases"]]

"""Follow-ups: the due list, done with one tap, undone with another."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.conftest import YOUTH_WORKER, SignIn
from tests.support.door import Door
from webapp import clock


@pytest.fixture
def due(door: Door, contact: Any) -> Any:
    """Log a contact with something to do in so many days; gives its id."""

    def make(text: str, days: int, **more: Any) -> str:
        day = (clock.today() + timedelta(days=days)).isoformat()
        return door.accepted("contact.log", contact(follow_up={"text": text, "due_on": day}, **more))

    return make


def test_list_puts_late_before_today_before_later(door: Door, due: Any) -> None:
    for text, days in (("Straks eens", 12), ("Nu meteen", 0), ("Al geweest", -4), ("De dag erna", 1)):
        due(text, days)
    shown = door.client.get("/vervolgacties").text
    order = [shown.index(text) for text in ("Te laat", "Al geweest", "Nu meteen", "De dag erna", "Straks eens")]
    assert order == sorted(order)
    assert "te laat, was " in shown


def test_done_leaves_the_list_and_undo_brings_it_back(door: Door, due: Any) -> None:
    made = due("Sokken brengen", 0)
    result = door.send("follow_up.complete", {"follow_up": made, "outcome": "Sokken gegeven"})
    assert (result["status"], result["url"]) == ("accepted", f"/contacten/{made}")
    assert "Sokken brengen" not in door.client.get("/vervolgacties").text
    assert "Gedaan: Sokken gegeven" in door.client.get(f"/contacten/{made}").text
    door.accepted("follow_up.reopen", {"follow_up": made})
    assert "Sokken brengen" in door.client.get("/vervolgacties").text


def test_form_without_scripts_offers_undo_after_done(door: Door, due: Any) -> None:
    made = due("Deken brengen", 0)
    answer = door.client.post(f"/vervolgacties/{made}/gedaan")
    assert answer.headers["Location"] == f"/vervolgacties?gedaan={made}"
    shown = door.client.get(answer.headers["Location"]).text
    assert "Gedaan: Deken brengen" in shown
    assert f'action="/vervolgacties/{made}/heropenen"' in shown
    assert door.client.post(f"/vervolgacties/{made}/heropenen").status_code == 303
    assert f'action="/vervolgacties/{made}/gedaan"' in door.client.get("/vervolgacties").text


def test_every_outcome_is_kept_when_two_people_did_it(sign_in: SignIn, door: Door, due: Any, colleague: str) -> None:
    made = due("Huisarts bellen", 0)
    door.accepted("follow_up.complete", {"follow_up": made, "outcome": "Gebeld, voicemail"})
    Door(sign_in(colleague)).accepted("follow_up.complete", {"follow_up": made, "outcome": "Afspraak dinsdag"})
    shown = door.client.get(f"/contacten/{made}").text
    assert "Gebeld, voicemail" in shown
    assert "Afspraak dinsdag" in shown


def test_done_twice_is_done_once(door: Door, due: Any) -> None:
    made = due("Eén keer", 0)
    for _ in range(2):
        door.accepted("follow_up.complete", {"follow_up": made})
    for _ in range(2):
        door.accepted("follow_up.reopen", {"follow_up": made})
    shown = door.client.get(f"/contacten/{made}").text
    assert shown.count("<li>Gedaan") == 1
    assert shown.count("<li>Weer open") == 1


def test_contact_without_follow_up_has_nothing_to_do(door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact())
    result = door.send("follow_up.complete", {"follow_up": made})
    assert (result["status"], result["code"]) == ("rejected", "not_found")


@pytest.mark.parametrize("words", ["sokken", "SOKKEN viaduct", "kees sokken", "eenmaal"])
def test_search_looks_in_agreement_alias_and_place(door: Door, due: Any, words: str) -> None:
    made = due("Éénmaal droge sokken", 3, alias="Zwarte Kées")
    due("Iets heel anders", 3)
    shown = door.client.get("/vervolgacties", query_string={"zoek": words}).text
    assert made in shown
    assert "Iets heel anders" not in shown


def test_list_holds_own_work_and_own_clients_only(sign_in: SignIn, door: Door, due: Any, colleague: str) -> None:
    due("Van mij alleen", 0)
    assert "Van mij alleen" not in sign_in(colleague).get("/vervolgacties").text
    assert "Van mij alleen" not in sign_in(YOUTH_WORKER).get("/vervolgacties").text


def test_late_and_today_stand_on_the_home_screen(door: Door, due: Any) -> None:
    due("Morgen pas", 1)
    late = due("Blijven liggen", -30)
    shown = door.client.get("/").text
    assert "Blijven liggen" in shown
    assert f'action="/vervolgacties/{late}/gedaan"' in shown
    assert "Morgen pas" not in shown
    assert "Morgen: 3 vervolgacties" in shown, "two of the demo and this one"

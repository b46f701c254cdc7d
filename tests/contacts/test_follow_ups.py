"""Follow-ups: the due list, done with one tap, undone with another."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn, due_on, in_days, user_id
from tests.support.door import Door
from webapp import clock
from webapp.accounts.models import User
from webapp.db import Database, new_id


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


def test_missed_is_a_try_and_for_tomorrow_until_it_is_taken_back(door: Door, due: Any, demo_database: Database) -> None:
    made = due("Langsgaan", -2)
    door.accepted("follow_up.missed", {"follow_up": made})
    assert due_on(demo_database, made) == (in_days(1), 1)
    door.accepted("follow_up.missed", {"follow_up": made})
    assert "2 keer niet getroffen" in door.client.get("/vervolgacties").text
    for left, day in ((1, 1), (0, -2), (0, -2)):
        door.accepted("follow_up.take_back", {"follow_up": made, "step": "missed"})
        assert due_on(demo_database, made) == (in_days(day), left)
    assert "Niet getroffen, teruggenomen" in door.client.get(f"/contacten/{made}").text


def test_missed_leaves_a_later_day_alone(door: Door, due: Any, demo_database: Database) -> None:
    made = due("Volgende week", 6)
    door.accepted("follow_up.missed", {"follow_up": made})
    assert due_on(demo_database, made) == (in_days(6), 1)


def test_tomorrow_is_that_of_the_tap(door: Door, due: Any, demo_database: Database) -> None:
    made = due("Verzetten", 0)
    saved, sent = clock.now() - timedelta(days=3), clock.now()
    waited = {"client_time": saved.isoformat(), "sent_at": sent.isoformat()}
    door.accepted("follow_up.tomorrow", {"follow_up": made}, **waited)
    assert due_on(demo_database, made) == (in_days(-2), 0)
    door.accepted("follow_up.tomorrow", {"follow_up": made})
    assert due_on(demo_database, made) == (in_days(1), 0)


def test_taking_back_leaves_what_a_colleague_made_of_it(
    sign_in: SignIn, door: Door, due: Any, colleague: str, demo_database: Database
) -> None:
    made = due("Samen", 0)
    door.accepted("follow_up.tomorrow", {"follow_up": made})
    changes = {"follow_up.due_on": {"from": in_days(1), "to": in_days(4)}}
    other = Door(sign_in(colleague))
    other.accepted("contact.correct", {"contact": made, "changes": changes})
    door.accepted("follow_up.take_back", {"follow_up": made, "step": "tomorrow"})
    assert due_on(demo_database, made) == (in_days(4), 0)
    other.accepted("follow_up.take_back", {"follow_up": made, "step": "tomorrow"})
    assert due_on(demo_database, made) == (in_days(4), 0), "nobody takes back what another did"


def test_try_that_comes_after_it_was_done_is_kept_and_it_stays_done(
    sign_in: SignIn, door: Door, due: Any, colleague: str, demo_database: Database
) -> None:
    made = due("Al gedaan", 0)
    Door(sign_in(colleague)).accepted("follow_up.complete", {"follow_up": made})
    door.accepted("follow_up.missed", {"follow_up": made})
    assert due_on(demo_database, made) == (in_days(0), 1)
    assert made not in door.client.get("/vervolgacties").text


def test_handed_on_it_is_of_the_colleague_and_can_be_taken_back(
    sign_in: SignIn, door: Door, due: Any, colleague: str, demo_database: Database
) -> None:
    made = due("Neem jij dit", 0)
    other = Door(sign_in(colleague))
    assert made not in other.client.get("/vervolgacties").text
    assert made in other.client.get("/vervolgacties/team").text, "of the team it was always"
    door.accepted("follow_up.hand_on", {"follow_up": made, "colleague": user_id(demo_database, colleague)})
    assert made not in door.client.get("/vervolgacties").text
    assert made in other.client.get("/vervolgacties").text
    assert f'action="/vervolgacties/{made}/gedaan"' in other.client.get("/").text
    assert "bij Demo Karin" in door.client.get("/vervolgacties/team").text
    assert "Doorgegeven aan Demo Karin" in door.client.get(f"/contacten/{made}").text
    door.accepted("follow_up.take_back", {"follow_up": made, "step": "hand_on"})
    assert made in door.client.get("/vervolgacties").text
    assert made not in other.client.get("/vervolgacties").text


def test_what_was_handed_on_to_who_is_stopped_comes_back(
    door: Door, due: Any, colleague: str, demo_database: Database
) -> None:
    made = due("Blijft niet liggen", 0)
    door.accepted("follow_up.hand_on", {"follow_up": made, "colleague": user_id(demo_database, colleague)})
    with demo_database.transaction() as session:
        user = session.get_one(User, UUID(user_id(demo_database, colleague)))
        user.place(user.organisation_id, user.roles, active=False)
        session.add(user)
    assert made in door.client.get("/vervolgacties").text


def test_nobody_gets_what_they_may_not_see(
    sign_in: SignIn, door: Door, due: Any, colleague: str, demo_database: Database
) -> None:
    body = {"alias": "Geheime Gé (demo)", "legal_basis": "wgbo", "whereabouts": "hidden"}
    hidden = door.accepted("client.add", body)
    made, open_one = due("Stil langsgaan", 0, client=hidden), due("Gewoon langsgaan", 0)
    karin = user_id(demo_database, colleague)
    for contact, to in ((made, karin), (open_one, user_id(demo_database, YOUTH_WORKER)), (open_one, str(new_id()))):
        refused = door.send("follow_up.hand_on", {"follow_up": contact, "colleague": to})
        assert (refused["status"], list(refused["fields"])) == ("rejected", ["colleague"])
    assert "Geef door" not in door.client.get(f"/contacten/{made}").text
    assert f'value="{karin}"' in door.client.get(f"/contacten/{open_one}").text
    assert made not in sign_in(colleague).get("/vervolgacties/team").text
    assert open_one not in sign_in(YOUTH_WORKER).get("/vervolgacties/team").text


@pytest.mark.parametrize(
    ("path", "fields", "told"),
    [
        ("niet-getroffen", {}, "Niet getroffen: Kousen brengen. Morgen staat het er weer."),
        ("morgen", {}, "Naar morgen: Kousen brengen"),
        ("doorgeven", {"colleague": "Demo Karin"}, "Doorgegeven: Kousen brengen"),
    ],
)
def test_forms_without_scripts_offer_the_way_back(
    door: Door, due: Any, colleague: str, demo_database: Database, path: str, fields: dict[str, str], told: str
) -> None:
    made = due("Kousen brengen", 0)
    data = {name: user_id(demo_database, colleague) for name in fields}
    answer = door.client.post(f"/vervolgacties/{made}/{path}", data=data)
    assert answer.status_code == 303
    shown = door.client.get(answer.headers["Location"]).text
    assert told in shown
    step = re.search(r'name="step" value="(\w+)"', shown)
    assert step
    undo = re.search(
        rf'action="/vervolgacties/{made}/terugnemen"[^>]*>(?:(?!</form>).)*value="(\w+)"', shown, re.DOTALL
    )
    assert undo
    assert door.client.post(f"/vervolgacties/{made}/terugnemen", data={"step": undo[1]}).status_code == 303
    assert due_on(demo_database, made) == (in_days(0), 0)
    assert made in door.client.get("/vervolgacties").text


def test_form_that_hands_on_to_nobody_says_so(door: Door, due: Any) -> None:
    made = due("Aan wie", 0)
    answer = door.client.post(f"/vervolgacties/{made}/doorgeven")
    assert answer.status_code == 422
    assert "Kies een collega." in answer.text


def test_today_is_among_the_days(door: Door) -> None:
    assert f'name="follow_up.due_on" value="{in_days(0)}"' in door.client.get("/contacten/nieuw").text

"""The list of contacts, and what a phone keeps of them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from tests.contacts.acts import YOUTH_WORKER, SignIn
from tests.support.door import Door
from webapp import clock
from webapp.fragment import render


@pytest.mark.parametrize("words", ["zwarte", "KÉES", "steiger", "natte jas", "kees steiger"])
def test_search_finds_alias_place_and_note(door: Door, contact: Any, words: str) -> None:
    made = door.accepted("contact.log", contact(alias="Zwarte Kees", place="Steiger 4", note="Natte jas."))
    assert made in door.client.get("/contacten", query_string={"zoek": words}).text


def test_search_finds_the_clients_name_as_it_is_now(door: Door, contact: Any) -> None:
    client = door.accepted("client.add", {"alias": "Vroeger", "legal_basis": "wmo"})
    made = door.accepted("contact.log", contact(client=client), depends_on=[client])
    changes = {"alias": {"from": "Vroeger", "to": "Tegenwoordig"}}
    door.accepted("client.edit", {"client": client, "changes": changes})
    assert made in door.client.get("/contacten?zoek=tegenwoordig").text


@pytest.mark.parametrize("words", ["%", "_", "'; drop table client; --", "\\", "🦆", " "])
def test_search_takes_any_text(door: Door, words: str) -> None:
    for path in ("/contacten", "/clienten", "/vervolgacties", "/contacten/nieuw/wie"):
        assert door.client.get(path, query_string={"zoek": words}).status_code == 200
        assert door.client.post(path, data={"zoek": words, "alias": words}).status_code == 200


def test_list_is_paged_by_twenty_latest_first(door: Door, contact: Any) -> None:
    for n in range(22):
        moment = (clock.now() - timedelta(days=100, minutes=n)).isoformat()
        door.accepted("contact.log", contact(alias=f"Bladzij {n:02}", occurred_at=moment))
    first = door.client.get("/contacten?zoek=bladzij").text
    second = door.client.get("/contacten?zoek=bladzij&pagina=2").text
    assert first.count("<strong>Bladzij") == 20
    assert second.count("<strong>Bladzij") == 2
    assert first.index("Bladzij 00") < first.index("Bladzij 19")
    assert "Bladzij 21" in second
    assert "zoek=bladzij&amp;pagina=2" in first
    posted = door.client.post("/contacten", data={"zoek": "bladzij", "pagina": "2"}).text
    assert "Bladzij 21" in posted
    assert 'form="zoeken" name="pagina" value="1"' in posted
    assert "zoek=" not in posted, "what was searched for stands in no address"


def test_snapshot_holds_own_contacts_lists_home_and_people(door: Door, contact: Any) -> None:
    made = door.accepted("contact.log", contact(alias="Op de telefoon", note="Lees mij zonder netwerk."))
    snapshot = door.client.get("/offline/snapshot").get_json()
    fragments = snapshot["fragments"]
    assert {"/", "/contacten", "/vervolgacties", f"/contacten/{made}"} <= set(fragments)
    assert "Lees mij zonder netwerk." in fragments[f"/contacten/{made}"]["html"]
    assert "<html" not in fragments["/"]["html"]
    labels = [choice["label"] for choice in snapshot["choices"]["clients"]]
    assert "Rooie Piet (demo)" in labels


def test_snapshot_gives_only_what_changed_since(door: Door, contact: Any) -> None:
    first = door.client.get("/offline/snapshot").get_json()
    made = door.accepted("contact.log", contact(alias="Later gekomen"))
    since = door.client.get("/offline/snapshot", query_string={"since": first["taken_at"]}).get_json()
    assert f"/contacten/{made}" in since["fragments"]
    old = [path for path in first["fragments"] if path.startswith("/contacten/")]
    assert old
    assert not set(old) & set(since["fragments"])
    assert (first["since"], since["since"]) == (None, first["taken_at"])


def test_snapshot_since_one_that_is_forgotten_is_whole_and_says_so(door: Door) -> None:
    first = door.client.get("/offline/snapshot").get_json()
    forgotten = {"since": "2020-01-01T00:00:00+00:00"}
    again = door.client.get("/offline/snapshot", query_string=forgotten).get_json()
    assert again["since"] is None
    assert set(again["fragments"]) == set(first["fragments"])


def test_snapshot_of_one_user_holds_nothing_of_another(sign_in: SignIn, door: Door, contact: Any) -> None:
    door.accepted("contact.log", contact(alias="Alleen van de nurse"))
    for name in (YOUTH_WORKER, "opvang", "straatverpleegkundige-almere"):
        assert "Alleen van de nurse" not in sign_in(name).get("/offline/snapshot").text


@pytest.mark.one_store
def test_version_of_a_region_changes_with_words_but_not_with_age(demo_app: Any, monkeypatch: Any) -> None:
    with demo_app.test_request_context("/"):
        texts = iter(['<p>a <time datetime="x" data-ago>1 min geleden</time></p>',
                      '<p>a <time datetime="x" data-ago>2 min geleden</time></p>', "<p>b</p>"])  # fmt: skip
        monkeypatch.setattr("webapp.fragment.render_block", lambda *_args, **_context: next(texts))
        first, older, other = (render("/", "today/home.html").version for _ in range(3))
    assert first == older
    assert other != first

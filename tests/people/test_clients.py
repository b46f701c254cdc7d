"""Clients: adding, editing without losing anybody's change, and the list."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn, fields_of
from tests.people.acts import body
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import User
from webapp.accounts.permissions import Role
from webapp.db import Database, Session, new_id
from webapp.people import duplicates, service, store
from webapp.people import models as people
from webapp.people.inputs import ClientInput, LegalBasis
from webapp.people.models import ClientChange


def edit(client: str, **fields: tuple[Any, Any]) -> dict[str, Any]:
    """The body of an edit: ``field=(from, to)``."""
    return {"client": client, "changes": {name: {"from": old, "to": new} for name, (old, new) in fields.items()}}


def test_client_of_a_phone_is_the_same_as_of_a_form(door: Door) -> None:
    made = door.send("client.add", body())
    assert (made["status"], made["version"]) == ("accepted", 1)
    answer = door.client.post("/clienten/nieuw", data=body(alias="Met formulier (demo)"))
    assert answer.status_code == 303
    for url in (made["url"], answer.headers["Location"]):
        shown = door.client.get(url).text
        assert "geboren in 1980, Huizen" in shown
        assert "06 00 00 00 00" in shown


@pytest.mark.parametrize(
    ("fields", "said"),
    [
        ({"alias": " ", "name": ""}, "Vul een naam of een alias in."),
        ({"legal_basis": ""}, "Kies waarom je dit mag vastleggen."),
        ({"birth_year": "negentien"}, "Vul een geboortejaar in, bijvoorbeeld 1998."),
        ({"birth_year": str(clock.today().year + 1)}, "Vul een geboortejaar in, bijvoorbeeld 1998."),
        ({"name": "x" * 201}, "Maak dit korter: hoogstens 200 tekens."),
    ],
)
def test_form_says_what_is_wrong_and_keeps_what_was_typed(nurse: Client, fields: dict[str, str], said: str) -> None:
    answer = nurse.post("/clienten/nieuw", data={**body(municipality="Laren"), **fields})
    assert answer.status_code == 422
    assert said in answer.text
    assert 'value="Laren" selected' in answer.text


def test_double_submit_is_one_client(nurse: Client) -> None:
    form = {**body(alias="Tweemaal (demo)"), "id": str(new_id())}
    assert [nurse.post("/clienten/nieuw", data=form).headers["Location"] for _ in range(2)] == [
        f"/clienten/{form['id']}"
    ] * 2
    assert nurse.get("/clienten?zoek=tweemaal").text.count("Tweemaal (demo)") == 1


def test_edit_merges_other_fields_and_conflicts_on_the_same(sign_in: SignIn, door: Door, colleague: str) -> None:
    client = door.accepted("client.add", body())
    other = Door(sign_in(colleague))
    other.accepted("client.edit", edit(client, municipality=("Huizen", "Laren")))
    door.accepted("client.edit", edit(client, birth_year=(1980, 1981), contact_ways=(["06 00 00 00 00"], [])))
    result = door.send("client.edit", edit(client, municipality=("Huizen", "Blaricum"), name=(None, "Bet")))
    assert result["status"] == "conflict"
    assert result["current"] == {
        "municipality": {"value": "Laren", "by": "Demo Karin", "at": result["current"]["municipality"]["at"]}
    }
    shown = door.client.get(f"/clienten/{client}").text
    assert "geboren in 1981, Laren" in shown
    assert "Blauwe Bet (demo)</h1>" in shown, "nothing of a conflicting edit may be made"


def test_edit_keeps_the_history_of_each_field(door: Door, demo_database: Database) -> None:
    client = door.accepted("client.add", body())
    door.accepted("client.edit", edit(client, municipality=("Huizen", "Laren")))
    door.accepted("client.edit", edit(client, municipality=("Laren", "Eemnes")))
    with demo_database.reading() as session:
        rows = session.exec(select(ClientChange).where(ClientChange.field == "municipality")).all()
    assert [(row.before, row.after) for row in sorted(rows, key=lambda row: row.at)] == [
        ("Huizen", "Laren"),
        ("Laren", "Eemnes"),
    ]
    assert "Huizen → Laren" in door.client.get(f"/clienten/{client}").text


def test_edit_may_not_take_the_last_name_away(door: Door) -> None:
    client = door.accepted("client.add", body())
    result = door.send("client.edit", edit(client, alias=("Blauwe Bet (demo)", None)))
    assert (result["status"], result["fields"]) == ("rejected", {"name": "Vul een naam of een alias in."})
    assert "Blauwe Bet (demo)" in door.client.get(f"/clienten/{client}").text


def test_form_without_scripts_edits_what_differs_and_shows_a_conflict(
    sign_in: SignIn, door: Door, colleague: str
) -> None:
    client = door.accepted("client.add", body())
    path = f"/clienten/{client}/wijzigen"
    form = fields_of(door.client.get(path).text)
    Door(sign_in(colleague)).accepted("client.edit", edit(client, birth_year=(1980, 1979)))
    assert door.client.post(path, data={**form, "contact_ways": ["nieuw nummer", ""]}).status_code == 303
    assert "geboren in 1979" in door.client.get(f"/clienten/{client}").text
    answer = door.client.post(path, data={**form, "birth_year": ["1990"]})
    assert answer.status_code == 409
    assert "1979" in answer.text
    assert 'value="1990"' in answer.text


def test_what_an_older_store_kept_with_signs_of_direction_can_be_edited(door: Door, demo_database: Database) -> None:
    """As a telephone pastes a number or a name: the signs are left out of what is typed, so also of what was seen."""
    client = door.accepted("client.add", body(name="Ali (demo)", alias=None))
    with demo_database.transaction() as session:
        row = session.get_one(people.Client, UUID(client))
        row.name, row.contact_ways = "\u202aAli (demo)\u202c", ["\u2066+31 6 00 00 00 00\u2069"]
        session.add(row)
    path = f"/clienten/{client}/wijzigen"
    form = fields_of(door.client.get(path).text)
    assert door.client.post(path, data={**form, "name": ["Ali Baba (demo)"]}).status_code == 303
    form = fields_of(door.client.get(path).text)
    assert door.client.post(path, data={**form, "contact_ways": ["+31 6 11 11 11 11"]}).status_code == 303
    shown = door.client.get(f"/clienten/{client}").text
    assert "Ali Baba (demo)" in shown
    assert "+31 6 11 11 11 11" in shown


def test_list_puts_own_people_first_and_hints_at_the_same_name(sign_in: SignIn, door: Door, colleague: str) -> None:
    other = Door(sign_in(colleague))
    door.accepted("client.add", body(alias="Dubbel (demo)"))
    other.accepted("client.add", body(alias="Dubbel (Demo)"))
    other.accepted("client.add", body(alias="Aaltje (demo)"))
    shown = door.client.get("/clienten").text
    assert shown.index("Rooie Piet (demo)") < shown.index("Aaltje (demo)")
    assert shown.count("misschien dezelfde") == 2


def test_same_name_elsewhere_gives_no_hint(sign_in: SignIn, door: Door) -> None:
    door.accepted("client.add", body(alias="Overal (demo)"))
    Door(sign_in(YOUTH_WORKER)).accepted("client.add", body(alias="Overal (demo)"))
    assert "misschien dezelfde" not in door.client.get("/clienten?zoek=overal").text


@pytest.mark.parametrize("words", ["blauwe bet", "bet blauwe", "BLÁUWE", "blauew", "blau"])
def test_search_forgives_accents_case_order_and_a_slip(door: Door, words: str) -> None:
    client = door.accepted("client.add", body())
    shown = door.client.get("/clienten", query_string={"zoek": words}).text
    assert f"/clienten/{client}" in shown
    assert "Rooie Piet" not in shown


@pytest.mark.parametrize("words", ["Cleik", "celik", "elik", "Çeliik", "fatmia cleik"])
def test_search_finds_a_short_name_with_a_slip_near_its_front(door: Door, words: str) -> None:
    client = door.accepted("client.add", body(name="Fatima Çelik", alias=None))
    assert client in door.client.get("/clienten", query_string={"zoek": words}).text


def test_list_is_in_the_order_of_names(acting: Callable[..., Actor], session: Session) -> None:
    nurse = acting(NURSE, Role.street_nurse, elsewhere=True)
    names = ["Zara", "de Vries", "Özlem", "Łukasz", "van den Berg", "Мария", "مريم"]
    for name in names:
        client = service.add_client(session, nurse, ClientInput(name=name, legal_basis=LegalBasis.wmo), new_id())
        service.store.find_relation(session, nurse.user_id, client.id).ended = clock.now()  # type: ignore[union-attr]
    pages = [service.store.list_clients(session, nurse, offset=at, limit=3) for at in range(0, 9, 3)]
    assert [client.name for page in pages for client in page] == [
        *("van den Berg", "Łukasz", "Özlem", "de Vries", "Zara", "Мария", "مريم")
    ]


def test_own_people_and_the_others_follow_each_other_over_the_pages(
    acting: Callable[..., Actor], session: Session
) -> None:
    nurse = acting(NURSE, Role.street_nurse, elsewhere=True)
    for name in "abcde":
        client = service.add_client(session, nurse, ClientInput(name=name, legal_basis=LegalBasis.wmo), new_id())
        if name not in "de":
            service.store.find_relation(session, nurse.user_id, client.id).ended = clock.now()  # type: ignore[union-attr]
    told = [service.store.list_clients(session, nurse, offset=at, limit=2) for at in range(0, 6, 2)]
    assert [client.name for page in told for client in page] == ["e", "d", "a", "b", "c"]


def test_search_finds_a_new_name_and_not_the_old_one(door: Door) -> None:
    client = door.accepted("client.add", body())
    door.accepted("client.edit", edit(client, alias=("Blauwe Bet (demo)", "Gele Gerrit")))
    assert client in door.client.get("/clienten?zoek=gerrit").text
    assert client not in door.client.get("/clienten?zoek=blauwe").text


def test_search_never_leaves_what_the_user_may_see(acting: Callable[..., Actor], session: Session) -> None:
    nurse, youth_worker = acting(NURSE), acting(YOUTH_WORKER)
    data = ClientInput(name="Unieke Naam", legal_basis=LegalBasis.wmo)
    client = service.add_client(session, nurse, data, new_id())
    assert service.find_clients(session, nurse, "unieke naam") == [client]
    assert service.find_clients(session, youth_worker, "unieke naam") == []
    assert service.find_clients(session, acting("straatverpleegkundige-almere"), "unieke naam") == []


@pytest.mark.one_store
def test_empty_form_carries_nobody_and_may_be_kept(nurse: Client) -> None:
    answer = nurse.get("/clienten/nieuw")
    assert answer.headers["Cache-Control"] == "private, no-cache"
    assert "Demo Sanne" not in answer.text


@pytest.mark.parametrize(
    ("known", "typed"),
    [
        ({"name": "Edito"}, {"name": "Edoto"}),
        ({"name": "Jan Jansen"}, {"name": "Jansen Jan"}),
        ({"name": "Momo Diallo", "alias": "Lange Momo"}, {"name": "", "alias": "lange mómo"}),
        ({"name": "Fatima Çelik"}, {"name": "", "alias": "Fatima Cleik"}),
    ],
)
def test_someone_alike_is_shown_before_a_client_is_added(
    door: Door, known: dict[str, str], typed: dict[str, str]
) -> None:
    client = door.accepted("client.add", body(**{"alias": None, **known}))
    form = {**body(alias=""), **typed, "id": str(new_id())}
    asked = door.client.post("/clienten/nieuw", data=form)
    assert asked.status_code == 422
    assert "Bestaat deze persoon al?" in asked.text
    assert f'href="/clienten/{client}"' in asked.text
    assert door.client.get(f"/clienten/{form['id']}").status_code == 404
    assert f'href="/clienten/{client}"' in door.client.post("/clienten/lijkt-op", data=typed).text
    for _ in range(2):
        assert door.client.post("/clienten/nieuw", data={**form, "_anyway": "yes"}).status_code == 303
    assert door.client.post("/clienten/nieuw", data=form).status_code == 303, "sent again it is not like itself"
    assert "misschien dezelfde" in door.client.get(f"/clienten/{form['id']}").text


def test_what_a_phone_adds_is_told_as_alike_on_its_page(door: Door) -> None:
    known = door.accepted("client.add", body(name="Jan Jansen", alias=None))
    added = door.accepted("client.add", body(name="Jansen, Jan", alias=None))
    for one, other in ((known, added), (added, known)):
        shown = door.client.get(f"/clienten/{one}").text
        assert "misschien dezelfde" in shown
        assert f'href="/clienten/{one}/samenvoegen?met={other}"' in shown


def test_alike_are_at_most_five_and_of_the_own_organisation(sign_in: SignIn, door: Door) -> None:
    for _ in range(7):
        door.accepted("client.add", body(alias="Gele Gerrit"))
    assert door.client.post("/clienten/lijkt-op", data={"alias": "gele gerit"}).text.count('href="/clienten/') == 5
    elsewhere = sign_in(YOUTH_WORKER)
    assert "/clienten/" not in elsewhere.post("/clienten/lijkt-op", data={"alias": "gele gerit"}).text
    assert elsewhere.post("/clienten/nieuw", data=body(alias="Gele Gerrit")).status_code == 303


@pytest.mark.parametrize(
    ("one", "other", "badges"),
    [
        ({"name": "Jan Jansen"}, {"name": "Jansen, Jan"}, 2),
        ({"name": "Momo Diallo", "alias": "Lange Momo"}, {"alias": "lange mómo"}, 2),
        ({"name": "Edito"}, {"name": "Edoto"}, 0),
        ({"name": "Kees Kees", "alias": "Kees Kees"}, {"name": "Heel Anders"}, 0),
    ],
)
def test_list_tells_a_name_of_the_same_words(
    door: Door, one: dict[str, str], other: dict[str, str], badges: int
) -> None:
    before = door.client.get("/clienten").text.count("misschien dezelfde")
    for names in (one, other):
        door.accepted("client.add", body(**{"name": None, "alias": None, **names}))
    assert door.client.get("/clienten").text.count("misschien dezelfde") == before + badges


def test_badges_of_a_list_are_one_question(demo_database: Database) -> None:
    """Each name looked for apart made a page of twenty cost two seconds among 100,000 clients."""
    with demo_database.reading() as session:
        actor = actor_of(session.exec(select(User).where(User.username == NURSE)).one())
        clients = store.list_clients(session, actor, offset=0, limit=20)
        asked: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", lambda *given: asked.append(given[2]))
        duplicates.have_namesakes(session, actor, clients)
    assert clients
    assert len(asked) == 1

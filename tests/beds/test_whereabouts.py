"""A safety flag: where this person is, was or slept is told to nobody without need."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import unescape
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.beds.night import AUTOMATIC, BY_HAND, FULL, Night
from tests.beds.stays.acts import arrive, check_out
from tests.contacts.acts import NURSE
from tests.contacts.fixtures import colleague, demo_database
from tests.facilities import respite_house
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts.permissions import Role
from webapp.beds.ledger.models import BedRequest
from webapp.facilities.models import FacilityStaff
from webapp.people.models import WorkingRelation
from webapp.rooms.models import RoomRequest

__all__ = ["colleague", "demo_database"]  # fixtures of the neighbour

CANARIES = ("Wijdemeren", "Kanariekade", "Kanarieplek", "Kanarienotitie", "Kanarieafspraak")
"""Municipality, place, way to reach, note and agreement of someone who must not be found."""


@dataclass
class Hidden:
    """Someone with a safety flag, whom one nurse works with."""

    client: str
    contact: str
    request: str

    @property
    def pages(self) -> list[str]:
        """Everything of this person, and every list and search they could stand in."""
        client = self.client
        return [
            f"/clienten/{client}",
            f"/clienten/{client}/wijzigen",
            f"/contacten/nieuw?client={client}",
            f"/bedden/vragen?client={client}",
            *("/", "/clienten", "/contacten", "/vervolgacties", "/bedden/mijn", "/offline/snapshot"),
            *(
                f"{path}?zoek={word}"
                for path in ("/contacten", "/vervolgacties", "/clienten")
                for word in ("Kanari", "Schuil")
            ),
            "/contacten/nieuw/wie?alias=Schuil",
        ]


@pytest.fixture
def night(demo_app: Flask, monkeypatch: pytest.MonkeyPatch) -> Night:
    """The demo's night."""
    return Night(demo_app.extensions["database"], monkeypatch)


@pytest.fixture
def nurse(demo_app: Flask) -> Client:
    """The nurse who works with this person."""
    return Client(demo_app, demo_app.response_class).sign_in(NURSE)


@pytest.fixture
def other(demo_app: Flask, colleague: str) -> Client:
    """A nurse of the same organisation who does not."""
    return Client(demo_app, demo_app.response_class).sign_in(colleague)


@pytest.fixture
def hidden(nurse: Client, night: Night) -> Hidden:
    """A client with a contact, a changed town and a held bed."""
    door = Door(nurse)
    person = {"alias": "Schuilnaam (demo)", "legal_basis": "wgbo", "contact_ways": ["Kanarieplek"]}
    client = door.accepted("client.add", {**person, "municipality": "Laren", "whereabouts": "hidden"})
    changes = {"municipality": {"from": "Laren", "to": "Wijdemeren"}}
    door.accepted("client.edit", {"client": client, "changes": changes})
    told = {"channel": "street", "ethos_category": "public_space", "topics": [], "municipality": "Wijdemeren"}
    agreed = {"text": "Kanarieafspraak", "due_on": clock.today().isoformat()}
    words = {"place": "Kanariekade", "note": "Kanarienotitie", "follow_up": agreed}
    contact = door.accepted("contact.log", {**told, **words, "client": client})
    shelter = str(night.shelter(AUTOMATIC).id)
    bed = {"shelter": shelter, "category": "mixed", "age_group": "adult", "client": client}
    return Hidden(client, contact, door.accepted("bed.request", bed))


def told(client: Client, path: str) -> set[str]:
    """The canaries an answer holds; the form's own list of towns says nothing of anybody."""
    page, _, alias = path.partition("?alias=")
    answer = client.post(page, data={"alias": alias}) if alias else client.get(path)
    text = unescape(answer.get_data(as_text=True)).replace('<option value="Wijdemeren">Wijdemeren</option>', "")
    said_back = path.partition("zoek=")[2]
    return {word for word in CANARIES if word in text and word != said_back}


def test_who_works_with_them_sees_everything(nurse: Client, hidden: Hidden):
    assert told(nurse, f"/clienten/{hidden.client}") >= {"Wijdemeren", "Kanarieplek", "Kanariekade", "Kanarieafspraak"}
    assert told(nurse, f"/contacten/{hidden.contact}") >= {"Kanariekade", "Kanarienotitie"}
    assert "verblijf geheim" in nurse.get(f"/clienten/{hidden.client}").text
    assert AUTOMATIC in nurse.get(f"/bedden/aanvragen/{hidden.request}").text


def test_colleague_without_need_finds_the_name_and_nothing_of_where(other: Client, hidden: Hidden):
    assert {path: found for path in hidden.pages if (found := told(other, path))} == {}
    assert "Schuilnaam" in other.get("/clienten?zoek=Schuil").text
    for path in (f"/contacten/{hidden.contact}", f"/contacten/{hidden.contact}/corrigeren"):
        assert other.get(path).status_code == 404
    assert other.get(f"/bedden/aanvragen/{hidden.request}").status_code == 404
    assert other.post(f"/bedden/aanvragen/{hidden.request}/teruggeven", data={}).status_code == 404


@pytest.mark.parametrize(
    "change",
    [
        {"municipality": {"from": "Huizen", "to": "Laren"}},
        {"contact_ways": {"from": [], "to": ["x"]}},
        {"whereabouts": {"from": "hidden", "to": "open"}},
    ],
)
def test_colleague_without_need_neither_changes_nor_learns_it_by_a_conflict(
    other: Client, hidden: Hidden, change: dict[str, object]
):
    result = Door(other).send("client.edit", {"client": hidden.client, "changes": change})
    assert (result["status"], result["code"]) == ("rejected", "not_allowed")
    assert "Wijdemeren" not in str(result)
    assert "current" not in result


def test_colleague_may_still_correct_the_name(other: Client, hidden: Hidden):
    changes = {"alias": {"from": "Schuilnaam (demo)", "to": "Schuilnaam Twee (demo)"}}
    Door(other).accepted("client.edit", {"client": hidden.client, "changes": changes})
    page = other.get(f"/clienten/{hidden.client}").text
    assert "Schuilnaam Twee" in page
    assert "Laren" not in page, "the history tells no town either"


def test_who_meets_them_works_with_them_from_then_on(other: Client, hidden: Hidden):
    told_now = {"channel": "street", "ethos_category": "public_space", "topics": [], "client": hidden.client}
    Door(other).accepted("contact.log", told_now)
    assert "Kanarieplek" in told(other, f"/clienten/{hidden.client}")


def test_shelter_is_warned_and_forgets_the_name_when_they_left(night: Night, demo_app: Flask, hidden: Hidden):
    worker = Client(demo_app, demo_app.response_class).sign_in("opvang")
    shelter = night.shelter(AUTOMATIC).id
    assert "Vertel niemand dat deze gast hier is." in worker.get(f"/bedden/{shelter}").text
    with night.database.reading() as session:
        request = session.get_one(BedRequest, UUID(hidden.request))
    stay = arrive(night, request)
    here = worker.get(f"/bedden/verblijf/{stay.id}").text
    assert "Schuilnaam" in here
    assert "Vertel niemand" in here
    paper = worker.get(f"/bedden/{shelter}/nachtlijst").text
    assert "Schuilnaam" not in paper
    assert "Naam staat in de app" in paper
    check_out(night, stay)
    gone = worker.get(f"/bedden/verblijf/{stay.id}").text
    assert "Schuilnaam" not in gone
    assert "Naam geheim" in gone


def test_message_about_them_goes_when_nothing_came_of_the_bed(
    night: Night, demo_app: Flask, nurse: Client, hidden: Hidden
):
    with night.write() as session:
        session.get_one(BedRequest, UUID(hidden.request)).note = "Kanariebericht"
    worker = Client(demo_app, demo_app.response_class).sign_in("opvang")
    url = f"/bedden/aanvragen/{hidden.request}"
    assert "Kanariebericht" in worker.get(url).text
    assert nurse.post(f"{url}/teruggeven", data={}).status_code == 303
    for client in (worker, nurse):
        page = client.get(url).text
        assert "Schuilnaam" not in page
        assert "Kanariebericht" not in page


def test_respite_is_warned_and_forgets_the_name_when_they_left(night: Night, demo_app: Flask, hidden: Hidden):
    respite_house.also(night, NURSE, Role.shelter_worker)
    house = respite_house.facility(night).id
    with night.write() as session:
        session.add(FacilityStaff(facility_id=house, user_id=night.actor(NURSE).user_id))
    stay = respite_house.arrive(night, by=NURSE, client=hidden.client, guest=None)
    worker = Client(demo_app, demo_app.response_class).sign_in("opvang")
    pages = (f"/bedden/respijt/{stay.id}", f"/bedden/voorzieningen/{house}")
    assert "Vertel niemand dat deze gast hier is." in worker.get(pages[0]).text
    assert all("Schuilnaam" in worker.get(page).text for page in pages)
    respite_house.leave(night, stay)
    for page in pages:
        gone = worker.get(page).text
        assert "Schuilnaam" not in gone
        assert "Naam geheim" in gone


def test_giving_them_an_old_contact_of_somebody_else_is_no_meeting(nurse: Client, other: Client, hidden: Hidden):
    told_then = {"channel": "street", "ethos_category": "public_space", "topics": [], "alias": "Onbekend (demo)"}
    contact = Door(nurse).accepted("contact.log", told_then)
    changes = {"client": {"from": None, "to": hidden.client}}
    Door(other).accepted("contact.correct", {"contact": contact, "changes": changes})
    assert told(other, f"/clienten/{hidden.client}") == set()


def test_bed_for_them_is_asked_by_who_works_with_them(other: Client, night: Night, hidden: Hidden):
    bed = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "women", "age_group": "adult"}
    result = Door(other).send("bed.request", {**bed, "client": hidden.client})
    assert (result["status"], result["code"]) == ("rejected", "not_related")
    asked = Door(other).accepted("bed.request", {**bed, "alias": "Schuilnaam (demo)"})
    assert "hield vannacht al een bed vast" not in other.get(f"/bedden/aanvragen/{asked}").text


def test_list_beside_the_board_names_them_while_the_bed_is_open(night: Night, nurse: Client, hidden: Hidden):
    assert "Schuilnaam" in nurse.get("/bedden/mijn").text
    with night.database.reading() as session:
        arrive(night, session.get_one(BedRequest, UUID(hidden.request)))
    assert hidden.request in nurse.get("/bedden/mijn").text
    assert "Schuilnaam" not in nurse.get("/bedden/mijn").text


@pytest.mark.one_store
def test_phone_keeps_no_name_beside_the_bed_where_they_are(nurse: Client, hidden: Hidden):
    own = nurse.get("/offline/snapshot").json["fragments"]["/"]["html"].split('id="mijn"')[1]
    own = own.split("h-beds")[0].split("h-todo")[0]
    assert hidden.request in own
    assert "Schuilnaam" not in own


def test_report_of_the_night_does_not_tell_where_they_went(night: Night, nurse: Client, hidden: Hidden):
    with night.database.reading() as session:
        request = session.get_one(BedRequest, UUID(hidden.request))
    night.ask(FULL, alias=request.name)
    assert "Daarna een bed bij" not in nurse.get("/bedden/nacht").text


def test_room_they_look_for_is_shown_to_who_works_with_them(demo_app: Flask, night: Night, hidden: Hidden):
    youth = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker")
    person = {"alias": "Kamer Schuil (demo)", "legal_basis": "jeugdwet", "birth_year": 2006, "whereabouts": "hidden"}
    client = Door(youth).accepted("client.add", person)
    wanted = {"birth_year": 2006, "municipalities": ["Huizen"], "max_rent": 500, "from_date": "2027-01-01"}
    asked = Door(youth).accepted("room.request", {**wanted, "client": client, "smoking": False})
    url = f"/kamers/verzoeken/{asked}"
    assert youth.get(url).status_code == 200
    with night.write() as session:
        relation = session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(client))).one()
        relation.ended = clock.now()
        request = session.get_one(RoomRequest, UUID(asked))
        request.created_by = night.actor("coordinator").user_id
        session.add_all([relation, request])
    assert youth.get(url).status_code == 404
    assert "Kamer Schuil" not in youth.get("/kamers/verzoeken").text


def test_room_for_them_is_asked_by_who_works_with_them(demo_app: Flask, night: Night):
    youth = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker")
    person = {"alias": "Kamer Schuil (demo)", "legal_basis": "jeugdwet", "birth_year": 2006, "whereabouts": "hidden"}
    client = Door(youth).accepted("client.add", person)
    with night.write() as session:
        relation = session.exec(select(WorkingRelation).where(WorkingRelation.client_id == UUID(client))).one()
        relation.ended = clock.now()
        session.add(relation)
    wanted = {"birth_year": 2006, "municipalities": ["Huizen"], "max_rent": 500, "from_date": "2027-01-01"}
    wanted = {**wanted, "client": client, "smoking": False}
    result = Door(youth).send("room.request", wanted)
    assert (result["status"], result["code"]) == ("rejected", "not_related")
    form = youth.post("/kamers/verzoeken/nieuw", data={**wanted, "smoking": "false"})
    assert form.status_code == 422
    assert "Leg eerst een contact vast" in unescape(form.text)
    Door(youth).accepted("contact.log", {"client": client, "ethos_category": "unknown"})
    Door(youth).accepted("room.request", wanted)


def test_flag_can_be_taken_off_by_who_works_with_them(nurse: Client, other: Client, hidden: Hidden):
    Door(nurse).accepted(
        "client.edit", {"client": hidden.client, "changes": {"whereabouts": {"from": "hidden", "to": "open"}}}
    )
    assert "Kanarieplek" in told(other, f"/clienten/{hidden.client}")
    assert other.get(f"/contacten/{hidden.contact}").status_code == 200


def test_form_of_a_client_takes_the_flag(nurse: Client, page_of: Callable[[str], str]):
    fields = {"alias": "Uit het formulier (demo)", "legal_basis": "wmo", "whereabouts": "hidden"}
    answer = nurse.post("/clienten/nieuw", data=fields)
    assert "verblijf geheim" in page_of(answer.headers["Location"])


@pytest.fixture
def page_of(nurse: Client) -> Callable[[str], str]:
    """The text of a page as the nurse sees it."""
    return lambda path: nurse.get(path).text


def test_phone_of_who_asked_keeps_the_bed_and_not_who_sleeps_there(nurse: Client, hidden: Hidden):
    assert "Schuil" in nurse.get(f"/bedden/aanvragen/{hidden.request}").text
    kept = nurse.get("/offline/snapshot").get_json()["fragments"][f"/bedden/aanvragen/{hidden.request}"]["html"]
    assert "Schuil" not in kept
    assert "Naam geheim" in kept


def test_house_that_said_no_reads_the_name_no_more(night: Night, nurse: Client, hidden: Hidden, demo_app: Flask):
    worker = Client(demo_app, demo_app.response_class).sign_in("opvang")
    bed = {"shelter": str(night.shelter(BY_HAND).id), "category": "mixed", "age_group": "adult", "second_bed": True}
    asked = Door(nurse).accepted("bed.request", {**bed, "client": hidden.client})
    page = f"/bedden/aanvragen/{asked}/weigeren"
    assert "Schuil" in worker.get(page).text
    assert worker.post(page, data={"reason": "other_target_group"}).status_code == 303
    assert "Schuil" not in worker.get(page).text

"""Two people with one form, for every form that changes a record: the same field is asked about, others are merged."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.beds.fixtures import night, nurse, worker
from tests.beds.night import AUTOMATIC, Night
from tests.beds.stays.forms import check_in
from tests.facilities.acts import HOME, this_month
from tests.facilities.respite_house import arrive, facility, leave
from tests.rooms.walk import ask, offer_form
from tests.support.client import Client
from tests.support.outline import filled_in, outline_of
from webapp import clock

__all__ = ["night", "nurse", "worker"]  # fixtures
pytestmark = pytest.mark.one_store
Open = Callable[[Client, Night], str]


@dataclass(frozen=True)
class Case:
    """A form: who uses it, where it stands, and what two people make of one field, and each of another."""

    user: str
    form: str
    page: Open
    name: str
    theirs: str
    told: str
    mine: str
    other: tuple[str, str]
    another: tuple[str, str]
    action: str = ""
    members: tuple[str, ...] = ()
    """Of a list: its name, and two members that two people add."""


def shelter(_client: Client, night: Night) -> str:
    return f"/beheer/opvang/{night.shelter(AUTOMATIC).id}"


def guest(client: Client, _night: Night) -> str:
    house = check_in(client, name="Kanariepietje")
    [found] = re.findall(r'href="(/bedden/verblijf/[^"]+)">[^K]*Kanariepietje', client.get(house).text)
    return str(found)


def month(_client: Client, night: Night) -> str:
    return f"/bedden/voorzieningen/{facility(night, HOME).id}/maand/{this_month():%Y-%m}"


def departure(_client: Client, night: Night) -> str:
    stay = arrive(night, arrived_on=clock.today() - timedelta(days=2))
    leave(night, stay, "hospital", day=clock.today() - timedelta(days=1))
    return f"/bedden/respijt/{stay.id}"


def room(client: Client, _night: Night) -> str:
    return f"{client.post('/kamers/nieuw', data=offer_form()).location}/wijzigen"


CASES = {
    "shelter": Case(
        "beheer", "opvang", shelter, "phone", "035 999 99 99", "035 999 99 99", "035 111 11 11",
        ("note", "Zijdeur"), ("hold_minutes", "20"),
    ),
    "facility": Case(
        "beheer", "voorziening", lambda _, night: f"/beheer/voorzieningen/{facility(night).id}",
        "name", "2026-99-99", "2026-99-99", "Huis van mij", ("note", "Zijdeur"), ("longest_days", "20"),
    ),
    "month": Case(
        "opvang", "maand", month, "self_reliance", "3,5", "3,5", "2,8", ("incidents", "2"), ("police", "4"),
    ),
    "departure": Case(
        "opvang", "verbeteren", departure, "outcome", "unknown", "Niet bekend", "home",
        ("left_on", str(clock.today())), ("outcome", "home"), "/vertrek-verbeteren",
    ),
    "guest": Case(
        "opvang", "gegevens", guest, "own_contribution", "7,50", "7,50", "5",
        ("name", "Vinkje"), ("note", "Medicijnen"), "/gegevens", members=("needs", "dog", "quiet"),
    ),
    "room": Case(
        "coordinator", "room", room, "accepts", "women", "Alleen vrouwen", "anyone",
        ("rent", "470"), ("note", "Boven de kapper"), members=("pets_present", "dog", "cat"),
    ),
    "request": Case(
        "jongerenwerker", "request", lambda client, _: f"{ask(client)}/wijzigen",
        "from_date", "2190-03-01", "ma 1 mrt 2190", "2190-04-01", ("max_rent", "530"), ("motivation", "Ik leer graag."),
        members=("municipalities", "Huizen", "Laren"),
    ),
    "client": Case(
        "straatverpleegkundige", "client", lambda client, _: new_client(client),
        "legal_basis", "wmo", "Wmo", "wgbo", ("alias", "Kanarie"), ("birth_year", "1980"),
    ),
    "contact": Case(
        "straatverpleegkundige", "contact", lambda client, _: new_contact(client),
        "channel", "visit", "Bezoek", "phone", ("place", "Sluis"), ("note", "Wil thee"),
        members=("topics", "sleep", "wound"),
    ),
}  # fmt: skip


def new_client(client: Client) -> str:
    form = {"name": "Kanariepietje", "legal_basis": "jeugdwet", "whereabouts": "open", "_anyway": "true"}
    return f"{client.post('/clienten/nieuw', data=form).location}/wijzigen"


def new_contact(client: Client) -> str:
    form = {"channel": "street", "ethos_category": "public_space", "alias": "Kanariepietje"}
    return f"{client.post('/contacten/nieuw', data=form).location}/corrigeren"


@dataclass(frozen=True)
class Desk:
    """One browser at the form; two people are two of what it shows."""

    case: Case
    client: Client
    url: str

    def open(self) -> dict[str, list[str]]:
        return filled_in(self.client.get(self.url).text, self.case.form)

    def send(self, form: dict[str, Any], **more: Any) -> Any:
        return self.client.post(self.url + self.case.action, data={**form, **more})


@pytest.fixture(params=CASES)
def desk(request: pytest.FixtureRequest, demo_app: Flask, night: Night) -> Desk:
    case = CASES[request.param]
    client = Client(demo_app, demo_app.response_class).sign_in(case.user)
    return Desk(case, client, case.page(client, night))


def test_same_field_is_told_with_who_and_when_and_the_second_answer_wins(desk: Desk):
    case, mine = desk.case, desk.open()
    (alone, their_value), (own, own_value) = case.other, case.another
    assert desk.send(desk.open(), **{case.name: case.theirs, alone: their_value}).status_code == 303
    refused = desk.send(mine, **{case.name: case.mine, own: own_value})
    assert refused.status_code == 409
    told = outline_of(refused.text)
    at_field = [one.text for one in told.all("p") if one.get("id") == f"{case.name}-fout"]
    assert len(at_field) == 1
    assert f"Een collega veranderde dit intussen. Er staat nu: {case.told}." in at_field[0]
    assert re.search(r"Laatst bijgewerkt door \S.+, (vandaag|gisteren) \d\d:\d\d\.", at_field[0])
    [line] = [one.text for one in told.all("a") if one.get("href") == f"#{case.name}"]
    assert re.match(rf"\S.*[.?] Er staat nu: {case.told}\.$", line), "with the label of the field"
    assert "Iemand anders veranderde hetzelfde" in refused.text
    again = filled_in(refused.text, case.form)
    assert (again[case.name], again[own]) == ([case.mine], [own_value]), "what was typed stays"
    assert again[alone] == [their_value], "what was left alone is what is there by now"
    assert desk.open()[case.name] == [case.theirs], "nothing of it was saved"
    assert desk.send(again).status_code == 303
    stands = desk.open()
    assert (stands[case.name], stands[alone]) == ([shown(case.mine)], [their_value])


def shown(typed: str) -> str:
    """An amount stands there with cents."""
    return "5,00" if typed == "5" else typed


def test_another_field_of_each_is_saved(desk: Desk):
    case, mine = desk.case, desk.open()
    (theirs, their_value), (own, own_value) = case.other, case.another
    assert desk.send(desk.open(), **{theirs: their_value}).status_code == 303
    assert desk.send(mine, **{own: own_value}).status_code == 303
    stands = desk.open()
    assert (stands[theirs], stands[own]) == ([their_value], [own_value])


@pytest.mark.parametrize("desk", [name for name, case in CASES.items() if case.members], indirect=True)
def test_two_may_each_add_to_a_list(desk: Desk):
    name, theirs, own = desk.case.members
    mine = desk.open()
    before = mine.get(name, [])
    for form, member in ((desk.open(), theirs), (mine, own)):
        assert desk.send(form, **{name: [*before, member]}).status_code == 303
    assert set(desk.open()[name]) == {*before, theirs, own}


def test_form_of_an_older_release_overwrites_nothing_silently(desk: Desk):
    case = desk.case
    old = {name.replace("_from.", "was."): values for name, values in desk.open().items()}
    assert desk.send(desk.open(), **{case.name: case.theirs}).status_code == 303
    assert desk.send(old, **{case.name: case.mine}).status_code == 409
    unaware = {name: values for name, values in old.items() if not name.startswith("was.")}
    assert desk.send(unaware, **{case.name: case.mine}).status_code < 500
    assert desk.send(old, **{case.other[0]: case.other[1]}).status_code == 303
    stands = desk.open()
    assert (stands[case.name], stands[case.other[0]]) == ([case.theirs], [case.other[1]])


@pytest.mark.parametrize("desk", ["shelter"], indirect=True)
def test_mistake_elsewhere_does_not_make_a_conflict_forgotten(desk: Desk):
    case, mine = desk.case, desk.open()
    assert desk.send(desk.open(), **{case.name: case.theirs}).status_code == 303
    refused = desk.send(mine, **{case.name: case.mine, "old_minutes": "veel"})
    assert refused.status_code == 422
    again = {**filled_in(refused.text, case.form), "old_minutes": "100"}
    assert desk.send(again).status_code == 409

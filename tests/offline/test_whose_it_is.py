"""A reference means a record of one's own: three attacks, in process and on a real server, and their kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Annotated, Any, get_args, get_origin
from uuid import UUID

import pytest
from flask import Flask
from pydantic import BaseModel

from tests.support.client import Client
from tests.support.colleagues import COLLEAGUE, NURSE, add_colleague
from tests.support.door import Door
from tests.support.servers import Server
from tests.support.visitor import Visitor
from webapp.db import new_id
from webapp.offline.registry import KINDS
from webapp.references import Names

CANARY = "kanarie-voor-wie-het-aangaat"
Enter = Callable[[str], Door]
JSON = {"Accept": "application/json"}


def contact(**more: Any) -> dict[str, Any]:
    return {"ethos_category": "unknown", **more}


def houses(door: Door) -> list[tuple[str, str]]:
    """Id and name of the shelters on the board with beds for anyone."""
    found = door.client.get("/bedden", headers=JSON).get_json()["shelters"]
    mixed = [
        (one["id"], one["name"]) for one in found if any(kind["category"] == "mixed" for kind in one["categories"])
    ]
    assert len(mixed) > 1
    return mixed


def ask(shelter: str, **more: Any) -> dict[str, Any]:
    return {"shelter": shelter, "category": "mixed", "age_group": "adult", "gender": "man", **more}


def known_client(door: Door) -> str:
    """Someone this user works with, who came by no phone."""
    found = re.search(r'href="/clienten/([0-9a-f-]{36})"', door.client.get("/clienten").text)
    assert found
    return found[1]


def take_over(door: Door, kind: str, body: dict[str, Any], bad: dict[str, Any], old: str, new: str) -> None:
    """Make the door believe that ``old`` was an operation of this phone, and ``new`` its repair."""
    assert door.send(kind, bad, id=old)["status"] in ("rejected", "conflict")
    door.send(kind, body, id=new, replaces=old)


def shelter_becomes_unknown(enter: Enter) -> None:
    """A nurse of another region says that a shelter was a contact of hers."""
    victim = enter(NURSE)
    [house, _] = houses(victim)[0]
    take_over(enter(f"{NURSE}-almere"), "contact.log", contact(), {"place": "x"}, house, str(new_id()))
    assert victim.send("bed.request", ask(house, alias=CANARY))["status"] == "accepted"


def guest_is_sent_elsewhere(enter: Enter) -> None:
    """A youth worker says that one shelter became another."""
    victim = enter(NURSE)
    [(house, name), (other, _), *_] = houses(victim)
    take_over(enter("jongerenwerker"), "contact.log", contact(), {"place": "x"}, house, other)
    made = victim.accepted("bed.request", ask(house, alias=CANARY))
    assert name in victim.client.get(f"/bedden/aanvragen/{made}").text


def clinical_note_is_written_elsewhere(enter: Enter) -> None:
    """A nurse says that a colleague's client became one of hers."""
    victim, attacker = enter(NURSE), enter(COLLEAGUE)
    person = {"alias": "Onderschept (demo)", "legal_basis": "wgbo"}
    client = known_client(victim)
    take_over(attacker, "client.add", person, {"legal_basis": "wgbo"}, client, str(new_id()))
    made = victim.accepted("contact.log", contact(client=client, clinical_note=CANARY))
    assert f"/clienten/{client}" in victim.client.get(f"/contacten/{made}").text
    assert CANARY not in attacker.client.get(f"/contacten/{made}").text


ATTACKS = [shelter_becomes_unknown, guest_is_sent_elsewhere, clinical_note_is_written_elsewhere]


@pytest.fixture
def enter(demo_app: Flask) -> Enter:
    """The phone of someone who signs in."""
    add_colleague(demo_app.extensions["database"])
    return lambda name: Door(Client(demo_app, demo_app.response_class).sign_in(name))


@pytest.mark.parametrize("attack", ATTACKS)
def test_attack_changes_nothing_for_who_is_attacked(enter: Enter, attack: Callable[[Enter], None]) -> None:
    attack(enter)


def test_attacks_change_nothing_on_a_real_server(demo_app: Flask, start_server: Callable[[], Server]) -> None:
    add_colleague(demo_app.extensions["database"])
    server = start_server()
    for attack in ATTACKS:
        attack(lambda name: Door(Visitor(server.port).sign_in(name)))


def test_id_that_was_refused_to_one_is_free_to_another(enter: Enter) -> None:
    victim, attacker = enter(NURSE), enter("jongerenwerker")
    made = str(new_id())
    assert attacker.send("contact.log", {"place": "x"}, id=made)["status"] == "rejected"
    assert victim.send("contact.log", contact(), id=made)["status"] == "accepted"
    told = attacker.send("contact.log", contact(), id=made)
    assert (told["status"], told["code"]) == ("rejected", "id_reused")
    assert "url" not in told


def test_no_operation_takes_the_id_of_a_record(enter: Enter) -> None:
    victim, attacker = enter(NURSE), enter(COLLEAGUE)
    client = known_client(victim)
    for kind, body in (("contact.log", contact()), ("client.add", {"alias": "X (demo)", "legal_basis": "wmo"})):
        told = attacker.send(kind, body, id=client)
        assert (told["status"], told["code"]) == ("rejected", "id_reused"), kind
        assert attacker.send(kind, body, id=str(new_id()), replaces=client)["status"] == "accepted", kind
    made = attacker.accepted("contact.log", contact(client=client))
    assert f"/clienten/{client}" in attacker.client.get(f"/contacten/{made}").text


def test_repair_of_another_kind_repairs_nothing(enter: Enter) -> None:
    door = enter(NURSE)
    bad = door.send("client.add", {"legal_basis": "wmo"})
    door.accepted("contact.log", contact(), replaces=bad["id"])
    assert door.send("contact.log", contact(client=bad["id"]))["status"] == "rejected"
    assert door.send("client.add", {"legal_basis": "wmo"}, id=bad["id"])["code"] == "invalid", "not 'replaced'"


def test_field_follows_only_a_repair_of_the_kind_that_it_names(enter: Enter) -> None:
    door = enter(NURSE)
    bad = door.send("contact.log", {"place": "x"})
    good = door.accepted("contact.log", contact(), replaces=bad["id"])
    assert door.send("contact.log", contact(client=bad["id"]))["code"] == "not_found"
    correct = {"contact": bad["id"], "changes": {"place": {"from": None, "to": "Sluis"}}}
    assert door.send("contact.correct", correct)["url"] == f"/contacten/{good}"


def test_repair_of_what_never_came_stands_for_it(enter: Enter) -> None:
    door, other = enter(NURSE), enter(COLLEAGUE)
    person = {"alias": "Nooit (demo)", "legal_basis": "wgbo"}
    lost = str(new_id())
    repaired = door.accepted("client.add", person, replaces=lost)
    made = door.accepted("contact.log", contact(client=lost), depends_on=[lost])
    assert f"/clienten/{repaired}" in door.client.get(f"/contacten/{made}").text
    late = door.send("client.add", {**person, "alias": "Toch (demo)"}, id=lost)
    assert (late["status"], late["code"]) == ("rejected", "replaced")
    assert other.send("client.add", person, id=lost)["status"] == "accepted", "another's item of that id is untouched"
    assert other.send("contact.log", contact(client=lost))["status"] == "accepted"


def test_repair_of_what_is_anothers_changes_nothing(enter: Enter) -> None:
    victim, attacker = enter(NURSE), enter(COLLEAGUE)
    bad = victim.send("client.add", {"legal_basis": "wgbo"})
    attacker.accepted("client.add", {"alias": "Kaper (demo)", "legal_basis": "wgbo"}, replaces=bad["id"])
    again = victim.send("client.add", {"legal_basis": "wgbo"}, id=bad["id"])
    assert again["code"] == "invalid", "not 'replaced'"
    repaired = victim.accepted("client.add", {"alias": "Eigen (demo)", "legal_basis": "wgbo"}, replaces=bad["id"])
    made = victim.accepted("contact.log", contact(client=bad["id"]))
    assert f"/clienten/{repaired}" in victim.client.get(f"/contacten/{made}").text


def test_repair_of_what_was_accepted_leaves_it_as_it_is(enter: Enter) -> None:
    door = enter(NURSE)
    first = door.accepted("contact.log", contact(place="Eerste"))
    late = door.send("contact.log", contact(place="Tweede"), replaces=first)
    assert (late["code"], late["url"]) == ("already_accepted", f"/contacten/{first}")
    correct = {"contact": first, "changes": {"place": {"from": "Eerste", "to": "Derde"}}}
    assert door.send("contact.correct", correct)["url"] == f"/contacten/{first}"


def test_nobody_depends_on_what_is_anothers(enter: Enter) -> None:
    first = enter(NURSE).accepted("contact.log", contact())
    assert enter(COLLEAGUE).send("contact.log", contact(), depends_on=[first])["status"] == "retry_later"


def test_user_repairs_on_one_phone_what_another_sent(enter: Enter) -> None:
    one, other = enter(NURSE), enter(NURSE)
    bad = one.send("client.add", {"legal_basis": "wgbo"})
    repaired = other.accepted("client.add", {"alias": "Twee (demo)", "legal_basis": "wgbo"}, replaces=bad["id"])
    made = one.accepted("contact.log", contact(client=bad["id"]), depends_on=[bad["id"]])
    assert f"/clienten/{repaired}" in one.client.get(f"/contacten/{made}").text


PEOPLE_AND_PLACES = {"shelter", "host", "colleague", "holder", "user", "entry", "organisation", "programme", "unit"}
FROM_THE_SERVERS_LIST = {"member", "reassessment", "subject", "tenancy"}
"""A companion of a guest, what is due, and a tenancy: a phone reads them only after the server made them."""
NOT_MADE_BY_A_PHONE = PEOPLE_AND_PLACES | FROM_THE_SERVERS_LIST


def test_every_reference_of_an_operation_says_what_kind_it_names() -> None:
    unsaid = [
        f"{kind}: {name}"
        for kind, operation in KINDS.items()
        for name, said in references(operation.input)
        if not said and name not in NOT_MADE_BY_A_PHONE
    ]
    assert unsaid == []
    named = {said for operation in KINDS.values() for _, said in references(operation.input) if said}
    assert named <= KINDS.keys()
    assert "client.add" in named


def references(model: type[BaseModel]) -> Iterator[tuple[str, str]]:
    """Every field with an id in it, and the kind it names."""
    for name, field in model.model_fields.items():
        yield from _ids_of(name, field.annotation, field.metadata)


def _ids_of(name: str, kind: Any, metadata: Iterable[Any]) -> Iterator[tuple[str, str]]:
    said = next((one.kind for one in metadata if isinstance(one, Names)), "")
    if kind is UUID:
        yield name, said
    elif isinstance(kind, type) and issubclass(kind, BaseModel):
        for inner, named in references(kind):
            yield (name if inner in ("seen", "to") else inner), named
    elif get_origin(kind) is Annotated:
        inner, *more = get_args(kind)
        yield from _ids_of(name, inner, [*metadata, *more])
    else:
        for part in get_args(kind):
            yield from _ids_of(name, part, metadata)

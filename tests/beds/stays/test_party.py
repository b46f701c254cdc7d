"""A household asks one bed by name; at the house all come and go with one tap, or each by themselves."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.beds.night import AUTOMATIC, Night
from tests.beds.stays.acts import arrive, check_out, undo
from tests.support.client import Client
from webapp import clock
from webapp.beds.ledger import retention
from webapp.beds.ledger.companion_models import Companion
from webapp.beds.ledger.models import BedRequest, Stay
from webapp.beds.stays import party
from webapp.beds.stays.inputs import MemberInput
from webapp.db import new_id
from webapp.errors import Conflict, Invalid, NotFound
from webapp.people import lodging
from webapp.people.households import service as households
from webapp.people.households.inputs import JoinInput
from webapp.people.inputs import ClientInput
from webapp.people.merging import service as merging
from webapp.people.merging.inputs import MergeInput, UnmergeInput
from webapp.people.models import Client as Person
from webapp.people.service import add_client
from webapp.validation import read

NURSE = "straatverpleegkundige"


def person(night: Night, alias: str, **more: Any) -> UUID:
    with night.write() as session:
        data = read(ClientInput, {"alias": alias, "legal_basis": "wmo", **more})
        return add_client(session, night.actor(NURSE), data, new_id()).id


def family(night: Night, *names: str, **more: Any) -> list[UUID]:
    people = [person(night, name, **more) for name in names]
    for one in people[1:]:
        with night.write() as session:
            households.join(session, night.actor(NURSE), JoinInput(client=people[0], member=one), new_id())
    return people


def ask(night: Night, people: list[UUID], **more: Any) -> BedRequest:
    return night.ask(client=people[0], members=people[1:], **more)


def companions(night: Night, stay: Stay) -> dict[str | None, Companion]:
    with night.database.reading() as session:
        return {one.name: one for one in session.exec(select(Companion).where(Companion.stay_id == stay.id)).all()}


def change(night: Night, stay: Stay, member: UUID | None, presence: str, by: str = "opvang") -> Stay:
    data = read(MemberInput, {"stay": stay.id, "member": member, "presence": presence})
    with night.write() as session:
        return party.change_member(session, night.actor(by), data, new_id())


def sleeps(night: Night, client: UUID) -> bool:
    with night.write() as session:
        return lodging.sleeps_somewhere(session, client)


def stands(night: Night) -> tuple[int, int]:
    beds = night.beds(AUTOMATIC, "mixed")
    return beds.free, beds.held


def test_all_come_and_go_with_one_tap(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien", "Broer Bram")
    free, _held = stands(night)
    request = ask(night, people)
    assert (request.persons, request.places) == (3, 3), "as many as come along, whatever was typed"
    assert stands(night) == (free - 3, 3)
    stay = arrive(night, request)
    assert stay.persons == 3
    assert all(sleeps(night, one) for one in people)
    check_out(night, stay)
    assert not any(sleeps(night, one) for one in people)
    assert stands(night) == (free, 0)


def test_each_goes_and_comes_by_themselves(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien", "Broer Bram")
    free, _held = stands(night)
    first = arrive(night, ask(night, people))
    zien = companions(night, first)["Zus Zien"]
    stay = change(night, first, zien.id, "gone")
    assert (stay.persons, stay.places, stay.moved_from) == (2, 2, first.id)
    assert [sleeps(night, one) for one in people] == [True, False, True]
    assert stands(night)[0] == free - 2
    assert change(night, first, zien.id, "gone").id == stay.id, "a page of before, said twice"
    back = change(night, stay, companions(night, stay)["Zus Zien"].id, "here")
    assert (back.persons, back.places) == (3, 3)
    assert all(sleeps(night, one) for one in people)
    check_out(night, first)
    assert not any(sleeps(night, one) for one in people), "out of whichever stay goes on"
    assert stands(night) == (free, 0)


def test_who_is_still_to_come_keeps_the_place(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien")
    free, _held = stands(night)
    stay = arrive(night, ask(night, people))
    stay = change(night, stay, companions(night, stay)["Zus Zien"].id, "later")
    assert (stay.persons, stay.places) == (1, 2)
    assert stands(night)[0] == free - 2
    stay = change(night, stay, companions(night, stay)["Zus Zien"].id, "here")
    assert (stay.persons, stay.places) == (2, 2)
    assert stands(night)[0] == free - 2


def test_the_stay_goes_on_when_its_guest_goes_first(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien")
    stay = arrive(night, ask(night, people))
    stay = change(night, stay, None, "gone")
    assert (stay.client_id, stay.name, stay.persons) == (people[1], "Zus Zien", 1)
    assert [sleeps(night, one) for one in people] == [False, True]
    with pytest.raises(Invalid):
        change(night, stay, None, "gone")
    stay = change(night, stay, companions(night, stay)["Ouder Ot"].id, "here")
    assert stay.persons == 2
    assert all(sleeps(night, one) for one in people)


def test_undone_arrival_is_as_if_nobody_had_tapped(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien")
    request = ask(night, people)
    arrive(night, request)
    undo(night, request)
    assert not any(sleeps(night, one) for one in people)
    assert arrive(night, request).persons == 2


def test_one_who_sleeps_elsewhere_does_not_keep_the_others_out(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien", "Broer Bram")
    alone = arrive(night, night.ask(client=people[1]))
    with pytest.raises(Invalid) as refused:
        change(night, alone, None, "gone")
    assert refused.value.code == "last"
    stay = arrive(night, ask(night, people))
    assert stay.persons == 2
    zien = companions(night, stay)["Zus Zien"]
    assert zien.came_at is None
    with pytest.raises(Invalid) as refused:
        change(night, stay, zien.id, "here")
    assert refused.value.code == "sleeps"


def test_nobody_of_them_gets_a_second_bed_unasked(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien")
    ask(night, people)
    for again in ([people[1]], [people[1], people[0]], [person(night, "Vriend Flip"), people[1]]):
        with pytest.raises(Invalid) as refused:
            ask(night, again)
        assert refused.value.code == "already_held"
    assert ask(night, [people[1]], second_bed=True).persons == 1


def test_under_18_never_a_bed_for_adults(night: Night):
    people = family(night, "Ouder Ot")
    people.append(person(night, "Kind Kim", birth_year=clock.today().year - 9))
    with pytest.raises(Invalid) as refused:
        ask(night, people)
    assert refused.value.code == "minor_adult_bed"


def test_strangers_are_nobody(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien")
    with pytest.raises(NotFound):
        ask(night, [people[0], new_id()])
    with pytest.raises(NotFound):
        night.ask(by="jongerenwerker", alias="Iemand", members=people)
    stay = arrive(night, ask(night, people))
    member = companions(night, stay)["Zus Zien"].id
    other = arrive(night, night.ask(alias="Een ander", persons=2))
    with pytest.raises(NotFound):
        change(night, other, member, "gone")
    with pytest.raises((NotFound, Conflict, Invalid)):
        change(night, stay, member, "gone", by="opvang-almere")


def test_the_house_reads_who_come_and_taps_each(night: Night, worker: Client):
    people = family(night, "Ouder Ot", "Zus Zien")
    request = ask(night, people)
    shelter = request.shelter_id
    assert "Zus Zien" in worker.get(f"/bedden/{shelter}/gasten").text
    assert "Zus Zien" in worker.get(f"/bedden/{shelter}/nachtlijst").text
    assert "Zus Zien" in worker.get(f"/bedden/aanvragen/{request.id}").text
    stay = arrive(night, request)
    assert "Zus Zien" in worker.get(f"/bedden/{shelter}/gasten").text
    page = worker.get(f"/bedden/verblijf/{stay.id}").text
    assert "Allemaal uitschrijven" in page
    member = companions(night, stay)["Zus Zien"].id
    body = {"member": str(member), "presence": "gone"}
    answer = worker.post(f"/bedden/verblijf/{stay.id}/groep", data=body)
    assert answer.status_code == 303
    page = worker.get(answer.location).text
    assert "weg sinds" in page
    assert "Allemaal uitschrijven" not in page
    bad = worker.post(f"/bedden/verblijf/{stay.id}/groep", data={"member": "x", "presence": "y"})
    assert bad.status_code == 404


def test_a_secret_name_is_for_the_house_and_who_work_with_them(night: Night, worker: Client):
    people = family(night, "Ouder Ot")
    people += family(night, "Geheime Gé", whereabouts="hidden")
    request = ask(night, people)
    assert "Geheime Gé" in worker.get(f"/bedden/{request.shelter_id}/gasten").text
    kept = worker.get("/offline/snapshot").get_json()["fragments"]
    assert "Geheime Gé" not in kept[f"/bedden/{request.shelter_id}/gasten"]["html"]
    assert "Ouder Ot" in kept[f"/bedden/{request.shelter_id}/gasten"]["html"]


def test_the_name_of_one_who_never_came_goes_with_the_night(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien")
    ask(night, people)
    night.pass_time(days=2)
    with night.write() as session:
        retention.erase_everywhere(session)
    with night.database.reading() as session:
        assert all(one.name is None for one in session.exec(select(Companion)).all())


def test_merged_people_keep_their_beds(night: Night):
    people = family(night, "Ouder Ot", "Zus Zien")
    stay = arrive(night, ask(night, people))
    twin = person(night, "Zusje Zien")
    with night.write() as session:
        merging.merge(session, night.actor(NURSE), read(MergeInput, {"from": people[1], "into": twin}), new_id())
    assert sleeps(night, twin)
    with night.write() as session:
        merging.unmerge(session, night.actor(NURSE), UnmergeInput(client=people[1]))
    assert sleeps(night, people[1])
    assert not sleeps(night, twin)
    check_out(night, stay)
    with night.database.reading() as session:
        assert session.get_one(Person, twin).merged_into is None

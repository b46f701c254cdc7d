"""The house at night for its own staff: the copy on their phone, everybody out, and returning guests."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlalchemy import event

from tests.beds.night import AUTOMATIC, BY_HAND, SECRET, Night
from tests.beds.requests.acts import fragments
from tests.beds.stays.acts import arrive, check_in, check_out, move
from tests.contacts.acts import NURSE
from tests.contacts.fixtures import colleague, demo_database
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.beds.ledger.models import Stay
from webapp.beds.stays import store as stay_store
from webapp.errors import Conflict

__all__ = ["colleague", "demo_database"]  # fixtures of the neighbour

PAGES = ("gasten", "ochtend", "nachtlijst", "inschrijven")


def house(night: Night, name: str = AUTOMATIC) -> str:
    return f"/bedden/{night.shelter(name).id}"


def inside(night: Night, name: str = AUTOMATIC) -> set[UUID]:
    with night.database.reading() as session:
        rows = stay_store.list_guests(session, night.actor("opvang"), night.shelter(name).id)
        return {stay.id for stay, _ in rows}


def leave(worker: Client, night: Night, *stays: Stay) -> Any:
    return worker.post(f"{house(night)}/ochtend", data={"_leaves": [str(one.id) for one in stays]})


def test_phone_of_its_people_keeps_the_house_and_no_other_phone_does(night: Night, nurse: Client, worker: Client):
    check_in(night, guest="Kanariepietje", bed="12")
    kept = fragments(worker)
    assert {f"{house(night)}/{page}" for page in PAGES} <= set(kept)
    for page in ("gasten", "ochtend", "nachtlijst"):
        assert "Kanariepietje" in kept[f"{house(night)}/{page}"]["html"]
    assert "Kanariepietje" not in kept[f"{house(night)}/inschrijven"]["html"]
    assert house(night, SECRET) not in {path.rpartition("/")[0] for path in kept}, "opvang does not work there"
    assert "Kanariepietje" not in nurse.get("/offline/snapshot").text


@pytest.mark.one_store
def test_kept_pages_have_what_does_without_network_and_nothing_else(night: Night, worker: Client):
    check_in(night, guest="Kanariepietje")
    night.ask(alias="Onderweg Olga")
    kept = fragments(worker)
    html = kept[f"{house(night)}/gasten"]["html"]
    assert html.count("<form") == html.count("data-offline=")
    assert 'data-offline="bed.arrive"' in html
    assert "hx-get" not in html
    for path in ("/verlengen", "/weigeren", 'href="/bedden/verblijf/'):
        assert path not in html
    assert 'data-offline="bed.check_in"' in kept[f"{house(night)}/inschrijven"]["html"]
    assert 'data-offline="bed.check_out"' in kept[f"{house(night)}/ochtend"]["html"]


@pytest.mark.one_store
def test_kept_pages_are_new_when_something_happened_and_not_by_time_alone(night: Night, worker: Client):
    night.ask(alias="Onderweg Olga")
    stay = check_in(night, guest="Kanariepietje")
    before = fragments(worker)
    night.pass_time(minutes=3)
    later = fragments(worker)
    changed = {path for path, one in later.items() if one["version"] != before[path]["version"]}
    assert changed == set()
    check_out(night, stay)
    now = fragments(worker)
    assert {path for path, one in now.items() if one["version"] != before[path]["version"]} >= {
        f"{house(night)}/{page}" for page in ("gasten", "ochtend", "nachtlijst")
    }


def test_guests_who_moved_cost_one_question_more_however_often_they_did(night: Night):
    came = clock.now()
    stay, once, never = (check_in(night, guest=f"Kanarie {n}") for n in range(3))
    for n in range(5):
        night.pass_time(minutes=1)
        kind = "mixed" if n % 2 else "women"
        night.count(3, kind=kind, base=night.beds(AUTOMATIC, kind).version)
        stay = move(night, stay, kind)
    once = move(night, once, "women")
    with night.database.reading() as session:
        asked: list[str] = []
        event.listen(session.connection(), "before_cursor_execute", lambda *given: asked.append(given[2]))
        since = stay_store.came_at(session, [stay, once, never])
        assert len(asked) == 1
        whole = stay_store.list_until(session, stay)
        assert len(asked) == 2
    assert (len(whole), whole[-1].id, whole[0].moved_from) == (6, stay.id, None)
    assert [one.moved_from for one in whole[1:]] == [one.id for one in whole[:-1]]
    assert set(since) == {stay.id, once.id, never.id}
    assert all(timedelta(0) <= at - came < timedelta(minutes=1) for at in since.values())


def test_kept_page_names_nobody_whose_whereabouts_are_secret(night: Night, worker: Client, demo_app: Flask):
    nurse = Client(demo_app, demo_app.response_class).sign_in(NURSE)
    person = {"name": "Kanarie Schuil", "birth_year": 1990, "legal_basis": "wmo", "contact_ways": []}
    client = Door(nurse).accepted("client.add", {**person, "municipality": "Laren", "whereabouts": "hidden"})
    stay = arrive(night, night.ask(client=client, note="Kanarienotitie"))
    page = worker.get(f"{house(night)}/gasten").text
    assert "Kanarie Schuil" in page, "who opens the door knows"
    for path, one in fragments(worker).items():
        assert "anarie" not in one["html"], path
    assert str(stay.id) in fragments(worker)[f"{house(night)}/gasten"]["html"], "and can be checked out all the same"
    check_out(night, stay)
    for path, one in fragments(worker).items():
        assert "anarie" not in one["html"], path


def test_everybody_out_but_who_is_unticked(night: Night, worker: Client):
    out, stays_on = (
        [check_in(night, guest="Weg Wim"), check_in(night, guest="Weg Wilma")],
        check_in(night, guest="Blijf Bea"),
    )
    page = worker.get(f"{house(night)}/ochtend").text
    for stay in (*out, stays_on):
        assert re.search(rf'name="_leaves" value="{stay.id}"[^>]* checked', page)
    before = night.beds(AUTOMATIC, "mixed").free
    answer = leave(worker, night, *out)
    assert (answer.status_code, answer.location) == (303, f"{house(night)}/gasten")
    assert inside(night) & {one.id for one in (*out, stays_on)} == {stays_on.id}
    assert night.beds(AUTOMATIC, "mixed").free == before + 2
    after = worker.get(answer.location).text.split("Net uitgeschreven")[1]
    assert "Weg Wim" in after
    assert "Weg Wilma" in after


@pytest.mark.one_store
def test_who_stays_longer_is_not_ticked(night: Night, worker: Client):
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    stay = check_in(night, guest="Blijf Bea", expected_departure=tomorrow)
    page = worker.get(f"{house(night)}/ochtend").text
    assert re.search(rf'name="_leaves" value="{stay.id}" data-counts>', page)
    assert "blijft tot morgen" in page


@pytest.mark.one_store
def test_nobody_ticked_says_so_and_changes_nothing(night: Night, worker: Client):
    stay = check_in(night, guest="Blijf Bea")
    answer = leave(worker, night)
    assert answer.status_code == 422
    assert "Kies wie er weg is." in answer.text
    assert stay.id in inside(night)


@pytest.mark.parametrize("told", ["", "geen-nummer", "0190a0a0-0000-7000-8000-000000000000"])
@pytest.mark.one_store
def test_who_is_not_there_is_refused_and_nobody_else_goes_out(night: Night, worker: Client, told: str):
    stay = check_in(night, guest="Blijf Bea")
    answer = worker.post(f"{house(night)}/ochtend", data={"_leaves": [str(stay.id), told]})
    assert answer.status_code == 404
    assert stay.id in inside(night)


def test_pages_of_the_house_are_for_its_own_people(night: Night, nurse: Client, demo_app: Flask):
    stay = check_in(night, guest="Kanariepietje")
    stranger = Client(demo_app, demo_app.response_class).sign_in("opvang-almere")
    for page in ("gasten", "ochtend"):
        assert nurse.get(f"{house(night)}/{page}").status_code == 403
        assert stranger.get(f"{house(night)}/{page}").status_code == 404
    assert stranger.post(f"{house(night)}/ochtend", data={"_leaves": [str(stay.id)]}).status_code == 404
    assert stay.id in inside(night)


def test_guest_in_another_bed_by_now_is_told_and_everybody_else_stays(night: Night, worker: Client):
    moved, other = check_in(night, guest="Verhuisd"), check_in(night, guest="Ander")
    move(night, moved, "women")
    answer = leave(worker, night, other, moved)
    assert answer.status_code == 422
    assert "een ander bed" in answer.text
    assert other.id in inside(night)


def test_out_back_and_out_again_from_a_phone_is_out(night: Night, worker: Client):
    stay = check_in(night, guest="Twijfel Teun")
    door = Door(worker)
    door.accepted("bed.check_out", {"stay": str(stay.id)})
    back = door.accepted("bed.come_back", {"stay": str(stay.id)})
    assert UUID(back) in inside(night)
    door.accepted("bed.check_out", {"stay": str(stay.id)})
    assert inside(night).isdisjoint({stay.id, UUID(back)})


def test_out_again_is_out_when_the_undo_before_it_was_longer_on_its_way(night: Night, worker: Client):
    """A phone sends one act after another, and each may take longer than there was between the taps."""
    stay = check_in(night, guest="Twijfel Truus")
    door, now = Door(worker), clock.now()
    door.accepted("bed.check_out", {"stay": str(stay.id)})
    tapped = (now - timedelta(seconds=30)).isoformat()  # and sent at once: the server takes it for an act of now
    back = door.accepted("bed.come_back", {"stay": str(stay.id)}, client_time=tapped, sent_at=tapped)
    assert UUID(back) in inside(night)
    tapped = (now - timedelta(seconds=29)).isoformat()
    door.accepted("bed.check_out", {"stay": str(stay.id)}, client_time=tapped, sent_at=clock.now().isoformat())
    assert inside(night).isdisjoint({stay.id, UUID(back)})


def test_out_that_was_meant_before_they_came_back_does_not_put_them_out_again(night: Night, worker: Client):
    stay = check_in(night, guest="Twijfel Teun")
    check_out(night, stay)
    night.pass_time(minutes=30)
    back = Door(worker).accepted("bed.come_back", {"stay": str(stay.id)})
    now = clock.now()
    door = Door(worker)
    at = {"client_time": (now - timedelta(minutes=20)).isoformat(), "sent_at": now.isoformat()}
    door.accepted("bed.check_out", {"stay": str(stay.id)}, **at)
    assert UUID(back) in inside(night)


def test_back_before_noon_holds_when_the_phone_tells_it_after_noon(night: Night, worker: Client):
    end = clock.end_of_night(clock.tonight())
    night.pass_time(seconds=(end - timedelta(minutes=30) - clock.now()).total_seconds())
    worker.sign_in("opvang")
    stay = check_in(night, guest="Twijfel Teun")
    check_out(night, stay)
    pressed = clock.now()
    night.pass_time(hours=2)
    worker.sign_in("opvang")
    at = {"client_time": pressed.isoformat(), "sent_at": clock.now().isoformat()}
    back = Door(worker).accepted("bed.come_back", {"stay": str(stay.id)}, **at)
    assert abs(find_stay(night, back).arrived_at - pressed) < timedelta(seconds=5)
    late = Door(worker).send("bed.come_back", {"stay": str(back)})
    assert late["status"] == "rejected"


def find_stay(night: Night, stay_id: str) -> Stay:
    with night.database.reading() as session:
        return session.get_one(Stay, UUID(stay_id))


@pytest.mark.one_store
def test_count_of_a_house_whose_place_is_secret_is_sealed_with_the_rest(night: Night, worker: Client):
    night.employ(night.shelter(SECRET).id, "opvang")
    kept = fragments(worker)
    assert 'data-offline="bed.count"' in kept[house(night, SECRET)]["html"]
    assert 'form="telling"' in kept[house(night, SECRET)]["html"], "with its button"
    assert house(night) not in kept, "of others the worker keeps it"


def test_undo_of_ones_own_leaves_whom_a_colleague_checked_out(night: Night, worker: Client):
    """Out and back were tapped without network; a colleague saw the guest leave in between."""
    stay = check_in(night, guest="Weg Wim")
    night.employ(night.shelter(AUTOMATIC).id, "coordinator")
    with night.write() as session:
        session.get_one(Stay, stay.id).left_by = night.actor("coordinator").user_id
        session.get_one(Stay, stay.id).left_at = clock.now()
    result = Door(worker).send("bed.come_back", {"stay": str(stay.id), "own": True})
    assert (result["status"], result["code"]) == ("rejected", "of_colleague")


@pytest.mark.one_store
def test_bed_is_given_back_on_the_phone_too(night: Night, nurse: Client):
    request = night.ask()
    kept = fragments(nurse)[f"/bedden/aanvragen/{request.id}/teruggeven"]["html"]
    assert 'data-offline="bed.cancel"' in kept
    assert 'form="teruggeven"' in kept
    night.cancel(request)
    assert f"/bedden/aanvragen/{request.id}/teruggeven" not in fragments(nurse)


@pytest.mark.one_store
def test_home_screen_of_the_house_follows_what_is_held(night: Night, worker: Client):
    night.ask()
    part = worker.get("/bedden/mijn?op=vandaag", headers={"HX-Request": "true", "HX-Request-Type": "partial"}).text
    assert 'id="eigen-opvang" class="rows" hx-swap-oob="innerMorph"' in part
    assert "1 vastgehouden" in part


def test_no_of_an_old_page_does_not_take_back_what_a_colleague_holds(night: Night, worker: Client):
    request = night.ask(BY_HAND)
    path = f"/bedden/aanvragen/{request.id}"
    page = worker.get(f"{path}/weigeren").text
    assert 'name="seen" value="requested"' in page
    assert worker.post(f"{path}/vasthouden").status_code == 303
    no = {"reason": "other_target_group", "seen": "requested"}
    answer = worker.post(f"{path}/weigeren", data=no)
    assert answer.status_code == 422
    assert "Een collega houdt intussen een bed vast" in answer.text
    assert night.beds(BY_HAND, "mixed").held == 1
    assert 'name="seen" value="held"' in answer.text
    assert worker.post(f"{path}/weigeren", data={**no, "seen": "held"}).status_code == 303
    assert night.beds(BY_HAND, "mixed").held == 0


def test_two_who_count_the_same_agree(night: Night):
    seen = night.beds(BY_HAND, "mixed").version
    night.count(2, BY_HAND, base=seen)
    again = night.count(2, BY_HAND, base=seen)
    assert night.beds(BY_HAND, "mixed").version == again.version
    with pytest.raises(Conflict):
        night.count(3, BY_HAND, base=seen)


def test_answer_is_said_on_the_page_that_follows(night: Night, worker: Client, nurse: Client):
    request = night.ask(BY_HAND, alias="Kanariepietje")
    path = f"/bedden/aanvragen/{request.id}"
    after = worker.post(f"{path}/vasthouden").location
    assert re.search(r"Vast tot \d\d:\d\d voor Kanariepietje", worker.get(after).text)
    assert "voor Kanariepietje" not in worker.get(after.replace(str(request.id), "stuk")).text
    assert "Vast tot" not in nurse.get(after).text
    after = worker.post(f"{path}/weigeren", data={"reason": "other_target_group", "seen": "held"}).location
    assert "dit bed kan niet voor Kanariepietje" in worker.get(after).text

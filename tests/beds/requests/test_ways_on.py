"""No screen about a bed is a dead end: whom to call, where else to ask, and the way back."""

from __future__ import annotations

import re

import pytest

from tests.beds.acts import ask, shelter_id
from tests.beds.night import AUTOMATIC, BY_HAND, FULL, Night
from tests.beds.stays.acts import check_in, check_out
from tests.facilities import respite_house
from tests.support.client import Client
from tests.support.door import Door
from webapp.accounts.permissions import Role
from webapp.db import new_id
from webapp.telephone import numbers


def ways(client: Client, url: str) -> list[str]:
    """Where one can go from the middle of a page."""
    html = client.get(url).text
    return re.findall(r'href="([^"]*)"', html[html.index("<main") : html.index("</main")])


def phone_of(night: Night, house: str) -> str:
    return f"tel:{numbers(night.shelter(house).phone)[0]}"


def test_who_was_too_late_asks_the_same_bed_again_or_calls(night: Night, nurse: Client):
    url = ask(nurse, alias="Kanariepietje").location
    night.pass_time(minutes=50)
    found = ways(nurse, url)
    assert phone_of(night, AUTOMATIC) in found
    assert any(f"opvang={night.shelter(AUTOMATIC).id}&amp;soort=mixed" in way for way in found)


def test_who_was_not_seen_at_the_door_calls(night: Night, nurse: Client, worker: Client):
    url = ask(nurse, alias="Kanariepietje").location
    assert worker.post(f"{url}/niet-gekomen").status_code == 303
    found = ways(nurse, url)
    assert phone_of(night, AUTOMATIC) in found
    assert any("/bedden/vragen?" in way for way in found)
    assert "Toch voor de deur?" in nurse.get(url).text


@pytest.mark.parametrize("answer", ["full", "refused"])
def test_bed_that_is_not_there_is_not_proposed_again_and_its_house_can_be_called(
    night: Night, nurse: Client, worker: Client, answer: str
):
    house = FULL if answer == "full" else BY_HAND
    url = ask(nurse, house).location
    if answer == "refused":
        worker.post(f"{url}/weigeren", data={"reason": "last_bed_given", "alternative": "none"})
    found = ways(nurse, url)
    assert phone_of(night, house) in found
    assert not [way for way in found if f"opvang={night.shelter(house).id}&amp;soort=mixed" in way]


def test_bed_that_cannot_be_held_says_why_and_leads_back(night: Night, nurse: Client, worker: Client):
    url = ask(nurse, BY_HAND).location
    night.count(0, BY_HAND, base=night.beds(BY_HAND, "mixed").version)
    answer = worker.post(f"{url}/vasthouden")
    assert answer.status_code == 422
    assert "Dit kan nu niet" in answer.text
    assert f'href="{url}"' in answer.text


def test_house_is_not_told_that_its_guest_has_a_bed_elsewhere(night: Night, nurse: Client, worker: Client):
    client = Door(nurse).accepted("client.add", {"alias": "Schuil (demo)", "legal_basis": "wgbo", "contact_ways": []})
    asked = {"category": "mixed", "age_group": "adult", "client": client}
    by_hand, held = (
        Door(nurse).accepted("bed.request", {**asked, "shelter": shelter_id(nurse, house)})
        for house in (BY_HAND, AUTOMATIC)
    )
    assert "Het bed staat klaar" in nurse.get(f"/bedden/aanvragen/{held}").text
    answer = worker.post(f"/bedden/aanvragen/{by_hand}/vasthouden")
    assert answer.status_code == 422
    assert "Bel met wie het bed vroeg." in answer.text
    assert "al een bed" not in answer.text


def test_count_of_a_colleague_that_comes_again_is_no_fault(night: Night, worker: Client):
    url = f"/bedden/{shelter_id(worker, AUTOMATIC)}/tellen"
    page = worker.get(url).text
    kinds, bases = (re.findall(rf'name="{name}" value="([^"]*)"', page) for name in ("category", "base_version"))
    form = {"id": str(new_id()), "category": kinds, "base_version": bases, "free": ["1"] * len(kinds)}
    assert worker.post(url, data=form).status_code == 303
    respite_house.also(night, "jongerenwerker", Role.shelter_worker)
    night.employ(night.shelter(AUTOMATIC).id, "jongerenwerker")
    worker.sign_in("jongerenwerker")
    assert worker.post(url, data=form).status_code == 409


def test_who_moves_a_guest_that_a_colleague_checked_out_is_told(night: Night, worker: Client):
    stay = check_in(night, guest="Kanariepietje")
    check_out(night, stay)
    late = worker.post(f"/bedden/verblijf/{stay.id}/verhuizen", data={"id": str(new_id()), "category": "women"})
    assert late.status_code == 422
    assert "Deze gast is al vertrokken." in late.text

"""Where count and guest list differ, one page settles every kind of beds in one go; equal numbers settle themselves."""

from __future__ import annotations

import re

import pytest

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.stays.acts import check_in
from tests.support.client import Client

APART = "De telling en de gastenlijst verschillen"


def differ(night: Night, **free: int) -> str:
    """Somebody counts these beds; the address of the house."""
    for kind, number in free.items():
        night.count(number, BY_HAND, kind, base=night.beds(BY_HAND, kind).version)
    return f"/bedden/{night.shelter(BY_HAND).id}"


def versions(page: str) -> dict[str, str]:
    return dict(re.findall(r'name="(version-\w+)" value="(\d+)"', page))


def guests_of(page: str, kind: str) -> list[str]:
    return re.findall(rf'name="gone-{kind}" value="([^"]+)"', page)


@pytest.mark.one_store
def test_count_that_says_what_the_book_says_settles_it(night: Night, worker: Client):
    url = differ(night, mixed=6, couples=0)
    assert APART in worker.get(url).text
    differ(night, mixed=4, couples=1)
    assert APART not in worker.get(url).text
    assert worker.get(f"{url}/verschil").location == url


def test_every_difference_is_settled_on_one_page_in_one_go(night: Night, worker: Client):
    url = differ(night, mixed=6, couples=0)
    assert f"{url}/verschil" in worker.get(url).text
    page = worker.get(f"{url}/verschil").text
    assert "Samen 2 bedden" in page
    assert "Telling klopt: 1 gast staat niet op de lijst" in page
    gone = guests_of(page, "mixed")
    assert len(gone) == 8
    assert guests_of(page, "couples") == []
    said = {"category": ["mixed", "couples"], "right-mixed": "count", "right-couples": "count", "gone-mixed": gone[:2]}
    assert worker.post(f"{url}/verschil", data={**versions(page), **said}).location == url
    mixed, couples = night.beds(BY_HAND, "mixed"), night.beds(BY_HAND, "couples")
    assert (mixed.free, mixed.stays, mixed.difference) == (6, 6, 0)
    assert (couples.free, couples.stays, couples.difference) == (0, 4, 0)
    shown = worker.get(url).text
    assert APART not in shown
    assert "Gast zonder naam" in shown


@pytest.mark.one_store
def test_guest_list_that_is_right_becomes_the_count(night: Night, worker: Client):
    url = differ(night, mixed=2)
    page = worker.get(f"{url}/verschil").text
    worker.post(f"{url}/verschil", data={**versions(page), "category": "mixed", "right-mixed": "book"})
    beds = night.beds(BY_HAND, "mixed")
    assert (beds.free, beds.stays, beds.difference) == (4, 8, 0)
    assert beds.counted_by == "Demo Kees"


@pytest.mark.one_store
def test_who_is_gone_has_as_many_beds_as_the_two_differ(night: Night, worker: Client):
    url = differ(night, mixed=6, couples=0)
    page = worker.get(f"{url}/verschil").text
    said = {"category": ["mixed", "couples"], "right-mixed": "count", "right-couples": "book"}
    for chosen in ([], guests_of(page, "mixed")[:1]):
        answer = worker.post(f"{url}/verschil", data={**versions(page), **said, "gone-mixed": chosen})
        assert answer.status_code == 422
        assert "Kies wie weg is: samen 2 bedden." in answer.text
    assert night.beds(BY_HAND, "couples").difference == -1  # all of it, or nothing
    unsaid = worker.post(f"{url}/verschil", data={**versions(page), "category": "mixed"})
    assert unsaid.status_code == 422
    assert "Kies wat klopt" in unsaid.text


@pytest.mark.one_store
def test_what_changed_meanwhile_is_looked_at_once_more(night: Night, worker: Client):
    url = differ(night, mixed=6)
    page = worker.get(f"{url}/verschil").text
    differ(night, mixed=7)
    said = {**versions(page), "category": "mixed", "right-mixed": "book"}
    answer = worker.post(f"{url}/verschil", data=said)
    assert answer.status_code == 409
    assert "Er is intussen iets veranderd" in answer.text
    assert versions(answer.text) != versions(page)
    assert night.beds(BY_HAND, "mixed").difference == 3


@pytest.mark.one_store
def test_only_the_people_of_the_house_settle_it(night: Night, nurse: Client, demo_client: Client):
    url = differ(night, mixed=6)
    assert nurse.get(f"{url}/verschil").status_code == 403
    assert demo_client.sign_in("opvang-almere").get(f"{url}/verschil").status_code == 404
    assert demo_client.post(f"{url}/verschil", data={"category": "mixed"}).status_code in (404, 422)


def test_kind_without_a_guest_has_no_list_to_be_right(night: Night, worker: Client):
    """A house with one guest is not asked about beds that never had a guest."""
    check_in(night)
    url = f"/bedden/{night.shelter(AUTOMATIC).id}"
    assert night.beds(AUTOMATIC, "women").difference
    night.count(1, base=night.beds(AUTOMATIC, "mixed").version)
    page = worker.get(f"{url}/verschil").text
    assert re.findall(r'name="category" value="([^"]+)"', page) == ["mixed"]
    women = night.beds(AUTOMATIC, "women")
    said = {"category": "women", "version-women": str(women.version), "right-women": "book"}
    worker.post(f"{url}/verschil", data=said)
    assert night.beds(AUTOMATIC, "women").free == women.free

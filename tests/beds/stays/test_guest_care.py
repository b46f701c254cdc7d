"""A guest's care: the bed, needs, a remark. Sealed, and gone when they left."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from playwright.sync_api import Page, expect
from sqlalchemy import text

from tests.beds.acts import ask
from tests.beds.night import AUTOMATIC, BY_HAND, Night, send
from tests.beds.stays.acts import arrive, check_in, check_out, move
from tests.beds.stays.forms import check_in as by_form
from tests.beds.taps import choose, shelter_id
from tests.support.client import Client
from tests.support.door import Door
from webapp.beds.ledger import retention
from webapp.beds.ledger.models import Stay
from webapp.beds.stays import service as stays
from webapp.beds.stays import store as stay_store
from webapp.db import new_id

CANARY = "Kanariepil om 22:00"


def find(night: Night, stay: Stay) -> Stay:
    with night.database.reading() as session:
        found = session.get(Stay, stay.id)
        assert found is not None
        return found


def care(stay: Stay) -> tuple[str | None, list[str], str | None]:
    return stay.bed, stay.needs, stay.note


def test_who_walks_in_gets_a_bed_number_needs_and_a_remark(night: Night):
    stay = check_in(night, bed="12", needs=["dog", "wheelchair"], note=CANARY)
    assert care(find(night, stay)) == ("12", ["dog", "wheelchair"], CANARY)


def test_phone_may_send_them_and_need_not(night: Night, worker: Client):
    body = {"shelter": str(night.shelter(AUTOMATIC).id), "category": "mixed", "age_group": "adult"}
    for more, expected in (({}, (None, [], None)), ({"bed": "7", "note": CANARY}, ("7", [], CANARY))):
        result = send(worker, "bed.check_in", {**body, **more}, id=str(new_id()))
        assert result["status"] == "accepted", result
        with night.database.reading() as session:
            made = session.get(Stay, UUID(result["id"]))
            assert made is not None
            assert care(made) == expected


def test_what_the_request_said_comes_along_when_the_guest_is_there(night: Night):
    stay = arrive(night, night.ask(needs=["dog", "quiet"], note=CANARY))
    assert care(find(night, stay)) == (None, ["dog", "quiet"], CANARY)


def test_remark_and_bed_are_not_readable_in_the_store(night: Night):
    stay = check_in(night, bed="Kanariekamer", note=CANARY)
    with night.database.reading() as session:
        query = text("select bed, note from bed_stay where id = :id")
        one = {"id": stay.id.hex if session.get_bind().dialect.name == "sqlite" else stay.id}
        [row] = session.connection().execute(query, one).all()
    assert all(b"anarie" not in bytes(value) for value in row)


def test_needs_and_remark_go_along_to_another_bed_and_its_number_does_not(night: Night):
    stay = check_in(night, bed="12", needs=["dog"], note=CANARY)
    moved = move(night, stay, "women")
    assert care(find(night, moved)) == (None, ["dog"], CANARY)


def test_who_comes_back_has_the_same_bed(night: Night):
    stay = check_in(night, bed="12", needs=["dog"], note=CANARY)
    check_out(night, stay)
    with night.write() as session:
        back = stays.come_back(session, night.actor("opvang"), stay.id, new_id())
    assert care(find(night, back)) == ("12", ["dog"], CANARY)


def test_they_go_when_the_guest_left_and_the_night_is_over(night: Night):
    night.fall()
    left = check_in(night, guest="Kanariepietje", bed="12", needs=["dog"], note=CANARY)
    there = check_in(night, bed="13", needs=["dog"], note=CANARY)
    check_out(night, left)
    erase(night)
    assert care(find(night, left)) == ("12", ["dog"], CANARY)  # may still come back
    night.pass_time(days=1)
    erase(night)
    assert care(find(night, left)) == (None, [], None)
    assert find(night, left).name == "Kanariepietje"
    assert care(find(night, there)) == ("13", ["dog"], CANARY)


def erase(night: Night) -> None:
    with night.write() as session:
        retention.erase_everywhere(session)


def test_house_sees_and_changes_them_and_two_may_each_add_a_need(night: Night, worker: Client):
    house = by_form(worker, name="Kanariepietje", bed="12", needs="dog", note=CANARY)
    listed = worker.get(house).text.split("Wie slapen er vannacht?")[1]
    for words in ("bed 12", "Hond mee", CANARY):
        assert words in listed
    link = re.search(r'href="(/bedden/verblijf/[^"]+)"', listed)
    assert link
    page = worker.get(link[1]).text
    assert CANARY in page
    assert "<dt>Nodig</dt><dd>Hond mee</dd>" in page
    was: dict[str, Any] = {"was.name": "Kanariepietje", "was.bed": "12", "was.needs": "dog", "was.note": CANARY}
    same = {"name": "Kanariepietje", "bed": "12", "note": CANARY}
    for need in ("quiet", "wheelchair"):
        answer = worker.post(f"{link[1]}/gegevens", data={**was, **same, "needs": ["dog", need]})
        assert answer.status_code == 303
    answer = worker.post(f"{link[1]}/gegevens", data={**was, **same, "needs": ["dog"], "bed": "14"})
    assert answer.status_code == 303
    assert care(find_by(night, link[1])) == ("14", ["dog", "quiet", "wheelchair"], CANARY)


def find_by(night: Night, path: str) -> Stay:
    with night.database.reading() as session:
        return session.get_one(Stay, UUID(path.rsplit("/", 1)[1]))


@pytest.mark.one_store
def test_remark_that_looks_like_a_bsn_is_asked_about(night: Night, worker: Client):
    house = f"/bedden/{night.shelter(AUTOMATIC).id}"
    form = {"id": str(new_id()), "category": "mixed", "age_group": "adult", "persons": "1", "note": "pas 111222333"}
    answer = worker.post(f"{house}/inschrijven", data=form)
    assert answer.status_code == 422
    assert "Dit is geen BSN" in answer.text


@pytest.mark.one_store
def test_request_page_of_the_asker_tells_nothing_of_the_bed(night: Night, nurse: Client, worker: Client):
    url = ask(nurse, alias="Kanariepietje").location
    worker.post(f"{url}/is-er")
    with night.write() as session:
        stay = stay_store.find_stay_of_request(session, UUID(url.rsplit("/", 1)[1]))
        assert stay is not None
        stay.bed, stay.note = "Kanariekamer", CANARY
        session.add(stay)
    page = nurse.get(url).text
    assert "Kanariekamer" not in page
    assert CANARY not in page


def night_list(worker: Client, night: Night, house: str = BY_HAND) -> str:
    return worker.get(f"/bedden/{night.shelter(house).id}/nachtlijst").text


@pytest.mark.one_store
def test_night_list_tells_bed_needs_and_remark_with_rows_for_a_pen(night: Night, worker: Client):
    check_in(night, BY_HAND, guest="Kanariepietje", bed="12", needs=["dog"], note=CANARY)
    html = night_list(worker, night)
    row = next(row for row in html.split("<tr") if "Kanariepietje" in row)
    assert "<strong>12</strong>, Gemengd" in row
    assert f"Hond mee. {CANARY}" in row
    free = next(shelter.free for name, shelter in night.board().items() if BY_HAND in name)
    assert html.count('<tr class="onpaper">') == free == 4


@pytest.mark.one_store
def test_night_list_tells_of_who_must_not_be_found_no_remark(night: Night, worker: Client, nurse: Client):
    person = {"alias": "Kanariepietje", "legal_basis": "wgbo", "whereabouts": "hidden"}
    client = Door(nurse).accepted("client.add", person)
    told = {"client": client, "channel": "street", "ethos_category": "public_space", "topics": []}
    Door(nurse).accepted("contact.log", told)
    arrive(night, night.ask(client=client, note=CANARY, needs=["dog"]))
    night.ask(client=client, note=CANARY, second_bed=True, kind="women")
    html = night_list(worker, night, AUTOMATIC)
    assert "Naam staat in de app" in html
    assert CANARY not in html


def test_printed_night_list_has_empty_rows_and_numbers_its_pages(at: Any, tmp_path: Path) -> None:
    page: Page = at("opvang", "/bedden")
    page.goto(f"/bedden/{shelter_id(page, BY_HAND)}/nachtlijst")
    empty = page.locator("tr.onpaper").first
    expect(empty).to_be_hidden()
    page.emulate_media(media="print")
    expect(empty).to_be_visible()
    page.emulate_media(media="screen")
    printed = tmp_path / "list.pdf"
    page.pdf(path=printed, prefer_css_page_size=True)
    assert printed.read_bytes().startswith(b"%PDF")
    rules = page.evaluate(
        "[...document.styleSheets].flatMap((one) => [...one.cssRules]).map((one) => one.cssText).join()"
    )
    assert 'content: "bladzijde " counter(page) " van " counter(pages)' in rules


def test_guest_is_checked_in_with_a_remark_on_the_phone(at: Any) -> None:
    page = at("opvang", "/bedden")
    house = f"/bedden/{shelter_id(page, AUTOMATIC)}"
    page.goto(f"{house}/inschrijven")
    choose(page, "Gemengd", "24 of ouder")
    page.get_by_text("Bednummer, wat nodig is, opmerking").tap()
    page.get_by_label("Nummer van bed of kamer").fill("Kanariekamer 3")
    choose(page, "Hond mee")
    page.locator("#note").fill("Kanariepil om 22:00")
    page.get_by_role("button", name="Inschrijven").tap()
    expect(page.locator("#gasten")).to_contain_text("Kanariekamer 3")
    page.goto(house)
    guest = page.locator("#gasten a.row", has_text="Kanariekamer 3")
    expect(guest).to_contain_text("Hond mee")
    expect(guest).to_contain_text("Kanariepil om 22:00")
    guest.tap()
    page.get_by_role("button", name="Uitschrijven").tap()
    expect(page.get_by_text("Uitgeschreven vandaag")).to_be_visible()

"""The form for a bed: unmet needs show before the request, and a known person brings the age."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.taps import choose, shelter_id
from tests.support.browser import eventually, expect_kept, vault_opens
from tests.support.client import Client
from tests.support.door import Door
from tests.support.proxy import Proxy
from webapp import clock
from webapp.people.crisis import age_group

NURSE = "straatverpleegkundige"
NO_DOGS = "De Vaart (demo) kunnen geen honden."
CHOICES = """async () => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const { deviceOf } = modules['js/offline/store/identity.js'];
  const { signedInUser } = modules['js/offline/page/user.js'];
  const { read } = modules['js/offline/store/vault.js'];
  const choices = await read((await deviceOf(signedInUser())).device, 'choices');
  return (choices?.clients ?? []).map(({ value }) => value);
}"""


def told(page: Page, what: str) -> Any:
    return page.locator(f"[data-unmet={what}]")


def opened(at: Any, kind: str = "mixed", house: str = BY_HAND) -> Page:
    page: Page = at(NURSE, "/bedden")
    return at(NURSE, f"/bedden/vragen?opvang={shelter_id(page, house)}&soort={kind}")


def test_need_that_is_not_offered_is_told_at_once_with_who_does(at: Any) -> None:
    page = opened(at)
    expect(told(page, "dog")).to_be_hidden()
    choose(page, "Hond mee")
    expect(told(page, "dog")).to_contain_text(NO_DOGS)
    expect(told(page, "dog").get_by_role("link", name=AUTOMATIC)).to_be_visible()
    choose(page, "Hond mee")
    expect(told(page, "dog")).to_be_hidden()
    choose(page, "Hond mee", "Anoniem", "24 of ouder")
    page.get_by_role("button", name="Vraag dit bed").tap()
    expect(page.get_by_role("heading", level=1)).to_have_text("Nog niet zeker")  # it stops nobody
    back = page.request.post(f"{page.url}/teruggeven", form={"reason": "Verkeerd gevraagd"}, max_redirects=0)
    assert back.status == 303  # others count what waits there


def test_who_goes_on_to_a_house_that_does_takes_along_what_was_filled_in(at: Any) -> None:
    page = opened(at)
    choose(page, "Iemand anders", "24 of ouder", "Hond mee")
    page.get_by_label("Naam of alias").fill("Kanariepietje")
    page.get_by_label("Bericht aan de opvang").fill("Twee tassen")
    told(page, "dog").get_by_role("link", name=AUTOMATIC).tap()
    expect(page.locator("#shelter")).to_contain_text(AUTOMATIC)
    expect(page.get_by_label("Naam of alias")).to_have_value("Kanariepietje")
    expect(page.get_by_label("Bericht aan de opvang")).to_have_value("Twee tassen")
    expect(page.locator("#vraag [name=age_group][value=adult]")).to_be_checked()
    expect(page.locator("#vraag [name=needs][value=dog]")).to_be_checked()
    expect(told(page, "dog")).to_be_hidden()
    assert "Kanarie" not in page.url


def test_it_is_told_without_network_on_the_form_for_any_bed(at: Any, proxy: Proxy) -> None:
    page = at(NURSE, "/bedden")
    expect_kept(page, "/bedden/vragen")
    link = page.locator(f'a[href*="{shelter_id(page, BY_HAND)}"][href*="soort=mixed"]')
    choose(page, "Rolstoel")
    page.locator("label.chip", has_text="Iedereen").first.tap()
    choose(page, "Rolstoel")
    proxy.set("drop")
    link.tap()
    expect(page.locator("select[data-bed] option:checked")).to_have_text(re.compile(BY_HAND))
    choose(page, "Hond mee")
    expect(told(page, "dog")).to_contain_text(NO_DOGS)
    told(page, "dog").get_by_role("link", name=AUTOMATIC).tap()
    expect(page.locator("select[data-bed] option:checked")).to_have_text(re.compile(AUTOMATIC))
    expect(page.locator("#vraag [name=needs][value=dog]")).to_be_checked()
    expect(told(page, "dog")).to_be_hidden()


def test_two_people_on_separate_beds_and_one_on_a_couples_bed_are_told(at: Any) -> None:
    page = opened(at)
    page.get_by_role("button", name="Hoeveel mensen?: één meer").tap()
    expect(told(page, "couple")).to_contain_text("losse bedden")
    expect(told(page, "couple").get_by_role("link", name="Stellen")).to_be_visible()
    page = opened(at, "couples")
    expect(page.locator("#persons")).to_have_value("2")
    expect(page.locator("[data-unmet]:visible")).to_have_count(0)
    page.get_by_role("button", name="Hoeveel mensen?: één minder").tap()
    expect(told(page, "alone")).to_contain_text("voor twee mensen samen")


@pytest.mark.one_store
def test_it_is_told_without_scripts_on_a_form_that_knows_the_need(night: Night, nurse: Client):
    def notice(house: str) -> str:
        url = f"/bedden/vragen?opvang={night.shelter(house).id}&soort=mixed&nodig=dog"
        found = re.search(r'<div class="notice wait small" data-unmet="dog"([^>]*)>', nurse.get(url).text)
        assert found
        return found[1].strip()

    assert notice(BY_HAND) == ""
    assert notice(AUTOMATIC) == "hidden"


@pytest.mark.parametrize(
    ("age", "group"), [(15, "minor"), (17, "minor"), (18, ""), (19, "18-23"), (23, "18-23"), (24, ""), (25, "adult")]
)
def test_age_comes_from_the_year_of_birth_where_that_leaves_no_doubt(age: int, group: str) -> None:
    assert age_group(clock.today().year - age) == group


def test_nothing_is_known_without_a_year_of_birth() -> None:
    assert age_group(None) == ""


@pytest.mark.one_store
def test_phone_keeps_the_age_of_whom_one_works_with_and_never_the_year(demo_door: Door):
    body = {"alias": "Kanariepietje", "birth_year": clock.today().year - 40, "legal_basis": "wgbo"}
    client = demo_door.accepted("client.add", body)
    choices = demo_door.client.get("/offline/snapshot").get_json()["choices"]["clients"]
    [choice] = [one for one in choices if one["value"] == client]
    assert choice["age_group"] == "adult"
    assert "birth_year" not in choice


@pytest.fixture
def demo_door(nurse: Client) -> Door:
    return Door(nurse)


def test_known_person_brings_the_age_along_and_it_can_be_changed(at: Any) -> None:
    page = at(NURSE, "/bedden")
    adult, young, child = (add(page, f"Kanarie {age}", age) for age in (40, 20, 15))
    page = opened(at, house=AUTOMATIC)
    ages = page.locator("#vraag [name=age_group]")
    pick(page, adult)
    expect(page.locator("#vraag [name=age_group][value=adult]")).to_be_checked()
    expect(page.locator("[data-brought]")).to_be_visible()
    pick(page, young)
    expect(page.locator("#vraag [name=age_group][value='18-23']")).to_be_checked()
    pick(page, child)
    expect(page.locator("#vraag [name=age_group][value=minor]")).to_be_checked()
    expect(page.locator("details[data-opens-for]")).to_have_attribute("open", "")
    choose(page, "Anoniem")
    expect(page.locator("#vraag [name=age_group]:checked")).to_have_count(0)
    expect(page.locator("[data-brought]")).to_be_hidden()
    page.locator("#vraag .chip", has_text="24 of ouder").tap()
    pick(page, young)
    expect(ages.nth(2)).to_be_checked()  # a chosen value stays


def test_known_person_brings_the_age_along_without_network(at: Any, proxy: Proxy) -> None:
    page = at(NURSE, "/bedden")
    adult = add(page, "Kanarie 41", 41)
    page.reload()
    vault_opens(page)
    eventually(page, lambda: adult in page.evaluate(CHOICES), "keeping whom one works with")
    expect_kept(page, "/bedden/vragen")
    proxy.set("drop")
    page.locator("main a[href^='/bedden/vragen'][href*='soort=mixed']").first.tap()
    pick(page, adult)
    expect(page.locator("#vraag [name=age_group][value=adult]")).to_be_checked()


def add(page: Page, alias: str, age: int) -> str:
    """Somebody of this age whom this nurse works with; their id."""
    body = {"alias": alias, "birth_year": str(clock.today().year - age), "legal_basis": "wgbo"}
    answer = page.request.post("/clienten/nieuw", form={**body, "_anyway": "1"}, max_redirects=0)
    assert answer.status == 303, answer.text()
    client = answer.headers["location"].rsplit("/", 1)[1]
    told = {"client": client, "channel": "street", "ethos_category": "public_space", "municipality": "Huizen"}
    answer = page.request.post("/contacten/nieuw", form={**told, "place": "kade"}, max_redirects=0)
    assert answer.status == 303, answer.text()
    return client


def pick(page: Page, client: str) -> None:
    page.locator(f"[data-choices] label:has(input[value='{client}'])").first.tap()

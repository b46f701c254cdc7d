"""Typed text survives a closed tab, is never put over other words, and ends with the save."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.offline_browser.acts import ready
from tests.offline_browser.door import Door
from tests.offline_browser.modules import device_of, in_page
from tests.support.browser import eventually
from tests.support.proxy import Proxy


def drafts(page: Page) -> int:
    return in_page(
        page, "return (await (await module('store/vault')).list(argument, 'draft:')).length;", device_of(page)
    )


def type_and_leave(page: Page) -> Page:
    """Type half a contact, wait for 'concept bewaard', close the tab; gives a new one."""
    page.goto("/contacten/nieuw")
    ready(page)
    page.get_by_role("radio", name="Anoniem").check()
    page.get_by_role("checkbox", name="Slapen").check()
    page.get_by_label("Notitie").fill("half verh")
    expect(page.locator("[data-draft-status]")).to_be_visible()
    other = page.context.new_page()
    page.close()
    return other


def test_draft_is_back_in_a_new_tab_and_gone_after_saving(tab: Page, door: Door) -> None:
    page = type_and_leave(tab)
    page.goto("/contacten/nieuw")
    expect(page.get_by_label("Notitie")).to_have_value("half verh")
    expect(page.get_by_role("radio", name="Anoniem")).to_be_checked()
    expect(page.get_by_role("checkbox", name="Slapen")).to_be_checked()
    expect(page.get_by_text("Je concept staat er weer")).to_be_visible()
    page.get_by_role("radio", name="Buiten").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("h1")).to_have_text("Verstuurd")
    assert next(iter(door.effects.values()))["body"]["note"] == "half verh"
    page.wait_for_timeout(600)  # longer than the pause after which a draft is written
    assert drafts(page) == 0


def test_draft_can_be_thrown_away(tab: Page) -> None:
    page = type_and_leave(tab)
    page.goto("/contacten/nieuw")
    page.get_by_role("button", name="Begin opnieuw").click()
    expect(page.get_by_label("Notitie")).to_have_value("")
    assert drafts(page) == 0


def test_draft_that_cannot_be_opened_yet_is_not_overwritten(tab: Page, street: Proxy) -> None:
    page = type_and_leave(tab)
    street.set("login", path="/offline/")
    page.goto("/contacten/nieuw")
    page.get_by_label("Notitie").fill("iets nieuws")
    expect(page.locator("[data-draft-status]")).to_be_visible()
    assert drafts(page) == 2
    street.set("pass")
    page.evaluate("() => dispatchEvent(new Event('online'))")
    ready(page)
    page.wait_for_timeout(300)  # as long as restoring takes elsewhere
    expect(page.get_by_label("Notitie")).to_have_value("iets nieuws")
    page.get_by_role("radio", name="Anoniem").check()
    page.get_by_role("radio", name="Buiten").check()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("h1")).to_have_text("Verstuurd")
    page.goto("/contacten/nieuw")
    expect(page.get_by_label("Notitie")).to_have_value("half verh")


def test_draft_survives_leaving_by_a_link_at_once(tab: Page) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    tab.get_by_label("Notitie").fill("snel weg")
    tab.get_by_role("link", name="Onderdak").first.click()
    expect(tab.locator("h1")).to_have_text("Vandaag")
    tab.get_by_role("link", name="Contact vastleggen").click()
    expect(tab.get_by_label("Notitie")).to_have_value("snel weg")


def test_draft_never_lands_in_a_form_opened_for_someone_else(tab: Page) -> None:
    page = type_and_leave(tab)
    page.goto("/contacten/nieuw?client=c2")
    ready(page)
    page.wait_for_timeout(300)  # as long as restoring takes elsewhere
    expect(page.get_by_label("Notitie")).to_have_value("")
    assert drafts(page) == 1


def test_choices_of_this_user_are_filled_in_from_the_vault(tab: Page, door: Door) -> None:
    piet = {"value": "c1", "label": "Rooie Piet", "small": "do. station", "ethos_category": "public_space"}
    tab.goto("/contacten/nieuw")
    ready(tab)
    door.choices = {"clients": [piet]}
    tab.reload()
    tab.get_by_role("radio", name="Rooie Piet").check()
    expect(tab.locator("input[name=client]:checked")).to_have_attribute("data-ethos-category", "public_space")
    tab.get_by_role("radio", name="Buiten").check()
    tab.get_by_role("button", name="Bewaren").click()
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    expect(tab.locator("[data-outbox-head]")).to_contain_text("Contact Rooie Piet")
    assert next(iter(door.effects.values()))["body"]["client"] == "c1"
    assert "Rooie Piet" not in tab.request.get("/contacten/nieuw").text()


def test_draft_stays_with_its_page_when_one_goes_back_at_once(tab: Page) -> None:
    tab.get_by_role("link", name="Contact vastleggen").click()
    ready(tab)
    tab.get_by_label("Notitie").fill("eerst rustig getypt")
    expect(tab.locator("[data-draft-status]")).to_be_visible()
    tab.get_by_label("Notitie").press_sequentially(" en dan snel weg")
    tab.evaluate("() => history.back()")
    expect(tab.locator("h1")).to_have_text("Vandaag")
    tab.get_by_role("link", name="Contact vastleggen").click()
    expect(tab.get_by_label("Notitie")).to_have_value("eerst rustig getypt en dan snel weg")


def test_what_was_wiped_out_does_not_come_back(tab: Page) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    tab.get_by_label("Notitie").fill("verkeerde persoon")
    expect(tab.locator("[data-draft-status]")).to_be_visible()
    tab.get_by_label("Notitie").fill("")
    eventually(tab, lambda: drafts(tab) == 0, "forgetting the draft")

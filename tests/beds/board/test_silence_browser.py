"""An open page says when nothing comes in any more, and names go when one is signed out or was stopped."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.night import AUTOMATIC
from tests.beds.taps import choose, shelter_id_of
from tests.support.browser import eventually, pass_time, vault_opens
from tests.support.proxy import Proxy
from tests.support.stores import LOCK_HOURS
from webapp import clock

NURSE = "straatverpleegkundige"
NOTICES = "#offline-notices"
STANDS = re.compile(r"Deze stand is van \d\d:\d\d; er komt niets nieuws binnen")


def end_session(page: Page) -> None:
    """The session is gone; the phone does not know."""
    page.context.clear_cookies(name="session")


def request_of(at: Any, name: str) -> Page:
    """The page of a request for someone with a name."""
    page: Page = at(NURSE, f"/bedden/vragen?opvang={shelter_id_of(at, AUTOMATIC)}&soort=mixed")
    choose(page, "Iemand anders", "24 of ouder")
    page.locator("#alias").fill(name)
    page.get_by_role("button", name="Vraag dit bed").tap()
    expect(page).to_have_url(re.compile("/bedden/aanvragen/"))
    expect(page.locator("#aanvraag")).to_contain_text(name)
    return page


def test_board_whose_session_ended_says_so_and_shows_no_names(at: Any) -> None:
    request_of(at, "Stille Stefan")
    page = at(NURSE, "/bedden")
    expect(page.locator("#mijn")).to_contain_text("Stille Stefan")
    end_session(page)
    expect(page.locator(NOTICES)).to_contain_text("Je bent uitgelogd")
    expect(page.locator(NOTICES)).to_contain_text(STANDS)
    expect(page.locator("#mijn")).not_to_contain_text("Stille Stefan")
    expect(page.locator("#bord")).to_contain_text("vrij")
    expect(page.get_by_role("link", name="Inloggen")).to_have_attribute("href", "/inloggen?next=%2Fbedden")


def test_board_that_locks_without_network_keeps_no_names(at: Any, proxy: Proxy) -> None:
    request_of(at, "Stille Sara")
    page = at(NURSE, "/bedden")
    vault_opens(page)
    expect(page.locator("#mijn")).to_contain_text("Stille Sara")
    proxy.set("drop")
    pass_time(page, LOCK_HOURS + 1)
    expect(page.locator("#mijn")).not_to_contain_text("Stille Sara")
    expect(page.locator("#bord")).to_contain_text("vrij")


def test_board_tells_again_when_one_signed_in_elsewhere(at: Any) -> None:
    page = at(NURSE, "/bedden")
    end_session(page)
    expect(page.locator(NOTICES)).to_contain_text("Je bent uitgelogd")
    page.request.post("/demo/inloggen", form={"user": NURSE})
    expect(page.locator(NOTICES)).not_to_contain_text("Je bent uitgelogd")


def test_request_whose_reader_was_signed_out_shows_no_name(at: Any) -> None:
    page = request_of(at, "Stille Simon")
    end_session(page)
    expect(page.locator(NOTICES)).to_contain_text("Je bent uitgelogd")
    expect(page.locator("main")).not_to_contain_text("Stille Simon")


@pytest.mark.parametrize(("user", "path"), [("opvang", "/beheer"), (NURSE, "/beheer")])
def test_who_was_stopped_from_seeing_it_sees_no_name(at: Any, user: str, path: str) -> None:
    page = request_of(at, "Stille Sjaak")
    refusal = page.request.get(path)
    assert refusal.status == 403
    body = refusal.text()
    page.route("**/bedden/aanvragen/*", lambda route: route.fulfill(status=403, content_type="text/html", body=body))
    expect(page.locator(NOTICES)).to_contain_text("Dit mag je niet meer zien")
    expect(page.locator("main")).not_to_contain_text("Stille Sjaak")


def test_guests_go_and_the_count_stays_when_the_session_ends(at: Any) -> None:
    page = at("opvang", f"/bedden/{shelter_id_of(at, AUTOMATIC)}")
    page = at("opvang", page.url)
    expect(page.locator("#h-gasten")).to_be_visible()
    end_session(page)
    expect(page.locator(NOTICES)).to_contain_text("Je bent uitgelogd")
    expect(page.locator("#h-gasten")).to_have_count(0)
    expect(page.locator("[data-count-button]")).to_be_visible()


def test_count_stays_beside_the_lock_without_the_guests(at: Any) -> None:
    page = at("opvang", f"/bedden/{shelter_id_of(at, AUTOMATIC)}")
    vault_opens(page)
    expect(page.locator("#h-gasten")).to_be_visible()
    pass_time(page, LOCK_HOURS + 1)
    expect(page.locator("h1").first).to_have_text("Op slot")
    expect(page.locator("#h-gasten")).to_have_count(0)
    expect(page.locator("[data-count-button]")).to_be_visible()


ASK_SNAPSHOT = """async () => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const module = (name) => modules[`js/offline/${name}.js`];
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { refreshSnapshot } = await module('reading/snapshot');
  const record = await deviceOf(signedInUser());
  await navigator.locks.request(`onderdak-snapshot-${record.device}`, () => {}); // the first one is done
  await refreshSnapshot(record, true);
}"""


@pytest.mark.parametrize("is_portal", [False, True])
def test_page_that_renews_nothing_hears_it_from_what_the_phone_asks(at: Any, proxy: Proxy, is_portal: bool) -> None:
    page = at(NURSE, "/contacten")
    vault_opens(page)
    expect(page.locator("main h1")).to_be_visible()
    if is_portal:
        proxy.set("login", path="/offline/")
    else:
        end_session(page)
    page.evaluate(ASK_SNAPSHOT)
    expect(page.locator("main h1")).to_have_text("Contacten" if is_portal else "Op slot")
    expect(page.locator(NOTICES).get_by_text("Je bent uitgelogd")).to_have_count(0 if is_portal else 1)


def test_what_is_being_typed_stays_when_the_session_ends_without_names_of_others(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    vault_opens(page)
    known = page.locator("[data-choices] label", has_text="(demo)")
    expect(known.first).to_be_visible()
    page.get_by_label("Notitie", exact=False).first.fill("Half getypt")
    end_session(page)
    page.evaluate(ASK_SNAPSHOT)
    expect(page.locator(NOTICES)).to_contain_text("Je bent uitgelogd")
    expect(known).to_have_count(0)
    expect(page.get_by_label("Notitie", exact=False).first).to_have_value("Half getypt")


def test_whom_a_search_found_goes_when_the_session_ends(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    vault_opens(page)
    known = page.locator("[data-choices] label", has_text="(demo)").first.inner_text().split("\n")[0]
    choose(page, "Iemand anders")
    page.locator("#alias").press_sequentially(known.split()[0])
    found = page.locator("#gevonden label")
    expect(found.first).to_be_visible()
    end_session(page)
    page.evaluate(ASK_SNAPSHOT)
    expect(found).to_have_count(0)
    expect(page.locator("#alias")).to_have_value(known.split()[0])


def test_who_looks_like_the_new_client_goes_when_the_session_ends(at: Any) -> None:
    page = at(NURSE, "/contacten/nieuw")
    vault_opens(page)
    known = page.locator("[data-choices] label", has_text="(demo)").first.inner_text().split("\n")[0]
    page = at(NURSE, "/clienten/nieuw")
    vault_opens(page)
    page.locator("#alias").press_sequentially(known)
    alike = page.get_by_text("Bestaat deze persoon al?")
    expect(alike).to_be_visible()
    end_session(page)
    page.evaluate(ASK_SNAPSHOT)
    expect(alike).to_have_count(0)
    expect(page.locator("#alias")).to_have_value(known)


@pytest.mark.parametrize("mode", ["drop", "login"])
def test_board_that_is_not_renewed_for_a_minute_says_so(at: Any, page: Page, proxy: Proxy, mode: str) -> None:
    page.clock.install(time=clock.now())
    at(NURSE, "/bedden")
    page.clock.run_for(6000)
    proxy.set(mode)
    page.clock.run_for(6000)
    expect(page.locator(NOTICES)).not_to_contain_text("niets nieuws")

    def has_said_so() -> bool:
        page.clock.run_for(6000)
        return "niets nieuws" in page.locator(NOTICES).inner_text()

    eventually(page, has_said_so, "saying so")
    expect(page.locator(NOTICES)).to_contain_text("Er komt niets nieuws binnen")
    expect(page.locator(NOTICES)).to_contain_text(STANDS)
    expect(page.locator(NOTICES)).not_to_contain_text("uitgelogd")
    proxy.set("pass")
    page.clock.run_for(6000)
    expect(page.locator(NOTICES)).not_to_contain_text("niets nieuws")

"""Reading without network: kept pages with their age, the vault in the shell, and never another's pages."""

from __future__ import annotations

import re

from playwright.sync_api import Browser, Page, expect

from tests.offline_browser.acts import expect_blocked, read_ahead, ready
from tests.offline_browser.door import Door
from tests.offline_browser.modules import device_of, in_page
from tests.support.browser import PHONE, all_sent, eventually, has_read_ahead
from tests.support.proxy import Proxy


def test_client_is_read_from_the_vault_with_its_age_and_without_scripts(
    tab: Page, door: Door, street: Proxy, complaints: list[str]
) -> None:
    read_ahead(tab, door)
    street.set("drop")
    tab.get_by_role("link", name="Rooie Piet").click()
    expect(tab.locator("h1")).to_have_text("Rooie Piet")
    expect(tab.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    expect(tab.locator("#laatste")).to_have_text("Laatste contact: sluis")
    assert tab.url.endswith("/clienten/c1")
    expect(tab).to_have_title("Geen netwerk · Onderdak")  # no title names a person: it stays in the history
    expect(tab.locator("main svg use")).to_have_count(1)
    expect(tab.locator("main script, main [onclick], main [onerror], main a[href^=javascript]")).to_have_count(0)
    tab.locator("#laatste").click()
    assert tab.evaluate("() => window.hacked") is None
    tab.get_by_role("link", name="Bed", exact=True).click()
    expect(tab.locator("h1")).to_have_text("Bedden vannacht")
    expect(tab.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    tab.go_back()
    expect(tab.locator("h1")).to_have_text("Rooie Piet")
    expect_blocked(complaints)


def test_page_that_is_not_on_the_phone_says_so_and_shows_the_way(tab: Page, door: Door, street: Proxy) -> None:
    read_ahead(tab, door)
    street.set("drop")
    tab.get_by_role("link", name="Iemand die niet op de telefoon staat").click()
    expect(tab.locator("h1")).to_have_text("Deze pagina staat niet op je telefoon")
    tab.get_by_role("link", name="Contact vastleggen").click()
    expect(tab.locator("h1")).to_have_text("Contact vastleggen")
    expect(tab.get_by_text("Je kunt gewoon vastleggen")).to_be_visible()


def test_after_a_reload_without_network_the_vault_is_shut_and_logging_still_works(
    tab: Page, door: Door, street: Proxy
) -> None:
    read_ahead(tab, door)
    street.set("drop")
    tab.goto("/clienten/c1")
    expect(tab.locator("h1")).to_have_text("Deze pagina is op slot")
    tab.goto("/contacten/nieuw")
    tab.get_by_role("radio", name="Anoniem").check()
    tab.get_by_role("radio", name="Buiten").check()
    tab.get_by_role("button", name="Bewaren").click()
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    street.set("pass")
    tab.evaluate("() => dispatchEvent(new Event('online'))")
    all_sent(tab)


def test_shell_fills_itself_when_the_vault_opens(tab: Page, door: Door, street: Proxy, complaints: list[str]) -> None:
    read_ahead(tab, door)
    street.set("drop")
    tab.goto("/clienten/c1")
    expect(tab.locator("[data-offline-shell]")).to_be_visible()
    street.set("login", path="/clienten/")
    tab.evaluate("() => dispatchEvent(new Event('online'))")
    expect(tab.locator("h1")).to_have_text("Rooie Piet")
    expect_blocked(complaints)


def test_network_that_comes_back_during_a_failing_attempt_opens_the_vault_after_it(
    tab: Page, door: Door, street: Proxy, complaints: list[str]
) -> None:
    read_ahead(tab, door)
    street.set("drop")
    tab.goto("/clienten/c1")
    expect(tab.locator("h1")).to_have_text("Deze pagina is op slot")
    street.set("hang", path="/offline/vault", times=1)
    with tab.expect_request("**/offline/vault"):
        tab.evaluate("() => dispatchEvent(new Event('online'))")
    tab.evaluate("() => dispatchEvent(new Event('online'))")
    ready(tab)
    expect(tab.locator("h1")).to_have_text("Pagina c1")  # with a network again it is the server's own
    expect_blocked(complaints)  # where the vault was open before that came


def test_vault_that_stayed_shut_is_tried_again_soon_also_when_its_pages_are_current(
    tab: Page, door: Door, street: Proxy
) -> None:
    read_ahead(tab, door)
    street.set("login", path="/offline/vault")
    tab.goto("/contacten/nieuw")
    eventually(tab, lambda: any(one.mode == "login" for one in street.seen), "asking the portal")
    has_read_ahead(tab)
    street.set("pass")
    ready(tab)  # not after the ten minutes in which pages are current


OPENS_LATE = """
  const { open } = IDBFactory.prototype;
  IDBFactory.prototype.open = function (...what) {
    if (performance.now() < 2000) throw new DOMException('opening took too long', 'TimeoutError');
    return open.apply(this, what);
  };
"""


def test_phone_whose_store_opens_late_begins_again(tab: Page) -> None:
    tab.add_init_script(OPENS_LATE)
    tab.reload()
    eventually(tab, lambda: tab.evaluate("() => performance.now() > 2000"), "a store that opens")
    ready(tab)


ANSWERS_LATE = """
  const tell = ServiceWorker.prototype.postMessage;
  ServiceWorker.prototype.postMessage = function (message, ...more) {
    if (message.type === 'how-served') setTimeout(() => tell.call(this, message, ...more), 1500);
    else tell.call(this, message, ...more);
  };
"""


def test_age_of_a_kept_page_is_told_also_when_the_worker_has_much_to_do(tab: Page, street: Proxy) -> None:
    tab.add_init_script(ANSWERS_LATE)
    street.set("drop")
    tab.goto("/bedden")
    expect(tab.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()


def test_full_load_of_a_kept_page_tells_its_age(tab: Page, street: Proxy) -> None:
    street.set("drop")
    tab.goto("/bedden")
    expect(tab.locator("h1")).to_have_text("Bedden vannacht")
    expect(tab.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()


def test_silent_network_gives_the_kept_page_within_a_few_seconds(tab: Page, street: Proxy) -> None:
    street.set("hang")
    tab.goto("/bedden")  # which the network would never end
    expect(tab.get_by_text("Het netwerk antwoordt nog niet. Stand van vandaag")).to_be_visible()


def test_silent_network_gives_the_page_from_the_vault_within_a_few_seconds(
    tab: Page, door: Door, street: Proxy, complaints: list[str]
) -> None:
    read_ahead(tab, door)
    street.set("hang")
    tab.get_by_role("link", name="Rooie Piet").click()
    expect(tab.locator("h1")).to_have_text("Rooie Piet")
    expect(tab.get_by_text("Het netwerk antwoordt nog niet. Stand van vandaag")).to_be_visible()
    assert tab.url.endswith("/clienten/c1")
    expect_blocked(complaints)


def test_choices_come_soon_when_the_first_request_for_them_was_lost(
    browser: Browser, door: Door, street: Proxy
) -> None:
    door.choices = {"clients": [{"value": "c1", "label": "Rooie Piet"}]}
    street.set("login", path="/offline/snapshot", times=1)
    context = browser.new_context(**PHONE, base_url=street.url)
    page = context.new_page()
    page.goto("/als/sanne")
    page.get_by_role("link", name="Contact vastleggen").click()
    expect(page.locator("[data-choices]").get_by_text("Rooie Piet")).to_be_visible()
    context.close()


def test_tab_waits_for_another_that_was_asking_and_went(tab: Page, door: Door) -> None:
    door.fragments["/clienten/c1"] = "<h1>Rooie Piet</h1>"
    found = in_page(
        tab,
        """
        const { refreshSnapshot } = await module('reading/snapshot');
        const { list } = await module('store/vault');
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        const record = await deviceOf(signedInUser());
        const name = `onderdak-snapshot-${record.device}`;
        await navigator.locks.request(name, () => {}); // the one of the start is over
        navigator.locks.request(name, () => new Promise((resolve) => setTimeout(resolve, 500)));
        await refreshSnapshot(record, true);
        return (await list(record.device, 'page:')).map(({ name }) => name);
        """,
    )
    assert found == ["page:/clienten/c1"]


HOLD_THE_ANSWER = """
  const { refreshSnapshot } = await module('reading/snapshot');
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const record = await deviceOf(signedInUser());
  await navigator.locks.request(`onderdak-snapshot-${record.device}`, () => {}); // the one of the start is over
  const ask = window.fetch;
  window.fetch = async (...what) => {
    const answer = await ask(...what);
    window.fetch = ask;
    await new Promise((go) => { window.goOn = go; });
    return answer;
  };
  refreshSnapshot(record, true);
  window.refreshed = async () => {
    const second = refreshSnapshot(record, true);
    window.goOn();
    await second;
    const { list } = await module('store/vault');
    return (await list(record.device, 'page:')).map(({ name }) => name);
  };
"""
"""The answer to a first question is on its way to one tab when there is news, of which another asks."""


def test_snapshot_that_was_taken_before_the_news_is_asked_again(tab: Page, door: Door) -> None:
    in_page(tab, HOLD_THE_ANSWER)
    eventually(tab, lambda: tab.evaluate("() => 'goOn' in window"), "the first answer")
    door.fragments["/clienten/c1"] = "<h1>Rooie Piet</h1>"
    assert tab.evaluate("() => window.refreshed()") == ["page:/clienten/c1"]


def test_snapshot_drops_what_is_gone_and_what_is_too_old(tab: Page, door: Door) -> None:
    read_ahead(tab, door)
    refresh = """
      const { refreshSnapshot } = await module('reading/snapshot');
      const { list } = await module('store/vault');
      const { deviceOf } = await module('store/identity');
      const { signedInUser } = await module('page/user');
      const record = await deviceOf(signedInUser());
      await refreshSnapshot(record, true);
      return (await list(record.device, 'page:')).map(({ name }) => name);
    """
    door.fragments = {"/clienten/c2": "<h1>Demo S.</h1>"}
    door.gone = ["/clienten/c1"]
    assert in_page(tab, refresh) == ["page:/clienten/c2"]
    door.gone = []
    door.fragments = {}
    assert in_page(tab, refresh) == ["page:/clienten/c2"], "no change is not gone"
    expire = """
      const { readMeta, writeMeta } = await module('store/db');
      const { deviceOf } = await module('store/identity');
      const { signedInUser } = await module('page/user');
      const key = `snapshot:${(await deviceOf(signedInUser())).device}`;
      await writeMeta(key, { ...await readMeta(key), expires_at: '2026-01-01T00:00:00+00:00' });
    """
    in_page(tab, expire)
    assert in_page(tab, refresh) == []


def test_signing_out_asks_when_something_waits_and_keeps_it(tab: Page, door: Door, street: Proxy) -> None:
    street.set("login", path="/offline/operations")
    tab.get_by_role("link", name="Contact vastleggen").click()
    tab.get_by_role("radio", name="Anoniem").check()
    tab.get_by_role("radio", name="Buiten").check()
    tab.get_by_role("button", name="Bewaren").click()
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    tab.get_by_role("link", name="Onderdak").first.click()
    expect(tab.get_by_text("1 nog niet verzonden")).to_be_visible()
    tab.get_by_role("button", name="Uitloggen").click()
    dialog = tab.get_by_role("dialog", name="Nog niet alles is verzonden")
    expect(dialog).to_contain_text("1 ding staat alleen op deze telefoon")
    dialog.get_by_role("button", name="Blijf ingelogd").click()
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    tab.get_by_role("button", name="Uitloggen").click()
    with tab.expect_navigation():
        dialog.get_by_role("button", name="Toch uitloggen").click()
    tab.wait_for_load_state()
    expect(tab.locator("html")).not_to_have_attribute("data-unsent", "1")
    assert in_page(tab, "return (await module('store/db')).readMeta('current');") is None
    street.set("pass")
    tab.goto("/als/sanne")
    all_sent(tab)
    assert len(door.effects) == 1


def test_tab_of_who_signed_out_is_empty_before_the_next_page_comes(tab: Page) -> None:
    other = tab.context.new_page()
    other.goto("/clienten/c1")
    ready(other)
    keep = "() => addEventListener('beforeunload', () => { localStorage.left = document.body.innerText; })"
    other.evaluate(keep)
    with other.expect_navigation(url="**/"):
        tab.get_by_role("button", name="Uitloggen").click()
    left = other.evaluate("() => localStorage.left")  # the first tab goes elsewhere itself just then
    assert "Onderdak" in left
    assert "Pagina c1" not in left


def test_signing_out_without_network_is_said_honestly(tab: Page, street: Proxy) -> None:
    street.set("drop")
    tab.get_by_role("button", name="Uitloggen").click()
    expect(tab.locator("#status")).to_contain_text("Uitloggen lukt pas met netwerk")
    opened = "return (await module('store/vault')).isOpen(argument);"
    assert in_page(tab, opened, device_of(tab)) is False


def test_signing_out_in_one_tab_leaves_nothing_open_in_another(tab: Page) -> None:
    other = tab.context.new_page()
    other.goto("/clienten/c1")
    ready(other)
    device = device_of(other)
    with other.expect_navigation(url="**/"):
        tab.get_by_role("button", name="Uitloggen").click()
    expect(other.locator("html")).not_to_have_attribute("data-unsent", re.compile("."))
    assert in_page(other, "return (await module('store/vault')).isOpen(argument);", device) is False

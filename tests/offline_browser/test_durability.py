"""'Saved' means on disk: an empty battery, a full phone, a revoked phone, another user, a searched disk."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.offline_browser.acts import log_contact, ready, search, sign_in
from tests.offline_browser.door import USERS, Door, broken
from tests.offline_browser.fixtures import WatchedPhone
from tests.offline_browser.modules import device_of, in_page, outbox_rows, queue, send
from tests.support.browser import PHONE, all_sent, eventually
from tests.support.proxy import Proxy

SECRET = "Zwanenvijver-geheim-7391"


def test_saved_item_survives_an_empty_battery(disk_phone: WatchedPhone, door: Door, street: Proxy) -> None:
    page = disk_phone.open()
    sign_in(page, "sanne")
    street.set("drop")
    page.get_by_role("link", name="Contact vastleggen").click()
    log_contact(page)
    expect(page.locator("#status")).to_have_text("Bewaard op deze telefoon")
    disk_phone.kill()
    page = disk_phone.open()
    page.goto("/onverzonden")
    assert [row["status"] for row in outbox_rows(page)] == ["waiting"]
    assert door.received == []
    street.set("pass")
    page.goto("/als/sanne")
    all_sent(page)
    assert [one["body"]["alias"] for one in door.effects.values()] == ["Rooie Piet"]


@pytest.fixture
def full_phone(browser: Browser, door: Door, street: Proxy) -> Iterator[Page]:
    """Signed in, with room for the pages and little else; watches what the page says."""
    context = browser.new_context(**PHONE, base_url=street.url)
    page = context.new_page()
    limit = {"origin": street.url, "quotaSize": 3_000_000}
    context.new_cdp_session(page).send("Storage.overrideQuotaForOrigin", limit)
    sign_in(page, "sanne")
    page.goto("/contacten/nieuw")
    page.get_by_role("radio", name="Anoniem").check()
    page.get_by_role("radio", name="Buiten").check()
    page.get_by_label("Notitie").fill("wat ik typte")
    page.evaluate(
        """() => {
          const ballast = document.createElement('input');
          Object.assign(ballast, { type: 'hidden', name: 'ballast', value: 'x'.repeat(3000000) });
          document.getElementById('contact').append(ballast);
          window.said = [];
          const region = document.getElementById('status');
          new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true });
        }"""
    )
    yield page
    context.close()


def test_full_phone_never_says_saved_and_keeps_what_was_typed(full_phone: Page, street: Proxy) -> None:
    street.set("drop")
    full_phone.get_by_role("button", name="Bewaren").click()
    expect(full_phone.locator("#status")).to_contain_text("Niet bewaard", timeout=15000)
    full_phone.wait_for_timeout(500)  # the step after it
    assert not any(text.startswith("Bewaard") for text in full_phone.evaluate("() => window.said"))
    assert outbox_rows(full_phone) == []
    expect(full_phone.get_by_label("Notitie")).to_have_value("wat ik typte")
    expect(full_phone.locator("h1")).to_have_text("Contact vastleggen")


def test_full_phone_leaves_its_page_for_no_portal(full_phone: Page, street: Proxy) -> None:
    street.set("login", path="/contacten/nieuw")
    full_phone.get_by_role("button", name="Bewaren").click()
    expect(full_phone.locator("#status")).to_contain_text("Niet bewaard", timeout=15000)
    given = ("POST", "login")
    eventually(full_phone, lambda: given in [(one.method, one.mode) for one in street.seen], "giving it to the server")
    full_phone.wait_for_timeout(500)  # the step after it
    expect(full_phone.get_by_label("Notitie")).to_have_value("wat ik typte")


NO_ROOM = "IDBObjectStore.prototype.put = () => { throw new DOMException('full', 'QuotaExceededError'); };"


def test_full_phone_still_opens_what_it_keeps(tab: Page) -> None:
    tab.context.add_init_script(NO_ROOM)
    tab.reload()
    ready(tab)


def test_news_of_an_earlier_item_does_not_cover_that_one_is_not_saved(tab: Page, street: Proxy) -> None:
    tab.goto("/contacten/nieuw")
    street.set("drop")
    queue(tab, 1)
    in_page(tab, "(await module('page/status')).warn('Niet bewaard');")  # as after a save on a full phone
    street.set("pass")
    send(tab, force=True)
    all_sent(tab)
    tab.wait_for_timeout(300)  # the step after it
    expect(tab.locator("#status")).to_have_text("Niet bewaard")
    tab.get_by_role("link", name="Onderdak").first.click()
    expect(tab.locator("#status")).to_contain_text("Verstuurd")


def test_full_phone_with_network_gives_it_straight_to_the_server(full_phone: Page, door: Door) -> None:
    expect(full_phone.locator("[data-draft-status]")).to_be_visible()
    full_phone.get_by_role("button", name="Bewaren").click()
    expect(full_phone.locator("h1")).to_have_text("Pagina plain", timeout=20000)
    assert [form["note"] for form in door.posted] == [["wat ik typte"]]
    full_phone.goto("/contacten/nieuw")
    ready(full_phone)
    full_phone.wait_for_timeout(300)  # as long as restoring takes elsewhere
    expect(full_phone.get_by_label("Notitie")).to_have_value("")


def test_other_user_of_the_phone_can_neither_see_nor_send(tab: Page, door: Door, street: Proxy) -> None:
    street.set("login", path="/offline/operations")
    queue(tab, 2, text=SECRET)
    mine = device_of(tab)
    tab.context.clear_cookies()
    street.set("pass")
    sign_in(tab, "karin")
    all_sent(tab)
    assert device_of(tab) != mine
    tab.goto("/onverzonden")
    expect(tab.locator("[data-outbox-empty]")).to_be_visible()
    queue(tab, 1, text="van Karin")
    send(tab, force=True)
    assert [one["body"]["note"] for one in door.effects.values()] == ["van Karin 0"]
    names = in_page(
        tab,
        """
        const { list, read } = await module('store/vault');
        const rows = await list(argument, 'item:');
        return Promise.all(rows.map(({ name }) => read(argument, name)));
        """,
        mine,
    )
    assert names == [None, None], "the other's copies are there, and shut"
    tab.context.clear_cookies()
    tab.goto("/als/sanne")
    all_sent(tab)
    assert {door.devices[mine], door.devices[device_of(tab)]} == {USERS["sanne"]}
    assert len(door.effects) == 3


def test_who_signs_in_over_another_finds_nothing_of_them_in_an_open_tab(tab: Page, door: Door) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    other = tab.context.new_page()
    sign_in(other, "karin")
    expect(tab.locator("h1")).to_have_text("Vandaag")
    sign_in(tab, "sanne")
    expect(other.locator("h1")).to_have_text("Vandaag")
    tab.goto("/contacten/nieuw")
    ready(tab)
    tab.get_by_label("Notitie").fill("Van Sanne")
    tab.evaluate(
        "(user) => { document.cookie = `user=${user}; path=/`; dispatchEvent(new Event('pagehide')); }", USERS["karin"]
    )
    tab.wait_for_timeout(600)  # longer than the pause after which a draft is written
    drafts = "return (await (await module('store/vault')).list(argument, 'draft:')).length;"
    assert in_page(tab, drafts, device_of(tab)) == 0


def test_device_that_is_anothers_is_replaced_and_its_items_stay_visible(tab: Page, door: Door) -> None:
    door.gate = broken  # nothing may be sent before the device is replaced
    old = device_of(tab)
    door.devices[old] = USERS["karin"]
    queue(tab, 1)
    door.gate = lambda _items: None
    tab.reload()
    ready(tab)
    assert device_of(tab) != old
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    assert [row["device"] for row in outbox_rows(tab)] == [old]
    assert door.effects == {}


def test_revoked_phone_loses_what_is_readable_and_keeps_what_is_sealed(tab: Page, door: Door, street: Proxy) -> None:
    street.set("login", path="/offline/operations")
    queue(tab, 1)
    door.fragments["/clienten/c1"] = "<h1>Rooie Piet</h1>"
    revoked = device_of(tab)
    door.revoked.add(revoked)
    tab.reload()
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    left = """
      const { transact, asked } = await module('store/db');
      const { deviceOf, keyrings } = await module('store/identity');
      const { signedInUser } = await module('page/user');
      const { list } = await module('store/vault');
      const keys = keyrings(await deviceOf(signedInUser())).filter(({ device }) => device === argument);
      return keys.length + (await list(argument, '')).length;
    """
    eventually(tab, lambda: in_page(tab, left, revoked) == 0, "forgetting the keys and what they read")
    assert len(outbox_rows(tab)) == 1


def test_nothing_typed_and_no_key_is_found_on_the_disk(disk_phone: WatchedPhone, door: Door, street: Proxy) -> None:
    door.fragments["/clienten/c1"] = f"<h1>Piet {SECRET}-fragment</h1>"
    page = disk_phone.open()
    sign_in(page, "sanne")
    street.set("login", path="/offline/operations")
    page.get_by_role("link", name="Contact vastleggen").click()
    page.get_by_label("Naam of roepnaam").fill(f"{SECRET}-draft")
    expect(page.locator("[data-draft-status]")).to_be_visible()
    log_contact(page, f"{SECRET}-note")
    expect(page.locator("#status")).to_have_text("Bewaard op deze telefoon")
    secrets = [SECRET, "Rooie Piet", *door.vault_secrets.values()]
    private = in_page(
        page,
        """
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        const record = await deviceOf(signedInUser());
        const { deriveKey } = await module('crypto/seal');
        const { fromBase64url, toBase64url, utf8 } = await module('crypto/bytes');
        const [wrap] = record.wraps;
        const info = utf8('onderdak vault wrap v1');
        const key = await deriveKey(fromBase64url(argument), utf8(record.device), info, 'decrypt');
        const gcm = { name: 'AES-GCM', iv: fromBase64url(wrap.iv) };
        const pkcs8 = await crypto.subtle.decrypt(gcm, key, fromBase64url(wrap.wrapped));
        return [...new Uint8Array(pkcs8).slice(36, 68)];
        """,
        door.vault_secrets[device_of(page)],
    )
    disk_phone.close()
    wanted = [bytes(private)]
    for secret in secrets:
        wanted += [secret.encode(), secret.encode("utf-16-le")]
    found = search(disk_phone.profile, wanted)
    assert found == [], json.dumps(found)
    assert search(disk_phone.profile, [b"onderdak"]), "the search itself finds things"

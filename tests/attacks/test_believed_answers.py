"""A network's answer in the place of our server's destroys nothing and strands nothing."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, Route, expect

from tests.attacks.acts import DEVICE, OPEN, become
from tests.offline_browser.modules import in_page, outbox_rows, queue, send
from tests.support.browser import all_sent, eventually, expect_kept, vault_opens
from tests.support.proxy import Proxy
from webapp.features import kept_pages

pytestmark = pytest.mark.one_store
KEYS = """
  const { keyrings, deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const record = await deviceOf(signedInUser());
  return [record.device, ...keyrings(record).map(({ vault_public }) => vault_public)];
"""
PAGES = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  return (await (await module('store/vault')).list((await deviceOf(signedInUser())).device, 'page:')).length;
"""
HTML = {"Content-Type": "text/html"}
JSON = {"Content-Type": "application/json"}
ANSWERS = [
    (200, HTML, "<title>Gratis wifi</title>"),
    (200, JSON, '{"fragments": {}, "since": null, "epoch": "x", "results": [], "keys": [], "gone": []}'),
    (200, JSON, "null"),
    (200, JSON, '{"error": "revoked"}'),
    (401, HTML, "<h1>Log in</h1>"),
    (401, JSON, '{"error": "portal"}'),
    (403, HTML, "<h1>Geblokkeerd door het filter</h1>"),
    (403, JSON, '{"error": "forbidden"}'),
    (403, JSON, '{"error": "device_of_another"}'),
    (404, JSON, "{}"),
    (410, HTML, "<h1>Gone</h1>"),
    (410, JSON, '{"error": "gone"}'),
    (413, HTML, "<h1>Too large</h1>"),
    (511, HTML, "<h1>Network Authentication Required</h1>"),
]


def test_no_answer_of_a_portal_or_a_filter_touches_keys_queue_or_pages(street_nurse: Page):
    page = street_nurse
    keys, pages = in_page(page, KEYS), in_page(page, PAGES)
    answer = list(ANSWERS[0])

    def instead(route: Route) -> None:
        status, headers, body = answer
        route.fulfill(status=status, headers=headers, body=body)

    page.context.route("**/offline/*", instead)
    (item,) = queue(page, 1)
    for one in ANSWERS:
        answer[:] = one
        page.goto("/contacten/nieuw")
        page.locator("html[data-unsent]").wait_for(state="attached")
        in_page(
            page,
            """
            const { deviceOf } = await module('store/identity');
            const { signedInUser } = await module('page/user');
            const { openByServer } = await module('page/unlock');
            const { refreshSnapshot } = await module('reading/snapshot');
            const { refreshKeys } = await module('store/keys');
            await openByServer(signedInUser());
            await refreshSnapshot(await deviceOf(signedInUser()), true);
            await refreshKeys(true);
            """,
        )
        send(page, force=True)
        assert in_page(page, KEYS) == keys, one
        assert in_page(page, PAGES) == pages, one
        assert [(row["id"], row["status"]) for row in outbox_rows(page)] == [(item, "waiting")], one
    page.context.unroute("**/offline/*")
    page.goto("/contacten/nieuw")
    vault_opens(page)
    assert in_page(page, KEYS) == keys


def test_cookie_that_names_another_user_costs_the_first_nothing(street_nurse: Page, proxy: Proxy):
    page = street_nurse
    keys = in_page(page, KEYS)
    (first,) = [cookie for cookie in page.context.cookies() if cookie["name"] == "user"]
    proxy.set("login", path="/offline/operations")
    queue(page, 2)
    become(page, "jongerenwerker")
    vault_opens(page)
    page.evaluate("(user) => { document.cookie = `user=${user}; path=/`; }", first["value"])
    page.goto("/contacten/nieuw")
    eventually(
        page,
        lambda: next(one["value"] for one in page.context.cookies() if one["name"] == "user") != first["value"],
        "the server setting the cookie right",
    )
    become(page, "straatverpleegkundige")
    vault_opens(page)
    assert in_page(page, KEYS) == keys
    assert in_page(page, OPEN)
    assert len(outbox_rows(page)) == 2


def test_queue_under_an_id_that_became_anothers_is_read_and_sent_under_the_next(street_nurse: Page, proxy: Proxy):
    page = street_nurse
    proxy.set("login", path="/offline/operations")
    page.goto("/contacten/nieuw")
    vault_opens(page)
    page.locator("label.chip", has_text="Anoniem").click()
    page.locator("label.chip", has_text="Buiten").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    old = in_page(page, DEVICE)
    in_page(
        page,
        """
        const { replaceDevice } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        await replaceDevice(signedInUser(), argument);
        """,
        old,
    )

    def of_another(route: Route) -> None:
        if old in (route.request.post_data or ""):
            route.fulfill(status=403, headers=JSON, body='{"error": "device_of_another"}')
        else:
            route.fallback()

    page.context.route("**/offline/operations", of_another)
    proxy.set("pass")
    page.goto("/onverzonden")
    vault_opens(page)
    all_sent(page)
    assert {row["device"] for row in outbox_rows(page)} == {in_page(page, DEVICE)} != {old}


def test_queue_of_an_earlier_id_that_is_still_ours_is_sent_as_it_is(street_nurse: Page, proxy: Proxy):
    page = street_nurse
    proxy.set("login", path="/offline/operations")
    queue(page, 1)
    old = in_page(page, DEVICE)
    in_page(page, "await (await module('store/identity')).replaceDevice(argument[0], argument[1]);", [
        in_page(page, "return (await module('page/user')).signedInUser();"), old,
    ])  # fmt: skip
    proxy.set("pass")
    page.goto("/onverzonden")
    eventually(page, lambda: all(row["status"] != "waiting" for row in outbox_rows(page)), "an answer")
    assert [row["device"] for row in outbox_rows(page)] == [old]


def test_two_tabs_that_make_the_vault_at_once_make_one(street_nurse: Page):
    made = in_page(
        street_nurse,
        """
        const { create } = await module('store/vault');
        const { deviceOf, keyrings } = await module('store/identity');
        const record = await deviceOf(crypto.randomUUID());
        const secret = crypto.getRandomValues(new Uint8Array(32));
        const both = await Promise.all([create(record, 'server', secret), create(record, 'server', secret)]);
        return [both[0].vault_public === both[1].vault_public, keyrings(both[1]).length];
        """,
    )
    assert made == [True, 1]


def test_portal_is_not_taken_for_the_end_of_the_session(street_nurse: Page, proxy: Proxy):
    page = street_nurse
    page.goto("/account")
    proxy.set("login", path="/uitloggen")
    page.get_by_role("button", name="Uitloggen").click()
    expect(page.locator("#status")).to_contain_text("Uitloggen lukt pas met netwerk")
    assert in_page(page, "return (await module('page/user')).signedInUser();")


def test_pages_and_files_of_a_portal_are_not_kept_in_place_of_ours(street_nurse: Page, proxy: Proxy):
    page = street_nurse
    form, last = "/contacten/nieuw", kept_pages()[-1]["path"]
    for path in (form, last):
        expect_kept(page, path)
    proxy.set("login")
    page.evaluate("() => navigator.serviceWorker.controller.postMessage({ type: 'freshen-pages' })")
    eventually(page, lambda: ("login", last) in [(one.mode, one.path) for one in proxy.seen], "asking for each")
    proxy.set("pass")
    assert "Onderdak" in page.evaluate("(path) => caches.match(path).then((found) => found.text())", form)


def test_device_record_of_an_older_release_keeps_the_ids_it_had(street_nurse: Page):
    found = in_page(
        street_nurse,
        """
        const { allDevices, deviceOf, keyrings, replaceDevice } = await module('store/identity');
        const { transact, asked } = await module('store/db');
        const user = crypto.randomUUID();
        const old = { user, device: 'd2', next_seq: 3, vault_public: 'p2', wraps: [], former: ['d1'] };
        await transact(['devices'], 'readwrite', (tx) => asked(tx.objectStore('devices').put(old)));
        const record = await replaceDevice(user, 'd2');
        return [allDevices(record).slice(1), keyrings(record).map(({ device }) => device)];
        """,
    )
    assert found == [["d2", "d1"], ["d2"]]

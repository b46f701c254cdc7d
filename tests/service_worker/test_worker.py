"""The service worker: its answers, the pages it never keeps, and the arrival of a new release."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.offline_browser.acts import ready
from tests.offline_browser.door import Door
from tests.offline_browser.modules import outbox_rows, queue
from tests.offline_browser.street import SECRET_SHELTER
from tests.service_worker.acts import in_routes, in_worker_module
from tests.support.browser import PHONE, all_sent, eventually
from tests.support.proxy import Proxy

ORIGIN = "https://onderdak.example"
EMPTY_FORMS = [
    "/clienten/nieuw",
    "/contacten/nieuw",
    "/doorverwijzingen/nieuw",
    "/kamers/punten",
    "/kamers/tips/nieuw",
    "/kamers/verzoeken/nieuw",
    "/huren-onder-voorwaarden/melden",
    "/plaatsingen/aanmelden",
]
SHELTER = "/bedden/0197fa3e-0000-7000-8000-000000000001"
COUNT_NOW = "/bedden/tellen"


@pytest.mark.parametrize(
    ("method", "path", "mode", "part", "strategy"),
    [
        ("GET", "/static/abc/js/app.js", "cors", None, "static"),
        ("GET", "/bedden", "navigate", None, "page"),
        ("GET", "/bedden?voor=man", "navigate", None, "page"),
        ("GET", "/bedden", "same-origin", "full", "page"),
        ("GET", "/bedden", "same-origin", "partial", None),
        ("GET", "/bedden", "cors", None, None),
        ("GET", "/bedden/vragen?opvang=1&soort=men", "navigate", None, "page"),
        ("GET", "/contacten/nieuw?herstel=1", "navigate", None, "page"),
        ("GET", "/onverzonden?item=1", "navigate", None, "shell"),
        ("GET", "/offline", "same-origin", "full", "shell"),
        ("GET", "/bedden?lang=en", "navigate", None, "navigation"),
        ("GET", "/clienten/1", "navigate", None, "navigation"),
        ("GET", "/clienten/1", "same-origin", "full", None),
        ("GET", "/clienten?vorm=csv", "navigate", None, None),
        ("GET", "/", "navigate", None, "navigation"),
        ("GET", f"{SHELTER}/tellen", "navigate", None, "page"),
        ("GET", f"{SHELTER}/tellen", "same-origin", "full", "page"),
        ("GET", f"{SHELTER}/tellen?lang=en", "navigate", None, "navigation"),
        ("GET", SHELTER, "navigate", None, "navigation"),
        ("GET", SHELTER, "same-origin", "full", "navigation"),
        ("GET", SHELTER, "same-origin", "partial", None),
        ("GET", f"{SHELTER}/komst", "same-origin", "full", None),
        ("GET", "/bedden/geen-id/tellen", "same-origin", "full", None),
        ("POST", f"{SHELTER}/tellen", "same-origin", "full", None),
        ("GET", COUNT_NOW, "navigate", None, "only"),
        ("GET", f"{COUNT_NOW}?lang=en", "navigate", None, "navigation"),
        ("GET", COUNT_NOW, "same-origin", "full", None),
        ("GET", "/offline/snapshot", "cors", None, None),
        ("GET", "/contacten/nieuw/wie", "same-origin", "partial", None),
        ("POST", "/bedden", "navigate", None, None),
        ("POST", "/offline/operations", "cors", None, None),
        ("GET", "https://elsewhere.example/bedden", "navigate", None, None),
    ],
)
def test_worker_answers_only_what_is_on_its_list(
    plain: Page, method: str, path: str, mode: str, part: str | None, strategy: str | None
) -> None:
    request = {"method": method, "url": path if "://" in path else ORIGIN + path, "mode": mode, "part": part}
    body = """
      const headers = new Headers(asked.part ? { 'HX-Request-Type': asked.part } : {});
      return worker.strategyFor(kept, { ...asked, headers }, 'https://onderdak.example');
    """
    assert in_routes(plain, body, request) == strategy


@pytest.mark.parametrize(
    ("path", "keys"),
    [
        ("/contacten/nieuw?herstel=1", ["/contacten/nieuw"]),
        ("/bedden?voor=man", ["/bedden"]),
        ("/bedden/vragen?opvang=1&soort=men&herstel=2", ["/bedden/vragen?opvang=1&soort=men", "/bedden/vragen"]),
        ("/bedden/vragen?herstel=2", ["/bedden/vragen"]),
    ],
)
def test_page_is_kept_without_what_only_the_phone_reads(plain: Page, path: str, keys: list[str]) -> None:
    found = in_routes(plain, "return worker.keysFor(kept, asked);", ORIGIN + path)
    assert found == [ORIGIN + key for key in keys]


@pytest.mark.parametrize(
    ("path", "instead"),
    [
        (SHELTER, f"{SHELTER}/tellen"),
        (f"{SHELTER}?lang=en", f"{SHELTER}/tellen"),
        (f"{SHELTER}/nachtlijst", None),
        ("/bedden/verblijf/0197fa3e-0000-7000-8000-000000000001", None),
        ("/clienten/1", None),
    ],
)
def test_count_form_stands_in_for_the_page_of_a_shelter_alone(plain: Page, path: str, instead: str | None) -> None:
    found = in_routes(plain, "return worker.insteadOf(kept, asked);", ORIGIN + path)
    assert found == (instead and ORIGIN + instead)


@pytest.mark.parametrize(
    ("path", "milliseconds"),
    [
        ("/", 2500),
        ("/contacten/nieuw", 600),
        ("/contacten/nieuw?client=1", 2500),
        ("/bedden", 2500),
        ("/bedden/vragen", 2500),
    ],
)
def test_nobody_waits_for_the_network_before_an_empty_form(plain: Page, path: str, milliseconds: int) -> None:
    assert in_routes(plain, "return worker.limitFor(kept, asked);", ORIGIN + path) == milliseconds


@pytest.mark.parametrize(
    ("status", "headers", "html", "kept"),
    [
        (200, {}, "<title>Bedden</title>", True),
        (200, {"Cache-Control": "private, no-cache"}, "<title>Bedden</title>", True),
        (200, {"Cache-Control": "no-store"}, "<title>Bedden</title>", False),
        (200, {}, "<title>Inloggen · Onderdak</title>", False),
        (200, {"Content-Type": "application/json"}, "{}", False),
        (404, {}, "<title>Bedden</title>", False),
        (500, {}, "<title>Bedden</title>", False),
    ],
)
def test_worker_keeps_only_whole_pages_of_this_build_that_may_be_kept(
    plain: Page, status: int, headers: dict[str, str], html: str, kept: bool
) -> None:
    body = """
      const [status, headers, html] = argument;
      const response = new Response(`${html}<script src="/static/b1/js/app.js">`, {
        status, headers: { 'Content-Type': 'text/html', ...headers } });
      return [await worker.mayKeep(response.clone(), 'b1'), await worker.mayKeep(response, 'b2')];
    """
    assert in_worker_module(plain, "strategies", body, [status, headers, html]) == [kept, False]


KEPT = """async () => {
  for (let turn = 0; turn < 200; turn += 1) {
    if (await caches.match('/onverzonden', { ignoreVary: true })) return true;
    await new Promise((resolve) => { setTimeout(resolve, 50); });
  }
  return false;
}"""


def worker_has_kept_its_pages(page: Page) -> None:
    """Before the network goes: the pages are kept a moment after the worker is in charge."""
    assert page.evaluate(KEPT)


def kept_pages(page: Page) -> list[str]:
    kept: list[str] = page.evaluate(
        """async () => {
          const names = await caches.keys();
          const all = await Promise.all(names.map(async (name) => (await (await caches.open(name)).keys())));
          const paths = all.flat().map((request) => new URL(request.url).pathname);
          return paths.filter((path) => !path.startsWith('/static/'));
        }"""
    )
    return sorted(kept)


KEPT_ALWAYS = sorted(["/bedden", "/bedden/vragen", "/hulp", "/wegwijzer", "/offline", "/onverzonden", *EMPTY_FORMS])


def test_personal_pages_are_in_no_cache(tab: Page) -> None:
    tab.goto("/clienten/c1")
    tab.goto(SHELTER)
    tab.goto("/")
    assert kept_pages(tab) == KEPT_ALWAYS


def keep(page: Page, path: str) -> None:
    page.evaluate("(path) => navigator.serviceWorker.controller.postMessage({ type: 'keep', path })", path)


def test_count_form_is_kept_on_request_and_stands_in_for_the_page_of_its_shelter(tab: Page, street: Proxy) -> None:
    keep(tab, f"{SHELTER}/tellen")
    eventually(tab, lambda: f"{SHELTER}/tellen" in kept_pages(tab), "keeping the form")
    tab.goto(SHELTER)
    expect(tab.locator("h1")).to_contain_text("opvang")
    street.set("drop")
    tab.goto(SHELTER)
    expect(tab.locator("h1")).to_have_text("Pagina telling")
    expect(tab.get_by_text("Geen netwerk. Stand van vandaag")).to_be_visible()
    tab.goto(SHELTER[:-1] + "2")
    expect(tab.locator("[data-offline-shell]")).to_be_visible()


def test_worker_keeps_no_form_of_a_womens_shelter_and_no_other_page_on_request(tab: Page) -> None:
    for path in (f"/bedden/{SECRET_SHELTER}/tellen", SHELTER, "/clienten/c1", f"{SHELTER}/tellen"):
        keep(tab, path)
    eventually(tab, lambda: f"{SHELTER}/tellen" in kept_pages(tab), "keeping the last of them")
    assert kept_pages(tab) == sorted([*KEPT_ALWAYS, f"{SHELTER}/tellen"])


@pytest.mark.parametrize("mode", ["drop", "hang"])
def test_shortcut_to_the_count_leads_to_the_only_shelter_whose_form_is_kept(
    tab: Page, street: Proxy, mode: str
) -> None:
    for shelter in (f"/bedden/{SECRET_SHELTER}", SHELTER):
        keep(tab, f"{shelter}/tellen")
    eventually(tab, lambda: f"{SHELTER}/tellen" in kept_pages(tab), "keeping the form")
    street.set(mode)
    tab.goto(COUNT_NOW)
    expect(tab).to_have_url(re.compile(f"{SHELTER}$"))
    expect(tab.locator("h1")).to_have_text("Pagina telling")


def test_shortcut_to_the_count_of_a_womens_shelter_alone_finds_nothing_on_the_phone(tab: Page, street: Proxy) -> None:
    secret = f"/bedden/{SECRET_SHELTER}/tellen"
    keep(tab, secret)
    eventually(tab, lambda: secret in [one.path for one in street.seen], "asking for the form")
    street.set("drop")
    tab.goto(COUNT_NOW)
    expect(tab.locator("[data-offline-shell]")).to_be_visible()
    expect(tab).to_have_url(re.compile(f"{COUNT_NOW}$"))
    assert kept_pages(tab) == KEPT_ALWAYS


def test_another_language_or_user_fetches_a_kept_form_again(tab: Page, street: Proxy) -> None:
    keep(tab, f"{SHELTER}/tellen")
    eventually(tab, lambda: f"{SHELTER}/tellen" in kept_pages(tab), "keeping the form")
    street.forget()
    tab.evaluate("() => navigator.serviceWorker.controller.postMessage({ type: 'freshen-pages' })")
    eventually(tab, lambda: f"{SHELTER}/tellen" in [one.path for one in street.seen], "fetching it again")


@pytest.mark.parametrize("strategy", ["networkFirst", "cacheThenRenew", "cacheFirst"])
def test_full_phone_gets_what_it_has_no_room_to_keep(plain: Page, strategy: str) -> None:
    text = in_worker_module(
        plain,
        "strategies",
        """
        const cache = {
          match: async () => undefined,
          put: () => Promise.reject(new DOMException('full', 'QuotaExceededError')),
        };
        const kind = argument === 'cacheFirst' ? 'text/css' : 'text/html';
        const page = () => new Response('<script src="/static/b/js/app.js">', { headers: { 'Content-Type': kind } });
        const context = { cache, build: 'b', fetchWith: async () => page(), match: async () => undefined };
        const asked = {
          networkFirst: () => worker.networkFirst('/x', ['/x'], context, 5000),
          cacheThenRenew: () => worker.cacheThenRenew('/x', '/x', context),
          cacheFirst: async () => ({ response: await worker.cacheFirst('/x', context) }),
        };
        const { response } = await asked[argument]();
        return response?.text();
        """,
        strategy,
    )
    assert text == '<script src="/static/b/js/app.js">'


PAGE_ALONE = """async () => {
  const build = new URL(document.querySelector('script[src$="/js/app.js"]').src).pathname.split('/')[2];
  await (await caches.open(`pages-${build}`)).put('/onverzonden', new Response('a page without its worker'));
}"""


def test_worker_whose_file_did_not_come_is_tried_again_when_the_network_is_back(
    browser: Browser, door: Door, street: Proxy
) -> None:
    missing = "/static/weg.js"
    door.also_kept = [missing]
    context = browser.new_context(**PHONE, base_url=street.url)
    page = context.new_page()
    page.goto("/als/sanne")
    eventually(page, lambda: any(one.path == missing for one in street.seen), "asking for the file")
    gone = "async () => (await navigator.serviceWorker.getRegistration()) === undefined"
    eventually(page, lambda: page.evaluate(gone), "failing")
    page.evaluate(PAGE_ALONE)
    door.also_kept = []
    page.evaluate("() => dispatchEvent(new Event('online'))")
    ready(page)
    context.close()


def test_static_files_come_without_network(tab: Page, street: Proxy) -> None:
    worker_has_kept_its_pages(tab)
    street.set("drop")
    tab.goto("/onverzonden")
    all_sent(tab)
    assert tab.evaluate("() => getComputedStyle(document.querySelector('.bar')).display") == "flex"


def test_new_release_waits_until_it_is_wanted_and_never_takes_what_is_typed(
    tab: Page, door: Door, door_server: SimpleNamespace
) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    tab.get_by_label("Notitie").fill("midden in een zin")
    door.release = "2"
    tab.evaluate("async () => { await (await navigator.serviceWorker.getRegistration()).update(); }")
    expect(tab.get_by_text("Er is een nieuwe versie")).to_be_visible()
    tab.wait_for_timeout(500)  # long enough for a take-over that should not happen
    expect(tab.get_by_label("Notitie")).to_have_value("midden in een zin")
    expect(tab.locator("[data-draft-status]")).to_be_visible()
    with tab.expect_event("load"):
        tab.get_by_role("button", name="Nu vernieuwen").click()
    expect(tab.get_by_label("Notitie")).to_have_value("midden in een zin")
    expect(tab.get_by_text("Er is een nieuwe versie")).to_have_count(0)


def test_worker_sends_by_itself_when_the_browser_wakes_it(tab: Page, door: Door, street: Proxy) -> None:
    street.set("login", path="/offline/operations")
    queue(tab, 2)
    scope = street.url + "/"
    registration = tab.evaluate("async () => (await navigator.serviceWorker.ready).scope")
    assert registration == scope
    session = tab.context.new_cdp_session(tab)
    known: list[dict[str, Any]] = []
    session.on("ServiceWorker.workerRegistrationUpdated", lambda told: known.extend(told["registrations"]))
    session.send("ServiceWorker.enable")
    eventually(tab, lambda: any(one["scopeURL"] == scope for one in known), "the registration")
    identity = next(one["registrationId"] for one in known if one["scopeURL"] == scope)
    blank = tab.context.new_page()
    tab.goto("about:blank")
    street.set("pass")
    sync = {"origin": street.url, "registrationId": identity, "tag": "outbox", "lastChance": False}
    session.send("ServiceWorker.dispatchSyncEvent", sync)
    eventually(blank, lambda: len(door.effects) == 2, "sending")
    blank.goto("/onverzonden")
    told = ["delivered", "delivered"]
    eventually(blank, lambda: [row["status"] for row in outbox_rows(blank)] == told, "hearing of it")

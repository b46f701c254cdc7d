"""A phone allows messages, hears of a question through a push service, and shows it without a name."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect

from tests.beds.night import BY_HAND
from tests.beds.taps import shelter_id
from tests.support.browser import PHONE, eventually, expect_kept
from tests.support.proxy import Proxy
from tests.support.push_service import PushService, Receiver
from tests.support.servers import Server

HOUSE, NURSE = "opvang", "straatverpleegkundige"
ON = "Zet meldingen aan"
SHOWN = """async () => (await (await navigator.serviceWorker.ready).getNotifications())
  .map(({ title, body, tag, lang }) => ({ title, body, tag, lang }))"""
# No push service on the internet can be reached here: a replacement gives its answer to the browser.
SUBSCRIBING = """({ endpoint, p256dh, auth }) => {
  const plain = (text) => atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  const bytes = (text) => Uint8Array.from(plain(text), (one) => one.charCodeAt(0)).buffer;
  const subscription = {
    endpoint,
    getKey: (name) => bytes({ p256dh, auth }[name]),
    unsubscribe: async () => { sessionStorage.removeItem('subscribed'); return true; },
  };
  PushManager.prototype.subscribe = async ({ userVisibleOnly, applicationServerKey }) => {
    if (!userVisibleOnly || applicationServerKey.byteLength !== 65) throw new TypeError('no key');
    sessionStorage.setItem('subscribed', 'yes');
    return subscription;
  };
  PushManager.prototype.getSubscription = async () => (sessionStorage.getItem('subscribed') ? subscription : null);
}"""


@pytest.fixture
def origin(start_server: Callable[[], Server]) -> Iterator[str]:
    proxy = Proxy(start_server().port)
    yield proxy.url
    proxy.close()


@pytest.fixture
def receiver(service: PushService) -> Receiver:
    return service.browser()


@pytest.fixture
def context(browser: Browser, origin: str, receiver: Receiver) -> Iterator[BrowserContext]:
    """A phone whose browser would get this address."""
    context = browser.new_context(**PHONE, base_url=origin)
    context.add_init_script(f"({SUBSCRIBING})({receiver.said})")
    yield context
    context.close()


def account(context: BrowserContext, name: str, language: str = "nl") -> Page:
    page = context.pages[0] if context.pages else context.new_page()
    page.request.post("/demo/inloggen", form={"user": name})
    page.goto(f"/account?lang={language}")
    return page


def deliver(page: Page, message: dict[str, Any], origin: str) -> None:
    """As the browser does with what a push service brings."""
    cdp = page.context.new_cdp_session(page)
    found: list[str] = []
    cdp.on(
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(
            one["registrationId"] for one in event["registrations"] if one["scopeURL"].startswith(origin)
        ),
    )
    cdp.send("ServiceWorker.enable")
    eventually(page, lambda: bool(found), "hearing of the worker")
    cdp.send(
        "ServiceWorker.deliverPushMessage",
        {
            "origin": origin,
            "registrationId": found[-1],
            "data": json.dumps(message),
        },
    )


def test_phone_shows_that_a_question_waits(context: BrowserContext, origin: str, service: PushService) -> None:
    context.grant_permissions(["notifications"], origin=origin)
    page = account(context, HOUSE)
    expect_kept(page, "/onverzonden")
    page.get_by_role("button", name=ON).tap()
    expect(page.locator("[data-push-state]")).to_have_text("Meldingen staan aan op deze telefoon.")
    expect(page.get_by_role("button", name=ON)).to_be_hidden()
    nurse = page.context.browser.new_context(base_url=origin)
    nurse.request.post("/demo/inloggen", form={"user": NURSE})
    asks = nurse.new_page()
    asks.goto("/bedden")
    form = {"shelter": shelter_id(asks, BY_HAND), "category": "mixed", "age_group": "adult", "gender": "unsaid"}
    assert nurse.request.post("/bedden/vragen", form={**form, "persons": "1", "alias": "Rooie Piet"}).ok
    nurse.close()
    deliver(page, service.next(), origin)
    eventually(page, lambda: page.evaluate(SHOWN) != [], "showing it")
    assert page.evaluate(SHOWN) == [
        {"title": "Onderdak", "body": "1 vraag over een bed", "tag": "question", "lang": "nl"}
    ]
    deliver(page, {"news": "question", "count": 3}, origin)
    eventually(page, lambda: page.evaluate(SHOWN)[0]["body"] == "3 vragen over bedden", "taking its place")
    assert len(page.evaluate(SHOWN)) == 1


def test_words_are_those_of_the_language_it_was_switched_on_in(context: BrowserContext, origin: str) -> None:
    context.grant_permissions(["notifications"], origin=origin)
    page = account(context, NURSE, "en")
    expect_kept(page, "/onverzonden")
    page.locator("[data-push-on]").tap()
    expect(page.locator("[data-push-off]")).to_be_visible()
    deliver(page, {"news": "answer", "count": 1}, origin)
    eventually(page, lambda: page.evaluate(SHOWN) != [], "showing it")
    assert page.evaluate(SHOWN) == [{"title": "Onderdak", "body": "Answer about a bed", "tag": "answer", "lang": "en"}]


def test_message_that_says_nothing_we_know_is_shown_all_the_same(context: BrowserContext, origin: str) -> None:
    context.grant_permissions(["notifications"], origin=origin)
    page = account(context, NURSE)
    expect_kept(page, "/onverzonden")
    deliver(page, {"news": "weather"}, origin)
    eventually(page, lambda: page.evaluate(SHOWN) != [], "showing it")
    assert page.evaluate(SHOWN)[0]["title"] == "Onderdak"


def test_it_is_switched_off_where_it_was_switched_on(context: BrowserContext, origin: str) -> None:
    context.grant_permissions(["notifications"], origin=origin)
    page = account(context, NURSE)
    expect_kept(page, "/onverzonden")
    page.get_by_role("button", name=ON).tap()
    with page.expect_response("**/meldingen/uit") as told:
        page.get_by_role("button", name="Zet meldingen uit").tap()
    assert told.value.status == 200
    expect(page.get_by_role("button", name=ON)).to_be_visible()
    expect(page.locator("[data-push-state]")).to_have_text("")


def test_another_user_of_the_phone_switches_it_on_for_themselves(context: BrowserContext, origin: str) -> None:
    context.grant_permissions(["notifications"], origin=origin)
    page = account(context, NURSE)
    expect_kept(page, "/onverzonden")
    page.get_by_role("button", name=ON).tap()
    expect(page.locator("[data-push-off]")).to_be_visible()
    page = account(context, HOUSE)
    expect(page.get_by_role("button", name=ON)).to_be_visible()
    with page.expect_response("**/meldingen") as again:  # of the first: hears on with a new session
        account(context, NURSE)
    assert again.value.status == 200
    expect(page.locator("[data-push-off]")).to_be_visible()


def test_phone_that_refuses_is_told_where_to_allow_it(context: BrowserContext) -> None:
    context.add_init_script("Object.defineProperty(Notification, 'permission', { get: () => 'denied' });")
    page = account(context, NURSE)
    expect(page.locator("[data-push-state]")).to_contain_text("houdt meldingen van Onderdak tegen")
    expect(page.get_by_role("button", name=ON)).to_be_hidden()


def test_browser_without_messages_is_told_so(context: BrowserContext) -> None:
    context.add_init_script("delete window.PushManager;")
    page = account(context, NURSE)
    expect(page.locator("[data-push-state]")).to_contain_text("Deze browser kan dit niet")

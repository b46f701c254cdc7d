"""Rounds in which the worker fetches its pages: one at a time, whole or done again, and nothing lost on the way."""

from __future__ import annotations

import random

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.offline_browser.acts import ready, sign_in
from tests.offline_browser.modules import in_page
from tests.service_worker.acts import in_worker_module
from tests.support.browser import PHONE, eventually, expect_kept
from tests.support.proxy import Proxy
from webapp.features import kept_pages
from webapp.web.remainder import without_shell

LAST = kept_pages()[-1]["path"]
"""The last page of a round."""


def fetched(street: Proxy) -> list[str]:
    return [one.path for one in street.seen if one.mode == "pass"]


def test_late_answer_to_who_was_signed_in_before_undoes_nothing(plain: Page) -> None:
    asked = in_worker_module(
        plain,
        "keep",
        """
        const real = window.fetch;
        const answers = [];
        const asked = [];
        window.fetch = () => new Promise((resolve) => answers.push(resolve));
        const rounds = [worker.keepPages('b', ['/x']), worker.keepPages('b', ['/x'])];
        for (let round = 0; round < 2; round += 1) {
          while (answers.length <= round) await new Promise((resolve) => setTimeout(resolve, 10));
          await new Promise((resolve) => setTimeout(resolve, 50)); // in which the next one would ask
          asked.push(answers.length);
          answers[round](new Response('', { status: 401 }));
        }
        await Promise.all(rounds);
        window.fetch = real;
        return asked;
        """,
    )
    assert asked == [1, 2], "the second round asks after the first was answered"


def test_page_that_never_comes_holds_up_no_later_round(plain: Page) -> None:
    asked = in_worker_module(
        plain,
        "keep",
        """
        const [real, limit] = [window.fetch, AbortSignal.timeout];
        AbortSignal.timeout = () => limit.call(AbortSignal, 100);
        const asked = [];
        window.fetch = (path, { signal }) => new Promise((_resolve, reject) => {
          asked.push(path);
          signal?.addEventListener('abort', () => reject(signal.reason));
        });
        worker.keepPages('b', ['/never']);
        await Promise.race([worker.keepPages('b', ['/next']), new Promise((resolve) => setTimeout(resolve, 3000))]);
        [window.fetch, AbortSignal.timeout] = [real, limit];
        return asked;
        """,
    )
    assert asked == ["/never", "/next"]


def test_kept_pages_stay_when_they_cannot_be_fetched_again(tab: Page, street: Proxy) -> None:
    street.set("drop")
    tab.evaluate("() => navigator.serviceWorker.controller.postMessage({ type: 'freshen-pages' })")
    tab.wait_for_timeout(1000)  # as long as fetching them takes
    assert tab.evaluate("async () => Boolean(await caches.match('/contacten/nieuw'))")


def test_round_that_missed_a_page_is_done_again_until_it_is_whole(tab: Page, street: Proxy) -> None:
    eventually(tab, lambda: in_page(tab, "return (await module('store/db')).readMeta('pages');"), "the first round")
    street.set("login", path="/contacten/nieuw")
    in_page(tab, "const { writeMeta } = await module('store/db'); await writeMeta('pages', undefined);")
    street.forget()
    tab.reload()
    eventually(tab, lambda: LAST in fetched(street), "the end of a round")
    street.set("pass")
    street.forget()
    tab.reload()
    eventually(tab, lambda: "/contacten/nieuw" in fetched(street), "a second round")
    eventually(
        tab, lambda: in_page(tab, "return (await module('store/db')).readMeta('pages');"), "the mark of a whole one"
    )
    street.forget()
    tab.reload()
    ready(tab)
    assert "/contacten/nieuw" not in fetched(street)


def test_who_has_to_sign_in_first_loses_no_form(plain: Page) -> None:
    left = in_worker_module(
        plain,
        "keep",
        """
        const real = window.fetch;
        const page = '<title>Inloggen</title><script type="module" src="/static/b/js/app.js"></script>';
        const redirected = (response) => Object.defineProperty(response, 'redirected', { value: true });
        const cache = await caches.open(worker.pagesOf('b'));
        const whole = [];
        const left = [];
        for (const isRedirected of [true, false]) {
          await cache.put(new URL('/x', location.origin).href, new Response('kept'));
          const headers = { 'Content-Type': 'text/html' };
          const response = new Response(page, { status: isRedirected ? 200 : 403, headers });
          window.fetch = async () => (isRedirected ? redirected(response) : response);
          whole.push(await worker.keepPages('b', ['/x']));
          left.push(Boolean(await cache.match('/x')));
        }
        window.fetch = real;
        await caches.delete(worker.pagesOf('b'));
        return [whole, left];
        """,
    )
    assert left == [[False, True], [True, False]]


def test_shell_of_nobody_takes_no_place_and_ends_no_round(plain: Page) -> None:
    left = in_worker_module(
        plain,
        "keep",
        """
        const real = window.fetch;
        const page = '<script type="module" src="/static/b/js/app.js"></script>';
        const cache = await caches.open(worker.pagesOf('b'));
        await cache.put(new URL('/x', location.origin).href, new Response('kept'));
        const headers = { 'Content-Type': 'text/html', 'Cache-Control': 'no-store' };
        window.fetch = async () => new Response(page, { headers });
        const isWhole = await worker.keepPages('b', ['/x']);
        window.fetch = real;
        const text = await (await cache.match('/x')).text();
        await caches.delete(worker.pagesOf('b'));
        return [isWhole, text];
        """,
    )
    assert left == [False, "kept"]


@pytest.mark.usefixtures("door")
def test_first_visit_asks_for_nothing_twice(browser: Browser, street: Proxy) -> None:
    context = browser.new_context(**PHONE, base_url=street.url)
    page = context.new_page()
    sign_in(page, "sanne")
    eventually(page, lambda: in_page(page, "return (await module('store/db')).readMeta('pages');"), "the first round")
    page.reload()
    ready(page)
    paths = [one.path for one in street.seen]
    context.close()
    assert {path for path in paths if path.startswith("/static/") and paths.count(path) > 1} == set()
    assert [paths.count(path) for path in ("/offline/keys", "/contacten/nieuw", LAST)] == [1, 1, 1]
    assert paths.index("/offline/keys") < paths.index("/service-worker.js"), "the page goes first"


def test_page_that_the_worker_passed_over_is_looked_after_all_the_same(tab: Page, street: Proxy) -> None:
    cdp = tab.context.new_cdp_session(tab)
    with tab.expect_navigation():
        cdp.send("Page.reload", {"ignoreCache": True})  # nobody is in charge of such a page
    eventually(tab, lambda: tab.evaluate("() => navigator.serviceWorker.controller !== null"), "taking charge")
    street.set("drop")
    tab.get_by_role("link", name="Bedden").first.click()
    expect(tab.locator("h1")).to_have_text("Bedden vannacht")


def test_page_that_came_without_its_shell_is_kept_whole(tab: Page) -> None:
    eventually(tab, lambda: in_page(tab, "return (await module('store/db')).readMeta('pages');"), "the first round")
    kept, served, part = tab.evaluate(
        """async () => {
            const page = '/onverzonden';
            const tag = (await caches.match('/offline')).headers.get('X-Onderdak-Shell');
            const asked = async (headers) => (await fetch(page, { headers, cache: 'no-store' })).text();
            const kept = await (await caches.match(page)).text();
            return [kept, await asked({}), await asked({ 'X-Onderdak-Shell': tag })];
        }"""
    )
    assert kept == served
    assert "\x01" in part
    assert len(part) < len(served)


def test_worker_puts_together_what_the_server_took_apart(plain: Page) -> None:
    chance = random.Random(12)
    words = ["", "<p>", "</p>", "é 🙂", " a", "1,2", "\r", "\u2028"]
    pairs = [["\n".join(chance.choices(words, k=chance.randrange(12))) for _ in range(2)] for _ in range(300)]
    parts = [[without_shell(whole, shell), shell] for whole, shell in pairs]
    body = "return argument.map(([rest, shell]) => worker.madeWhole(rest, shell));"
    assert in_worker_module(plain, "remainder", body, parts) == [whole for whole, _ in pairs]


FRESHEN = "(mark) => navigator.serviceWorker.controller.postMessage({ type: 'freshen-pages', mark })"
KEPT = "async (path) => Boolean(await caches.match(path))"


def test_round_that_is_done_again_keeps_what_its_user_opened_meanwhile(tab: Page, street: Proxy) -> None:
    def freshen(mark: str) -> None:
        street.forget()
        tab.evaluate(FRESHEN, mark)
        eventually(tab, lambda: LAST in fetched(street), "the end of a round")

    form = "/bedden/vragen?opvang=1&soort=mixed"
    eventually(tab, lambda: in_page(tab, "return (await module('store/db')).readMeta('pages');"), "the first round")
    mine = in_page(tab, "return (await module('store/db')).readMeta('pages');")
    tab.goto(form)
    expect_kept(tab, form)
    in_page(tab, "const { writeMeta } = await module('store/db'); await writeMeta('pages', undefined);")
    freshen(mine)
    assert tab.evaluate(KEPT, form)
    freshen("joris|nl")
    assert not tab.evaluate(KEPT, form)

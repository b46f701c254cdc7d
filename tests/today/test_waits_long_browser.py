"""What waits on a phone: how long already, and whether the browser promised to keep it."""

from __future__ import annotations

import re
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.support.browser import all_sent, eventually, expect_kept, vault_opens
from tests.support.proxy import Proxy

LATER = """async (hours) => {
  const { modules } = await import(document.querySelector('script[src$="/js/app.js"]').src);
  modules['js/now.js'].learn(Date.now() + hours * 3600000);
  const { modules: offline } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  offline['js/offline/outbox/channel.js'].announce({ type: 'changed', items: [] });
}"""
HAS_HOME = """async () => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const { deviceOf } = modules['js/offline/store/identity.js'];
  const { device } = await deviceOf(modules['js/offline/page/user.js'].signedInUser());
  return await modules['js/offline/store/vault.js'].read(device, 'page:/') !== null;
}"""
SINCE = re.compile(r"Het oudste wacht sinds (gisteren|[a-z]{2} \d+ )")
"""After ten at night, 26 hours on is the day after tomorrow."""
PROMISED = "navigator.storage.persisted = async () => %s;"


@pytest.fixture
def unsent(at: Any, proxy: Proxy) -> Page:
    """A phone with a contact that waits for a network."""
    page: Page = at("straatverpleegkundige", "/contacten/nieuw")
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    eventually(page, lambda: page.evaluate(HAS_HOME), "keeping the home screen")
    proxy.set("drop")
    for words in ("Anoniem", "Buiten"):
        page.locator("label.chip", has_text=words).first.tap()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    return page


def test_what_waits_longer_than_a_day_asks_for_a_network(unsent: Page, proxy: Proxy) -> None:
    unsent.get_by_role("link", name="Vandaag").tap()
    line = unsent.locator("[data-outbox-line]")
    expect(line).to_contain_text("1 nog niet verzonden")
    expect(line).not_to_contain_text("Het oudste wacht sinds")
    unsent.evaluate(LATER, 26)
    expect(line).to_contain_text(SINCE)
    proxy.set("pass")
    all_sent(unsent)
    expect(line).to_be_hidden()


@pytest.mark.parametrize("is_promised", [True, False])
def test_page_tells_whether_the_browser_keeps_it(unsent: Page, is_promised: bool) -> None:
    unsent.evaluate(PROMISED % str(is_promised).lower())
    unsent.evaluate("document.dispatchEvent(new Event('onderdak:page'))")
    warning = unsent.get_by_text("Deze browser mag dit opruimen")
    expect(unsent.locator("[data-kept]")).to_be_visible(visible=is_promised)
    expect(warning).to_be_visible(visible=not is_promised)

"""What a failed test tells about its pages."""

from __future__ import annotations

from playwright.sync_api import Browser, Page, expect

from tests.support.open_pages import sections
from tests.support.proxy import Proxy


def test_each_open_page_tells_its_address_its_text_and_its_errors(browser: Browser, page: Page, proxy: Proxy) -> None:
    page.goto("/demo")
    page.evaluate("console.error('mislukt'); setTimeout(() => { document.title = 'gegooid'; throw new Error('ach') })")
    expect(page).to_have_title("gegooid")
    page.context.new_page()
    (first, told), (second, empty) = sections([browser, page, proxy])
    assert (first, second, empty.strip()) == ("page 1", "page 2", "about:blank")
    assert told.startswith(f"{proxy.url}/demo\n")
    assert "console error: mislukt" in told
    assert "thrown: ach" in told
    assert 'heading "Kies wie je bent"' in told

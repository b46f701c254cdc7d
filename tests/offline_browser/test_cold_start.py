"""A network that says nothing: within a few seconds something readable, later the page itself."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.offline_browser.acts import expect_blocked, read_ahead
from tests.offline_browser.door import Door
from tests.support.browser import eventually
from tests.support.proxy import Proxy

SHELL = "[data-offline-shell]"
NOTICE = "[data-age-notice]"
FORGET = """async (path) => {
  for (const name of await caches.keys()) await (await caches.open(name)).delete(path, { ignoreVary: true });
}"""


@pytest.mark.parametrize("path", ["/", "/contacten/x", "/meer"])
def test_silent_network_leaves_no_white_screen(tab: Page, street: Proxy, path: str) -> None:
    street.set("hang")
    tab.goto(path)
    expect(tab.locator(SHELL)).to_contain_text("netwerk antwoordt nog niet")
    expect(tab.get_by_role("link", name="Contact vastleggen")).to_be_visible()


def test_form_that_is_not_kept_leaves_no_white_screen_either(tab: Page, street: Proxy) -> None:
    street.set("hang")  # first, for the worker may be fetching its pages once more
    tab.evaluate(FORGET, "/bedden")
    tab.goto("/bedden")
    expect(tab.locator(SHELL)).to_contain_text("netwerk antwoordt nog niet")


def test_home_screen_comes_by_itself_when_the_network_answers(tab: Page, street: Proxy) -> None:
    street.set("hang")
    tab.goto("/")
    expect(tab.locator(SHELL)).to_be_visible()
    street.set("pass")
    expect(tab.locator("h1")).to_have_text("Vandaag")
    expect(tab.locator(SHELL)).to_have_count(0)


def test_page_out_of_the_vault_stands_there_while_the_network_is_silent(
    tab: Page, door: Door, street: Proxy, complaints: list[str]
) -> None:
    read_ahead(tab, door)
    street.set("hang", path="/clienten/")
    tab.goto("/clienten/c1")
    expect(tab.locator("h1")).to_have_text("Rooie Piet")
    expect(tab.locator(NOTICE)).to_contain_text("Het netwerk antwoordt nog niet. Stand van vandaag")
    expect_blocked(complaints)


def test_late_answer_takes_the_place_of_the_shell(tab: Page, street: Proxy) -> None:
    street.set("hold", path="/contacten/x")
    tab.goto("/contacten/x")
    expect(tab.locator(SHELL)).to_be_visible()
    street.set("pass")
    expect(tab.locator("h1")).to_have_text("Pagina x")
    expect(tab.locator(SHELL)).to_have_count(0)


def test_late_answer_that_leads_elsewhere_is_followed(tab: Page, street: Proxy) -> None:
    street.set("hold", path="/als/")
    tab.goto("/als/sanne")
    expect(tab.locator(SHELL)).to_be_visible()
    street.set("pass")
    eventually(tab, lambda: tab.url == f"{street.url}/", "the page it led to")
    expect(tab.locator("h1")).to_have_text("Vandaag")


def test_what_is_being_filled_in_stays_when_the_network_is_back(tab: Page, street: Proxy) -> None:
    street.set("drop")
    tab.goto("/bedden")
    expect(tab.locator(NOTICE)).to_be_visible()
    tab.evaluate(
        """() => {
          const form = document.createElement('form');
          const field = Object.assign(document.createElement('input'), { name: 'free', defaultValue: '2' });
          form.append(field);
          document.querySelector('main').append(form);
          field.value = '3';
        }"""
    )
    street.set("pass")
    expect(tab.locator(NOTICE)).to_contain_text("Er is weer netwerk", timeout=9000)
    expect(tab.locator("main input[name=free]")).to_have_value("3")

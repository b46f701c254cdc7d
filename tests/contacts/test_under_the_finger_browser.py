"""Whoever comes late into a form has a place already: nothing that can be tapped moves."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.contacts.acts import CHOICES, NURSE
from tests.offline_browser.modules import in_page
from tests.support.browser import eventually, vault_opens
from tests.support.proxy import Proxy

PLACES = """() => [...document.querySelectorAll('main label, main legend, main summary, .main-action button')]
  .filter((one) => !one.closest('.known'))
  .map((one) => Math.round(one.getBoundingClientRect().top))"""
KNOWN = "[data-choices] label"
KNOW_ONE_MORE = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { read, write } = await module('store/vault');
  const record = await deviceOf(signedInUser());
  const choices = await read(record.device, 'choices');
  choices.clients.unshift({ value: '00000000-0000-7000-8000-000000000001', label: 'Alleen hier (demo)' });
  await write(record, 'choices', choices);
"""
NOTE_SWAPS = """() => {
  window.swapped = [];
  document.addEventListener('htmx:after:swap', ({ detail }) => window.swapped.push(detail.ctx.request.action));
}"""
IDS = """() => [...document.querySelectorAll('[data-choices] input')].map((one) => one.value)"""
ORDER = """() => [...document.querySelectorAll('[data-choices] label')].map((one) => one.textContent.trim())"""


@pytest.mark.parametrize("path", ["/contacten/nieuw", "/bedden/vragen"])
def test_nothing_moves_when_people_come_in(at: Any, proxy: Proxy, path: str) -> None:
    proxy.set("hold", path="/contacten/nieuw/wie")
    page: Page = at(NURSE, path)
    first = page.evaluate(PLACES)
    proxy.set("pass")
    expect(page.locator(KNOWN).first).to_be_visible()
    assert page.evaluate(PLACES) == first
    expect(page.locator("[data-person] label").nth(0)).to_contain_text("Anoniem")
    expect(page.locator("[data-person] label").nth(1)).to_contain_text("Iemand anders")


@pytest.mark.parametrize("path", ["/contacten/nieuw", "/bedden/vragen"])
def test_kept_draft_is_still_said_to_be_kept_when_people_come_in(at: Any, proxy: Proxy, path: str) -> None:
    proxy.set("hold", path="/contacten/nieuw/wie")
    page: Page = at(NURSE, path)
    page.evaluate(NOTE_SWAPS)
    vault_opens(page)
    page.locator("main form textarea[name=note]").fill("Twee tassen")
    expect(page.locator("[data-draft-status]")).to_be_visible()
    proxy.set("pass")
    eventually(page, lambda: page.evaluate("window.swapped.some((path) => path.endsWith('/wie'))"), "their names")
    expect(page.locator("[data-draft-status]")).to_be_visible()


def test_who_stands_there_stays_there_when_the_phone_knows_them_too(at: Any, proxy: Proxy) -> None:
    page: Page = at(NURSE, "/contacten/nieuw")
    eventually(page, lambda: in_page(page, CHOICES) > 0, "the choices of the phone")
    in_page(page, KNOW_ONE_MORE)
    proxy.set("hold", path="/offline/vault")
    page.reload()
    expect(page.locator(KNOWN).first).to_be_visible()
    page.locator(KNOWN).nth(1).tap()
    before = page.evaluate(ORDER)
    proxy.set("pass")
    expect(page.locator(KNOWN, has_text="Alleen hier")).to_have_count(1)
    assert page.evaluate(ORDER)[: len(before)] == before
    assert len(set(page.evaluate(IDS))) == len(page.evaluate(IDS))
    expect(page.locator(KNOWN).nth(1).locator("input")).to_be_checked()

"""A phone in other hands shows nothing; in its owner's it opens by one gesture, also without network."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.offline_browser.modules import in_page
from tests.support.proxy import Proxy

pytestmark = pytest.mark.one_store
UNLOCK = "Ontgrendel met je passkey"
WRAPS = """
  const { deviceOf, signedInUser } = await module('identity');
  return (await deviceOf(signedInUser())).wraps.map(({ kind }) => kind.slice(0, 4)).sort();
"""


def test_passkey_opens_the_phone_after_a_reload_without_network(nurse: Page, proxy: Proxy):
    assert in_page(nurse, WRAPS) == ["prf:", "serv"]
    proxy.set("drop")
    nurse.goto("/")
    expect(nurse.locator("h1")).to_have_text("Deze pagina is op slot")
    seen = len(proxy.seen)
    nurse.get_by_role("button", name=UNLOCK).click()
    expect(nurse.locator("h1")).to_contain_text("Demo")
    assert len(proxy.seen) == seen, "nothing was sent"

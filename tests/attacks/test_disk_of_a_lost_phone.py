"""The disk of a lost phone: no secret on it; and after it was closed, no key."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.attacks.acts import (
    DEVICE,
    NOTE,
    UNLOCK,
    WRAPS,
    AddPasskey,
    become,
    become_used,
    enter,
    log_contact,
    sign_in,
    sign_out,
)
from tests.offline_browser.acts import search
from tests.offline_browser.modules import in_page
from tests.support.browser import PHONE, Phone, eventually, expect_kept
from tests.support.proxy import Proxy
from webapp.keys import encode

pytestmark = pytest.mark.one_store


def test_phone_that_was_closed_loses_its_keys_at_its_next_contact_and_keeps_what_is_sealed(
    nurse: Page, proxy: Proxy, browser: Browser, name: str
):
    become_used(nurse)
    for path in ("/contacten/nieuw", "/onverzonden"):
        expect_kept(nurse, path)
    proxy.set("drop")
    nurse.goto("/contacten/nieuw")
    log_contact(nurse, "Nog niet weg")
    expect(nurse.locator("html")).to_have_attribute("data-unsent", "1")
    proxy.set("login", path="/offline/")  # a network that lets only others through
    close_by_the_administrator(browser, proxy, name)
    lost = in_page(nurse, DEVICE)
    assert in_page(nurse, WRAPS) == ["prf:", "serv"], "a portal's answer destroys nothing"
    proxy.set("pass")
    nurse.goto("/contacten/nieuw")
    eventually(nurse, lambda: in_page(nurse, DEVICE) != lost, "hearing that it was closed")
    assert in_page(nurse, KEYS, lost) == [0, 0, 1]
    proxy.set("drop")
    nurse.goto("/contacten")
    expect(nurse.locator("h1")).to_have_text("Deze pagina is op slot")
    expect(nurse.get_by_role("button", name=UNLOCK)).to_have_count(0)


KEYS = """
  const { keyrings, deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { list } = await module('store/vault');
  const { withStatus } = await module('outbox/outbox');
  const rings = keyrings(await deviceOf(signedInUser())).filter(({ device }) => device === argument);
  return [rings.length, (await list(argument, '')).length, (await withStatus(argument, 'waiting')).length];
"""
"""Of one device: its keys, what is readable on disk, what waits sealed to the server."""


def close_by_the_administrator(browser: Browser, proxy: Proxy, name: str) -> None:
    """The newest phone of this nurse."""
    context = browser.new_context(**PHONE, base_url=proxy.url)
    office = context.new_page()
    become(office, "beheer")
    office.goto(f"/beheer?zoek={name}")
    office.get_by_role("link", name=name).click()
    office.get_by_role("link", name="Telefoon kwijt").first.click()
    office.get_by_role("button", name="Sluit de telefoon").click()
    expect(office.get_by_text("gesloten")).to_be_visible()
    context.close()


SECRETS = """
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { deriveKey } = await module('crypto/seal');
  const { fromBase64url, utf8 } = await module('crypto/bytes');
  const record = await deviceOf(signedInUser());
  const entry = record.wraps.find(({ kind }) => kind.startsWith('prf:'));
  const info = utf8('onderdak vault wrap v1');
  const key = await deriveKey(new Uint8Array(argument), utf8(record.device), info, 'decrypt');
  const gcm = { name: 'AES-GCM', iv: fromBase64url(entry.iv) };
  const pkcs8 = await crypto.subtle.decrypt(gcm, key, fromBase64url(entry.wrapped));
  return [entry.kind.slice(4), [...new Uint8Array(pkcs8).slice(36, 68)]];
"""
STAND_IN = """({ id, secret }) => {
  navigator.credentials.get = async ({ publicKey }) => {
    if (publicKey.userVerification !== 'required' || publicKey.allowCredentials.length === 0) throw new Error('lax');
    return { id, getClientExtensionResults: () => ({ prf: { results: { first: new Uint8Array(secret).buffer } } }) };
  };
}"""
"""An authenticator's PRF does not survive a restart of the browser of these tests, as a phone's does."""


def test_night_in_a_drawer_leaves_no_secret_on_the_disk_and_the_passkey_opens_it(
    phone: Phone, proxy: Proxy, browser: Browser, passkey: AddPasskey
):
    caught: list[list[int]] = []
    page = phone.page
    page.expose_function("caught", lambda secret: caught.append(secret))  # noqa: PLW0108 - the driver marks what it is given
    page.add_init_script(
        "document.addEventListener('onderdak:prf', ({ detail }) => detail.waitUntil(caught([...detail.secret])))"
    )
    passkey(page)
    enter(page, browser, proxy, "Demo Lade")
    sign_out(page)
    sign_in(page)
    become_used(page)
    credential, private = in_page(page, SECRETS, caught[-1])
    phone.close()
    assert search(phone.profile, [bytes(caught[-1]), bytes(private), encode(bytes(caught[-1])).encode()]) == []
    assert search(phone.profile, [b"onderdak"]), "the search itself finds things"
    proxy.set("drop")
    page = phone.open()
    page.goto("/contacten")
    page.evaluate(STAND_IN, {"id": credential, "secret": caught[-1]})
    page.get_by_role("button", name=UNLOCK).click()
    expect(page.get_by_text(NOTE).first).to_be_visible()
    phone.close()
    assert search(phone.profile, [bytes(caught[-1]), bytes(private)]) == []

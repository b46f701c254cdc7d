"""The browser of the journeys: it keeps what a disk keeps, follows the bad network, and axe really looks."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Error, Page, expect

from scripts import chromium
from tests.support import axe as axe_core
from tests.support.browser import SWITCHED_OFF, Passkey, Phone
from tests.support.proxy import Proxy
from tests.support.servers import WORKERS, Server

OPEN = """const opened = indexedDB.open('floor'); opened.onerror = failed; opened.onupgradeneeded = () =>
  opened.result.createObjectStore('kept');"""
KEEP = f"""() => new Promise((done, failed) => {{ {OPEN} opened.onsuccess = () => {{
  const writing = opened.result.transaction('kept', 'readwrite', {{durability: 'strict'}});
  writing.objectStore('kept').put('yes', 1); writing.oncomplete = () => done(null); }} }})"""
READ = f"""() => new Promise((done, failed) => {{ {OPEN} opened.onsuccess = () => {{
  const asked = opened.result.transaction('kept').objectStore('kept').get(1);
  asked.onsuccess = () => done(asked.result); }} }})"""


def test_what_the_driver_switches_off_stays_off():
    bundle = Path(chromium.node()[1]).with_name("lib") / "coreBundle.js"
    [named] = re.findall(r"disabledFeatures = \[(.*?)\]", bundle.read_text(), re.DOTALL)
    drivers = set(re.findall(r'^\s*"(\w+)"', named, re.MULTILINE))
    assert len(drivers) > 5, "the driver changed: this test looks at nothing"
    assert drivers <= set(SWITCHED_OFF)


def test_page_comes_through_the_proxy(page: Page, proxy: Proxy):
    page.goto("/")
    expect(page.locator("h1")).to_have_count(1)
    assert proxy.count("GET", "/") == 1


def test_page_fails_when_the_network_is_gone(page: Page, proxy: Proxy):
    proxy.set("drop")
    with pytest.raises(Error, match="ERR_CONNECTION_REFUSED"):
        page.goto("/health")
    page.wait_for_url("chrome-error://chromewebdata/")
    proxy.set("pass")
    response = page.goto("/health")
    assert response
    assert response.status == 200


@pytest.mark.parametrize("end", [Phone.close, Phone.kill])
def test_phone_keeps_its_disk(phone: Phone, end: Callable[[Phone], None]):
    phone.page.goto("/")
    phone.page.evaluate(KEEP)
    end(phone)
    phone.open()
    phone.page.goto("/")
    assert phone.page.evaluate(READ) == "yes"


def test_axe_finds_what_is_wrong(page: Page):
    page.goto("/")
    page.evaluate("() => document.querySelector('main').append(document.createElement('button'))")
    assert [one["id"] for one in axe_core.violations(page)] == ["button-name"]


def test_passkey_answers_the_prompt(page: Page, passkey: Callable[[Page], Passkey]):
    page.goto("/")
    held = passkey(page)
    page.evaluate(
        """() => navigator.credentials.create({publicKey: {
          challenge: new Uint8Array(32), rp: {name: 'Onderdak', id: 'localhost'},
          user: {id: new Uint8Array(16), name: 'test', displayName: 'test'},
          pubKeyCredParams: [{type: 'public-key', alg: -7}],
          authenticatorSelection: {residentKey: 'required', userVerification: 'required'}}}).then(() => null)"""
    )
    assert [one["rpId"] for one in held.credentials] == ["localhost"]


def test_server_comes_back_after_a_power_cut(start_server: Callable[[], Server]):
    server = start_server()
    assert len(server.workers()) == WORKERS
    server.kill()
    server.start()
    server.stop()

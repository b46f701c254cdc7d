"""Given a phone with a passkey, when its owner signs in, then it works without a name and without a password."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from typing import NamedTuple

import pytest
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import ec
from playwright.sync_api import Browser, Page, expect

from tests.support.browser import PHONE, Passkey, confirm_access, expect_home, saved
from tests.support.proxy import Proxy

pytestmark = pytest.mark.one_store
MESSAGE = "#passkey-message"


def become(page: Page, name: str) -> None:
    page.goto("/demo")
    page.locator(f"form:has(input[value={name}]) button").click()
    expect_home(page)


def sign_out(page: Page) -> None:
    page.goto("/account")
    page.get_by_role("button", name="Uitloggen").click()
    expect_home(page)


def whole(page: Page) -> None:
    """A phone as tall as the page: an element that the dock half covers at one moment of scrolling is no finding."""
    page.set_viewport_size({"width": 360, "height": page.evaluate("document.documentElement.scrollHeight")})


def invite(page: Page, name: str) -> str:
    """An administrator invites somebody; the path of the link."""
    page.goto("/beheer")
    page.get_by_role("link", name="Nodig iemand uit").click()
    page.wait_for_url("**/beheer/uitnodigen")
    page.locator("#name").fill(name)
    page.locator("#organisation").select_option(label="Straatzorg (demo)")  # where a nurse of the demo can confirm
    page.locator("label", has_text=re.compile("^straatverpleegkundige")).click()
    page.get_by_role("button", name="Maak de link").click()
    expect(page.get_by_role("img", name="QR-code met de link")).to_be_visible()
    link = page.get_by_label("Link", exact=True).input_value()
    return "/uitnodiging/" + link.rsplit("/", 1)[1]


class Invited(NamedTuple):
    """A fresh invitation that a nurse confirmed."""

    path: str
    code: str


def accept(page: Page, invited: Invited) -> None:
    page.goto(invited.path)
    page.get_by_label("Code").fill(invited.code)
    page.get_by_role("button", name="Maak je passkey").click()
    expect_home(page)


@pytest.fixture
def invited(browser: Browser, proxy: Proxy) -> Invited:
    """The path of a fresh invitation that a nurse confirmed, and its code."""
    context = browser.new_context(**PHONE, base_url=proxy.url)
    page = context.new_page()
    become(page, "beheer")
    path = invite(page, "Demo Nieuw")
    become(page, "straatverpleegkundige")
    code = confirm_access(page)
    context.close()
    return Invited(path, code)


def test_nurse_makes_a_passkey_and_signs_in_with_it(
    page: Page, passkey: Callable[[Page], Passkey], invited: Invited, axe: Callable[[Page], None]
):
    phone = passkey(page)
    # Given an invitation
    page.goto(invited.path)
    expect(page.get_by_role("heading", level=1)).to_have_text("Welkom, Demo Nieuw")
    axe(page)
    # And a code she heard wrongly
    page.get_by_label("Code").fill("222-222-222")
    page.get_by_role("button", name="Maak je passkey").click()
    expect(page.locator(MESSAGE)).to_contain_text("Deze code klopt niet")
    assert phone.credentials == [], "no passkey is made for a wrong code"
    # When she makes her passkey
    page.get_by_label("Code").fill(invited.code.lower())
    page.get_by_role("button", name="Maak je passkey").click()
    # Then she is in
    expect_home(page)
    page.goto("/account")
    expect(page.locator("main")).to_contain_text("Demo Nieuw")
    assert len(phone.credentials) == 1
    # And when she signs out and in again, she types nothing
    sign_out(page)
    page.goto("/inloggen?next=/contacten")
    axe(page)
    page.get_by_role("button", name="Inloggen").click()
    page.wait_for_url("**/contacten")


def test_sign_in_says_so_when_the_finger_is_not_known(page: Page, passkey: Callable[[Page], Passkey], invited: Invited):
    phone = passkey(page)
    accept(page, invited)
    sign_out(page)
    phone.refuse()
    page.goto("/inloggen")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.locator(MESSAGE)).to_contain_text("Probeer het opnieuw")
    assert page.url.endswith("/inloggen")
    # And it works when the right finger comes (the virtual phone locks its reader, so in a fresh tab)
    again = page.context.new_page()
    passkey(again).add(phone.credentials[0])
    again.goto("/inloggen")
    again.get_by_role("button", name="Inloggen").click()
    expect_home(again)


def test_passkey_of_another_site_is_sent_to_the_administrator(page: Page, passkey: Callable[[Page], Passkey]):
    phone = passkey(page)
    page.goto("/inloggen")
    phone.add(stranger())
    page.get_by_role("button", name="Inloggen").click()
    expect(page.locator(MESSAGE)).to_contain_text("Onderdak kent deze passkey niet")


def stranger() -> dict[str, object]:
    """A resident credential for this host that no Onderdak ever saw."""
    key = ec.generate_private_key(ec.SECP256R1()).private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return {
        "credentialId": b64encode(b"never seen before").decode(),
        "isResidentCredential": True,
        "rpId": "localhost",
        "userHandle": b64encode(b"nobody").decode(),
        "privateKey": b64encode(key).decode(),
        "signCount": 0,
    }


def test_second_passkey_needs_a_second_phone(page: Page, passkey: Callable[[Page], Passkey], invited: Invited):
    phone = passkey(page)
    accept(page, invited)
    page.goto("/account")
    page.get_by_role("button", name="Maak nog een passkey").click()
    expect(page.locator(MESSAGE)).to_have_text("Dit toestel heeft al een passkey voor jou.")
    assert len(phone.credentials) == 1
    # Another phone of the same person makes one of its own
    other = page.context.new_page()
    passkey(other)
    other.goto("/account")
    other.get_by_role("button", name="Maak nog een passkey").click()
    expect(other.locator("#passkeys li")).to_have_count(2)


def test_old_browser_is_told_what_to_do(page: Page):
    page.add_init_script("delete window.PublicKeyCredential")
    page.goto("/inloggen")
    page.get_by_role("button", name="Inloggen").click()
    expect(page.locator(MESSAGE)).to_contain_text("Deze browser kan hier geen passkeys gebruiken")


def test_no_network_is_told_as_no_network(page: Page, proxy: Proxy):
    page.goto("/inloggen")
    for mode in ("drop", "login"):
        proxy.set(mode)
        page.get_by_role("button", name="Inloggen").click()
        expect(page.locator(MESSAGE)).to_contain_text("Geen netwerk")
        saved(page)
        page.locator(MESSAGE).evaluate("element => { element.textContent = '' }")


def test_secret_of_the_passkey_stays_on_the_phone(page: Page, passkey: Callable[[Page], Passkey], invited: Invited):
    passkey(page)
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.post_data or "") if "/passkeys/" in request.url else None)
    page.add_init_script(
        "document.addEventListener('onderdak:prf', ({ detail }) => {"
        " detail.waitUntil(new Promise((done) => setTimeout(() => {"
        "  sessionStorage.setItem('secret', btoa(String.fromCharCode(...detail.secret))); done(); }, 50))) })"
    )
    accept(page, invited)
    sign_out(page)
    page.goto("/inloggen")
    page.get_by_role("button", name="Inloggen").click()
    expect_home(page)
    secret = page.evaluate("sessionStorage.getItem('secret')")
    assert len(secret) == 44, "32 bytes reached the page's own scripts, before it went on"
    assert len(sent) == 4
    assert not any("prf" in body or secret[:40] in body or "clientExtensionResults" in body for body in sent)


def test_pages_are_accessible(page: Page, axe: Callable[[Page], None]):
    become(page, "beheer")
    for path in ("/demo", "/account", "/beheer", "/beheer/uitnodigen", "/beheer/organisaties", "/beheer/regio"):
        page.set_viewport_size(PHONE["viewport"])
        page.goto(path)
        whole(page)
        axe(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, path


def test_page_of_a_person_is_accessible(page: Page, axe: Callable[[Page], None]):
    become(page, "beheer")
    page.goto("/beheer")
    page.get_by_role("link", name="Demo Wim").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Demo Wim")
    whole(page)
    axe(page)
    page.get_by_role("link", name="Stop toegang").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Toegang stoppen")
    axe(page)


def test_someone_without_access_is_out_within_one_click(browser: Browser, page: Page, proxy: Proxy):
    become(page, "vroegsignaleerder")
    context = browser.new_context(**PHONE, base_url=proxy.url)
    office = context.new_page()
    become(office, "beheer")
    office.goto("/beheer")
    office.get_by_role("link", name="Demo Fatima").click()
    office.get_by_role("link", name="Stop toegang").click()
    office.get_by_role("button", name="Stop de toegang").click()
    expect(office.get_by_text("Geen toegang meer")).to_be_visible()
    page.goto("/account")
    page.wait_for_url("**/inloggen?next=/account")
    office.get_by_role("button", name="Geef weer toegang").click()
    expect(office.get_by_role("img", name="QR-code met de link")).to_be_visible()
    context.close()
    become(page, "vroegsignaleerder")

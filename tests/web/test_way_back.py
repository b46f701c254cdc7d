"""Signing in leads back to the whole address; never to another site, and no name is written into one more."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from tests.support.client import Client


@pytest.fixture
def browser_of(demo_app: Flask) -> Client:
    return Client(demo_app, demo_app.response_class)


def sign_in_by(client: Client, address: str, **headers: str) -> tuple[str, str]:
    """Ask for a page, follow to sign-in and the demo, become a nurse: the sign-in address and where one lands."""
    sent = client.get(address, headers=headers).headers["Location"]
    wanted = parse_qs(urlsplit(sent).query)["next"][0]
    shown = client.get("/demo", query_string={"next": wanted}).text
    assert 'name="next"' in shown
    landed = client.post("/demo/inloggen", data={"user": "straatverpleegkundige", "next": wanted}).headers["Location"]
    return sent, landed


@pytest.mark.parametrize(
    "address",
    [
        "/clienten?zoek=Kanarie+Piet",
        "/bedden/vragen?shelter=a&category=mixed",
        "/contacten/nieuw?herstel=01a2&x=1&x=2",
        "/contacten?pagina=2",
        "/clienten",
    ],
)
def test_sign_in_leads_back_to_the_whole_address(browser_of: Client, address: str) -> None:
    sent, landed = sign_in_by(browser_of, address)
    assert landed == address
    assert "Kanarie" not in sent


def test_part_of_a_page_leads_back_to_its_page(browser_of: Client) -> None:
    _sent, landed = sign_in_by(
        browser_of,
        "/contacten/nieuw/wie",
        **{
            "HX-Request": "true",
            "HX-Request-Type": "partial",
            "HX-Current-URL": "http://localhost/contacten/nieuw?herstel=1",
        },
    )
    assert landed == "/contacten/nieuw?herstel=1"


@pytest.mark.parametrize(
    "wanted",
    ["//evil.test", "https://evil.test", "/\\evil.test", "\\\\evil.test", "javascript:alert(1)", "/a\nb",
     "/\t/evil.test", "~nonsense", "~", "~é", ""],
)  # fmt: skip
def test_no_other_site_is_led_to(browser_of: Client, wanted: str) -> None:
    form = {"user": "straatverpleegkundige", "next": wanted}
    assert browser_of.post("/demo/inloggen", data=form).headers["Location"] == "/"
    assert browser_of.get("/inloggen", query_string={"next": wanted}).headers["Location"] == "/"


def test_language_and_pages_keep_the_rest_of_the_address(browser_of: Client) -> None:
    shown = browser_of.get("/inloggen?next=/bedden/vragen%3Fa%3D1").text
    assert 'href="?next=%2Fbedden%2Fvragen%3Fa%3D1&amp;lang=en"' in shown

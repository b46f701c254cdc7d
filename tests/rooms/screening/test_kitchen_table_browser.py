"""A volunteer at a kitchen table without network: reads the host, notes the visit, and it arrives."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta

from playwright.sync_api import Page, expect

from tests.rooms.walk import ANSWERS, START, url_of
from tests.support.browser import HOLDS, all_sent, eventually, expect_kept, vault_opens
from tests.support.proxy import Proxy
from tests.support.servers import Server
from tests.support.visitor import Visitor
from webapp import clock

NAME = "Demo Keukentafel Kees"


def planned(port: int) -> str:
    """A host of this name, whom the volunteer is to visit; gives the page of the visit."""
    host, coordinator = Visitor(port), Visitor(port).sign_in("coordinator")
    for step, answers in ANSWERS.items():
        plain = {name: value[0] if isinstance(value, list) else value for name, value in answers.items()}
        assert host.post(url_of(step), data=plain | ({"name": NAME} if step == "jij" else {})).status_code == 303
    host.post(f"{START}/controle", data={})
    rooms = coordinator.get("/kamers?zoek=keukentafel").text
    room = re.search(r'href="(/kamers/[0-9a-f-]{36})"', rooms)
    assert room
    page = re.search(r"/kamers/verhuurders/[0-9a-f-]{36}", coordinator.get(room[1]).text)
    assert page
    visitor = re.search(r'<option value="([0-9a-f-]{36})"[^>]*>Demo Wim<', coordinator.get(page[0]).text)
    assert visitor, coordinator.get(page[0]).text
    evening = f"{clock.today() + timedelta(days=7):%Y-%m-%d}T19:00"
    form = {"visit_at": evening, "visitor": visitor[1], "where": "Demostraat 9"}
    assert coordinator.post(f"{page[0]}/bezoek", data=form).status_code == 303
    return page[0].replace("verhuurders", "bezoeken")


def test_visit_is_read_and_noted_without_network(at: Callable[[str, str], Page], server: Server, proxy: Proxy) -> None:
    path = planned(server.port)
    page = at("vrijwilliger", "/kamers/bezoeken")
    vault_opens(page)
    eventually(page, lambda: "Bewaar bezoek" in page.evaluate(HOLDS, path), "keeping the visit")
    for kept in ("/onverzonden", "/offline"):
        expect_kept(page, kept)
    proxy.set("drop")
    page.locator("a.row", has_text=NAME).tap()
    expect(page.get_by_text("Demostraat 9")).to_be_visible()
    page.locator(".chip", has_text="De kamer kan op slot").tap()
    page.get_by_label("Wat je verder zag of hoorde").fill("Koffie gedronken met Kees")
    page.get_by_role("button", name="Bewaar bezoek").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    proxy.set("pass")
    all_sent(page)
    page.goto(path)
    expect(page.get_by_text("Koffie gedronken met Kees")).to_be_visible()

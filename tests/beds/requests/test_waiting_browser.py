"""Nurse and shelter side by side: an answer and a question come to whom they wait for, wherever they are looking."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.beds.fixtures import NURSE
from tests.beds.night import AUTOMATIC, BY_HAND
from tests.beds.taps import shelter_id, shelter_id_of
from tests.support.browser import eventually, expect_kept, pass_time, vault_opens
from tests.support.proxy import Proxy
from tests.support.stores import LOCK_HOURS

DOT = ".tabs a[href='/bedden'] [data-dot]"
ICON = """navigator.setAppBadge = async (n) => { window.icon = n; };
navigator.clearAppBadge = async () => { window.icon = 0; };"""
TONES = """window.tones = 0; document.addEventListener('onderdak:tone', () => { window.tones += 1; });"""
"""How often it sounded; the sound itself is the browser's own."""
HEARD = """async (id) => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const { readMeta } = modules['js/offline/store/db.js'];
  return (await readMeta('questions-heard') ?? []).includes(id);
}"""


KEPT = """async (words) => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const { deviceOf } = modules['js/offline/store/identity.js'];
  const { signedInUser } = modules['js/offline/page/user.js'];
  const { read } = modules['js/offline/store/vault.js'];
  const page = await read((await deviceOf(signedInUser())).device, 'page:/');
  return page?.html.includes(words) ?? false;
}"""


def test_answer_comes_to_the_home_screen_and_the_dot_goes_when_it_was_looked_at(at: Any, elsewhere: Any) -> None:
    page: Page = at(NURSE, "/bedden")
    page.add_init_script(ICON)
    house = shelter_id(page, BY_HAND)
    own, shelter = elsewhere(NURSE), elsewhere("opvang")
    asked = own.ask(house, "Wachtende Wim")
    page.goto("/")
    row = page.locator(f"#mijn li:has(a[href$='{asked}'])")
    expect(row).to_contain_text("gevraagd")
    before = page.evaluate("() => document.querySelector('[data-waits]').dataset.waits")
    shelter.refuse(asked)
    expect(row).to_contain_text("kan niet")
    expect(row).to_contain_text("nieuw")
    expect(page.locator(DOT)).to_be_visible()
    expect(page.locator(DOT)).to_contain_text("op jou")
    waiting = int(before) + 1
    eventually(page, lambda: page.evaluate("() => window.icon") == waiting, "the number on the icon")
    page.goto("/contacten")
    expect(page.locator(DOT)).to_be_visible()
    page.goto("/")
    row.get_by_role("link").first.tap()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Geen bed bij")
    eventually(page, lambda: page.evaluate("() => window.icon") == waiting - 1, "the number on the icon")
    page.get_by_role("link", name="Bedden", exact=True).first.tap()
    expect(page.locator(f"#mijn a[href$='{asked}']")).to_be_visible()
    expect(page.locator(f"#mijn a[href$='{asked}']")).not_to_contain_text("nieuw")


def test_bed_asked_without_network_is_seen_on_the_home_screen_as_soon_as_it_is_held(
    at: Any, elsewhere: Any, proxy: Proxy
) -> None:
    page: Page = at(NURSE, f"/bedden/vragen?opvang={shelter_id_of(at, AUTOMATIC)}&soort=mixed")
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    proxy.set("drop")
    page.locator("label.chip", has_text="Iemand anders").tap()
    page.locator("#alias").fill("Rooie Jan uit de tunnel")
    page.locator("label.chip", has_text="24 of ouder").tap()
    page.get_by_role("button", name="Vraag dit bed").tap()
    expect(page.locator("html")).to_have_attribute("data-unsent", "1")
    page.goto("/")  # from the vault, or the shell that waits for the network
    proxy.set("pass")
    row = page.locator("#mijn li", has_text="Rooie Jan uit de tunnel")
    expect(row).to_contain_text("vast tot", timeout=40_000)
    expect(row).to_contain_text(re.compile(r"nog \d+ min"))
    elsewhere(NURSE).give_back(str(row.get_by_role("link").first.get_attribute("href")).rsplit("/", 1)[1])


def test_home_screen_read_hours_later_says_that_the_time_is_over(at: Any, elsewhere: Any, proxy: Proxy) -> None:
    house = shelter_id_of(at, AUTOMATIC)
    page: Page = at(NURSE, "/bedden")
    vault_opens(page)
    eventually(page, lambda: page.evaluate(KEPT, "Vannacht vrij"), "keeping the home screen")
    nurse = elsewhere(NURSE)
    asked = nurse.ask(house, "Kelder Karel")
    expect(page.locator(f"#mijn a[href$='{asked}']")).to_contain_text("vast tot")
    eventually(page, lambda: page.evaluate(KEPT, asked), "keeping what she asked")
    proxy.set("drop")
    page.get_by_role("link", name="Vandaag").tap()
    row = page.locator(f"#mijn li:has(a[href$='{asked}'])")
    expect(row).to_contain_text("Kelder Karel")
    page.evaluate(
        """async () => {
          const { modules } = await import(document.querySelector('script[src$="/js/app.js"]').src);
          const { learn, now } = modules['js/now.js'];
          learn(now() + 3 * 60 * 60 * 1000);
        }"""
    )
    expect(row).to_contain_text("tijd is om")
    expect(row.locator(".badge.ok")).to_have_count(0)
    expect(page.locator("[data-age-notice]")).to_be_visible()
    nurse.give_back(asked)


def test_question_shows_on_every_page_of_the_shelter_and_above_the_count(at: Any, elsewhere: Any) -> None:
    page: Page = at("opvang", "/bedden")
    house, other = shelter_id(page, BY_HAND), shelter_id(page, AUTOMATIC)
    page.goto(f"/bedden/{other}/inschrijven")
    nurse = elsewhere(NURSE)
    asked = nurse.ask(house, "Vragende Vera")
    line = page.locator("#wacht").get_by_role("link", name=re.compile(r"wacht(en)? bij .*De Vaart"))
    expect(line).to_be_visible()
    line.tap()
    row = page.locator(f"#vragen #a-{asked}")
    expect(row).to_contain_text("Vragende Vera")
    count = page.locator("#telling").bounding_box()
    shown = row.bounding_box()
    assert count
    assert shown
    assert shown["y"] < count["y"]
    second = nurse.ask(house, "Late Loes")
    expect(page.locator(f"#vragen #a-{second}")).to_be_visible()  # without reloading
    row.get_by_role("link", name=re.compile("Kan niet")).tap()
    expect(page.locator("main")).to_contain_text("Vragende Vera")
    page.locator("label.chip", has_text="schorsing").tap()
    page.get_by_role("button", name="Bed kan niet").tap()
    expect(page.locator(f"#vragen #a-{second}")).to_be_visible()
    expect(page.locator(f"#a-{asked}")).to_have_count(0)
    nurse.give_back(second)
    expect(page.locator(f"#a-{second}")).to_have_count(0)


def test_new_question_sounds_once_for_who_switched_it_on(at: Any, elsewhere: Any) -> None:
    page: Page = at("opvang", "/bedden")
    page.add_init_script(TONES)
    house = shelter_id(page, BY_HAND)
    nurse = elsewhere(NURSE)
    page.goto(f"/bedden/{house}")
    silent = nurse.ask(house, "Stille Stien")
    expect(page.locator(f"#a-{silent}")).to_be_visible()
    eventually(page, lambda: page.evaluate(HEARD, silent), "hearing of it")
    assert page.evaluate("() => window.tones") == 0
    page.locator("label.chip", has_text="Geluid bij een nieuwe vraag").tap()
    eventually(page, lambda: page.evaluate("() => window.tones") == 1, "hearing it once")
    page.goto("/meer")  # another page: the switch stays on
    page.locator("h1").tap()
    loud = nurse.ask(house, "Luide Leo")
    eventually(page, lambda: page.evaluate("() => window.tones") == 1, "the tone", seconds=30)
    eventually(page, lambda: page.evaluate(HEARD, loud), "remembering it")
    page.goto(f"/bedden/{house}")
    expect(page.locator(f"#a-{loud}")).to_be_visible()
    expect(page.locator("[data-sound]")).to_be_checked()
    page.locator("h1").tap()
    assert page.evaluate("() => window.tones") == 0
    for one in (silent, loud):
        nurse.give_back(one)


LOOKS = """addEventListener('DOMContentLoaded', () => {
  const { port1, port2 } = new MessageChannel();
  let times = 0;
  port1.onmessage = () => {
    document.dispatchEvent(new Event('onderdak:page'));
    times += 1;
    if (times < 200) port2.postMessage(null);
  };
  port2.postMessage(null);
});"""
"""What counts the questions looks again and again, also while it still reads which ones it heard."""


def test_question_sounds_once_however_often_a_page_that_just_came_looks(at: Any, elsewhere: Any) -> None:
    page: Page = at("opvang", "/bedden")
    page.add_init_script(TONES + LOOKS)
    house = shelter_id(page, BY_HAND)
    page.goto(f"/bedden/{house}")
    page.locator("label.chip", has_text="Geluid bij een nieuwe vraag").tap()
    eventually(page, lambda: page.evaluate("() => window.tones") == 1, "hearing how it sounds")
    page.goto("about:blank")
    nurse = elsewhere(NURSE)
    asked = nurse.ask(house, "Dubbele Dirk")
    page.goto(f"/bedden/{house}")
    eventually(page, lambda: page.evaluate(HEARD, asked), "hearing of it")
    page.locator("h1").tap()
    eventually(page, lambda: page.evaluate("() => window.tones") > 0, "the tone")
    assert page.evaluate("() => window.tones") == 1
    nurse.give_back(asked)


def test_locked_page_still_sounds_and_names_nobody(at: Any, elsewhere: Any) -> None:
    page: Page = at("opvang", "/bedden")
    page.add_init_script(TONES)
    house = shelter_id(page, BY_HAND)
    page.goto(f"/bedden/{house}")
    vault_opens(page)
    page.locator("label.chip", has_text="Geluid bij een nieuwe vraag").tap()
    eventually(page, lambda: page.evaluate("() => window.tones") == 1, "hearing it once")
    pass_time(page, LOCK_HOURS + 1)
    expect(page.locator("[data-lock-screen]")).to_be_visible()
    nurse = elsewhere(NURSE)
    asked = nurse.ask(house, "Nachtelijke Nel")
    eventually(page, lambda: page.evaluate("() => window.tones") == 2, "the tone", seconds=30)
    expect(page.locator("main")).not_to_contain_text("Nachtelijke Nel")
    expect(page.locator(DOT)).to_be_hidden()
    nurse.give_back(asked)


def test_dot_goes_when_one_signs_out(at: Any, elsewhere: Any) -> None:
    page: Page = at(NURSE, "/bedden")
    page.add_init_script(ICON)
    own, shelter = elsewhere(NURSE), elsewhere("opvang")
    shelter.refuse(own.ask(shelter_id(page, BY_HAND), "Vertrekkende Vic"))
    page.goto("/meer")
    expect(page.locator(DOT)).to_be_visible()
    eventually(page, lambda: (page.evaluate("() => window.icon") or 0) > 0, "the number on the icon")
    page.get_by_role("button", name="Uitloggen").tap()
    expect(page.get_by_role("link", name=re.compile("Inloggen")).first).to_be_visible()
    eventually(page, lambda: page.evaluate("() => window.icon") == 0, "clearing the icon")


@pytest.mark.parametrize(("user", "path"), [(NURSE, "/"), ("opvang", "/"), ("opvang", "/bedden/{house}")])
def test_page_with_what_waits_can_be_used_by_everyone(
    at: Any, elsewhere: Any, axe: Callable[[Page], None], user: str, path: str
) -> None:
    house = shelter_id_of(at, BY_HAND)
    nurse = elsewhere(NURSE)
    asked = nurse.ask(house, "Toegankelijke Toos met een lange naam")
    page: Page = at(user, path.format(house=house))
    page.set_viewport_size({"width": 320, "height": 2400})
    expect(page.locator(f"a[href*='{asked}']").first).to_be_visible()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    axe(page)
    nurse.give_back(asked)

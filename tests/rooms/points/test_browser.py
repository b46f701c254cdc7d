"""The points count on a phone: the same points as the server, to the cent, and without network."""

from __future__ import annotations

import random
from dataclasses import asdict
from typing import Any

from playwright.sync_api import Page, expect

from tests.support.browser import expect_kept, vault_opens
from tests.support.proxy import Proxy
from webapp.rooms.points import rubrics as r
from webapp.rooms.points.calculator import Home, count, find_gain
from webapp.rooms.points.prices import PRICE_LISTS

PAGE = "/kamers/punten"
COUNTS = """async (homes) => {
  const { modules } = await import(document.querySelector('script[src$="/js/app.js"]').src);
  const { count, findGain } = modules['js/points.js'];
  const data = JSON.parse(document.querySelector('form[data-points]').dataset.points);
  return homes.map((home) => {
    const { points, cents } = count(home, data);
    const gain = findGain(home, data);
    return [points, cents, gain && [gain.field, gain.points, gain.cents, gain.known]];
  });
}"""


def some_home(chance: random.Random) -> Home:
    def maybe(value: Any) -> Any:
        return chance.choice([None, value, value, value])

    def some(values: Any) -> tuple[str, ...]:
        return tuple(chance.sample(list(values), chance.randint(0, len(values))))

    return Home(
        room_m2=maybe(chance.choice([399, 400, 799, 800, 1349, 1350, chance.randint(0, 20_000)])),
        sharers=maybe(chance.randint(1, 20)),
        label=maybe(chance.choice(list(r.ENERGY))),
        built=maybe(chance.randint(1000, 2100)),
        worktop=maybe(chance.choice(list(r.WORKTOP))),
        sanitary=some(r.SANITARY),
        drawbacks=some([one.value for one in r.Drawback]),
        heated=maybe(chance.choice(["yes", "no"])),
        living_m2=maybe(chance.randint(0, 500_000)),
        heated_rooms=maybe(chance.randint(0, 10)),
        outside_m2=maybe(chance.randint(0, 500_000)),
        woz=maybe(chance.choice(list(r.WOZ))),
    )


def test_phone_and_server_count_the_same_points(at: Any) -> None:
    chance = random.Random(14)
    homes = [some_home(chance) for _ in range(3000)]
    expected = []
    for home in homes:
        found, gain = count(home, PRICE_LISTS[0]), find_gain(home, PRICE_LISTS[0])
        expected.append([found.points, found.max_cents, gain and [gain.field, gain.points, gain.cents, gain.known]])
    page: Page = at("coordinator", PAGE)
    found = page.evaluate(COUNTS, [asdict(home) for home in homes])
    assert [one for one in zip(homes, found, expected, strict=True) if one[1] != one[2]] == []


def test_maximum_is_told_while_typing_without_network(at: Any, proxy: Proxy, axe: Any) -> None:
    page: Page = at("coordinator", PAGE)
    vault_opens(page)
    expect_kept(page, PAGE)
    proxy.set("drop")
    page.reload()
    page.get_by_label("Hoe groot is de kamer van de jongere?").fill("14")
    page.get_by_label("Hoeveel huishoudens").fill("3")
    page.get_by_label("Welk energielabel heeft het huis?").select_option("c")
    for chip in ("2 tot 3 meter", "Apart toilet", "Wastafel", "Douche", "Niets hiervan"):
        page.locator("label.chip", has_text=chip).tap()
    shown = page.locator("[data-points-shown]")
    expect(shown).to_contain_text("€ 346,45")
    expect(shown).to_contain_text("34 punten")
    expect(shown).to_contain_text("Zoek nog uit: een tuin of balkon")
    page.get_by_label("Welke kale huur heb je in gedachten?").fill("400")
    expect(shown).to_contain_text("€ 53,55 boven wat zeker mag")
    page.keyboard.press("Enter")
    expect(shown).to_be_in_viewport()
    expect(page.get_by_label("Hoe groot is de kamer van de jongere?")).to_have_value("14")
    page.set_viewport_size({"width": 320, "height": 2400})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    axe(page)

"""The directory on a phone: the same hours as the server, filtered and true without network, also while locked."""

from __future__ import annotations

import random
from datetime import date, datetime, time, timedelta
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import Page, expect

from tests.support.browser import expect_kept, pass_time, vault_opens
from tests.support.proxy import Proxy
from tests.support.stores import LOCK_HOURS
from webapp import clock
from webapp.directory.hours import DAY, Line, state_at
from webapp.directory.models import Entry
from webapp.directory.opening import for_phone, local_now
from webapp.directory.typed_hours import read_hours, write_hours
from webapp.due.days import holidays
from webapp.web.dates import date_only

NURSE = "straatverpleegkundige"
HOLIDAYS = sorted(day.isoformat() for year in (2026, 2027) for day in holidays(year))
STATES = """async ([cases, holidays]) => {
  const { modules } = await import(document.querySelector('script[src$="/js/app.js"]').src);
  const { stateAt } = modules['js/open_now.js'];
  return cases.map(([lines, moment]) => {
    const { isOpen, at } = stateAt(lines && JSON.parse(lines), moment, holidays);
    return [isOpen, at];
  });
}"""


def some_lines(chance: random.Random) -> tuple[Line, ...]:
    """Lines of every kind, from the middle of a month over Christmas."""

    def spans() -> tuple[tuple[int, int], ...]:
        begins = [chance.randrange(0, DAY, 15) for _ in range(chance.randint(0, 2))]
        return tuple((one, one + chance.randrange(15, DAY, 15)) for one in begins)

    def some_day() -> date:
        return date(2026, 11, 25) + timedelta(days=chance.randint(0, 45))

    made = []
    for _ in range(chance.randint(1, 4)):
        kind = chance.choice(["weekly", "weekly", "monthly", "bounded", "date", "holidays", "usual", "always"])
        days = tuple(sorted(chance.sample(range(7), chance.randint(1, 7))))
        if kind == "always":
            made.append(Line(spans=((0, DAY),), days=tuple(range(7))))
        elif kind == "date":
            since = some_day()
            made.append(Line(spans(), since=since, until=since + timedelta(days=chance.randint(0, 9)), is_date=True))
        elif kind == "holidays":
            made.append(Line(spans(), on_holidays=True))
        elif kind == "usual":
            made.append(Line(on_holidays=True, as_usual=True))
        else:
            since = some_day() if kind == "bounded" else None
            made.append(Line(spans(), days, chance.choice([1, 2, 4, -1]) if kind == "monthly" else 0, since=since))
    return tuple(made)


def test_phone_and_server_count_the_same_hours(at: Any) -> None:
    chance = random.Random(28)
    cases, expected = [], []
    for _ in range(400):
        lines = read_hours(write_hours(some_lines(chance)))
        day = date(2026, 11, 28) + timedelta(days=chance.randint(0, 42))
        moment = datetime.combine(day, time(chance.randint(0, 23), chance.randint(0, 59)))
        state = state_at(lines, moment)
        entry = Entry(name="", checked_on=day, hours=write_hours(lines))
        cases.append([for_phone(entry), moment.isoformat()[:16]])
        expected.append([state.is_open, state.at.isoformat()[:16] if state.at else ""])
    page: Page = at(NURSE, "/wegwijzer")
    assert page.evaluate(STATES, [cases, HOLIDAYS]) == expected


DAYS = """async (days) => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const { dayWords } = modules['js/amsterdam.js'];
  const { day } = modules['js/offline/page/words.js'];
  return days.map((one) => [dayWords(one), day(`${one}T12:00:00+01:00`)]);
}"""


@pytest.mark.parametrize("language", ["nl", "en"])
def test_phone_and_server_write_a_day_in_the_same_way(at: Any, app: Flask, language: str) -> None:
    days = [date(clock.today().year, month, month + 1) for month in range(1, 13)]
    page: Page = at(NURSE, f"/wegwijzer?lang={language}")
    with app.test_request_context(f"/?lang={language}"):
        expected = [date_only(one) for one in days]
    assert page.evaluate(DAYS, [one.isoformat() for one in days]) == [[one, one] for one in expected]


@pytest.fixture
def kept(at: Any, proxy: Proxy) -> Page:
    """A phone that has the directory, without network."""
    page: Page = at(NURSE, "/wegwijzer")
    vault_opens(page)
    expect_kept(page, "/wegwijzer")
    proxy.set("drop")
    page.reload()
    expect(page.get_by_text("Geen netwerk. Stand van")).to_be_visible()
    return page


def place(page: Page, name: str) -> Any:
    return page.locator("#plekken li", has_text=name)


def test_place_is_found_and_called_without_network(kept: Page) -> None:
    kept.get_by_label("Zoek op naam of woord").fill("radiator")
    expect(place(kept, "Energiehulp aan Huis")).to_be_visible()
    expect(place(kept, "Voedselbank")).to_be_hidden()
    kept.get_by_label("Zoek op naam of woord").fill("")
    kept.get_by_label("Waarvoor?").select_option(label="Tandarts")
    expect(kept.locator("#plekken li:visible")).to_have_count(1)
    expect(place(kept, "Tandarts").locator("a[href^='tel:+31']")).to_be_visible()
    place(kept, "Tandarts").locator("summary").tap()
    expect(place(kept, "Tandarts").get_by_text("1e wo 13:00–16:00")).to_be_visible()
    kept.get_by_label("Zoek op naam of woord").fill("bestaat niet")
    expect(kept.get_by_text("Niets dat hierbij past")).to_be_visible()


def test_kept_page_knows_what_is_open_by_now(kept: Page) -> None:
    hours = read_hours("ma-za 9:30-16:00")
    for later in (0, 7, 19):
        moment = local_now() + timedelta(hours=later)
        kept.evaluate(
            """async (ms) => {
              const { modules } = await import(document.querySelector('script[src$="/js/app.js"]').src);
              const { learn } = modules['js/now.js'];
              learn(Date.now() + ms);
            }""",
            later * 3_600_000,
        )
        is_open = state_at(hours, moment).is_open
        badge = place(kept, "Inloophuis").locator(".badge")
        expect(badge).to_contain_text("nu open, tot" if is_open else "dicht, ")
        box = kept.locator("label.chip", has_text="Nu open")
        box.tap()
        expect(place(kept, "Inloophuis")).to_be_visible(visible=is_open)
        box.tap()


def test_directory_is_there_when_the_phone_is_locked(at: Any) -> None:
    page: Page = at(NURSE, "/wegwijzer")
    vault_opens(page)
    pass_time(page, LOCK_HOURS + 1)
    expect(page.get_by_role("heading", name="Wegwijzer", level=1)).to_be_visible()
    page.goto("/wegwijzer")
    expect(place(page, "Voedselbank")).to_be_visible()
    expect(page.locator("a[href='tel:112']")).to_be_visible()


@pytest.mark.parametrize("path", ["/wegwijzer", "/wegwijzer/nieuw"])
def test_directory_can_be_used_by_everyone(at: Any, axe: Any, path: str) -> None:
    page: Page = at(NURSE, path)
    page.set_viewport_size({"width": 320, "height": 2400})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    axe(page)

"""A browser's own records (history, sessions, cache) name nobody that was looked at or looked for."""

from __future__ import annotations

import re
import secrets
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect

from tests.attacks.acts import become, sign_out
from tests.offline_browser.acts import search
from tests.support.browser import Phone, all_sent, eventually, pass_time, saved, vault_opens
from tests.support.servers import Server
from tests.support.stores import LOCK_HOURS

pytestmark = pytest.mark.one_store
NAME = "Kanariezang"
WORD = "kanariezan"
PLACE = "Merelhoek 5512"
CONTROL = "winterkoning"
"""Stands in an address on purpose: the search of the disk must find it."""
FEW_ON_A_PAGE = 22
OFFICES = {
    "coordinator": ("/kamers/punten", "/kamers", "/kamers/verzoeken", "/kamers/matches/lopend", "/kamers/huur"),
    "plaatsing": ("/plaatsingen", "/plaatsingen/wachtlijst", "/plaatsingen/aanmelden"),
    "jongerenwerker": ("/vervolgacties?rule=aftercare", "/overdracht", "/plaatsingen/van-ons"),
}
"""Of each the pages of people; the first record of every list is opened."""
A_MOMENT = "() => new Promise((later) => setTimeout(later, 300))"
"""By the page's own clock."""


@pytest.fixture
def phone(playwright_driver: Playwright, start_server: Callable[[], Server], tmp_path: Path) -> Iterator[Phone]:
    """A phone at a server of its own: so many new people would drive those of others from their forms."""
    phone = Phone(playwright_driver, tmp_path / "profile", start_server().url)
    phone.open()
    yield phone
    phone.throw_away()


def add_clients(page: Page) -> None:
    """More than fit on one page of a search."""
    for _ in range(FEW_ON_A_PAGE):
        other = "".join(secrets.choice("bdfgklmnprstv") + secrets.choice("aeiou") for _ in range(4))
        form = {"id": "", "alias": f"{NAME} {other}", "legal_basis": "wmo", "whereabouts": "open"}
        answer = page.request.post("/clienten/nieuw", form=form)
        assert re.search(r"/clienten/[0-9a-f-]{36}$", answer.url), answer.text()[:2000]


def log_contact(page: Page) -> None:
    page.goto("/contacten/nieuw")
    page.locator("label.chip", has_text="Iemand anders").click()
    page.get_by_label("Naam of alias").press_sequentially(WORD, delay=30)
    page.locator("#gevonden .chip").first.click()
    page.get_by_label("Waar, ongeveer?").fill(PLACE)
    page.locator("label.chip", has_text="Buiten").click()
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("#status")).to_contain_text(re.compile("Bewaard|Verstuurd"))
    all_sent(page)


def is_written_down(phone: Phone) -> None:
    """Stay on a page until the browser has put it in its session file."""
    record = phone.page.url.rsplit("/", 1)[1].encode()
    eventually(phone.page, lambda: bool(search(phone.profile / "Default" / "Sessions", [record])), "its own record")


def look_for(phone: Phone, path: str, word: str) -> None:
    """Type, Enter, next page, a result, and back."""
    page = phone.page
    page.goto(path)
    page.locator("#zoek").press_sequentially(word, delay=30)
    page.evaluate(A_MOMENT)  # after the last letter it searches by itself
    saved(page)
    page.locator("#zoek").press("Enter")
    saved(page)  # no answer comes over what is tapped next
    found = page.locator("#lijst a.row").first
    expect(found).to_contain_text(re.compile(f"{NAME}|{PLACE}"))
    further = page.get_by_role("button", name="Volgende")
    if further.count():
        further.click()
        expect(page.get_by_role("button", name="Vorige")).to_be_visible()
    found.click()
    expect(page.locator("h1")).to_contain_text(NAME)
    is_written_down(phone)
    page.go_back()
    expect(page.locator("#zoek")).to_be_visible()
    page.go_forward()
    expect(page.locator("h1")).to_contain_text(NAME)


def read_and_type(page: Page) -> None:
    """The pages of one person and of the change of shifts: read, and typed in without sending."""
    page.goto("/clienten")
    page.locator("#zoek").press_sequentially(WORD, delay=30)
    page.evaluate(A_MOMENT)
    saved(page)
    client = page.locator("#lijst a.row").first.get_attribute("href") or ""
    about = client.rsplit("/", 1)[1]
    page.goto(f"{client}/huishouden")
    page.locator("#zoek").press_sequentially(WORD, delay=30)
    page.evaluate(A_MOMENT)
    saved(page)
    expect(page.locator("#lijst")).to_contain_text(NAME)
    for path in (
        f"{client}?soort=contact",
        f"{client}/overdragen",
        f"{client}/toestemming",
        f"{client}/begeleiding-klaar",
        f"/plaatsingen/aanmelden?client={about}",
        f"/doorverwijzingen/nieuw?client={about}",
        "/overdracht",
        "/dienst",
        "/mijn-week",
    ):
        page.goto(path)
        type_in(page)


def type_in(page: Page) -> None:
    """Fill every field for words, and send nothing."""
    expect(page.locator("h1")).to_be_visible()
    for field in page.locator("main textarea:visible").all():
        field.fill(f"{NAME} bij {PLACE}")


def end_by(how: str, page: Page) -> None:
    """Sign out, or let the phone lie until it locks, or simply close it."""
    if how == "signs out":
        sign_out(page)
    elif how == "locks":
        page.goto("/meer")  # the board stays open while locked
        vault_opens(page)
        pass_time(page, LOCK_HOURS + 1)
        expect(page.locator("[data-lock-screen]")).to_be_visible()


def expect_no_trace(phone: Phone, words: Iterable[str]) -> None:
    """The closed browser wrote down where it was, and none of these words."""
    phone.close()
    kept = " ".join(search(phone.profile, spelled(CONTROL)))
    assert "Default/History" in kept, "the history is written and can be read"
    assert "Default/Sessions" in kept, "and so are the sessions"
    assert search(phone.profile, [one for word in words for one in spelled(word)]) == []


@pytest.mark.parametrize("how", ["signs out", "locks", "closes"])
def test_browser_keeps_no_name_and_no_search_word(phone: Phone, how: str):
    page = phone.page
    become(page, "straatverpleegkundige")
    vault_opens(page)
    add_clients(page)
    log_contact(page)
    look_for(phone, "/clienten", WORD)
    look_for(phone, "/contacten", PLACE[:8])
    read_and_type(page)
    page.goto("/clienten/nieuw")
    page.locator("#alias").fill(f"{NAME} half getypt")
    page.goto(f"/bedden?{CONTROL}")
    end_by(how, page)
    expect_no_trace(phone, (NAME, WORD, PLACE))


def spelled(word: str) -> list[bytes]:
    """As a browser may write it; without its first letter, which may stand apart."""
    return [word[1:].encode(code) for code in ("utf-8", "utf-16-le")]


def refer(page: Page) -> None:
    """Somebody of a youth worker is referred to a programme, so that others read the name."""
    form = {"id": "", "alias": f"{NAME} Elders", "legal_basis": "wmo", "whereabouts": "open"}
    client = page.request.post("/clienten/nieuw", form=form).url.rsplit("/", 1)[1]
    page.goto(f"/plaatsingen/aanmelden?client={client}")
    programme = page.locator("#programme option:not([value=''])").first.get_attribute("value") or ""
    said = {"client": client, "programme": programme, "urgency": "normal", "interim_support": "false", "note": PLACE}
    answer = page.request.post("/plaatsingen/aanmelden", form=said)
    assert re.search(r"/plaatsingen/[0-9a-f-]{36}$", answer.url), answer.text()[:2000]


def test_locked_office_keeps_nothing_of_rooms_placements_and_calls(phone: Phone):
    page, shown = phone.page, 0
    become(page, "jongerenwerker")
    refer(page)
    for user, paths in OFFICES.items():
        become(page, user)
        for path in paths:
            page.goto(path)
            type_in(page)
            shown += f"{NAME} Elders" in page.locator("main").inner_text()
            rows = page.locator("main .rows a.row[href]")
            known = rows.filter(has_text=NAME)
            if rows.count():
                page.goto((known if known.count() else rows).first.get_attribute("href") or "")
                type_in(page)
                shown += f"{NAME} Elders" in page.locator("main").inner_text()
    assert shown > 1, "others read the name"
    page.goto(f"/meer?{CONTROL}")
    end_by("locks", page)
    expect_no_trace(phone, (NAME, PLACE))

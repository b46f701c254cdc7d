"""The list of what this phone still holds: repair, conflict, retry, export, throwing away."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Route, expect

from tests.offline_browser.acts import NOTE, log_contact, ready
from tests.offline_browser.door import Door, accept, broken
from tests.offline_browser.modules import in_page, outbox_rows, queue, send
from tests.support.browser import all_sent, eventually
from tests.support.proxy import Proxy


def refuse(_operation: dict[str, Any]) -> dict[str, Any]:
    return {
        "status": "rejected",
        "code": "invalid",
        "message": "De plek is te lang.",
        "fields": {"place": "Maak de plek korter"},
    }


@pytest.fixture
def refused(tab: Page, door: Door) -> Page:
    """The list with one contact that the server refused."""
    door.judge = refuse
    tab.goto("/contacten/nieuw")
    log_contact(tab)
    expect(tab.locator("h1")).to_have_text("Aandacht nodig")
    expect(tab.locator("#status")).to_contain_text("Aandacht nodig")
    door.judge = accept
    return tab


def test_refused_item_is_repaired_with_everything_that_was_typed(refused: Page, door: Door) -> None:
    [old] = outbox_rows(refused)
    expect(refused.locator("[data-outbox-open]")).to_contain_text("De plek is te lang.")
    refused.get_by_role("link", name="Pas aan").click()
    expect(refused.get_by_label("Naam of roepnaam")).to_have_value("Rooie Piet")
    expect(refused.get_by_label("Notitie")).to_have_value(NOTE)
    expect(refused.get_by_role("radio", name="Buiten")).to_be_checked()
    expect(refused.locator(".errors")).to_contain_text("Maak de plek korter")
    expect(refused.locator("#place-fout")).to_contain_text("Maak de plek korter")
    refused.get_by_label("Waar, ongeveer?").fill("Sluis")
    refused.get_by_role("button", name="Bewaren").click()
    expect(refused.locator("h1")).to_have_text("Verstuurd")
    all_sent(refused)
    [operation] = door.effects.values()
    assert operation["replaces"] == old["id"]
    assert operation["id"] != old["id"]
    assert operation["body"]["place"] == "Sluis"
    assert operation["body"]["note"] == NOTE


def test_repair_of_an_edit_leaves_what_a_colleague_changed_meanwhile(tab: Page, door: Door) -> None:
    door.judge = refuse
    tab.goto("/vormen")
    ready(tab)
    tab.get_by_label("Notitie").fill("Koud en nat")
    tab.get_by_role("button", name="Bewaar wijziging").click()
    expect(tab.locator("h1")).to_have_text("Aandacht nodig")
    door.judge, door.place = accept, "Brug"
    tab.get_by_role("link", name="Pas aan").click()
    expect(tab.get_by_label("Notitie")).to_have_value("Koud en nat")
    expect(tab.get_by_label("Plek")).to_have_value("Brug")
    tab.get_by_role("button", name="Bewaar wijziging").click()
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    [operation] = door.effects.values()
    assert operation["body"]["changes"] == {"note": {"from": "Kou", "to": "Koud en nat"}}


def test_correction_that_was_not_saved_yet_is_there_again(refused: Page, door: Door) -> None:
    refused.get_by_role("link", name="Pas aan").click()
    expect(refused.get_by_label("Notitie")).to_have_value(NOTE)
    refused.get_by_label("Waar, ongeveer?").fill("Sluis")
    expect(refused.locator("[data-draft-status]")).to_be_visible()
    refused.get_by_role("link", name="Onderdak").first.click()
    refused.get_by_role("link", name="Nog te versturen").first.click()
    refused.get_by_role("link", name="Pas aan").click()
    expect(refused.get_by_label("Notitie")).to_have_value(NOTE)
    expect(refused.get_by_label("Waar, ongeveer?")).to_have_value("Sluis")
    refused.get_by_role("button", name="Bewaren").click()
    expect(refused.locator("h1")).to_have_text("Verstuurd")
    [operation] = door.effects.values()
    assert operation["replaces"]


def test_refused_item_can_be_sent_again_as_it_is(refused: Page, door: Door) -> None:
    refused.get_by_text("Andere keuzes").click()
    refused.get_by_role("button", name="Stuur opnieuw").click()
    all_sent(refused)
    assert len(door.effects) == 1


def test_throwing_away_asks_first(refused: Page) -> None:
    refused.get_by_text("Andere keuzes").click()
    refused.get_by_role("button", name="Gooi weg").click()
    dialog = refused.get_by_role("dialog", name="Weggooien?")
    dialog.get_by_role("button", name="Terug").click()
    expect(refused.locator("html")).to_have_attribute("data-unsent", "1")
    refused.get_by_role("button", name="Gooi weg").click()
    dialog.get_by_role("button", name="Gooi weg").click()
    all_sent(refused)
    assert outbox_rows(refused) == []


def test_vault_that_opens_late_leaves_what_was_typed_in_the_repair(refused: Page) -> None:
    refused.get_by_role("link", name="Pas aan").click()
    expect(refused.get_by_label("Notitie")).to_have_value(NOTE)
    held: list[Route] = []
    refused.route("**/offline/vault", lambda route: held.append(route))  # noqa: PLW0108
    refused.reload()
    eventually(refused, lambda: held != [], "the question for the vault's secret")
    refused.get_by_label("Waar, ongeveer?").fill("Sluis")
    held[0].continue_()
    expect(refused.get_by_label("Notitie")).to_have_value(NOTE)
    expect(refused.get_by_label("Waar, ongeveer?")).to_have_value("Sluis")


def test_opened_choices_and_the_focus_stay_when_the_list_renews(refused: Page, door: Door) -> None:
    door.judge = refuse
    queue(refused, 1)
    send(refused)
    choices = refused.get_by_text("Andere keuzes")
    expect(choices).to_have_count(2)
    choices.first.click()
    choices.last.click()
    discard = refused.get_by_role("button", name="Gooi weg")
    discard.last.focus()
    queue(refused, 1)
    send(refused)
    expect(choices).to_have_count(3)
    expect(refused.locator("details[open]")).to_have_count(2)
    expect(discard.last).to_be_focused()
    discard.last.press("Enter")
    refused.get_by_role("dialog").get_by_role("button", name="Gooi weg").press("Enter")
    expect(choices).to_have_count(2)
    expect(refused.locator("h1")).to_be_focused()


def test_item_is_saved_as_a_readable_file_after_asking(refused: Page, tmp_path: Path) -> None:
    refused.get_by_text("Andere keuzes").click()
    refused.get_by_role("button", name="Bewaar als bestand").click()
    dialog = refused.get_by_role("dialog", name="Bewaren als bestand?")
    with refused.expect_download() as download:
        dialog.get_by_role("button", name="Bewaar als bestand").click()
    file = tmp_path / "item.json"
    download.value.save_as(file)
    assert json.loads(file.read_text())["body"]["note"] == NOTE
    expect(refused.locator("html")).to_have_attribute("data-unsent", "1")


def test_what_is_saved_before_there_is_a_vault_is_readable_after_it_is_made(tab: Page, door: Door) -> None:
    door.judge = refuse
    held: list[Route] = []
    tab.route("**/offline/vault", lambda route: route.continue_() if held else held.append(route))
    tab.goto("/als/karin")
    eventually(tab, lambda: held != [], "the question for the vault's secret")
    queue(tab, 1)
    expect(tab.locator("html")).to_have_attribute("data-unsent", "1")
    held[0].continue_()
    ready(tab)
    tab.goto("/onverzonden")
    expect(tab.locator("[data-outbox-open]")).to_contain_text("Contact 0")


def test_locked_vault_shows_that_something_stands_there_not_what(tab: Page, door: Door) -> None:
    door.gate = broken
    queue(tab, 1)
    tab.context.route("**/offline/vault", lambda route: route.abort())
    tab.goto("/onverzonden")
    expect(tab.locator("[data-outbox-open]")).to_contain_text("(op slot)")
    expect(tab.locator("[data-outbox-open]")).not_to_contain_text("Contact 0")


def edit(page: Page, door: Door, current: dict[str, Any]) -> str:
    """Save an edit of place and note that conflicts with what stands there; gives its id."""
    door.judge = lambda _operation: {"status": "conflict", "current": current}
    page.goto("/vormen")
    ready(page)
    page.get_by_label("Plek").fill("Sluis")
    page.get_by_label("Notitie").fill("Koud en nat")
    page.get_by_label("Slapen").check()
    page.get_by_role("button", name="Bewaar wijziging").click()
    page.get_by_role("link", name="Bekijk en kies").click()
    door.judge = accept
    return outbox_rows(page)[-1]["id"]


def test_conflict_shows_both_versions_and_the_choice_becomes_a_new_operation(tab: Page, door: Door) -> None:
    current = {
        "place": {"value": "Brug", "by": "Karin", "at": "2026-11-22T20:40:00+01:00"},
        "note": {"value": "Heeft een deken", "by": "Karin", "at": "2026-11-22T20:40:00+01:00"},
    }
    old = edit(tab, door, current)
    expect(tab.locator("h1")).to_have_text("Jij en Karin veranderden hetzelfde")
    expect(tab.locator("[data-conflict]")).to_contain_text("Versie van Karin")
    expect(tab.locator("[data-agreed]")).to_contain_text("Waar ging het over: Wond, Slapen (van jou)")
    tab.get_by_role("button", name="Bewaar keuze").click()
    expect(tab.locator(".errors")).to_contain_text("Kies welke versie klopt")
    tab.get_by_role("group", name="Plek").get_by_role("radio", name="Versie van Karin").check()
    tab.get_by_role("group", name="Notitie").get_by_role("radio", name="Allebei").check()
    tab.get_by_role("button", name="Bewaar keuze").click()
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    all_sent(tab)
    [operation] = door.effects.values()
    assert operation["replaces"] == old
    assert operation["body"] == {
        "contact": "c-1",
        "changes": {
            "note": {"from": "Heeft een deken", "to": "Koud en nat. Heeft een deken"},
            "topics": {"from": ["wound"], "to": ["wound", "sleep"]},
        },
    }


def test_choice_that_is_tapped_twice_is_saved_once_and_never_called_unsaved(tab: Page, door: Door) -> None:
    edit(tab, door, {"place": {"value": "Brug", "by": "Karin", "at": None}})
    tab.get_by_role("radio", name="Jouw versie").check()
    tab.evaluate(
        """() => {
          window.said = [];
          const region = document.getElementById('status');
          new MutationObserver(() => window.said.push(region.textContent)).observe(region, { childList: true });
        }"""
    )
    tab.get_by_role("button", name="Bewaar keuze").dblclick()
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    assert len(door.effects) == 1
    assert not any(text.startswith("Niet bewaard") for text in tab.evaluate("() => window.said"))


def test_choosing_only_the_others_version_sends_nothing(tab: Page, door: Door) -> None:
    nobody = {"by": None, "at": None}
    current = {"place": {"value": "Brug", **nobody}, "note": {"value": "", **nobody}}
    edit(tab, door, {**current, "topics": {"value": [], **nobody}})
    expect(tab.locator("h1")).to_have_text("Iemand anders veranderde hetzelfde")
    for question in ("Plek", "Notitie", "Waar ging het over?"):
        tab.get_by_role("group", name=question).get_by_role("radio", name="Nieuwste versie").check()
    tab.get_by_role("button", name="Bewaar keuze").click()
    all_sent(tab)
    assert door.effects == {}
    assert outbox_rows(tab) == []


def test_settled_count_stands_on_the_version_that_is_there_now(plain: Page) -> None:
    settled = in_page(
        plain,
        """
        const { settlement } = await module('list/conflict');
        const operation = { base_version: 7, body: { shelter: 's1', category: 'men', free: 3 } };
        const current = { version: 9, free: { value: 1, by: 'Karin', at: null } };
        return [settlement(operation, current, { free: 'mine' }), settlement(operation, current, { free: 'theirs' })];
        """,
    )
    assert settled == [{"body": {"shelter": "s1", "category": "men", "free": 3}, "base_version": 9}, None]


def test_repair_of_what_was_delivered_meanwhile_saves_nothing_twice(refused: Page, door: Door) -> None:
    refused.get_by_role("link", name="Pas aan").click()
    expect(refused.get_by_label("Notitie")).to_have_value(NOTE)
    in_page(refused, "await (await module('outbox/outbox')).sendAgain(argument);", outbox_rows(refused)[0]["id"])
    send(refused, force=True)
    refused.get_by_role("button", name="Bewaren").click()
    expect(refused.locator("#status")).to_contain_text("al verstuurd")
    assert len(outbox_rows(refused)) == 1
    assert len(door.effects) == 1


def test_clock_that_is_far_off_is_said_and_changes_nothing(tab: Page, door: Door) -> None:
    tab.clock.install(time="2026-01-01T12:00:00+01:00")
    tab.goto("/onverzonden")
    queue(tab, 1)
    send(tab, force=True)
    expect(tab.get_by_text("De klok van deze telefoon loopt niet gelijk")).to_be_visible()
    all_sent(tab)
    assert len(door.effects) == 1


def test_titles_are_in_the_language_that_is_read(tab: Page, street: Proxy) -> None:
    street.set("login", path="/offline/operations")
    in_page(
        tab,
        """
        const { save } = await module('outbox/save');
        const { sealingKey } = await module('store/keys');
        const { signedInUser } = await module('page/user');
        const { uuid7 } = await module('crypto/ids');
        const copy = { language: 'nl', title: 'Bed voor Rooie Piet', detail: null, form: null };
        const about = { schema: 1, base_version: null, depends_on: null, replaces: null, body: {} };
        await save(signedInUser(), await sealingKey(), [{ id: uuid7(), kind: 'bed.request', copy, ...about }]);
        """,
    )
    tab.goto("/onverzonden")
    expect(tab.locator("[data-outbox-open] [data-title]")).to_have_text("Bed voor Rooie Piet")
    tab.goto("/onverzonden?lang=en")
    row = tab.locator("[data-outbox-open] li")
    expect(row.locator("[data-title]")).to_have_text("Bed request")
    expect(row).to_contain_text("Bed voor Rooie Piet")


def test_kept_pages_follow_the_language(tab: Page, street: Proxy) -> None:
    street.forget()
    tab.evaluate(
        """() => {
          document.documentElement.lang = 'en';
          document.dispatchEvent(new Event('onderdak:page'));
        }"""
    )
    eventually(tab, lambda: "/clienten/nieuw" in [one.path for one in street.seen], "fetching the forms again")

"""From a form to its operations: shapes, double taps, mistakes, and who is not served."""

from __future__ import annotations

import re
from typing import Any

from playwright.sync_api import Page, Route, expect

from tests.offline_browser.acts import log_contact
from tests.offline_browser.door import Door
from tests.offline_browser.modules import in_page, outbox_rows
from tests.support.browser import all_sent, eventually, send_now
from tests.support.proxy import Proxy


def operations_of(page: Page, selector: str) -> list[dict[str, Any]]:
    return in_page(
        page, "return (await module('forms/body')).operationsOf(document.querySelector(argument));", selector
    )


def test_each_part_of_a_form_is_an_operation_with_its_own_base_version(tab: Page) -> None:
    tab.goto("/vormen")
    tab.get_by_label("men", exact=True).fill("3")
    men, women = operations_of(tab, "#telling")
    assert (men["kind"], men["base_version"]) == ("bed.count", 7)
    assert men["body"] == {"shelter": "s1", "category": "men", "free": 3}
    assert women["body"] == {"shelter": "s1", "category": "women", "free": 1}
    assert men["id"] < women["id"]


def test_each_counted_thing_has_its_own_line_in_the_list(tab: Page, street: Proxy) -> None:
    tab.goto("/vormen")
    street.set("login", path="/offline/operations")
    tab.get_by_role("button", name="Bevestig").click()
    expect(tab.locator("[data-outbox-open] li")).to_contain_text(["men: 2", "women: 1"])
    expect(tab.locator("html")).to_have_attribute("data-unsent", "2")


def test_edit_sends_only_what_changed_with_what_was_there(tab: Page) -> None:
    tab.goto("/vormen")
    tab.get_by_label("Plek").fill("Sluis")
    tab.get_by_label("Slapen").check()
    tab.get_by_label("Haast").check()
    [operation] = operations_of(tab, "#wijzig")
    assert operation["body"] == {
        "contact": "c-1",
        "changes": {
            "place": {"from": "Station", "to": "Sluis"},
            "topics": {"from": ["wound"], "to": ["wound", "sleep"]},
            "urgent": {"from": False, "to": True},
        },
    }


def test_values_take_the_type_the_form_says(tab: Page) -> None:
    tab.goto("/vormen")
    tab.get_by_label("Bereikbaar").fill("06 bij de inloop")
    tab.get_by_label("Bedrag").fill("412,50")
    tab.get_by_label("Niet mee").fill("zoekwoord")
    [operation] = operations_of(tab, "#bed")
    assert operation["schema"] == 2
    assert operation["depends_on"] == ["0198a000-0000-7000-8000-000000000001"]
    assert operation["body"] == {
        "shelter": "s1", "alias": None, "pet": False, "contact_ways": ["06 bij de inloop"], "amount": 412.5,
    }  # fmt: skip


def test_chosen_day_and_agreement_make_a_follow_up(tab: Page) -> None:
    tab.goto("/contacten/nieuw")
    tab.get_by_role("radio", name="Kies dag").check()
    tab.get_by_label("Dag", exact=True).fill("2026-12-01")
    tab.get_by_label("Wat is afgesproken?").fill("Verband wisselen")
    [operation] = operations_of(tab, "#contact")
    assert operation["body"]["follow_up"] == {"due_on": "2026-12-01", "text": "Verband wisselen"}


def test_what_was_saved_is_not_given_to_the_server_a_second_time_when_the_phone_is_full_just_then(
    tab: Page, door: Door, street: Proxy
) -> None:
    tab.goto("/vormen")
    tab.evaluate(
        """() => {
          const { put } = IDBObjectStore.prototype;
          IDBObjectStore.prototype.put = function putUnlessChain(value, ...key) {
            if (String(key[0]).startsWith('chain:')) throw new DOMException('full', 'QuotaExceededError');
            return put.call(this, value, ...key);
          };
        }"""
    )
    tab.get_by_role("button", name="Bevestig").click()
    eventually(tab, lambda: len(door.effects) == 2, "sending")
    all_sent(tab)
    assert ("POST", "/vormen") not in [(one.method, one.path) for one in street.seen]


def test_double_tap_is_one_item(tab: Page, door: Door) -> None:
    tab.goto("/contacten/nieuw")
    tab.get_by_role("radio", name="Anoniem").check()
    tab.get_by_role("radio", name="Buiten").check()
    tab.get_by_role("button", name="Bewaren").dblclick()
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    assert len(outbox_rows(tab)) == 1
    assert len(door.effects) == 1


def test_form_says_that_it_is_on_its_way_until_it_is_saved_and_led_on(tab: Page) -> None:
    tab.goto("/vormen")
    form = tab.locator("#gedaan")
    is_busy = "(one) => { one.requestSubmit(); return one.getAttribute('aria-busy'); }"
    assert form.evaluate(is_busy) == "true", "at once: before it is written nothing else tells of it"
    expect(form).not_to_have_attribute("aria-busy", "true")
    assert len(outbox_rows(tab)) == 1


TAPS_AROUND_THE_CHANGE = """() => {
  const kind = { bubbles: true, cancelable: true };
  const tap = (place, detail) => place.dispatchEvent(new MouseEvent('click', { ...kind, detail }));
  document.addEventListener('htmx:before:swap', () => tap(document.body, 1), { once: true });
  document.addEventListener('htmx:after:swap', () => tap(document.querySelector('.tabs a[href="/bedden"]'), 2),
    { once: true });
}"""


def test_second_tap_of_a_double_tap_is_not_for_the_next_page(tab: Page) -> None:
    tab.goto("/")
    tab.evaluate(TAPS_AROUND_THE_CHANGE)
    tab.get_by_role("link", name="Contact vastleggen").click()
    expect(tab.locator("h1")).to_have_text("Contact vastleggen")
    tab.wait_for_timeout(300)  # in which a tap that counts would lead on
    expect(tab.locator("h1")).to_have_text("Contact vastleggen")
    tab.get_by_role("link", name="Bedden").first.click()
    expect(tab.locator("h1")).to_have_text("Bedden vannacht")


def test_what_is_missing_is_said_above_the_form_and_at_the_field(tab: Page) -> None:
    tab.goto("/contacten/nieuw")
    tab.get_by_label("Notitie").fill("blijft staan")
    tab.get_by_role("button", name="Bewaren").click()
    summary = tab.locator(".errors")
    expect(summary).to_be_focused()
    expect(summary.get_by_role("heading")).to_have_text("Nog 2 dingen invullen")
    expect(summary.get_by_role("link")).to_have_text(["Kies wie het is", "Kies waar iemand slaapt"])
    expect(tab.locator(".field-error")).to_have_count(2)
    expect(tab.get_by_label("Notitie")).to_have_value("blijft staan")
    assert outbox_rows(tab) == []
    tab.get_by_role("radio", name="Anoniem").check()
    tab.get_by_role("button", name="Bewaren").click()
    expect(summary.get_by_role("heading")).to_have_text("Er staat een fout in")


def test_same_page_counted_twice_stands_on_the_phones_own_count(tab: Page, door: Door, street: Proxy) -> None:
    tab.goto("/vormen")
    street.set("drop", path="/")
    in_page(
        tab,
        """
        const { baseOf, remember } = await module('outbox/chains');
        const { signedInUser } = await module('page/user');
        const { asked, transact } = await module('store/db');
        window.becomes = (id, status) => transact(['outbox'], 'readwrite', (tx) => (
          asked(tx.objectStore('outbox').put({ id, device: 'other', seq: 1, status }))));
        window.chain = async (id, base) => {
          await window.becomes(id, 'waiting');
          const used = await baseOf(signedInUser(), 'men', base);
          await remember(signedInUser(), 'men', id, base);
          return used;
        };
        """,
    )
    assert tab.evaluate("() => window.chain('count-1', 7)") == 7
    assert tab.evaluate("() => window.chain('count-2', 7)") == "count-1"
    assert tab.evaluate("() => window.chain('count-3', 7)") == "count-2"
    tab.evaluate("() => window.becomes('count-3', 'attention')")
    assert tab.evaluate("() => window.chain('count-4', 7)") == 7, "nothing stands on what was refused"
    assert tab.evaluate("() => window.chain('count-5', 9)") == 9, "the page was renewed and shows a later count"


def test_accepted_request_leads_to_its_own_page(tab: Page, door: Door) -> None:
    tab.goto("/vormen")
    tab.get_by_label("Naam", exact=True).fill("Piet")
    tab.get_by_role("button", name="Vraag bed").click()
    expect(tab.locator("h1")).to_contain_text("Pagina")
    expect(tab).to_have_url(re.compile(f"{next(iter(door.results.values()))['url']}$"))


def ask_without_network(tab: Page, street: Proxy) -> None:
    tab.goto("/vormen")
    street.set("drop")
    tab.get_by_role("button", name="Vraag bed").click()
    expect(tab.locator("h1")).to_have_text("Nog niet gevraagd")


def test_request_that_arrives_later_still_leads_to_its_page_once(tab: Page, street: Proxy) -> None:
    ask_without_network(tab, street)
    expect(tab.locator("[data-outbox-open]")).to_contain_text("Nog niet gevraagd")
    asked: list[Route] = []
    tab.context.route("**/contacten/*-*", lambda route: asked.append(route))  # noqa: PLW0108
    street.set("pass")
    send_now(tab)
    all_sent(tab)
    eventually(tab, lambda: asked != [], "going to its page")
    in_page(tab, "(await module('outbox/channel')).announce({ type: 'changed' });")  # the news of it may come twice
    tab.wait_for_timeout(300)  # in which it would be asked a second time
    for route in asked:
        route.continue_()
    expect(tab.locator("h1")).to_contain_text("Pagina")
    assert len(asked) == 1


def test_one_goes_back_from_the_page_that_followed_to_the_form(tab: Page, street: Proxy) -> None:
    ask_without_network(tab, street)
    street.set("pass")
    send_now(tab)
    expect(tab.locator("h1")).to_contain_text("Pagina")
    tab.go_back()
    expect(tab.locator("h1")).to_have_text("Vormen")


def test_who_taps_on_meanwhile_is_not_taken_elsewhere(tab: Page, street: Proxy) -> None:
    held: list[Route] = []
    tab.add_init_script("delete ServiceWorkerRegistration.prototype.sync")  # else the worker sends, unrouted
    tab.goto("/vormen")
    tab.route("**/offline/operations", lambda route: held.append(route))  # noqa: PLW0108
    tab.get_by_role("button", name="Vraag bed").click()
    tab.get_by_role("link", name="Onderdak").first.click()
    expect(tab.locator("h1")).to_have_text("Vandaag")
    tab.wait_for_timeout(1000)  # longer than a page waits for what it becomes
    expect(tab.locator("h1")).to_have_text("Vandaag")


def test_page_that_was_tapped_comes_before_the_one_that_follows(tab: Page, street: Proxy) -> None:
    ask_without_network(tab, street)
    street.set("pass")
    asked: list[Route] = []
    tab.route("**/clienten/c1", lambda route: asked.append(route))  # noqa: PLW0108
    tab.evaluate("() => document.querySelector('[data-outbox-head] a').setAttribute('href', '/clienten/c1')")
    tab.evaluate("() => document.querySelector('[data-outbox-head] a').click()")
    eventually(tab, lambda: asked != [], "the tapped page")
    send_now(tab)
    all_sent(tab)
    tab.wait_for_timeout(300)  # in which it would lead to the other page
    asked[0].continue_()
    expect(tab.locator("h1")).to_have_text("Pagina c1")


def test_one_tap_form_stays_where_it_is(tab: Page, door: Door) -> None:
    tab.goto("/vormen")
    tab.get_by_role("button", name="Gedaan").click()
    expect(tab.locator("#status")).to_contain_text("Verstuurd")
    expect(tab.locator("h1")).to_have_text("Vormen")
    [operation] = door.effects.values()
    assert operation["body"] == {"follow_up": "f-1"}


def test_who_is_not_signed_in_gets_the_plain_form(tab: Page, door: Door) -> None:
    tab.context.clear_cookies()
    tab.goto("/contacten/nieuw")
    expect(tab.locator("html")).not_to_have_attribute("data-unsent", re.compile(""))
    log_contact(tab)
    expect(tab.locator("h1")).to_have_text("Pagina plain")
    assert door.posted[0]["alias"] == ["Rooie Piet"]


def test_phone_that_never_had_a_key_says_so_and_keeps_what_was_typed(tab: Page, street: Proxy) -> None:
    street.set("drop")  # first: a page that misses its key asks for it
    in_page(tab, "await (await module('store/db')).writeMeta('keys', undefined);")
    tab.goto("/contacten/nieuw")
    log_contact(tab)
    expect(tab.locator("#status")).to_contain_text("Nog niet bewaard")
    expect(tab.get_by_label("Naam of roepnaam")).to_have_value("Rooie Piet")
    street.set("pass")
    tab.get_by_role("button", name="Bewaren").click()
    expect(tab.locator("h1")).to_have_text("Verstuurd")


def test_browser_without_a_working_store_gets_the_plain_form(tab: Page, door: Door) -> None:
    tab.add_init_script("IDBFactory.prototype.open = () => { throw new DOMException('no store', 'SecurityError'); };")
    tab.goto("/contacten/nieuw")
    log_contact(tab)
    expect(tab.locator("h1")).to_have_text("Pagina plain")
    assert door.posted[0]["alias"] == ["Rooie Piet"]

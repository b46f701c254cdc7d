"""A waiting item can be changed or thrown away: exactly once or not at all, also while it is being sent."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page, expect

from tests.offline_browser.acts import NOTE, log_contact, ready
from tests.offline_browser.door import Door
from tests.offline_browser.modules import in_page, outbox_rows, queue, send
from tests.support.browser import all_sent, eventually, send_now
from tests.support.proxy import Proxy

OPEN = "[data-outbox-open]"


@pytest.fixture
def waiting(tab: Page, street: Proxy) -> Page:
    """The list with one contact that waits for a network."""
    tab.goto("/contacten/nieuw")
    ready(tab)
    street.set("drop")
    log_contact(tab)
    expect(tab.locator(OPEN)).to_contain_text("wacht op netwerk")
    return tab


def statuses(page: Page) -> list[str]:
    return [row["status"] for row in outbox_rows(page)]


def change(page: Page, place: str) -> None:
    page.get_by_role("link", name="Wijzigen").click()
    expect(page.get_by_label("Notitie")).to_have_value(NOTE)
    page.get_by_label("Waar, ongeveer?").fill(place)
    page.get_by_role("button", name="Bewaren").click()
    expect(page.locator("h1")).to_have_text("Bewaard op deze telefoon")


def throw_away(page: Page) -> None:
    page.get_by_role("button", name="Weggooien").click()
    page.get_by_role("dialog", name="Weggooien?").get_by_role("button", name="Gooi weg").click()


def arrives(page: Page, street: Proxy) -> None:
    street.set("pass")
    send_now(page)
    all_sent(page)


def test_change_without_network_is_what_arrives_and_of_the_moment_it_was_saved(
    waiting: Page, door: Door, street: Proxy
) -> None:
    [old] = outbox_rows(waiting)
    told = in_page(
        waiting,
        """
        const { read } = await module('store/vault');
        return (await read(argument.device, `item:${argument.id}`)).operation;
        """,
        old,
    )
    change(waiting, "Sluis")
    assert statuses(waiting) == ["replaced", "waiting"]
    expect(waiting.locator("html")).to_have_attribute("data-unsent", "1")
    change(waiting, "Brug")
    assert statuses(waiting) == ["replaced", "replaced", "waiting"]
    arrives(waiting, street)
    [operation] = door.effects.values()
    assert operation["body"]["place"] == "Brug"
    assert operation["replaces"] == old["id"], "each change names the first version: that is what may have arrived"
    assert operation["client_time"] == told["client_time"]


def test_what_is_thrown_away_without_network_never_arrives(waiting: Page, door: Door, street: Proxy) -> None:
    waiting.get_by_role("button", name="Weggooien").click()
    waiting.get_by_role("dialog", name="Weggooien?").get_by_role("button", name="Terug").click()
    expect(waiting.locator("html")).to_have_attribute("data-unsent", "1")
    throw_away(waiting)
    all_sent(waiting)
    eventually(waiting, lambda: outbox_rows(waiting) == [], "letting go")
    street.set("pass")
    send(waiting, force=True)
    assert door.effects == {}


def test_what_is_thrown_away_under_way_and_arrives_is_told(tab: Page, door: Door, street: Proxy) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    street.set("hold", path="/offline/operations")
    log_contact(tab)
    expect(tab.locator(OPEN)).to_contain_text("wacht op netwerk")
    throw_away(tab)
    eventually(tab, lambda: statuses(tab) == ["withdrawn"], "throwing it away")
    street.set("pass")
    expect(tab.locator("h1")).to_have_text("Verstuurd")
    expect(tab.locator("[data-outbox-head]")).to_contain_text("Rooie Piet")
    expect(tab.locator("#status")).to_contain_text("al verstuurd")
    assert len(door.effects) == 1


def test_what_is_thrown_away_in_a_request_that_hangs_is_not_sent_again(tab: Page, door: Door, street: Proxy) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    street.set("hang", path="/offline/operations")
    log_contact(tab)
    expect(tab.locator(OPEN)).to_contain_text("wacht op netwerk")
    throw_away(tab)
    all_sent(tab)
    street.set("pass")  # a browser may send again by itself what was reset: then it is there, and shown
    eventually(tab, lambda: statuses(tab) in ([], ["delivered"]), "letting go")
    assert len(door.effects) == len(statuses(tab))


def test_of_a_request_that_hangs_and_its_change_one_arrives(tab: Page, door: Door, street: Proxy) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    street.set("hang", path="/offline/operations")
    log_contact(tab)
    expect(tab.locator(OPEN)).to_contain_text("wacht op netwerk")
    change(tab, "Sluis")
    street.set("pass")
    eventually(tab, lambda: statuses(tab)[-1] != "waiting", "sending")
    [operation] = door.effects.values()
    is_late = operation["body"]["place"] != "Sluis"
    assert statuses(tab) == ["replaced", "attention" if is_late else "delivered"]


def test_change_after_a_lost_answer_is_refused_in_words(tab: Page, door: Door, street: Proxy) -> None:
    tab.goto("/contacten/nieuw")
    ready(tab)
    street.set("lose", path="/offline/operations")
    log_contact(tab)
    expect(tab.locator(OPEN)).to_contain_text("wacht op netwerk")
    eventually(tab, lambda: len(door.effects) == 1, "arriving")
    change(tab, "Sluis")
    street.set("pass")
    send(tab, force=True)
    expect(tab.locator(OPEN)).to_contain_text("Dit was al aangekomen")
    [made] = door.effects.values()
    expect(tab.get_by_role("link", name="Bekijk", exact=True)).to_have_attribute("href", f"/contacten/{made['id']}")
    expect(tab.get_by_role("link", name="Pas aan")).to_be_hidden()
    assert made["body"]["place"] != "Sluis"


def test_change_of_what_was_delivered_meanwhile_saves_nothing(waiting: Page, door: Door, street: Proxy) -> None:
    waiting.get_by_role("link", name="Wijzigen").click()
    expect(waiting.get_by_label("Notitie")).to_have_value(NOTE)
    waiting.get_by_label("Waar, ongeveer?").fill("Sluis")
    street.set("pass")
    send(waiting, force=True)
    waiting.get_by_role("button", name="Bewaren").click()
    expect(waiting.locator("#status")).to_contain_text("al verstuurd")
    assert statuses(waiting) == ["delivered"]
    assert len(door.effects) == 1


def test_item_that_another_hangs_on_is_not_thrown_away(tab: Page, street: Proxy) -> None:
    street.set("drop", path="")
    [first] = queue(tab, 1)
    in_page(
        tab,
        """
        const { save } = await module('outbox/save');
        const { sealingKey } = await module('store/keys');
        const { signedInUser } = await module('page/user');
        const { uuid7 } = await module('crypto/ids');
        const draft = { id: uuid7(), kind: 'contact.log', schema: 1, base_version: null, depends_on: [argument],
          replaces: null, body: { note: 'hangt' }, copy: { title: 'Hangt', form: null } };
        await save(signedInUser(), await sealingKey(), [draft]);
        """,
        first,
    )
    street.set("hang", path="/offline/operations")
    tab.goto("/onverzonden")
    row = tab.locator(f"{OPEN} li", has_text="Contact 0")
    expect(row).to_contain_text("Hier hangt iets aan")
    expect(row.get_by_role("button", name="Weggooien")).to_be_hidden()
    refusal = """
        const { Needed, throwAway } = await module('outbox/outbox');
        return throwAway(argument).then(() => false, (error) => error instanceof Needed);
    """
    assert in_page(tab, refusal, first)
    expect(tab.locator(f"{OPEN} li", has_text="Hangt").get_by_role("button", name="Weggooien")).to_be_visible()


def test_locked_item_can_only_be_thrown_away(waiting: Page) -> None:
    in_page(waiting, "const vault = await module('store/vault'); vault.lock();")
    expect(waiting.locator(OPEN)).to_contain_text("op slot")
    expect(waiting.get_by_role("link", name="Wijzigen")).to_be_hidden()
    throw_away(waiting)
    all_sent(waiting)

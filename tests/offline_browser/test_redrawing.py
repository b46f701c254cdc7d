"""What shows unsent items keeps up with a sender that settles many at once."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.offline_browser.door import Door
from tests.offline_browser.modules import in_page, queue
from tests.support.browser import all_sent
from tests.support.proxy import Proxy


def test_many_announcements_in_a_frame_are_one_look(plain: Page) -> None:
    looks = in_page(
        plain,
        """
        const { inTurn } = await module('page/page');
        let looks = 0;
        const look = inTurn(async () => { looks += 1; });
        const frame = () => new Promise(requestAnimationFrame);
        await frame();
        for (let n = 0; n < 20; n += 1) { look(); await Promise.resolve(); }
        const first = looks;
        for (let n = 0; n < 4; n += 1) await frame();
        return [first, looks];
        """,
    )
    assert looks == [1, 2], "at once, and once more for all that came after it"


COUNT = """() => {
  window.openings = 0;
  const { decrypt } = SubtleCrypto.prototype;
  SubtleCrypto.prototype.decrypt = function (...given) { window.openings += 1; return decrypt.apply(this, given); };
}"""


def test_an_item_is_opened_once_and_not_kept_in_a_locked_vault(tab: Page, door: Door, street: Proxy) -> None:
    street.set("login", path="/offline/operations")
    queue(tab, 20)
    tab.add_init_script(f"({COUNT})()")
    tab.goto("/onverzonden")
    rows = tab.locator("[data-outbox-open] [data-rows] > *")
    expect(rows.filter(has_text="Contact")).to_have_count(20)
    opened = tab.evaluate("() => window.openings")
    street.set("pass")
    in_page(tab, "await (await module('page/wake')).wake({ force: true });")
    all_sent(tab)
    sent = tab.locator("[data-outbox-sent] [data-rows] > *")
    expect(sent.filter(has_text="Contact")).to_have_count(20)
    assert tab.evaluate("() => window.openings") - opened < 20, "a redraw opens nothing again"
    in_page(tab, "(await module('store/vault')).lock();")
    expect(sent.filter(has_text="Contact")).to_have_count(0)
    assert len(door.effects) == 20

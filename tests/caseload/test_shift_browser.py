"""A whole shift without network on one phone: 200 people to read, 40 contacts, six empty batteries, a wrong clock.

Nobody waits 26 hours: the clock of the phone jumps. After an empty battery reading takes the network or a passkey, so
from then on the phone only writes; that is as it should be.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import Page, Playwright, expect
from sqlmodel import col, select

from tests.caseload.acts import fill_caseload
from tests.caseload.phones import go, read_ahead, save_contact
from tests.contacts.acts import NURSE
from tests.offline_browser.modules import in_page, outbox_rows
from tests.support.browser import Phone, all_sent, eventually, expect_kept, vault_opens
from tests.support.proxy import Proxy
from tests.support.servers import Server
from webapp.contacts.models import StreetContact
from webapp.db import Database

SAVED, KILLS, CLIENTS = 40, 6, 200
HOUR_MS = 60 * 60 * 1000
READ_ALL = """
  const { read } = await module('store/vault');
  const { nodesOf } = await module('page/html');
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { device } = await deviceOf(signedInUser());
  const names = [];
  for (const path of argument) {
    const page = document.createDocumentFragment();
    page.append(...nodesOf((await read(device, `page:${path}`)).html));
    if (page.querySelectorAll('[data-record]').length > 2) names.push(page.querySelector('h1').textContent);
  }
  return names;
"""
SAVE = """
  const { save } = await module('outbox/save');
  const { sealingKey } = await module('store/keys');
  const { signedInUser } = await module('page/user');
  const { uuid7 } = await module('crypto/ids');
  const key = await sealingKey();
  window.isSaved = [];
  const all = argument.map(({ client, note }) => {
    const body = { client, channel: 'street', ethos_category: 'public_space', topics: [], note };
    const draft = { id: uuid7(), kind: 'contact.log', schema: 1, base_version: null, depends_on: null, replaces: null,
      body, copy: { title: note, detail: null, form: null } };
    return () => save(signedInUser(), key, [draft]).then(() => window.isSaved.push(note));
  });
  const last = all.pop();
  for (const one of all) await one();
  last(); // the battery ends while this one is being saved
  return window.isSaved;
"""
JUMPED = """{
  const [now, mono] = [Date.now.bind(Date), performance.now.bind(performance)];
  Date.now = () => now() + %d;
}"""


@pytest.mark.one_store
def test_a_shift_without_network_loses_nothing_and_doubles_nothing(
    demo_database: Database,
    start_server: Callable[[], Server],
    playwright_driver: Playwright,
    tmp_path: Path,
) -> None:
    clients = [str(one) for one in fill_caseload(demo_database, CLIENTS)][-CLIENTS:]
    proxy = Proxy(start_server().port)
    phone = Phone(playwright_driver, tmp_path / "profile", proxy.url)
    try:
        promised = _shift(phone, proxy, clients)
        stored = _stored(demo_database)
        assert [note for note in promised if stored.count(note) != 1] == []
        assert len(stored) == len(set(stored)), "nothing twice"
        assert len(promised) >= SAVED - KILLS
    finally:
        phone.throw_away()
        proxy.close()


def _shift(phone: Phone, proxy: Proxy, clients: list[str]) -> list[str]:
    """From the morning with a network to the next day with one; the notes that the phone called saved."""
    page = phone.open()
    page.request.post("/demo/inloggen", form={"user": NURSE})
    page.goto("/contacten")
    vault_opens(page)
    expect_kept(page, "/contacten/nieuw")
    read_ahead(page, f"/clienten/{clients[-1]}")
    proxy.set("drop")
    kept = _kept(page, clients)
    assert len(set(in_page(page, READ_ALL, kept))) == len(kept) >= CLIENTS - 5
    go(page, kept[0])
    expect(page.locator("h1")).not_to_have_text("Deze pagina staat niet op je telefoon")
    save_contact(page, kept[0].rpartition("/")[2], "Dienst 0")
    promised = ["Dienst 0"]
    number = 1
    eventually(page, lambda: phone.has_written("user"), "writing who is signed in", seconds=60)
    for kill in range(KILLS):
        batch = [{"client": clients[n % CLIENTS], "note": f"Dienst {n}"} for n in range(number, number + 7)]
        number += len(batch)
        promised += in_page(page, SAVE, batch[: SAVED - len(promised) + 1])
        phone.kill()
        page = phone.open()
        off = {2: 24, 3: -24, KILLS - 1: 26}.get(kill, 0) * HOUR_MS
        page.add_init_script(JUMPED % off)
        page.goto("/onverzonden")
        waiting = {row["status"] for row in outbox_rows(page)}
        assert waiting == {"waiting"}
        expect(page.locator("html")).to_have_attribute("data-unsent", str(len(outbox_rows(page))))
        assert len(outbox_rows(page)) >= len(promised)
    proxy.set("pass")
    page.goto("/onverzonden")
    page.evaluate("() => window.dispatchEvent(new Event('online'))")
    all_sent(page)
    vault_opens(page)
    read_ahead(page, kept[0])
    go(page, kept[0])
    eventually(page, lambda: page.get_by_text("Dienst 0", exact=True).count() > 0, "its own page")
    return promised


def _kept(page: Page, clients: list[str]) -> list[str]:
    """The addresses of those that the phone keeps: the demo's own people take a few of the places."""
    body = """
      const { list } = await module('store/vault');
      const { deviceOf } = await module('store/identity');
      const { signedInUser } = await module('page/user');
      return (await list((await deviceOf(signedInUser())).device, 'page:/clienten/')).map(({ name }) => name.slice(5));
    """
    mine = {f"/clienten/{one}" for one in clients}
    return sorted(mine & set(in_page(page, body)))


def _stored(database: Database) -> list[str]:
    with database.reading() as session:
        notes = select(StreetContact.note).where(col(StreetContact.note).startswith("Dienst "))
        return [note for note in session.exec(notes).all() if note]

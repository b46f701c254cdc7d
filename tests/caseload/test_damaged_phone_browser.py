"""What went wrong on the disk of a phone is set apart and shown; the rest is read, saved and sent as ever."""

from __future__ import annotations

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.caseload.phones import go, read_ahead, send
from tests.contacts.acts import NURSE
from tests.offline_browser.modules import in_page, outbox_rows
from tests.support.browser import all_sent, eventually, expect_kept, send_now, vault_opens
from tests.support.proxy import Proxy

SAVE = """
  const { save } = await module('outbox/save');
  const { sealingKey } = await module('store/keys');
  const { signedInUser } = await module('page/user');
  const { uuid7 } = await module('crypto/ids');
  const key = await sealingKey();
  const ids = [];
  for (const note of argument.notes) {
    const body = { client: argument.client, channel: 'street', ethos_category: 'unknown', topics: [], note };
    const draft = { id: uuid7(), kind: 'contact.log', schema: 1, base_version: null, depends_on: null, replaces: null,
      body, copy: { title: `Contact ${note}`, detail: note, form: null } };
    await save(signedInUser(), key, [draft]);
    ids.push(draft.id);
  }
  return ids;
"""
DAMAGE = """
  const { transact, asked } = await module('store/db');
  const flipped = (text) => {
    const at = text.length >> 1;
    return text.slice(0, at) + (text[at] === 'A' ? 'B' : 'A') + text.slice(at + 1);
  };
  const { deviceOf } = await module('store/identity');
  const { signedInUser } = await module('page/user');
  const { device } = await deviceOf(signedInUser());
  await transact(['vault', 'outbox'], 'readwrite', async (tx) => {
    const [vault, outbox] = [tx.objectStore('vault'), tx.objectStore('outbox')];
    const page = (name) => asked(vault.get([device, name]));
    const [one, other, list, choices] = await Promise.all([...argument.pages, 'page:/clienten', 'choices'].map(page));
    vault.put({ ...one, sealed: flipped(one.sealed) });
    vault.put({ ...other, sealed: list.sealed });
    vault.put({ ...list, sealed: other.sealed });
    vault.put({ ...choices, sealed: choices.sealed.slice(0, 99) });
    const [flip, swap, swapped, cut] = await Promise.all(argument.items.map((id) => asked(outbox.get(id))));
    outbox.put({ ...flip, sealed: flipped(flip.sealed) });
    outbox.put({ ...swap, sealed: swapped.sealed });
    outbox.put({ ...swapped, sealed: swap.sealed });
    const { sealed, ...rest } = cut;
    outbox.put(rest);
    const copy = await page(`item:${flip.id}`);
    vault.put({ ...copy, sealed: null });
  });
"""
SPOIL = """
  const { transact, asked } = await module('store/db');
  const { signedInUser } = await module('page/user');
  await transact(['devices'], 'readwrite', async (tx) => {
    const devices = tx.objectStore('devices');
    const record = await asked(devices.get(signedInUser()));
    devices.put({ ...record, ...argument });
  });
"""


def test_damaged_records_are_set_apart_and_the_rest_goes_on(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at(NURSE, "/contacten")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    added = [("client.add", {"name": f"Schadeproef {name}", "legal_basis": "wgbo"}) for name in ("Een", "Twee", "Drie")]
    clients = send(page.request, *added)
    paths = [f"/clienten/{one}" for one in clients]
    for path in paths:
        read_ahead(page, path)
    proxy.set("drop")
    notes = ["geflipt", "geruild", "omgeruild", "geknipt", "heel"]
    items = in_page(page, SAVE, {"client": clients[2], "notes": notes})
    in_page(page, DAMAGE, {"pages": [f"page:{path}" for path in paths[:2]], "items": items})
    for path in (*paths[:2], "/clienten"):
        go(page, path)
        expect(page.locator("h1")).to_have_text("Deze pagina staat niet op je telefoon")
    go(page, paths[2])
    expect(page.locator("h1")).to_have_text("Schadeproef Drie")
    go(page, "/onverzonden")
    waiting = page.locator("[data-outbox-open] [data-rows] > li")
    expect(waiting).to_have_count(5)

    proxy.set("pass")
    page.goto("/onverzonden")
    send_now(page)
    expect(page.locator("html")).to_have_attribute("data-unsent", "4")
    expect(page.locator("[data-outbox-open]").get_by_text("aandacht nodig")).to_have_count(4)
    kept = {row["id"]: row["status"] for row in outbox_rows(page)}
    assert [kept[one] for one in items] == ["attention"] * 4 + ["delivered"]
    vault_opens(page)
    swapped = waiting.filter(has_text="Contact geruild")
    swapped.get_by_text("Andere keuzes").click()
    swapped.get_by_role("button", name="Bewaar als bestand").click()
    with page.expect_download() as download:
        page.get_by_role("dialog").get_by_role("button", name="Bewaar als bestand").click()
    assert "geruild" in download.value.path().read_text(), "its readable copy is whole: that can leave as a file"
    read_ahead(page, paths[0])
    assert errors == []


def test_damaged_keys_hold_up_no_saving(at: Callable[[str, str], Page], proxy: Proxy) -> None:
    page = at(NURSE, "/contacten")
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    vault_opens(page)
    expect_kept(page, "/onverzonden")
    for spoiled in ({"vault_public": "AAAA"}, {"wraps": [{"kind": "server", "iv": "x", "wrapped": "y"}]}):
        in_page(page, SPOIL, spoiled)
        page.goto("/onverzonden")
        all_sent(page)
        ids = in_page(page, SAVE, {"client": None, "notes": ["Sleutelproef"]})
        send_now(page)
        eventually(page, lambda one=ids[0]: page.request.get(f"/contacten/{one}").status == 200, "sending")
    assert errors == []
    proxy.set("pass")

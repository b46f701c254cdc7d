"""A nurse's phone with her caseload in it, and what it shows of that without network."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import APIRequestContext, Page, expect

from tests.contacts.acts import chip
from tests.offline_browser.modules import in_page
from tests.support.browser import eventually
from webapp import clock
from webapp.db import new_id


def send(request: APIRequestContext, *operations: tuple[str, dict[str, Any]]) -> list[str]:
    """Let the server take these operations, as from another phone of the same user; their ids."""
    items = [
        {"id": str(new_id()), "kind": kind, "schema": 1, "seq": at + 1, "body": body,
         "client_time": clock.local(clock.now()).isoformat()}
        for at, (kind, body) in enumerate(operations)
    ]  # fmt: skip
    answer = request.post("/offline/operations", data={"device": str(new_id()), "operations": items})
    assert [one["status"] for one in answer.json()["results"]] == ["accepted"] * len(items), answer.text()
    return [str(one["id"]) for one in items]


def read_ahead(page: Page, path: str) -> None:
    """Let the phone take what is new, until it holds this page."""
    body = """
      const { refreshSnapshot } = await module('reading/snapshot');
      const { read } = await module('store/vault');
      const { deviceOf } = await module('store/identity');
      const { signedInUser } = await module('page/user');
      const record = await deviceOf(signedInUser());
      await refreshSnapshot(record, true);
      return Boolean(await read(record.device, `page:${argument}`));
    """
    eventually(page, lambda: bool(in_page(page, body, path)), f"keeping {path}")


def go(page: Page, path: str) -> None:
    """Go there in the living document, as a tapped link does: its vault stays open."""
    in_page(page, "const { go } = await module('page/page'); await go(argument).catch(() => {});", path)


def save_contact(page: Page, client: str, note: str, agreed: str = "") -> None:
    """Log a contact with a client in the form that the phone keeps."""
    go(page, f"/contacten/nieuw?client={client}")
    expect(page.locator(f'input[name="client"][value="{client}"]')).to_be_checked()
    chip(page, "Buiten").tap()
    page.locator('main [name="note"]').fill(note)
    if agreed:
        page.get_by_label("Wat is afgesproken?").fill(agreed)
        expect(page.locator("[data-in-days='1']")).to_be_checked()
    page.get_by_role("button", name="Bewaren").tap()
    expect(page.locator("h1")).to_have_text("Bewaard op deze telefoon")

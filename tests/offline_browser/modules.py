"""Calling the phone's own modules from a test, in the page where they run."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Page

PREFIX = """
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const module = (name) => modules[`js/offline/${name}.js`];
"""


def in_page(page: Page, body: str, argument: Any = None) -> Any:
    """Run ``body`` (an async function body with ``module(name)`` and ``argument``) in the page."""
    return page.evaluate(f"async (argument) => {{ {PREFIX} {body} }}", argument)


def outbox_rows(page: Page) -> list[dict[str, Any]]:
    """Every row of the outbox as it stands on disk, by device and seq."""
    return in_page(
        page,
        """
        const { transact, asked } = await module('store/db');
        return transact(['outbox'], 'readonly', (tx) => asked(tx.objectStore('outbox').index('seq').getAll()));
        """,
    )


def device_of(page: Page) -> str:
    """The device id of who is signed in on this page."""
    return in_page(
        page,
        """
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        return (await deviceOf(signedInUser())).device;
        """,
    )


def queue(page: Page, count: int, *, text: str = "x", kind: str = "contact.log", about: str | None = None) -> list[str]:
    """Save ``count`` items without any form, ``about`` a record that they act on; gives their ids in order."""
    return in_page(
        page,
        """
        const { save } = await module('outbox/save');
        const { sealingKey } = await module('store/keys');
        const { signedInUser } = await module('page/user');
        const { uuid7 } = await module('crypto/ids');
        const key = await sealingKey();
        const ids = [];
        for (let n = 0; n < argument.count; n += 1) {
          const draft = { id: uuid7(), kind: argument.kind, schema: 1, base_version: null, depends_on: null,
            replaces: null, about: argument.about, body: { note: `${argument.text} ${n}` },
            copy: { title: `Contact ${n}`, detail: null, form: null } };
          await save(signedInUser(), key, [draft]);
          ids.push(draft.id);
        }
        return ids;
        """,
        {"count": count, "text": text, "kind": kind, "about": about},
    )


def send(page: Page, **options: Any) -> dict[str, Any] | None:
    """One round of the sender."""
    return in_page(
        page,
        """
        const { send } = await module('outbox/sender');
        const { deviceOf } = await module('store/identity');
        const { signedInUser } = await module('page/user');
        return send(await deviceOf(signedInUser()), argument);
        """,
        options,
    )

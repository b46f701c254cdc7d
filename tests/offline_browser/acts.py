"""Acts on a phone before the fake door."""

from __future__ import annotations

from pathlib import Path

from playwright.sync_api import Page

from tests.offline_browser.door import Door
from tests.offline_browser.modules import device_of, in_page
from tests.support.browser import eventually, has_read_ahead


def sign_in(page: Page, name: str) -> None:
    """Become someone, and wait until this phone can save for them without network."""
    page.goto(f"/als/{name}")
    page.locator("html[data-unsent]").wait_for(state="attached")
    ready(page)


def ready(page: Page) -> None:
    """The vault is open and the worker has its pages."""
    assert page.evaluate(READY) == "ready"


READY = """async () => {
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const vault = modules['js/offline/store/vault.js'];
  const { deviceOf } = modules['js/offline/store/identity.js'];
  const { signedInUser } = modules['js/offline/page/user.js'];
  const until = async (what) => {
    for (let n = 0; n < 600; n += 1) {
      if (await what()) return true;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    return false;
  };
  if (!await until(async () => vault.isOpen((await deviceOf(signedInUser())).device))) return 'vault';
  if (!await until(() => navigator.serviceWorker.controller)) return 'controller';
  for (const page of ['/onverzonden', '/offline', '/contacten/nieuw', '/bedden']) {
    if (!await until(() => caches.match(page))) return page;
  }
  return 'ready';
}"""


def search(folder: Path, wanted: list[bytes]) -> list[str]:
    """Files that hold one of these byte strings."""
    return [
        f"{path.relative_to(folder)}: {one[:24]!r}"
        for path in folder.rglob("*")
        if path.is_file()
        for data in [path.read_bytes()]
        for one in wanted
        if one in data
    ]


FRAGMENT = (
    '<h1>Rooie Piet</h1><p id="laatste" onclick="window.hacked = 1">Laatste contact: sluis</p>'
    '<script>window.hacked = 1</script><img src="x" onerror="window.hacked = 1" alt="">'
    '<a href="/bedden">Bed</a>'
    '<form method="post" action="/x" data-offline="follow_up.complete"><button>x</button></form>'
    '<svg class="icon" aria-hidden="true"><use href="/static/x/icons/sprite.svg#bed"/></svg>'
    '<a href="javascript:1">x</a>'
)


def expect_blocked(complaints: list[str]) -> None:
    """The policy blocked the handlers of ``FRAGMENT`` as well, and said so."""
    assert [one for one in complaints if not one.startswith("Executing inline event handler violates")] == []
    complaints.clear()


def read_ahead(page: Page, door: Door) -> None:
    """Let the phone take a snapshot with one client."""
    door.fragments["/clienten/c1"] = FRAGMENT
    page.reload()
    ready(page)
    held = "return await (await module('store/vault')).read(argument, 'page:/clienten/c1') !== null;"
    device = device_of(page)
    eventually(page, lambda: in_page(page, held, device), "keeping the client")
    has_read_ahead(page)


NOTE = "Zat in de wind bij de sluis"


def log_contact(page: Page, note: str = NOTE) -> None:
    """Fill the contact form on the page and save."""
    page.get_by_role("radio", name="Iemand anders").check()
    page.get_by_label("Naam of roepnaam").fill("Rooie Piet")
    page.get_by_role("radio", name="Buiten").check()
    page.get_by_role("radio", name="Straat").check()
    page.get_by_label("Notitie").fill(note)
    page.get_by_role("button", name="Bewaren").click()

"""Chromium as on a phone, with what the journeys need of it: restarts, network, passkeys."""

from __future__ import annotations

import contextlib
import os
import re
import shutil
import signal
import sqlite3
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import BrowserContext, Error, Page, Playwright, expect

from scripts import chromium

SWITCHED_OFF = (
    # Every context is a window, and each prepares the list under its address bar: half a second of processor time.
    "WebUIOmniboxPopup", "WebUIOmniboxAimPopup", "WebUIOmniboxFullPopup",
    # Switched off by the driver; of two such flags a browser knows the last.
    "AvoidUnnecessaryBeforeUnloadCheckSync", "DestroyProfileOnBrowserClose", "HttpsUpgrades",
    "HttpsFirstBalancedModeAutoEnable", "LensOverlay", "MediaRouter", "PaintHolding", "ThirdPartyStoragePartitioning",
    "AvoidCorsURLLoaderRestartOnRedirect", "TcpPortRandomizationWin", "OptimizationHints",
    "NetworkTimeServiceQuerying", "AimEnabled", "PreconnectToSearch", "msForceBrowserSignIn",
    "msEdgeUpdateLaunchServicesPreferredVersion",
)  # fmt: skip
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    f"--disable-features={','.join(SWITCHED_OFF)}",
]
PHONE: dict[str, Any] = {
    "viewport": {"width": 360, "height": 740},
    "has_touch": True,
    "is_mobile": True,
    "locale": "nl-NL",
    "timezone_id": "Europe/Amsterdam",
}


def launch_options() -> dict[str, Any]:
    """How every browser is started. Without one of the machine's own, the driver takes what it downloaded."""
    return {"executable_path": chromium.find(), "args": FLAGS, "headless": True}


def expect_home(page: Page) -> None:
    """Wait for the home page; unlike waiting for a navigation this bears one that another overtakes."""
    expect(page).to_have_url(re.compile(r"^\w+://[^/]+/$"))


def confirm_access(page: Page) -> str:
    """Let the signed-in user confirm an administrator's proposal; gives the code of its link."""
    page.goto("/bevestigen")
    page.get_by_role("button", name="Klopt, bevestig").click()
    return page.locator("#entry-code").inner_text()


def pass_time(page: Page, hours: int) -> None:
    """Nobody touches the phone for so long."""
    page.evaluate(
        """(hours) => {
          const now = performance.now.bind(performance);
          performance.now = () => now() + hours * 60 * 60 * 1000;
          document.dispatchEvent(new Event('visibilitychange'));
          performance.now = now;
        }""",
        hours,
    )


def send_now(page: Page) -> None:
    """Tap what sends now, as who waits does, unless the phone's own round was just before."""
    button = page.get_by_role("button", name="Probeer nu te versturen")
    eventually(page, lambda: button.is_visible() or page.evaluate(UNSENT) == 0, "a list of what waits")
    button.evaluate_all("found => found.forEach((one) => one.click())")


def eventually(page: Page, holds: Callable[[], bool], what: str = "it", seconds: float = 20) -> None:
    """Wait until ``holds()``, while the page goes on; a page that another one replaces at that moment says nothing yet.

    Raises:
        AssertionError: when it does not become so.
    """
    for _ in range(int(seconds * 20)):
        try:
            if holds():
                return
        except Error as error:
            if "Execution context was destroyed" not in error.message:
                raise
        page.wait_for_timeout(50)
    raise AssertionError(f"{what} did not come about in {seconds:g} seconds")


_ON_PHONE = """
  const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
  const { allDevices, deviceOf } = modules['js/offline/store/identity.js'];
  const { signedInUser } = modules['js/offline/page/user.js'];
  const record = await deviceOf(signedInUser());
  const vault = modules['js/offline/store/vault.js'];
"""
UNSENT = f"""async () => {{{_ON_PHONE}
  return modules['js/offline/outbox/outbox.js'].countUnsent(allDevices(record));
}}"""


WAITING = """async () => {
  const script = document.querySelector('script[src$="/offline/main.js"]');
  if (!script) return 0;
  const { modules } = await import(script.src);
  const { allDevices, deviceOf } = modules['js/offline/store/identity.js'];
  const { signedInUser } = modules['js/offline/page/user.js'];
  const { withStatus } = modules['js/offline/outbox/outbox.js'];
  if (!signedInUser()) return 0;
  const devices = allDevices(await deviceOf(signedInUser()));
  return (await Promise.all(devices.map((device) => withStatus(device, 'waiting')))).flat().length;
}"""
"""What the server did not judge yet; that it refused an item, is an answer too."""


UNWRITTEN = "form:is([aria-busy=true], .htmx-request)"
BUSY = "[aria-busy=true], :is(a, form, button).htmx-request"
"""A form that is being saved, a link or a form that is under way, and what it leads to is not on screen."""


A_TURN = """() => new Promise((came) => {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => came(true);
  port2.postMessage(null);
})"""
"""A turn of the page, after the tap that just came; by no clock, for a test may hold that still."""


def saved(page: Page) -> None:
    """Wait until what was tapped is written on the phone, or answered, and the page that it leads to came."""
    eventually(page, lambda: page.evaluate(A_TURN), "a turn")
    expect(page.locator(BUSY)).to_have_count(0)


def visit(page: Page, user: str, path: str) -> Page:
    """Open a page as a demo user, with its scripts at work.

    What the user before tapped is with the server first: as another's it would be refused, or wait for them.
    """
    if page.url.startswith("http"):
        saved(page)
        eventually(page, lambda: page.evaluate(WAITING) == 0, "sending what was tapped", seconds=40)
    page.request.post("/demo/inloggen", form={"user": user})
    page.goto(path)
    expect(page.locator("html")).to_have_attribute("data-unsent", re.compile(r"\d+"))
    return page


def all_sent(page: Page) -> None:
    """Wait until nothing that was saved on this phone waits: its outbox knows, the page says so a moment later.

    What was tapped is written first: before that nothing waits either.
    """
    eventually(page, lambda: page.evaluate(A_TURN), "a turn")
    expect(page.locator(UNWRITTEN)).to_have_count(0)
    eventually(page, lambda: page.evaluate(UNSENT) == 0, "sending", seconds=40)
    expect(page.locator("html")).to_have_attribute("data-unsent", "0")


VAULT_IS_OPEN = f"async () => {{{_ON_PHONE} return vault.isOpen(record.device); }}"


def vault_opens(page: Page) -> None:
    """Wait until what this phone keeps can be read on this page, after a first sign-in also made."""
    eventually(page, lambda: page.evaluate(VAULT_IS_OPEN), "opening the vault")


HOLDS = f"""async (path) => {{{_ON_PHONE}
  return (await vault.read(record.device, `page:${{path}}`))?.html ?? '';
}}"""
"""The region that a phone keeps of this address; empty when it has none, or when the vault is shut."""


IS_READING = """async () => (await navigator.locks.query()).held.some(({ name }) => name.includes('snapshot'))"""


def has_read_ahead(page: Page) -> None:
    """Wait until the phone has read ahead: it would hear a past time once the clock was moved."""
    eventually(page, lambda: not page.evaluate(IS_READING), "having read ahead")


KNOWS = """async ([by, within]) => {
  const { modules } = await import(document.querySelector('script[src$="/js/app.js"]').src);
  const { skew } = modules['js/now.js'];
  return Math.abs(skew() - by) < within;
}"""


NO_WORKER = "delete ServiceWorkerRegistration.prototype.sync"
"""For a page whose clock is moved: the worker's is not, and what it sends it sends by another time than it was made."""


def knows(page: Page, by: timedelta, within: timedelta = timedelta(minutes=1)) -> None:
    """Wait until this phone knows how far its clock is off, more or less."""
    told = [one / timedelta(milliseconds=1) for one in (by, within)]
    eventually(page, lambda: page.evaluate(KNOWS, told), "hearing the server's time")


def hears_the_time(page: Page) -> None:
    """Touch this phone, whose clock was moved with the server's, and wait until it knows that it is right again.

    An answer between the two moves told it that it is hours off.
    """
    page.evaluate("document.dispatchEvent(new Event('scroll'))")
    knows(page, timedelta(0))


KEPT = "path => caches.match(path).then((found) => Boolean(found && navigator.serviceWorker.controller))"
WORKER = """async () => {
  const found = await navigator.serviceWorker.getRegistration();
  const states = ['installing', 'waiting', 'active'].map((name) => found?.[name]?.state ?? '-').join(' ');
  return `${states}; in charge: ${navigator.serviceWorker.controller !== null}; ${await caches.keys()}`;
}"""


def expect_kept(page: Page, path: str) -> None:
    """Wait until the worker looks after this page and has that one.

    Raises:
        AssertionError: with how the worker is, when it does not become so.
    """
    try:
        eventually(page, lambda: page.evaluate(KEPT, path))
    except AssertionError as error:
        raise AssertionError(f"the worker did not keep {path}: {page.evaluate(WORKER)}") from error


class Phone:
    """A browser with a disk of its own: kept data is there again after ``close`` or ``kill`` and ``open``."""

    def __init__(self, driver: Playwright, profile: Path, base_url: str) -> None:
        self.profile = profile
        self.base_url = base_url
        self._driver = driver
        self._options = launch_options()
        self._context: BrowserContext | None = None

    def open(self, **options: Any) -> Page:
        """Start the browser on its profile; give its first page."""
        settings = {**PHONE, "base_url": self.base_url, **options}
        self._context = self._driver.chromium.launch_persistent_context(self.profile, **self._options, **settings)
        return self._context.pages[0]

    @property
    def is_open(self) -> bool:
        """Whether the browser runs."""
        return self._context is not None

    @property
    def context(self) -> BrowserContext:
        """The open browser."""
        assert self._context, "the phone is not open"
        return self._context

    @property
    def page(self) -> Page:
        """The first page."""
        return self.context.pages[0]

    def close(self) -> None:
        """Close the browser, as a person does."""
        if self._context:
            self._context.close()
        self._context = None

    def throw_away(self) -> None:
        """Close it for good, with its disk."""
        self.close()
        shutil.rmtree(self.profile, ignore_errors=True)

    def kill(self) -> None:
        """End the browser at once, as an empty battery does."""
        for process in self._processes():
            with contextlib.suppress(ProcessLookupError):
                os.kill(process, signal.SIGKILL)
        with contextlib.suppress(Error):  # the driver may not have seen yet that it is gone
            self.close()
        self._context = None

    def has_written(self, cookie: str) -> bool:
        """True once this cookie is on the disk: the browser writes cookies together, at most half a minute later."""
        with contextlib.suppress(sqlite3.Error):
            for path in self.profile.glob("Default/**/Cookies"):
                with contextlib.closing(sqlite3.connect(f"file:{path}?mode=ro", uri=True)) as store:
                    return store.execute("SELECT 1 FROM cookies WHERE name = ?", (cookie,)).fetchone() is not None
        return False

    def grant(self, *permissions: str) -> None:
        """Allow what a person would be asked for, such as ``durableStorage``."""
        session = self.context.new_cdp_session(self.page)
        session.send("Browser.grantPermissions", {"permissions": list(permissions)})
        session.detach()

    def _processes(self) -> list[int]:
        """This browser's own processes: those started with its profile."""
        wanted = f"--user-data-dir={self.profile}".encode()
        found = []
        for folder in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                if wanted in (folder / "cmdline").read_bytes().split(b"\0"):
                    found.append(int(folder.name))
        return found


class Passkey:
    """A virtual authenticator in one page: answers every passkey prompt as the phone's owner would."""

    def __init__(self, page: Page) -> None:
        self._session = page.context.new_cdp_session(page)
        self._session.send("WebAuthn.enable")
        options = {
            "protocol": "ctap2",
            "ctap2Version": "ctap2_1",
            "transport": "internal",
            "hasResidentKey": True,
            "hasUserVerification": True,
            "hasPrf": True,
            "isUserVerified": True,
            "automaticPresenceSimulation": True,
        }
        made = self._session.send("WebAuthn.addVirtualAuthenticator", {"options": options})
        self._id = {"authenticatorId": made["authenticatorId"]}

    @property
    def credentials(self) -> list[dict[str, Any]]:
        """Its credentials, with private keys: to move to another page, or after a restart."""
        held: list[dict[str, Any]] = self._session.send("WebAuthn.getCredentials", self._id)["credentials"]
        return held

    def add(self, credential: dict[str, Any]) -> None:
        """Put in a credential that another page made."""
        self._session.send("WebAuthn.addCredential", {**self._id, "credential": credential})

    def refuse(self, *, refused: bool = True) -> None:
        """The owner does not verify: a finger that is not known."""
        self._session.send("WebAuthn.setUserVerified", {**self._id, "isUserVerified": not refused})

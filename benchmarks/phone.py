"""How fast a phone answers a thumb: a contact is durable, a page comes from the phone itself, a passkey opens it.

On a processor slowed four times. The floor of a save is one strict write of a record of the same size to
an empty IndexedDB.
"""

from __future__ import annotations

from collections.abc import Sequence

from playwright.sync_api import Browser, BrowserContext, Page

from benchmarks.results import Row, percentile
from scripts.demo_server import Demo

ROUNDS = 30
PAUSE_MS = 1000
"""Between two taps: what a page does after it came is over."""
SLOWED = 4
BUDGET_MS = 100
OPEN_MS = 1000

AUTHENTICATOR = {
    "protocol": "ctap2",
    "ctap2Version": "ctap2_1",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "hasPrf": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}

FLOOR = """async () => {
    const open = indexedDB.open('floor', 1);
    open.onupgradeneeded = () => open.result.createObjectStore('items', {keyPath: 'id'});
    const db = await new Promise(done => { open.onsuccess = () => done(open.result); });
    const times = [];
    for (let n = 0; n < 20; n++) {
        const begun = performance.now();
        const write = db.transaction('items', 'readwrite', {durability: 'strict'});
        write.objectStore('items').put({id: n, sealed: 'x'.repeat(1500)});
        await new Promise(done => { write.oncomplete = done; });
        times.push(performance.now() - begun);
    }
    return times;
}"""

# Measured inside the page: from the tap until the phone says that the item is on its disk.
WATCH = """() => {
    const status = document.getElementById('status');
    status.textContent = '';
    window.durable = new Promise(done => {
        document.addEventListener('click', event => {
            if (!event.target.closest('.dock button')) return;
            const begun = performance.now();
            const seen = new MutationObserver(() => done(performance.now() - begun));
            seen.observe(status, {childList: true, subtree: true});
        }, {capture: true, once: true});
    });
}"""


TAP = """path => new Promise(done => {
    const begun = performance.now();
    const seen = new MutationObserver(() => {
        if (location.pathname !== path || !document.querySelector('main article')) return;
        seen.disconnect();
        done(performance.now() - begun);
    });
    seen.observe(document.documentElement, {childList: true, subtree: true});
    document.querySelector(`.tabs a[href='${path}']`).click();
})"""

FIRST_PAINT = """() => new Promise(done => {
    new PerformanceObserver(list => {
        for (const entry of list.getEntriesByName('first-contentful-paint')) done(entry.startTime);
    }).observe({type: 'paint', buffered: true});
})"""


UNLOCK = """() => new Promise(done => {
    const begun = performance.now();
    const seen = new MutationObserver(() => {
        if (document.querySelector('[data-offline-shell], [data-lock-screen]')) return;
        if (!document.querySelector('main h1')) return;
        seen.disconnect();
        requestAnimationFrame(() => done(performance.now() - begun));
    });
    seen.observe(document.documentElement, {childList: true, subtree: true, attributes: true});
    document.querySelector('[data-unlock]').click();
})"""


def measure(demo: Demo, browser: Browser) -> Sequence[Row]:
    """Save and offline page, each beside its floor. Stops the server."""
    address = demo.address
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.request.post(f"{address}/demo/inloggen", form={"user": "straatverpleegkundige"})
    _sign_in_by_passkey(context, page, address)
    page.goto(f"{address}/contacten/nieuw")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_timeout(1500)
    context.new_cdp_session(page).send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    floor: list[float] = page.evaluate(FLOOR)
    saves = [_save(page, address) for _ in range(ROUNDS)]
    demo.stop()
    pages = _offline_pages(page, address)
    opens = _cold_opens(page, address)
    unlocks = _unlocks(page, address)
    context.close()
    durable, bare = percentile(saves, 0.95), percentile(floor, 0.95)
    return [
        Row("tap 'Bewaren' to durable, p95", durable, BUDGET_MS, "ms", "budget at 4× slower", at_most=1),
        Row("tap 'Bewaren' to durable, p95", durable, bare, "ms", "one bare strict write", at_most=40),
        Row("page from the phone, p95", percentile(pages, 0.95), BUDGET_MS, "ms", "budget at 4× slower", at_most=1),
        Row("cold open from the phone, p95", percentile(opens, 0.95), OPEN_MS, "ms", "one second", at_most=1),
        Row("passkey to the page it opens, p95", percentile(unlocks, 0.95), OPEN_MS, "ms", "one second", at_most=1),
    ]


def _sign_in_by_passkey(context: BrowserContext, page: Page, address: str) -> None:
    """The passkey's own secret wraps the key of the vault at the sign-in after it was made."""
    session = context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    session.send("WebAuthn.addVirtualAuthenticator", {"options": AUTHENTICATOR})
    page.goto(f"{address}/account")
    page.locator("[data-passkey=create]").click()
    page.locator("#passkeys li").wait_for()
    page.goto(f"{address}/account")
    page.locator("form[data-signout] button").click()
    page.wait_for_url(f"{address}/")
    page.goto(f"{address}/inloggen")
    page.locator("[data-passkey=get]").click()
    page.wait_for_url(f"{address}/")


def _unlocks(page: Page, address: str) -> list[float]:
    """From the tap on the locked home page until it stands there, out of the vault. Nothing answers."""
    times: list[float] = []
    for _ in range(ROUNDS):
        page.goto(f"{address}/")
        page.locator("[data-unlock]:visible").wait_for()
        times.append(float(page.evaluate(UNLOCK)))
    return times


def _save(page: Page, address: str) -> float:
    page.goto(f"{address}/contacten/nieuw")
    page.locator("label.chip", has_text="Anoniem").click()
    page.locator("label.chip", has_text="Buiten").click()
    page.evaluate(WATCH)
    page.locator(".dock button").click()
    return float(page.evaluate("() => window.durable"))


def _offline_pages(page: Page, address: str) -> list[float]:
    """From a tap on a tab of the open app until the other page stands there; nothing answers at the address."""
    page.goto(f"{address}/onverzonden")
    times: list[float] = []
    for _ in range(ROUNDS):
        page.locator(".tabs a[href='/bedden']").wait_for()
        times.append(float(page.evaluate(TAP, "/bedden")))
        page.evaluate("() => history.back()")
        page.wait_for_url("**/onverzonden")
        page.wait_for_timeout(PAUSE_MS)
    return times


def _cold_opens(page: Page, address: str) -> list[float]:
    """From opening the closed app on the form until its first paint."""
    times: list[float] = []
    for _ in range(ROUNDS):
        page.goto(f"{address}/contacten/nieuw")
        times.append(float(page.evaluate(FIRST_PAINT)))
    return times

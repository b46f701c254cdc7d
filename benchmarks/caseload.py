"""A phone with two hundred clients and no network: from a tap to the client, and from a letter to the people found.

On a processor slowed four times. The floor of a page is opening and drawing its region alone; that of a search is
going over the rows once.
"""

from __future__ import annotations

from collections.abc import Sequence
from uuid import uuid4

from playwright.sync_api import Browser, Page

from benchmarks.results import Row, percentile
from scripts.demo_server import Demo
from webapp import clock
from webapp.db import new_id

CLIENTS, ROUNDS, SLOWED = 200, 25, 4
BUDGET_MS, SEARCH_MS = 1000, 50
SECONDS = 60

MODULES = """const { modules } = await import(document.querySelector('script[src$="/offline/main.js"]').src);
    const module = (name) => modules[`js/offline/${name}.js`];
    const { deviceOf } = module('store/identity');
    const { signedInUser } = module('page/user');
    const record = await deviceOf(signedInUser());"""

READ_AHEAD = f"""async () => {{
    {MODULES}
    await module('reading/snapshot').refreshSnapshot(record, true);
    return (await module('store/vault').list(record.device, 'page:/clienten/')).map(({{ name }}) => name.slice(5));
}}"""

FLOOR = f"""async (paths) => {{
    {MODULES}
    const times = [];
    for (const path of paths) {{
        const begun = performance.now();
        const page = await module('store/vault').read(record.device, `page:${{path}}`);
        const box = document.createElement('div');
        box.append(...module('page/html').nodesOf(page.html));
        document.body.append(box);
        box.offsetHeight;
        times.push(performance.now() - begun);
        box.remove();
    }}
    return times;
}}"""

GO = f"""async (path) => {{
    {MODULES}
    return new Promise((done) => {{
        const begun = performance.now();
        const seen = new MutationObserver(() => {{
            if (location.pathname !== path || !document.querySelector('#h-line, [data-find-person]')) return;
            seen.disconnect();
            requestAnimationFrame(() => done(performance.now() - begun));
        }});
        seen.observe(document.documentElement, {{ childList: true, subtree: true }});
        module('page/page').go(path).catch(() => {{}});
    }});
}}"""

TYPE = """(typed) => {
    const field = document.querySelector('[data-find-person]');
    const begun = performance.now();
    field.value = typed;
    field.dispatchEvent(new Event('input', { bubbles: true }));
    document.querySelector('main').offsetHeight;
    return performance.now() - begun;
}"""


def measure(demo: Demo, browser: Browser) -> Sequence[Row]:
    """Pages and searches without network, each beside its floor and its budget."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, base_url=demo.address)
    page = context.new_page()
    page.request.post("/demo/inloggen", form={"user": "straatverpleegkundige"})
    _fill(page)
    page.goto("/contacten")
    page.evaluate("() => navigator.serviceWorker.ready.then(() => true)")
    paths = _kept(page)
    session = context.new_cdp_session(page)
    context.set_offline(True)
    session.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    floor: list[float] = page.evaluate(FLOOR, paths[:ROUNDS])
    pages: list[float] = [page.evaluate(GO, path) for path in paths[:ROUNDS]]
    page.evaluate(GO, "/clienten")
    session.send("Emulation.setCPUThrottlingRate", {"rate": 1})
    searches: list[float] = [page.evaluate(TYPE, typed) for typed in ("b", "ba", "bakk", "bakker jan", "kowalksi") * 5]
    context.close()
    shown = percentile(pages, 0.95)
    return [
        Row("client without network, p95", shown, BUDGET_MS, "ms", "one second at 4× slower", at_most=1),
        Row("client without network, p95", shown, percentile(floor, 0.95), "ms", "its region alone", at_most=12),
        Row("search of 200 on the phone, p95", percentile(searches, 0.95), SEARCH_MS, "ms", "budget", at_most=1),
    ]


def _kept(page: Page) -> list[str]:
    for _ in range(SECONDS):
        paths: list[str] = page.evaluate(READ_AHEAD)
        if len(paths) >= CLIENTS:
            return paths
        page.wait_for_timeout(1000)
    raise RuntimeError("the phone did not take the caseload")


def _fill(page: Page) -> None:
    """Two hundred clients with five contacts each, as from another phone."""
    names = ("Jan Bakker", "Łukasz Kowalski", "Zoë de Vries", "Fatıma Yılmaz", "Ngọc Nguyễn")
    clients = [{"name": f"{names[n % 5]} {n}", "legal_basis": "wgbo"} for n in range(CLIENTS)]
    ids = _send(page, [("client.add", body) for body in clients])
    for _ in range(5):
        told = {
            "channel": "street",
            "ethos_category": "public_space",
            "topics": ["wound"],
            "note": "Verband vernieuwd.",
        }
        _send(page, [("contact.log", {**told, "client": one}) for one in ids])


def _send(page: Page, bodies: list[tuple[str, dict[str, object]]]) -> list[str]:
    at = clock.local(clock.now()).isoformat()
    items = [
        {"id": str(new_id()), "kind": kind, "schema": 1, "seq": seq + 1, "client_time": at, "body": body}
        for seq, (kind, body) in enumerate(bodies)
    ]
    answer = page.request.post(
        "/offline/operations", data={"device": str(uuid4()), "operations": items}, timeout=120000
    )
    if any(one["status"] != "accepted" for one in answer.json()["results"]):
        raise RuntimeError("the server did not take the caseload")
    return [str(one["id"]) for one in items]

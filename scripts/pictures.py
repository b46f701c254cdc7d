"""`./onderdak pictures`: every screen of the demo, in a real browser, as docs/pictures/*.webp.

Phone (360 × 740) and desk (1280 × 800), light and dark. Starts a demo of its own on a free port with an empty instance,
so pictures show a visitor's first screens.
"""

from __future__ import annotations

import io
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from scripts import chromium, journeys
from scripts.demo_server import CHROMIUM_FLAGS, running_demo

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / "docs" / "pictures"
SIZES = {"360": {"width": 360, "height": 740}, "1280": {"width": 1280, "height": 800}}
QUALITY = 52
LIMIT = 8 * 1024 * 1024
POSTER = ("vandaag-straat", "contact-nieuw", "bedden")


@dataclass(frozen=True)
class Screen:
    """One picture: user, address, and the links to follow from there first."""

    name: str
    user: str | None
    path: str
    follow: tuple[str, ...] = ()


SHELTER = "#mijn a[href^='/bedden/']"
FACILITIES = "/bedden/voorzieningen"
RESPITE = f"main .rows a[href^='{FACILITIES}/']:has-text('De Luwte')"
KEERPUNT = f"main .rows a[href^='{FACILITIES}/']:has-text('Keerpunt')"
WITH_GUESTS = f"{SHELTER}:has-text('De Vaart')"
SCREENS = (
    Screen("welkom", None, "/"),
    Screen("inloggen", None, "/inloggen"),
    Screen("demo", None, "/demo"),
    Screen("kamer-aanbieden", None, "/kamers/aanbieden"),
    Screen("vandaag-straat", "straatverpleegkundige", "/"),
    Screen("vandaag-opvang", "opvang", "/"),
    Screen("vandaag-coordinator", "coordinator", "/"),
    Screen("vandaag-beleid", "beleid", "/"),
    Screen("meer", "straatverpleegkundige", "/meer"),
    Screen("contact-nieuw", "straatverpleegkundige", "/contacten/nieuw"),
    Screen("contacten", "straatverpleegkundige", "/contacten"),
    Screen("contact", "straatverpleegkundige", "/contacten", ("main .rows a[href^='/contacten/']",)),
    Screen("clienten", "straatverpleegkundige", "/clienten"),
    Screen("client", "straatverpleegkundige", "/clienten", ("main .rows a[href^='/clienten/']",)),
    Screen("client-nieuw", "straatverpleegkundige", "/clienten/nieuw"),
    Screen("vervolgacties", "straatverpleegkundige", "/vervolgacties"),
    Screen(
        "wie-keek-mee",
        "straatverpleegkundige",
        "/clienten",
        ("main .rows a[href^='/clienten/']", "a[href$='keek-mee']"),
    ),
    Screen("doorverwijzingen", "straatverpleegkundige", "/doorverwijzingen"),
    Screen("overdracht", "straatverpleegkundige", "/overdracht"),
    Screen("dienst", "straatverpleegkundige", "/dienst"),
    Screen("mijn-week", "straatverpleegkundige", "/mijn-week"),
    Screen("vindplekken", "jongerenwerker", "/vindplekken"),
    Screen("toeleiding", "jongerenwerker", "/toeleiding"),
    Screen("toezicht", "privacy", "/toezicht"),
    Screen("hulp", "straatverpleegkundige", "/hulp"),
    Screen("wegwijzer", "straatverpleegkundige", "/wegwijzer"),
    Screen("onverzonden", "straatverpleegkundige", "/onverzonden"),
    Screen("bedden", "straatverpleegkundige", "/bedden"),
    Screen("bed-vragen", "straatverpleegkundige", "/bedden", ("main a[href^='/bedden/vragen']",)),
    Screen("bed-aanvraag", "straatverpleegkundige", "/bedden", ("main a[href^='/bedden/aanvragen/']",)),
    Screen("bed-telling", "opvang", "/bedden", (SHELTER,)),
    Screen("bed-inschrijven", "opvang", "/bedden", (SHELTER, "main a[href$='/inschrijven']")),
    Screen("bed-gasten", "opvang", "/bedden", (WITH_GUESTS,)),
    Screen("bed-in-en-uit", "opvang", "/bedden", (WITH_GUESTS, "main a[href$='/gasten']")),
    Screen("bed-ochtend", "opvang", "/bedden", (WITH_GUESTS, "main a[href$='/ochtend']")),
    Screen("bed-verblijf", "opvang", "/bedden", (WITH_GUESTS, "main a[href^='/bedden/verblijf/']")),
    Screen("bed-buiten-gebruik", "opvang", "/bedden", (SHELTER, "main a[href$='/sluiten']")),
    Screen("nachtlijst", "opvang", "/bedden", (WITH_GUESTS, "main a[href$='/nachtlijst']")),
    Screen("buurregio", "opvang-almere", "/bedden/buurregio", ("main a[href^='/bedden/buurregio/']",)),
    Screen("bezetting", "opvang", "/bedden/bezetting"),
    Screen("nacht", "straatverpleegkundige", "/bedden/nacht"),
    Screen("winterkou", "beleid", "/bedden/winterkou"),
    Screen("winterkou-aan", "beleid", "/bedden/winterkou/aan"),
    Screen("respijt", "straatverpleegkundige", FACILITIES),
    Screen("respijt-gasten", "opvang", FACILITIES, (RESPITE,)),
    Screen("respijt-verblijf", "opvang", FACILITIES, (RESPITE, "main a[href^='/bedden/respijt/']")),
    Screen("respijt-cijfers", "opvang", FACILITIES, (RESPITE, "main a[href$='/cijfers']")),
    Screen("keerpunt-maand", "opvang", FACILITIES, (KEERPUNT, "main .rows li:nth-child(2) a")),
    Screen("keerpunt-cijfers", "beleid", f"{FACILITIES}/cijfers", (KEERPUNT,)),
    Screen("kamers", "coordinator", "/kamers"),
    Screen("kamer", "coordinator", "/kamers", ("main .rows a[href^='/kamers/']",)),
    Screen("kamerverzoeken", "jongerenwerker", "/kamers/verzoeken"),
    Screen("kamerverzoek-nieuw", "jongerenwerker", "/kamers/verzoeken/nieuw"),
    Screen("kamermatches", "coordinator", "/kamers/matches"),
    Screen("kamermatch", "coordinator", "/kamers/matches", ("main a[href$='/kamers']",)),
    Screen("account", "straatverpleegkundige", "/account"),
    Screen("beheer", "beheer", "/beheer"),
    Screen("beheer-uitnodigen", "beheer", "/beheer/uitnodigen"),
    Screen("beheer-regio", "beheer", "/beheer/regio"),
    Screen("beheer-opvang", "beheer", "/beheer/opvang"),
    Screen("beheer-opvang-een", "beheer", "/beheer/opvang", ("main a[href^='/beheer/opvang/']",)),
    Screen("beheer-voorziening", "beheer", "/beheer/voorzieningen", ("main a[href^='/beheer/voorzieningen/']",)),
    Screen("niet-gevonden", "straatverpleegkundige", "/bestaat-niet"),
)


@contextmanager
def looking(browser: Browser, address: str, user: str | None, width: str, scheme: str) -> Iterator[Page]:
    """A page as this user, of this width and colour scheme."""
    context = browser.new_context(
        viewport=SIZES[width],  # type: ignore[arg-type]
        color_scheme=scheme,  # type: ignore[arg-type]
        locale="nl-NL",
        service_workers="block",
    )
    page = context.new_page()
    if user:
        page.request.post(f"{address}/demo/inloggen", form={"user": user})
    yield page
    context.close()


def shoot(page: Page, address: str, screen: Screen) -> bytes:
    """The screen as WebP: a phone's whole page, at most two screens long."""
    page.goto(address + screen.path)
    for link in screen.follow:
        page.locator(link).first.click()
        page.wait_for_load_state("networkidle")
    page.wait_for_timeout(400)
    height = page.evaluate("() => document.documentElement.scrollHeight")
    size = page.viewport_size
    assert size
    clip = {"x": 0, "y": 0, "width": size["width"], "height": min(max(height, size["height"]), 2200)}
    page.set_viewport_size({"width": size["width"], "height": int(clip["height"])})
    image = Image.open(io.BytesIO(page.screenshot()))
    page.set_viewport_size(size)
    out = io.BytesIO()
    image.convert("RGB").save(out, "WEBP", quality=QUALITY, method=6)
    return out.getvalue()


def ask_beds(browser: Browser, address: str) -> None:
    """Let a nurse ask a bed here and places of the neighbours, so that there is something to show."""
    with looking(browser, address, "straatverpleegkundige", "360", "light") as page:
        page.goto(f"{address}/bedden")
        page.locator("main a[href^='/bedden/vragen']").first.click()
        for words in ("Anoniem", "24 of ouder"):
            page.locator("label.chip", has_text=words).first.click()
        page.locator(".dock button").click()
        page.wait_for_url("**/bedden/aanvragen/**")
        page.goto(f"{address}/bedden/buurregio/nieuw")
        page.locator("#needs").fill("Twee mannen, één met hond")
        page.locator(".dock button").click()
        page.wait_for_url("**/bedden/buurregio/*-*")


def poster() -> None:
    """The picture of the README: three phones side by side."""
    phones = [Image.open(FOLDER / f"{name}-360-light.webp").crop((0, 0, 360, 740)) for name in POSTER]
    joined = Image.new("RGB", (len(phones) * 360 + (len(phones) - 1) * 24, 740), "#d9d0cb")
    for place, phone in enumerate(phones):
        joined.paste(phone, (place * 384, 0))
    joined.save(FOLDER / "README.webp", "WEBP", quality=QUALITY, method=6)


def main(arguments: list[str]) -> int:
    """Make all pictures, or those whose names are given; ``--journeys``: the journeys instead."""
    if arguments == ["--journeys"]:
        return journeys.main()
    FOLDER.mkdir(parents=True, exist_ok=True)
    wanted = [screen for screen in SCREENS if not arguments or screen.name in arguments]
    with (
        tempfile.TemporaryDirectory() as folder,
        running_demo(Path(folder)) as demo,
        sync_playwright() as playwright,
    ):
        browser = playwright.chromium.launch(
            executable_path=chromium.find_or_fetch(), args=[*CHROMIUM_FLAGS, "--lang=nl-NL"]
        )
        ask_beds(browser, demo.address)
        for screen in wanted:
            for width in SIZES:
                for scheme in ("light", "dark"):
                    with looking(browser, demo.address, screen.user, width, scheme) as page:
                        data = shoot(page, demo.address, screen)
                    (FOLDER / f"{screen.name}-{width}-{scheme}.webp").write_bytes(data)
            print(screen.name, flush=True)
        browser.close()
    poster()
    total = sum(path.stat().st_size for path in FOLDER.glob("*.webp"))
    print(f"{len(list(FOLDER.glob('*.webp')))} pictures, {total / 1e6:.1f} MB")
    return 0 if total <= LIMIT else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

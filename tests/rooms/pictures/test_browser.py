"""A picture of a room in a real browser: refused before it is sent when it is too large, else shown."""

from __future__ import annotations

from typing import Any

from PIL import Image
from playwright.sync_api import Page, expect

from tests.rooms.pictures.photos import saved


def test_host_adds_a_picture_and_a_large_one_is_refused_at_once(at: Any, axe: Any) -> None:
    page: Page = at("verhuurder", "/kamers/mijn")
    page.get_by_role("link", name="Foto’s").first.tap()
    expect(page.get_by_role("heading", name="Foto’s van de kamer")).to_be_visible()
    page.get_by_label("Wat staat erop?").fill("Demo bank bij het raam")
    large = {"name": "groot.jpg", "mimeType": "image/jpeg", "buffer": bytes(12 * 1024 * 1024 + 1)}
    page.get_by_label("Foto JPEG").set_input_files(large)
    page.get_by_role("button", name="Foto bewaren").tap()
    said = page.get_by_label("Foto JPEG").evaluate("(field) => field.validationMessage")
    assert said == "Deze foto is te groot. Kies er een van hoogstens 12 MB."
    photo = saved(Image.new("RGB", (1200, 900), "teal"), "JPEG")
    page.get_by_label("Foto JPEG").set_input_files({"name": "kamer.jpg", "mimeType": "image/jpeg", "buffer": photo})
    page.get_by_role("button", name="Foto bewaren").tap()
    shown = page.get_by_role("img", name="Demo bank bij het raam")
    expect(shown).to_be_visible()
    expect(shown).to_have_js_property("complete", True)
    assert shown.evaluate("(image) => image.naturalWidth") == 1200
    page.set_viewport_size({"width": 320, "height": 1600})
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 320
    axe(page)

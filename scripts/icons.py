"""Draw the app icons as PNG from their SVG, in Chromium: `python -m scripts.icons`.

Run it after a change of `static/icons/icon.svg` or `icon-maskable.svg`; the results are committed.
"""

from __future__ import annotations

import io
from pathlib import Path

from PIL import Image
from playwright.sync_api import sync_playwright

from scripts import chromium

ICONS = Path(__file__).resolve().parent.parent / "static" / "icons"

# file → (source, pixels). Apple rounds the corners itself and knows no transparency: the full-bleed drawing.
SIZES = {
    "icon-192.png": ("icon.svg", 192),
    "icon-512.png": ("icon.svg", 512),
    "icon-maskable-512.png": ("icon-maskable.svg", 512),
    "apple-touch-icon.png": ("icon-maskable.svg", 180),
}
COLOURS = 64
"""Enough for a flat drawing with soft edges; in full colour the files are three times as large."""


def draw() -> None:
    """Write every PNG."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium.find(), args=["--no-sandbox"])
        for name, (source, pixels) in SIZES.items():
            page = browser.new_page(viewport={"width": pixels, "height": pixels})
            page.goto((ICONS / source).as_uri())
            drawn = Image.open(io.BytesIO(page.screenshot(omit_background=True)))
            drawn.quantize(COLOURS).save(ICONS / name, "PNG", optimize=True)
            page.close()
        browser.close()


if __name__ == "__main__":
    draw()

"""A list saved as a file on a phone: of what was searched for, without that in an address."""

from __future__ import annotations

import csv
import io
from pathlib import Path
from typing import Any

from playwright.sync_api import Page, expect

from tests.contacts.acts import NURSE
from tests.support.proxy import Proxy


def test_file_holds_what_was_searched_for(at: Any, proxy: Proxy, axe: Any) -> None:
    page: Page = at(NURSE, "/clienten")
    page.get_by_role("searchbox").fill("rooie")
    expect(page.locator("#lijst li")).to_have_count(1)
    page.locator("summary", has_text="Bewaar als bestand").tap()
    axe(page)
    with page.expect_download() as coming:
        page.get_by_role("button", name="CSV").tap()
    told = Path(coming.value.path()).read_text(encoding="utf-8-sig")
    [_heads, row] = csv.reader(io.StringIO(told), delimiter=";")
    assert "Rooie Piet" in " ".join(row)
    assert coming.value.suggested_filename.endswith(".csv")
    expect(page.locator("#lijst li")).to_have_count(1)
    assert not any("rooie" in seen.path.lower() for seen in proxy.seen)

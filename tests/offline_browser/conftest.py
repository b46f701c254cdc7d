"""The fake door behind the bad network, and a phone in front of it; no script error goes unseen."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Playwright

from tests.offline_browser.door import Door
from tests.offline_browser.fixtures import WatchedPhone, complaints, door, door_server, plain, street, tab
from tests.support.proxy import Proxy

__all__ = ["complaints", "door", "door_server", "plain", "street", "tab"]


@pytest.fixture
def disk_phone(
    playwright_driver: Playwright, door: Door, street: Proxy, complaints: list[str], tmp_path: Path
) -> Iterator[WatchedPhone]:
    """A phone with a disk, not opened yet."""
    phone = WatchedPhone(playwright_driver, tmp_path / "profile", street.url, complaints)
    yield phone
    phone.throw_away()

"""A phone whose clock is wrong asks a bed like any other."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.beds.night import AUTOMATIC
from tests.beds.test_browser import ask, at, shelter_id_of
from tests.support.browser import vault_opens
from webapp import clock

__all__ = ["at"]  # fixture of the neighbour


@pytest.mark.parametrize("days", [-1, 1])
def test_bed_is_held_for_a_phone_that_lives_on_another_day(at: Any, days: int) -> None:
    shelter = shelter_id_of(at, AUTOMATIC)
    page = at("straatverpleegkundige", "/bedden")
    vault_opens(page)
    page.clock.set_system_time(clock.now() + timedelta(days=days))
    page.goto(f"/bedden/vragen?opvang={shelter}&soort=mixed")
    ask(page)
    expect(page.get_by_role("heading", level=1)).to_have_text(re.compile("Het bed staat klaar tot"))

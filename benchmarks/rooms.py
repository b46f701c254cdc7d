"""The first pages of a coordinator of rooms, with 5,000 rooms beside 500: they show one page of a list that grows."""

from __future__ import annotations

import random
from collections.abc import Sequence
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path

from benchmarks.funnel import filled
from benchmarks.growth.bulk import Ids, loading, moment, words
from benchmarks.growth.pages import Page, Site, compare, opened
from benchmarks.results import Row
from webapp import clock
from webapp.accounts import store as accounts

ROOMS, FEWER, LOOKING = 5_000, 500, 0.1
"""Rooms, and for each so many youths who look."""
ON_OFFER = 0.2
PAGES = (Page("/kamers", "coordinator"), Page("/kamers/matches", "coordinator"))


def measure(folder: Path) -> Sequence[Row]:
    """The 95th percentile of each page, large against small."""
    with ExitStack() as stack:
        large, small = (
            stack.enter_context(opened(filled(folder / f"rooms-{rooms}", rooms * 4, 1 - ON_OFFER)))
            for rooms in (ROOMS, FEWER)
        )
        for site, rooms in ((large, ROOMS), (small, FEWER)):
            _seek(site, int(rooms * LOOKING))
        return list(compare(f"{ROOMS:,} rooms", large, small, PAGES))


def _seek(site: Site, number: int) -> None:
    """So many youths who look for a room."""
    chance, ids, now = random.Random(7), Ids(7), clock.now()
    with site.database.reading() as session:
        user = accounts.find_demo_user(session, "jongerenwerker")
        if user is None:
            raise LookupError("no demo")
    whole = {"region_id": user.region_id.hex, "organisation_id": user.organisation_id.hex, "created_by": user.id.hex}
    rows = []
    for count in range(number):
        at = now - timedelta(days=chance.uniform(0, 200))
        rows.append(
            {"id": ids.at(at), **whole, "alias": f"Demo {count}", "birth_year": 2006, "gender": "woman"}
            | {
                "municipalities": words(*chance.choice(((), ("Huizen",), ("Laren",)))),
                "max_rent": 300 + 20 * (count % 9),
            }
            | {"from_date": now.date().isoformat(), "pets": words(), "smoking": 0, "allergies": words()}
            | {"support_worker": "Demo", "attention_wanted": words(), "motivation": "", "profile_version": 0}
            | {"search_key": f"demo {count}", "state": "open", "created_at": moment(at)}
        )
    with loading(site.database) as loader:
        loader.write("room_request", rows)

"""A telephone field that holds two numbers and words is two buttons that dial, wherever it stands."""

from __future__ import annotations

import pytest

from tests.beds.night import AUTOMATIC, Night
from tests.support.client import Client
from tests.support.outline import outline_of

TYPED = "035-1234567 of 06 12345678 (vraag naar Piet)"
pytestmark = pytest.mark.one_store


def links(html: str) -> set[str]:
    return {one.get("href") or "" for one in outline_of(html).all("a") if (one.get("href") or "").startswith("tel:")}


def test_two_numbers_are_two_links_on_board_shelter_and_request(night: Night, nurse: Client):
    with night.write() as session:
        shelter = session.merge(night.shelter(AUTOMATIC))
        shelter.phone = TYPED
        session.add(shelter)
    request = night.ask(AUTOMATIC)
    for path in ("/bedden", f"/bedden/{shelter.id}", f"/bedden/aanvragen/{request.id}"):
        ours = {link for link in links(nurse.get(path).text) if "1234567" in link}
        assert ours == {"tel:+31351234567", "tel:+31612345678"}, path

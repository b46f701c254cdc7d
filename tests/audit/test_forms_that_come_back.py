"""The same as in ``test_what_is_read`` for what comes back of a form: each is posted with hardly anything in it."""

from __future__ import annotations

from tests.audit.reading import World, send_every_form
from tests.audit.reading import world as world  # the fixture


def test_a_form_that_comes_back_is_written_down(world: World):
    send_every_form(world, alias="Kn")
    assert sorted(set(world.holes)) == []
    assert {"client", "street_contact", "bed_stay", "respite_stay", "room"} <= world.seen

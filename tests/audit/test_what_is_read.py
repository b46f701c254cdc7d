"""Every read is written down: every answer to everybody is searched for people, and the access log for its rows.

A word of its own stands in every personal field of the demo. Every address is asked by every role, whole, as a part
(two headers of htmx) and as JSON. An answer that holds a person's word without a row of that request about that person
is a hole.
"""

from __future__ import annotations

from tests.audit.reading import PERSONAL, World, read_everything
from tests.audit.reading import world as world  # the fixture


def test_whatever_is_read_is_written_down(world: World):
    read_everything(world)
    assert sorted(set(world.holes)) == []
    assert world.seen >= {table.__tablename__ for table in PERSONAL} - {"bed_request_step", "room_event"}

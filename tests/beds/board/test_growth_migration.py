"""Indexes for years of nights change no board, and every region gets lists of rooms with a version."""

from __future__ import annotations

from sqlmodel import select

from tests.beds.night import Night
from tests.support.stores import go_back
from webapp import schema
from webapp.accounts.models import Region
from webapp.beds.availability import shelters as availability
from webapp.rooms.matching import service
from webapp.rooms.models import RoomLists


def test_every_region_has_lists_and_the_board_stands_as_it_stood(night: Night):
    coordinator = night.actor("coordinator")
    minute = availability.this_minute()
    with night.database.reading() as session:
        whole = service.propose(session, coordinator)
        board = availability.read_board(session, coordinator.region_id, minute)
    go_back(night.database, "0031")
    schema.migrate(night.database)
    with night.database.reading() as session:
        regions = session.exec(select(Region.id)).all()
        assert set(session.exec(select(RoomLists.region_id)).all()) == set(regions)
        assert service.propose(session, coordinator) == whole
        assert availability.read_board(session, coordinator.region_id, minute) == board

"""Demo data for two regions with every role. People here are plainly made up.

Made on the first start; visitors' entries are kept, tonight's counts are renewed at each start.
"""

from __future__ import annotations

from collections.abc import Callable

from webapp.accounts import store
from webapp.db import Database
from webapp.demo import (
    aftercare,
    beds,
    conditional_tenancies,
    contacts,
    cooperation,
    directory,
    exit_monitor,
    facilities,
    outreach,
    past,
    placements,
    reassessments,
    referrals,
    regions,
    room_year,
    rooms,
    work_places,
)


class NotADemo(Exception):
    """The database holds real users; demo data is refused there."""


def fill(database: Database, *, with_past: bool = True, tell: Callable[[str], None] = lambda _what: None) -> None:
    """Make missing data and renew aged data; ``with_past`` also the nights before tonight.

    ``tell`` is called with the name of the next part.

    Raises:
        NotADemo: when anyone in the database is no demo person.
    """
    with database.transaction() as session:
        if store.has_real_users(session):
            raise NotADemo("this database holds real users: the demo is refused")
        tell("people and contacts")
        regions.make(session)
        contacts.make(session)
        cooperation.make(session)
        tell("shelters and beds")
        beds.make(session)
        if with_past:
            tell("the nights of the last weeks")
            beds.let_guests_in(session, everywhere=past.make(session))
        beds.renew(session)
        tell("respite, small homes and rooms")
        facilities.make(session)
        facilities.renew(session)
        rooms.make(session)
        if with_past:
            tell("a year of rooms")
            room_year.make(session)
        directory.make(session)
        referrals.make(session)
        outreach.make(session)
        tell("waiting lists and homes")
        placements.make(session)
        conditional_tenancies.make(session)
        if with_past:
            aftercare.make(session)
            reassessments.make(session)
        work_places.make(session)
        exit_monitor.make(session)

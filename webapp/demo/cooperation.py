"""A privacy agreement of the demo that runs, and one that is over."""

from __future__ import annotations

from datetime import timedelta

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.people.cooperation import service, store
from webapp.people.cooperation.inputs import AgreementInput

_AGREED = (
    ("Jongerenwerk (demo)", "Kamers met Aandacht (demo)", 120, None, "Map convenanten, blad 4 (demo)"),
    ("Straatzorg (demo)", "Wachtlijst (demo)", 400, 35, "Map convenanten, blad 2 (demo)"),
)
"""One and other, begun and ended so many days ago, and the place of the paper."""


def make(session: Session) -> None:
    """Make them, once, in each demo region that is there."""
    for row in REGIONS:
        office = accounts.find_demo_user(session, f"beheer{row['suffix']}")
        if office is None:
            continue
        actor = actor_of(office)
        if store.list_agreements(session, actor.region_id):
            continue
        ids = {one.name: one.id for one in accounts.list_organisations(session, actor.region_id)}
        for one, other, begun, over, paper in _AGREED:
            both = [ids[name] for name in (one, other) if name in ids]
            if len(both) == 2 and not store.has_secret_site(session, both):  # a visitor may have made one
                since = clock.today() - timedelta(days=begun)
                until = clock.today() - timedelta(days=over) if over else None
                said = AgreementInput(one=both[0], other=both[1], since=since, until=until, paper=paper)
                service.agree(session, actor, said, new_id())

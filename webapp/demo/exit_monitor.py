"""A demo convenant in both regions, with the organisations that refer and keep."""

from __future__ import annotations

from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.exit_monitor import store
from webapp.exit_monitor.inputs import CovenantInput
from webapp.exit_monitor.service import set_covenant


def make(session: Session) -> None:
    """Make each region's, once."""
    for row in REGIONS:
        officer = accounts.find_demo_user(session, f"plaatsing{row['suffix']}")
        names = ("straatverpleegkundige", "jongerenwerker")
        partners = [accounts.find_demo_user(session, f"{name}{row['suffix']}") for name in names]
        if officer is None or store.list_covenants(session, actor_of(officer)):
            continue
        said = CovenantInput(
            name="Thuis in de wijk (demo)",
            source="Regionaal plan (demo)",
            partners=[one.organisation_id for one in partners if one],
        )
        set_covenant(session, actor_of(officer), said, new_id())

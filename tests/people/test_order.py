"""Lists of people, organisations and houses are in the order of names, on both stores."""

from __future__ import annotations

from sqlmodel import select

from webapp.accounts import store
from webapp.accounts.models import Organisation, Region, Site, User
from webapp.beds.shelters import store as beds
from webapp.beds.shelters.models import Shelter
from webapp.db import Database
from webapp.facilities import store as facility_store
from webapp.facilities.kinds import FacilityKind
from webapp.facilities.models import Facility

NAMES = ["Zara", "de Vries", "Özlem", "Łukasz", "van ’t Hof", "Мария"]
TOLD = ["van ’t Hof", "Łukasz", "Özlem", "de Vries", "Zara", "Мария"]


def test_lists_by_name_are_in_the_order_a_reader_looks(demo_database: Database) -> None:
    with demo_database.transaction() as session:
        region = Region(name="Het Elders", slug="elders", municipalities=[])
        session.add(region)
        session.flush()
        for name in NAMES:
            organisation = Organisation(region_id=region.id, name=name)
            session.add(organisation)
            session.flush()
            site = Site(organisation_id=organisation.id, name=name, municipality="Elders")
            own = {"region_id": region.id, "organisation_id": organisation.id, "name": name}
            facility = Facility(**own, kind=FacilityKind.respite.value, phone="")
            session.add_all([site, facility, User(**own, roles=[])])
            session.flush()
            session.add(Shelter(**own, site_id=site.id, phone=""))
        session.flush()
        found = {
            "users": [user.name for user, _ in store.list_users(session, region.id)],
            "organisations": [one.name for one in store.list_organisations(session, region.id)],
            "facilities": [one.name for one in facility_store.list_facilities(session, region.id)],
            "shelters": [row[0].name for row in beds.list_region_shelters(session, region.id)],
            "board": [row[0].name for row in beds.list_public_shelters(session, region.id)],
        }
        regions = [one.name for one in store.list_regions(session)]
        assert session.exec(select(Region)).all()
        session.rollback()
    assert found == dict.fromkeys(found, TOLD)
    assert regions.index("Het Elders") < regions.index("Gooi en Vechtstreek"), "het counts not"

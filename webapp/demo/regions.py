"""Two regions, their organisations, and one demo person for every role in each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypedDict

from webapp.accounts import store
from webapp.accounts.models import Organisation, Region, Site, User
from webapp.accounts.permissions import Role
from webapp.db import Session


class DemoRegion(TypedDict):
    """A region to make; ``suffix`` ends the names of its people."""

    slug: str
    suffix: str
    name: str
    municipalities: list[str]
    area_code: str


REGIONS = (
    DemoRegion(
        slug="gooi",
        suffix="",
        name="Gooi en Vechtstreek",
        municipalities=["Blaricum", "Eemnes", "Gooise Meren", "Hilversum", "Huizen", "Laren", "Wijdemeren"],
        area_code="035",
    ),
    DemoRegion(
        slug="almere",
        suffix="-almere",
        name="Almere",
        municipalities=["Almere", "Lelystad", "Zeewolde", "Dronten", "Noordoostpolder", "Urk"],
        area_code="036",
    ),
)

PEOPLE = (
    # username, name in the first region, name in the second, role, organisation
    ("straatverpleegkundige", "Demo Sanne", "Demo Ilse", Role.street_nurse, "Straatzorg (demo)"),
    ("jongerenwerker", "Demo Karim", "Demo Noor", Role.youth_worker, "Jongerenwerk (demo)"),
    ("opvang", "Demo Kees", "Demo Rachid", Role.shelter_worker, "Opvang (demo)"),
    ("coordinator", "Demo Marijke", "Demo Hans", Role.coordinator, "Kamers met Aandacht (demo)"),
    ("vrijwilliger", "Demo Wim", "Demo Els", Role.volunteer, "Kamers met Aandacht (demo)"),
    ("verhuurder", "Demo Truus", "Demo Gerrit", Role.host, "Kamers met Aandacht (demo)"),
    ("vroegsignaleerder", "Demo Fatima", "Demo Stef", Role.debt_worker, "Schuldhulp (demo)"),
    ("plaatsing", "Demo Joris", "Demo Anouk", Role.placement_officer, "Wachtlijst (demo)"),
    ("beleid", "Demo Lotte", "Demo Pieter", Role.policy_officer, "Regio (demo)"),
    ("beheer", "Demo Bas", "Demo Yasmin", Role.administrator, "Regio (demo)"),
    ("privacy", "Demo Frida", "Demo Otto", Role.privacy_officer, "Regio (demo)"),
)


def make(session: Session) -> None:
    """Make both regions, once."""
    for number, row in enumerate(REGIONS):
        if known := store.find_region_by_slug(session, row["slug"]):
            _make_people(session, known, row["suffix"], number)
            continue
        region = Region(
            slug=row["slug"],
            name=row["name"],
            municipalities=row["municipalities"],
            help_phone=f"{row['area_code']} 000 00 00",
            womens_shelter_phone=f"{row['area_code']} 000 00 03",
            youth_crisis_phone=f"{row['area_code']} 000 00 04",
        )
        session.add(region)
        session.flush()
        _make_people(session, region, row["suffix"], number)


def with_worker(session: Session) -> Iterator[tuple[Region, User]]:
    """Each demo region that is there, with its shelter worker."""
    for row in REGIONS:
        region = store.find_region_by_slug(session, row["slug"])
        worker = store.find_demo_user(session, f"opvang{row['suffix']}")
        if region is not None and worker is not None:
            yield region, worker


def _make_people(session: Session, region: Region, suffix: str, number: int) -> None:
    """Make those who are not there yet: a demo of an earlier release may lack a role."""
    organisations: dict[str, Organisation] = {}
    for username, *names, role, organisation in PEOPLE:
        if store.find_demo_user(session, username + suffix):
            continue
        if organisation not in organisations:
            known = store.find_organisation_by_name(session, region.id, organisation)
            organisations[organisation] = known or _make_organisation(session, region, organisation)
        session.add(
            User(
                region_id=region.id,
                organisation_id=organisations[organisation].id,
                name=names[number],
                roles=[role.value],
                username=username + suffix,
                demo=True,
            )
        )
    session.flush()


def _make_organisation(session: Session, region: Region, name: str) -> Organisation:
    """Make an organisation with one office in the region's first municipality."""
    organisation = Organisation(region_id=region.id, name=name)
    session.add(organisation)
    session.flush()
    session.add(Site(organisation_id=organisation.id, name="Kantoor (demo)", municipality=region.municipalities[0]))
    return organisation

"""Houses whose name must not come out: the women's shelters, and one that became confidential after its guests."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from html import unescape
from uuid import UUID

import pytest
from flask import Flask

from tests.beds.administration.acts import edit_shelter
from tests.beds.night import AUTOMATIC, BY_HAND, SECRET, Night
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import actor_of
from webapp.accounts.models import Site, User
from webapp.accounts.permissions import Role
from webapp.beds.kinds import Alternative, Refusal
from webapp.beds.requests import answers
from webapp.beds.requests import service as requests_service
from webapp.beds.requests.inputs import BedRequestInput
from webapp.beds.shelters import store as shelter_store
from webapp.beds.shelters.models import Shelter, ShelterStaff
from webapp.beds.shelters.winter_models import ColdActivation
from webapp.beds.stays import service as stays
from webapp.beds.stays.inputs import CheckInInput
from webapp.beds.winter import service as winter
from webapp.beds.winter.inputs import WinterBedsInput
from webapp.db import Session, new_id
from webapp.validation import read

NAMES = ("Kanariehuis", "Kanarielaan 12", "Kanariedorp", "Kanarie de Vries", "035 999 88 77", "Kanarieregel")
"""Name, address, town, a member of staff, the telephone, the line of its own."""
HOUSE, ADDRESS, TOWN, STAFF, PHONE, NOTE = NAMES
NURSE = "straatverpleegkundige"
EXTRA = 37
"""Extra winter beds in the house that became confidential."""


@dataclass
class Secret:
    """The secret facts of one region's women's shelter."""

    shelter_id: str
    staff_id: str


def with_canaries(session: Session, shelter_id: UUID) -> Shelter:
    """Give a house the words that are looked for."""
    shelter = session.get_one(Shelter, shelter_id)
    shelter.name, shelter.phone, shelter.note = HOUSE, PHONE, NOTE
    site = session.get_one(Site, shelter.site_id)
    site.name, site.address, site.municipality = HOUSE, ADDRESS, TOWN
    session.add_all([shelter, site])
    return shelter


@pytest.fixture
def secrets(demo_app: Flask, night: Night) -> list[Secret]:
    """Canaries in both regions' women's shelters, with the winter regime on so that its pages are there too."""
    made = []
    for almere in (False, True):
        shelter_id = night.shelter(SECRET, almere=almere).id
        with night.write() as session:
            shelter = with_canaries(session, shelter_id)
            worker = User(
                region_id=shelter.region_id,
                organisation_id=shelter.organisation_id,
                name=STAFF,
                roles=[Role.shelter_worker.value],
                demo=True,
            )
            session.add(worker)
            session.flush()
            session.add(ShelterStaff(shelter_id=shelter.id, user_id=worker.id))
            officer = accounts.find_demo_user(session, "beleid-almere" if almere else "beleid")
            assert officer is not None
            session.add(
                ColdActivation(
                    region_id=shelter.region_id,
                    organisation_id=officer.organisation_id,
                    begins_at=clock.now(),
                    ends_at=clock.end_of_night(clock.tonight()),
                    reason="Vorst",
                    threshold=-5,
                    decided_by=officer.id,
                )
            )
            made.append(Secret(str(shelter.id), str(worker.id)))
    return made


@dataclass
class Switched:
    """A house that stood on the board, and what was asked there before it became confidential."""

    shelter_id: UUID
    held: str
    waiting: str
    refused: str

    @property
    def requests(self) -> tuple[str, ...]:
        return tuple(f"/bedden/aanvragen/{one}" for one in (self.held, self.waiting, self.refused))


@pytest.fixture
def switched(night: Night, secrets: list[Secret]) -> Switched:
    """A house of the same canaries with extra winter beds, guests and requests of the nurse, confidential since."""
    shelter_id = night.shelter(BY_HAND).id
    with night.write() as session:
        with_canaries(session, shelter_id)
        session.add(ShelterStaff(shelter_id=shelter_id, user_id=UUID(secrets[0].staff_id)))
        staff = actor_of(session.get_one(User, UUID(secrets[0].staff_id)))
    with night.write() as session:
        data = {"shelter": shelter_id, "places": EXTRA}
        winter.open_beds(session, night.actor("beleid"), read(WinterBedsInput, data))
        data |= {"shelter": night.shelter(AUTOMATIC).id, "places": 12}
        winter.open_beds(session, night.actor("beleid"), read(WinterBedsInput, data))
    asked = [ask_at(night, shelter_id) for _ in range(3)]
    with night.write() as session:
        answers.hold_request(session, staff, asked[0])
        answers.refuse_request(session, staff, asked[2], Refusal.house_unsafe, Alternative.other_shelter)
    with night.write() as session:
        guest = {"shelter": shelter_id, "category": first_kind(night, shelter_id), "age_group": "adult"}
        stays.check_in(session, staff, read(CheckInInput, guest), new_id())
    with night.write() as session:
        known = session.get_one(Shelter, shelter_id)
        data = {
            "confidential": True, "name": HOUSE, "phone": PHONE, "organisation": known.organisation_id,
            "hold_rule": known.hold_rule, "staff": [staff.user_id],
        }  # fmt: skip
        edit_shelter(session, night.actor("beheer"), shelter_id, **data)
    return Switched(shelter_id, *(str(one) for one in asked))


def ask_at(night: Night, shelter_id: UUID) -> UUID:
    """The nurse asks a bed there."""
    kind = first_kind(night, shelter_id)
    body = {"shelter": shelter_id, "category": kind, "age_group": "adult", "gender": "unsaid", "alias": "Tonia"}
    with night.write() as session:
        return requests_service.request_bed(session, night.actor(NURSE), read(BedRequestInput, body), new_id()).id


def first_kind(night: Night, shelter_id: UUID) -> str:
    """The first kind of beds of a house."""
    with night.database.reading() as session:
        return shelter_store.list_categories(session, [shelter_id])[0].kind


def found_in(text: str, user: str, path: str) -> list[str]:
    """The canaries in an answer. The search word itself may be said back; a name where accounts are given."""
    plain = unescape(text)
    if "\\u" in plain:
        plain += json.dumps(plain).encode().decode("unicode_escape", "ignore")
    accounts_of = {"beheer": "/beheer", "privacy": "/toezicht"}  # who gives access, and who sees who used it
    allowed = {STAFF} if path.startswith(accounts_of.get(user.removesuffix("-almere"), "none")) else set()
    digits = re.sub(r"[ -]", "", plain)
    hit = [name for name in NAMES if name.casefold() in plain.casefold() and name not in allowed]
    return hit + (["telephone"] if PHONE.replace(" ", "") in digits else [])

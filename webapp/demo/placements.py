"""Demo programmes in both regions, with people in every step of them. Names here are plainly made up."""

from __future__ import annotations

from datetime import timedelta
from typing import NamedTuple
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.placements.course.offers import offer_unit
from webapp.placements.course.service import SCHEME, answer_placement, note_standing
from webapp.placements.homes.inputs import HomeInput, OfferInput
from webapp.placements.homes.models import HomeKind, Suits
from webapp.placements.homes.service import add_home
from webapp.placements.kind import Urgency
from webapp.placements.programmes import service as programmes
from webapp.placements.programmes import store
from webapp.placements.programmes.inputs import ProgrammeInput, ShapeWord
from webapp.placements.programmes.models import Programme
from webapp.placements.waiting.inputs import PlacementAnswer, ReferInput
from webapp.placements.waiting.models import Placement
from webapp.placements.waiting.service import refer
from webapp.text import fold
from webapp.trajectories import service as trajectories
from webapp.trajectories.store import list_taken

_PROGRAMMES = (
    # name, kind, organisations, target per year
    ("Beschermd Wonen", "assessed", "Kwintes (demo)", None),
    ("Beschut Wonen", "assessed", "Leger des Heils (demo)", None),
    ("Gewoon Thuis", "assessed", "Kwintes (demo)", None),
    ("Beschermd Wonen+", "assessed", "Leger des Heils (demo)", None),
    ("Domus", "assessed", "Leger des Heils (demo)", None),
    ("Housing First", "home_first", "Leger des Heils (demo)", 10),
    ("IBP+", "temporary_home", "Woningcorporatie (demo)", 20),
    ("Interventiewoning doorstroom", "track_home", "Woningcorporatie (demo)", None),
    ("Interventiewoning wijkongeschikt", "track_home", "Woningcorporatie (demo)", 2),
    ("Uitstroomwoning", "home_contract", "Woningcorporatie (demo)", 20),
    ("Huren onder voorwaarden", "home_contract", "Woningcorporatie (demo)", None),
    ("Werkervaringsplek", "work_place", "Werkgever (demo)", 20),
    ("Ondersteuning in de opvang", "support", "Herstelnetwerk (demo)", 50),
)
SOURCE = "Plan van aanpak (demo)"


class Someone(NamedTuple):
    """A person of the demo on their way: the answers so far, and how long ago they were referred."""

    alias: str
    programme: str
    days: int
    urgency: str = "normal"
    answers: tuple[tuple[str, str], ...] = ()
    """Step and answer, in order."""
    town: int | None = None
    interim_support: bool = False
    parked: bool = False
    home: str = ""
    """The home that was offered."""
    after: tuple[str, ...] = ()
    """The answers after the offer."""


_HOMES = (
    # name, kind, places, programme, municipality, landlord, suits
    ("Demo Singel 1", "group", 4, "Beschermd Wonen", 3, "Kwintes (demo)", ("single",)),
    ("Demo Singel 2", "studio", 1, "Beschut Wonen", 3, "Leger des Heils (demo)", ("single", "ground_floor")),
    ("Demo Flat 12", "flat", 1, None, 0, "Woningcorporatie (demo)", ("single", "couple", "pet")),
    ("Demo Flat 14", "flat", 1, None, 0, "Woningcorporatie (demo)", ("children",)),
    ("Demo Flat 16", "flat", 1, None, 2, "Woningcorporatie (demo)", ("wheelchair", "ground_floor")),
    ("Demo Eilandje", "small_home", 1, "Interventiewoning wijkongeschikt", 2, "Woningcorporatie (demo)", ("single",)),
    ("Demo Kas", "work", 2, "Werkervaringsplek", 1, "Werkgever (demo)", ()),
)
_IN, _YES = ("referral", "yes"), ("decision", "yes")
_PEOPLE = (
    Someone("Blauwe Bas (demo)", "Beschermd Wonen", 3),
    Someone("Stille Sofie (demo)", "Beschermd Wonen", 70, answers=(_IN,)),
    Someone("Lange Lies (demo)", "Beschermd Wonen", 240, answers=(_IN, _YES), town=0, interim_support=True),
    Someone("Rode Rik (demo)", "Beschermd Wonen", 120, "urgent", (_IN, _YES)),
    Someone("Groene Gijs (demo)", "Beschermd Wonen", 95, "urgent", (_IN, _YES), town=1),
    Someone("Kleine Kim (demo)", "Beschermd Wonen", 40, "crisis", (_IN, _YES), interim_support=True),
    Someone("Oude Otto (demo)", "Beschermd Wonen", 300, answers=(_IN, _YES), parked=True),
    Someone("Snelle Sam (demo)", "Beschut Wonen", 150, answers=(_IN, _YES)),
    Someone("Grijze Greet (demo)", "Domus", 30, "urgent", (_IN,)),
    Someone("Vrije Vera (demo)", "Housing First", 60, answers=(_IN,)),
    Someone("Jonge Jip (demo)", "IBP+", 21, "urgent", (_IN,), town=2),
    Someone("Dappere Dirk (demo)", "Interventiewoning doorstroom", 45, answers=(_IN, _YES)),
    Someone("Zachte Zus (demo)", "Uitstroomwoning", 80, answers=(_IN, _YES), town=0),
    Someone("Trotse Tess (demo)", "Ondersteuning in de opvang", 14, answers=(_IN,)),
    Someone("Handige Hans (demo)", "Werkervaringsplek", 10, answers=(_IN,)),
    Someone("Warme Wies (demo)", "Beschermd Wonen", 400, answers=(_IN, _YES), home="Demo Singel 1", after=("yes",)),
    Someone("Bange Bram (demo)", "Beschut Wonen", 90, "urgent", (_IN, _YES), home="Demo Singel 2"),
    Someone("Vlugge Fien (demo)", "Housing First", 200, answers=(_IN,), home="Demo Flat 12", after=("yes",)),
    Someone("Rustige Ria (demo)", "Uitstroomwoning", 130, answers=(_IN, _YES), home="Demo Flat 14"),
    Someone(
        "Sterke Stan (demo)",
        "Beschermd Wonen",
        500,
        answers=(_IN, _YES),
        home="Demo Singel 1",
        after=("yes", "exit_ready"),
    ),
)


def make(session: Session) -> None:
    """Make each region's, once."""
    for row in REGIONS:
        officer = accounts.find_demo_user(session, f"plaatsing{row['suffix']}")
        nurse = accounts.find_demo_user(session, f"straatverpleegkundige{row['suffix']}")
        if officer is None or nurse is None or store.list_programmes(session, actor_of(officer)):
            continue
        made = {one[0]: _programme(session, actor_of(officer), *one) for one in _PROGRAMMES}
        homes = _homes(session, actor_of(officer), made, row["municipalities"])
        for one in _PEOPLE:
            town = None if one.town is None else row["municipalities"][one.town]
            _refer(session, actor_of(nurse), actor_of(officer), made[one.programme], one, town, homes)


def _programme(
    session: Session, actor: Actor, name: str, kind: str, organisations: str, target: int | None
) -> Programme:
    said = ProgrammeInput(
        name=name,
        kind=ShapeWord(kind),
        organisations=organisations,
        decision_days=56,
        offer_days=7,
        stay_months=12 if kind == "temporary_home" else None,
        target=target,
        source=SOURCE,
    )
    return programmes.add_programme(session, actor, said, new_id())


def _homes(session: Session, actor: Actor, made: dict[str, Programme], towns: list[str]) -> dict[str, UUID]:
    found: dict[str, UUID] = {}
    for name, kind, places, programme, town, landlord, suits in _HOMES:
        said = HomeInput(
            name=name,
            kind=HomeKind(kind),
            places=places,
            municipality=towns[town],
            corporation=landlord,
            programme=made[programme].id if programme else None,
            suits=[Suits(one) for one in suits],
        )
        found[name] = add_home(session, actor, said, new_id()).id
    return found


def _refer(
    session: Session,
    nurse: Actor,
    officer: Actor,
    programme: Programme,
    one: Someone,
    town: str | None,
    homes: dict[str, UUID],
) -> Placement:
    said = ReferInput(
        programme=programme.id,
        alias=one.alias,
        urgency=Urgency(one.urgency),
        interim_support=one.interim_support,
        municipality=town,
        note="Geen trappen (demo)" if fold(one.alias).startswith("oude") else None,
    )
    made = refer(session, nurse, said, new_id())
    made.referred_at = clock.now() - timedelta(days=one.days)
    session.add(made)
    session.flush()
    for step, answer in one.answers:
        answer_placement(session, officer, PlacementAnswer(placement=made.id, step=step, answer=answer))
    if one.home:
        offer_unit(session, officer, OfferInput(unit=homes[one.home], placement=made.id), new_id())
    for answer in one.after:
        answer_placement(session, officer, PlacementAnswer(placement=made.id, step=made.state, answer=answer))
    if one.parked:
        until = clock.today() + timedelta(days=30)
        parked = PlacementAnswer(placement=made.id, step=made.state, answer="park", reason="not_ready", until=until)
        answer_placement(session, officer, parked)
    _spread(session, made)
    return made


def _spread(session: Session, made: Placement) -> None:
    """Put the answers in the time between the referral and today."""
    taken = list_taken(session, [made.region_id], [made.id])
    for number, row in enumerate(taken, 1):
        row.at = made.referred_at + (clock.now() - made.referred_at) * number / (len(taken) + 3)
        session.add(row)
    session.flush()
    note_standing(session, made, trajectories.read(session, SCHEME, made))

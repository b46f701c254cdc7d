"""Hosts, rooms and youths for both regions: plainly made up, through the same services as real ones."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, cast
from uuid import UUID

from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.models import Region, User
from webapp.db import Session, new_id
from webapp.demo.regions import REGIONS
from webapp.rooms import store as rooms_store
from webapp.rooms.funnel.models import RoomTarget
from webapp.rooms.hosts import service as hosts
from webapp.rooms.hosts.inputs import CalledInput, DeclineInput, NoteInput, RoomOfferInput
from webapp.rooms.models import Programme, Room
from webapp.rooms.requests import service as requests
from webapp.rooms.requests.inputs import RoomRequestInput
from webapp.rooms.screening import service as screening
from webapp.rooms.screening.inputs import DecideInput, VisitInput
from webapp.rooms.signup import service as signup
from webapp.rooms.signup.steps import STEPS
from webapp.rooms.words import RoomState
from webapp.validation import read

PHONES = {"gooi": "035 000 00 05", "almere": "036 000 00 05"}


@dataclass(frozen=True)
class DemoHost:
    """A demo host; ``place`` is an index into the region's municipalities, so that both regions get the same people."""

    name: str
    place: int
    rent: int
    heard: str
    days_ago: int
    house: dict[str, Any] = field(default_factory=dict)
    whom: dict[str, Any] = field(default_factory=dict)
    care: tuple[str, ...] = ()
    note: str = ""


HOSTS = (
    DemoHost(
        "Demo Truus",
        0,
        480,
        "newspaper",
        12,
        {"pets_present": ["dog"]},
        {"accepts": "women"},
        ("meals", "company"),
        "Bovenkamer met eigen wastafel. Ik eet graag samen.",
    ),
    DemoHost("Demo Henk", 3, 420, "friend", 9, {"smoking_allowed": True}, {}, ("practical_help", "quiet")),
    DemoHost(
        "Demo Ria en Joop",
        3,
        525,
        "meeting",
        6,
        {"pets_allowed": True},
        {"max_age": 23},
        ("study_or_work", "meals"),
        "Rustige straat, tien minuten fietsen van het station.",
    ),
    DemoHost(
        "Demo Ans", 1, 390, "social_media", 2, {"pets_present": ["cat", "bird"]}, {}, ("company", "safe_presence")
    ),
    DemoHost("Demo Familie De Boer", 2, 350, "flyer", 0, {"host_lives_in": False}, {"min_age": 20}, ("activities",)),
)
LOST = (
    # name, municipality, channel, days ago, called and gone after so many days, reason
    ("Demo Wil", 1, "newspaper", 290, None, 30, "no_reply"),
    ("Demo Toos en Ab", 2, "newspaper", 260, 4, 25, "room_needed"),
    ("Demo Mirjam", 5, "friend", 231, 3, 40, "no_certificate"),
    ("Demo Jos", 6, "meeting", 214, None, 2, "no_permission"),
    ("Demo Carla", 3, "flyer", 180, 9, 21, "room_needed"),
    ("Demo Frits", 1, "social_media", 133, 6, 12, "too_small_or_expensive"),
    ("Demo Hanneke", 2, "municipality", 97, None, 14, "no_reply"),
    ("Demo Gijs en Petra", 3, "friend", 61, 2, 30, "no_permission"),
)
"""Hosts of this year who fell away, in the first region; the second has the last three."""
YOUTHS: tuple[dict[str, Any], ...] = (
    {
        "alias": "Demo Jongere K.",
        "born": 19,
        "gender": "woman",
        "places": [0, 3],
        "max_rent": 525,
        "attention_wanted": ["meals", "company"],
        "motivation": "Ik zit op het mbo en wil graag samen eten.",
        "profile_name": "Kim",
        "profile": "Ik ben Kim. Ik zit op het mbo en ik kook graag. Op zondag ga ik voetballen.",
        "agreed": True,
        "day_activity": "school",
        "day_hours": 28,
        "income_kind": "study_finance",
        "carries_rent": "yes",
    },
    {
        "alias": "Demo Jongere M.",
        "born": 21,
        "gender": "man",
        "places": [],
        "max_rent": 450,
        "smoking": True,
        "attention_wanted": ["quiet"],
        "motivation": "Ik werk vroeg en zoek rust.",
        "profile": "Ik werk bij een bakker en sta vroeg op. Ik zoek een rustig huis.",
        "day_activity": "work",
        "day_hours": 32,
        "income_kind": "work",
        "carries_rent": "yes",
    },
    {
        "alias": "Demo Jongere T.",
        "born": 18,
        "gender": "unsaid",
        "places": [1, 3],
        "max_rent": 400,
        "allergies": ["cat"],
        "attention_wanted": ["study_or_work"],
        "motivation": "Ik wil mijn diploma halen.",
    },
    {
        "alias": "Demo Jongere S.",
        "born": 22,
        "gender": "other",
        "places": [3],
        "max_rent": 550,
        "pets": ["dog"],
        "attention_wanted": ["activities"],
        "motivation": "Mijn hond Bolle gaat mee.",
    },
)


def make(session: Session) -> None:
    """Make them for every demo region that has none."""
    for row in REGIONS:
        region = accounts.find_region_by_slug(session, str(row["slug"]))
        if region and session.get(Programme, region.id) is None:
            _region(session, region, str(row["suffix"]))


def _region(session: Session, region: Region, suffix: str) -> None:
    coordinator, worker, host_user = (
        find_user(session, name + suffix) for name in ("coordinator", "jongerenwerker", "verhuurder")
    )
    session.add(Programme(region_id=region.id, organisation_id=coordinator.organisation_id, phone=PHONES[region.slug]))
    if not suffix:
        session.add(RoomTarget(region_id=region.id, year=clock.today().year, target=10, source="Regioplan (demo)"))
    session.flush()
    rooms = [sign_up(session, region, host) for host in HOSTS]
    acting = actor_of(coordinator)
    truus = rooms_store.list_rooms(session, acting, "truus", {}, offset=0, limit=1)[0][1]
    if truus:
        truus.user_id = host_user.id
    hosts.note_call(session, acting, rooms[0], CalledInput(note="Leuk gesprek. Kennismaken kan op donderdag."))
    hosts.note_call(session, acting, rooms[1], CalledInput())
    hosts.add_note(session, acting, rooms[1], NoteInput(note="Rookt zelf op het balkon."))
    for index in (0, 1):
        screen(session, acting, rooms[index])
    hosts.decline_room(session, acting, rooms[4], DeclineInput.model_validate({"reason": "no_permission"}))
    hosts.offer_room(session, acting, _offer(region), new_id())
    for name, place, heard, days_ago, called, gone, reason in LOST[-3:] if suffix else LOST:
        host = DemoHost(name, place, 400, heard, days_ago)
        lose(session, acting, sign_up(session, region, host), called, gone, reason)
    for youth in YOUTHS:
        requests.ask_room(session, actor_of(worker), read_request(region, youth), new_id())


_COUNTED: dict[str, dict[str, Any]] = {
    "Demo Pien": {
        "room_m2": "14", "sharers": "2", "label": "b", "worktop": "to_3", "sanitary": ["shower", "basin", "toilet"],
        "drawbacks": ["none"], "heated": "yes", "living_m2": "24", "woz": "mean",
    },
    "Demo Quirijn": {"room_m2": "9,5", "sharers": "3", "label": "e"},
}  # fmt: skip
"""The hosts who did not skip the points count: one knows all, one knows some, and asks more than that allows."""


def sign_up(session: Session, region: Region, host: DemoHost) -> UUID:
    """Sign up through the public steps, as a host would; gives the room."""
    answers: dict[str, dict[str, Any]] = {
        "waar": {"municipality": region.municipalities[host.place], "from_date": next_month(), "until_date": None},
        "huis": {"host_lives_in": True, "pets_allowed": False, "smoking_allowed": False} | host.house,
        "kosten": {"rent": host.rent, "included": "yes"},
        "punten": _COUNTED.get(host.name, {}),
        "wie": {"min_age": 18, "max_age": 27} | host.whom,
        "aandacht": {"attention_offered": list(host.care), "note": host.note},
        "jij": {"name": host.name, "phone": "06 00 00 00 00", "heard": host.heard, "consent": True},
    }
    token: str | None = None
    for step in STEPS:
        token = signup.save_step(session, token, step, read(step.input, answers[step.slug]))
    made = signup.send(session, token, "nl")
    made.created_at = made.consent_at = clock.now() - timedelta(days=host.days_ago, minutes=7)
    room = rooms_store.list_rooms_of_host(session, made.id)[0]
    room.created_at = made.created_at
    session.flush()
    return room.id


def screen(session: Session, acting: Actor, room_id: UUID) -> None:
    """Visit this host and say yes."""
    host = rooms_store.find_room(session, acting, room_id)
    if host is None or host.host_id is None:
        return
    seen = {"host": host.host_id, "checks": ["room", "lock", "motive"], "lives_alone": False, "consent": "not_needed"}
    seen["certificate_on"] = clock.today() - timedelta(days=40)
    screening.note_visit(session, acting, read(VisitInput, seen), new_id())
    screening.decide(session, acting, host.host_id, read(DecideInput, {"decision": "accepted"}))


def lose(session: Session, acting: Actor, room_id: UUID, called: int | None, gone: int, reason: str) -> None:
    """Screen a host, or not, and note why they fell away, as many days after the sign-up."""
    if called is not None:
        screen(session, acting, room_id)
    hosts.decline_room(session, acting, room_id, DeclineInput.model_validate({"reason": reason}))
    date_events(session, acting, room_id, {RoomState.screened: called or 0, RoomState.declined: gone})


def date_events(session: Session, acting: Actor, room_id: UUID, days: Mapping[str, float]) -> None:
    """Put what happened to a room so many days after its sign-up, by state."""
    room = cast(Room, rooms_store.find_room(session, acting, room_id))
    session.flush()
    for event in rooms_store.list_events(session, room_id):
        event.at = room.created_at + timedelta(days=days.get(event.state or "", 0))
        session.add(event)
    session.flush()


def _offer(region: Region) -> RoomOfferInput:
    return read(
        RoomOfferInput,
        {
            "municipality": region.municipalities[4],
            "rent": 400,
            "bare_rent": 340,
            "service_costs": 60,
            "deposit": 340,
            "house_rules": "Bezoek mag, tot elf uur. De keuken ruim je zelf op.",
            "count": {
                "room_m2": 14,
                "sharers": 3,
                "label": "c",
                "worktop": "to_3",
                "sanitary": ["toilet", "basin", "shower"],
                "drawbacks": ["none"],
                "heated": "yes",
            },
            "from_date": next_month(),
            "until_date": next_month() + timedelta(days=365),
            "pets_allowed": False,
            "smoking_allowed": False,
            "host_lives_in": False,
            "min_age": 18,
            "max_age": 23,
            "attention_offered": ["quiet", "paperwork"],
            "note": "Kamer van de corporatie, met een buurtmaatje.",
        },
    )


def read_request(region: Region, youth: dict[str, Any]) -> RoomRequestInput:
    """A youth of the demo as a worker types it in."""
    start = next_month()
    own = {name: value for name, value in youth.items() if name not in ("born", "places", "agreed")}
    return read(
        RoomRequestInput,
        {
            "birth_year": start.year - youth["born"],
            "municipalities": [region.municipalities[place] for place in youth["places"]],
            "from_date": start,
            "smoking": False,
            "profile_agreed_on": clock.today() if youth.get("agreed") else None,
        }
        | own,
    )


def next_month() -> date:
    """The first day of the coming month."""
    today = clock.today()
    return date(today.year + today.month // 12, today.month % 12 + 1, 1)


def find_user(session: Session, username: str) -> User:
    """The demo person with this name."""
    return cast(User, accounts.find_demo_user(session, username))

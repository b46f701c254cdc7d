"""A region's beds on paper. Simpler than the real one: it knows no SQL, no savepoints and no clock of a phone.

Every category keeps a log of the places each version took or gave back. A count leads to its number and everything in
the log after the version its counter saw. Holds expire at once, when the time is moved on.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

AMSTERDAM = ZoneInfo("Europe/Amsterdam")
OPEN = ("requested", "unanswered", "held")


def night_at(now: datetime) -> date:
    """Noon to noon by the wall clock of Amsterdam."""
    return (now.astimezone(AMSTERDAM).replace(tzinfo=None) - timedelta(hours=12)).date()


def noon_after(night: date) -> datetime:
    """When that night is over."""
    return datetime(night.year, night.month, night.day, 12, tzinfo=AMSTERDAM) + timedelta(days=1)


def whole_minute(moment: datetime) -> datetime:
    """The first whole minute at or after a moment."""
    return moment + timedelta(microseconds=-(moment.second * 1_000_000 + moment.microsecond) % 60_000_000)


@dataclass
class Told:
    """The last count: the number of empty beds, the version its counter saw, and its own version.

    ``own``: places that the counter took (above zero) or gave back at the door between the two.
    """

    id: str
    by: str
    free: int
    seen: int
    version: int
    at: datetime
    own: int = 0


@dataclass
class House:
    """A shelter: whether its rule decides, and the first night it is closed."""

    name: str
    automatic: bool
    closes: date | None = None

    def is_open(self, night: date) -> bool:
        """True when it has not closed by that night."""
        return self.closes is None or night < self.closes

    def in_time(self, moment: datetime, night: date) -> datetime:
        """A moment until which a bed can be kept; nobody comes in any more after its last night."""
        return moment if self.is_open(night + timedelta(days=1)) else min(moment, noon_after(night))


@dataclass
class Ward:
    """A category: ``log`` holds what each version took (below zero) or gave back.

    ``opened``: how many winter beds.
    """

    house: House
    kind: str
    capacities: dict[date, int] = field(default_factory=dict)
    version: int = 0
    log: list[tuple[int, int]] = field(default_factory=list)
    told: Told | None = None
    closes: date | None = None
    opened: int = 0
    exists: bool = True

    def moves(self, *given: int) -> int:
        """One version further, with what it took and gave."""
        self.version += 1
        self.log += [(self.version, places) for places in given]
        return self.version

    def counted(self) -> int | None:
        """The last count carried on to now."""
        if self.told is None:
            return None
        since = sum(places for version, places in self.log if version > self.told.seen)
        return self.told.free + self.told.own + since

    def places_for(self, persons: int) -> int:
        """Two share a room, a family has one, else each a bed."""
        if self.kind == "families":
            return 1
        return -(-persons // 2) if self.kind == "double_rooms" else persons


@dataclass
class Ask:
    """A bed asked for one night. ``ended`` is the version of the end of its hold; ``enders`` took it away by hand."""

    id: str
    ward: Ward
    by: str
    night: date
    places: int
    persons: int
    client: str | None
    state: str = "requested"
    answer_by: datetime | None = None
    until: datetime | None = None
    granted: int = 0
    ended: int | None = None
    enders: set[str] = field(default_factory=set)
    extended: datetime | None = None
    missed: bool = False


@dataclass
class Guest:
    """Someone in a bed; ``then`` is the next one in the same house."""

    id: str
    ward: Ward
    places: int
    persons: int
    client: str | None
    started: int
    ask: Ask | None = None
    ended: int | None = None
    then: Guest | None = None


@dataclass
class Shut:
    """Beds out of use."""

    id: str
    ward: Ward
    places: int
    opened: bool = False


@dataclass
class Region:
    """Everything on paper at ``now``."""

    now: datetime
    wards: list[Ward]
    asks: dict[str, Ask] = field(default_factory=dict)
    guests: dict[str, Guest] = field(default_factory=dict)
    shut: dict[str, Shut] = field(default_factory=dict)
    cold_until: datetime | None = None
    cold_opened: bool = False
    counts: int = 0
    accepted: int = 0

    @property
    def tonight(self) -> date:
        """The night it is."""
        return night_at(self.now)

    def pass_time(self, by: timedelta) -> None:
        """Move on; holds expire in the order of their end."""
        self.now += by
        gone = [a for a in self.asks.values() if a.state == "held" and a.until is not None and a.until <= self.now]
        for ask in sorted(gone, key=lambda ask: (ask.until, ask.granted)):
            ask.state = "expired"
            ask.ended = ask.ward.moves(ask.places)

    def state(self, ask: Ask) -> str:
        """Where it stands."""
        if ask.state == "requested" and ask.answer_by is not None and ask.answer_by <= self.now:
            return "unanswered"
        return ask.state

    def ward_of(self, house: House, kind: str) -> Ward | None:
        """The house's category of a kind."""
        return next((ward for ward in self.wards if ward.house is house and ward.kind == kind), None)

    def is_cold(self) -> bool:
        """True when the winter regime holds."""
        return self.cold_until is not None and self.now < self.cold_until

    def capacity(self, ward: Ward) -> int:
        """How many places there are tonight."""
        if ward.kind == "winter":
            return ward.opened if self.is_cold() else 0
        begun = [day for day in ward.capacities if day <= self.tonight]
        return ward.capacities[max(begun)] if begun else 0

    def held(self, ward: Ward) -> int:
        """Places promised now."""
        return sum(ask.places for ask in self.asks.values() if ask.ward is ward and ask.state == "held")

    def inside(self, ward: Ward) -> int:
        """Places slept in now."""
        return sum(guest.places for guest in self.guests.values() if guest.ward is ward and guest.ended is None)

    def out_of_use(self, ward: Ward) -> int:
        """Places closed now."""
        return sum(shut.places for shut in self.shut.values() if shut.ward is ward and not shut.opened)

    def own(self, ward: Ward, by: str, seen: int) -> int:
        """The places a person took at the door since a version, less those given back; only the keeper has guests."""
        guests = [guest for guest in self.guests.values() if guest.ward is ward and by == "keeper"]
        came_for = [guest.ask for guest in guests]
        gone = [ask for ask in self.asks.values() if ask.ward is ward and ask.ended is not None and ask.ended > seen]
        taken = sum(guest.places for guest in guests if guest.started > seen)
        left = sum(guest.places for guest in guests if guest.ended is not None and guest.ended > seen)
        freed = [ask for ask in gone if ask in came_for or (ask.granted <= seen and by in ask.enders)]
        return taken - left - sum(ask.places for ask in freed)

    def used(self, ward: Ward) -> int:
        """Places nobody else can have."""
        return self.held(ward) + self.inside(ward) + self.out_of_use(ward)

    def book(self, ward: Ward) -> int:
        """The places left by the records."""
        return self.capacity(ward) - self.used(ward)

    def free(self, ward: Ward) -> int:
        """The places that can be given away."""
        counted = ward.counted()
        return 0 if counted is None else max(0, min(counted, self.book(ward)))

    def has_hold(self, client: str | None, but: Ask | None = None) -> bool:
        """True when another bed is held for this client."""
        return client is not None and any(
            ask.client == client and ask.state == "held" and ask is not but for ask in self.asks.values()
        )

    def sleeps(self, client: str | None) -> bool:
        """True when this client is in a bed."""
        return client is not None and any(g.client == client and g.ended is None for g in self.guests.values())

    def effect(self, ask: Ask) -> dict[str, str | None]:
        """The effect as the asker's phone gets it."""
        state = self.state(ask)
        until = ask.until.astimezone(UTC).isoformat() if state == "held" and ask.until else None
        return {"state": "requested" if state == "unanswered" else state, "until": until}

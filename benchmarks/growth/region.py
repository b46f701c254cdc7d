"""The workers of two regions and their clients: forty workers, and clients with names as people have them."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from benchmarks.growth.bulk import Ids, Row, moment, words
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.models import Organisation, Region, User
from webapp.accounts.permissions import Role
from webapp.db import Database, Session
from webapp.demo.regions import REGIONS
from webapp.people.search import grams_of, same_words
from webapp.text import fold, isolate, sort_key

TEAMS = (
    # organisation, who stands in for it in the demo, role, how many
    ("Straatzorg (demo)", "straatverpleegkundige", Role.street_nurse, 8),
    ("Jongerenwerk (demo)", "jongerenwerker", Role.youth_worker, 6),
    ("Wijkzorg (gemaakt)", None, Role.street_nurse, 3),
    ("Opvang (demo)", "opvang", Role.shelter_worker, 3),
)
"""Twenty in each region."""
BUSY = 3
"""The demo's own nurse and youth worker log so many times as much as a colleague."""
ACTIVE = 0.1
"""The share of all clients so far with whom most contacts are."""
_AT_FIRST = 0.05
_FIRST_NAMES = (
    "Jan Piet Kees Sanne Anna Maria Johan Mohamed Ahmed Fatima Youssef Emma Daan Lotte Bram Noor Ali Hassan Yusuf "
    "Willem Henk Ria Truus Gerrit Bas Joris Anouk Stef Hans Els Wim Karim Ilse Rachid Marijke Peter Paul Mark Tom "
    "Sara Lisa Eva Julia Sophie Max Finn Luuk Thijs Sem Levi Yara Mila Tess Fenna Amir Omar Bilal Samira Khadija "
    "Andrzej Piotr Katarzyna Agnieszka Ivan Elena Olga Dmitri Tesfay Selam Abdi Hodan Jérôme François Özlem Mehmet"
).split()
_BEGIN = "Ber Vis Mul Boer Dek Smit Bak Kuip Hoek Wal Brink Steen Kool Groen Zand Veen Haan Vos Meer Dijk".split()
_END = "ker ser der man stra sma huis veld berg kamp huizen ma inga sen ling es sma beek laar donk".split()
_FRONT = ("", "", "", "van ", "de ", "van der ", "van den ", "el ")
_ALIASES = "Rooie Lange Kleine Dikke Zwarte Oude Stille Snelle Mooie Blonde".split()


@dataclass(frozen=True)
class Size:
    """How much has happened; both regions together."""

    contacts: int
    clients: int
    years: float
    nights: int
    shelters: int = 20
    seed: int = 13


LARGE = Size(contacts=1_000_000, clients=100_000, years=10, nights=730)
SMALL = Size(contacts=10_000, clients=2_000, years=0.1, nights=31)
"""A month of nights: the pages of a month are as full in both."""


@dataclass(frozen=True)
class Client:
    """A client as the other tables need it."""

    id: str
    since: datetime


@dataclass(frozen=True)
class Team:
    """One organisation in one region, with its clients in the order in which they came."""

    region: Region
    organisation: UUID
    role: Role
    workers: list[UUID]
    weights: list[int]
    clients: list[Client] = field(default_factory=list)

    @property
    def has_clients(self) -> bool:
        """True when its people log contacts."""
        return self.role is not Role.shelter_worker


def hire(database: Database) -> list[Team]:
    """The organisations and people of both regions, beside those of the demo."""
    with database.transaction() as session:
        return [_hire(session, region["slug"], region["suffix"], *team) for region in REGIONS for team in TEAMS]


def _hire(session: Session, slug: str, suffix: str, name: str, demo: str | None, role: Role, people: int) -> Team:
    region = accounts.find_region_by_slug(session, slug)
    first = accounts.find_demo_user(session, demo + suffix) if demo else None
    if region is None or (demo and first is None):
        raise LookupError(f"the demo has no region {slug} or nobody called {demo}")
    organisation = first.organisation_id if first else _organisation(session, region, name)
    workers = [first.id] if first else []
    for number in range(people - len(workers)):
        user = User(
            region_id=region.id,
            organisation_id=organisation,
            name=f"{_FIRST_NAMES[number]} {role.value} {number}",
            roles=[role.value],
            demo=True,
        )
        session.add(user)
        session.flush()
        workers.append(user.id)
    return Team(region, organisation, role, workers, [BUSY if first else 1] + [1] * (people - 1))


def _organisation(session: Session, region: Region, name: str) -> UUID:
    made = Organisation(region_id=region.id, name=name)
    session.add(made)
    session.flush()
    return made.id


def fill_with_clients(teams: list[Team], size: Size) -> Iterator[tuple[str, list[Row]]]:
    """Each team's clients: tables and rows, and in ``team.clients`` who they are."""
    chance, ids = random.Random(size.seed), Ids(size.seed)
    working = [team for team in teams if team.has_clients]
    people = sum(len(team.workers) for team in working)
    begin = clock.now() - timedelta(days=365 * size.years)
    for team in working:
        number = size.clients * len(team.workers) // people
        rows: dict[str, list[Row]] = {"client": [], "client_gram": []}
        for at in range(number):
            share = max(0.0, at / number - _AT_FIRST) / (1 - _AT_FIRST)
            since = begin + timedelta(days=365 * size.years * share)
            client, grams = _client(team, since, ids, chance)
            team.clients.append(Client(client["id"], since))
            rows["client"].append(client)
            rows["client_gram"] += [{"gram": gram, "client_id": client["id"]} for gram in grams]
        yield from rows.items()


def _client(team: Team, since: datetime, ids: Ids, chance: random.Random) -> tuple[Row, list[str]]:
    called, alias = _name(chance), _alias(chance)
    name = called if chance.random() < 0.75 or not alias else None
    both = f"{isolate(name)} ({isolate(alias)})" if name and alias else name or alias
    key = fold(f"{name or ''} {alias or ''}")
    row = {
        "id": ids.at(since),
        "region_id": team.region.id.hex,
        "organisation_id": team.organisation.hex,
        "name": name,
        "alias": alias,
        "birth_year": chance.randint(1945, 2010),
        "legal_basis": "wgbo" if team.role is Role.street_nurse else "jeugdwet",
        "municipality": chance.choice(team.region.municipalities),
        "contact_ways": words("via de inloop"),
        "whereabouts": "hidden" if chance.random() < 0.01 else "open",
        "search_key": key,
        "sort_key": sort_key(both),
        "version": 1,
        "created_by": chance.choices(team.workers, team.weights)[0].hex,
        "created_at": moment(since),
    }
    return row, sorted(grams_of(key) | same_words(team.organisation, name, alias))


def _name(chance: random.Random) -> str:
    """Some first names are heard often, most last names seldom."""
    first = _FIRST_NAMES[min(int(chance.expovariate(1 / 15)), len(_FIRST_NAMES) - 1)]
    last = chance.choice(_BEGIN) + chance.choice(("", "t", "en", "el", "er", "in")) + chance.choice(_END)
    return f"{first} {chance.choice(_FRONT)}{last}"


def _alias(chance: random.Random) -> str | None:
    return f"{chance.choice(_ALIASES)} {chance.choice(_FIRST_NAMES)}" if chance.random() < 0.4 else None

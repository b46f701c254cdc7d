"""What was logged in those years: contacts, notes, follow-ups, corrections, receipts, and the access log of it."""

from __future__ import annotations

import hashlib
import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from benchmarks.growth.bulk import Ids, Row, moment, words
from benchmarks.growth.region import ACTIVE, Client, Size, Team
from webapp import clock
from webapp.accounts.permissions import Role
from webapp.audit.chain import canonical
from webapp.contacts.inputs import Channel, EthosCategory, Topic
from webapp.keys import Keyring
from webapp.text import fold

AT_ONCE = 20_000
RARE, COMMON = "kwartel", "gesprek"
"""Words of notes: in five contacts, in a third of them."""
_RARE_TIMES = 5
_NOTE = (
    "gesprek over koffie hond slapen station koud nat wond verband huisarts recept papieren briefadres loket geld "
    "schuld familie broer zus werk tent brug trein fiets deken sokken eten soep inloop afspraak morgen weer gezien "
    "rustig boos verdrietig vrolijk moe ziek hoest koorts tand pijn medicijn dosis middelen alcohol vriend vriendin "
    "school kamer huur sleutel post brief telefoon batterij oplader bank kerk park bos haven sluis markt winkel"
).split()
_PLACES = (
    "Station, achterkant;Inloop;Bij de sluis;Onder de brug;Kerkplein;Park;Haven;Bushalte;Markt;Portiek;Bos;Garage;"
    "Bibliotheek;Winkelcentrum;Viaduct;Sportveld;Ziekenhuis;Loket;School;Kade"
).split(";")
_AGREED = "Wond bekijken;Huisarts bellen;Deken brengen;Mee naar het loket;Bellen hoe het gaat;Kamer zoeken".split(";")
_KIND = "contact.log"


class Log:
    """The access log as one writer kept it: every entry bound to the one before."""

    def __init__(self, keyring: Keyring, writer: UUID) -> None:
        self.keyring, self.writer = keyring, writer
        self.n, self.mac = 0, b""

    def row(self, **entry: Any) -> Row:
        """The next entry."""
        self.n += 1
        self.mac = self.keyring.chain(self.mac, canonical(self.writer, self.n, entry))
        told = {key: value.hex if isinstance(value, UUID) else value for key, value in entry.items()}
        return {**told, "at": moment(entry["at"]), "writer": self.writer.hex, "n": self.n, "mac": self.mac}


class Years:
    """Everything that was logged, in the order of time."""

    def __init__(self, teams: list[Team], size: Size, keyring: Keyring) -> None:
        self.size, self.keyring = size, keyring
        self.chance, self.ids = random.Random(size.seed + 1), Ids(size.seed + 1)
        self.now = clock.now()
        self.begin = self.now - timedelta(days=365 * size.years)
        self.teams = [team for team in teams if team.has_clients]
        self.weights = [sum(team.weights) for team in self.teams]
        self.relations: dict[tuple[UUID, str], tuple[Team, datetime, datetime]] = {}
        self.log = Log(keyring, UUID(self.ids.at(self.begin)))
        self.devices: dict[UUID, str] = defaultdict(lambda: self.ids.at(self.begin))

    def logged(self) -> Iterator[tuple[str, list[Row]]]:
        """Tables and rows, some thousands at a time; at the end who works with whom."""
        rows: dict[str, list[Row]] = defaultdict(list)
        for number in range(self.size.contacts):
            self._log(number, rows)
            if (number + 1) % AT_ONCE == 0:
                yield from rows.items()
                rows.clear()
        yield from rows.items()
        yield "working_relation", list(self._relations())

    def _log(self, number: int, rows: dict[str, list[Row]]) -> None:
        at = self.begin + (self.now - self.begin) * ((number + 0.5) / self.size.contacts)
        at = at.replace(tzinfo=UTC)
        [team] = self.chance.choices(self.teams, self.weights)
        [author] = self.chance.choices(team.workers, team.weights)
        client = self._whom(team, at)
        contact = self._contact(number, team, author, client, at)
        rows["street_contact"].append(contact)
        self._beside(contact, team, author, client, at, rows)
        key = UUID(contact["id"])
        rows["receipt"].append(self._receipt(contact, author, key, number))
        rows["access_log"].append(
            self.log.row(
                at=at,
                user_id=author,
                role=team.role.value,
                organisation_id=team.organisation,
                region_id=team.region.id,
                action="create",
                subject="street_contact",
                subject_id=key,
                client_id=UUID(client.id) if client else None,
                ground="organisation",
                request_id="",
            )
        )
        if client:
            _, since, _ = self.relations.get((author, client.id), (team, at, at))
            self.relations[author, client.id] = (team, since, at)

    def _whom(self, team: Team, at: datetime) -> Client | None:
        """Mostly somebody who came lately; seldom somebody of another organisation of the region."""
        if self.chance.random() < 0.15:
            return None
        if self.chance.random() < 0.06:
            team = self.chance.choice([one for one in self.teams if one.region.id == team.region.id])
        share = (at - self.begin) / (self.now - self.begin)
        there = max(1, int(len(team.clients) * min(1.0, 0.05 + 0.95 * share) * 0.999))
        back = int(self.chance.expovariate(1 / (ACTIVE * there)))
        return team.clients[max(0, there - 1 - back)]

    def _contact(self, number: int, team: Team, author: UUID, client: Client | None, at: datetime) -> Row:
        chance = self.chance
        alias = "Man met hond" if client is None and chance.random() < 0.5 else None
        place, note = chance.choice(_PLACES), self._note(number)
        return {
            "id": self.ids.at(at),
            "region_id": team.region.id.hex,
            "organisation_id": team.organisation.hex,
            "author_id": author.hex,
            "client_id": client.id if client else None,
            "alias": alias,
            "legal_basis": ("wgbo" if team.role is Role.street_nurse else "jeugdwet") if client else "anonymous",
            "occurred_at": moment(at),
            "logged_at": moment(at + timedelta(minutes=5)),
            "channel": chance.choice(list(Channel)).value,
            "municipality": chance.choice(team.region.municipalities),
            "place": place,
            "ethos_category": chance.choice(list(EthosCategory)).value,
            "topics": words(chance.choice(list(Topic)).value),
            "note": note,
            "search_key": fold(" ".join(text for text in (alias, place, note) if text)),
            "withdrawn_at": moment(at + timedelta(hours=1)) if chance.random() < 0.005 else None,
            "version": 1,
        }

    def _note(self, number: int) -> str | None:
        some = self.chance.choices(_NOTE[1:], k=self.chance.randint(4, 14))
        if self.chance.random() < 1 / 3:
            some[0] = COMMON
        if number % max(1, self.size.contacts // _RARE_TIMES) == 1:
            some[-1] = RARE
        return " ".join(some).capitalize() + "."

    def _beside(
        self, contact: Row, team: Team, author: UUID, client: Client | None, at: datetime, rows: dict[str, list[Row]]
    ) -> None:
        """A clinical note, a follow-up, a correction."""
        whose = {"region_id": team.region.id.hex, "organisation_id": team.organisation.hex}
        chance = self.chance
        if client and team.role is Role.street_nurse and chance.random() < 0.25:
            place = ("clinical_note", "text", str(UUID(contact["id"])))
            text = self.keyring.seal_column("Wond verzorgd, verband gewisseld.", place)
            note = {"contact_id": contact["id"], **whose, "author_id": author.hex, "text": text}
            erased = (at + timedelta(days=183)).date().isoformat()
            rows["clinical_note"].append({**note, "written_at": moment(at), "erase_on": erased})
        if chance.random() < 0.3:
            self._agree(contact, whose, author, at, rows)
        if chance.random() < 0.005:
            one = self.ids.at(at)
            sealed = {
                field: self.keyring.seal_column('"Park"', ("contact_correction", field, str(UUID(one))))
                for field in ("before", "after")
            }
            told = {"operation_id": self.ids.at(at), "contact_id": contact["id"], "field": "place"}
            row = {"id": one, **whose, **told, **sealed, "by": author.hex, "at": moment(at + timedelta(hours=2))}
            rows["contact_correction"].append(row)

    def _agree(self, contact: Row, whose: Row, author: UUID, at: datetime, rows: dict[str, list[Row]]) -> None:
        """Most is done within a month, the rest hardly ever."""
        due = at + timedelta(days=self.chance.randint(1, 14))
        text = self.chance.choice(_AGREED)
        done = self.chance.random() < (0.985 if due < self.now - timedelta(days=30) else 0.6) and due < self.now
        outcome = {"outcome": "Gedaan." if done else None}
        by = {"done_by": author.hex if done else None, "done_at": moment(due) if done else None}
        agreed = {"contact_id": contact["id"], **whose, "text": text, "due_on": clock.local(due).date().isoformat()}
        copied = {name: contact[name] for name in ("author_id", "client_id", "withdrawn_at")}
        rows["follow_up"].append({**agreed, **copied, "tries": 0, **outcome, **by})
        contact["search_key"] += " " + fold(text)  # type: ignore[index]
        if done:
            step = {"id": self.ids.at(due), **whose, "contact_id": contact["id"], "done": 1, "what": ""}
            rows["follow_up_step"].append({**step, "taken_back": 0, **outcome, "by": author.hex, "at": moment(due)})

    def _receipt(self, contact: Row, author: UUID, key: UUID, number: int) -> Row:
        return {
            "user_id": author.hex,
            "id": contact["id"],
            "device": self.devices[author],
            "seq": number + 1,
            "kind": _KIND,
            "content_hash": hashlib.sha256(key.bytes).hexdigest(),
            "status": "accepted",
            "code": "",
            "result": f'{{"version": 1, "url": "/contacten/{key}"}}',
            "received_at": contact["logged_at"],
        }

    def _relations(self) -> Iterator[Row]:
        for (user, client), (team, since, last) in self.relations.items():
            yield {
                "id": self.ids.at(since),
                "region_id": team.region.id.hex,
                "organisation_id": team.organisation.hex,
                "user_id": user.hex,
                "client_id": client,
                "since": moment(since),
                "last_at": moment(last),
            }

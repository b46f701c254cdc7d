"""The duties of those years: support that ended and its call, hand-overs, and people referred to a programme.

History grows with the clients; the calls and proposals that are open, and the line, are those of some weeks.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID

from sqlmodel import select

from benchmarks.growth.bulk import Ids, Row, moment
from benchmarks.growth.region import Client, Size, Team
from webapp import clock
from webapp.db import Database
from webapp.keys import Keyring
from webapp.placements.programmes.models import Programme

_EVERY = {"end": 2, "transfer": 5, "placement": 5}
"""One in so many clients has one."""
_OPEN_DAYS = 30
"""A proposal so old waits for its answer."""
_CALLS, _DUE = 30, timedelta(days=100)
"""So many calls of each team wait, of support that ended so long ago."""
LINE_OF = "Beschermd Wonen"
"""The programme of the demo whose line grows."""
_LINE = 100
"""So many of each team wait for a programme."""


def list_programmes(database: Database) -> dict[UUID, Programme]:
    """Region → a programme of the demo with a waiting list."""
    with database.reading() as session:
        found = session.exec(select(Programme).where(Programme.name == LINE_OF)).all()
        return {one.region_id: one for one in found}


class Duties:
    """The rows of these tables for every team with clients."""

    def __init__(self, teams: list[Team], size: Size, keyring: Keyring, programmes: dict[UUID, Programme]) -> None:
        self.teams = [team for team in teams if team.has_clients]
        self.chance, self.ids = random.Random(size.seed + 3), Ids(size.seed + 3)
        self.keyring, self.programmes, self.now = keyring, programmes, clock.now()

    def written(self) -> Iterator[tuple[str, list[Row]]]:
        """Tables and rows, a team at a time."""
        for team in self.teams:
            rows: dict[str, list[Row]] = defaultdict(list)
            for number, client in enumerate(team.clients):
                if number % _EVERY["end"] == 0:
                    self._end(team, client, rows, waits=number < _CALLS * _EVERY["end"])
                if number % _EVERY["transfer"] == 0:
                    self._transfer(team, client, rows)
                if number % _EVERY["placement"] == 0:
                    waits = len(team.clients) - number <= _LINE * _EVERY["placement"]
                    self._place(team, client, rows, waits=waits)
            yield from rows.items()

    def _end(self, team: Team, client: Client, rows: dict[str, list[Row]], *, waits: bool) -> None:
        at = self.now - _DUE if waits else client.since + (self.now - client.since) * self.chance.random()
        ended, id_, by = at.date(), self.ids.at(at), self.chance.choice(team.workers).hex
        settled = None if waits else ended + timedelta(days=95)
        whose = self._whose(team)
        rows["support_end"].append(
            {
                "id": id_,
                **whose,
                "client_id": client.id,
                "ended_on": ended.isoformat(),
                "ended_at": moment(at),
                "how": "worker",
                "noted_by": by,
                "noted_at": moment(at),
                "outcome": "reached" if settled else "",
                "settled_on": settled.isoformat() if settled else None,
            }
        )
        if settled:
            rows["due_done"].append(
                {
                    "id": self.ids.at(at),
                    **whose,
                    "rule": "aftercare",
                    "subject_id": id_,
                    "client_id": client.id,
                    "due_on": settled.isoformat(),
                    "done_on": settled.isoformat(),
                    "outcome": "reached",
                    "settles": True,
                    "before": "{}",
                    "by": by,
                    "at": moment(min(at + timedelta(days=95), self.now)),
                }
            )

    def _transfer(self, team: Team, client: Client, rows: dict[str, list[Row]]) -> None:
        at = client.since + (self.now - client.since) * self.chance.random()
        id_, waits = self.ids.at(at), self.now - at < timedelta(days=_OPEN_DAYS)
        giver, taker = self.chance.sample(team.workers, 2)
        place = ("client_transfer", "person", str(UUID(id_)))
        rows["client_transfer"].append(
            {
                "id": id_,
                **self._whose(team),
                "client_id": client.id,
                "to_organisation_id": team.organisation.hex,
                "to_user_id": taker.hex,
                "person": self.keyring.seal_column("Gemaakte Gast", place),
                "sent_by": giver.hex,
                "sent_at": moment(at),
                "state": "proposal" if waits else "accepted",
                "moved_at": moment(at),
                "taken_by": None if waits else taker.hex,
            }
        )

    def _place(self, team: Team, client: Client, rows: dict[str, list[Row]], *, waits: bool) -> None:
        programme = self.programmes[team.region.id]
        at = client.since + (self.now - client.since) * self.chance.random() * 0.9
        id_, by = self.ids.at(at), self.chance.choice(team.workers).hex
        rank = self.chance.choice((1, 2, 2, 2))
        rows["placement"].append(
            {
                "id": id_,
                **self._whose(team),
                "keeper_id": programme.organisation_id.hex,
                "programme_id": programme.id.hex,
                "client_id": client.id,
                "person": "",
                "search_key": "",
                "urgency": ("crisis", "urgent", "normal")[rank],
                "rank": rank,
                "interim_support": False,
                "municipality": "",
                "note": self.keyring.seal_column("", ("placement", "note", str(UUID(id_)))),
                "sent_by": by,
                "referred_at": moment(at),
                "state": "waiting" if waits else "withdrawn",
                "in_line": waits,
                "moved_at": moment(at),
                "decided_on": at.date().isoformat(),
                "parked_for": "",
                "declined": 0,
                "ended_on": None if waits else at.date().isoformat(),
                "end_reason": "" if waits else "own_wish",
            }
        )
        steps = (("referral", "yes"), ("decision", "yes")) if waits else (("referral", "withdrawn"),)
        for step, answer in steps:
            rows["taken"].append(
                {
                    "region_id": team.region.id.hex,
                    "subject_id": id_,
                    "id": self.ids.at(at),
                    "organisation_id": team.organisation.hex,
                    "kind": "placement",
                    "step": step,
                    "answer": answer,
                    "party": "officer" if waits else "referrer",
                    "reason": "" if waits else "own_wish",
                    "by": by,
                    "at": moment(at),
                }
            )

    def _whose(self, team: Team) -> dict[str, str]:
        return {"region_id": team.region.id.hex, "organisation_id": team.organisation.hex}

"""Whom colleagues shared in those years: referrals, shares, consents, and pairs of names alike.

They grow with the clients; those that wait or run are of some weeks.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import datetime, timedelta
from uuid import UUID

from benchmarks.growth.bulk import Ids, Row, moment
from benchmarks.growth.region import Client, Size, Team
from webapp import clock
from webapp.keys import Keyring

_EVERY = {"referral": 3, "share": 5, "consent": 4, "pair": 5}
"""One in so many clients has one."""
_FULL = 2_000
"""In a store of so many clients each has one: a list is as full there, else it is the fuller page that is measured."""
_OPEN = timedelta(days=20)
"""A referral so old waits, a share so old runs."""
_SETTLED = 0.97
"""The share of the pairs of which somebody said that they are two people."""


class Sharing:
    """The rows of these tables for every team with clients."""

    def __init__(self, teams: list[Team], size: Size, keyring: Keyring) -> None:
        self.teams = [team for team in teams if team.has_clients]
        self.chance, self.ids = random.Random(size.seed + 4), Ids(size.seed + 4)
        self.keyring, self.now = keyring, clock.now()
        self.pairs: set[tuple[str, str]] = set()
        self.every = {what: min(one_in, max(1, size.clients // _FULL)) for what, one_in in _EVERY.items()}

    def written(self) -> Iterator[tuple[str, list[Row]]]:
        """Tables and rows, a team at a time."""
        makers = {"referral": self._refer, "share": self._share, "consent": self._agree, "pair": self._pair}
        for team in self.teams:
            rows: dict[str, list[Row]] = defaultdict(list)
            for number, client in enumerate(team.clients):
                for what, make in makers.items():
                    if number % self.every[what] == 0:
                        make(team, client, rows)
            yield from rows.items()

    def _refer(self, team: Team, client: Client, rows: dict[str, list[Row]]) -> None:
        at = self._moment_of(client)
        id_, waits = self.ids.at(at), self.now - at < _OPEN
        to = self.chance.choice([one for one in self.teams if one.region.id == team.region.id and one is not team])
        words = {"person": "Gemaakte Gast", "purpose": "Wil weer naar school"}
        rows["referral"].append(
            {
                "id": id_,
                **_whose(team),
                "client_id": client.id,
                "to_organisation_id": to.organisation.hex,
                "place": "Gemaakt",
                **{
                    name: self.keyring.seal_column(text, ("referral", name, str(UUID(id_))))
                    for name, text in words.items()
                },
                "consent": True,
                "keeps": True,
                "sent_by": self.chance.choice(team.workers).hex,
                "sent_at": moment(at),
                "state": "sent" if waits else self.chance.choice(("arrived", "not_arrived", "declined")),
                "moved_at": moment(at if waits else min(at + timedelta(days=6), self.now)),
            }
        )

    def _share(self, team: Team, client: Client, rows: dict[str, list[Row]]) -> None:
        at = self._moment_of(client)
        id_, (giver, receiver) = self.ids.at(at), self.chance.sample(team.workers, 2)
        rows["handover"].append(
            {
                "id": id_,
                **_whose(team),
                "kind": "share",
                "client_id": client.id,
                "giver_id": giver.hex,
                "receiver_id": receiver.hex,
                "since": moment(at),
                "until": moment(at + _OPEN),
                "made_by": giver.hex,
                "made_at": moment(at),
            }
        )
        rows["handover_client"].append({"handover_id": id_, "client_id": client.id})

    def _agree(self, team: Team, client: Client, rows: dict[str, list[Row]]) -> None:
        at = self._moment_of(client)
        rows["sharing_consent"].append(
            {
                "id": self.ids.at(at),
                **_whose(team),
                "client_id": client.id,
                "with_whom": "het wijkteam",
                "purpose": "samen een plan maken",
                "given_by": "self",
                "given_on": at.date().isoformat(),
                "until": (at + timedelta(days=180)).date().isoformat(),
                "noted_by": self.chance.choice(team.workers).hex,
                "noted_at": moment(at),
            }
        )

    def _pair(self, team: Team, client: Client, rows: dict[str, list[Row]]) -> None:
        one, other = sorted((client.id, self.chance.choice(team.clients).id))
        if one == other or (one, other) in self.pairs:
            return
        self.pairs.add((one, other))
        settled = self.chance.random() < _SETTLED
        rows["possible_duplicate"].append(
            {
                "one_id": one,
                "other_id": other,
                **_whose(team),
                "apart": self.chance.randrange(4),
                "noted_at": moment(client.since),
                "settled_by": self.chance.choice(team.workers).hex if settled else None,
                "settled_at": moment(client.since) if settled else None,
            }
        )

    def _moment_of(self, client: Client) -> datetime:
        return client.since + (self.now - client.since) * self.chance.random()


def _whose(team: Team) -> dict[str, str]:
    return {"region_id": team.region.id.hex, "organisation_id": team.organisation.hex}

"""The nights of those years: who asked, who slept where, what was counted; and who is in bed now."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from benchmarks.growth.bulk import Ids, Row, moment, words
from benchmarks.growth.region import Client, Size, Team
from webapp import clock
from webapp.accounts.permissions import Role
from webapp.beds.kinds import HoldRule, Kind, Refusal, State
from webapp.keys import Keyring

BEDS = {Kind.mixed: 20, Kind.women: 10}
"""In each of the shelters that are made."""
STAFFED = 5
"""So many of a region's shelters have the demo's shelter worker and all of their colleagues."""
REFUSED = 0.3
"""Requests a night and category that come to nothing."""
_ASK, _ARRIVE, _COUNT, _LEAVE = time(18), time(19), time(22, 40), time(8, 30)
_LONGEST = 6


class Nights:
    """One region's nights."""

    def __init__(self, teams: list[Team], size: Size, keyring: Keyring) -> None:
        [self.house] = [team for team in teams if team.role is Role.shelter_worker]
        self.askers = [(team, worker) for team in teams if team.has_clients for worker in team.workers]
        self.region, self.size, self.keyring = self.house.region, size, keyring
        self.chance, self.now = random.Random(size.seed + 2), clock.now()
        self.ids = Ids(size.seed + self.region.id.int % 1000)
        self.begin = self.now - timedelta(days=size.nights + 1)
        self.nights = [clock.tonight() - timedelta(days=back) for back in range(size.nights, 0, -1)]
        beds = sum(BEDS.values()) * (size.shelters // 2)
        known = [client for team in teams for client in team.clients if client.since < self.begin or size.years < 1]
        self.lanes = iter([known[lane::beds] for lane in range(beds)])

    def spent(self) -> Iterator[tuple[str, list[Row]]]:
        """Tables and rows, a shelter at a time."""
        for number in range(self.size.shelters // 2):
            rows: dict[str, list[Row]] = defaultdict(list)
            shelter = self._shelter(number, rows)
            for kind, capacity in BEDS.items():
                self._category(shelter, kind, capacity, rows)
            yield from rows.items()

    def _shelter(self, number: int, rows: dict[str, list[Row]]) -> str:
        whose = {"organisation_id": self.house.organisation.hex}
        site, shelter = self.ids.at(self.begin), self.ids.at(self.begin)
        town = self.region.municipalities[number % len(self.region.municipalities)]
        rows["site"].append(
            {"id": site, **whose, "name": f"Huis {number}", "municipality": town, "address": "", "secret": 0}
        )
        told = {"phone": f"035 000 10 {number:02}", "hold_rule": HoldRule.automatic.value, "hold_minutes": 45}
        minutes = {"old_minutes": 120, "stale_minutes": 240, "answer_minutes": 15, "count_times": ""}
        flags = dict.fromkeys(("confidential", "pets", "wheelchair", "safe"), 0)
        hours = dict.fromkeys(("note", "doors_open", "doors_close", "season_from", "season_until"), "")
        name = {"id": shelter, "region_id": self.region.id.hex, **whose, "site_id": site, "name": f"Huis {number}"}
        rows["shelter"].append({**name, **told, **minutes, **flags, **hours, "created_at": moment(self.begin)})
        if number < STAFFED:
            rows["shelter_staff"] += [
                {"shelter_id": shelter, "user_id": worker.hex, "since": moment(self.begin)}
                for worker in self.house.workers
            ]
        return shelter

    def _category(self, shelter: str, kind: Kind, capacity: int, rows: dict[str, list[Row]]) -> None:
        """Everything that happened with one kind of beds, each with the version it made."""
        category = self.ids.at(self.begin)
        where = {"shelter_id": shelter, "category_id": category}
        stays = [stay for bed in range(capacity) for stay in self._lane(bed, next(self.lanes), where, rows)]
        moments: list[tuple[datetime, int, str, Any]] = [(stay["arrived"], 1, "came", stay) for stay in stays]
        moments += [(stay["left"], 2, "left", stay) for stay in stays if stay["left"]]
        moments += [(stay["asked"], 0, "held", stay) for stay in stays if stay["asked"]]
        moments += [(_at(night, _COUNT), 3, "counted", None) for night in self.nights]
        moments.append((self.now - timedelta(minutes=10), 3, "counted", None))
        version = inside = 0
        for at, _, what, stay in sorted(moments, key=lambda one: one[:2]):
            version += 1
            if what == "counted":
                rows["bed_count"].append(self._count(category, capacity - inside, version, at))
            else:
                inside += {"came": 1, "left": -1}.get(what, 0)
                stay[f"{what}_at"] = version
        for stay in stays:
            self._write(stay, where, rows)
        self._refused(where, rows)
        last = rows["bed_count"][-1]["id"]
        row = {"id": category, "shelter_id": shelter, "kind": kind.value, "version": version, "last_count_id": last}
        rows["bed_category"].append(row)
        rows["bed_category_capacity"].append(
            {"category_id": category, "from_date": self.nights[0].isoformat(), "capacity": capacity}
        )

    def _lane(
        self, bed: int, clients: list[Client], where: Row, rows: dict[str, list[Row]]
    ) -> Iterator[dict[str, Any]]:
        """One bed through these nights: half of its guests are known, a third asked for it."""
        at = number = 0
        while at < len(self.nights):
            last = at + (bed * 7 + at * 3) % _LONGEST
            client = clients[number % len(clients)] if clients and number % 2 else None
            late = timedelta(minutes=bed)
            arrived = _at(self.nights[at], _ARRIVE) + late
            yield {
                "id": self.ids.at(arrived),
                "client": client.id if client else None,
                "arrived": arrived,
                "left": _at(self.nights[last], _LEAVE) + timedelta(minutes=bed)
                if last < len(self.nights) - 1
                else None,
                "night": self.nights[at],
                "asked": _at(self.nights[at], _ASK) + late if number % 3 == 0 else None,
            }
            at, number = last + 1 + (bed + at) % 4 // 3, number + 1

    def _count(self, category: str, free: int, version: int, at: datetime) -> Row:
        return {
            "id": self.ids.at(at),
            "category_id": category,
            "region_id": self.region.id.hex,
            "organisation_id": self.house.organisation.hex,
            "free": max(0, free),
            "seen": version - 1,
            "version": version,
            "own": 0,
            "counted_by": self.chance.choice(self.house.workers).hex,
            "counted_at": moment(at),
        }

    def _write(self, stay: dict[str, Any], where: Row, rows: dict[str, list[Row]]) -> None:
        worker = self.chance.choice(self.house.workers).hex
        request = None
        if stay["asked"]:
            request = self._request(stay["night"], stay["asked"], State.arrived, where, rows, stay)
        is_here = stay["left"] is None
        name = "Gast" if is_here and not stay["client"] else None
        place = ("bed_stay", "name", str(UUID(stay["id"])))
        rows["bed_stay"].append(
            {
                "id": stay["id"],
                "region_id": self.region.id.hex,
                "organisation_id": self.house.organisation.hex,
                **where,
                "request_id": request,
                "client_id": stay["client"],
                "name": self.keyring.seal_column(name, place) if name else None,
                "needs": words(),
                "persons": 1,
                "places": 1,
                "arrived_at": moment(stay["arrived"]),
                "left_at": moment(stay["left"]),
                "started": stay["came_at"],
                "ended": None if is_here else stay["left_at"],
                "entered_by": worker,
                "left_by": None if is_here else worker,
            }
        )
        if stay["client"]:
            until = None if is_here else clock.local(stay["left"]).date().isoformat()
            lodged = {"kind": "bed", "stay_id": stay["id"], "region_id": self.region.id.hex}
            since = {"since": stay["night"].isoformat(), "until": until}
            rows["lodging"].append({**lodged, "client_id": stay["client"], **since})

    def _refused(self, where: Row, rows: dict[str, list[Row]]) -> None:
        for night in self.nights:
            if self.chance.random() < REFUSED:
                at = _at(night, _ASK) + timedelta(minutes=self.chance.randint(0, 200))
                request = self._request(night, at, State.refused, where, rows)
                if self.chance.random() < 0.2:
                    team, worker = self.chance.choice(self.askers)
                    told = {"told_by": worker.hex, "told_at": moment(at + timedelta(hours=1)), "request_id": request}
                    place = {"region_id": self.region.id.hex, "organisation_id": team.organisation.hex}
                    row = {"id": self.ids.at(at), **place, "night": night.isoformat(), "reason": "full", "persons": 1}
                    rows["no_place"].append({**row, **told})

    def _request(
        self,
        night: date,
        at: datetime,
        state: State,
        where: Row,
        rows: dict[str, list[Row]],
        stay: dict[str, Any] | None = None,
    ) -> str:
        """Asked and answered, with its steps; of one that was held also its versions. Its name is erased by now."""
        team, asker = self.chance.choice(self.askers)
        decider = self.chance.choice(self.house.workers).hex
        decided = stay["arrived"] if stay else at + timedelta(minutes=6)
        request = self.ids.at(at)
        rows["bed_request"].append(
            {
                "id": request,
                "region_id": self.region.id.hex,
                "organisation_id": team.organisation.hex,
                **where,
                "night": night.isoformat(),
                "persons": 1,
                "places": 1,
                "age_group": "adult",
                "gender": "man",
                "needs": words(),
                "client_id": stay["client"] if stay else None,
                "asked_by": asker.hex,
                "asked_at": moment(at),
                "state": state.value,
                "held_at": moment(at) if stay else None,
                "held_until": moment(decided + timedelta(minutes=45)) if stay else None,
                "granted": stay["held_at"] if stay else None,
                "ended": stay["came_at"] if stay else None,
                "decided_by": decider,
                "decided_at": moment(decided),
                "reason": "" if stay else Refusal.needs_not_met.value,
                "alternative": "",
                "second_bed": 0,
                "seen_state": state.value,
            }
        )
        steps: list[tuple[State, datetime, str | None]] = [(State.requested, at, asker.hex), (state, decided, decider)]
        if stay:
            steps.insert(1, (State.held, at, None))
        for one, when, by in steps:
            step = {"id": self.ids.at(when), "request_id": request, "at": moment(when)}
            rows["bed_request_step"].append({**step, "by": by, "state": one.value, "reason": ""})
        return request


def _at(night: date, hour: time) -> datetime:
    """A moment of a night; the hours of the morning belong to the day after its date."""
    day = night + timedelta(days=1) if hour < time(12) else night
    return datetime.combine(day, hour, clock.AMSTERDAM).astimezone(UTC)

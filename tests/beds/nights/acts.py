"""Reports on nights that are over."""

from __future__ import annotations

from datetime import date

from tests.beds.night import BY_HAND, Night
from webapp import clock
from webapp.beds.kinds import Alternative, Refusal
from webapp.beds.nights.month import Month, read_month
from webapp.beds.nights.report import NightReport, night_report
from webapp.beds.requests import answers, no_place
from webapp.beds.requests.no_place import NoPlaceInput
from webapp.db import new_id
from webapp.validation import read


def month(night: Night, by: str = "opvang", day: date | None = None) -> Month:
    with night.database.reading() as session:
        return read_month(session, night.actor(by), (day or clock.tonight()).replace(day=1))


def of(found: Month, name: str) -> list[tuple[int, int]]:
    return list(next(one for one in found.shelters if name in one.name).nights)


def report(night: Night, by: str = "straatverpleegkundige", day: date | None = None) -> NightReport:
    with night.database.reading() as session:
        return night_report(session, night.actor(by), day or clock.tonight())


def lose(night: Night, times: int) -> None:
    with night.write() as session:
        for _ in range(times):
            no_place.report(session, night.actor("straatverpleegkundige"), read(NoPlaceInput, {}), new_id())


def refuse(night: Night, reason: Refusal) -> None:
    asked = night.ask(BY_HAND)
    with night.write() as session:
        answers.refuse_request(session, night.actor("opvang"), asked.id, reason, Alternative.other_shelter)

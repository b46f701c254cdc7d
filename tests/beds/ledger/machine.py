"""Everything that can happen to a bed, in any order, on paper and for real; after each step both must agree.

I2: an effect happens at most once. I5: held, occupied and closed beds never exceed the capacity. I7: the time of a
phone's clock changes nothing: the paper does not know it.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import rule

from tests.beds.administration.acts import edit_shelter
from tests.beds.ledger import decisions as paper
from tests.beds.ledger import taken_back
from tests.beds.ledger.model import Ward
from tests.beds.ledger.play import Play
from tests.beds.ledger.world import PHONE_CLOCKS
from webapp.beds.administration import service as administration
from webapp.beds.administration.inputs import CapacityInput
from webapp.beds.closures import service as closures
from webapp.beds.closures.inputs import ClosureInput
from webapp.beds.kinds import Alternative, Refusal
from webapp.beds.requests import answers
from webapp.beds.stays import service as stays
from webapp.beds.stays.inputs import MoveInput
from webapp.beds.winter import service as winter
from webapp.beds.winter.inputs import WinterBedsInput, WinterEndInput, WinterInput
from webapp.db import new_id
from webapp.validation import read

WAITS = (46, 46, 91, 241, 12 * 60, 25 * 60, 3 * 24 * 60)
ANY = st.integers(0, 60)
CLOCKS = st.sampled_from(PHONE_CLOCKS)
ASKERS = st.sampled_from(["nurse", "youth", "stranger"])
PLACES = st.sampled_from([1, 1, 1, 2, 3])
WARDS = st.sampled_from([0, 0, 0, 0, 1, 1, 2, 3, 4, 4, 5, 5])


class Ledger(Play):
    """The rules of the game."""

    @rule(minutes=st.sampled_from(WAITS))
    def wait(self, minutes: int) -> None:
        """Let time pass between a look and its report."""
        self.seen += [(ward, ward.version) for ward in self.region.wards[:3]]
        self.region.pass_time(timedelta(minutes=minutes))
        self.world.now = self.region.now

    @rule(minutes=st.sampled_from([1, 7, 16, 44, 46]))
    def wait_a_little(self, minutes: int) -> None:
        self.wait(minutes)

    @rule(ward=st.sampled_from([0, 0, 2]), known=st.booleans(), off=CLOCKS)
    def ask_simply(self, ward: int, known: bool, off: timedelta | None) -> None:
        client = str(self.world.fixed.clients[0]) if known else None
        self.request(paper.Wish("", self.ward(ward), "nurse", client=client), off)

    @rule(by=ASKERS, ward=WARDS, persons=PLACES, client=st.sampled_from([None, 0, 0, 1]), off=CLOCKS)
    def ask(self, by: str, ward: int, persons: int, client: int | None, off: timedelta | None) -> None:
        person = None if by == "stranger" or client is None else str(self.world.fixed.clients[client])
        self.request(paper.Wish("", self.ward(ward), by, persons, person), off)

    @rule(
        ward=WARDS,
        night=st.sampled_from([0, 0, 0, -1, -2, 1]),
        age=st.sampled_from(["adult", "adult", "adult", "minor"]),
        gender=st.sampled_from(["man", "woman", "other"]),
        needs=st.sampled_from([[], ["dog"]]),
        off=CLOCKS,
    )
    def ask_odd(self, ward: int, night: int, age: str, gender: str, needs: list[str], off: timedelta | None) -> None:
        wish = paper.Wish("", self.ward(ward), "nurse", 1, None, self.region.tonight + timedelta(night), age, gender)
        wish.needs = needs
        self.request(wish, off)

    @rule(by=ASKERS, which=ANY, off=CLOCKS)
    def cancel(self, by: str, which: int, off: timedelta | None) -> None:
        made = self.ask_of(which)
        body = {"request": made.id if made else str(new_id())}
        self.send(by, "bed.cancel", body, off, lambda _: paper.cancel(self.region, by, made))

    @rule(which=ANY, off=CLOCKS)
    def arrive(self, which: int, off: timedelta | None) -> None:
        if made := self.ask_of(which):
            region, body = self.region, {"request": made.id}
            self.send(
                "keeper", "bed.arrive", body, off, lambda r: paper.arrive(region, made, r.get("effect", {}).get("stay"))
            )

    @rule(which=ANY, off=CLOCKS)
    def unarrive(self, which: int, off: timedelta | None) -> None:
        came = [guest.ask for guest in self.region.guests.values() if guest.ask]
        made = came[-1 - which % len(came)] if came and which % 4 else self.ask_of(which)
        if made:
            body = {"request": made.id}
            self.send("keeper", "bed.unarrive", body, off, lambda _: taken_back.unarrive(self.region, made))

    @rule(which=ANY, off=CLOCKS)
    def no_show(self, which: int, off: timedelta | None) -> None:
        if made := self.ask_of(which):
            body = {"request": made.id}
            self.send("keeper", "bed.no_show", body, off, lambda _: paper.no_show(self.region, made))

    @rule(which=ANY, ward=WARDS, places=PLACES, data=st.data())
    def shelter_decides(self, which: int, ward: int, places: int, data: st.DataObject) -> None:
        """A shelter's acts by a form; and extending, which the asker may do as well."""
        act = data.draw(st.sampled_from(["hold", "hold", "refuse", "extend", "extend", "move", "close", "reopen"]))
        if act == "extend":
            self.extend(which, data.draw(st.sampled_from(["nurse", "stranger", "keeper"])))
        elif act == "move":
            self.move(which, ward)
        elif act == "close":
            self.close(ward, places)
        else:
            getattr(self, act)(which)

    @rule(ward=st.integers(0, 4), places=st.integers(0, 5), later=st.sampled_from([0, 1, -1]), data=st.data())
    def region_decides(self, ward: int, places: int, later: int, data: st.DataObject) -> None:
        """An administrator's decisions: places and closing."""
        act = data.draw(st.sampled_from(["places", "places", "close", "reopen"]))
        if act == "places":
            self.set_capacity(ward, places, later)
        else:
            self.close_down(ward, None if act == "reopen" else later, whole=places % 2 == 0)

    @rule(
        places=st.integers(0, 5),
        act=st.sampled_from(["on", "on", "beds", "beds", "off"]),
        minutes=st.sampled_from([26 * 60, 26 * 60, 61, 0]),
    )
    def it_freezes(self, places: int, act: str, minutes: int) -> None:
        """The region's decisions: the winter regime and its beds."""
        if act == "on":
            self.winter_on(minutes, places or None)
        elif act == "off":
            self.winter_off()
        else:
            self.winter_beds(max(1, places))

    def extend(self, which: int, by: str) -> None:
        if made := self.ask_of(which):
            request = UUID(made.id)
            expected = paper.extend(self.region, by, made)
            self.act(by, lambda session, actor: answers.extend(session, actor, request), expected)

    def hold(self, which: int) -> None:
        if made := self.ask_of(which):
            request = UUID(made.id)
            expected = paper.hold(self.region, made)
            self.act("keeper", lambda session, actor: answers.hold_request(session, actor, request), expected)

    def refuse(self, which: int) -> None:
        if made := self.ask_of(which):
            said = UUID(made.id), Refusal.last_bed_given, Alternative.none
            expected = paper.refuse(self.region, made)
            self.act("keeper", lambda session, actor: answers.refuse_request(session, actor, *said), expected)

    @rule(ward=st.sampled_from([0, 0, 0, 2]), free=st.integers(0, 4), off=CLOCKS)
    def count_simply(self, ward: int, free: int, off: timedelta | None) -> None:
        self.tell("keeper", self.ward(ward), free, self.ward(ward).version, off)

    @rule(
        ward=WARDS,
        by=st.sampled_from(["keeper", "second"]),
        free=st.integers(0, 6),
        base=st.sampled_from(["now", "now", "looked", "own", "none", "unseen"]),
        off=CLOCKS,
    )
    def count(self, ward: int, by: str, free: int, base: str, off: timedelta | None) -> None:
        counted, version = self.ward(ward), self.ward(ward).version
        if base == "looked" and self.seen:
            counted, version = self.seen.pop()
        own = counted.told.id if counted.told and counted.told.id else str(new_id())
        bases: dict[str, int | str | None] = {"own": own, "none": None, "unseen": version + 1}
        self.tell(by, counted, free, bases.get(base, version), off)

    @rule(ward=WARDS, persons=PLACES, off=CLOCKS)
    def walk_in(self, ward: int, persons: int, off: timedelta | None) -> None:
        at = self.ward(ward)
        body = {"shelter": str(self.shelter(at)), "category": at.kind, "age_group": "adult", "persons": persons}
        region = self.region
        self.send("keeper", "bed.check_in", body, off, lambda r: paper.walk_in(region, at, r["id"], persons))

    @rule(ward=st.sampled_from([0, 0, 1, 4]), free=st.integers(0, 3), done=st.sampled_from(["in", "out", "away"]))
    def count_after_the_door(self, ward: int, free: int, done: str) -> None:
        """On a phone without network the page still shows what was before the door."""
        at, off = self.ward(ward), PHONE_CLOCKS[1]
        version = at.version
        if done == "in":
            self.walk_in(ward, 1, off)
        elif done == "out":
            self.leave(1, off)
        else:
            self.no_show(1, off)
        self.tell("keeper", at, free, version, off)

    @rule(which=ANY, off=CLOCKS)
    def leave(self, which: int, off: timedelta | None) -> None:
        if guests := list(self.region.guests.values()):
            guest = guests[-1 - which % len(guests)]
            self.send("keeper", "bed.check_out", {"stay": guest.id}, off, lambda _: paper.leave(guest))

    def move(self, which: int, ward: int) -> None:
        if guests := list(self.region.guests.values()):
            guest, to, moved = guests[-1 - which % len(guests)], self.ward(ward), new_id()
            stay, data = UUID(guest.id), read(MoveInput, {"category": to.kind})
            there = self.region.ward_of(guest.ward.house, to.kind)
            expected = paper.move(self.region, guest, there, str(moved))
            self.act(
                "keeper", lambda session, actor: stays.move(session, actor, data, stay, moved), expected, keep=True
            )

    def close(self, ward: int, places: int) -> None:
        at, closure = self.ward(ward), new_id()
        data = read(ClosureInput, {"category": at.kind, "places": places, "reason": "broken"})
        shelter = self.shelter(at)
        expected = paper.close(self.region, at, str(closure), places)
        self.act("keeper", lambda s, actor: closures.close_beds(s, actor, data, shelter, closure), expected, keep=True)

    def reopen(self, which: int) -> None:
        if known := list(self.region.shut.values()):
            shut = known[-1 - which % len(known)]
            closure = UUID(shut.id)
            self.act("keeper", lambda s, actor: closures.open_beds(s, actor, closure), paper.reopen(shut), keep=True)

    def set_capacity(self, ward: int, places: int, later: int) -> None:
        at, start = self.ward(ward), self.region.tonight + timedelta(later)
        data = read(CapacityInput, {"kind": at.kind, "capacity": places, "from_date": start})
        shelter = self.shelter(at)
        expected = paper.set_capacity(self.region, at, places, start)
        self.act("chief", lambda s, actor: administration.set_capacity(s, actor, data, shelter), expected)

    def close_down(self, ward: int, later: int | None, *, whole: bool) -> None:
        """A house or one of its categories closes from a night on, or opens again."""
        at = self.ward(ward)
        night = None if later is None else self.region.tonight + timedelta(later)
        if whole:
            expected = paper.close_house(self.region, at.house, night)
            self.act("chief", self.edit(at, night), expected)
        else:
            at.closes = night
            self.world.close_category(self.shelter(at), at.kind, night)

    def edit(self, at: Ward, night: date | None) -> Callable[..., Any]:
        actors, shelter = self.world.fixed.actors, self.shelter(at)
        data = {
            "name": at.house.name,
            "organisation": actors["keeper"].organisation_id,
            "municipality": "Proef",
            "phone": "035 123 4567",
            "hold_rule": "automatic" if at.house.automatic else "by_hand",
            "closes_on": night,
            "staff": [actors["keeper"].user_id, actors["second"].user_id],
        }
        return lambda session, actor: edit_shelter(session, actor, shelter, **data)

    def winter_on(self, minutes: int, places: int | None) -> None:
        region, ward, activation = self.region, self.ward(5), new_id()
        until = timedelta(minutes=minutes)
        body: dict[str, Any] = {"ends_at": (region.now + until).isoformat(), "reason": "Vorst"}
        if places:
            body |= {"shelter": self.shelter(ward), "places": places}
        expected = paper.winter_on(region, until, ward, places)
        data = read(WinterInput, body)
        self.act("chief", lambda s, actor: winter.activate(s, actor, data, activation), expected, keep=True)

    def winter_off(self) -> None:
        data = read(WinterEndInput, {"reason": "Dooi"})
        self.act("chief", lambda s, actor: winter.end(s, actor, data), paper.winter_off(self.region))

    def winter_beds(self, places: int) -> None:
        data = read(WinterBedsInput, {"shelter": self.shelter(self.ward(5)), "places": places})
        expected = paper.winter_beds(self.region, self.ward(5), places)
        self.act("chief", lambda s, actor: winter.open_beds(s, actor, data), expected)

    @rule(which=ANY, off=CLOCKS)
    def replay(self, which: int, off: timedelta | None) -> None:
        self.again(which, off, None, twist=False)

    @rule(which=ANY, off=CLOCKS, by=st.sampled_from(["nurse", "youth", "keeper"]), twist=st.booleans())
    def reuse(self, which: int, off: timedelta | None, by: str, twist: bool) -> None:
        self.again(which, off, by, twist=twist)

    @rule(which=ANY)
    def tap_twice(self, which: int) -> None:
        self.form_again(which)

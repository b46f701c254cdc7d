"""The free places, against a house where every bed is looked at one by one."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from webapp.beds.ledger.tally import Hold, LastCount, Taken, Tally, hold_until, is_stale, run_out, tally, version_now

NIGHT = datetime(2026, 11, 22, 21, 40, tzinfo=UTC)


def at(minutes: int) -> datetime:
    return NIGHT + timedelta(minutes=minutes)


def test_nothing_is_free_when_nobody_counted():
    assert tally(24, None, [], NIGHT).free == 0


def test_free_is_the_count_when_nothing_happened_since():
    assert tally(24, LastCount(6, 1, NIGHT), [], NIGHT).free == 6


def test_hold_takes_its_places_when_it_was_granted_after_the_count():
    result = tally(24, LastCount(6, 1, NIGHT), [Hold(2, at(45), granted=2)], NIGHT)
    assert (result.free, result.held) == (4, 2)


def test_places_come_back_when_the_hold_ran_out():
    result = tally(24, LastCount(6, 1, NIGHT), [Hold(2, at(45), granted=2)], at(45))
    assert (result.free, result.held) == (6, 0)


def test_hold_the_counter_saw_is_not_subtracted_again():
    assert tally(24, LastCount(6, 2, NIGHT), [Hold(2, at(45), granted=2)], NIGHT).free == 6


def test_hold_the_counter_saw_gives_its_places_back_when_it_ends():
    assert tally(24, LastCount(6, 2, NIGHT), [Hold(2, at(45), granted=2)], at(45)).free == 8


def test_hold_the_counter_saw_gives_nothing_back_when_its_guest_arrived():
    arrived, stay = Hold(2, at(45), granted=2, ended=4), Taken(2, started=4)
    assert tally(24, LastCount(6, 2, NIGHT), [arrived], at(60), [stay]).free == 6


def test_arrival_gives_its_places_back_when_the_guest_leaves():
    arrived, stay = Hold(2, at(45), granted=2, ended=4), Taken(2, started=4, ended=5)
    assert tally(24, LastCount(6, 2, NIGHT), [arrived], at(60), [stay]).free == 8


def test_hold_that_ended_before_the_count_is_no_matter():
    assert tally(24, LastCount(6, 3, NIGHT), [Hold(2, at(45), granted=1, ended=2)], NIGHT).free == 6


def test_arrival_after_the_count_keeps_its_places_while_the_guest_stays():
    arrived, stay = Hold(2, at(45), granted=2, ended=3), Taken(2, started=3)
    assert tally(24, LastCount(6, 1, NIGHT), [arrived], at(600), [stay]).free == 4


def test_walk_in_after_the_count_takes_its_place():
    assert tally(24, LastCount(6, 1, NIGHT), [], NIGHT, [Taken(1, started=2)]).free == 5


def test_guest_the_counter_saw_gives_the_place_back_when_leaving():
    assert tally(24, LastCount(6, 2, NIGHT), [], NIGHT, [Taken(1, started=1, ended=3)]).free == 7


def test_closed_bed_is_subtracted_when_it_was_closed_after_the_count():
    assert tally(24, LastCount(6, 1, NIGHT), [], NIGHT, closures=[Taken(2, started=2)]).free == 4


def test_closed_bed_comes_back_when_it_opens_after_the_count():
    assert tally(24, LastCount(6, 2, NIGHT), [], NIGHT, closures=[Taken(2, started=1, ended=3)]).free == 8


def test_difference_is_told_and_the_lower_number_holds_when_book_and_count_disagree():
    result = tally(6, LastCount(6, 1, NIGHT), [], NIGHT, [Taken(1, started=1)])
    assert (result.book, result.counted, result.difference, result.free) == (5, 6, 1, 5)
    fewer = tally(6, LastCount(3, 1, NIGHT), [], NIGHT, [Taken(1, started=1)])
    assert (fewer.difference, fewer.free) == (-2, 3)


def test_free_stays_under_the_capacity_when_the_count_and_the_holds_disagree():
    result = tally(10, LastCount(10, 2, NIGHT), [Hold(4, at(45), granted=2)], NIGHT)
    assert (result.free, result.held) == (6, 4)


def test_version_grows_by_itself_when_holds_run_out():
    holds = [Hold(1, at(30), granted=3), Hold(1, at(45), granted=2)]
    assert [version_now(3, holds, at(minute)) for minute in (0, 30, 45)] == [3, 4, 5]


def test_holds_run_out_in_the_order_of_their_ends():
    holds = [Hold(1, at(45), granted=2), Hold(1, at(30), granted=3), Hold(1, at(90), granted=4)]
    assert [hold.granted for hold in run_out(holds, at(60))] == [3, 2]


def test_count_is_stale_from_its_limit_on_and_when_there_is_none():
    assert is_stale(None, 240, NIGHT)
    assert is_stale(NIGHT, 240, at(240))
    assert not is_stale(NIGHT, 240, at(239))


@given(seconds=st.integers(0, 86400), minutes=st.integers(5, 240))
def test_hold_ends_on_a_whole_minute_and_never_early(seconds: int, minutes: int):
    now = NIGHT + timedelta(seconds=seconds)
    until = hold_until(now, minutes)
    assert (until.second, until.microsecond) == (0, 0)
    assert timedelta(0) <= until - now - timedelta(minutes=minutes) < timedelta(minutes=1)


@dataclass
class Guest:
    """Someone with a promised bed in the house of the test."""

    places: int
    until: int
    granted: int
    ended: int | None = None


@dataclass
class Use:
    """A bed slept in, or closed, in the house of the test."""

    places: int
    started: int
    ended: int | None = None


@dataclass
class Seen:
    """A worker's count, written down to be sent later."""

    free: int
    version: int


@dataclass
class House:
    """A real house: so many beds, so many people in them; ``unbooked`` sleep there without being written down."""

    capacity: int = 0
    unbooked: int = 0
    now: int = 0
    version: int = 0
    guests: list[Guest] = field(default_factory=list)
    stays: list[Use] = field(default_factory=list)
    closed: list[Use] = field(default_factory=list)

    def live(self) -> list[Guest]:
        return [guest for guest in self.guests if guest.ended is None and guest.until > self.now]

    def settle(self) -> None:
        for guest in sorted((g for g in self.guests if g.ended is None and g.until <= self.now), key=by_end):
            guest.ended = self.next()

    def next(self) -> int:
        self.version += 1
        return self.version

    def booked(self) -> int:
        return sum(one.places for one in (*self.live(), *still(self.stays), *still(self.closed)))

    def really_free(self) -> int:
        return self.capacity - self.unbooked - self.booked()


def still(uses: list[Use]) -> list[Use]:
    return [use for use in uses if use.ended is None]


def by_end(guest: Guest) -> tuple[int, int]:
    return guest.until, guest.granted


class HouseMachine(RuleBasedStateMachine):
    """Counts seen now and told later, holds, arrivals, walk-ins, departures, closed beds and time, in any order.

    As long as every count was honest, it must lead to exactly what is free. Whatever was counted, what is
    promised, slept in and closed never exceeds the beds.
    """

    @initialize(capacity=st.integers(1, 12), sleeping=st.integers(0, 12))
    def open_house(self, capacity: int, sleeping: int) -> None:
        self.house = House(capacity, min(sleeping, capacity))
        self.count: LastCount | None = None
        self.seen: Seen | None = None
        self.honest = True

    def holds(self) -> list[Hold]:
        return [Hold(g.places, at(g.until), g.granted, g.ended) for g in self.house.guests]

    def tally(self) -> Tally:
        stays = [Taken(use.places, use.started, use.ended) for use in self.house.stays]
        closed = [Taken(use.places, use.started, use.ended) for use in self.house.closed]
        return tally(self.house.capacity, self.count, self.holds(), at(self.house.now), stays, closed)

    @rule(minutes=st.integers(1, 50))
    def wait(self, minutes: int) -> None:
        self.house.now += minutes

    @rule(places=st.integers(1, 3), minutes=st.integers(5, 60))
    def ask(self, places: int, minutes: int) -> None:
        if self.tally().free >= places:
            self.house.settle()
            self.house.guests.append(Guest(places, self.house.now + minutes, self.house.next()))

    @rule(which=st.integers(0, 50), arrives=st.booleans())
    def end(self, which: int, arrives: bool) -> None:
        self.house.settle()
        if live := self.house.live():
            guest = live[which % len(live)]
            guest.ended = self.house.next()
            if arrives:
                self.house.stays.append(Use(guest.places, guest.ended))

    @rule(which=st.integers(0, 50), minutes=st.integers(1, 60))
    def extend(self, which: int, minutes: int) -> None:
        if live := self.house.live():
            live[which % len(live)].until += minutes

    @rule(places=st.integers(1, 3))
    def walk_in(self, places: int) -> None:
        self.house.settle()
        if self.tally().free >= places:
            self.house.stays.append(Use(places, self.house.next()))

    @rule(which=st.integers(0, 50))
    def leave(self, which: int) -> None:
        self.house.settle()
        if inside := still(self.house.stays):
            inside[which % len(inside)].ended = self.house.next()

    @rule(places=st.integers(1, 3))
    def close(self, places: int) -> None:
        self.house.settle()
        left = self.house.really_free() if self.honest else self.tally().book
        if left >= places:
            self.house.closed.append(Use(places, self.house.next()))

    @rule(which=st.integers(0, 50))
    def open_again(self, which: int) -> None:
        self.house.settle()
        if closed := still(self.house.closed):
            closed[which % len(closed)].ended = self.house.next()

    @rule()
    def look(self) -> None:
        version = version_now(self.house.version, self.holds(), at(self.house.now))
        self.seen = Seen(self.house.really_free(), version)

    @precondition(lambda self: self.seen is not None)
    @rule()
    def tell(self) -> None:
        assert self.seen is not None
        self.house.settle()
        self.house.next()
        self.count = LastCount(max(0, self.seen.free), self.seen.version, at(self.house.now))
        self.seen = None

    @rule(free=st.integers(0, 12))
    def miscount(self, free: int) -> None:
        self.house.settle()
        seen = self.house.version
        self.house.next()
        self.count = LastCount(min(free, self.house.capacity), seen, at(self.house.now))
        self.honest = False

    @invariant()
    def no_bed_is_promised_twice(self) -> None:
        if hasattr(self, "house"):
            result = self.tally()
            assert result.free >= 0
            assert result.free + self.house.booked() <= max(self.house.capacity, self.house.booked())
            assert self.house.booked() <= self.house.capacity
            assert not self.honest or self.house.really_free() >= 0

    @invariant()
    def an_honest_count_tells_what_is_free(self) -> None:
        if hasattr(self, "house") and self.count is not None and self.honest:
            assert self.tally().free == self.house.really_free()


TestHouse = HouseMachine.TestCase


@pytest.mark.long
def test_house_holds_in_twenty_thousand_evenings():
    long = settings(max_examples=20_000, stateful_step_count=50, deadline=None, database=None)
    run_state_machine_as_test(HouseMachine, settings=settings(long, suppress_health_check=list(HealthCheck)))

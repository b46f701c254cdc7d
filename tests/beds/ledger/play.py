"""The frame of every step: do it for real, decide it on paper, and compare everything visible."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from typing import Any, ClassVar
from uuid import UUID

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant

from tests.beds.ledger import decisions as paper
from tests.beds.ledger.model import OPEN, Ask, House, Region, Ward
from tests.beds.ledger.world import HOUSES, LONG_AGO, PHONE_CLOCKS, World, operation, told

STARTS = (
    datetime(2026, 11, 20, 17, 0, 20, tzinfo=UTC),
    datetime(2026, 10, 24, 20, 59, 59, 999_999, tzinfo=UTC),
    datetime(2027, 3, 27, 21, 0, tzinfo=UTC),
)


def foretold(result: dict[str, Any]) -> dict[str, Any]:
    """The part of an answer that the paper predicts."""
    if result["status"] == "conflict":
        current = result["current"]
        return {"status": "conflict", "free": current["free"]["value"], "version": current["version"]}
    kept = {"status", "code"} if result["status"] == "rejected" else {"status", "version", "effect"}
    return {name: value for name, value in result.items() if name in kept}


@dataclass
class Sent:
    """An operation that went through the door, what came of it, and how the paper decides on it."""

    by: str
    item: dict[str, Any]
    decide: Callable[[dict[str, Any]], dict[str, Any]]
    result: dict[str, Any]


class Play(RuleBasedStateMachine):
    """The region of the test. ``world`` is shared by all runs; each begins where it was filled."""

    world: ClassVar[World]

    def __init__(self) -> None:
        super().__init__()
        self.running: AbstractContextManager[None] | None = None
        self.looked_at: tuple[Any, ...] = ()
        self.seq = 0
        self.sent: list[Sent] = []
        self.forms: list[tuple[str, Callable[..., Any]]] = []
        self.seen: list[tuple[Ward, int]] = []

    @initialize(start=st.sampled_from(STARTS), free=st.lists(st.integers(0, 4), min_size=5, max_size=5))
    def begin(self, start: datetime, free: list[int]) -> None:
        """The evening begins; every category is counted once."""
        self.running = self.world.run(start)
        self.running.__enter__()
        houses = {name: House(name, automatic=name == "rule") for name in HOUSES}
        wards = [Ward(houses[name], kind, {LONG_AGO: n}) for name, kinds in HOUSES.items() for kind, n in kinds.items()]
        self.region = Region(start, [*wards, Ward(houses["rule"], "winter", exists=False)])
        self.before = {id(ward): 0 for ward in self.region.wards}
        for ward, number in zip(wards, free, strict=True):
            self.tell("keeper", ward, min(number, self.region.capacity(ward)), 0, PHONE_CLOCKS[1])

    def teardown(self) -> None:
        """Forget this run."""
        if self.running is not None:
            self.running.__exit__(None, None, None)

    # Ways to do something

    def send(
        self,
        by: str,
        kind: str,
        body: dict[str, Any],
        off: timedelta | None,
        decide: Callable[[dict[str, Any]], dict[str, Any]],
        **more: Any,
    ) -> None:
        """Through the door, with the clock of a phone that is ``off``; ``decide`` tells what must come of it."""
        self.seq += 1
        item = operation(kind, body, told(self.region.now, off), self.seq, **more)
        self.sent.append(Sent(by, item, decide, {}))
        self.deliver(self.sent[-1])

    def deliver(self, sent: Sent) -> None:
        """Its first time, or once more what was not taken before."""
        sent.result = self.world.send(sent.by, sent.item)
        expected = sent.decide(sent.result)
        assert foretold(sent.result) == expected, (sent, expected)
        self.region.accepted += sent.result["status"] == "accepted"

    def act(self, by: str, do: Callable[..., Any], expected: dict[str, Any], *, keep: bool = False) -> None:
        """By a form; ``keep`` when it may come twice and must be one."""
        result = self.world.act(by, do)
        assert result == expected, (result, expected)
        if keep and result["status"] == "accepted":
            self.forms.append((by, do))

    def shelter(self, ward: Ward) -> UUID:
        return self.world.fixed.shelters[ward.house.name]

    def ward(self, which: int) -> Ward:
        return self.region.wards[which]

    def ask_of(self, which: int) -> Ask | None:
        """One of what was asked, the latest first; mostly what is not over yet."""
        known = list(self.region.asks.values())
        running = [ask for ask in known if ask.state in OPEN] if which % 4 else []
        chosen = running or known
        return chosen[-1 - which // 4 % len(chosen)] if chosen else None

    def tell(self, by: str, ward: Ward, free: int, base: int | str | None, off: timedelta | None) -> None:
        body = {"shelter": str(self.shelter(ward)), "category": ward.kind, "free": free}
        region = self.region
        self.send(
            by, "bed.count", body, off, lambda r: paper.count(region, by, ward, r["id"], free, base), base_version=base
        )

    def request(self, wish: paper.Wish, off: timedelta | None) -> None:
        body = {
            "shelter": str(self.shelter(wish.ward)),
            "category": wish.ward.kind,
            "night": wish.night and wish.night.isoformat(),
            "client": wish.client,
            "age_group": wish.age_group,
            "gender": wish.gender,
            "persons": wish.persons,
            "needs": wish.needs,
        }
        region = self.region
        self.send(wish.by, "bed.request", body, off, lambda result: paper.ask(region, replace(wish, id=result["id"])))

    def again(self, which: int, off: timedelta | None, by: str | None, twist: bool) -> None:
        """The same operation once more, as a phone sends it that got no answer; or its id for something else."""
        sent = self.sent[-1 - which % len(self.sent)]
        self.seq += 1
        item = {**sent.item, "seq": self.seq, "client_time": told(self.region.now, off)}
        if twist:
            item["body"] = {**item["body"], "note": "iets anders"}
        elif by in (None, sent.by) and sent.result["status"] != "accepted":
            sent.item = item
            self.deliver(sent)
            return
        if by not in (None, sent.by):
            self.of_another(sent, item, by)
            return
        touched = self.world.touched()
        result = self.world.send(sent.by, item)
        if twist:
            assert (result["status"], result["code"]) == ("rejected", "id_reused"), result
        else:
            expected = {**sent.result, "status": "duplicate"}
            if item["kind"] == "bed.request":
                expected["effect"] = self.region.effect(self.region.asks[item["id"]])
            assert result == expected, (result, expected)
        assert self.world.touched() == touched

    def of_another(self, sent: Sent, item: dict[str, Any], by: str) -> None:
        """The id of an accepted operation from somebody else: refused, on whatever ground comes first."""
        if sent.result["status"] == "accepted":  # a refused id is free to all others
            before = (self.versions(), self.world.rows())
            assert self.world.send(by, item)["status"] == "rejected"
            assert (self.versions(), self.world.rows()) == before

    def form_again(self, which: int) -> None:
        """The same form once more: a double tap, or the browser's own second try."""
        if self.forms:
            by, do = self.forms[-1 - which % len(self.forms)]
            version, rows = self.versions(), self.world.rows()
            assert self.world.act(by, do)["status"] == "accepted"
            assert (self.versions(), self.world.rows()) == (version, rows)

    def versions(self) -> list[int]:
        """Where every category stands."""
        return sorted(state.version for state in self.world.beds().values())

    def fingerprint(self) -> tuple[Any, ...]:
        """The same as at the last look: then nothing on the board or on paper can have changed."""
        return (self.world.board_version(), self.region.now, sum(ward.version for ward in self.region.wards))

    @invariant()
    def paper_and_board_agree(self) -> None:
        """Every number of every category; and nothing was given away that was not there (I5)."""
        if self.running is None or self.looked_at == (now := self.fingerprint()):
            return
        self.looked_at = now
        beds = self.world.beds()
        for ward in self.region.wards:
            state = beds.get((self.shelter(ward), ward.kind))
            if state is None:
                assert not ward.exists
                continue
            real = (state.capacity, state.free, state.held, state.stays, state.out_of_use, state.book, state.version)
            region = self.region
            free, book = region.free(ward), region.book(ward)
            written = (region.capacity(ward), free, region.held(ward), region.inside(ward), region.out_of_use(ward))
            assert real == (*written, book, ward.version), (ward.kind, real)
            assert state.counted_now == ward.counted()
            last = (ward.told.at, ward.told.by) if ward.told else (None, "")
            assert (state.counted_at, state.counted_by) == last, ward.kind
            used = state.held + state.stays + state.out_of_use
            assert used <= max(state.capacity, self.before[id(ward)]), ward
            assert state.free + state.held <= max(state.capacity, state.held)
            self.before[id(ward)] = used

    @invariant()
    def rows_are_as_many_as_on_paper(self) -> None:
        """Nothing was done twice and nothing is missing (I2); nobody has two holds or two beds (I5)."""
        if self.running is None:
            return
        region = self.region
        made = (len(region.asks), region.counts, len(region.guests), len(region.shut), region.accepted)
        assert self.world.rows() == made
        holds = [ask.client for ask in region.asks.values() if ask.client and ask.state == "held"]
        sleeping = [guest.client for guest in region.guests.values() if guest.client and guest.ended is None]
        assert len(set(holds)) == len(holds)
        assert len(set(sleeping)) == len(sleeping)

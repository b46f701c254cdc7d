"""Where answers lead, on paper: agreement, seals, parking, take-back, and what is refused."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from tests.trajectories.declared import KINDS, MATCH, PLACEMENT, REASONS, SIGNING, Taken
from webapp.trajectories.kinds import Answer, Kind, Step, faults
from webapp.trajectories.rules import Refusal, Standing, entered, funnel, standing, why_not

BEGAN = datetime(2026, 11, 2, 9, tzinfo=UTC)
LATER = BEGAN + timedelta(days=365)
THINKING = ["proposal yes youth 1", "proposal yes host 2", "introduction met coordinator 10"]
OFFERED = ["referral complete referrer 1", "waiting offer officer 60"]


def taken(*said: str) -> list[Taken]:
    """'step answer party hour [reason]' as answers that were given."""
    parts = (one.split() for one in said)
    return [
        Taken(step, answer, party, BEGAN + timedelta(hours=float(hour)), " ".join(reason))
        for step, answer, party, hour, *reason in parts
    ]


def at(kind: Kind, *said: str, hours: float | None = None) -> Standing:
    now = LATER if hours is None else BEGAN + timedelta(hours=hours)
    return standing(kind, BEGAN, taken(*said), now)


def refused(kind: Kind, said: Sequence[str], new: str, until: date | None = None) -> Refusal | None:
    [one] = taken(new)
    return why_not(kind, BEGAN, taken(*said), replace(one, until=until), REASONS)


def test_step_moves_on_when_everybody_agrees():
    half = at(MATCH, "proposal yes youth 1")
    assert (half.word, half.shown_to(())) == ("proposal", {"youth": "yes", "host": None})
    both = at(MATCH, "proposal yes youth 1", "proposal yes host 2")
    assert (both.word, both.since, both.given) == ("introduction", BEGAN + timedelta(hours=2), {})
    assert at(SIGNING, "contract signed care 1", "contract signed tenant 2").word == "contract"
    assert at(SIGNING, *(f"contract signed {one} 1" for one in ("care", "tenant", "landlord"))).step is None


def test_one_no_ends_it_with_its_reason():
    ended = at(MATCH, "proposal yes youth 1", "proposal no host 5 smoke")
    assert (ended.step, ended.word, ended.reason, ended.shown_to(())) == (None, "no", "smoke", {})


def test_who_is_no_party_may_have_an_answer_of_their_own():
    assert at(MATCH, "proposal yes youth 1", "proposal withdrawn coordinator 2 smoke").word == "withdrawn"
    assert refused(MATCH, [], "proposal yes coordinator 1") is Refusal.not_theirs
    assert refused(MATCH, [], "proposal withdrawn host 1 smoke") is Refusal.not_theirs


def test_sealed_answers_are_shown_and_count_when_both_are_in_and_the_time_is_over():
    first = at(MATCH, *THINKING, "thinking no youth 12 smoke", hours=100)
    assert first.word == "thinking", "one no does not open the seal"
    assert first.shown_to(()) == {"youth": None, "host": None}
    assert first.shown_to({"youth"}) == {"youth": "no", "host": None}
    both = ["thinking no youth 12 smoke", "thinking yes host 13"]
    assert at(MATCH, *THINKING, *both, hours=33).word == "thinking", "24 hours from 10 is 34"
    opened = at(MATCH, *THINKING, *both, hours=34)
    assert (opened.word, opened.reason, opened.since) == ("no", "smoke", BEGAN + timedelta(hours=34))
    late = at(MATCH, *THINKING, "thinking yes youth 12", "thinking yes host 60", hours=60)
    assert (late.word, late.since) == ("contract", BEGAN + timedelta(hours=60))


def test_answer_after_the_seal_was_opened_by_the_clock_meets_the_next_step():
    both = [*THINKING, "thinking yes youth 12", "thinking yes host 13"]
    assert refused(MATCH, both, "contract signed coordinator 33") is Refusal.moved_on
    assert refused(MATCH, both, "contract signed coordinator 35") is None
    assert at(MATCH, *both, "contract signed coordinator 35").word == "signed"


def test_declined_offer_does_not_lose_ones_place_in_the_line():
    said = taken(*OFFERED, "offer no client 70 far")
    back = standing(PLACEMENT, BEGAN, said, LATER)
    assert (back.word, back.since, back.reason) == ("waiting", BEGAN + timedelta(hours=70), "far")
    reached = entered(PLACEMENT, BEGAN, said, LATER)
    assert reached == {step: BEGAN + timedelta(hours=n) for step, n in (("referral", 0), ("waiting", 1), ("offer", 60))}


def test_parked_trajectory_is_not_late_until_its_time_begins_again():
    [park] = taken("waiting park officer 80 hospital")
    parked = standing(
        PLACEMENT, BEGAN, [*taken(OFFERED[0]), replace(park, until=date(2027, 1, 1))], BEGAN + timedelta(days=50)
    )
    assert (parked.parked_until, parked.reason) == (date(2027, 1, 1), "hospital")
    assert not parked.is_late(datetime(2027, 2, 11, 12, tzinfo=UTC))
    assert parked.is_late(datetime(2027, 2, 12, 12, tzinfo=UTC)), "six weeks from 1 January"
    resumed = at(PLACEMENT, OFFERED[0], "waiting park officer 80 hospital", "waiting resume officer 90")
    assert (resumed.since, resumed.parked_until, resumed.reason) == (BEGAN + timedelta(hours=90), None, "")


def test_clock_of_a_step_runs_from_when_it_was_reached():
    waiting = at(PLACEMENT, OFFERED[0])
    assert waiting.due() == BEGAN + timedelta(weeks=6, hours=1)
    assert waiting.is_late(BEGAN + timedelta(weeks=6, hours=1))
    assert at(PLACEMENT).due() is None
    assert at(PLACEMENT, *OFFERED, "offer yes client 61").due() is None


def test_own_answer_is_taken_back_while_nobody_went_on_from_it():
    agreed = ["proposal yes youth 1", "proposal yes host 2"]
    assert refused(MATCH, agreed, "proposal take_back youth 3") is Refusal.moved_on, "host was last"
    assert refused(MATCH, ["proposal yes youth 1"], "proposal take_back host 3") is Refusal.moved_on
    for said in (["proposal yes youth 1"], ["proposal no youth 1 smoke"], agreed):
        party = said[-1].split()[2]
        assert refused(MATCH, said, f"proposal take_back {party} 3") is None
        assert at(MATCH, *said, f"proposal take_back {party} 3").word == "proposal"
    again = at(MATCH, "proposal no youth 1 smoke", "proposal take_back youth 2", "proposal yes youth 3")
    assert again.shown_to(()) == {"youth": "yes", "host": None}


def test_sealed_answer_is_changed_until_the_seal_opens_and_never_after():
    both = [*THINKING, "thinking yes youth 12", "thinking yes host 13"]
    assert refused(MATCH, both, "thinking take_back youth 14") is None
    assert refused(MATCH, both, "thinking take_back host 35") is Refusal.moved_on
    changed = at(MATCH, *both, "thinking take_back youth 14", "thinking no youth 15 smoke")
    assert changed.word == "no"


def test_answer_of_an_earlier_round_is_not_taken_back():
    said = [*OFFERED, "offer no client 70 far"]
    assert refused(PLACEMENT, said, "waiting take_back officer 71") is Refusal.moved_on
    assert refused(PLACEMENT, said, "offer take_back client 71") is None


@pytest.mark.parametrize(
    ("said", "new", "until", "why"),
    [
        ([], "introduction met coordinator 1", None, Refusal.moved_on),
        (["proposal no host 1 smoke"], "proposal yes youth 2", None, Refusal.moved_on),
        (["proposal yes youth 1"], "proposal no youth 2 smoke", None, Refusal.moved_on),
        ([], "proposal maybe youth 1", None, Refusal.unknown),
        ([], "proposal park youth 1 smoke", date(2027, 1, 1), Refusal.unknown),
        ([], "proposal resume youth 1", None, Refusal.unknown),
        ([], "proposal no youth 1", None, Refusal.reason),
        ([], "proposal no youth 1 far", None, Refusal.reason),
        ([], "proposal yes youth 1 smoke", None, Refusal.reason),
        ([], "proposal yes youth 1", None, None),
    ],
)
def test_answer_that_cannot_be_is_refused(said: list[str], new: str, until: date | None, why: Refusal | None):
    assert refused(MATCH, said, new, until) is why


@pytest.mark.parametrize(
    ("until", "why"), [(None, Refusal.until), (date(2026, 11, 2), Refusal.until), (date(2026, 11, 3), None)]
)
def test_parking_asks_a_later_day(until: date | None, why: Refusal | None):
    assert refused(PLACEMENT, [], "referral park referrer 1 hospital", until) is why
    assert refused(PLACEMENT, [], "referral park referrer 1", date(2027, 1, 1)) is Refusal.reason


def test_funnel_counts_who_reached_a_step_and_why_they_went_no_further():
    told = [
        ["proposal yes youth 1"],
        ["proposal yes youth 1", "proposal yes host 5"],
        ["proposal yes youth 1", "proposal no host 5 smoke"],
        ["proposal no youth 1 smoke", "proposal take_back youth 2"],
    ]
    found = funnel(MATCH, [(BEGAN, taken(*one)) for one in told], LATER)
    assert found["proposal"] == (4, Counter(smoke=1))
    assert found["introduction"] == (1, Counter())
    assert found["thinking"] == (0, Counter())


def test_declaration_without_fault_has_none():
    assert [faults(kind) for kind in KINDS] == [[], [], []]


def test_faults_of_a_declaration_are_told():
    wrong = Kind(
        "k",
        "K",
        (
            Step("a", "A", ("x",), (Answer("go", "Go", "b"), Answer("go", "Go", "c"), Answer("park", "P"))),
            Step("b", "B", ("x",), (Answer("on", "On", "b"),), sealed=timedelta(0)),
            Step("d", "D", ("x", "y"), (Answer("yes", "Ja", by=("z",)),)),
            Step("d", "D", (), ()),
        ),
    )
    assert sorted(faults(wrong)) == [
        "k.a: answer go twice",
        "k.a: answer park twice",
        "k.a: leads to c, which is no step",
        "k.b: never ends",
        "k.b: sealed, but only one party answers",
        "k.d: declared twice",
        "k.d: its first answer is not by its parties",
        "k.d: never ends",
        "k.d: never reached",
        "k.d: nobody to answer, or no answer",
    ]


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.word)
def test_words_that_no_step_knows_are_an_error_not_another_history(kind: Kind):
    with pytest.raises(KeyError):
        standing(kind, BEGAN, [Taken(kind.steps[0].word, "gone", kind.steps[0].by[0], BEGAN)], LATER)

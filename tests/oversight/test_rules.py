"""Each rule of unusual reading is met at its number, and not one below it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID, uuid4

import pytest

from webapp.oversight.unusual_reading.rules import BY_WORD, FAILED, OPENED, REFUSED, RULES, Fact, find, window_before

WHO, OTHER = uuid4(), uuid4()
DAY = datetime(2026, 11, 24, 11, 5, tzinfo=UTC)
NIGHT = datetime(2026, 11, 24, 1, 5, tzinfo=UTC)  # 02:05 in Amsterdam
CLIENTS = [uuid4() for _ in range(40)]


def opened(number: int, at: datetime = DAY, user: UUID = WHO, **more: object) -> list[Fact]:
    """So many different clients, a minute apart."""
    facts = {"role": "street_nurse", **more}
    minute = timedelta(minutes=1)
    return [Fact(OPENED, at + i * minute, user, client_id=CLIENTS[i], **facts) for i in range(number)]  # type: ignore[arg-type]


def tries(kind: str, number: int) -> list[Fact]:
    return [Fact(kind, DAY + timedelta(seconds=i), WHO) for i in range(number)]


def met(facts: list[Fact]) -> set[str]:
    return {one.rule for one in find(facts)}


MET = {
    "outside_relation": lambda n: opened(n, outside=True),
    "many_in_an_hour": opened,
    "name_of_a_colleague": lambda n: opened(n, namesake=True),
    "night_without_shift": lambda n: opened(n, at=NIGHT, on_shift=False),
    "refused_often": lambda n: tries(REFUSED, n),
    "failed_sign_in": lambda n: tries(FAILED, n),
}


def test_every_rule_is_tried_here():
    assert MET.keys() == BY_WORD.keys()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.word)
def test_rule_is_met_at_its_number_and_not_below(rule):
    assert rule.word in met(MET[rule.word](rule.at_least))
    assert rule.word not in met(MET[rule.word](rule.at_least - 1))


def test_one_client_read_often_is_no_many():
    facts = [Fact(OPENED, DAY + timedelta(seconds=i), WHO, client_id=CLIENTS[0], outside=True) for i in range(99)]
    assert met(facts) == set()


def test_two_people_are_not_added_up():
    assert met(opened(3, outside=True) + opened(3, user=OTHER, outside=True)) == set()


def test_two_hours_are_not_added_up():
    assert "many_in_an_hour" not in met(opened(20) + opened(30, at=DAY + timedelta(hours=1))[20:])


@pytest.mark.parametrize(
    "more", [{"on_shift": True}, {"on_shift": False, "role": "shelter_worker"}, {"on_shift": False, "at": DAY}]
)
def test_night_at_work_is_not_unusual(more):
    assert "night_without_shift" not in met(opened(9, **{"at": NIGHT, **more}))


def test_finding_is_about_one_client_when_there_is_one():
    (one,) = find(opened(1, namesake=True))
    assert (one.user_id, one.client_id, one.count) == (WHO, CLIENTS[0], 1)


def test_a_look_reads_again_the_night_that_was_going_on():
    at = window_before(DAY)
    assert at <= NIGHT - timedelta(hours=12)

"""The standing of a trajectory, by its answers; and the check of another answer. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import NamedTuple, Protocol, TypeVar

from webapp import clock
from webapp.trajectories.kinds import PARK, RESUME, TAKE_BACK, Answer, Kind, Step


class Taken(Protocol):
    """A given answer; never rewritten. ``until``: the last day that a parked trajectory waits."""

    step: str
    answer: str
    party: str
    at: datetime
    reason: str
    until: date | None


Row = TypeVar("Row", bound=Taken)


@dataclass(frozen=True)
class Standing:
    """The standing of a trajectory: at a step, or ended (None). ``came_by``: the answer that led here.

    ``given``: the answers to this step so far, by party. ``reason`` belongs to ``came_by``, or to the parking.
    """

    step: Step | None
    since: datetime
    came_by: str = ""
    reason: str = ""
    given: Mapping[str, Taken] = field(default_factory=dict)
    parked_until: date | None = None

    @property
    def word(self) -> str:
        """The step, or the answer that ended it."""
        return self.step.word if self.step else self.came_by

    def is_at(self, word: str) -> bool:
        """True when it is at the step with this word."""
        return self.step is not None and self.step.word == word

    def due(self) -> datetime | None:
        """The deadline of the step; the time that it was parked does not count."""
        if self.step is None or self.step.within is None:
            return None
        parked = datetime.combine(self.parked_until, time(), clock.AMSTERDAM) if self.parked_until else self.since
        return max(self.since, parked) + self.step.within

    def is_late(self, now: datetime) -> bool:
        """True when the deadline of the step has passed."""
        due = self.due()
        return due is not None and due <= now

    def shown_to(self, parties: Collection[str]) -> dict[str, str | None]:
        """Party → its answer, as users of these parties may see it: at a sealed step only their own."""
        step = self.step
        if step is None:
            return {}
        opened = {one for one in self.given if step.sealed is None or one in parties}
        return {one: self.given[one].answer if one in opened else None for one in step.by}


class Refusal(StrEnum):
    """The reason that an answer is refused. ``moved_on``: it is at another step, or this party answered already."""

    moved_on = "moved_on"
    unknown = "unknown"
    not_theirs = "not_theirs"
    reason = "reason"
    until = "until"


def standing(kind: Kind, began: datetime, taken: Iterable[Taken], now: datetime) -> Standing:
    """The standing by ``now``."""
    return _list_standings(kind, began, taken, now)[-1]


def entered(kind: Kind, began: datetime, taken: Iterable[Taken], now: datetime) -> dict[str, datetime]:
    """Step → the first time it was reached: a declined offer does not lose one's place in the queue."""
    reached: dict[str, datetime] = {}
    for at in _list_standings(kind, began, taken, now):
        if at.step:
            reached.setdefault(at.step.word, at.since)
    return reached


class Flow(NamedTuple):
    """The number that reached a step, and how often each reason was given there."""

    reached: int
    lost: Counter[str]


def funnel(kind: Kind, courses: Sequence[tuple[datetime, Sequence[Taken]]], now: datetime) -> dict[str, Flow]:
    """Step → the outcomes of the trajectories that reached it. ``courses``: begin and answers of each."""
    reached = Counter(word for began, taken in courses for word in entered(kind, began, taken, now))
    lost = {step.word: Counter[str]() for step in kind.steps}
    for one in (one for _, taken in courses for one in drop_undone(taken)):
        if one.reason and one.answer != PARK:
            lost[one.step][one.reason] += 1
    return {word: Flow(reached[word], reasons) for word, reasons in lost.items()}


def why_not(
    kind: Kind, began: datetime, taken: Sequence[Taken], new: Taken, reasons: Mapping[str, Collection[str]]
) -> Refusal | None:
    """The reason to refuse this answer, None to accept it. ``reasons``: list → its words."""
    at = standing(kind, began, taken, new.at)
    if new.answer == TAKE_BACK:
        return None if _find_undone(kind, at, taken, new) else Refusal.moved_on
    if at.step is None or not at.is_at(new.step):
        return Refusal.moved_on
    answer = _find_answer(kind, at.step, new.answer)
    if answer is None:
        return Refusal.unknown
    if new.party not in (answer.by or at.step.by):
        return Refusal.not_theirs
    if new.party in at.given and not answer.by:
        return Refusal.moved_on
    return _check_detail(answer, new, reasons)


def _find_answer(kind: Kind, step: Step, word: str) -> Answer | None:
    if word not in (PARK, RESUME):
        return step.find(word)
    reasons = kind.parking if word == PARK else ""
    return Answer(word, "", reasons=reasons, by=kind.parked_by or step.by) if kind.parking else None


def _check_detail(answer: Answer, new: Taken, reasons: Mapping[str, Collection[str]]) -> Refusal | None:
    if new.reason not in (reasons[answer.reasons] if answer.reasons else ("",)):
        return Refusal.reason
    is_later = new.until is not None and new.until > clock.local(new.at).date()
    return Refusal.until if answer.word == PARK and not is_later else None


def _find_undone(kind: Kind, at: Standing, taken: Sequence[Taken], back: Taken) -> Taken | None:
    """The answer that may be taken back: one to the present step, or the last one of all when no seal hid it."""
    if at.is_at(back.step):
        return at.given.get(back.party)
    last = next(reversed(drop_undone(taken)), None)
    return last if last and _undoes(back, last) and kind.step(last.step).sealed is None else None


def drop_undone(taken: Iterable[Row]) -> list[Row]:
    """The answers that count: a take-back undoes the last answer of its party to its step."""
    kept: list[Row] = []
    for answer in taken:
        if answer.answer == TAKE_BACK:
            del kept[max(i for i, old in enumerate(kept) if _undoes(answer, old))]
        else:
            kept.append(answer)
    return kept


def _undoes(back: Taken, one: Taken) -> bool:
    return (one.step, one.party) == (back.step, back.party) and one.answer not in (PARK, RESUME)


def _list_standings(kind: Kind, began: datetime, taken: Iterable[Taken], now: datetime) -> list[Standing]:
    """Every standing it had up to ``now``."""
    standings = [Standing(kind.steps[0], began)]
    for one in drop_undone(taken):
        standings += _decide(kind, standings[-1], one.at)
        standings += _apply(kind, standings[-1], one)
    return standings + _decide(kind, standings[-1], now)


def _apply(kind: Kind, at: Standing, new: Taken) -> list[Standing]:
    """The standings that follow from an answer. An answer to another step changes nothing."""
    if at.step is None or not at.is_at(new.step):
        return []
    if new.answer == PARK:
        return [replace(at, parked_until=new.until, reason=new.reason)]
    if new.answer == RESUME:
        return [replace(at, since=new.at, parked_until=None, reason="")]
    answer = _find_declared(at.step, new.answer)
    if answer.by:
        return [_move_on(kind, answer, new.at, new.reason)]
    given = replace(at, given={**at.given, new.party: new})
    return [given, *_decide(kind, given, new.at)]


def _decide(kind: Kind, at: Standing, now: datetime) -> list[Standing]:
    """The standing after the answers decide the step: the first answer by everybody, or any other by one."""
    if at.step is None or not at.given:
        return []
    agreement, given = at.step.answers[0].word, list(at.given.values())
    against = next((one for one in given if one.answer != agreement), None)
    opens = max(given[-1].at, at.since + (at.step.sealed or timedelta(0)))
    everybody = len(given) == len(at.step.by) and opens <= now
    if not (everybody or (against and at.step.sealed is None)):
        return []
    decides = against or given[-1]
    return [_move_on(kind, _find_declared(at.step, decides.answer), opens, decides.reason)]


def _find_declared(step: Step, word: str) -> Answer:
    return {one.word: one for one in step.answers}[word]


def _move_on(kind: Kind, answer: Answer, at: datetime, reason: str) -> Standing:
    return Standing(kind.step(answer.to) if answer.to else None, at, answer.word, reason)

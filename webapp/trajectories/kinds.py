"""The declaration of a kind of trajectory: its steps, their parties, and where an answer leads. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta

PARK, RESUME, TAKE_BACK = "park", "resume", "take_back"
"""Answers of every step: wait until a day, wait no longer, and undo the party's own last answer."""


@dataclass(frozen=True)
class Answer:
    """``to``: the step that follows; '' ends the trajectory. ``reasons``: the list that the reason must come from.

    ``by``: the parties that may give it, when the parties of the step may not. It needs nobody else and waits for no
    seal.
    """

    word: str
    label: str
    to: str = ""
    reasons: str = ""
    by: tuple[str, ...] = ()


@dataclass(frozen=True)
class Step:
    """The first answer needs every party of ``by``; any other needs one of them.

    ``within``: how long the step may take. ``sealed``: the answers are hidden, and have no effect, before every party
    gave one and this time has passed.
    """

    word: str
    label: str
    by: tuple[str, ...]
    answers: tuple[Answer, ...]
    within: timedelta | None = None
    sealed: timedelta | None = None

    def find(self, word: str) -> Answer | None:
        """The answer with this word."""
        return next((one for one in self.answers if one.word == word), None)


@dataclass(frozen=True)
class Kind:
    """A kind of trajectory; it begins at its first step.

    ``parking``: the list of reasons to park, '' for never. ``parked_by``: the parties that may; () for the step's.
    """

    word: str
    label: str
    steps: tuple[Step, ...]
    parking: str = ""
    parked_by: tuple[str, ...] = ()

    def step(self, word: str) -> Step:
        """The step with this word."""
        return {one.word: one for one in self.steps}[word]

    @property
    def labels(self) -> dict[str, str]:
        """The labels of its states: every step, and every answer that ends it."""
        ends = {one.word: one.label for step in self.steps for one in step.answers if not one.to}
        return ends | {step.word: step.label for step in self.steps}


def faults(kind: Kind) -> list[str]:
    """The faults of a declaration: a word twice, a step that nobody reaches, leaves or can answer."""
    return [f"{kind.word}.{one}" for one in (*_wrong_words(kind), *_wrong_ways(kind), *_wrong_parties(kind))]


def _wrong_words(kind: Kind) -> Iterator[str]:
    words = [step.word for step in kind.steps]
    yield from (f"{word}: declared twice" for word, n in Counter(words).items() if n > 1)
    for step in kind.steps:
        given = Counter([PARK, RESUME, TAKE_BACK, *(one.word for one in step.answers)])
        yield from (f"{step.word}: answer {word} twice" for word, n in given.items() if n > 1)
        unknown = {one.to for one in step.answers} - {"", *words}
        yield from (f"{step.word}: leads to {word}, which is no step" for word in sorted(unknown))


def _wrong_ways(kind: Kind) -> Iterator[str]:
    after = {step.word: {one.to for one in step.answers} for step in kind.steps}
    for word in after:
        if word not in _reached(after, kind.steps[0].word):
            yield f"{word}: never reached"
        if "" not in _reached(after, word):
            yield f"{word}: never ends"


def _reached(after: dict[str, set[str]], begin: str) -> set[str]:
    """Every step that answers lead to from here, with '' for an end."""
    reached, new = set[str](), {begin}
    while new:
        reached |= new
        new = set().union(*(after.get(word, set()) for word in new)) - reached
    return reached


def _wrong_parties(kind: Kind) -> Iterator[str]:
    for step in kind.steps:
        if not step.by or not step.answers:
            yield f"{step.word}: nobody to answer, or no answer"
        elif step.answers[0].by:
            yield f"{step.word}: its first answer is not by its parties"
        if step.sealed is not None and len(step.by) < 2:
            yield f"{step.word}: sealed, but only one party answers"

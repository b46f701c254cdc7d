"""Whole answers that are kept in this process while they are true."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

MOST = 64
TURN_SECONDS = 5
LONGEST_KEY = 200


@dataclass(frozen=True)
class Answer:
    """A kept answer: nothing in it belongs to one person or one request."""

    headers: tuple[tuple[str, str], ...]
    body: bytes


class KeptAnswers:
    """The last few answers, by tag and packing. The oldest goes first."""

    def __init__(self, most: int = MOST) -> None:
        self._most = most
        self._answers: OrderedDict[tuple[str, str], Answer] = OrderedDict()
        self._lock = threading.Lock()
        self._making = threading.Lock()

    def find(self, tag: str, packing: str) -> Answer | None:
        """The answer of this tag for a browser that unpacks ``packing``."""
        with self._lock:
            answer = self._answers.get((tag, packing))
            if answer is not None:
                self._answers.move_to_end((tag, packing))
            return answer

    @contextmanager
    def one_at_a_time(self) -> Iterator[None]:
        """Let one thread make the answer: when a board moves, everybody asks for the same. Nobody waits for long."""
        taken = self._making.acquire(timeout=TURN_SECONDS)
        try:
            yield
        finally:
            if taken:
                self._making.release()

    def keep(self, tag: str, packing: str, answer: Answer) -> None:
        """Keep the answer; an unusual ``packing`` is not worth the room."""
        if len(packing) > LONGEST_KEY:
            return
        with self._lock:
            self._answers[tag, packing] = answer
            while len(self._answers) > self._most:
                self._answers.popitem(last=False)

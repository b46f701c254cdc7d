"""The receivers of messages, and the kept facts."""

from __future__ import annotations

from collections.abc import Callable

from sqlmodel import select

from tests.beds.night import Night
from tests.support.push_service import Receiver
from webapp.push.models import PushAddress, PushNews

NURSE, HOUSE = "straatverpleegkundige", "opvang"

Hear = Callable[[str], Receiver]


def kept(night: Night) -> tuple[int, int]:
    with night.database.reading() as session:
        return len(session.exec(select(PushAddress)).all()), len(session.exec(select(PushNews)).all())

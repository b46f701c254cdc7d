"""A board on which nothing moves by itself."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from sqlmodel import select

from tests.beds.night import Night
from webapp import clock
from webapp.accounts.models import LoginSession
from webapp.beds.ledger.models import Count


@pytest.fixture
def still(night: Night) -> Night:
    """The clock stands at 20:00 today until a test moves it."""
    moment = datetime.now(clock.AMSTERDAM).replace(hour=20, minute=0, second=20, microsecond=0)
    night.monkeypatch.setattr(clock, "now", lambda: moment)
    with night.write() as session:
        for login in session.exec(select(LoginSession)).all():
            login.last_seen_at = moment
            session.add(login)
        for count in session.exec(select(Count)).all():
            count.counted_at = moment - timedelta(minutes=10)
            session.add(count)
    return night

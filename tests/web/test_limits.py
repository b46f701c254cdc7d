"""Limits on tries hold for all workers together and let go in time."""

from __future__ import annotations

from datetime import timedelta

import pytest

from webapp import clock
from webapp.db import Database
from webapp.errors import TooMany
from webapp.web import limits
from webapp.web.browsers import network_of


def test_tries_are_refused_over_the_limit_and_allowed_again_later(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        limits.count_try(database, "sign_in", "10.0.0.1", limit=3, seconds=60)
    with pytest.raises(TooMany) as caught:
        limits.count_try(database, "sign_in", "10.0.0.1", limit=3, seconds=60)
    assert 0 < caught.value.retry_after <= 61
    limits.count_try(database, "sign_in", "10.0.0.2", limit=3, seconds=60)
    later = clock.now() + timedelta(seconds=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    limits.count_try(database, "sign_in", "10.0.0.1", limit=3, seconds=60)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("192.0.2.1", "192.0.2.2", False),
        ("192.0.2.1", "::ffff:192.0.2.1", True),
        ("2001:db8:0:1::1", "2001:db8:0:1:ffff::2", True),
        ("2001:db8:0:1::1", "2001:db8:0:2::1", False),
        ("fe80::1%eth0", "fe80::2", True),
    ],
)
def test_a_network_is_an_ipv4_address_or_an_ipv6_64(one: str, other: str, same: bool) -> None:
    assert (network_of(one) == network_of(other)) is same

"""Hypothesis on the door: whatever a body holds, each item gets a status and never a crash.

Bodies come from the schema the server itself hands out, and then something in them is twisted.
"""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.bodies import body
from tests.support.client import Client
from webapp.db import new_id
from webapp.offline.registry import KINDS, schemas

DEVICES = {name: str(new_id()) for name in ("straatverpleegkundige", "jongerenwerker", "opvang")}
HOSTILE = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.floats(allow_nan=False, allow_infinity=False),
    st.text(max_size=40),
    st.sampled_from(
        ["", "\x00", "\u202e", "' or 1=1 --", "<script>", "{{7*7}}", "9" * 400, "0001-01-01", "-1", "é" * 5000]
    ),
    st.lists(st.integers(), max_size=3),
    st.dictionaries(st.text(max_size=5), st.integers(), max_size=3),
)
# A crash inside an item is answered with retry_later, so that counts as a crash here.
FINE = {"accepted", "duplicate", "conflict", "rejected"}


@st.composite
def bodies(draw: st.DrawFn, kind: str) -> dict[str, Any]:
    """A body as the schema asks for, often with one field twisted, missing or added."""
    made: dict[str, Any] = draw(body(schemas()[kind]["body"]))
    twist = draw(st.sampled_from(["none", "replace", "drop", "add"]))
    if twist == "replace" and made:
        made[draw(st.sampled_from(sorted(made)))] = draw(HOSTILE)
    elif twist == "drop" and made:
        made.pop(draw(st.sampled_from(sorted(made))))
    elif twist == "add":
        made[draw(st.text(max_size=10))] = draw(HOSTILE)
    return made


@pytest.mark.parametrize("user", sorted(DEVICES))
@pytest.mark.parametrize("kind", sorted(KINDS))
def test_body_gets_a_status_whatever_it_holds(demo_client: Client, kind: str, user: str) -> None:
    demo_client.sign_in(user)

    @settings(max_examples=8, deadline=None, suppress_health_check=list(HealthCheck))
    @given(st.lists(bodies(kind), min_size=1, max_size=5), st.one_of(st.none(), st.integers(0, 5)))
    def send(made: list[dict[str, Any]], base_version: int | None) -> None:
        operations = [
            {
                "id": str(new_id()),
                "kind": kind,
                "schema": 1,
                "seq": n,
                "client_time": "2026-11-22T21:40:05+01:00",
                "base_version": base_version,
                "body": one,
            }
            for n, one in enumerate(made, 1)
        ]
        answer = demo_client.post("/offline/operations", json={"device": DEVICES[user], "operations": operations})
        assert answer.status_code in (200, 400), answer.text
        if answer.status_code == 200:
            assert answer.json is not None
            for one, result in zip(made, answer.json["results"], strict=True):
                assert result["status"] in FINE, (one, result)
                if result["status"] == "rejected":
                    assert result["code"]
                    assert result["message"]

    send()

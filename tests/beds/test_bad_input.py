"""Impossible input: a Dutch sentence at the field and 422 in a form, a code and the field at the door."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, FULL, SECRET, Night, send
from tests.support.client import Client
from webapp import clock
from webapp.beds.admission import CLOSED
from webapp.beds.shelters.store import UNKNOWN_SHELTER
from webapp.db import new_id

pytestmark = pytest.mark.one_store
HUGE = str(10**30)
NUMBERS = ("-1", HUGE, "1e400", "9" * 5000, "1,5", "NaN", "veel", "\x00")
DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", "-1", HUGE, "gisteren")
KINDS = ("palace", "", HUGE, "mixed ")
PAST = "2020-01-01"
AT_FIELD = re.compile(r'<li><a href="#([^"]+)">([^<]+)</a>')
"""A field and its sentence in the summary above a form."""


@dataclass
class Bad:
    """A form that is right but for one field, and what may not stand there."""

    path: str
    by: str
    form: dict[str, Any]
    values: dict[str, tuple[str, ...]]
    at: dict[str, str] = field(default_factory=dict)
    """The id of the field on the page where it is not its name."""
    first: tuple[str, str, dict[str, str]] | None = None
    """The act that must come first for this form to exist."""


FORMS = [
    Bad(
        "/bedden/vragen",
        "straatverpleegkundige",
        {"shelter": "{shelter}", "category": "mixed", "age_group": "adult", "gender": "man", "persons": "1"},
        {
            "persons": (*NUMBERS, "0", "11"),
            "category": ("palace", HUGE, "families"),
            "age_group": ("", "oud"),
            "shelter": ("", "x", HUGE),
            "night": (*DAYS, PAST, "{tomorrow}"),
        },
    ),
    Bad(
        "/bedden/{shelter}/tellen",
        "opvang",
        {"category": "mixed", "base_version": "1", "free": "1"},
        {"free": (*NUMBERS, "", "25"), "category": ("palace", "", HUGE)},
        {"free": "free-mixed", "category": "inhoud"},
    ),
    Bad(
        "/bedden/{shelter}/inschrijven",
        "opvang",
        {"category": "mixed", "age_group": "adult", "persons": "1"},
        {
            "persons": (*NUMBERS, "0", "11"),
            "category": KINDS[:3],
            "expected_departure": (*DAYS, PAST),
            "own_contribution": ("-1", HUGE, "1e400", "1e-400", "9" * 5000, "NaN", "Infinity", "gratis", "7,505"),
        },
    ),
    Bad(
        "/bedden/{shelter}/sluiten",
        "opvang",
        {"category": "mixed", "places": "1", "reason": "broken"},
        {
            "places": (*NUMBERS, "0", "", "10000"),
            "category": KINDS[:3],
            "reason": ("", "zomaar"),
            "until": (*DAYS, PAST),
        },
    ),
    Bad(
        "/bedden/winterkou/aan",
        "beleid",
        {"ends_at": "{later}", "reason": "Strenge vorst", "shelter": "{shelter}", "places": "3"},
        {
            "ends_at": ("", PAST, "2020-01-01T12:00", "9999-12-31T23:59", "2200-01-01T12:00", HUGE, "morgen"),
            "begins_at": ("2020-01-01T12:00", "0001-01-01T00:00", "9999-12-31T23:59", HUGE),
            "places": (*NUMBERS, "0", "501"),
            "shelter": ("x", HUGE),
        },
    ),
    Bad(
        "/bedden/winterkou/bedden",
        "beleid",
        {"shelter": "{shelter}", "places": "3"},
        {"places": (*NUMBERS, "0", "", "501"), "shelter": ("", "x", HUGE)},
        first=("beleid", "/bedden/winterkou/aan", {"ends_at": "{later}", "reason": "Strenge vorst", "sure": "yes"}),
    ),
    Bad(
        "/bedden/winterkou/grens",
        "beleid",
        {"threshold": "-10"},
        {"threshold": ("-31", "11", HUGE, "-" + HUGE, "1e400", "9" * 5000, "koud")},
    ),
    Bad(
        "/bedden/buurregio/nieuw",
        "opvang",
        {"partner": "{partner}", "places": "2"},
        {"places": (*NUMBERS, "0", ""), "partner": ("", "x", HUGE, "{region}")},
    ),
    Bad(
        "/bedden/buurregio/{asked}/aanbieden",
        "opvang-almere",
        {"offered": "1", "until": "{soon}", "report_at": "Balie"},
        {
            "offered": (*NUMBERS, "0", "", "3"),
            "until": ("", PAST, "2020-01-01T12:00", "9999-12-31T23:59", "{later}", HUGE, "straks"),
        },
        first=("opvang", "/bedden/buurregio/nieuw", {"id": "{asked}", "partner": "{partner}", "places": "2"}),
    ),
    Bad(
        "/beheer/opvang/{shelter}/capaciteit",
        "beheer",
        {"kind": "mixed", "capacity": "24", "from_date": "{tomorrow}"},
        {"capacity": (*NUMBERS, "", "10001"), "kind": ("palace", "", "winter"), "from_date": ("", *DAYS, PAST)},
    ),
]


@pytest.fixture
def words(night: Night) -> dict[str, Any]:
    """The records that the forms above name."""
    shelter = night.shelter(AUTOMATIC)
    tonight = clock.tonight()
    return {
        "shelter": shelter.id,
        "region": shelter.region_id,
        "partner": night.shelter(AUTOMATIC, almere=True).region_id,
        "tomorrow": tonight + timedelta(days=1),
        "soon": f"{clock.local(clock.now() + timedelta(minutes=2)):%Y-%m-%dT%H:%M}",
        "later": f"{clock.local(clock.now() + timedelta(days=2)):%Y-%m-%dT%H:%M}",
        "asked": new_id(),
    }


@pytest.mark.parametrize("bad", FORMS, ids=lambda bad: bad.path)
def test_form_says_at_the_field_what_is_wrong(demo_app: Flask, words: dict[str, Any], bad: Bad):
    if bad.first:
        by, path, first = bad.first
        earlier = Client(demo_app, demo_app.response_class).sign_in(by)
        made = earlier.post(path.format(**words), data={key: text.format(**words) for key, text in first.items()})
        assert made.status_code == 303
    client = Client(demo_app, demo_app.response_class).sign_in(bad.by)
    wrong = []
    for name, values in bad.values.items():
        for value in values:
            form = {key: text.format(**words) for key, text in {**bad.form, name: value}.items()}
            answer = client.post(bad.path.format(**words), data={"id": str(new_id()), **form})
            told = dict(AT_FIELD.findall(answer.text))
            if answer.status_code != 422 or not told.get(bad.at.get(name, name)):
                wrong.append((name, value[:40], answer.status_code, told))
    assert wrong == []


COUNT = {"shelter": "{shelter}", "category": "mixed", "free": 1}
REQUEST = {"shelter": "{shelter}", "category": "mixed", "age_group": "adult"}
WALK_IN = {"shelter": "{shelter}", "category": "mixed", "age_group": "adult", "persons": 1}
NO_NUMBERS = (-1, 10**30, -(10**30), 1e300, "1e400", "9" * 5000, 1.5, "", [1], {})
NO_DAYS = ("0001-01-01", "9999-12-31", "2026-02-30", 10**30, "gisteren")
AT_THE_DOOR = [
    ("opvang", "bed.count", COUNT, "free", NO_NUMBERS),
    ("opvang", "bed.count", COUNT, "category", ("palace", "", 10**30, "families")),
    ("straatverpleegkundige", "bed.request", REQUEST, "persons", (*NO_NUMBERS, 0, 11)),
    ("straatverpleegkundige", "bed.request", REQUEST, "category", ("palace", "", 10**30, "families")),
    ("straatverpleegkundige", "bed.request", REQUEST, "night", (*NO_DAYS, "{tomorrow}", PAST)),
    ("opvang", "bed.check_in", WALK_IN, "persons", (*NO_NUMBERS, 0, 11)),
    ("opvang", "bed.check_in", WALK_IN, "category", ("palace", "", "families")),
    ("opvang", "bed.check_in", WALK_IN, "expected_departure", (*NO_DAYS, PAST)),
    ("opvang", "bed.check_in", WALK_IN, "own_contribution", (-1, 10**30, 1e300, "NaN", "Infinity", "1e400", "7,505")),
]


@pytest.mark.parametrize(("by", "kind", "body", "name", "values"), AT_THE_DOOR)
def test_door_says_with_a_code_what_is_wrong(
    demo_app: Flask, words: dict[str, Any], by: str, kind: str, body: dict[str, Any], name: str, values: tuple[Any, ...]
):
    client = Client(demo_app, demo_app.response_class).sign_in(by)
    wrong = []
    for value in values:
        item = {key: one.format(**words) if isinstance(one, str) else one for key, one in {**body, name: value}.items()}
        result = send(client, kind, item, base_version=1)
        if (result["status"], bool(result.get("code"))) != ("rejected", True) or not result["fields"].get(name):
            wrong.append((str(value)[:40], result))
    assert wrong == []


@pytest.mark.parametrize("number", ["1e400", "-1e400", "NaN"])
def test_number_that_no_store_holds_is_refused_at_the_door(worker: Client, words: dict[str, Any], number: str):
    body = {"shelter": str(words["shelter"]), "category": "mixed", "free": 7654321}
    item = {"id": str(new_id()), "kind": "bed.count", "schema": 1, "seq": 1, "client_time": clock.now().isoformat()}
    batch = json.dumps({"device": str(new_id()), "operations": [{**item, "body": body}]})
    answer = worker.post("/offline/operations", data=batch.replace("7654321", number), content_type="application/json")
    assert answer.json is not None
    assert [(one["status"], one["code"]) for one in answer.json["results"]] == [("rejected", "invalid_operation")]


@pytest.mark.parametrize("base", [-1, 10**30, 2**31 - 1, "1e400", 1.5, "x"])
def test_version_that_nobody_saw_counts_nothing(night: Night, worker: Client, words: dict[str, Any], base: Any):
    before = night.beds(AUTOMATIC, "mixed")
    body = {"shelter": str(words["shelter"]), "category": "mixed", "free": 1}
    assert send(worker, "bed.count", body, base_version=base)["status"] in ("rejected", "conflict")
    assert night.beds(AUTOMATIC, "mixed") == before


def test_shelter_of_others_is_not_there(night: Night, nurse: Client, worker: Client):
    """Another region's, a confidential one and one that never was, for who asks; and where one does not work."""
    strange = [night.shelter(AUTOMATIC, almere=True).id, night.shelter(SECRET).id, new_id()]
    for shelter in map(str, strange):
        asked = {"shelter": shelter, "category": "women", "age_group": "adult"}
        assert nurse.post("/bedden/vragen", data={"id": str(new_id()), **asked}).status_code == 404
        told = send(nurse, "bed.request", asked)
        assert (told["status"], told["code"], told["message"]) == ("rejected", "not_found", UNKNOWN_SHELTER)
    for shelter in map(str, [*strange, night.shelter(FULL).id]):
        for path in ("tellen", "inschrijven", "sluiten"):
            form = {"category": "mixed", "age_group": "adult", "free": "1", "base_version": "1", "places": "1"}
            answer = worker.post(f"/bedden/{shelter}/{path}", data={**form, "reason": "broken"})
            assert answer.status_code == 404, path
        for kind, more in (("bed.count", {"free": 1}), ("bed.check_in", {"age_group": "adult"})):
            told = send(worker, kind, {"shelter": shelter, "category": "mixed", **more}, base_version=1)
            assert (told["status"], told["code"]) == ("rejected", "not_found"), kind


def test_closed_shelter_is_said_at_the_field(night: Night, nurse: Client, worker: Client, words: dict[str, Any]):
    with night.write() as session:
        shelter = night.shelter(AUTOMATIC)
        shelter.closes_on = clock.tonight()
        session.add(shelter)
    form = {"shelter": str(shelter.id), "category": "mixed", "age_group": "adult"}
    for client, path, kind in (
        (nurse, "/bedden/vragen", "bed.request"),
        (worker, f"/bedden/{shelter.id}/inschrijven", "bed.check_in"),
    ):
        answer = client.post(path, data={"id": str(new_id()), **form})
        assert answer.status_code == 422
        assert dict(AT_FIELD.findall(answer.text))["shelter"] == CLOSED
        told = send(client, kind, form)
        assert (told["status"], told["code"], told["fields"]) == ("rejected", "closed", {"shelter": CLOSED})

"""``onderdak match``: the rules, the best whole, and what is said about it."""

from __future__ import annotations

import json
import random
from datetime import date
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings

from tests.rooms.matching.cases import files, room, youth
from webapp import cli


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Any:
    """Run the command on a file's content; give what it printed."""

    def command(data: Any, *options: str) -> Any:
        path = tmp_path / "match.json"
        path.write_text(data if isinstance(data, str) else json.dumps(data))
        assert cli.main(["match", str(path), *options]) == 0
        return json.loads(capsys.readouterr().out)

    return command


def allowed(y: dict[str, Any], r: dict[str, Any]) -> bool:
    """The hard rules as the contract writes them, one pair at a time."""
    start = date.fromisoformat(y["from_date"])
    age = start.year - y["birth_year"]
    gender = {"anyone": True, "women": y["gender"] == "woman", "men": y["gender"] == "man"}[r["accepts"]]
    return (
        r["rent"] <= y["max_rent"]
        and r["from_date"] <= y["from_date"]
        and (r["until_date"] is None or r["until_date"] > y["from_date"])
        and r["min_age"] <= age <= r["max_age"]
        and (not y["municipalities"] or r["municipality"] in y["municipalities"])
        and (not y["smoking"] or r["smoking_allowed"])
        and not ("smoke" in y["allergies"] and r["smoking_allowed"])
        and not set(y["allergies"]) & set(r["pets_present"])
        and (not y["pets"] or r["pets_allowed"])
        and gender
    )


def best(scores: dict[str, dict[str, int | None]], rooms: list[str]) -> tuple[int, int]:
    """Most pairs, then the highest sum, by trying everything."""
    youths = list(scores)
    places: list[str | None] = [*rooms, *[None] * len(youths)]
    found = (0, 0)
    for order in set(permutations(places, len(youths))):
        values = [scores[y][r] for y, r in zip(youths, order, strict=True) if r is not None]
        made = [value for value in values if value is not None]
        found = max(found, (len(made), sum(made)))
    return found


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=files())
def test_match_keeps_every_hard_rule_when_given_any_file(run: Any, data: dict[str, Any]) -> None:
    answer = run(data, "--scores")
    for y in data["youths"]:
        for r in data["rooms"]:
            assert (answer["scores"][y["id"]][r["id"]] is not None) == allowed(y, r)
    for pair in answer["pairs"]:
        assert pair["score"] == answer["scores"][pair["youth"]][pair["room"]]
        assert isinstance(pair["score"], int)
        assert pair["reasons"]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=files())
def test_match_makes_most_pairs_then_highest_sum_when_all_are_tried(run: Any, data: dict[str, Any]) -> None:
    answer = run(data, "--scores")
    made = (len(answer["pairs"]), sum(pair["score"] for pair in answer["pairs"]))
    assert made == best(answer["scores"], [r["id"] for r in data["rooms"]])
    placed = [pair["youth"] for pair in answer["pairs"]]
    assert len({pair["room"] for pair in answer["pairs"]}) == len(placed)
    assert sorted(placed + [row["youth"] for row in answer["unmatched"]]) == sorted(y["id"] for y in data["youths"])


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=files(most=7))
def test_match_answers_the_same_when_the_input_is_shuffled(run: Any, data: dict[str, Any]) -> None:
    first = run(data, "--scores")
    shuffled = {name: random.Random(7).sample(rows, len(rows)) for name, rows in data.items()}
    for row in [*shuffled["youths"], *shuffled["rooms"]]:
        for value in row.values():
            if isinstance(value, list):
                value.reverse()
    assert run(shuffled, "--scores") == first


@settings(max_examples=50, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=files())
def test_unmatched_names_every_room_when_someone_is_left_out(run: Any, data: dict[str, Any]) -> None:
    answer = run(data)
    for row in answer["unmatched"]:
        assert row["reasons"]
        told = " ".join(row["reasons"]).replace(",", " ").split()
        assert all(r["id"] in told for r in data["rooms"])


def test_reasons_name_rule_and_who_went_first_when_a_room_is_taken(run: Any) -> None:
    data = {
        "youths": [youth("y1"), youth("y2", attention_wanted=["quiet"])],
        "rooms": [room("r1"), room("r2", rent=900, pets_present=["cat"])],
    }
    answer = run(data)
    assert [(pair["youth"], pair["room"]) for pair in answer["pairs"]] == [("y1", "r1")]
    assert answer["unmatched"] == [
        {
            "youth": "y2",
            "reasons": ["rent: rent above max_rent: r2", "passed over in r1 for y1: score 77 against 117"],
        }
    ]


def test_scores_are_left_out_when_not_asked_for(run: Any) -> None:
    assert set(run({"youths": [], "rooms": []})) == {"pairs", "unmatched"}


def test_no_rooms_is_said_when_there_are_none(run: Any) -> None:
    assert run({"youths": [youth()], "rooms": []})["unmatched"] == [{"youth": "y1", "reasons": ["there are no rooms"]}]


def test_thousand_by_thousand_is_solved_when_a_whole_country_asks(run: Any) -> None:
    chance = random.Random(1)
    youths = [youth(f"y{n:04}", max_rent=chance.randint(300, 700)) for n in range(1000)]
    rooms = [room(f"r{n:04}", rent=chance.randint(300, 700)) for n in range(1000)]
    answer = run({"youths": youths, "rooms": rooms})
    rents = sorted(r["rent"] for r in rooms)
    fits = 0
    for most in sorted(y["max_rent"] for y in youths):
        fits += rents[fits] <= most
    assert len(answer["pairs"]) == fits


@pytest.mark.parametrize(
    ("who", "field", "value"),
    [
        ("youths", "gender", "girl"),
        ("youths", "birth_year", "2007"),
        ("youths", "max_rent", -1),
        ("youths", "max_rent", True),
        ("youths", "from_date", "2026-02-30"),
        ("youths", "smoking", "no"),
        ("youths", "pets", "cat"),
        ("youths", "allergies", ["smok"]),
        ("youths", "id", None),
        ("rooms", "rent", 450.5),
        ("rooms", "until_date", 5),
        ("rooms", "accepts", "girls"),
        ("rooms", "pets_allowed", None),
        ("rooms", "min_age", "18"),
        ("rooms", "alergies", []),
    ],
)
def test_match_refuses_with_item_field_and_reason_when_a_value_is_invalid(
    who: str, field: str, value: Any, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = {"youths": [youth("y1"), youth("y2")], "rooms": [room("r1"), room("r2")]}
    data[who][1][field] = value
    path = tmp_path / "match.json"
    path.write_text(json.dumps(data))
    assert cli.main(["match", str(path)]) == 1
    told = capsys.readouterr()
    assert told.out == ""
    item = f"{who[:-1]} {who[0]}2" if field != "id" else "youth number 2"
    assert f"{item}: {field}" in told.err
    assert len(told.err.split(": ", 3)[-1]) > 5


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", "no JSON"),
        ("[" * 100_000, "no JSON"),
        ('{"youths": [], "rooms": [{"rent": NaN}]}', "no JSON"),
        ("[]", "youths: a list is needed"),
        ('{"youths": []}', "rooms: a list is needed"),
        ('{"youths": [5], "rooms": []}', "youth number 1"),
    ],
)
def test_match_refuses_when_the_file_is_no_such_file(
    text: str, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "match.json"
    path.write_text(text)
    assert cli.main(["match", str(path)]) == 1
    assert told in capsys.readouterr().err


def test_match_refuses_choosing_by_gender_when_the_host_lives_elsewhere(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "match.json"
    path.write_text(json.dumps({"youths": [], "rooms": [room(accepts="women", host_lives_in=False)]}))
    assert cli.main(["match", str(path)]) == 1
    assert "room r1: accepts: other than anyone only where host_lives_in is true" in capsys.readouterr().err


def test_match_refuses_an_id_when_it_is_used_twice(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "match.json"
    path.write_text(json.dumps({"youths": [youth(), youth()], "rooms": []}))
    assert cli.main(["match", str(path)]) == 1
    assert "youth y1: id: used twice" in capsys.readouterr().err


def test_match_says_so_when_there_is_no_file(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["match", str(tmp_path / "absent.json")]) == 1
    assert "absent.json: No such file" in capsys.readouterr().err

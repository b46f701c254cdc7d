"""A file that holds a part of the directory says so, and coming in again it stops nothing."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import pytest

from tests.directory.packages import SERVICE
from tests.support.client import Client
from webapp.directory import flat_file
from webapp.directory.hsds import files

PAGE = "/wegwijzer/bestand"
STOPS, PART = "Niet in het bestand: stopt", "een deel van de wegwijzer"


@pytest.fixture
def keeper(demo_client: Client) -> Client:
    """A user whose organisation keeps two places: one for food, one for work."""
    demo_client.sign_in("jongerenwerker")
    for name, need in (("Deelproef eten", "food"), ("Deelproef werk", "work")):
        data = {"name": name, "provider": "Deelproef", "needs": need, "phone": "035 000 00 00"}
        assert demo_client.post("/wegwijzer/nieuw", data=data).status_code == 303
    return demo_client


def sent(client: Client, data: bytes, **more: str) -> str:
    form = {"bestand": (io.BytesIO(data), "wegwijzer.csv"), **more}
    answer = client.post(PAGE, data=form, content_type="multipart/form-data")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize("asked", [{"behoefte": "food"}, {"zoek": "deelproef eten"}])
def test_filtered_file_says_that_it_is_a_part_and_stops_nothing(keeper: Client, asked: dict[str, str]) -> None:
    saved = keeper.post("/wegwijzer", data={"vorm": "csv", **asked}).data
    assert "Deelproef eten" in saved.decode("utf-8-sig")
    assert "Deelproef werk" not in saved.decode("utf-8-sig")
    page = sent(keeper, saved)
    assert STOPS not in page
    assert PART in page
    assert "Niet gelezen" not in page, "the column means something here"


def test_change_in_a_part_is_written_and_the_rest_stays(keeper: Client) -> None:
    saved = keeper.post("/wegwijzer", data={"vorm": "csv", "behoefte": "food"}).data.decode("utf-8-sig")
    page = sent(keeper, saved.replace("035 000 00 00", "035 111 00 00").encode())
    assert "→ 035 111 00 00" in " ".join(page.split())
    kept = {name: page.split(f'name="{name}" value="')[1].split('"')[0] for name in ("inhoud", "gezien", "deel")}
    assert keeper.post(PAGE, data=kept).status_code == 303
    after = keeper.get(f"{PAGE}/wegwijzer.csv").data.decode("utf-8-sig")
    rows = {one["naam"]: one for one in csv.DictReader(io.StringIO(after, newline=""), delimiter=";")}
    assert rows["Deelproef eten"]["telefoon"] == "035 111 00 00"
    assert rows["Deelproef werk"]["status"] == rows["Deelproef eten"]["status"]


def test_part_without_the_column_stops_the_rest_unless_its_reader_says_so(keeper: Client) -> None:
    saved = keeper.post("/wegwijzer", data={"vorm": "csv", "behoefte": "food"}).data.decode("utf-8-sig")
    rows = list(csv.reader(io.StringIO(saved, newline=""), delimiter=";"))
    assert rows[0][-1] == "deel"
    bare = "\n".join(";".join(row[:-1]) for row in rows).encode()
    assert STOPS in sent(keeper, bare)
    assert STOPS not in sent(keeper, bare, deel="ja")


@pytest.mark.parametrize(("cell", "is_part"), [("ja", True), ("nee", False), ("", False), ("misschien", True)])
def test_of_an_unclear_word_nothing_stops(cell: str, is_part: bool) -> None:
    assert flat_file.parse(f"naam;deel\nInloop;{cell}\n".encode()).is_part == is_part


def test_whole_file_has_no_such_column() -> None:
    assert "deel" not in flat_file.write([], "Wegwijzer").heads
    assert "deel" in flat_file.write([], "Wegwijzer", is_part=True).heads


@pytest.mark.parametrize(
    ("said", "is_part"),
    [
        ([SERVICE], False),
        (SERVICE, True),
        ({"total_items": 40, "total_pages": 2, "page_number": 1, "contents": [SERVICE]}, True),
        ({"total_items": 1, "total_pages": 1, "page_number": 1, "contents": [SERVICE]}, False),
        ({"total_items": "many", "total_pages": None, "contents": [SERVICE]}, False),
        ({"services": [SERVICE]}, False),
    ],
)
def test_page_of_an_interface_is_a_part_by_its_own_counts(said: Any, is_part: bool) -> None:
    assert files.parse(json.dumps(said).encode(), ["Huizen"]).is_part == is_part

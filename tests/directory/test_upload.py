"""A file of the directory in the app: shown first, written for what its user keeps, and only as it was shown."""

from __future__ import annotations

import base64
import csv
import io
import re
from typing import Any

import pytest
from werkzeug.test import TestResponse

from tests.support.client import Client
from webapp.directory.flat_file import FIELDS

PAGE = "/wegwijzer/bestand"
KEEPER = "jongerenwerker"


@pytest.fixture
def keeper(demo_client: Client) -> Client:
    demo_client.sign_in(KEEPER)
    return demo_client


def exported(client: Client) -> list[dict[str, str]]:
    text = client.get(f"{PAGE}/wegwijzer.csv").data.decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=";"))


def as_file(rows: list[dict[str, str]]) -> bytes:
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, list(rows[0]), delimiter=";")
    writer.writeheader()
    writer.writerows(rows)
    return out.getvalue().encode()


def sent(client: Client, data: bytes, name: str = "wegwijzer.csv") -> TestResponse:
    return client.post(PAGE, data={"bestand": (io.BytesIO(data), name)}, content_type="multipart/form-data")


def confirmed(client: Client, shown: str, **more: Any) -> TestResponse:
    found = re.search(r'name="inhoud" value="([^"]+)"', shown), re.search(r'name="gezien" value="([^"]+)"', shown)
    assert found[0]
    assert found[1]
    return client.post(PAGE, data={"inhoud": found[0][1], "gezien": found[1][1], **more})


def new_row(**more: str) -> bytes:
    return as_file([{"naam": "Inloop De Boei (demo)", "organisatie": "Stichting Boei", "behoeften": "food",
                     "telefoon": "035 000 00 00", **more}])  # fmt: skip


def test_it_is_shown_and_then_written(keeper: Client):
    before = exported(keeper)
    shown = sent(keeper, new_row())
    assert shown.status_code == 200
    assert "Inloop De Boei (demo)" in shown.text
    assert len(exported(keeper)) == len(before), "nothing is written yet"
    assert confirmed(keeper, shown.text).status_code == 303
    rows = {row["naam"]: row for row in exported(keeper)}
    assert "Inloop De Boei (demo)" in rows
    again = sent(keeper, new_row(telefoon="035 111 11 11"))
    assert "→ 035 111 11 11" in " ".join(again.text.split())
    assert confirmed(keeper, again.text).status_code == 303
    assert "Niets verandert" in sent(keeper, new_row(telefoon="035 111 11 11")).text


def test_places_of_others_stay(keeper: Client):
    before = exported(keeper)
    shown = sent(keeper, new_row())
    confirmed(keeper, shown.text)
    after = {row["naam"]: row["status"] for row in exported(keeper)}
    for row in before:
        assert row["naam"] in after, "what is not in the file is another organisation's"


def test_what_was_not_shown_is_not_written(keeper: Client):
    shown = sent(keeper, new_row())
    other = base64.b64encode(new_row(naam="Iets anders (demo)")).decode()
    answer = confirmed(keeper, shown.text, inhoud=other)
    assert answer.status_code == 200
    assert "veranderde intussen" in answer.text
    assert all("(demo)" not in row["naam"] or "Iets anders" not in row["naam"] for row in exported(keeper))


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "Kies een bestand."),
        (b"x" * 400_000, "te groot"),
        (b"geen tabel", "naam"),
        (b'{"services": 5}', "plek"),
        (b"PK\x03\x04kapot", ""),
        (b"naam;bsn\nInloop;123456782\n", "BSN"),
        (b"naam;behoeften\nInloop;verzonnen\n", "Regel 2"),
        (b"\xff\xfe\x00naam", ""),
    ],
)
def test_bad_files_come_back_in_words(keeper: Client, data: bytes, said: str):
    answer = sent(keeper, data)
    assert answer.status_code == 422, answer.text[:500]
    assert said in answer.text


def test_a_spoiled_second_step_is_no_crash(keeper: Client):
    for inhoud in ("!!!", "AAAA", base64.b64encode(b"x").decode()):
        assert keeper.post(PAGE, data={"inhoud": inhoud, "gezien": "x"}).status_code == 422


@pytest.mark.parametrize("name", ["vrijwilliger", "verhuurder", "beleid"])
def test_only_who_keeps_the_directory(demo_client: Client, name: str):
    demo_client.sign_in(name)
    assert demo_client.get(PAGE).status_code == 403
    assert sent(demo_client, new_row()).status_code == 403
    assert demo_client.get(f"{PAGE}/wegwijzer.csv").status_code == 403


def test_what_goes_out_comes_in_unchanged(keeper: Client):
    assert "Niets verandert" in sent(keeper, as_file(exported(keeper))).text


def test_list_saved_as_a_file_comes_in_unchanged(keeper: Client):
    saved = keeper.post("/wegwijzer", data={"vorm": "csv"})
    assert saved.data.decode("utf-8-sig").splitlines()[0] == ";".join(FIELDS)
    assert "Niets verandert" in sent(keeper, saved.data).text

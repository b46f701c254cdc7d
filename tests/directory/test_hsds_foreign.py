"""HSDS of another house comes in with a preview that tells what means nothing here; a broken file is a sentence."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Callable
from typing import Any

import pytest

from tests.directory import packages
from tests.directory.packages import SERVICE
from webapp.directory import flat_file
from webapp.directory.flat_file import Row
from webapp.directory.hsds import files, package
from webapp.errors import Invalid
from webapp.sheets.reading import Unreadable

TOWNS = ["Hilversum", "Huizen"]


def schedule(**columns: Any) -> dict[str, Any]:
    return {"id": "x", "freq": "WEEKLY", "interval": 1, "opens_at": "09:00", "closes_at": "12:00", **columns}


def only_row(service: dict[str, Any]) -> tuple[Row, list[str]]:
    found = files.parse(json.dumps([service]).encode(), TOWNS)
    [row] = found.rows
    return row, found.left_out


def test_needs_and_towns_without_meaning_here_are_told_and_left_out():
    row, left_out = only_row(SERVICE)
    assert left_out == ["need Clothing bank (1×)", "municipality Amsterdam (1×)"]
    data, extra = flat_file.entry_of(row, {})
    assert (data.name, data.provider) == ("Soup Kitchen", "City Aid")
    assert (data.needs, data.municipalities) == (["food"], ["Huizen"])
    assert data.phone == "035 000 22 22"
    assert data.note == "Hot meals.\nTelefoon: 035 000 33 33 evenings"
    assert str(extra["checked_on"]) == "2026-10-01"


@pytest.mark.parametrize(
    ("rows", "hours", "note"),
    [
        ([schedule(byday="MO,TU")], "ma, di 9:00-12:00", ""),
        ([schedule(byday="MO"), schedule(byday="WE"), schedule(byday="TU")], "ma-wo 9:00-12:00", ""),
        ([schedule(byday="1TU,1WE", freq="MONTHLY")], "1e di, wo 9:00-12:00", ""),
        ([schedule(byday="-1FR", freq="monthly", opens_at="9:00:00+01:00")], "laatste vr 9:00-12:00", ""),
        ([schedule(byday="SA", opens_at="22:00", closes_at="02:00")], "za 22:00-2:00", ""),
        ([schedule(byday="SU", opens_at="00:00", closes_at="00:00")], "zo 0:00-24:00", ""),
        ([schedule(byday="MO", valid_from="2026-10-01", until="2026-12-31")],
         "vanaf 1-10-2026 t/m 31-12-2026: ma 9:00-12:00", ""),
        ([schedule(byday="MO", description="not on holidays")], "ma 9:00-12:00", "Open: not on holidays"),
        ([schedule(byday="MO", description="ma-vr 9:00-17:00")], "ma 9:00-12:00", "Open: ma-vr 9:00-17:00"),
        ([schedule(byday="MO", interval=2)], "",
         "Open: freq WEEKLY, interval 2, byday MO, opens_at 09:00, closes_at 12:00"),
        ([schedule(byday="MO", opens_at="09:00Z", notes="by phone")], "", "Open: by phone"),
        ([schedule(byday="1MO,2TU", freq="MONTHLY", description="twice")], "", "Open: twice"),
        ([schedule(byday="5MO", freq="MONTHLY", description="fifth")], "", "Open: fifth"),
        ([schedule(bymonthday="13", freq="MONTHLY", description="13th")], "", "Open: 13th"),
        ([schedule(byday="MO", opens_at="25:00", description="late")], "", "Open: late"),
        ([schedule(byday="MO", valid_from="soon", description="later")], "", "Open: later"),
        ([schedule(byday=["MO"], opens_at={"a": 1}, description=None)], "",
         "Open: freq WEEKLY, interval 1, closes_at 12:00"),
        ([{"id": "x"}], "", ""),
        ([{"id": "x", "description": "ma 9-17, 24-12-2026 dicht"}], "", "Open: ma 9-17, 24-12-2026 dicht"),
        ([{"id": "x", "description": "24-12-2026 dicht", "valid_from": "2026-12-24", "valid_to": "2026-12-24"}],
         "24-12-2026 dicht", ""),
    ],
)  # fmt: skip
def test_hours_are_lines_where_lines_can_say_them(rows: list[dict[str, Any]], hours: str, note: str):
    row, _ = only_row({**SERVICE, "description": "", "phones": [], "schedules": rows})
    assert ((row.said["hours"] or ""), (row.said["note"] or "")) == (hours, note)


def test_schedules_phones_and_addresses_of_a_location_count():
    place = {
        "location_type": "physical",
        "schedules": [schedule(byday="MO")],
        "phones": [{"number": "112"}],
        "addresses": [
            {"address_1": "PO box 1", "city": "Huizen", "address_type": "postal"},
            {"address_1": "Kerkstraat 1", "city": "Huizen", "postal_code": "1271 AA", "address_type": "physical"},
            {"address_1": "Laan 2", "city": "Hilversum", "address_type": "physical"},
        ],
    }
    row, _ = only_row({**SERVICE, "phones": [], "service_at_locations": [{"location": place}]})
    data, _ = flat_file.entry_of(row, {})
    assert (data.hours, data.phone) == ("ma 9:00-12:00", "112")
    assert (data.street, data.postcode, data.town) == ("Kerkstraat 1", "1271 AA", "Huizen")
    assert data.note == "Hot meals.\nOok op: Laan 2, Hilversum"


def test_secret_place_that_comes_with_an_address_is_a_mistake():
    place = {"addresses": [{"address_1": "Laan 2", "city": "Huizen", "address_type": "physical"}]}
    secret = {"id": "s", "taxonomy_term": {"id": "t", "code": "secret_address", "name": "x", "description": "x"}}
    row, _ = only_row({**SERVICE, "service_at_locations": [{"location": {**place, "attributes": [secret]}}]})
    with pytest.raises(Invalid) as refused:
        flat_file.entry_of(row, {})
    assert "Een geheim adres staat nergens" in str(refused.value.fields)


def test_text_too_long_for_its_field_goes_to_the_note():
    row, _ = only_row({**SERVICE, "phones": [], "eligibility_description": "x" * 300, "fees_description": "free"})
    data, _ = flat_file.entry_of(row, {})
    assert (data.for_whom, data.costs) == (None, "free")
    assert data.note == f"Hot meals.\nVoor wie: {'x' * 300}"


def test_package_in_a_folder_with_few_tables_is_read():
    data = packages.made(
        {
            "services.csv": [{"id": "a", "organization_id": "o", "name": "Soup", "status": "active"}],
            "organizations.csv": [{"id": "o", "name": "City Aid", "description": "Aid"}, {"id": "", "name": "Nobody"}],
            "phones.csv": [{"id": "p", "service_id": "a", "number": "112"}, {"id": "q", "number": "113"}],
            "attributes.csv": [
                {"id": "x", "link_id": "a", "link_entity": "service", "taxonomy_term_id": "t"},
                {"id": "y", "link_id": "a", "link_entity": "location", "taxonomy_term_id": "u"},
            ],
            "taxonomy_terms.csv": [{"id": "t", "code": "food", "name": "F"}, {"id": "u", "code": "work", "name": "W"}],
        },
        folder="export/",
    )
    [row] = files.parse(data, TOWNS).rows
    said = {name: row.said[name] for name in ("name", "provider", "phone", "needs")}
    assert said == {"name": "Soup", "provider": "City Aid", "phone": "112", "needs": ["food"]}
    assert row.number == 2


@pytest.mark.parametrize("wrapped", [lambda one: {"contents": [one]}, lambda one: {"services": [one]}, lambda one: one])
def test_page_of_an_interface_and_one_service_alone_are_read(wrapped: Callable[[Any], Any]):
    data = b"\xef\xbb\xbf \n" + json.dumps(wrapped(SERVICE)).encode()
    assert [row.said["name"] for row in files.parse(data, TOWNS).rows] == ["Soup Kitchen"]


def zipped(content: bytes, name: str = "services.csv", times: int = 1) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for n in range(times):
            packed.writestr(name if n == 0 else f"{n}.txt", content)
    return out.getvalue()


HEAD = b"id,name\n"
LOCKED = bytearray(zipped(HEAD))
LOCKED[6] |= 1
LOCKED[LOCKED.index(b"PK\x01\x02") + 8] |= 1


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        (b"PK", "stuk of op slot"),
        (zipped(HEAD)[:-10], "stuk of op slot"),
        (zipped(HEAD).replace(b"services.csv", b"services.cs\xff", 1), "stuk of op slot"),
        (bytes(LOCKED), "stuk of op slot"),
        (zipped(HEAD, "word/document.xml"), "geen services.csv"),
        (zipped(HEAD, times=201), "te groot"),
        (zipped(b"x" * (package.MOST_BYTES + 1)), "te groot"),
        (zipped(HEAD + b"a,b\n" * 50_001), "te groot"),
        (zipped(HEAD + b"a,\xff\n"), "services.csv"),
        (zipped(HEAD + b"a," + b"x" * 200_000), "services.csv"),
        (zipped(HEAD), "geen enkele plek"),
        (zipped(HEAD + b"a,b\n" * 5001), "geen enkele plek"),
        (b"x" * (package.MOST_BYTES + 1), "te groot"),
        (b"[", "geen JSON"),
        (b"{\xff}", "geen JSON"),
        (b"[" * 100_000, "geen JSON"),
        (b"[" + b"9" * 5000 + b"]", "geen JSON"),
        (b"[]", "geen enkele plek"),
        (b"[1, null]", "geen enkele plek"),
        (b'{"version": "3.0"}', "geen enkele plek"),
        (json.dumps([{**SERVICE, "phones": [{"number": "1"}], "name": n} for n in ("111222333", "123456782")]).encode(),
         "burgerservicenummers"),
        (b"", "geen enkele plek"),
    ],
)  # fmt: skip
def test_broken_file_is_a_sentence(data: bytes, sentence: str):
    with pytest.raises(Unreadable) as refused:
        files.parse(data, TOWNS)
    assert sentence in str(refused.value) % refused.value.values


ODD = [None, True, 1, 1.5, "", "\ud800", [], {}, [[]], [{}], [{"id": []}], {"id": {"id": 1}}, float("nan")]


@pytest.mark.parametrize("odd", ODD)
def test_value_of_another_kind_is_no_value(odd: Any):
    names = [*SERVICE, "schedules", "languages", "service_at_locations", "url", "minimum_age", "location"]
    for name in names:
        for service in ({**SERVICE, name: odd}, {**SERVICE, "service_at_locations": [{"location": {name: odd}}]}):
            assert files.parse(json.dumps([service]).encode(), TOWNS).rows[0].said["id"] != ""


def test_place_that_many_share_is_read_within_bounds():
    places = [{"id": str(n), "service_id": str(n), "location_id": "l"} for n in range(50)]
    shared = [{"id": str(n), "location_id": "l", "description": f"week {n}"} for n in range(20_000)]
    services = [{"id": str(n), "name": str(n)} for n in range(50)]
    locations = [{"id": "l", "location_type": "physical"}]
    data = packages.made(
        {
            "services.csv": services,
            "service_at_location.csv": places,
            "locations.csv": locations,
            "schedules.csv": shared,
        }
    )
    rows = files.parse(data, TOWNS).rows
    assert [len(row.said["note"].splitlines()) for row in rows] == [500] * 50


@pytest.mark.parametrize(
    ("area", "expected"),
    [
        ({"name": "Gemeente nul vier nul twee", "extent": "GM0402", "extent_type": "text"}, ["Hilversum"]),
        ({"name": None, "extent": "2022GM0402"}, ["Hilversum"]),
        ({"name": "", "extent": "0402"}, ["Hilversum"]),
        ({"name": "Huizen", "extent": "GM0402"}, ["Huizen"]),
        ({"name": "Elders", "extent": "GM9999"}, ["Elders"]),
        ({"name": "Elders", "extent": {"type": "Polygon"}}, ["Elders"]),
    ],
)
def test_a_municipality_is_known_by_its_code_too(area: dict[str, Any], expected: list[str]):
    read = files.parse(json.dumps([{**SERVICE, "service_areas": [area]}]).encode(), ["Hilversum", "Huizen"])
    assert read.rows[0].said["municipalities"] == expected

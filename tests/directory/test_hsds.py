"""The directory in HSDS 3.0: out and in again nothing is lost, and a secret place has no address in any byte."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date
from typing import Any
from uuid import UUID

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.directory import official, packages
from tests.directory.lines import LINES
from webapp.accounts import store as accounts
from webapp.accounts.models import Region
from webapp.db import Session
from webapp.directory import flat_file, importing, service, store
from webapp.directory.hsds import files, package
from webapp.directory.hsds.files import Exchange
from webapp.directory.inputs import EntryInput
from webapp.directory.kinds import Need, Status
from webapp.directory.models import Entry
from webapp.directory.typed_hours import write_hours
from webapp.validation import read

TOWNS = ["Hilversum", "Huizen", "Gooise Meren"]
_BASE = {"name": "Inloop", "needs": ["food"]}


@pytest.fixture
def region(session: Session) -> Region:
    return next(one for one in accounts.list_regions(session) if len(one.municipalities) > 1)


def entry(checked_by: str = "", **typed: Any) -> Entry:
    facts = service.facts(read(EntryInput, {**_BASE, **typed}))
    ids = {"id": UUID(int=7), "region_id": UUID(int=1), "organisation_id": UUID(int=2)}
    return Entry(**ids, **facts, checked_on=date(2026, 11, 1), checked_by=checked_by)


def returned(form: Exchange, given_entry: Entry) -> dict[str, Any]:
    """The columns of an entry that went out and came in."""
    [row] = files.parse(files.write(form, [given_entry], "gooi", "Gooi"), TOWNS).rows
    data, extra = flat_file.entry_of(row, {})
    return {"id": row.id, "checked_by": "", **service.facts(data), **extra}


def columns(given_entry: Entry, names: Mapping[str, Any]) -> dict[str, Any]:
    return given_entry.model_dump(include=set(names))


@pytest.mark.parametrize("form", list(Exchange))
def test_demo_goes_out_and_comes_in_unchanged(session: Session, region: Region, form: Exchange):
    entries = store.list_entries(session, region.id, also_stopped=True)
    data = files.write(form, entries, region.slug, region.name)
    assert data == files.write(form, entries, region.slug, region.name)
    read_back = files.parse(data, region.municipalities)
    found = importing.preview(session, region.id, read_back.rows)
    assert (found.new, found.changed, found.gone, found.wrong) == ([], [], [], [])
    assert len(found.same) == len(entries) > 10
    assert read_back.left_out == []
    (official.check_package if form is Exchange.hsds else official.check_json)(data)


@pytest.mark.parametrize(
    "spoil",
    [{"status": "sometimes"}, {"id": "7"}, {"name": None}, {"organization": {"id": "7"}}, {"phones": {}}],
)
def test_official_schemas_refuse_what_they_do_not_allow(spoil: dict[str, Any]):
    services = json.loads(files.write(Exchange.json, [entry()], "gooi", "Gooi"))
    official.check_json(json.dumps(services).encode())
    with pytest.raises(jsonschema.ValidationError):
        official.check_json(json.dumps([{**services[0], **spoil}]).encode())


def test_official_package_refuses_other_words_and_keys():
    for spoil in ({"status": "sometimes"}, {"organization": {"id": "7", "name": "A", "description": "A"}}):
        services = [{**json.loads(files.write(Exchange.json, [entry()], "gooi", "Gooi"))[0], **spoil}]
        with pytest.raises((AssertionError, ValueError)):
            official.check_package(package.write(services, "gooi", "Gooi"))


TEXT = st.text(st.characters(codec="utf-8", exclude_categories=["C", "Z"]), min_size=1, max_size=12)
WORDS = st.lists(TEXT, max_size=4).map(" ".join) | st.sampled_from(["a, b", ",", "a,b", "=1+1", '"a"; b', "Nederlands"])
ENTRIES = st.fixed_dictionaries(
    {"name": TEXT, "needs": st.lists(st.sampled_from([*map(str, Need)]), min_size=1, unique=True)},
    optional={
        **dict.fromkeys(("provider", "how", "costs", "for_whom", "languages", "accessible"), WORDS),
        "note": st.lists(WORDS, max_size=3).map("\n".join),
        "municipalities": st.lists(st.sampled_from(TOWNS), unique=True),
        "email": st.just("hulp@voorbeeld.nl"),
        "website": st.just("https://voorbeeld.nl/a?b=c,d"),
        "hours": LINES.map(write_hours),
        "min_age": st.integers(0, 20),
        "max_age": st.integers(20, 120),
        "state": st.sampled_from([*map(str, Status)]),
        "checked_by": st.sampled_from(["", "S. de Nurse", "s@voorbeeld.nl"]),
    },
)
ADDRESSES = st.fixed_dictionaries(
    {}, optional={"street": st.just("Laan 1940-1945 12 bis"), "postcode": st.just("1211 AB"), "town": TEXT}
) | st.just({"is_secret": "true"})
PHONES = st.just({}) | st.fixed_dictionaries(
    {"phone": st.sampled_from(["112", "035 000 11 22 (Ank)"]), "is_crisis": st.sampled_from(["true", "false"])}
)


@pytest.mark.parametrize("form", list(Exchange))
@given(ENTRIES, ADDRESSES, PHONES)
@settings(max_examples=60, deadline=None)
def test_any_entry_goes_out_and_comes_in_unchanged(form: Exchange, typed: Any, address: Any, phone: Any):
    given_entry = entry(**typed, **address, **phone)
    found = returned(form, given_entry)
    assert found == columns(given_entry, found)
    data = files.write(form, [given_entry], "gooi", "Gooi")
    if form is Exchange.hsds:
        packages.check(data)
        official.check_package(data)
    else:
        official.check_json(data)
        jsonschema.validate(json.loads(data), {"type": "array", "items": packages.json_schema("service")})


def test_same_data_has_the_same_ids_whatever_stands_beside_it():
    one, other = (json.loads(files.write(Exchange.json, [made], "a", "A"))[0] for made in two())
    assert one["phones"][0]["id"] == other["phones"][0]["id"]
    assert one["attributes"][0]["taxonomy_term"] == other["attributes"][0]["taxonomy_term"]


def two() -> tuple[Entry, Entry]:
    return entry(phone="112"), entry(phone="112", note="Nieuw")


@pytest.mark.parametrize("form", list(Exchange))
def test_secret_place_has_no_address_in_any_byte(form: Exchange):
    secret = entry(is_secret="true", phone="112", accessible="drempelvrij")
    for name in ("street", "postcode", "town"):
        setattr(secret, name, "Verborgenpad")
    data = files.write(form, [secret], "gooi", "Gooi")
    if form is Exchange.hsds:
        found = packages.tables(data)
        assert found["address"] == []
        assert [one["location_type"] for one in found["location"]] == ["virtual"]
        data = json.dumps(found).encode()
    assert b"Verborgenpad" not in data
    assert b"virtual" in data


def test_package_is_what_it_says(session: Session, region: Region):
    entries = store.list_entries(session, region.id)
    data = files.write(Exchange.hsds, entries, region.slug, region.name)
    packages.check(data)
    found = packages.tables(data)
    assert len(found["service"]) == len(entries)
    crisis = {one["id"] for one in found["taxonomy_term"] if one["code"] == "crisis"}
    assert {one["link_entity"] for one in found["attribute"] if one["taxonomy_term_id"] in crisis} == {"phone"}
    weekly = [one for one in found["schedule"] if one["description"] == "ma-do 9:00-12:30"]
    assert [(one["freq"], one["byday"], one["opens_at"], one["closes_at"]) for one in weekly] == [
        ("WEEKLY", "MO,TU,WE,TH", "09:00", "12:30")
    ]


def test_municipalities_go_out_with_their_codes():
    data = files.write(Exchange.json, [entry(municipalities=["Hilversum", "Huizen"])], "gooi", "Gooi")
    areas = json.loads(data)[0]["service_areas"]
    assert [(one["name"], one["extent"], one["extent_type"]) for one in areas] == [
        ("Hilversum", "GM0402", "text"),
        ("Huizen", "GM0406", "text"),
    ]

"""Possible duplicates: pairs are noted when somebody is written, and a person settles them."""

from __future__ import annotations

from typing import Any

from tests.contacts.acts import SignIn
from tests.support.door import Door
from webapp.db import new_id


def add(door: Door, alias: str, **more: Any) -> str:
    return door.accepted("client.add", {"alias": alias, "legal_basis": "wmo", **more})


def test_pair_is_noted_when_somebody_is_written_and_settled_by_a_person(door: Door):
    one = add(door, "Sjaak van Dubbelstein", birth_year=1960)
    other = add(door, "Dubbelstien van Sjaak", birth_year=1961)
    add(door, "Sjaak van Dubbelsteen", birth_year=1990)
    page = door.client.get("/clienten/dubbel").text
    assert page.count("Bekijk samen") >= 1
    assert f"/clienten/{min(one, other)}/samenvoegen?met={max(one, other)}" in page
    assert "Dubbelsteen" not in page, "another generation"
    assert "Misschien dezelfde: kijk" in door.client.get("/clienten").text
    settled = door.client.post("/clienten/twee-mensen", data={"one": one, "other": other, "are_two": "true"})
    after = door.client.get(settled.headers["Location"]).text
    assert "Dubbelstien" not in after
    assert "Ongedaan maken" in after
    assert "misschien dezelfde" not in door.client.get(f"/clienten/{one}").text
    door.client.post("/clienten/twee-mensen", data={"one": one, "other": other, "are_two": "false"})
    assert "Dubbelstien" in door.client.get("/clienten/dubbel").text
    renamed = {"alias": {"from": "Dubbelstien van Sjaak", "to": "Kees"}}
    door.accepted("client.edit", {"client": other, "changes": renamed})
    assert "Dubbelstein" not in door.client.get("/clienten/dubbel?zoek=dubbelstein").text.split('id="lijst"')[1]


def test_pair_of_one_batch(door: Door):
    door.seq += 2
    items = [
        {"id": str(new_id()), "kind": "client.add", "schema": 1, "seq": door.seq - 1 + at,
         "client_time": "2026-11-22T21:40:05+01:00", "body": {"alias": alias, "legal_basis": "wmo"}}
        for at, alias in enumerate(("Tweemaal Getikt", "Getikt Tweemaal"))
    ]  # fmt: skip
    answer = door.client.post("/offline/operations", json={"device": door.device, "operations": items}).get_json()
    assert [one["status"] for one in answer["results"]] == ["accepted"] * 2
    assert "Getikt Tweemaal" in door.client.get("/clienten/dubbel").text


def test_parted_are_not_offered_again(door: Door):
    gone, into = add(door, "Bram Tweeling"), add(door, "Bram Tweeling")
    assert "Bram Tweeling" in door.client.get("/clienten/dubbel").text
    door.accepted("client.merge", {"from": gone, "into": into})
    assert "Bram Tweeling" not in door.client.get("/clienten/dubbel").text
    door.accepted("client.unmerge", {"client": gone})
    assert "Bram Tweeling" not in door.client.get("/clienten/dubbel").text


def test_pair_of_others_is_not_settled(door: Door, sign_in: SignIn):
    one, other = add(door, "Bep Gelijk"), add(door, "Bep Gelijk")
    body = {"one": one, "other": other, "are_two": "true"}
    assert sign_in("straatverpleegkundige-almere").post("/clienten/twee-mensen", data=body).status_code == 404
    assert sign_in("opvang").post("/clienten/twee-mensen", data=body).status_code == 403

"""What was given of somebody who went into another record is given of the one that stays, and taken back with it."""

from __future__ import annotations

from tests.contacts.acts import SignIn, in_days, user_id
from tests.support.client import Client
from tests.support.door import Door
from webapp.db import Database
from webapp.handover import service


def sees(client: Client, person: str) -> bool:
    """True when this user reads where a hidden person is."""
    return "Huizen" in client.get(f"/clienten/{person}", follow_redirects=True).text


def same_person(door: Door, person: str) -> str:
    """A second record of the same person, which stays."""
    body = {"name": "Wietske Hoekstra", "legal_basis": "wmo", "whereabouts": "hidden", "municipality": "Huizen"}
    stays = door.accepted("client.add", body)
    door.accepted("client.merge", {"from": person, "into": stays})
    return stays


def test_share_goes_along_with_a_merge_and_ends_with_itself(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    share = {"client": person, "user": user_id(demo_database, colleague), "until": in_days(3)}
    made = door.accepted("client.share", share)
    other = sign_in(colleague)
    stays = same_person(door, person)
    assert sees(other, stays)
    with demo_database.transaction() as session:
        service.renew(session)
    assert sees(other, stays)
    assert "Wietske" in other.get("/contacten/nieuw/wie").text
    assert door.client.post(f"/overdracht/{made}/beeindigen").status_code == 303
    assert not sees(other, stays)


def test_share_shows_in_the_whole_caseload_of_a_phone(
    door: Door, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    gone, stays = (
        door.accepted("client.add", {"alias": f"Samengevoegde Sien {one}", "legal_basis": "wmo"}) for one in "ab"
    )
    door.accepted("client.share", {"client": gone, "user": user_id(demo_database, colleague), "until": in_days(3)})
    door.accepted("client.merge", {"from": gone, "into": stays})
    for browser in (sign_in(colleague), door.client):
        kept = browser.get("/offline/snapshot").get_json()["fragments"]
        assert f"/clienten/{gone}" not in kept
        assert kept[f"/clienten/{stays}"]["html"].count("Gedeeld met") == 1
        assert browser.get(f"/clienten/{stays}").text.count("Gedeeld met") == 1


def test_undo_of_a_merge_takes_back_what_went_along(
    door: Door, person: str, colleague: str, sign_in: SignIn, demo_database: Database
) -> None:
    share = {"client": person, "user": user_id(demo_database, colleague), "until": in_days(3)}
    door.accepted("client.share", share)
    stays = same_person(door, person)
    door.accepted("client.unmerge", {"client": person})
    other = sign_in(colleague)
    assert sees(other, person)
    assert not sees(other, stays)

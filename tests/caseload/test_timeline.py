"""A client's line of time: everything of every room, newest first, as far as each reader may see it."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from sqlmodel import select

from tests.beds.night import AUTOMATIC, Night
from tests.beds.stays.acts import arrive, check_out
from tests.caseload.acts import relate
from tests.contacts.acts import SignIn, in_days
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.audit.models import AccessEntry
from webapp.caseload.lines import LINES
from webapp.caseload.pages import PER_PAGE

Body = Callable[..., dict[str, Any]]


@pytest.fixture
def client(door: Door) -> str:
    """Somebody the nurse works with."""
    return door.accepted("client.add", {"name": "Tijdlijn Demo", "legal_basis": "wgbo"})


def titles(html: str) -> list[str]:
    """The moments of a page, as it shows them."""
    found = re.findall(r'<li data-record="[^"]+">.*?<strong>(.*?)</strong>', html, re.DOTALL)
    return [re.sub(r"<[^>]+>", "", one) for one in found]


def test_line_tells_everything_newest_first(door: Door, night: Night, contact: Body, client: str) -> None:
    follow_up = {"text": "Huisarts bellen", "due_on": in_days(1)}
    made = door.accepted("contact.log", contact(client=client, note="Had koorts.", follow_up=follow_up))
    night.pass_time(minutes=5)
    door.accepted("follow_up.complete", {"follow_up": made, "outcome": "Afspraak om tien uur"})
    night.pass_time(minutes=5)
    changes = {"municipality": {"from": None, "to": "Huizen"}, "alias": {"from": None, "to": "Tijger"}}
    door.accepted("client.edit", {"client": client, "changes": changes})
    night.pass_time(minutes=5)
    stay = arrive(night, night.ask(client=client))
    page = door.client.get(f"/clienten/{client}").text
    shown = titles(page)
    assert shown[:2] == [f"{what}, Opvang {AUTOMATIC} (demo)" for what in ("Kwam slapen", "Bed gevraagd")]
    assert shown[2].startswith("Gewijzigd: ")
    assert shown[3] == "Gedaan"
    assert set(shown[4:6]) == {"Straat, Bij het viaduct", "Afgesproken voor morgen"}
    assert shown[6:] == ["Toegevoegd aan cliënten"]
    for words in (
        "Had koorts.",
        "Huisarts bellen",
        "Afspraak om tien uur",
        "leeg → Huizen",
        "slaapt daar nu",
        "Buiten",
    ):
        assert words in page, words
    assert re.search(r"vandaag \d\d:\d\d", page)
    night.pass_time(minutes=60)
    check_out(night, stay)
    assert "slaapt daar nu" not in door.client.get(f"/clienten/{client}").text


@pytest.mark.parametrize(
    ("kind", "shown"),
    [("contact", "Straat, Bij het viaduct"), ("afspraak", "Afgesproken voor morgen"), ("wijziging", "Toegevoegd aan")],
)
def test_line_shows_one_kind(door: Door, contact: Body, client: str, kind: str, shown: str) -> None:
    door.accepted("contact.log", contact(client=client, follow_up={"text": "Bellen", "due_on": in_days(1)}))
    found = titles(door.client.get(f"/clienten/{client}?soort={kind}").text)
    assert len(found) == 1
    assert found[0].startswith(shown)


def test_line_is_read_on_page_by_page_and_nothing_is_left_out_or_twice(door: Door, contact: Body, client: str) -> None:
    moment = (clock.now() - timedelta(days=2)).isoformat()
    ids = {
        door.accepted("contact.log", contact(client=client, occurred_at=moment, note=f"Nummer {n}"))
        for n in range(PER_PAGE + 7)
    }  # all at one moment: a place in the line is more than its time
    address, seen, pages = f"/clienten/{client}?soort=contact", [], 0
    while address:
        page = door.client.get(address).text
        seen += re.findall(r'<li data-record="([^"]+)">', page)
        found = re.search(r'href="([^"#]+)#h-line" rel="next"', page)
        address, pages = found[1].replace("&amp;", "&") if found else "", pages + 1
    assert sorted(seen) == sorted(ids)
    assert pages == 2


@pytest.mark.parametrize("query", ["soort=x", "voor=x", "voor=20261131T000000.0_x", "voor=_", "soort=&voor="])
def test_query_that_means_nothing_is_the_beginning(door: Door, client: str, query: str) -> None:
    answer = door.client.get(f"/clienten/{client}?{query}")
    assert answer.status_code == 200
    assert titles(answer.text) == ["Toegevoegd aan cliënten"]


def test_each_room_decides_what_a_reader_sees(
    door: Door, sign_in: SignIn, night: Night, contact: Body, client: str
) -> None:
    door.accepted("contact.log", contact(client=client, note="Van de verpleegkundige"))
    night.ask(client=client)
    youth = Door(sign_in("jongerenwerker"))
    assert youth.client.get(f"/clienten/{client}").status_code == 404, "of another organisation"

    relate(night, "jongerenwerker", client)
    page = youth.client.get(f"/clienten/{client}").text
    assert "Van de verpleegkundige" in page, "contacts go by the working relation"
    assert "Bed gevraagd" not in page, "a request by the organisation of its asker"
    asked = {"client": client, "birth_year": 2006, "municipalities": [], "max_rent": 400, "from_date": in_days(9),
             "pets": [], "smoking": False, "allergies": [], "attention_wanted": []}  # fmt: skip
    youth.accepted("room.request", asked)
    assert "Kamer gevraagd" in youth.client.get(f"/clienten/{client}").text
    assert "Kamer gevraagd" not in door.client.get(f"/clienten/{client}").text
    assert sign_in("straatverpleegkundige-almere").get(f"/clienten/{client}").status_code == 404
    assert sign_in("opvang").get(f"/clienten/{client}").status_code in (403, 404)


def test_colleague_is_not_told_where_somebody_with_a_safety_flag_is(
    door: Door, sign_in: SignIn, night: Night, contact: Body, client: str, colleague: str
) -> None:
    door.accepted("contact.log", contact(client=client))
    moved = {"municipality": {"from": None, "to": "Weesp"}, "whereabouts": {"from": "open", "to": "hidden"}}
    door.accepted("client.edit", {"client": client, "changes": moved})
    night.ask(client=client)
    page = sign_in(colleague).get(f"/clienten/{client}").text
    for words in ("Bij het viaduct", "Weesp", AUTOMATIC, "Buiten"):
        assert words not in page, words
    own = door.client.get(f"/clienten/{client}").text
    assert [words for words in ("Bij het viaduct", "Weesp", AUTOMATIC) if words not in own] == []


def test_every_shown_record_is_in_the_access_log(
    door: Door, night: Night, contact: Body, client: str, nurse: Client
) -> None:
    made = door.accepted("contact.log", contact(client=client))
    request = night.ask(client=client)
    nurse.get(f"/clienten/{client}")
    with night.database.reading() as session:
        logged = session.exec(select(AccessEntry.subject_id).where(AccessEntry.action == "read")).all()
    assert {str(one) for one in logged} >= {made, client, str(request.id)}


def test_words_of_lines_are_told_apart() -> None:
    assert len({line.word for line in LINES}) == len(LINES)


def test_referral_stands_in_the_line_of_those_it_is_between(
    door: Door, sign_in: SignIn, night: Night, client: str
) -> None:
    page = door.client.get("/doorverwijzingen/nieuw").text
    places = dict(re.findall(r'<option value="([0-9a-f-]{36})"[^>]*>([^<]+)', page))
    youth = next(id_ for id_, name in places.items() if name.strip().startswith("Jongerenwerk"))
    door.accepted("referral.send", {"client": client, "entry": youth, "purpose": "Hulp bij de huur", "consent": True})
    page = door.client.get(f"/clienten/{client}?soort=doorverwijzing").text
    assert [one.removeprefix("Doorverwezen naar ")[:12] for one in titles(page)] == ["Jongerenwerk"]
    assert "Hulp bij de huur" in page
    relate(night, "jongerenwerker", client)
    assert "Hulp bij de huur" in sign_in("jongerenwerker").get(f"/clienten/{client}").text
    relate(night, "coordinator", client)
    assert sign_in("coordinator").get(f"/clienten/{client}").status_code == 403

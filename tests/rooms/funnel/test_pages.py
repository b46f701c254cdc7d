"""``/kamers/trechter``: the page, the JSON, the records behind a number, the target; for each reader their part."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest
from flask import Flask

from tests.rooms.matches.acts import Match
from tests.rooms.walk import faults, offer_form
from tests.support.client import Client
from webapp import clock

HOME = "/kamers/trechter"
STEPS = ["hosts", "screened", "rooms", "proposals", "introductions", "tenancies", "going_6", "going_12"]


def figures(client: Client, query: str = "") -> dict[str, Any]:
    response = client.get(f"{HOME}{query}", headers={"Accept": "application/json"})
    assert response.status_code == 200
    found: dict[str, Any] = response.get_json()
    return found


def step(client: Client, word: str, query: str = "") -> dict[str, Any]:
    return next(one for one in figures(client, query)["steps"] if one["step"] == word)


def test_json_has_the_shape_of_the_contract(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    found = figures(demo_client)
    assert set(found) == {"target", "steps"}
    assert [one["step"] for one in found["steps"]] == STEPS
    assert all(set(one) == {"step", "reached", "lost", "median_days"} for one in found["steps"])


def test_host_who_falls_away_is_counted_with_the_reason(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    before = figures(demo_client)["steps"]
    room = demo_client.post("/kamers/nieuw", data=offer_form()).location
    added = figures(demo_client)["steps"]
    assert [added[n]["reached"] - before[n]["reached"] for n in range(3)] == [1, 1, 1]
    demo_client.post(f"{room}/afgevallen", data={"reason": "not_safe"})
    after = figures(demo_client)["steps"]
    assert after[2]["reached"] == before[2]["reached"]
    assert after[1]["lost"]["not_safe"] - before[1]["lost"].get("not_safe", 0) == 1
    demo_client.post(f"{room}/terug")
    assert figures(demo_client)["steps"][:3] == added[:3]


NUMBERED = re.compile(r'<li>(.*?)</li>|<td class="numeric">(.*?)</td>', re.DOTALL)
ROW = '<li><a class="row" href="/kamers/'


def numbers_of(page: str) -> list[tuple[str, int | None, str]]:
    """The words beside every number of the funnel, the number (None is a time), and the address that it opens.

    The years to choose from, the target and its history are no counts of records.
    """
    main = page[page.index("<main") : page.index("</main>")]
    found = []
    for row, cell in NUMBERED.findall(main):
        said = " ".join(re.sub(r"<[^>]+>", " ", row or cell).split())
        counted = re.search(r"<b[^>]*>\D*?(\d+)\D*?</b>", row) or re.search(r"(\d+)\D*$", said)
        link = re.search(rf'href="({HOME}/[^"]+)"', row or cell)
        if counted and int(counted[1]):
            is_time = bool(re.search(r"dag(en)?$", said))
            found.append((said, None if is_time else int(counted[1]), unescape(link[1]) if link else ""))
    return found


def count_rows(reader: Client, address: str) -> int:
    """How many records a list has, over all its pages."""
    found, number = 0, 1
    while True:
        page = reader.get(f"{address}{'&' if '?' in address else '?'}pagina={number}")
        assert page.status_code == 200, address
        found += page.text.count(ROW)
        if page.text.count(ROW) < 20:
            return found
        number += 1


@pytest.mark.parametrize(
    "query", ["", "?jaar=alle", "?gemeente=Blaricum", "?kanaal=flyer&jaar=alle", "?kanaal=niet-gezegd"]
)
def test_every_number_opens_the_records_it_counted(demo_app: Flask, query: str) -> None:
    match = Match(demo_app).propose()
    match.says(match.worker, "proposal", "no", reason="too_far")
    reader = match.coordinator
    room = reader.post("/kamers/nieuw", data=offer_form(municipality="Blaricum")).location
    reader.post(f"{room}/afgevallen", data={"reason": "not_safe"})
    page = reader.get(f"{HOME}{query}").text
    numbers = numbers_of(page)
    assert len(numbers) > 8, "the page changed: this test looks at nothing"
    assert [said for said, _number, link in numbers if not link] == []
    counted = {link: number for _said, number, link in numbers if number is not None}
    assert {link: count_rows(reader, link) for link in counted} == counted
    if query in ("", "?jaar=alle"):
        shown = "".join(counted)
        for part in (f"{HOME}/regel/", "kanaal=", "gemeente=", "reden=too_far", "reden=alle", "kanaal=niet-gezegd"):
            assert part in shown, part
        assert room in reader.get(f"{HOME}/screened?reden=not_safe").text


def test_youths_behind_a_rule_are_shown_to_their_coordinators_alone(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    rule = next(link for _said, _number, link in numbers_of(demo_client.get(HOME).text) if "/regel/" in link)
    mine = set(re.findall(r"/kamers/verzoeken/[0-9a-f-]{36}", demo_client.get(rule).text))
    assert mine
    assert demo_client.get(f"{HOME}/regel/nergens").status_code == 404
    demo_client.sign_in("coordinator-almere")
    assert not mine & set(re.findall(r"/kamers/verzoeken/[0-9a-f-]{36}", demo_client.get(rule).text))
    for name in ("beleid", "vrijwilliger", "verhuurder", "jongerenwerker"):
        demo_client.sign_in(name)
        assert demo_client.get(rule).status_code == 403


def test_parts_are_filtered_by_place_and_channel(demo_client: Client) -> None:
    demo_client.sign_in("coordinator")
    whole = step(demo_client, "hosts")["reached"]
    demo_client.post("/kamers/nieuw", data=offer_form(municipality="Blaricum"))
    assert step(demo_client, "hosts")["reached"] == whole + 1
    some = [step(demo_client, "hosts", f"?gemeente={name}")["reached"] for name in ("Blaricum", "Hilversum")]
    assert some[0] >= 1
    assert sum(some) <= whole + 1
    assert step(demo_client, "hosts", "?kanaal=flyer")["reached"] < whole
    assert step(demo_client, "hosts", "?gemeente=Nergens")["reached"] == 0
    assert step(demo_client, "hosts", "?jaar=2020")["reached"] == 0
    assert step(demo_client, "hosts", "?jaar=alle")["reached"] == whole + 1
    assert "Alleen Blaricum" in demo_client.get(f"{HOME}?gemeente=Blaricum").text


def test_target_is_a_row_that_stays(demo_client: Client) -> None:
    year = clock.today().year
    demo_client.sign_in("beleid")
    for number, source in (("10", "Regioplan"), ("12", "Raadsbesluit")):
        sent = {"target": number, "source": source}
        assert demo_client.post(f"{HOME}?jaar={year}", data=sent).status_code == 303
    assert figures(demo_client)["target"] == 12
    page = demo_client.get(HOME).text
    assert "Raadsbesluit" in page
    assert "Regioplan" in page
    demo_client.sign_in("beleid-almere")
    assert figures(demo_client)["target"] is None
    demo_client.sign_in("coordinator")
    wrong = demo_client.post(f"{HOME}?jaar={year}", data={"target": "veel"})
    assert wrong.status_code == 422
    assert "target" in faults(wrong.text)
    assert demo_client.post(f"{HOME}?jaar=alle", data={"target": "5"}).status_code == 404
    assert demo_client.post(f"{HOME}?jaar=1999", data={"target": "5"}).status_code == 404


@pytest.mark.one_store
def test_reader_of_aggregates_gets_no_part_and_no_person(demo_client: Client) -> None:
    demo_client.sign_in("beleid")
    page = demo_client.get(HOME).text
    inside = page[page.index("<main") : page.index("</main>")]
    assert "Demo" not in inside
    assert f"{HOME}/" not in inside
    assert "Flyer" not in inside  # a host of this quarter came by it
    for query in ("?gemeente=Huizen", "?kanaal=flyer", "?jaar=alle"):
        assert demo_client.get(f"{HOME}{query}").status_code == 404
        assert demo_client.get(f"{HOME}{query}", headers={"Accept": "application/json"}).status_code == 404
    assert demo_client.get(f"{HOME}/hosts").status_code == 403
    for one in figures(demo_client)["steps"]:
        assert one["reached"] is None or one["reached"] == 0 or one["reached"] >= 5


@pytest.mark.one_store
@pytest.mark.parametrize("name", ["jongerenwerker", "vrijwilliger", "verhuurder", "beheer", "opvang"])
def test_funnel_is_for_coordinators_and_policy(demo_client: Client, name: str) -> None:
    demo_client.sign_in(name)
    assert demo_client.get(HOME).status_code == 403
    assert demo_client.get(f"{HOME}/hosts").status_code == 403
    assert demo_client.post(HOME, data={"target": "5"}).status_code == 403


@pytest.mark.one_store
@pytest.mark.parametrize(
    "address", ["?jaar=1999", "?jaar=abcd", "?jaar=9999", "/nergens", "/hosts?reden=%3Cscript%3E", "/hosts?jaar=x"]
)
def test_address_that_is_none_is_not_found(demo_client: Client, address: str) -> None:
    demo_client.sign_in("coordinator")
    assert demo_client.get(f"{HOME}{address}").status_code == 404


@pytest.mark.one_store
def test_other_region_has_its_own_numbers(demo_client: Client) -> None:
    demo_client.sign_in("coordinator-almere")
    before = figures(demo_client)
    demo_client.sign_in("coordinator")
    room = str(demo_client.post("/kamers/nieuw", data=offer_form()).location)
    demo_client.sign_in("coordinator-almere")
    assert figures(demo_client) == before
    assert room not in demo_client.get(f"{HOME}/hosts").text


def test_match_is_counted_with_the_reason_of_its_no(demo_app: Flask) -> None:
    match = Match(demo_app)
    reader = match.coordinator
    before = {one["step"]: one for one in figures(reader)["steps"]}
    match.propose()
    assert step(reader, "proposals")["reached"] == before["proposals"]["reached"] + 1
    assert step(reader, "introductions")["reached"] == before["introductions"]["reached"]
    assert match.says(match.worker, "proposal", "no", reason="too_far") == 303
    after = step(reader, "proposals")
    assert after["lost"]["too_far"] == before["proposals"]["lost"].get("too_far", 0) + 1
    assert match.url in reader.get(f"{HOME}/proposals?reden=too_far").text
    assert match.url in reader.get(f"{HOME}/proposals").text
    assert reader.get(f"{HOME}/proposals?reden=no_permission").status_code == 404
    match.room = match.offer()
    match.introduced()
    assert step(reader, "introductions")["reached"] == before["introductions"]["reached"] + 1
    assert step(reader, "introductions")["median_days"] == 0
    assert [step(reader, word)["reached"] for word in ("going_6", "going_12")] == [0, 0]
    hidden = figures(match.browser("beleid"))["steps"]
    assert all(one["reached"] in (None, 0) for one in hidden)


@pytest.mark.one_store
def test_room_that_was_proposed_stays_counted_when_it_falls_away(demo_app: Flask) -> None:
    match = Match(demo_app).propose()
    before = step(match.coordinator, "rooms")
    assert match.says(match.host, "proposal", "no", reason="house_mates") == 303
    match.coordinator.post(f"/kamers/{match.room}/afgevallen", data={"reason": "changed_mind"})
    after = step(match.coordinator, "rooms")
    assert after["reached"] == before["reached"]
    assert after["lost"]["changed_mind"] == before["lost"].get("changed_mind", 0) + 1


@pytest.mark.one_store
def test_nobody_is_lost_when_a_host_withdraws_in_the_middle_of_thinking(demo_app: Flask) -> None:
    match = Match(demo_app).introduced()
    before = by_step(match.coordinator)
    assert match.host.post(f"/kamers/mijn/{match.room}/stoppen", data={"reason": "changed_mind"}).status_code == 303
    after = by_step(match.coordinator)
    assert [after[word]["reached"] for word in STEPS] == [before[word]["reached"] for word in STEPS]
    assert more(after, before) == {("introductions", "host_stopped"): 1, ("rooms", "changed_mind"): 1}
    assert match.url in match.coordinator.get(f"{HOME}/introductions?reden=host_stopped").text


def by_step(reader: Client) -> dict[str, Any]:
    return {one["step"]: one for one in figures(reader)["steps"]}


def more(after: dict[str, Any], before: dict[str, Any]) -> dict[tuple[str, str], int]:
    """The losses that came: step and reason, and how many."""
    return {
        (word, reason): number - before[word]["lost"].get(reason, 0)
        for word, one in after.items()
        for reason, number in one["lost"].items()
        if number != before[word]["lost"].get(reason, 0)
    }

"""The public page of youths: agreed, in fixed words, from five on, off at once, and a channel of hosts."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from flask import Flask
from sqlmodel import select

from tests.rooms.screening.acts import fresh
from tests.rooms.walk import ANSWERS, START, answer, ask, url_of
from tests.support.client import Client
from webapp import clock
from webapp.people.models import Client as Person
from webapp.rooms.models import Host, RoomRequest
from webapp.rooms.showing.models import YouthShowing

PAGE, SWITCH = f"{START}/jongeren", "/kamers/openbaar"
NAMES = ("Zoë", "Demo", "Hilversum", "Huizen", "2007", "opleiding")


def shown(client: Client, **more: Any) -> str:
    """A youth who agreed; gives the request's address."""
    url = ask(client, pets=[], allergies=[], **more)
    assert publish(client, url).status_code == 303
    return url


def publish(client: Client, url: str, **more: Any) -> Any:
    said = {"attention": ["meals", "quiet"], "day_activity": "school", "agreed_on": clock.today().isoformat()}
    return client.post(f"{url}/openbaar", data=said | more)


def cards(app: Flask) -> int:
    return fresh(app).get(PAGE).text.count("<strong>Een jongere</strong>")


@pytest.fixture
def on(demo_app: Flask) -> Client:
    """A coordinator of a region that shows youths."""
    coordinator = fresh(demo_app).sign_in("coordinator")
    assert coordinator.post(SWITCH, data={"on": "true"}).status_code == 303
    return coordinator


def test_shows_nobody_below_five_and_nothing_of_a_person(demo_app: Flask, demo_client: Client, on: Client) -> None:
    urls = [shown(demo_client, alias=f"Demo Zoë {n} (test)") for n in range(4)]
    assert cards(demo_app) == 0
    urls.append(shown(demo_client, alias="Demo Zoë vijf (test)"))
    page = fresh(demo_app).get(PAGE).text
    assert page.count("<strong>Een jongere</strong>") == 5
    main = re.search(r"<main.*?</main>", page, re.S)
    assert main
    for word in NAMES:
        assert word not in main[0], word
    assert not any(url.rsplit("/", 1)[1] in page for url in urls), "no id leads from the page to a youth"
    assert demo_client.post(f"{urls[0]}/openbaar/eraf").status_code == 303
    assert cards(demo_app) == 0, "off at once, and four are too few"


def test_is_off_until_the_region_switches_it_on(demo_app: Flask, demo_client: Client) -> None:
    for n in range(5):
        shown(demo_client, alias=f"Demo Uit {n} (test)")
    assert cards(demo_app) == 0
    coordinator = fresh(demo_app).sign_in("coordinator")
    coordinator.post(SWITCH, data={"on": "true"})
    assert cards(demo_app) == 5
    coordinator.post(SWITCH, data={"on": "false"})
    assert cards(demo_app) == 0
    for user in ("jongerenwerker", "vrijwilliger", "beheer"):
        assert fresh(demo_app).sign_in(user).post(SWITCH, data={"on": "true"}).status_code == 403


def test_only_who_still_looks_and_is_not_secret(demo_app: Flask, demo_client: Client, on: Client) -> None:
    urls = [shown(demo_client, alias=f"Demo Zoekt {n} (test)") for n in range(7)]
    assert cards(demo_app) == 7
    demo_client.post(f"{urls[0]}/intrekken", data={"reason": "changed_mind"})
    assert cards(demo_app) == 6
    with demo_app.extensions["database"].transaction() as session:
        asked = session.get_one(RoomRequest, UUID(urls[1].rsplit("/", 1)[1]))
        person = Person(
            region_id=asked.region_id, organisation_id=asked.organisation_id, alias="Demo Geheim (test)",
            legal_basis="wmo", created_by=asked.created_by, whereabouts="hidden",
        )  # fmt: skip
        session.add(person)
        session.flush()
        asked.client_id = person.id
        session.add(asked)
    assert cards(demo_app) == 5
    assert publish(demo_client, urls[1]).status_code in (404, 422)


def test_asks_the_day_of_the_yes_and_a_few_wishes(demo_app: Flask, demo_client: Client, on: Client) -> None:
    url = ask(demo_client)
    tomorrow = (clock.today() + timedelta(days=1)).isoformat()
    many = ["meals", "quiet", "company", "paperwork"]
    for wrong in ({"agreed_on": ""}, {"agreed_on": tomorrow}, {"attention": []}, {"attention": many}):
        assert publish(demo_client, url, **wrong).status_code == 422, wrong
    assert publish(demo_client, url, day_activity="<b>").status_code == 422
    with demo_app.extensions["database"].reading() as session:
        assert session.exec(select(YouthShowing)).all() == []
    for user, status in (("jongerenwerker-almere", 404), ("coordinator-almere", 404), ("vrijwilliger", 403)):
        client = fresh(demo_app).sign_in(user)
        assert publish(client, url).status_code == status, user
        assert client.post(f"{url}/openbaar/eraf").status_code == status, user
    assert publish(fresh(demo_app).sign_in("coordinator"), url).status_code == 303


@pytest.mark.parametrize(("via", "said", "counted"), [
    ("jongeren", "", "youths_page"), ("jongeren", "flyer", "flyer"), ("iets", "", ""),
])  # fmt: skip
def test_host_who_came_by_the_page_counts_for_it(demo_app: Flask, via: str, said: str, counted: str) -> None:
    host = fresh(demo_app)
    assert "/kamers/aanbieden?via=jongeren" in host.get(PAGE).text
    first = host.get(f"{START}?via={via}").text
    word = re.search(r'name="_via" value="([^"]*)"', first)
    assert host.post(START, data=ANSWERS["waar"] | ({"_via": word[1]} if word else {})).status_code == 303
    for step in list(ANSWERS)[1:-1]:
        answer(host, step)
    assert ('value="youths_page" checked' in host.get(url_of("jij")).text) is (via == "jongeren")
    answer(host, "jij", heard=said, name="Demo Via (test)")
    assert host.post(f"{START}/controle").location == f"{START}/bedankt"
    with demo_app.extensions["database"].reading() as session:
        assert session.exec(select(Host.heard).where(Host.name == "Demo Via (test)")).one() == counted

"""A client's page says whether there is a bed tonight, to who may see the request or works in the house."""

from __future__ import annotations

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from flask import Flask

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.secret_houses import NAMES, Switched
from tests.beds.stays.acts import arrive, check_out, move
from tests.caseload.acts import relate
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.beds.ledger.models import BedRequest
from webapp.web.dates import hour

HAS, ASKED, SLEEPS = "Heeft vannacht een bed", "Bed gevraagd, nog niet zeker", "Slaapt vannacht binnen"


@pytest.fixture
def client(nurse: Client) -> str:
    """Somebody the nurse works with."""
    door = Door(nurse)
    made: str = door.accepted("client.add", {"alias": "Kanariepietje", "legal_basis": "wgbo"})
    told = {"channel": "street", "ethos_category": "public_space", "topics": [], "client": made}
    door.accepted("contact.log", told)
    return made


@pytest.fixture
def other(demo_app: Flask, colleague: str) -> Client:
    """A nurse of the same organisation."""
    return Client(demo_app, demo_app.response_class).sign_in(colleague)


@pytest.fixture
def told(nurse: Client, client: str) -> Callable[..., str]:
    """The text of this client's page, for the nurse or somebody else."""
    return lambda reader=nurse: reader.get(f"/clienten/{client}").text


def test_nothing_stands_there_for_who_has_no_bed(told: Callable[..., str]):
    page = told()
    assert not [words for words in (HAS, ASKED, SLEEPS) if words in page]


def test_held_bed_stands_there_with_house_and_time_until_the_time_is_over(
    night: Night, client: str, told: Callable[..., str], other: Client
):
    request = night.ask(client=client)
    assert request.held_until
    for page in (told(), told(other)):
        assert HAS in page
        assert f"{AUTOMATIC} (demo), vast tot {hour(request.held_until)}" in page
        assert f'href="/bedden/aanvragen/{request.id}"' in page
    night.pass_time(minutes=50)
    assert HAS not in told()


def test_question_that_waits_is_no_bed(night: Night, client: str, told: Callable[..., str]):
    night.ask(BY_HAND, client=client)
    assert ASKED in told()
    assert HAS not in told()
    night.ask(client=client)
    assert HAS in told()
    assert ASKED not in told()


def test_question_that_got_no_answer_in_time_says_so(
    night: Night, demo_app: Flask, client: str, told: Callable[..., str]
):
    request = night.ask(BY_HAND, client=client)
    assert request.answer_by
    promised = f'data-before="{request.answer_by.isoformat()}"'
    late = f"De opvang had tot {hour(request.answer_by)} om te antwoorden."
    assert f"{promised}>, antwoord vóór {hour(request.answer_by)}</span>" in told()
    night.pass_time(minutes=(request.answer_by - clock.now()).total_seconds() // 60 + 1)
    demo_app.jinja_env.globals["now"] = clock.now
    page = told()
    assert ASKED in page
    assert f"{promised} hidden>" in page
    assert re.search(rf'data-after="[^"]+">\. {re.escape(late)}', page)


def test_who_is_in_sleeps_there_until_they_leave(night: Night, client: str, told: Callable[..., str]):
    request = night.ask(client=client)
    stay = arrive(night, request)
    assert SLEEPS in told()
    assert f'href="/bedden/aanvragen/{request.id}"' in told()
    assert f"/bedden/verblijf/{stay.id}" not in told()
    moved = move(night, stay, "women")
    assert SLEEPS in told()
    check_out(night, moved)
    assert SLEEPS not in told()


def test_other_organisation_that_works_with_them_is_not_told(
    night: Night, demo_app: Flask, client: str, told: Callable[..., str]
):
    """The request is not theirs to see."""
    youth = Client(demo_app, demo_app.response_class).sign_in("jongerenwerker")
    relate(night, "jongerenwerker", client)
    stay = arrive(night, night.ask(client=client))
    assert "Kanariepietje" in told(youth)
    assert SLEEPS not in told(youth)
    check_out(night, stay)
    night.ask(client=client)
    assert HAS not in told(youth)
    assert HAS in told()


def test_colleague_is_not_told_of_who_must_not_be_found(
    night: Night, nurse: Client, client: str, told: Callable[..., str], other: Client
):
    changes = {"whereabouts": {"from": "open", "to": "hidden"}}
    Door(nurse).accepted("client.edit", {"client": client, "changes": changes})
    night.ask(client=client)
    assert HAS in told()
    assert HAS not in told(other)
    assert AUTOMATIC not in told(other)


def test_confidential_house_is_called_by_its_one_name(
    night: Night, switched: Switched, client: str, told: Callable[..., str]
):
    with night.write() as session:
        request = session.get_one(BedRequest, UUID(switched.held))
        request.client_id = UUID(client)
        session.add(request)
    assert HAS in told()
    assert "Vrouwenopvang, vast tot" in told()
    assert not [name for name in NAMES if name in told()]

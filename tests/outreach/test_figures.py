"""The figures of outreach: each person once, against the target; and what a reader of aggregates may see of them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.db import Database, Session, new_id
from webapp.outreach import figures
from webapp.outreach.models import OutreachCourse, OutreachTarget
from webapp.people.models import Client as Person
from webapp.trajectories.models import TakenRow

LAST = clock.today().year - 1
Fill = Callable[..., None]


@pytest.fixture
def fill(demo_database: Database) -> Fill:
    """So many youths whose way began in a month of last year, and answered so."""

    def make(number: int, month: int = 3, answers: tuple[tuple[str, str], ...] = (), year: int = LAST) -> None:
        with demo_database.transaction() as session:
            user = accounts.find_demo_user(session, YOUTH_WORKER)
            assert user
            of = {"region_id": user.region_id, "organisation_id": user.organisation_id}
            for _ in range(number):
                person = Person(**of, alias="Telt", legal_basis="jeugdwet", created_by=user.id)
                session.add(person)
                session.flush()
                way = OutreachCourse(**of, client_id=person.id, began_on=date(year, month, 2), started_by=user.id)
                session.add(way)
                session.flush()
                for at, answer in answers:
                    said = {"kind": "outreach", "step": at, "answer": answer, "party": "worker"}
                    at_noon = datetime(year, month, 3, 12, tzinfo=UTC)
                    session.add(TakenRow(**of, id=new_id(), subject_id=way.id, by=user.id, at=at_noon, **said))

    return make


def actor(session: Session, name: str) -> Actor:
    user = accounts.find_demo_user(session, name)
    assert user
    return actor_of(user)


def year(database: Database, name: str, number: int = LAST) -> figures.YearReport:
    with database.reading() as session:
        return figures.read_year(session, actor(session, name), number)


ACCEPTED = (("contact", "trusts"), ("trust", "accepted"))


def test_steps_count_each_person_once(fill: Fill, demo_database: Database) -> None:
    fill(3)
    fill(2, 5, ACCEPTED)
    fill(1, 5, (*ACCEPTED, ("help", "housed"), ("home", "followed"), ("aftercare", "again")))
    report = year(demo_database, YOUTH_WORKER)
    assert report.reached == "6"
    assert report.steps is not None
    assert [shown for _label, shown, _part in report.steps] == ["6", "3", "3", "0", "1", "1"]
    assert report.months is not None
    assert [one.shown for one in report.months][:6] == ["0", "0", "3", "0", "3", "0"]


def test_target_is_the_policy_officers(sign_in: SignIn, fill: Fill, demo_database: Database) -> None:
    fill(7)
    policy, path = sign_in("beleid"), f"/toeleiding/cijfers?jaar={LAST}"
    assert policy.post(path, data={"target": "35", "source": "Plan 2021, maatregel 3"}).status_code == 303
    page = policy.get(path).text
    assert "van 35" in page
    assert "Plan 2021, maatregel 3" in page
    assert year(demo_database, YOUTH_WORKER).part == 20.0
    for wrong in ("0", "", "veel", "1000000"):
        answer = policy.post(path, data={"target": wrong, "source": "blijft"})
        assert (answer.status_code, "blijft" in answer.text) == (422, True)
    assert sign_in(YOUTH_WORKER).post(path, data={"target": "1"}).status_code == 403
    assert "van 35" not in sign_in("beleid-almere").get(path).text


def test_reader_of_aggregates_gets_no_small_number(fill: Fill, demo_database: Database) -> None:
    fill(3)
    report = year(demo_database, "beleid")
    assert (report.reached, report.part, report.steps, report.months) == ("<5", None, None, None)


def test_no_step_gives_away_a_small_number_by_subtraction(fill: Fill, demo_database: Database) -> None:
    fill(10, 3, ACCEPTED)
    fill(2)
    report = year(demo_database, "beleid")
    assert (report.reached, report.steps) == ("12", None)
    fill(5)
    told = year(demo_database, "beleid").steps
    assert told is not None
    assert [shown for _label, shown, _part in told] == ["17", "10", "10", "0", "0", "0"]


def test_month_with_few_hides_the_months(fill: Fill, demo_database: Database) -> None:
    fill(9, 3)
    assert year(demo_database, "beleid").months is not None
    fill(1, 6)
    assert year(demo_database, "beleid").months is None


def test_steps_of_a_running_year_are_for_its_own_workers(fill: Fill, demo_database: Database) -> None:
    fill(20, 1, ACCEPTED, clock.today().year)
    assert year(demo_database, "beleid", clock.today().year).steps is None
    assert year(demo_database, YOUTH_WORKER, clock.today().year).steps is not None


def test_pages_of_everybody_are_there(sign_in: SignIn, fill: Fill, demo_database: Database) -> None:
    fill(6)
    with demo_database.transaction() as session:
        session.add(OutreachTarget(region_id=actor(session, "beleid").region_id, year=LAST, target=5))
    for who in (YOUTH_WORKER, NURSE, "beleid"):
        client = sign_in(who)
        for path in ("", f"?jaar={LAST}", "?jaar=2020", "/maand", "/maand?maand=2026-01"):
            assert client.get(f"/toeleiding/cijfers{path}").status_code == 200
    for who in ("opvang", "beheer", "vrijwilliger"):
        assert sign_in(who).get("/toeleiding/cijfers").status_code == 403


@pytest.mark.parametrize(
    "path", ["?jaar=x", "?jaar=2019", "?jaar=9999", "?jaar=٢٠٢٦", "/maand?maand=2026-13", "/maand?maand=9999-01"]
)
def test_no_such_time(sign_in: SignIn, path: str) -> None:
    assert sign_in("beleid").get(f"/toeleiding/cijfers{path}").status_code == 404


def test_month_counts_channels_topics_and_people_with_a_doctor(
    door: Door, contact: Any, youth: str, demo_database: Database, sign_in: SignIn
) -> None:
    for channel in ("school", "school", "youth_officer"):
        door.accepted("contact.log", contact(client=youth, channel=channel))
    nurse = Door(sign_in(NURSE))
    person = nurse.accepted("client.add", {"alias": "Zorg (demo)", "legal_basis": "wgbo"})
    for topics in (["doctor", "doctor_found"], ["doctor_found"], ["medication", "hospital"]):
        nurse.accepted("contact.log", contact(client=person, topics=topics))
    with demo_database.reading() as session:
        month = clock.today().replace(day=1)
        youths = figures.read_month(session, actor(session, YOUTH_WORKER), month)
        nursing = figures.read_month(session, actor(session, NURSE), month)
        region = figures.read_month(session, actor(session, "beleid"), month)
    assert [shown for _label, shown, _part in youths.channels] == ["2", "1", "0"]
    assert [shown for _label, shown, _part in nursing.access] == ["1", "0"]
    assert {label: shown for label, shown, _part in nursing.topics}["Huisarts"] == "1"
    assert [(shown, part) for _label, shown, part in region.channels] == [("<5", None), ("<5", None), ("0", 0.0)]


def test_new_contact_offers_what_belongs_to_ones_work(sign_in: SignIn) -> None:
    youth: Client = sign_in(YOUTH_WORKER)
    nurse: Client = sign_in(NURSE)
    forms = {who: client.get("/contacten/nieuw").text for who, client in (("youth", youth), ("nurse", nurse))}
    assert ('value="youth_officer"' in forms["youth"], 'value="youth_officer"' in forms["nurse"]) == (True, False)
    assert ('value="doctor_found"' in forms["youth"], 'value="doctor_found"' in forms["nurse"]) == (False, True)


def test_correction_keeps_a_topic_that_a_form_would_not_offer(
    sign_in: SignIn, contact: Any, youth: str, door: Door
) -> None:
    nurse = Door(sign_in(NURSE))
    person = nurse.accepted("client.add", {"alias": "Blijft (demo)", "legal_basis": "wgbo"})
    made = nurse.accepted("contact.log", contact(client=person, topics=["dentist_found"]))
    other = sign_in(YOUTH_WORKER).get(f"/contacten/{made}/corrigeren")
    if other.status_code == 200:
        assert 'value="dentist_found"' in other.text


def test_steps_after_the_year_stay_out_of_the_regions_figures(fill: Fill, demo_database: Database) -> None:
    """Or two looks would tell of the one who went on in between."""
    fill(10, 3, ACCEPTED)
    with demo_database.transaction() as session:
        user = accounts.find_demo_user(session, YOUTH_WORKER)
        assert user
        of = {"region_id": user.region_id, "organisation_id": user.organisation_id, "by": user.id, "kind": "outreach"}
        for way in session.exec(select(OutreachCourse).where(OutreachCourse.began_on == date(LAST, 3, 2))):
            said = {"step": "help", "answer": "housed", "party": "worker"}
            session.add(TakenRow(**of, id=new_id(), subject_id=way.id, **said))
    of_region, of_worker = (year(demo_database, who).steps for who in ("beleid", YOUTH_WORKER))
    assert of_region is not None
    assert of_worker is not None
    assert [shown for _label, shown, _part in of_region] == ["10", "10", "10", "0", "0", "0"]
    assert [shown for _label, shown, _part in of_worker] == ["10", "10", "10", "0", "10", "0"]

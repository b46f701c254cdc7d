"""Look-alikes across organisations with a privacy agreement: a name, a birth year and whom to call, and no more."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import pytest
from sqlmodel import select

from tests.contacts.acts import NURSE, YOUTH_WORKER, SignIn, in_days
from tests.support.client import Client
from tests.support.door import Door
from webapp.accounts import store as accounts
from webapp.accounts.models import Site
from webapp.audit.models import AccessEntry
from webapp.db import Database
from webapp.people.cooperation.models import PrivacyAgreement

HOME = "/beheer/samenwerkingen"
NAME, ALIAS = "Quirinus Zeldzaamsma", "Pelikaan Demo"
OURS = select(PrivacyAgreement).where(PrivacyAgreement.paper == "Kluis 3")
"""Those that these tests make; the demo has two of its own."""


@pytest.fixture
def admin(sign_in: SignIn) -> Client:
    return sign_in("beheer")


@pytest.fixture
def known(sign_in: SignIn) -> str:
    """Somebody whom a youth worker of another organisation knows."""
    body = {"name": NAME, "alias": ALIAS, "birth_year": 1971, "municipality": "Huizen", "legal_basis": "wmo"}
    return Door(sign_in(YOUTH_WORKER)).accepted("client.add", body)


def organisation_of(database: Database, name: str) -> str:
    with database.reading() as session:
        user = accounts.find_demo_user(session, name)
        assert user is not None
        return str(user.organisation_id)


def agreed(admin: Client, database: Database, **more: Any) -> Any:
    one, other = (organisation_of(database, name) for name in (NURSE, YOUTH_WORKER))
    body = {"one": one, "other": other, "since": in_days(0), "paper": "Kluis 3", **more}
    return admin.post(HOME, data={name: str(value) for name, value in body.items() if value})


def alike(browser: Client, **typed: str) -> str:
    answer = browser.post("/clienten/lijkt-op", data=typed)
    assert answer.status_code == 200
    return answer.text


def test_agreement_shows_name_year_and_organisation_and_no_more(
    door: Door, admin: Client, known: str, demo_database: Database
) -> None:
    assert "Zeldzaamsma" not in alike(door.client, name=NAME), "without an agreement nothing"
    assert agreed(admin, demo_database).status_code == 303
    shown = alike(door.client, name="Quirinus Zeldzaamsna", birth_year="1972")
    assert "Zeldzaamsma" in shown
    assert "geboren in 1971" in shown
    assert "bel die eerst" in shown
    for more in (ALIAS, "Huizen", known, "laatst gezien"):
        assert more not in shown, more
    assert ALIAS in alike(door.client, alias=ALIAS)
    assert "Zeldzaamsma" not in alike(door.client, alias=ALIAS), "the name that was not typed stays there"
    with demo_database.reading() as session:
        about = (AccessEntry.subject_id == UUID(known), AccessEntry.ground == "cooperation")
        assert session.exec(select(AccessEntry).where(*about)).first(), "the reading is in the log"
    assert door.client.get(f"/clienten/{known}").status_code == 404, "it opens no record"
    refused = door.client.post("/clienten/nieuw", data={"name": NAME, "legal_basis": "wmo", "whereabouts": "open"})
    assert refused.status_code == 422
    assert "Toch toevoegen" in refused.text


@pytest.mark.parametrize(
    "typed",
    [
        {"name": "Quirinus"},
        {"name": "Z"},
        {"name": NAME, "birth_year": "1990", "alias": ""},
        {"name": ""},
        {"name": "%"},
    ],
)
def test_less_than_a_close_name_shows_nobody(
    door: Door, admin: Client, known: str, demo_database: Database, typed: dict[str, str]
) -> None:
    agreed(admin, demo_database)
    shown = alike(door.client, **typed)
    assert known not in shown
    if typed != {"name": NAME, "birth_year": "1990", "alias": ""}:
        assert "Zeldzaamsma" not in shown


def test_hidden_people_and_others_are_never_shown(
    door: Door, admin: Client, sign_in: SignIn, known: str, demo_database: Database
) -> None:
    agreed(admin, demo_database)
    youth = Door(sign_in(YOUTH_WORKER))
    youth.accepted("client.edit", {"client": known, "changes": {"whereabouts": {"from": "open", "to": "hidden"}}})
    assert "Zeldzaamsma" not in alike(door.client, name=NAME)
    youth.accepted("client.edit", {"client": known, "changes": {"whereabouts": {"from": "hidden", "to": "open"}}})
    assert "Zeldzaamsma" in alike(door.client, name=NAME)
    assert "Zeldzaamsma" not in alike(sign_in("straatverpleegkundige-almere"), name=NAME)


def test_agreement_holds_on_its_days_and_ends_with_a_tap(
    door: Door, admin: Client, known: str, demo_database: Database
) -> None:
    agreed(admin, demo_database, since=in_days(2), until=in_days(9))
    assert "Zeldzaamsma" not in alike(door.client, name=NAME), "not begun"
    taken = agreed(admin, demo_database)
    assert taken.status_code == 422
    assert "Deze twee hebben al een afspraak" in taken.text
    assert "Kluis 3" in taken.text, "what was typed stays"
    end_now(admin, demo_database)
    assert agreed(admin, demo_database).status_code == 303
    mine = door.accepted("client.add", {"alias": "Eigen Eef", "legal_basis": "wmo"})
    assert "Privacyafspraken" in door.client.get(f"/clienten/{mine}/delen").text
    assert "Zeldzaamsma" in alike(door.client, name=NAME)
    end_now(admin, demo_database)
    assert "Zeldzaamsma" not in alike(door.client, name=NAME)
    assert "Privacyafspraken" not in door.client.get(f"/clienten/{mine}/delen").text
    assert admin.get(HOME).text.count("beëindigd") == 2


def end_now(admin: Client, database: Database) -> None:
    with database.reading() as session:
        [row] = [one for one in session.exec(OURS).all() if one.ended_at is None]
    address = f"{HOME}/{row.id}/beeindigen"
    assert "Afspraak beëindigen" in admin.get(address).text
    assert [admin.post(address).status_code for _ in range(2)] == [303, 303], "ended twice it is once"


def test_bad_input_comes_back_in_words(admin: Client, demo_database: Database) -> None:
    own = organisation_of(demo_database, NURSE)
    elsewhere = organisation_of(demo_database, "straatverpleegkundige-almere")
    for more, said in (
        ({"other": own}, "Kies twee verschillende organisaties."),
        ({"other": elsewhere}, "Kies een organisatie."),
        ({"other": "x"}, "Kies een organisatie."),
        ({"paper": ""}, "Vul in waar de ondertekende afspraak ligt."),
        ({"until": in_days(-3)}, "Deze dag is vóór de eerste dag."),
        ({"since": "gisteren"}, "Vul in vanaf wanneer."),
    ):
        answer = agreed(admin, demo_database, **more)
        assert answer.status_code == 422, more
        assert said in answer.text, more


def test_organisation_with_a_secret_place_makes_none(admin: Client, demo_database: Database) -> None:
    there = UUID(organisation_of(demo_database, YOUTH_WORKER))
    with demo_database.transaction() as session:
        session.add(Site(organisation_id=there, name="Geheim", municipality="Huizen", secret=True))
    answer = agreed(admin, demo_database)
    assert answer.status_code == 422
    assert "geheime locatie" in answer.text


@pytest.mark.parametrize("whose", [NURSE, "beleid", "beheer-almere"])
def test_only_an_administrator_of_the_region_keeps_them(
    admin: Client, sign_in: SignIn, demo_database: Database, whose: str
) -> None:
    agreed(admin, demo_database)
    with demo_database.reading() as session:
        [row] = session.exec(OURS).all()
    other = sign_in(whose)
    assert other.post(f"{HOME}/{row.id}/beeindigen").status_code in (403, 404)
    assert other.get(f"{HOME}/{row.id}/beeindigen").status_code in (403, 404)
    assert "Kluis 3" not in other.get(HOME).text
    assert agreed(other, demo_database).status_code in (403, 422)

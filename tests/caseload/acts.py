"""A caseload as large as a phone may keep, written past the door: that would take a minute."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from tests.beds.night import Night
from webapp import clock
from webapp.accounts.models import User
from webapp.accounts.store import find_demo_user
from webapp.contacts.models import FollowUp, StreetContact
from webapp.db import Database, Session, new_id
from webapp.people import name_store
from webapp.people.models import Client, WorkingRelation
from webapp.people.search import words_of
from webapp.text import fold, sort_key

FIRST = ("Zoë", "Łukasz", "Jean-Luc", "Fatıma", "Şengül", "Bjørn", "O'Neil", "Ахмед", "فاطمة", "Ngọc")
LAST = ("de Vries", "van den Berg", "Yılmaz", "Kowalski", "Bakker", "Ó Dálaigh", "Nguyễn", "Straße", "d'Ancona", "Smit")


def name_of(number: int) -> str:
    """A name that nobody else of a caseload has."""
    return f"{FIRST[number % 10]} {LAST[number // 10 % 10]} {chr(97 + number // 100)}o{chr(97 + number % 26)}i"


def fill_caseload(
    database: Database, clients: int = 200, contacts: int = 5, user: str = "straatverpleegkundige"
) -> list[UUID]:
    """Give a user so many clients, each with so many contacts and one open follow-up; their ids, as made."""
    with database.transaction() as session:
        nurse = find_demo_user(session, user)
        assert nurse
        made = [_client(session, nurse, number) for number in range(clients)]
        session.flush()
        for number, client in enumerate(made):
            session.add(WorkingRelation(**_of(nurse), user_id=nurse.id, client_id=client.id))
            for one in range(contacts):
                _contact(session, nurse, client, number * contacts + one, with_follow_up=one == 0)
        return [client.id for client in made]


def _of(user: User) -> dict[str, UUID]:
    assert user.organisation_id
    assert user.region_id
    return {"region_id": user.region_id, "organisation_id": user.organisation_id}


def _client(session: Session, user: User, number: int) -> Client:
    name = name_of(number)
    alias = f"Lange {chr(65 + number % 26)}{number}" if number % 3 == 0 else None
    client = Client(
        **_of(user), name=name, alias=alias, birth_year=1950 + number % 50, legal_basis="wgbo",
        municipality="Hilversum", search_key=fold(f"{name} {alias or ''}"), sort_key=sort_key(name), created_by=user.id,
    )  # fmt: skip
    assert words_of(client.search_key)
    session.add(client)
    session.flush()
    name_store.write_grams(session, client)
    return client


def _contact(session: Session, user: User, client: Client, number: int, *, with_follow_up: bool) -> None:
    contact = StreetContact(
        id=new_id(), **_of(user), author_id=user.id, client_id=client.id, legal_basis="wgbo", channel="street",
        occurred_at=clock.now() - timedelta(hours=number % 800), municipality="Hilversum", place="Station, perron 2",
        ethos_category="public_space", topics=["wound"],
        note=f"Gesprek {number}: verband vernieuwd, komt morgen terug.",
    )  # fmt: skip
    session.add(contact)
    session.flush()
    if with_follow_up:
        due = clock.today() + timedelta(days=number % 9 - 1)
        of = _of(user)
        session.add(
            FollowUp(contact_id=contact.id, **of, author_id=user.id, client_id=client.id, text="Wond zien", due_on=due)
        )


def relate(night: Night, username: str, client: str) -> None:
    """They work with this client from now on."""
    actor = night.actor(username)
    with night.write() as session:
        session.add(
            WorkingRelation(
                region_id=actor.region_id,
                organisation_id=actor.organisation_id,
                user_id=actor.user_id,
                client_id=UUID(client),
            )
        )

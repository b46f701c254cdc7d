"""No administrator alone opens a record, or somebody's account: a second person says yes, or nothing changes."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlmodel import select

from tests.accounts.acts import confirm, make_user, register, say, sign_in
from tests.accounts.administering import facts, invite, is_dead, link_in, newcomer, open_proposals, stored, text
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts.models import Organisation, Passkey, User
from webapp.accounts.permissions import TABLE, Permission, Role, is_guarded, may_go_together
from webapp.audit.models import AccessEntry
from webapp.db import Database

_P = Permission
OPEN_ROLES = [role for role in Role if not is_guarded(role)]
GUARDED_ROLES = [role for role in Role if is_guarded(role)]


def test_every_role_that_opens_records_or_gives_roles_is_guarded():
    assert {role.value for role in OPEN_ROLES} == {
        "host", "debt_worker", "policy_officer"
    }  # fmt: skip
    for role in Role:
        shows = {_P.read_contacts, _P.read_clients, _P.answer_requests, _P.request_rooms, _P.administer} & TABLE[role]
        assert not shows or is_guarded(role), role


def test_permission_nobody_judged_is_guarded(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(TABLE, Role.host, TABLE[Role.host] | {_P.own_account, "something_new"})
    assert is_guarded(Role.host)


@pytest.mark.parametrize("role", GUARDED_ROLES)
def test_administrator_alone_gives_a_guarded_role_to_nobody(
    client: Client, administrator: User, database: Database, user: User, role: Role
):
    for one in (administrator, user):
        before = stored(database, one.id).role_set
        wanted = list(dict.fromkeys([*one.roles, role.value]))
        answer = client.post(f"/beheer/mensen/{one.id}", data=facts(one, roles=wanted))
        assert answer.status_code == (303 if may_go_together(map(Role, wanted)) else 422)
        say(client)
        for proposal in open_proposals(database):
            assert client.post(f"/bevestigen/{proposal.id}/ja").status_code == 404
        assert stored(database, one.id).role_set == before
    assert client.get("/contacten").status_code == 403


@pytest.mark.parametrize("role", OPEN_ROLES)
def test_role_without_records_needs_nobody(client: Client, administrator: User, database: Database, role: Role):
    new_id, token = invite(client, administrator, role.value)
    assert client.get(f"/uitnodiging/{token}").status_code == 200
    changed = facts(administrator, name="V. Verzonnen", roles=[role.value, "host"])
    client.post(f"/beheer/mensen/{new_id}", data=changed)
    assert Role.host in stored(database, new_id).role_set
    assert open_proposals(database) == []


def test_made_up_nurse_opens_nothing(app: Flask, client: Client, administrator: User):
    _, token = invite(client, administrator)
    assert is_dead(Client(app, app.response_class), token)
    assert say(client) == []
    assert is_dead(Client(app, app.response_class), token)


def test_role_in_a_hidden_field_is_a_role(app: Flask, client: Client, administrator: User, database: Database):
    form = facts(administrator, id=str(uuid4()), name="V. Verzonnen", roles=["host", "street_nurse"])
    token = link_in(client.post("/beheer/uitnodigen", data=form).get_data(as_text=True))
    assert is_dead(Client(app, app.response_class), token)
    client.post(f"/beheer/mensen/{form['id']}", data=facts(administrator, name="V. Verzonnen", roles=["host"]))
    assert client.get(f"/uitnodiging/{token}").status_code == 200, "without the role the link opens nothing"
    client.post(f"/beheer/mensen/{form['id']}", data=form)
    assert stored(database, UUID(str(form["id"]))).roles == ["host"]


def test_new_link_does_not_enter_as_a_colleague(
    app: Flask, client: Client, administrator: User, registered: Authenticator, user: User, database: Database
):
    token = link_in(client.post(f"/beheer/mensen/{user.id}/link").get_data(as_text=True))
    assert is_dead(Client(app, app.response_class), token)
    with database.transaction() as session:
        volunteer = make_user(session, "V. Vrijwillig", Role.host)
        session.add(Passkey(user_id=volunteer.id, credential_id=b"x", public_key=b"y"))
    token = link_in(client.post(f"/beheer/mensen/{volunteer.id}/link").get_data(as_text=True))
    assert is_dead(Client(app, app.response_class), token)


def test_own_yes_opens_a_new_link(
    app: Flask, client: Client, administrator: User, registered: Authenticator, user: User
):
    token = link_in(client.post(f"/beheer/mensen/{user.id}/link").get_data(as_text=True))
    phone = Client(app, app.response_class)
    sign_in(phone, registered)
    assert "Jouw toegang verandert" in text(phone, "/")
    assert "heb jij hierom gevraagd" in text(phone, "/bevestigen").lower()
    code = confirm(phone)
    assert register(Client(app, app.response_class), token, Authenticator(), code).status_code == 200
    assert "evestigd door S. de Vries" in text(phone, "/account")


def test_own_yes_gives_no_role(app: Flask, client: Client, administrator: User, registered: Authenticator, user: User):
    client.post(f"/beheer/mensen/{user.id}", data=facts(user, roles=["street_nurse", "youth_worker"]))
    phone = Client(app, app.response_class)
    sign_in(phone, registered)
    assert say(phone) == []
    assert "wacht op een tweede persoon" in text(phone, "/account").lower()


def test_no_stops_the_link(app: Flask, client: Client, administrator: User, colleague: Client, database: Database):
    new_id, token = invite(client, administrator)
    assert say(colleague, "nee") == [303]
    assert is_dead(client, token)
    assert say(colleague) == []
    assert open_proposals(database) == []
    assert stored(database, new_id)


def test_second_person_is_told_at_home_and_both_afterwards(
    app: Flask, client: Client, administrator: User, colleague: Client
):
    _, token = invite(client, administrator)
    assert "1 vraag over toegang wacht op jouw ja" in text(colleague, "/")
    assert "V. Verzonnen" in text(colleague, "/bevestigen")
    code = confirm(colleague)
    assert "over toegang" not in text(colleague, "/")
    assert "evestigd door C. Collega" in text(colleague, "/account")
    phone = Client(app, app.response_class)
    assert register(phone, token, Authenticator(), code).status_code == 200
    assert "Jouw toegang verandert" not in text(phone, "/"), "one's own invitation is no change"
    assert "evestigd door C. Collega" in text(phone, "/account")


def test_second_administrator_of_ones_own_making_confirms_nothing(
    app: Flask, client: Client, administrator: User, database: Database
):
    new_id, token = invite(client, administrator, "host")
    puppet = Client(app, app.response_class)
    assert register(puppet, token, Authenticator()).status_code == 200
    for role in ("administrator", "street_nurse"):
        client.post(f"/beheer/mensen/{new_id}", data=facts(administrator, name="V. Verzonnen", roles=[role]))
        assert say(puppet) == say(client) == []
        assert stored(database, new_id).roles == ["host"]
    with database.transaction() as session:  # as it could be made before a second person was needed
        row = session.get_one(User, new_id)
        row.roles = ["administrator"]
        session.add(row)
    invite(client, administrator)
    assert say(puppet) == []


def test_person_of_another_region_or_without_records_confirms_nothing(
    app: Flask, client: Client, administrator: User, database: Database
):
    stranger, _ = newcomer(app, database, "W. West", Role.street_nurse, region="west")
    volunteer, _ = newcomer(app, database, "V. Vrijwillig", Role.host)
    invite(client, administrator)
    [proposal] = open_proposals(database)
    for one in (stranger, volunteer, client):
        assert say(one) == []
        for word in ("ja", "nee"):
            assert one.post(f"/bevestigen/{proposal.id}/{word}").status_code == 404
    assert client.post(f"/bevestigen/{uuid4()}/ja").status_code == 404
    assert open_proposals(database)[0].id == proposal.id


def test_colleague_of_another_organisation_confirms_only_where_there_is_nobody_nearer(
    app: Flask, client: Client, administrator: User, database: Database
):
    far, user = newcomer(app, database, "D. Ver", Role.youth_worker)
    with database.transaction() as session:
        organisation = Organisation(region_id=administrator.region_id, name="Ver weg")
        session.add(organisation)
        session.flush()
        row = session.get_one(User, user.id)
        row.organisation_id = organisation.id
        session.add(row)
    invite(client, administrator)
    assert len(open_proposals(database)) == 1
    near, _ = newcomer(app, database, "N. Dichtbij", Role.shelter_worker)
    assert say(near) == [], "a passkey of after the proposal confirms nothing"
    assert say(far) == [200]
    invite(client, administrator)
    assert say(far) == []
    assert say(near) == [200]


def test_other_administrator_confirms(app: Flask, client: Client, administrator: User, database: Database):
    other, _ = newcomer(app, database, "A. Ander", Role.administrator)
    new_id, _ = invite(client, administrator, "administrator")
    assert say(other) == [200]
    with database.reading() as session:
        entry = session.exec(select(AccessEntry).where(AccessEntry.ground == "second_person")).one()
    assert (entry.subject_id, entry.role) == (new_id, "administrator")
    assert "confirmed" in entry.detail
    assert "roles administrator > administrator; active" not in entry.detail
    assert "link" in entry.detail


def test_log_tells_before_after_and_the_role(client: Client, administrator: User, colleague: Client, user: User,
                                             database: Database):  # fmt: skip
    client.post(f"/beheer/mensen/{user.id}", data=facts(user, roles=["youth_worker", "administrator"]))
    say(colleague)
    with database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == user.id)).all()
    proposed, confirmed = entries[-2:]
    for entry in (proposed, confirmed):
        assert "roles street_nurse > youth_worker,administrator" in entry.detail
        assert user.name not in entry.detail
    assert (proposed.role, confirmed.role) == ("administrator", "street_nurse")
    assert (proposed.ground, confirmed.ground) == ("region", "second_person")


def test_move_to_another_organisation_waits_and_a_nurse_alone_moves_nowhere(
    client: Client, administrator: User, colleague: Client, user: User, database: Database
):
    with database.transaction() as session:
        elsewhere = Organisation(region_id=administrator.region_id, name="Elders")
        session.add(elsewhere)
    for one in (user, administrator):
        client.post(f"/beheer/mensen/{one.id}", data=facts(one, organisation=str(elsewhere.id)))
        assert stored(database, one.id).organisation_id == one.organisation_id
    assert "Wacht op een tweede persoon" in text(client, f"/beheer/mensen/{user.id}")
    assert "C. Collega" in text(client, f"/beheer/mensen/{user.id}"), "who can say yes"
    assert say(colleague) == [303, 303]
    assert stored(database, user.id).organisation_id == elsewhere.id

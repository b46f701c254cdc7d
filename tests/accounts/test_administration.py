"""An administrator rules the people of one region, never another's, and never themselves out."""

from __future__ import annotations

from uuid import UUID, uuid4

import pytest
from flask import Flask
from sqlmodel import select

from tests.accounts.acts import confirm, make_user, register, say, sign_in
from tests.accounts.administering import facts, link_in, stored, text
from tests.accounts.authenticator import Authenticator
from tests.support.client import Client
from webapp.accounts.models import Organisation, Region, Site, User
from webapp.accounts.permissions import Role
from webapp.db import Database


def test_invited_person_signs_up_with_the_link(
    app: Flask, client: Client, administrator: User, colleague: Client, database: Database
):
    new_id = uuid4()
    answer = client.post(
        "/beheer/uitnodigen", data=facts(administrator, id=str(new_id), name="N. Nieuw", roles=["youth_worker"])
    )
    html = answer.get_data(as_text=True)
    assert 'src="data:image/svg+xml' in html
    code = confirm(colleague)
    phone = Client(app, app.response_class)
    assert "B. Beheer nodigt je uit" in text(phone, f"/uitnodiging/{link_in(html)}")
    assert register(phone, link_in(html), Authenticator(), code).status_code == 200
    assert "jongerenwerker" in text(phone, "/account")
    made = stored(database, new_id)
    assert made
    assert made.region_id == administrator.region_id
    assert made.roles == ["youth_worker"]


def test_one_person_is_made_when_the_form_comes_twice(client: Client, administrator: User, database: Database):
    form = facts(administrator, id=str(uuid4()), name="N. Nieuw", roles=["host"])
    first, second = (client.post("/beheer/uitnodigen", data=form).get_data(as_text=True) for _ in range(2))
    with database.reading() as session:
        assert len(session.exec(select(User).where(User.name == "N. Nieuw")).all()) == 1
    assert client.get(f"/uitnodiging/{link_in(first)}").status_code == 410
    assert client.get(f"/uitnodiging/{link_in(second)}").status_code == 200


def test_form_cannot_take_over_somebody_who_has_signed_up(
    client: Client, administrator: User, registered: Authenticator, user: User, database: Database
):
    answer = client.post("/beheer/uitnodigen", data=facts(administrator, id=str(user.id), name="Overgenomen"))
    assert answer.status_code == 409
    assert stored(database, user.id).name == "S. de Vries"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": " "}, "Vul de naam in."),
        ({"roles": []}, "Kies minstens één rol."),
        ({"roles": ["koning"]}, "Kies minstens één rol."),
        ({"organisation": "geen"}, "Kies een organisatie."),
        ({"organisation": str(uuid4())}, "Kies een organisatie."),
        ({"name": "x" * 81}, "Maak dit korter: hoogstens 80 tekens."),
    ],
)
def test_mistake_is_told_at_the_field(client: Client, administrator: User, wrong: dict[str, object], sentence: str):
    answer = client.post("/beheer/uitnodigen", data=facts(administrator, **{"name": "N. Nieuw", **wrong}))
    assert answer.status_code == 422
    assert sentence in answer.get_data(as_text=True)


def test_stopped_person_is_out_at_once_and_comes_back_by_a_new_confirmed_link(
    app: Flask, client: Client, administrator: User, colleague: Client, registered: Authenticator, user: User
):
    phone = Client(app, app.response_class)
    sign_in(phone, registered)
    path = f"/beheer/mensen/{user.id}"
    assert user.name in text(client, f"{path}/stoppen")
    assert client.post(f"{path}/stoppen").status_code == 303
    assert phone.get("/account").status_code == 303
    assert sign_in(phone, registered).status_code == 400
    assert "Geef weer toegang" in text(client, path)
    assert client.post(f"{path}/link").status_code == 422, "no link for somebody without access"
    link = link_in(client.post(f"{path}/toelaten").get_data(as_text=True))
    assert client.get(f"/uitnodiging/{link}").status_code == 410, "not before a second person said yes"
    code = confirm(colleague)
    assert phone.get("/account").status_code == 303, "the old session stays dead"
    assert sign_in(phone, registered).status_code == 400, "and so does the old passkey"
    assert register(phone, link, Authenticator(), code).status_code == 200
    assert phone.get("/account").status_code == 200


def test_changed_role_holds_from_the_next_click(
    app: Flask, client: Client, administrator: User, colleague: Client, registered: Authenticator, user: User
):
    phone = Client(app, app.response_class)
    sign_in(phone, registered)
    assert phone.get("/beheer").status_code == 403
    answer = client.post(f"/beheer/mensen/{user.id}", data=facts(user, roles=["street_nurse", "administrator"]))
    assert answer.status_code == 303
    assert phone.get("/beheer").status_code == 403, "the power to give roles waits for a second person"
    assert say(colleague) == [303]
    assert phone.get("/beheer").status_code == 200
    client.post(f"/beheer/mensen/{user.id}", data=facts(user, roles=["host"]))
    assert phone.get("/beheer").status_code == 403, "losing a role waits for nobody"


def test_administrators_do_not_lock_themselves_out(client: Client, administrator: User, database: Database):
    path = f"/beheer/mensen/{administrator.id}"
    assert client.post(f"{path}/stoppen").status_code == 422
    assert "Dit ben je zelf" in text(client, f"{path}/stoppen")
    answer = client.post(path, data=facts(administrator, roles=["host"]))
    assert answer.status_code == 422
    assert "niet de rol van beheerder afnemen" in answer.get_data(as_text=True)
    assert stored(database, administrator.id).role_set == {Role.administrator}


def test_person_of_another_region_does_not_exist(client: Client, administrator: User, database: Database):
    with database.transaction() as session:
        stranger = make_user(session, "V. Vreemd", region="west")
    path = f"/beheer/mensen/{stranger.id}"
    assert client.get(path).status_code == 404
    assert client.get(f"{path}/stoppen").status_code == 404
    for action in ("", "/link", "/stoppen", "/toelaten", "/intrekken"):
        assert client.post(f"{path}{action}", data=facts(administrator)).status_code == 404, action
    assert "V. Vreemd" not in text(client, "/beheer")
    assert stored(database, stranger.id).active
    taken = client.post("/beheer/uitnodigen", data=facts(administrator, id=str(stranger.id), name="Overgenomen"))
    assert taken.status_code == 409
    moved = client.post("/beheer/uitnodigen", data=facts(administrator, organisation=str(stranger.organisation_id)))
    assert moved.status_code == 422


def test_search_finds_parts_without_accents(client: Client, administrator: User, database: Database):
    with database.transaction() as session:
        make_user(session, "Zoë van Dijk")
    assert "Zoë van Dijk" in text(client, "/beheer", zoek="dijk ZOE")
    html = text(client, "/beheer", zoek="bestaat niet")
    assert "Niemand gevonden" in html
    assert "Zoë" not in html


def test_long_list_is_cut_in_pages(client: Client, administrator: User, database: Database):
    with database.transaction() as session:
        for number in range(25):
            make_user(session, f"Persoon {number:02}")
    first, second = text(client, "/beheer"), text(client, "/beheer", pagina="2")
    assert "Persoon 00" in first
    assert "pagina=2" in first
    assert "Persoon 24" not in first
    assert "Persoon 24" in second
    assert client.get("/beheer?pagina=9999999999").status_code == 200


def test_organisation_is_made_and_renamed(client: Client, administrator: User, database: Database):
    answer = client.post("/beheer/organisaties/nieuw", data={"id": str(uuid4()), "name": "Nieuwe zorg"})
    path = answer.headers["Location"]
    assert client.post(path, data={"name": "Betere zorg"}).status_code == 303
    assert "Betere zorg" in text(client, "/beheer/organisaties")
    double = client.post("/beheer/organisaties/nieuw", data={"id": str(uuid4()), "name": "Betere zorg"})
    assert double.status_code == 422
    assert "Er is al een organisatie met deze naam." in double.get_data(as_text=True)


def test_site_keeps_its_secret(client: Client, administrator: User, database: Database):
    organisation = f"/beheer/organisaties/{administrator.organisation_id}"
    form = {"id": str(uuid4()), "name": "Locatie", "municipality": "Oostdorp", "address": "Straat 1", "secret": "true"}
    assert client.post(f"{organisation}/locaties/nieuw", data=form).status_code == 303
    html = text(client, organisation)
    assert "geheim adres" in html
    assert "Straat 1" not in html
    with database.reading() as session:
        site = session.get(Site, UUID(form["id"]))
    assert site.secret
    client.post(f"/beheer/locaties/{site.id}", data={**form, "secret": "false"})
    with database.reading() as session:
        assert not session.get(Site, site.id).secret


def test_nothing_of_a_secret_site_comes_back_and_empty_fields_keep_it(
    client: Client, administrator: User, database: Database
):
    organisation = f"/beheer/organisaties/{administrator.organisation_id}"
    form = {"id": str(uuid4()), "name": "Kanarie", "municipality": "Oostdorp", "address": "Geelhof 1", "secret": "true"}
    assert client.post(f"{organisation}/locaties/nieuw", data=form).status_code == 303
    page = f"/beheer/locaties/{form['id']}"
    for html in (text(client, organisation), text(client, page)):
        assert "Geheime locatie" in html
        assert not [word for word in ("Kanarie", "Geelhof") if word in html]
    assert client.post(page, data={"name": "", "municipality": "", "secret": "true"}).status_code == 303
    with database.reading() as session:
        site = session.get(Site, UUID(form["id"]))
        assert (site.name, site.municipality, site.address) == ("Kanarie", "Oostdorp", "Geelhof 1")
    opened = client.post(page, data={"name": "", "municipality": "", "secret": "false"})
    assert opened.status_code == 422
    assert client.post(page, data={"name": "Open", "municipality": "Oostdorp", "secret": "false"}).status_code == 303
    with database.reading() as session:
        assert session.get(Site, UUID(form["id"])).address == ""


def test_places_of_another_region_do_not_exist(client: Client, administrator: User, database: Database):
    with database.transaction() as session:
        stranger = make_user(session, "V. Vreemd", region="west")
        site = Site(organisation_id=stranger.organisation_id, name="Ver weg", municipality="Westdorp")
        session.add(site)
    form = {"name": "Overgenomen", "municipality": "Oostdorp"}
    for path in (
        f"/beheer/organisaties/{stranger.organisation_id}",
        f"/beheer/organisaties/{stranger.organisation_id}/locaties/nieuw",
        f"/beheer/locaties/{site.id}",
    ):
        assert client.get(path).status_code == 404, path
        assert client.post(path, data=form).status_code == 404, path
    own = f"/beheer/organisaties/{administrator.organisation_id}/locaties/nieuw"
    assert client.post(own, data={**form, "id": str(site.id)}).status_code == 404
    assert (
        client.post("/beheer/organisaties/nieuw", data={**form, "id": str(stranger.organisation_id)}).status_code == 404
    )
    with database.reading() as session:
        assert session.get(Site, site.id).name == "Ver weg"
        assert session.get(Organisation, stranger.organisation_id).name == "Straatzorg"


def test_region_gets_its_municipalities_and_numbers(client: Client, administrator: User, database: Database):
    numbers = {"help_phone": "035 000 00 00", "youth_crisis_phone": "0800 0004", "womens_shelter_phone": "0800 0005"}
    numbers |= {"lock_minutes": 5, "offline_days": 3, "ask_again_minutes": 45}
    form = {"municipalities": "Oostdorp\r\n\r\n Westdorp \r\nOostdorp", **numbers}
    assert client.post("/beheer/regio", data=form).status_code == 303
    with database.reading() as session:
        region = session.get(Region, administrator.region_id)
    assert region.municipalities == ["Oostdorp", "Westdorp"]
    assert {name: getattr(region, name) for name in numbers} == numbers


def test_municipality_with_a_place_stays_in_the_region_and_what_is_saved_is_told(
    client: Client, administrator: User, database: Database
):
    with database.transaction() as session:
        session.get(Region, administrator.region_id).municipalities = ["Oostdorp", "Westdorp", "Zuiddorp"]
        session.add(Site(organisation_id=administrator.organisation_id, name="De Brug", municipality="Oostdorp"))
        session.add(
            Site(organisation_id=administrator.organisation_id, name="Uil", municipality="Zuiddorp", secret=True)
        )
    refused = client.post("/beheer/regio", data={"municipalities": "Westdorp"})
    assert refused.status_code == 422
    assert "Oostdorp is nog in gebruik: daar staat De Brug." in refused.get_data(as_text=True)
    assert "Uil" not in refused.get_data(as_text=True)
    saved = client.post("/beheer/regio", data={"municipalities": "Oostdorp\nWestdorp"})
    assert saved.status_code == 303, "a secret place does not give itself away"
    assert "<strong>Bewaard</strong>" in client.get(saved.location).get_data(as_text=True)
    assert "<strong>Bewaard</strong>" not in text(client, "/beheer/regio")


def test_each_act_stands_in_the_access_log(client: Client, administrator: User, user: User, database: Database):
    from webapp.audit.models import AccessEntry

    client.post(f"/beheer/mensen/{user.id}/stoppen")
    client.post(f"/beheer/mensen/{user.id}/toelaten")
    with database.reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == user.id)).all()
    stopped, link, proposed = entries[-3:]
    assert {(one.action, one.user_id, one.role) for one in entries[-2:]} == {
        ("update", administrator.id, "administrator"),
        ("create", administrator.id, "administrator"),
    }
    assert "active True > False" in stopped.detail
    assert link.detail == "link"
    assert "active False > True" in proposed.detail

"""The host's sign-up: every step, back and forth, once, and never too often."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlmodel import func, select

from tests.rooms.walk import ANSWERS, START, answer, faults, heading, sign_up, url_of
from tests.support.client import Client
from webapp import clock
from webapp.accounts.store import find_demo_user
from webapp.audit.models import AccessEntry
from webapp.rooms.models import Host, Room, SignupDraft
from webapp.rooms.signup import views as signup_views
from webapp.web.forms import BSN

_RENT = "Vul de huur per maand in hele euro’s in, bijvoorbeeld 450."


def count(app: Flask, model: type) -> int:
    with app.extensions["database"].reading() as session:
        return session.exec(select(func.count()).select_from(model)).one()


def newest(app: Flask) -> tuple[Room, Host]:
    with app.extensions["database"].reading() as session:
        found = session.exec(
            select(Room, Host).join(Host, Host.id == Room.host_id).order_by(Room.created_at.desc())
        ).first()
    return found[0], found[1]


def test_signup_becomes_host_and_room_when_all_is_sent(demo_app: Flask, demo_client: Client) -> None:
    sign_up(demo_client)
    thanks = demo_client.get(f"{START}/bedankt")
    assert heading(thanks.get_data(as_text=True)) == "Bedankt, Demo Gerda"
    room, host = newest(demo_app)
    assert (host.name, host.phone, host.heard, host.municipality) == (
        "Demo Gerda",
        "06 00 00 00 09",
        "newspaper",
        "Hilversum",
    )
    assert (room.rent, room.bare_rent, room.service_costs, room.included) == (475, 400, 75, "no")
    assert (room.accepts, room.host_lives_in, room.pets_present) == ("women", True, ["cat", "dog"])
    assert (room.state, room.region_id, room.organisation_id) == ("new", host.region_id, host.organisation_id)
    assert str(room.from_date) == "2027-01-01"
    assert room.until_date is None


@pytest.mark.one_store
def test_signup_is_answered_by_the_coordinators_organisation_when_it_is_sent(
    demo_app: Flask, demo_client: Client
) -> None:
    sign_up(demo_client)
    _room, host = newest(demo_app)
    with demo_app.extensions["database"].reading() as session:
        coordinator = find_demo_user(session, "coordinator")
    assert coordinator is not None
    assert (host.region_id, host.organisation_id) == (coordinator.region_id, coordinator.organisation_id)


@pytest.mark.one_store
def test_signup_lands_in_the_other_region_when_the_room_is_there(demo_app: Flask, demo_client: Client) -> None:
    answer(demo_client, "waar", municipality="Urk")
    for step in list(ANSWERS)[1:]:
        answer(demo_client, step)
    demo_client.post(f"{START}/controle")
    assert newest(demo_app)[1].municipality == "Urk"
    demo_client.sign_in("coordinator")
    assert "Demo Gerda" not in demo_client.get("/kamers").get_data(as_text=True)
    demo_client.sign_in("coordinator-almere")
    assert "Demo Gerda" in demo_client.get("/kamers").get_data(as_text=True)


def test_signup_is_one_when_it_is_sent_twice(demo_app: Flask, demo_client: Client) -> None:
    before = count(demo_app, Host)
    sign_up(demo_client)
    assert demo_client.post(f"{START}/controle").location == f"{START}/bedankt"
    assert count(demo_app, Host) == before + 1


@pytest.mark.one_store
def test_signup_begins_anew_when_the_last_one_was_sent(demo_app: Flask, demo_client: Client) -> None:
    before = count(demo_app, Host)
    sign_up(demo_client)
    sign_up(demo_client, name="Demo Gerda twee")
    assert count(demo_app, Host) == before + 2


@pytest.mark.one_store
def test_answers_are_gone_from_the_draft_when_it_was_sent(demo_app: Flask, demo_client: Client) -> None:
    sign_up(demo_client)
    _room, host = newest(demo_app)
    with demo_app.extensions["database"].reading() as session:
        draft = session.exec(select(SignupDraft).where(SignupDraft.host_id == host.id)).one()
    assert draft.answers is None


@pytest.mark.one_store
def test_answers_are_still_there_when_one_goes_back(demo_client: Client) -> None:
    for step in ("waar", "huis", "kosten"):
        answer(demo_client, step)
    page = demo_client.get(url_of("kosten")).get_data(as_text=True)
    assert 'name="rent" type="text" value="400"' in page
    assert 'value="no" checked' in page
    first = demo_client.get(START).get_data(as_text=True)
    assert '<option value="Hilversum" selected>' in first
    assert "Je was al begonnen" in first
    assert f'href="{START}/punten"' in first


def test_answers_are_forgotten_when_seven_days_have_passed(
    demo_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(demo_client, "waar")
    later = clock.now() + timedelta(days=7, minutes=1)
    monkeypatch.setattr(clock, "now", lambda: later)
    assert demo_client.get(url_of("huis")).location == f"{START}?kwijt=1"
    assert "staan niet meer op dit apparaat" in demo_client.get(f"{START}?kwijt=1").get_data(as_text=True)


@pytest.mark.one_store
def test_answers_are_forgotten_when_the_host_begins_again(demo_client: Client) -> None:
    answer(demo_client, "waar")
    assert demo_client.post(f"{START}/opnieuw").location == START
    assert "Je was al begonnen" not in demo_client.get(START).get_data(as_text=True)


@pytest.mark.one_store
def test_answers_of_one_device_stay_there_when_another_opens_the_form(demo_app: Flask, demo_client: Client) -> None:
    answer(demo_client, "waar")
    other = Client(demo_app, demo_app.response_class)
    assert "Je was al begonnen" not in other.get(START).get_data(as_text=True)
    assert other.get(f"{START}/bedankt").location == START


@pytest.mark.one_store
def test_step_leads_to_the_first_open_one_when_it_is_too_early(demo_client: Client) -> None:
    answer(demo_client, "waar")
    assert demo_client.get(url_of("jij")).location == url_of("huis")
    assert demo_client.get(f"{START}/controle").location == url_of("huis")
    assert demo_client.post(f"{START}/controle").location == url_of("huis")


@pytest.mark.one_store
def test_changing_a_step_leads_back_to_the_check_when_it_came_from_there(demo_client: Client) -> None:
    for step in ANSWERS:
        answer(demo_client, step)
    page = demo_client.get(f"{url_of('kosten')}?van=controle").get_data(as_text=True)
    assert 'name="_van" value="controle"' in page
    assert answer(demo_client, "kosten", rent="500", _van="controle") == f"{START}/controle"
    assert "€ 500" in demo_client.get(f"{START}/controle").get_data(as_text=True)


@pytest.mark.one_store
def test_choosing_by_gender_ends_when_the_host_does_not_live_in(demo_app: Flask, demo_client: Client) -> None:
    for step in ANSWERS:
        answer(demo_client, step)
    answer(demo_client, "huis", host_lives_in="false")
    demo_client.post(f"{START}/controle")
    room, _host = newest(demo_app)
    assert (room.host_lives_in, room.accepts) == (False, "anyone")


@pytest.mark.one_store
def test_choosing_by_gender_is_not_asked_when_the_host_does_not_live_in(demo_client: Client) -> None:
    answer(demo_client, "waar")
    answer(demo_client, "huis", host_lives_in="false")
    for step in ("kosten", "punten"):
        answer(demo_client, step)
    assert 'name="accepts"' not in demo_client.get(url_of("wie")).get_data(as_text=True)


@pytest.mark.parametrize(
    ("step", "more", "expected"),
    [
        (
            "waar",
            {"municipality": "", "from_date": ""},
            {
                "municipality": "Kies de gemeente waar de kamer is.",
                "from_date": "Vul in vanaf wanneer de kamer vrij is.",
            },
        ),
        (
            "waar",
            {"municipality": "elsewhere"},
            {"municipality": "Daar werken we nu nog niet. Vraag je gemeente wie bij jou kamers voor jongeren zoekt."},
        ),
        ("waar", {"until_date": "2026-12-01"}, {"until_date": "Kies een dag na de eerste dag."}),
        ("huis", {"host_lives_in": ""}, {"host_lives_in": "Kies of je zelf in het huis woont."}),
        (
            "kosten",
            {"rent": "", "included": ""},
            {
                "rent": _RENT,
                "included": "Kies ja, nee of weet ik niet",
            },
        ),
        ("kosten", {"rent": "veel"}, {"rent": _RENT}),
        ("kosten", {"rent": "450,50"}, {"rent": _RENT}),
        ("kosten", {"rent": "10.00"}, {"rent": _RENT}),
        ("kosten", {"service_costs": ""}, {"service_costs": "Vul in wat gas, water en licht ongeveer kosten"}),
        (
            "wie",
            {"min_age": "25", "max_age": "20"},
            {"max_age": "De hoogste leeftijd kan niet onder de laagste liggen."},
        ),
        ("jij", {"name": ""}, {"name": "Vul je naam in."}),
        ("jij", {"email": "gerda"}, {"email": "Controleer je e-mailadres: er hoort een @ in."}),
        ("jij", {"consent": ""}, {"consent": "Vink aan dat we je mogen bellen of mailen."}),
    ],
)
@pytest.mark.one_store
def test_step_says_what_is_wrong_when_an_answer_cannot_be_taken(
    demo_client: Client, step: str, more: dict[str, str], expected: dict[str, str]
) -> None:
    for earlier in ANSWERS:
        if earlier == step:
            break
        answer(demo_client, earlier)
    response = demo_client.post(url_of(step), data=ANSWERS[step] | more)
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert faults(page) == expected
    assert "<title>Fout: " in page


@pytest.mark.parametrize("typed", ["1.000", "€ 1.000,-", "1 000", "1\u00a0000"])
@pytest.mark.one_store
def test_rent_of_a_thousand_is_a_thousand(demo_app: Flask, demo_client: Client, typed: str) -> None:
    for step in ANSWERS:
        answer(demo_client, step, **({"rent": typed, "included": "yes"} if step == "kosten" else {}))
    demo_client.post(f"{START}/controle")
    assert newest(demo_app)[0].rent == 1000


@pytest.mark.parametrize("typed", ["035 123 45 67 of 06 12345678", "06 12345678 (na 17:00)", "via de buren"])
@pytest.mark.one_store
def test_telephone_stays_as_the_host_wrote_it(demo_app: Flask, demo_client: Client, typed: str) -> None:
    sign_up(demo_client, phone=typed)
    assert newest(demo_app)[1].phone == typed


def test_going_back_keeps_what_was_typed_right_or_wrong(demo_client: Client) -> None:
    for step in ("waar", "huis"):
        answer(demo_client, step)
    left = demo_client.post(url_of("kosten"), data={"rent": "450,50", "included": "no", "_naar": "vorige"})
    assert (left.status_code, left.location) == (303, url_of("huis"))
    assert answer(demo_client, "huis") == url_of("kosten")
    again = demo_client.get(url_of("kosten")).text
    assert 'value="450,50"' in again
    assert 'value="no" checked' in again
    assert demo_client.get(f"{START}/controle").location == url_of("kosten")
    assert answer(demo_client, "kosten") == url_of("punten")
    assert 'value="400"' in demo_client.get(url_of("kosten")).text


@pytest.mark.one_store
def test_an_answer_that_is_made_wrong_on_the_way_back_is_open_again(demo_client: Client) -> None:
    for step in ANSWERS:
        answer(demo_client, step)
    demo_client.post(url_of("kosten"), data=ANSWERS["kosten"] | {"rent": "veel", "_naar": "vorige"})
    assert demo_client.get(f"{START}/controle").location == url_of("kosten")
    assert 'value="veel"' in demo_client.get(url_of("kosten")).text


@pytest.mark.one_store
def test_first_page_and_another_language_keep_what_was_typed(demo_client: Client) -> None:
    typed = {"municipality": "", "from_date": "2027-02-01", "_naar": "en"}
    assert demo_client.post(START, data=typed).location == f"{START}?lang=en"
    assert 'value="2027-02-01"' in demo_client.get(START).text
    assert demo_client.post(START, data=typed | {"from_date": "2027-03-01", "_naar": "vorige"}).location == "/"
    assert 'value="2027-03-01"' in demo_client.get(START).text


@pytest.mark.one_store
def test_bsn_in_a_note_is_asked_about_once(demo_app: Flask, demo_client: Client) -> None:
    for step in ("waar", "huis", "kosten", "punten", "wie"):
        answer(demo_client, step)
    typed = {**ANSWERS["aandacht"], "note": "mijn nummer is 123.456.782"}
    page = demo_client.post(url_of("aandacht"), data=typed)
    assert page.status_code == 422
    assert faults(page.text) == {"note": BSN}
    assert 'name="_geen_bsn" value="note"' in page.text
    assert "123.456.782" in page.text
    assert demo_client.post(url_of("aandacht"), data=typed | {"_geen_bsn": "note"}).status_code == 303


@pytest.mark.one_store
def test_what_was_typed_stays_when_a_step_has_a_mistake(demo_client: Client) -> None:
    answer(demo_client, "waar")
    page = demo_client.post(url_of("huis"), data={"pets_present": ["cat"], "smoking_allowed": "true"})
    assert 'value="cat" checked' in page.get_data(as_text=True)


@pytest.mark.one_store
def test_signup_speaks_english_when_asked(demo_client: Client) -> None:
    page = demo_client.get(f"{START}?lang=en").get_data(as_text=True)
    assert '<html lang="en"' in page
    assert 'name="_naar" value="nl"' in page


def test_sending_answers_429_when_one_address_does_it_too_often(
    demo_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signup_views, "_SENDS", 2)
    sign_up(demo_client)
    sign_up(demo_client)
    for step in ANSWERS:
        answer(demo_client, step)
    response = demo_client.post(f"{START}/controle")
    assert response.status_code == 429
    assert int(response.headers["Retry-After"]) > 0
    assert demo_client.get(f"{START}/controle").status_code == 200, "the answers are still there"


@pytest.mark.one_store
def test_beginning_answers_429_when_one_address_does_it_too_often(
    demo_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(signup_views, "_STARTS", 3)
    tries = [demo_client.post(START, data={}).status_code for _ in range(5)]
    assert tries == [422, 422, 422, 429, 429]


@pytest.mark.one_store
@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "'; drop table host; --", "%_{{ 7*7 }}", "🏠"])
def test_hostile_names_are_only_text_when_shown(demo_client: Client, text: str) -> None:
    sign_up(demo_client, name=text)
    thanks = demo_client.get(f"{START}/bedankt").get_data(as_text=True)
    assert "<script>alert(1)" not in thanks
    assert "49" not in heading(thanks)
    demo_client.sign_in("coordinator")
    assert demo_client.get("/kamers").status_code == 200


@pytest.mark.one_store
def test_signup_is_logged_without_a_user_when_it_is_sent(demo_app: Flask, demo_client: Client) -> None:
    sign_up(demo_client)
    _room, host = newest(demo_app)
    with demo_app.extensions["database"].reading() as session:
        entries = session.exec(select(AccessEntry).where(AccessEntry.subject_id == host.id)).all()
    assert [(e.action, e.subject, e.user_id, e.ground) for e in entries] == [("create", "host", None, "public")]

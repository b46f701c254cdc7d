"""Huren onder voorwaarden: from a signal by letter and contract to a home kept or lost, and who may see what."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from datetime import date, timedelta
from itertools import product
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import select

from tests.contacts.acts import SignIn
from tests.support.client import Client
from tests.support.door import Door
from webapp import clock
from webapp.accounts import store as accounts
from webapp.accounts.actor import Actor, actor_of
from webapp.accounts.permissions import Role
from webapp.conditional_tenancies import figures, letter, service, store
from webapp.conditional_tenancies.inputs import ReportInput
from webapp.conditional_tenancies.kind import CONDITIONAL, LOOK, RULES, Cause
from webapp.conditional_tenancies.models import ConditionalTenancy
from webapp.db import Database, Session, new_id
from webapp.due.rules import faults as rule_faults
from webapp.sheets import odt_file
from webapp.trajectories.kinds import faults
from webapp.trajectories.models import TakenRow

HOME = "/huren-onder-voorwaarden"
JSON = {"Accept": "application/json"}


def report(door: Door, alias: str | None = None, **more: Any) -> str:
    said = {"alias": alias, "cause": "arrears", "address": "Stille Laan 9", "landlord": "Corporatie", **more}
    return door.accepted("conditional_tenancy.report", {name: value for name, value in said.items() if value})


def answer(door: Door, case: str, step: str, word: str, **more: Any) -> dict[str, Any]:
    return door.send("conditional_tenancy.answer", {"tenancy": case, "step": step, "answer": word, **more})


def accepted(door: Door, case: str, *answers: tuple[str, ...]) -> None:
    for one in answers:
        step, word, party, reason = (*one, "", "")[:4]
        more = {"party": party or None, "reason": reason or None}
        assert answer(door, case, step, word, **more)["status"] == "accepted", one


def standing(client: Any, case: str) -> str:
    told = client.get(f"{HOME}/{case}", headers=JSON).get_json()
    return str(told["step"] or told["ended"])


def test_declarations_have_no_faults() -> None:
    assert faults(CONDITIONAL) == []
    assert [fault for rule in {*RULES.values(), LOOK} for fault in rule_faults(rule)] == []


def test_goes_from_signal_by_letter_and_contract_to_a_home_kept(door: Door, officer: Door, desk: Client) -> None:
    case = report(door, "Testhuurder Toon")
    assert standing(door.client, case) == standing(desk, case) == "reported"
    assert "Testhuurder Toon" in desk.get(HOME).text
    accepted(officer, case, ("reported", "warned"), ("warned", "contract"), ("contract", "yes", "landlord"))
    accepted(door, case, ("contract", "yes", "tenant"), ("contract", "yes", "care"))
    assert standing(door.client, case) == "watched"
    accepted(officer, case, ("watched", "kept", "", "paid"))
    page = door.client.get(f"{HOME}/{case}").text
    assert "Woning behouden" in page
    assert "Achterstand betaald of geregeld" in page


def test_scenario_without_compulsory_support_needs_no_care(door: Door, officer: Door) -> None:
    case = report(door, "Testhuurder Truus", cause="nuisance")
    accepted(officer, case, ("reported", "agreement"), ("agreement", "yes", "tenant"), ("agreement", "yes", "landlord"))
    assert standing(door.client, case) == "watched"


def test_lost_home_has_a_reason(door: Door, officer: Door) -> None:
    case = report(door, "Testhuurder Teun")
    accepted(officer, case, ("reported", "warned"))
    assert answer(officer, case, "warned", "lost")["status"] == "rejected"
    accepted(officer, case, ("warned", "lost", "", "evicted"))
    assert standing(door.client, case) == "lost"


def test_reporter_cannot_answer_for_the_desk_or_the_landlord(door: Door, officer: Door) -> None:
    case = report(door, "Testhuurder Tine")
    assert answer(door, case, "reported", "warned")["status"] == "rejected"
    accepted(officer, case, ("reported", "contract"))
    assert answer(door, case, "contract", "yes", party="landlord")["status"] == "rejected"


def test_of_two_officers_with_another_answer_one_wins_and_the_same_twice_is_one(door: Door, officer: Door) -> None:
    case = report(door, "Testhuurder Tom")
    accepted(officer, case, ("reported", "warned"), ("reported", "warned"))
    assert answer(officer, case, "reported", "contract")["status"] == "conflict"
    late = officer.client.post(f"{HOME}/{case}/antwoord", data={"step": "reported", "answer": "contract"})
    assert late.status_code == 409
    assert "intussen al verder" in late.text


def test_slip_is_taken_back(door: Door, officer: Door, desk: Client) -> None:
    case = report(door, "Testhuurder Tess")
    accepted(officer, case, ("reported", "warned"), ("warned", "lost", "", "gave_up"))
    assert "neem de laatste stap terug" in desk.get(f"{HOME}/{case}").text
    accepted(officer, case, ("warned", "take_back", "desk"))
    assert standing(desk, case) == "warned"
    accepted(officer, case, ("reported", "take_back", "desk"))
    assert standing(desk, case) == "reported"


def test_slip_is_taken_back_for_two_days(door: Door, officer: Door, desk: Client, demo_database: Database) -> None:
    case = report(door, "Testhuurder Teun")
    accepted(officer, case, ("reported", "warned"), ("warned", "lost", "", "gave_up"))
    with demo_database.transaction() as session:
        row = session.get_one(ConditionalTenancy, UUID(case))
        row.reported_at -= timedelta(days=3)
        for taken in session.exec(select(TakenRow).where(TakenRow.subject_id == row.id)):
            taken.at -= timedelta(days=3)
    assert "neem de laatste stap terug" not in desk.get(f"{HOME}/{case}").text
    late = answer(officer, case, "warned", "take_back", party="desk")
    assert late["status"] == "rejected"
    assert "twee dagen" in str(late)
    assert standing(desk, case) == "lost"


def test_sent_twice_is_one_and_a_second_case_of_a_client_is_refused(door: Door) -> None:
    client = door.accepted("client.add", {"name": "Ömer Şahin-Łuczak", "birth_year": 1980, "legal_basis": "wmo"})
    op = str(new_id())
    body = {"client": client, "cause": "neglect"}
    assert [door.send("conditional_tenancy.report", body, id=op)["status"] for _ in range(2)] == [
        "accepted",
        "duplicate",
    ]
    again = door.send("conditional_tenancy.report", body)
    assert again["status"] == "rejected"
    assert "loopt dit al" in str(again)
    assert "Woning in gevaar: woning verwaarloosd" in door.client.get(f"/clienten/{client}").text


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"cause": "arrears"}, "Kies om wie het gaat"),
        ({"alias": "Iemand"}, "Kies wat er speelt"),
        ({"alias": "Iemand", "cause": "arrears", "residents": "0"}, "van 1 tot 50"),
        ({"alias": "Iemand", "cause": "arrears", "residents": "veel"}, "van 1 tot 50"),
        ({"alias": "Iemand", "cause": "arrears", "municipality": "Parijs"}, "Kies een gemeente van deze regio"),
    ],
)
def test_bad_input_gets_a_sentence_and_keeps_what_was_typed(nurse: Client, typed: dict[str, str], sentence: str):
    told = nurse.post(f"{HOME}/melden", data={**typed, "note": "Blijft staan"})
    assert told.status_code == 422
    assert sentence in told.text
    assert "Blijft staan" in told.text


def test_letter_is_made_from_the_record_and_never_has_the_note(door: Door, officer: Door, desk: Client) -> None:
    case = report(door, "Zoë d'Ağ & <b>", note="Onder behandeling voor iets")
    page = desk.get(f"{HOME}/{case}/brief").text
    assert "Stille Laan 9" in page
    assert "achterstand in de huur" in page
    assert "behandeling" not in page
    told = desk.post(f"{HOME}/{case}/brief")
    assert told.mimetype == odt_file.MIMETYPE
    with zipfile.ZipFile(io.BytesIO(told.data)) as packed:
        content = packed.read("content.xml").decode()
        assert packed.infolist()[0].filename == "mimetype"
        assert packed.read("mimetype").decode() == odt_file.MIMETYPE
    assert "Zoë d'Ağ &amp; &lt;b&gt;" in content
    assert "behandeling" not in content
    assert door.client.get(f"{HOME}/{case}/brief").status_code == 403


_BRACED = st.text("{}ab \n", max_size=30)


@given(_BRACED)
def test_facts_are_put_in_as_they_are(name: str) -> None:
    text = "Beste {naam} van {verhuurder}, {onbekend}"
    assert letter.fill(text, {"naam": name, "verhuurder": "W"}) == [f"Beste {name} van W, {{onbekend}}"]
    assert letter.list_unknown(text) == ["onbekend"]
    assert letter.list_unknown(letter.BEGIN) == []


def test_desk_changes_its_text_and_nobody_elses_change_is_lost(desk: Client, nurse: Client) -> None:
    page = desk.get(f"{HOME}/loket").text
    seen = page.split('name="seen" value="')[1].split('"')[0]
    office = page.split('<option value="')[1].split('"')[0]
    said = {"desk": office, "letter": "Beste {naam}, bel ons over {adres}.", "target": "650", "seen": seen}
    wrong = desk.post(f"{HOME}/loket", data={**said, "letter": "Beste {diagnose}, bel ons snel."})
    assert wrong.status_code == 422
    assert "Een woord tussen accolades is niet bekend" in wrong.text
    assert desk.post(f"{HOME}/loket", data=said).status_code == 303
    late = desk.post(f"{HOME}/loket", data={**said, "letter": "Een heel andere tekst van mij."})
    assert late.status_code == 409
    assert "Een heel andere tekst van mij." in late.text
    assert nurse.get(f"{HOME}/loket").status_code == 403


def test_others_see_nothing(door: Door, sign_in: SignIn) -> None:
    case = report(door, "Testhuurder Ties")
    for name in ("opvang", "vrijwilliger", "beleid", "beheer"):
        assert sign_in(name).get(f"{HOME}/{case}").status_code == 403
    for name in ("straatverpleegkundige-almere", "plaatsing-almere"):
        assert sign_in(name).get(f"{HOME}/{case}").status_code == 404
        assert "Ties" not in sign_in(name).get(HOME).text


def test_colleague_reads_it_and_another_organisation_does_not(acting: Callable[..., Actor], session: Session) -> None:
    said = ReportInput(alias="Testhuurder Tooske", cause=Cause.arrears)
    row = service.report(session, acting("straatverpleegkundige"), said, new_id())
    for role in (Role.street_nurse, Role.placement_officer):
        assert store.find_case(session, acting("straatverpleegkundige", role, elsewhere=True), row.id) is None
    assert store.find_case(session, acting("straatverpleegkundige", Role.street_nurse), row.id) is not None


def test_safety_flag_hides_the_address_from_the_desk_and_the_case_from_colleagues(
    door: Door, desk: Client, sign_in: SignIn, colleague: str
) -> None:
    client = door.accepted("client.add", {"name": "Verborgen Vrouw", "birth_year": 1985, "legal_basis": "wmo"})
    case = report(door, client=client)
    assert sign_in(colleague).get(f"{HOME}/{case}").status_code == 200
    hide(door, client)
    assert sign_in(colleague).get(f"{HOME}/{case}").status_code == 404
    assert "Stille Laan" not in desk.get(f"{HOME}/{case}").text
    assert "Stille Laan" not in desk.get(f"{HOME}/{case}/brief").text
    assert "Stille Laan" in door.client.get(f"{HOME}/{case}").text


def hide(door: Door, client: str) -> None:
    changes = {"whereabouts": {"from": "open", "to": "hidden"}}
    door.accepted("client.edit", {"client": client, "changes": changes})


def test_look_of_a_month_is_due_for_both_and_stands_on_the_page(
    door: Door, officer: Door, demo_database: Database
) -> None:
    case = report(door, "Testhuurder Tijn")
    signed = (("agreement", "yes", "tenant"), ("agreement", "yes", "landlord"))
    accepted(officer, case, ("reported", "agreement"), *signed)
    with demo_database.transaction() as session:
        row = session.get(ConditionalTenancy, UUID(case))
        assert row is not None
        row.moved_at = clock.now() - timedelta(days=40)
        session.add(row)
    for one in (door, officer):
        assert "Testhuurder Tijn" in one.client.get("/vervolgacties?rule=conditional_look").text
    door.accepted("due.done", {"rule": "conditional_look", "subject": case, "outcome": "worse", "note": "Post lag er"})
    page = officer.client.get(f"{HOME}/{case}").text
    assert "Gekeken: gaat minder goed" in page
    assert "Post lag er" in page


def test_desk_hears_what_waits(door: Door, officer: Door, demo_database: Database) -> None:
    case = report(door, "Testhuurder Thea")
    with demo_database.transaction() as session:
        row = session.get(ConditionalTenancy, UUID(case))
        assert row is not None
        row.moved_at = clock.now() - timedelta(days=20)
        session.add(row)
    assert "Testhuurder Thea" in officer.client.get("/vervolgacties?rule=conditional_report").text
    assert "Testhuurder Thea" not in door.client.get("/vervolgacties").text


def test_figures_count_residents_and_hide_small_numbers(
    door: Door, officer: Door, demo_database: Database, sign_in: SignIn
) -> None:
    year = clock.today().year
    before = read_year(demo_database, "plaatsing", year)
    for number, cause in enumerate(("arrears", "nuisance")):
        case = report(door, f"Testhuurder {number}", cause=cause, residents=3)
        accepted(officer, case, ("reported", "warned"))
    after = read_year(demo_database, "plaatsing", year)
    assert int(after.residents) - int(before.residents or 0) == 6
    assert int(after.cases) - int(before.cases) == 2
    seen = read_year(demo_database, "beleid", year)
    assert seen.target == 600
    assert seen.causes is None
    assert seen.ends is None
    assert sign_in("beleid").get(f"{HOME}/cijfers").status_code == 200
    assert sign_in("straatverpleegkundige").get(f"{HOME}/cijfers").status_code == 403
    for wrong in ("1999", "9999", "x", "²026"):
        assert sign_in("beleid").get(f"{HOME}/cijfers?jaar={wrong}").status_code == 404


def read_year(database: Database, name: str, year: int) -> figures.Report:
    with database.reading() as session:
        user = accounts.find_demo_user(session, name)
        assert user is not None
        return figures.read_year(session, actor_of(user), year)


@given(st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8), st.integers(0, 8))))
def test_no_small_number_follows_from_the_lines(rows: list[tuple[int, ...]]) -> None:
    for row in rows:
        lines = figures._lines({str(n): one for n, one in enumerate(row)}, hidden=True)
        assert lines is None or all(int(number) not in range(1, 5) for _, number in lines)


def test_names_go_when_the_term_is_over(door: Door, officer: Door, demo_database: Database) -> None:
    case, other = report(door, "Testhuurder Oud"), report(door, "Testhuurder Jong")
    for one in (case, other):
        accepted(officer, one, ("reported", "warned"), ("warned", "kept", "", "paid"))
    with demo_database.transaction() as session:
        for one, days in ((case, 735), (other, 700)):
            row = session.get(ConditionalTenancy, UUID(one))
            assert row is not None
            row.ended_on = clock.today() - timedelta(days=days)
            session.add(row)
    with demo_database.transaction() as session:
        service.erase_past_term(session)
    with demo_database.reading() as session:
        gone, kept = session.get(ConditionalTenancy, UUID(case)), session.get(ConditionalTenancy, UUID(other))
        assert gone is not None
        assert kept is not None
        assert (gone.person, gone.address, gone.search_key, gone.state) == ("", "", "", "kept")
        assert kept.person == "Testhuurder Jong"
    assert answer(officer, case, "warned", "take_back", party="desk")["status"] == "rejected"
    assert officer.client.get(f"{HOME}/{case}/brief").status_code == 404
    assert officer.client.get(f"{HOME}/{case}").status_code == 200
    assert officer.client.get(HOME).status_code == 200


@pytest.mark.parametrize(("month", "day"), list(product((1, 2, 11, 12), (1, 28, 30))))
def test_term_is_two_whole_years(month: int, day: int) -> None:
    if (month, day) == (2, 30):
        day = 27
    today = date(2028, month, day)
    first = service._first_kept(today)
    assert service.KEPT.after(first) <= today < service.KEPT.after(first + timedelta(days=1))

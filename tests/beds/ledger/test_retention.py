"""How long a name on a request is kept: never a day after its end, whatever else happens."""

from __future__ import annotations

from datetime import timedelta

from tests.beds.acts import ask
from tests.beds.night import AUTOMATIC, Night
from tests.beds.requests.acts import find
from tests.beds.stays.acts import arrive
from tests.support.client import Client
from webapp import clock
from webapp.beds.ledger import retention
from webapp.beds.ledger.models import Stay
from webapp.beds.requests import store as request_store


def test_name_goes_within_a_day_and_stays_with_who_slept_there(night: Night):
    gone, slept = night.ask(alias="Kanariepietje", note="kanarie-note"), night.ask(alias="Kanarie Twee")
    stay = arrive(night, slept)
    assert gone.name_at(clock.now()) == "Kanariepietje"
    night.pass_time(days=1)
    assert gone.name_at(clock.now()) is None
    night.count(3, base=night.beds(AUTOMATIC, "mixed").version)
    row = find(night, gone)
    assert (row.name, row.note) == (None, None)
    with night.database.reading() as session:
        kept = session.get(Stay, stay.id)
        assert kept is not None
        assert kept.name == "Kanarie Twee"


def test_name_goes_in_a_region_where_nobody_does_anything(night: Night):
    asked = night.ask(alias="Kanariepietje", note="kanarie-note")
    night.pass_time(days=1)
    with night.database.transaction() as session:
        retention.erase_everywhere(session)
    row = find(night, asked)
    assert (row.name, row.note) == (None, None)


def test_words_go_in_which_a_name_may_stand(night: Night):
    asked = night.ask()
    night.cancel(asked, reason="Kanariepietje slaapt bij zijn zus")
    for hours, kept in ((1, ["Kanariepietje slaapt bij zijn zus"]), (12, [])):
        night.pass_time(hours=hours)
        with night.database.transaction() as session:
            retention.erase_everywhere(session)
            assert [step.words for step, _ in request_store.list_steps(session, asked.id) if step.words] == kept


def test_request_that_came_too_late_tells_its_asker_for_whom_it_was(night: Night, nurse: Client):
    yesterday = (clock.tonight() - timedelta(days=1)).isoformat()
    url = ask(nurse, night=yesterday, alias="Kanariepietje").location
    assert "Kanariepietje" in nurse.get(url).text.split("De nacht is voorbij")[1]
    night.pass_time(hours=13)
    nurse.sign_in("straatverpleegkundige")
    assert "Kanariepietje" not in nurse.get(url).text

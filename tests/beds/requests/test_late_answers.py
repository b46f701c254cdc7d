"""A shelter that decides by hand has a set time: after that its asker is sent on, and it may still answer."""

from __future__ import annotations

import pytest

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.beds.requests.acts import find, hold, refuse
from tests.support.client import Client
from webapp import clock
from webapp.beds.kinds import State
from webapp.beds.requests import service as requests
from webapp.errors import Invalid


def test_question_without_an_answer_in_time_says_so_and_can_still_be_answered(night: Night):
    request = night.ask(BY_HAND)
    night.pass_time(minutes=14)
    assert find(night, request).state_at(clock.now()) is State.requested
    night.pass_time(minutes=1)
    late = find(night, request)
    assert late.state_at(clock.now()) is State.unanswered
    assert requests.effect_of(late, clock.now()) == {"state": "requested", "until": None}
    assert hold(night, request).state == State.held


def test_asker_of_a_late_question_is_sent_on_and_can_take_it_back(night: Night, nurse: Client, worker: Client):
    request = night.ask(BY_HAND)
    url = f"/bedden/aanvragen/{request.id}"
    assert "De opvang heeft tot" in nurse.get(url).text
    night.pass_time(minutes=15)
    page = nurse.get(url).text
    assert "Nog geen antwoord" in page
    assert AUTOMATIC in page, "another bed is offered"
    assert "wacht sinds" in worker.get(f"/bedden/{request.shelter_id}").text
    assert night.cancel(request).state == State.cancelled


def test_question_nobody_answered_has_lapsed_for_the_shelter_when_its_night_is_over(night: Night):
    request = night.ask(BY_HAND)
    night.pass_time(days=1)
    assert find(night, request).state_at(clock.now()) is State.unanswered
    with pytest.raises(Invalid):
        hold(night, request)
    night.cancel(request)
    assert find(night, request).state_at(clock.now()) is State.unanswered


def test_question_of_a_night_that_is_over_is_answered_by_nobody(night: Night, nurse: Client, worker: Client):
    asked = night.ask(BY_HAND)
    url = f"/bedden/aanvragen/{asked.id}"
    night.pass_time(days=1)
    for client, user in ((nurse, "straatverpleegkundige"), (worker, "opvang")):
        page = client.sign_in(user).get(url).text
        assert "De nacht is voorbij" in page
        assert "Antwoord van de opvang" not in page
    assert "/vasthouden" not in page
    assert "/weigeren" not in page
    with pytest.raises(Invalid):
        refuse(night, asked)
    assert find(night, asked).state_at(clock.now()) is State.unanswered

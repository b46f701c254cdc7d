"""A house hears of a question and an asker of an answer; nobody else, nothing else, and nobody waits for it."""

from __future__ import annotations

import json
import urllib.request
from collections.abc import Callable
from http.cookiejar import CookieJar

import pytest

from tests.beds.night import AUTOMATIC, BY_HAND, Night
from tests.push.acts import HOUSE, NURSE, Hear, kept
from tests.support.client import Client
from tests.support.push_service import PushService
from tests.support.servers import Server
from webapp.beds.kinds import Alternative, Refusal
from webapp.beds.requests import answers
from webapp.config import from_env
from webapp.push import service as push


def test_house_hears_that_a_question_waits_and_how_many(
    night: Night, service: PushService, hear: Hear, send: Callable[[], int]
) -> None:
    hear(HOUSE)
    night.ask(BY_HAND, alias="Rooie Piet")
    send()
    said, headers = service.received.get(timeout=5)
    assert said == {"news": "question", "count": 1}
    assert headers["urgency"] == "high"
    assert 0 < int(headers["ttl"]) <= 3600
    night.ask(BY_HAND, "couples", persons=2)
    night.ask(BY_HAND)
    assert kept(night) == (1, 1)
    send()
    assert service.next(5) == {"news": "question", "count": 3}
    assert kept(night) == (1, 0)
    assert send() == 0


def test_asker_hears_of_an_answer_of_somebody_else_only(
    night: Night, service: PushService, hear: Hear, send: Callable[[], int]
) -> None:
    hear(NURSE)
    night.ask(AUTOMATIC)  # answered on her own screen
    request, other = night.ask(BY_HAND), night.ask(BY_HAND)
    assert send() == 0
    with night.write() as session:
        answers.hold_request(session, night.actor(HOUSE), request.id)
    send()
    assert service.next(5) == {"news": "answer", "count": 1}
    night.cancel(other)
    assert send() == 0
    refused = night.ask(BY_HAND)
    with night.write() as session:
        who, why, offered = night.actor(HOUSE), Refusal.house_unsafe, Alternative.other_shelter
        answers.refuse_request(session, who, refused.id, why, offered)
    send()
    assert service.next(5) == {"news": "answer", "count": 1}


def test_request_that_is_not_committed_is_told_to_nobody(night: Night, hear: Hear, send: Callable[[], int]) -> None:
    hear(HOUSE)
    with pytest.raises(RuntimeError), night.write() as session:
        push.tell(session, [night.actor(HOUSE).user_id], push.News.question)
        raise RuntimeError
    assert send() == 0


def test_address_that_is_gone_is_forgotten(
    night: Night, service: PushService, hear: Hear, send: Callable[[], int]
) -> None:
    hear(HOUSE)
    service.answer = 410
    night.ask(BY_HAND)
    send()
    assert kept(night) == (0, 0)


@pytest.mark.parametrize("answer", [500, 429, 302])
def test_service_that_fails_is_tried_again_until_it_is_no_news(
    answer: int, night: Night, service: PushService, hear: Hear, send: Callable[[], int]
) -> None:
    hear(HOUSE)
    service.answer = answer
    night.ask(BY_HAND)
    assert send() == 1
    assert send() == 0
    night.pass_time(minutes=2)
    assert send() == 1
    service.answer = 201
    night.pass_time(minutes=5)
    assert send() == 1
    assert kept(night) == (1, 0)
    service.answer = answer
    night.ask(BY_HAND)
    assert send() == 1
    night.pass_time(minutes=40)
    assert send() == 0
    assert kept(night) == (1, 0)


def test_service_that_is_away_holds_nobody_up(
    night: Night, service: PushService, hear: Hear, send: Callable[[], int]
) -> None:
    hear(HOUSE)
    service.close()
    night.ask(BY_HAND)
    assert send() == 1
    assert kept(night) == (1, 1)


def test_who_signed_out_or_stopped_hears_nothing(
    night: Night, service: PushService, hear: Hear, send: Callable[[], int], people: dict[str, Client]
) -> None:
    hear(HOUSE)
    night.ask(BY_HAND)
    people[HOUSE].post("/uitloggen")
    assert send() == 0
    night.ask(BY_HAND)
    assert send() == 0
    hear(NURSE)
    night.ask(BY_HAND)
    assert send() == 0
    assert service.received.empty()


def test_session_that_grew_old_hears_nothing(night: Night, hear: Hear, send: Callable[[], int]) -> None:
    hear(HOUSE)
    night.pass_time(hours=15)
    night.ask(BY_HAND)
    assert send() == 0


def test_browser_hears_for_its_last_user_alone_and_can_be_switched_off(
    night: Night, service: PushService, hear: Hear, send: Callable[[], int], people: dict[str, Client]
) -> None:
    browser = hear(HOUSE)
    nurse = people.setdefault(NURSE, people[HOUSE].application.test_client()).sign_in(NURSE)
    nurse.post("/meldingen", json=browser.said)
    night.ask(BY_HAND)
    assert send() == 0
    assert kept(night) == (1, 0)
    assert nurse.post("/meldingen/uit", json={"endpoint": browser.endpoint}).json == {"subscribed": False}
    assert kept(night) == (0, 0)


@pytest.mark.parametrize(
    "endpoint",
    [
        "http://169.254.169.254/latest",
        "https://evil.example/send/1",
        "https://fcm.googleapis.com.evil.example/send/1",
        "https://fcm.googleapis.com:444/send/1",
        "https://user@fcm.googleapis.com/send/1",
        "http://fcm.googleapis.com/send/1",
        "https://fcm.googleapis.com/" + "a" * 1000,
        "https://fcm.googleapis.com/a b",
        "https://a..fcm.googleapis.com/x",
        "https://.fcm.googleapis.com/x",
        f"https://{'a' * 64}.fcm.googleapis.com/x",
        f"https://{'a.' * 125}fcm.googleapis.com/x",
        "https://a_b%2e.fcm.googleapis.com/x",
        "https://fcm.googleapis.com./x",
        "https://intern.example./x",
        "file:///etc/passwd",
        "://",
        "",
    ],
)
def test_server_goes_nowhere_on_the_word_of_a_browser(endpoint: str) -> None:
    known = ("fcm.googleapis.com", "push.apple.com", "")
    assert push.may_be_sent_to("https://fcm.googleapis.com/fcm/send/abc:def", known)
    assert push.may_be_sent_to("https://web.push.apple.com/QK", known)
    assert not push.may_be_sent_to(endpoint, known)


def test_services_are_read_without_empty_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ONDERDAK_PUSH_SERVICES", "fcm.googleapis.com, ,https://push.example/,")
    assert from_env(production=False).push_services == ("fcm.googleapis.com", "https://push.example")
    monkeypatch.setenv("ONDERDAK_PUSH_SERVICES", ",")
    assert from_env(production=False).push_services == ()


@pytest.mark.parametrize(
    "body", [{}, {"endpoint": 7}, {"endpoint": "https://evil.example/x", "p256dh": "", "auth": ""}]
)
def test_strange_address_is_refused_with_a_sentence(demo_client: Client, body: dict[str, object]) -> None:
    answer = demo_client.sign_in(NURSE).post("/meldingen", json=body)
    assert answer.status_code == 422
    assert answer.json
    assert answer.json["error"] == "unknown_push_service"
    assert "Zonder meldingen werkt alles" in answer.json["message"]


def test_who_asks_no_beds_hears_of_none(demo_client: Client, service: PushService) -> None:
    assert demo_client.post("/meldingen", json=service.browser().said).status_code in (302, 303, 401)
    assert demo_client.sign_in("verhuurder").post("/meldingen", json=service.browser().said).status_code == 403
    assert "data-push=" not in demo_client.get("/account").text
    assert "data-push=" in demo_client.sign_in(NURSE).get("/account").text


def test_running_server_sends_by_itself(start_server: Callable[[], Server], service: PushService) -> None:
    server = start_server()

    def browser(name: str) -> urllib.request.OpenerDirector:
        opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))
        opener.open(f"{server.url}/demo/inloggen", f"user={name}".encode()).close()
        return opener

    house = browser(HOUSE)
    said = json.dumps(service.browser().said).encode()
    house.open(urllib.request.Request(f"{server.url}/meldingen", said, {"Content-Type": "application/json"})).close()
    nurse = browser(NURSE)
    board = urllib.request.Request(f"{server.url}/bedden", headers={"Accept": "application/json"})
    with nurse.open(board) as answer:
        shelter = next(one["id"] for one in json.load(answer)["shelters"] if BY_HAND in one["name"])
    form = f"shelter={shelter}&category=mixed&age_group=adult&gender=unsaid&persons=1"
    nurse.open(f"{server.url}/bedden/vragen", form.encode()).close()
    assert service.next() == {"news": "question", "count": 1}

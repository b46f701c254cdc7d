"""The HTTP edge: headers, cross-site requests, errors, languages, static files."""

from __future__ import annotations

import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from tests.support.client import Client
from webapp.web.headers import HEADERS


def test_answer_carries_a_strict_policy_and_is_not_stored(client: Client) -> None:
    answer = client.get("/")
    policy = answer.headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "unsafe" not in policy
    assert "frame-ancestors 'none'" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert answer.headers["Cache-Control"] == "no-store"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({"Origin": "https://evil.example"}, 403),
        ({"Origin": "null"}, 403),
        ({"Sec-Fetch-Site": "cross-site"}, 403),
        ({"Sec-Fetch-Site": "same-site"}, 403),
        ({"Sec-Fetch-Site": "same-origin", "Origin": "http://localhost"}, 303),
        ({}, 303),
    ],
)
def test_unsafe_request_is_refused_when_it_comes_from_elsewhere(
    demo_client: Client, headers: dict[str, str], status: int
) -> None:
    answer = demo_client.post("/demo/inloggen", data={"user": "opvang"}, headers=headers)
    assert answer.status_code == status


def test_unknown_page_is_a_dutch_page_with_a_way_on(client: Client) -> None:
    answer = client.get("/bestaat-niet")
    assert answer.status_code == 404
    assert "Deze pagina is er niet" in answer.text
    assert 'href="/"' in answer.text


def test_page_needs_sign_in_and_says_where_to_return(client: Client) -> None:
    answer = client.get("/meer")
    assert answer.status_code == 303
    assert answer.headers["Location"] == "/inloggen?next=/meer"


def test_language_is_chosen_by_address_and_kept_by_cookie(client: Client) -> None:
    assert '<html lang="nl"' in client.get("/").text
    assert '<html lang="en"' in client.get("/?lang=en").text
    assert '<html lang="en"' in client.get("/").text
    assert '<html lang="en"' in client.get("/?lang=xx").text


def test_static_file_is_immutable_and_precompressed(client: Client) -> None:
    address = re.search(r'href="(/static/[0-9a-f]{12}/css/onderdak\.css)"', client.get("/").text)
    assert address
    for encoding in ("br", "gzip"):
        answer = client.get(address[1], headers={"Accept-Encoding": encoding})
        answer.close()
        assert answer.headers["Content-Encoding"] == encoding
        assert "immutable" in answer.headers["Cache-Control"]
        assert {name: answer.headers[name] for name in HEADERS} == HEADERS
    assert client.get("/static/../pyproject.toml").status_code == 404


def test_page_is_compressed(app: Flask) -> None:
    answer = FlaskClient(app, app.response_class).get("/", headers={"Accept-Encoding": "br"})
    assert answer.headers["Content-Encoding"] == "br"


def test_health_names_version_and_store(client: Client) -> None:
    answer = client.get("/health").json
    assert answer is not None
    assert answer.keys() == {"status", "version", "database"}
    assert answer["status"] == "ok"
    assert answer["database"] in ("sqlite", "postgresql")


def test_session_is_dead_after_sign_out(demo_client: Client) -> None:
    demo_client.post("/demo/inloggen", data={"user": "opvang"})
    cookie = demo_client.get_cookie("session")
    assert cookie is not None
    assert cookie.http_only
    assert cookie.same_site == "Lax"
    assert demo_client.get("/meer").status_code == 200
    answer = demo_client.post("/uitloggen")
    assert "storage" not in answer.headers["Clear-Site-Data"]
    demo_client.set_cookie("session", cookie.value)
    assert demo_client.get("/meer").status_code == 303


def test_session_gets_a_new_id_at_every_sign_in(demo_client: Client) -> None:
    demo_client.post("/demo/inloggen", data={"user": "opvang"})
    first = demo_client.get_cookie("session")
    demo_client.post("/demo/inloggen", data={"user": "opvang"})
    second = demo_client.get_cookie("session")
    assert first
    assert second
    assert first.value != second.value
    demo_client.set_cookie("session", first.value)
    assert demo_client.get("/meer").status_code == 303

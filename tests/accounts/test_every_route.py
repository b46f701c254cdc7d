"""No page is broken for anyone: every address without an argument, for each of the twenty demo people."""

from __future__ import annotations

from dataclasses import replace

import pytest
from flask import Flask

from tests.accounts.acts import NAMES
from tests.support.client import Client
from webapp.config import Config

pytestmark = pytest.mark.one_store


@pytest.fixture
def demo_config(demo_config: Config) -> Config:
    """With an address to report weaknesses to: without it there is no page that tells it."""
    return replace(demo_config, security_contacts=("mailto:veilig@example.nl",))


def addresses(app: Flask) -> list[str]:
    return sorted(
        {rule.rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ()) and not rule.arguments}
    )


@pytest.mark.parametrize("suffix", ["", "-almere"])
@pytest.mark.parametrize("name", NAMES)
def test_no_page_fails_for_a_demo_person(demo_app: Flask, demo_client: Client, name: str, suffix: str):
    demo_client.sign_in(name + suffix)
    answers = {path: demo_client.get(path).status_code for path in addresses(demo_app)}
    assert len(answers) > 20
    failed = {path: status for path, status in answers.items() if status not in (200, 302, 303, 403)}
    assert failed == {}


def test_no_page_fails_for_someone_signed_out(demo_app: Flask, demo_client: Client):
    answers = {path: demo_client.get(path).status_code for path in addresses(demo_app)}
    assert {status for status in answers.values() if status not in (200, 302, 303, 401)} == set(), answers

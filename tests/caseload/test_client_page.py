"""One client's page: contacts, follow-ups, who works with them, whom to call for a minor."""

from __future__ import annotations

from typing import Any

import pytest

from tests.contacts.acts import SignIn
from tests.support.door import Door
from webapp import clock


def test_client_page_shows_contacts_follow_ups_and_who_works_with_them(
    sign_in: SignIn, door: Door, contact: Any, colleague: str
) -> None:
    body = {
        "name": "Jan Demo",
        "alias": "Lange Jan",
        "legal_basis": "vital_interest",
        "contact_ways": ["via de inloop"],
    }
    client = door.accepted("client.add", body)
    follow_up = {"text": "Schoenen regelen", "due_on": clock.today().isoformat()}
    door.accepted("contact.log", contact(client=client, note="Liep op sokken.", follow_up=follow_up))
    Door(sign_in(colleague)).accepted("contact.log", contact(client=client, note="Ook gezien."))
    shown = door.client.get(f"/clienten/{client}").text
    expected = ("Jan Demo (Lange Jan)", "Vitaal belang", "via de inloop", "Liep op sokken.", "Ook gezien.",
                "Schoenen regelen", "Demo Karin", "Demo Sanne")  # fmt: skip
    for words in expected:
        assert words in shown, words
    assert f'href="/contacten/nieuw?client={client}"' in shown


@pytest.mark.parametrize(("age", "shown"), [(15, True), (17, True), (18, True), (19, False), (None, False)])
def test_crisis_numbers_are_shown_when_someone_may_be_under_18(door: Door, age: int | None, shown: bool) -> None:
    year = clock.today().year - age if age else None
    body = {"alias": "Jong (demo)", "birth_year": year, "legal_basis": "jeugdwet"}
    page = door.client.get(f"/clienten/{door.accepted('client.add', body)}").text
    assert ("Veilig Thuis" in page) is shown
    assert ("035 000 00 04" in page) is shown

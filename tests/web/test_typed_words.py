"""A typed or chosen value is read unchanged: no word of ours means something else in a field of theirs."""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import Any
from uuid import UUID

import pytest
from pydantic import BaseModel
from werkzeug.datastructures import MultiDict

from tests.rooms.walk import ask, faults, request_form, sign_up
from tests.support.client import Client
from webapp import schema  # noqa: F401  with every table every input is imported
from webapp.contacts.inputs import ContactInput
from webapp.offline import registry  # noqa: F401
from webapp.people.inputs import Changed
from webapp.validation import Input
from webapp.web.forms import nested

WORDS = ["other", "2026-11-29T10:00", "true", "false", "null", "None", "[]", "0"]


def inputs(of: type[Input] = Input) -> Iterator[type[Input]]:
    """Every input model of the house."""
    for one in of.__subclasses__():
        if one.__module__.startswith("webapp.") and not issubclass(one, Changed):
            yield one
            yield from inputs(one)


def kinds(annotation: Any) -> set[Any]:
    """The plain types that a field's annotation is made of."""
    parts = getattr(annotation, "__args__", ())
    return {annotation} if not parts else set().union(*map(kinds, parts))


def fields(wanted: type) -> list[tuple[type[Input], str, Any]]:
    """Every field of one value of that kind."""
    found = []
    for model in sorted(set(inputs()), key=str):
        for name, field in model.model_fields.items():
            of = {one for one in kinds(field.annotation) if isinstance(one, type)}
            if any(issubclass(one, wanted) for one in of) and "list" not in str(field.annotation):
                found += [(model, name, one) for one in of if issubclass(one, wanted)]
    return found


@pytest.mark.parametrize(("model", "name", "choice"), fields(Enum))
def test_every_choice_that_is_offered_can_be_chosen(model: type[Input], name: str, choice: type[Enum]) -> None:
    for one in choice:
        assert nested(MultiDict({name: one.value}), model)[name] == one.value


@pytest.mark.parametrize(("model", "name"), [(model, name) for model, name, kind in fields(str) if kind is str])
def test_text_is_taken_as_it_was_typed(model: type[BaseModel], name: str) -> None:
    for word in WORDS:
        assert nested(MultiDict({name: word}), model)[name] == word


def test_somebody_else_than_those_to_choose_is_nobody_known() -> None:
    assert {name for _, name, _ in fields(UUID)} >= {"client"}
    assert nested(MultiDict({"client": "other"}), ContactInput) == {"client": "", "topics": []}


def test_other_day_stands_in_the_field_beside_it() -> None:
    form = {"follow_up.due_on": "other", "follow_up.due_on.other": "2026-12-24"}
    assert nested(MultiDict(form), ContactInput)["follow_up"] == {"due_on": "2026-12-24"}


def test_moment_without_a_zone_is_amsterdam_time() -> None:
    assert nested(MultiDict({"occurred_at": "2026-11-29T10:00"}), ContactInput)["occurred_at"].endswith("+01:00")


@pytest.mark.one_store
def test_host_who_heard_of_us_in_another_way_signs_up(demo_client: Client) -> None:
    sign_up(demo_client, heard="other")


@pytest.mark.one_store
def test_room_and_request_fall_away_for_another_reason(demo_client: Client) -> None:
    asked = ask(demo_client, gender="other")
    assert "Anders" in demo_client.get(asked).text
    answer = demo_client.post(f"{asked}/intrekken", data={"reason": "other"})
    assert answer.status_code == 303, faults(answer.text)
    answer = demo_client.post("/kamers/verzoeken/nieuw", data=request_form(alias="other"))
    assert "other" in demo_client.get(answer.location).text

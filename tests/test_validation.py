"""From untrusted input to a model or a Dutch sentence per field."""

from __future__ import annotations

from typing import Annotated, Any, Literal

import pytest
from pydantic import Field

from webapp.errors import Invalid
from webapp.validation import Bounded, Day, Input, Line, OptionalInstant, OptionalLine, Whole, read, says


class Inner(Input):
    text: Line
    due_on: Day


class Outer(Input):
    channel: Literal["street", "visit"] = says("Kies hoe.")
    count: Whole = 0
    inner: Inner | None = None
    at: OptionalInstant = None
    place: OptionalLine = None


class Named(Input):
    name: Annotated[Line, Field(min_length=1)]


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({}, "channel", "Kies hoe."),
        ({"channel": "zee"}, "channel", "Kies hoe."),
        ({"channel": "street", "count": "veel"}, "count", "Vul een heel getal in."),
        ({"channel": "street", "count": -1}, "count", "Vul %(ge)s of meer in."),
        ({"channel": "street", "count": 10**30}, "count", "Vul %(le)s of minder in."),
        ({"channel": "street", "inner": {}}, "inner.text", "Vul dit in."),
        ({"channel": "street", "inner": {"text": "a", "due_on": "2026-13-40"}}, "inner.due_on", "Vul een datum in"),
        ({"channel": "street", "inner": {"text": "a", "due_on": "5"}}, "inner.due_on", "Vul een datum in"),
        ({"channel": "street", "inner": {"text": "a", "due_on": "0099-01-01"}}, "inner.due_on", "te ver weg"),
        ({"channel": "street", "at": "2026-11-22T10:00"}, "at", "tijdzone"),
        ({"channel": "street", "place": "x" * 201}, "place", "Maak dit korter"),
        ({"channel": "street", "place": "a\x00b"}, "place", "teken"),
        ({"channel": "street", "place": "a\ud800b"}, "place", "teken"),
        ({"channel": "street", "bsn": "123"}, "bsn", "Dit veld kennen we niet."),
        ("geen object", "", "Dit kunnen we niet lezen."),
    ],
)
def test_mistake_gets_its_sentence_at_its_field(data: Any, field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as caught:
        read(Outer, data)
    assert sentence in caught.value.fields[field]


def test_bound_travels_with_its_sentence() -> None:
    with pytest.raises(Invalid) as caught:
        read(Outer, {"channel": "street", "count": -1})
    sentence = caught.value.fields["count"]
    assert isinstance(sentence, Bounded)
    assert sentence.values == {"ge": 0}


def test_text_is_trimmed_and_empty_is_none() -> None:
    made = read(Outer, {"channel": "street", "place": "  ", "inner": {"text": " a\r\nb ", "due_on": "2026-11-24"}})
    assert made.place is None
    assert made.inner is not None
    assert made.inner.text == "a\nb"


def test_null_takes_the_default_of_a_field_that_may_be_left_alone() -> None:
    assert read(Outer, {"channel": "street", "count": None}).count == 0
    with pytest.raises(Invalid):
        read(Outer, {"channel": None})


def test_signs_that_only_steer_directions_are_left_out():
    steered = "\u2068\u202eمريم\u2069 \u200f(2)\u202c"
    assert read(Outer, {"channel": "street", "place": steered}).place == "مريم \u200f(2)"


@pytest.mark.parametrize("text", ["\u2068", "\u202a\u202c", "\u200b", " \u200b\u00ad ", "\u200d", "\ufeff"])
def test_text_that_shows_nothing_says_nothing(text: str) -> None:
    assert read(Outer, {"channel": "street", "place": text}).place is None
    with pytest.raises(Invalid) as refused:
        read(Named, {"name": text})
    assert list(refused.value.fields) == ["name"]
    assert read(Named, {"name": f"a{text}b"}).name.startswith("a")

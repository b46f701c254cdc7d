"""A typed number is that number or is refused, by one reader in every form, at the door and on the phone."""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Annotated, Any, get_args, get_origin

import pytest
from pydantic import Field

import webapp
from webapp.errors import Invalid
from webapp.numerals import amount, whole
from webapp.validation import AMOUNT, WHOLE, Input, OptionalWhole, Whole, read, says

CASES = json.loads((Path(__file__).parent / "cases" / "numerals.json").read_text())


def read_by(reader: Any, value: Any) -> Any:
    try:
        return reader(value)
    except ValueError:
        return None


@pytest.mark.parametrize(("typed", "number"), CASES["whole"])
def test_whole_number_is_that_number_or_refused(typed: str, number: int | None) -> None:
    assert read_by(whole, typed) == number


@pytest.mark.parametrize(("typed", "number"), CASES["amount"])
def test_amount_is_that_amount_or_refused(typed: str, number: float | None) -> None:
    assert read_by(amount, typed) == (None if number is None else Decimal(str(number)))


@pytest.mark.parametrize(
    ("sent", "number"),
    [
        (450, 450),
        (450.0, 450),
        (-0.0, 0),
        (10**400, 10**400),
        (450.5, None),
        (float("nan"), None),
        (float("inf"), None),
        (True, None),
        (False, None),
        (None, None),
        ([450], None),
        ({"a": 1}, None),
        (b"450", None),
    ],
)
def test_what_a_phone_sends_is_a_number_or_refused(sent: Any, number: int | None) -> None:
    assert read_by(whole, sent) == number


class Rent(Input):
    rent: Whole = says("Vul de huur per maand in, in hele euro’s.")
    guests: Annotated[int, Field(ge=1, le=10), WHOLE] = 1
    costs: OptionalWhole = None
    paid: Annotated[Decimal, Field(ge=0, le=1000, decimal_places=2), AMOUNT] = Decimal(0)


@pytest.mark.parametrize(
    ("data", "field", "sentence"),
    [
        ({"rent": "1.00"}, "rent", "Vul de huur per maand in"),
        ({"rent": ""}, "rent", "Vul de huur per maand in"),
        ({"rent": 1, "guests": "1_0"}, "guests", "Vul een heel getal in."),
        ({"rent": 1, "guests": True}, "guests", "Vul een heel getal in."),
        ({"rent": 1, "guests": "  "}, "guests", "Vul dit in."),
        ({"rent": 1, "guests": "1.000"}, "guests", "Vul %(le)s of minder in."),
        ({"rent": 1, "guests": 10**400}, "guests", "Vul %(le)s of minder in."),
        ({"rent": 1, "costs": "10.00"}, "costs", "Vul een heel getal in."),
        ({"rent": 1, "paid": "1,000"}, "paid", "Vul een bedrag in."),
        ({"rent": 1, "paid": 7.505}, "paid", "Vul een bedrag in."),
        ({"rent": 1, "paid": True}, "paid", "Vul een bedrag in."),
    ],
)
def test_refused_number_gets_its_sentence(data: Any, field: str, sentence: str) -> None:
    with pytest.raises(Invalid) as caught:
        read(Rent, data)
    assert sentence in caught.value.fields[field]


def test_dutch_thousands_are_thousands() -> None:
    said = read(Rent, {"rent": "€ 1.000,-", "guests": " 2 ", "costs": "", "paid": "7,50"})
    assert (said.rent, said.guests, said.costs, said.paid) == (1000, 2, None, Decimal("7.50"))


def models() -> Iterator[type[Input]]:
    for found in pkgutil.walk_packages(webapp.__path__, "webapp."):
        if ".migrations" not in found.name:
            importlib.import_module(found.name)
    waiting = list(Input.__subclasses__())
    while waiting:
        model = waiting.pop()
        waiting += model.__subclasses__()
        if model.__module__.startswith("webapp.") and model.__module__ != "webapp.offline.envelope":
            yield model  # the counts of an envelope are strict: no person types them


def readers(annotation: Any, metadata: tuple[Any, ...] = ()) -> Iterator[tuple[type, tuple[Any, ...]]]:
    """Each number type inside an annotation with everything that is said of it."""
    if get_origin(annotation) is Annotated:
        inner, *more = get_args(annotation)
        yield from readers(inner, (*more, *metadata))
    elif annotation in (int, float, Decimal):
        yield annotation, metadata
    else:
        for part in get_args(annotation):
            yield from readers(part)


def test_every_number_of_every_form_is_read_by_the_one_reader() -> None:
    seen = 0
    for model in models():
        for name, field in model.model_fields.items():
            for kind, metadata in readers(field.annotation, tuple(field.metadata)):
                assert {int: WHOLE, Decimal: AMOUNT}[kind] in metadata, f"{model.__name__}.{name}"
                seen += 1
    assert seen > 30

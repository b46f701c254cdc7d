"""The file of ``onderdak match``: youths with the fields of ``room.request``, rooms with those of ``room.offer``.

Read strictly: a number in quotes or a misspelt field would silently change the pairs. Municipality and attention take
any text here, because the file may come from any region.
"""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path
from typing import Annotated, Any, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from webapp.jsontext import is_shallow
from webapp.people.gender import Gender
from webapp.rooms.matching.facts import Vacancy, Youth
from webapp.rooms.words import Accepts, Allergy, Animal

Text = Annotated[str, Field(max_length=4000)]
Word = Annotated[str, Field(min_length=1, max_length=200)]
Euros = Annotated[int, Field(ge=0, le=100_000)]
Age = Annotated[int, Field(ge=0, le=120)]


class Unreadable(Exception):
    """The file cannot be used; one line per mistake with item, field and reason."""


class _Item(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    id: Word | int


class _YouthItem(_Item):
    birth_year: Annotated[int, Field(ge=1900, le=2200)]
    gender: Gender
    municipalities: list[Word] = []
    max_rent: Euros
    from_date: date
    pets: list[Animal] = []
    smoking: bool
    allergies: list[Allergy] = []
    attention_wanted: list[Word] = []
    client: Text | None = None
    alias: Text | None = None
    support_worker: Text | None = None
    motivation: Text | None = None
    goes_to: Text | None = None
    furthest_km: Annotated[int, Field(ge=0, le=500)] | None = None
    furthest_is_firm: bool | None = None

    def counted(self) -> Youth:
        return Youth(
            id=str(self.id),
            birth_year=self.birth_year,
            gender=self.gender,
            municipalities=frozenset(map(_place, self.municipalities)),
            max_rent=self.max_rent,
            from_date=self.from_date,
            pets=frozenset(self.pets),
            smoking=self.smoking,
            allergies=frozenset(self.allergies),
            attention_wanted=frozenset(self.attention_wanted),
            goes_to=_place(self.goes_to or ""),
            furthest_km=self.furthest_km,
            furthest_is_firm=bool(self.furthest_is_firm),
        )


class _RoomItem(_Item):
    municipality: Word
    rent: Euros
    bare_rent: Euros | None = None
    service_costs: Euros | None = None
    from_date: date
    until_date: date | None = None
    pets_present: list[Animal] = []
    pets_allowed: bool
    smoking_allowed: bool
    host_lives_in: bool
    accepts: Accepts
    min_age: Age
    max_age: Age
    attention_offered: list[Word] = []
    note: Text | None = None

    @model_validator(mode="after")
    def _choosing_needs_living_in(self) -> _RoomItem:
        if self.accepts is not Accepts.anyone and not self.host_lives_in:
            raise ValueError("accepts: other than anyone only where host_lives_in is true")
        return self

    def counted(self) -> Vacancy:
        return Vacancy(
            id=str(self.id),
            municipality=_place(self.municipality),
            rent=self.rent,
            from_date=self.from_date,
            until_date=self.until_date,
            pets_present=frozenset(self.pets_present),
            pets_allowed=self.pets_allowed,
            smoking_allowed=self.smoking_allowed,
            accepts=self.accepts,
            min_age=self.min_age,
            max_age=self.max_age,
            attention_offered=frozenset(self.attention_offered),
        )


Kind = TypeVar("Kind", bound=_Item)


def read_file(path: Path) -> tuple[list[Youth], list[Vacancy]]:
    """Both lists of the file.

    Raises:
        Unreadable: naming every wrong item and field, or the reason that it is no such file.
    """
    try:
        data = json.loads(path.read_bytes(), parse_constant=_no_number)
    except OSError as error:
        raise Unreadable(f"{path}: {error.strerror or error}") from error
    except (ValueError, RecursionError) as error:
        raise Unreadable(f"{path}: no JSON: {error}") from error
    if not is_shallow(data):
        raise Unreadable(f"{path}: nested too deeply")
    mistakes: list[str] = []
    youths = _items(data, "youths", _YouthItem, mistakes)
    rooms = _items(data, "rooms", _RoomItem, mistakes)
    if mistakes:
        raise Unreadable("\n".join(mistakes))
    return [item.counted() for item in youths], [item.counted() for item in rooms]


def _items(data: Any, name: str, model: type[Kind], mistakes: list[str]) -> list[Kind]:
    rows = data.get(name) if isinstance(data, dict) else None
    if not isinstance(rows, list):
        mistakes.append(f"{name}: a list is needed")
        return []
    items: list[Kind] = []
    seen: set[str] = set()
    for number, row in enumerate(rows):
        given = row.get("id") if isinstance(row, dict) else None
        label = f"{name[:-1]} {given if isinstance(given, (str, int)) else f'number {number + 1}'}"
        try:
            item = model.model_validate_json(json.dumps(row))
        except ValidationError as error:
            mistakes += [f"{label}: {_worded(problem)}" for problem in error.errors(include_url=False)]
            continue
        if str(item.id) in seen:
            mistakes.append(f"{label}: id: used twice")
        seen.add(str(item.id))
        items.append(item)
    return items


def _worded(problem: Any) -> str:
    """'max_rent: Input should be …'; a rule over two fields names its own."""
    place = ".".join(str(part) for part in problem["loc"])
    message = str(problem["ctx"]["error"]) if problem["type"] == "value_error" else problem["msg"]
    return f"{place}: {message}" if place else message


def _place(name: str) -> str:
    """Fold a municipality: capitals make no difference."""
    return name.strip().casefold()


def _no_number(name: str) -> Any:
    raise ValueError(f"{name} is no number")

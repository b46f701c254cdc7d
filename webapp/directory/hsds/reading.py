"""An HSDS service as a row of the directory, of this house or of another. What no field can hold goes to the note."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from itertools import chain, islice
from typing import Any
from uuid import UUID

from webapp.directory.flat_file import Row, column_of
from webapp.directory.hsds import municipalities, schedules
from webapp.directory.hsds.terms import ASSURER, CRISIS, SECRET, Object, marks, needs, objects, only_object, text
from webapp.directory.hsds.writing import UNKNOWN, own_organization
from webapp.directory.kinds import Status
from webapp.text import fold

_LINE = 200
"""Characters that a field of one line holds."""
_MOST = 20
"""So many places, phones and addresses of one service are looked at."""
_PARTS = 500
"""So many of the rest; opening hours of one entry are never more."""
_LINES = {
    "how": "application_process",
    "costs": "fees_description",
    "for_whom": "eligibility_description",
    "min_age": "minimum_age",
    "max_age": "maximum_age",
}


def row_of(service: Object, number: int, towns: Collection[str], unknown: Counter[str]) -> Row:
    """The row. ``unknown`` counts the needs and municipalities that mean nothing here, and are left out."""
    organization = only_object(service.get("organization"))
    places = objects(service.get("service_at_locations"))[:_MOST]
    locations = [only_object(one.get("location")) for one in places]
    hours, notes = schedules.read(_within("schedules", [service, *places, *locations]))
    marked = marks(_within("attributes", [service, *locations, *objects(service.get("phones"))]))
    said: dict[str, Any] = {
        "id": text(service.get("id")),
        "name": text(service.get("name")),
        "provider": _provider(service, organization),
        "needs": _needs(service, unknown),
        "municipalities": _towns(service, towns, unknown),
        "is_crisis": "ja" if CRISIS in marked else "nee",
        "is_secret": "ja" if SECRET in marked else "nee",
        "email": text(service.get("email")) or text(organization.get("email")),
        "website": text(service.get("url")) or text(organization.get("website")),
        "hours": hours,
        "languages": ", ".join(_texts("name", _within("languages", [service, *locations]))),
        "accessible": ", ".join(_texts("description", _within("accessibility", locations))),
        "state": _state(text(service.get("status"))),
        "checked_on": text(service.get("assured_date"))[:10],
        "checked_by": marked.get(ASSURER) or text(service.get("assurer_email")),
        **{name: text(service.get(column)) for name, column in _LINES.items()},
        **_address(locations, notes),
    }
    said["phone"] = _phone([service, *places, *locations], organization, notes)
    for name in (*_LINES, "languages", "accessible"):
        if len(said[name]) > _LINE:
            notes.append(f"{column_of(name).replace('_', ' ').capitalize()}: {said.pop(name)}")
    said["note"] = "\n".join(filter(None, [text(service.get("description")), *notes]))
    return Row(number, {name: value if value != "" else None for name, value in said.items()})


def _provider(service: Object, organization: Object) -> str:
    try:
        own = own_organization(UUID(text(service.get("id"))))
    except ValueError:
        own = ""
    return "" if text(organization.get("id")) == own else text(organization.get("name"))


def _needs(service: Object, unknown: Counter[str]) -> list[str]:
    found = dict(needs(objects(service.get("attributes"))))
    unknown.update(f"need {name}" for name, is_known in found.items() if not is_known)
    return [name for name, is_known in found.items() if is_known]


def _towns(service: Object, towns: Collection[str], unknown: Counter[str]) -> list[str]:
    """The municipalities of this region; when it is for others alone these, so that the row is a mistake."""
    by_name = {fold(town): town for town in towns}
    areas = objects(service.get("service_areas"))
    names = list(dict.fromkeys(name for area in areas if (name := _town(area, by_name))))
    unknown.update(f"municipality {name}" for name in names if fold(name) not in by_name)
    return [by_name[fold(name)] for name in names if fold(name) in by_name] or names


def _town(area: Object, by_name: Mapping[str, str]) -> str:
    """The municipality of an area: by its name here, else by the code of CBS, else as it is called there."""
    name = text(area.get("name"))
    if fold(name) in by_name:
        return name
    return municipalities.name_of(text(area.get("extent"))) or name


def _state(status: str) -> str:
    return Status.stopped.value if status == "defunct" else status or Status.active.value


def _phone(places: list[Object], organization: Object, notes: list[str]) -> str:
    """The first number; the others go to ``notes``, but not those of the whole organisation."""
    found = [one for one in _within("phones", places) if text(one.get("type")).lower() != "fax"][:_MOST]
    said: dict[str, str] = {}
    for one in found:
        said.setdefault(text(one.get("number")), text(one.get("description")))
    said.pop("", None)
    first, *others = said or _texts("number", objects(organization.get("phones")))[:1] or [""]
    notes.extend(f"Telefoon: {number} {said[number]}".strip() for number in others)
    return first


def _address(locations: list[Object], notes: list[str]) -> dict[str, str]:
    """The first address where one can go; the others go to ``notes``."""
    found = [
        one
        for one in _within("addresses", locations)[:_MOST]
        if text(one.get("address_type")) in ("", "physical") and _street(one, "address_1", "postal_code", "city")
    ]
    notes.extend(f"Ook op: {_street(one, 'address_1', 'address_2', 'city')}" for one in found[1:])
    first = found[0] if found else {}
    return {
        "street": _street(first, "address_1", "address_2"),
        "postcode": _street(first, "postal_code"),
        "town": _street(first, "city"),
    }


def _street(address: Object, *names: str) -> str:
    parts = [text(address.get(name)) for name in names]
    return ", ".join(part for part in parts if part not in ("", UNKNOWN))


def _within(name: str, owners: Iterable[Object]) -> list[Object]:
    return list(islice(chain.from_iterable(objects(owner.get(name)) for owner in owners), _PARTS))


def _texts(name: str, found: list[Object]) -> list[str]:
    return list(dict.fromkeys(filter(None, (text(one.get(name)) for one in found))))

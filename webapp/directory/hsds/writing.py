"""An entry as an HSDS service. A secret one has a virtual location: no address leaves by any way."""

from __future__ import annotations

from uuid import UUID

from webapp.directory.hsds import municipalities, schedules
from webapp.directory.hsds.terms import ASSURER, CRISIS, SECRET, Object, attribute, made_id, shared_id
from webapp.directory.models import Entry

UNKNOWN = "-"
"""Stands in a column of an address that HSDS asks for and nobody filled in."""


def service_of(entry: Entry, region: str) -> Object:
    """The service, with its organisation and all its parts inside. ``region`` stands for state or province."""
    return _filled(
        {
            "id": str(entry.id),
            "name": entry.name,
            "description": entry.note,
            "url": entry.website,
            "email": entry.email,
            "status": entry.state,
            "application_process": entry.how,
            "fees_description": entry.costs,
            "eligibility_description": entry.for_whom,
            "minimum_age": entry.min_age,
            "maximum_age": entry.max_age,
            "assured_date": entry.checked_on.isoformat(),
            "last_modified": f"{entry.changed_at:%Y-%m-%dT%H:%M:%SZ}",
            "organization": _organization(entry),
            "phones": _phones(entry),
            "schedules": schedules.written(entry.hours, entry.id),
            "service_areas": _areas(entry),
            "languages": _languages(entry),
            "service_at_locations": _places(entry, region),
            "attributes": _attributes(entry),
        }
    )


def own_organization(service_id: UUID) -> str:
    """The id of the organisation of an entry that names none: HSDS wants one, with the name of the entry."""
    return made_id(service_id, "organization")


def _organization(entry: Entry) -> Object:
    name = entry.provider or entry.name
    found = shared_id("organization", name) if entry.provider else own_organization(entry.id)
    return {"id": found, "name": name, "description": name}


def _phones(entry: Entry) -> list[Object]:
    if not entry.phone:
        return []
    found = made_id(entry.id, "phone")
    marks = [attribute(UUID(found), CRISIS)] if entry.is_crisis else []
    return [_filled({"id": found, "number": entry.phone, "type": "voice", "attributes": marks})]


def _areas(entry: Entry) -> list[Object]:
    return [
        {"id": made_id(entry.id, "area", town), "name": town, **_extent(municipalities.code_of(town))}
        for town in entry.municipalities
    ]


def _extent(code: str) -> Object:
    return {"extent": code, "extent_type": "text"} if code else {}


def _languages(entry: Entry) -> list[Object]:
    names = entry.languages.split(", ")
    if not all(name and name == name.strip() for name in names):
        names = [entry.languages] if entry.languages else []
    return [{"id": made_id(entry.id, "language", n), "name": name} for n, name in enumerate(names)]


def _places(entry: Entry, region: str) -> list[Object]:
    has_address = bool(entry.street or entry.postcode or entry.town) and not entry.is_secret
    if not (has_address or entry.is_secret or entry.accessible):
        return []
    found = made_id(entry.id, "location")
    access = [{"id": made_id(entry.id, "accessibility"), "description": entry.accessible}] if entry.accessible else []
    location = {
        "id": found,
        "location_type": "virtual" if entry.is_secret else "physical",
        "addresses": [_address(entry, region)] if has_address else [],
        "accessibility": access,
        "attributes": [attribute(UUID(found), SECRET)] if entry.is_secret else [],
    }
    return [{"id": made_id(entry.id, "service_at_location"), "location": _filled(location)}]


def _address(entry: Entry, region: str) -> Object:
    return {
        "id": made_id(entry.id, "address"),
        "address_1": entry.street or UNKNOWN,
        "city": entry.town or UNKNOWN,
        "state_province": region,
        "postal_code": entry.postcode or UNKNOWN,
        "country": "NL",
        "address_type": "physical",
    }


def _attributes(entry: Entry) -> list[Object]:
    found = [attribute(entry.id, need) for need in entry.needs]
    return [*found, attribute(entry.id, ASSURER, entry.checked_by)] if entry.checked_by else found


def _filled(given: Object) -> Object:
    return {name: value for name, value in given.items() if value not in (None, "", [])}

"""Every kind of operation this release understands, collected from the features."""

from __future__ import annotations

from typing import Any

from webapp.beds import operations as beds
from webapp.contacts import operations as contacts
from webapp.operation import Operation
from webapp.people import operations as people
from webapp.rooms import operations as rooms

KINDS: dict[str, Operation] = {
    operation.kind: operation for feature in (people, contacts, beds, rooms) for operation in feature.OPERATIONS
}


def schemas() -> dict[str, Any]:
    """Kind → schema number and JSON Schema of its body (draft 2020-12), from the form's own models."""
    return {
        kind: {"schema": operation.schema, "body": operation.input.model_json_schema()}
        for kind, operation in KINDS.items()
    }

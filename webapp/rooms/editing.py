"""Edits of a room or a youth's request: two people with one form lose nothing."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel

from webapp.rooms.models import Room, RoomRequest


def facts(shown: Room | RoomRequest, model: type[BaseModel]) -> dict[str, Any]:
    """The values of a record in its edit form: an empty one is None."""
    found = {name: getattr(shown, name) for name in model.model_fields}
    return {name: None if value == "" else value for name, value in found.items()}


def put(row: Room | RoomRequest, values: dict[str, Any]) -> None:
    """Write these values into the record."""
    for name, value in values.items():
        setattr(row, name, value)

"""The access log in the names of NEN 7513, as Logius' extension of Logboek Dataverwerkingen writes them. Pure.

Source: Logius-standaarden/logboek-extensie-nen7513 (concept, April 2026). The norm takes its codes from DICOM audit
messages (RFC 3881). A name of a client is left out: the number is enough to find the record, and a file travels.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

ACTION_CODES = {
    "create": "C",
    "read": "R",
    "update": "U",
    "delete": "D",
    "emergency": "R",
    "export": "E",
    "sign_in": "E",
    "sign_out": "E",
}
"""EventActionCode: create, read, update, delete, execute."""
SUCCESS, REFUSED = "0", "4"
"""EventOutcomeIndicator: success, and a minor failure: the act was refused."""
_PERSON, _SYSTEM_OBJECT = "1", "2"
_PATIENT, _RESOURCE = "1", "4"
_PATIENT_NUMBER, _URI = "2", "12"
_MACHINE_NAME = "1"
_APPLICATION_SERVER = "4"

COLUMNS = (
    "EventID",
    "EventActionCode",
    "EventDateTime",
    "EventOutcomeIndicator",
    "eventTypeCode",
    "users.userID",
    "users.alternateUserID",
    "users.userName",
    "users.userIsRequestor",
    "users.roleIDCode",
    "users.purposeOfUse",
    "users.networkAccessPointTypeCode",
    "users.networkAccessPointID",
    "participants.1.participantObjectTypeCode",
    "participants.1.participantObjectTypeCodeRole",
    "participants.1.participantObjectIDTypeCode",
    "participants.1.participantObjectID",
    "participants.2.participantObjectTypeCode",
    "participants.2.participantObjectTypeCodeRole",
    "participants.2.participantObjectIDTypeCode",
    "participants.2.participantObjectID",
    "participants.2.participantObjectName",
    "participants.2.participantObjectDetail",
    "AuditEnterpriseSiteID",
    "AuditSourceId",
    "AuditSourceTypeCode",
    "autorisatieProtocol",
    "behandelrelatieProtocol",
    "toestemmingsProfiel",
)


JSON_LINES, JSON_LINES_TYPE = "jsonl", "application/jsonl"
_NUMBERS = frozenset({"EventOutcomeIndicator", "networkAccessPointTypeCode", "AuditSourceTypeCode"})
"""Codes that a line of JSON has as a number, beside those of a participant."""


@dataclass(frozen=True)
class Event:
    """One entry of the log, with the names that stand behind its ids."""

    event_id: str
    at: datetime
    action: str
    is_refused: bool
    user_id: UUID | None
    user_name: str
    role: str
    ground: str
    device: UUID | None
    client_id: UUID | None
    subject: str
    subject_id: UUID | None
    detail: str
    organisation: str
    source: str


def row_of(event: Event) -> Sequence[str]:
    """The cells of one event, in the order of ``COLUMNS``; an unknown value is empty."""
    person = (_PERSON, _PATIENT, _PATIENT_NUMBER, str(event.client_id)) if event.client_id else ("", "", "", "")
    object_id = str(event.subject_id) if event.subject_id else ""
    return (
        event.event_id,
        ACTION_CODES.get(event.action, "E"),
        event.at.astimezone(UTC).isoformat(timespec="milliseconds"),
        REFUSED if event.is_refused else SUCCESS,
        event.action,
        str(event.user_id) if event.user_id else "",
        "",
        event.user_name,
        "true" if event.user_id else "false",
        event.role,
        event.ground,
        _MACHINE_NAME if event.device else "",
        str(event.device) if event.device else "",
        *person,
        _SYSTEM_OBJECT,
        _RESOURCE,
        _URI if object_id else "",
        object_id,
        event.subject,
        event.detail,
        event.organisation,
        event.source,
        _APPLICATION_SERVER,
        event.role,
        event.ground,
        "",
    )


def line_of(event: Event) -> dict[str, Any]:
    """One event as nested values, for JSON Lines: the same cells by the same names, without the empty ones."""
    line: dict[str, Any] = {}
    for column, cell in zip(COLUMNS, row_of(event), strict=True):
        if cell == "":
            continue
        group, _dot, name = column.rpartition(".")
        value: Any = cell == "true" if name == "userIsRequestor" else cell
        if name in _NUMBERS or (name.endswith(("TypeCode", "TypeCodeRole")) and cell.isdigit()):
            value = int(cell)
        if not group:
            line[name] = value
        elif group == "users":
            line.setdefault("users", [{}])[0][name] = value
        else:
            _participant(line, group)[name] = value
    for one in line.get("participants", []):
        one.pop("", None)
    return line


def _participant(line: dict[str, Any], group: str) -> dict[str, Any]:
    """The values of a numbered participant; an absent first one leaves no gap."""
    found: list[dict[str, Any]] = line.setdefault("participants", [])
    for one in found:
        if one[""] == group:
            return one
    found.append({"": group})
    return found[-1]


def write_lines(events: Sequence[Event]) -> bytes:
    """A file of JSON Lines: UTF-8, one event a line."""
    return "".join(json.dumps(line_of(one), ensure_ascii=False) + "\n" for one in events).encode()

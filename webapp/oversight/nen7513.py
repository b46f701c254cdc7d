"""The access log in the names of NEN 7513, as Logius' extension of Logboek Dataverwerkingen writes them. Pure.

Source: Logius-standaarden/logboek-extensie-nen7513 (concept, April 2026). The norm takes its codes from DICOM audit
messages (RFC 3881). A name of a client is left out: the number is enough to find the record, and a file travels.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
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

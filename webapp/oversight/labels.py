"""The access log in the reader's language: people, acts and grounds as plain words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from flask_babel import gettext

from webapp.accounts.labels import role_name
from webapp.accounts.permissions import Role
from webapp.accounts.words import browser
from webapp.db import Session
from webapp.oversight import store
from webapp.oversight.looks import Act, Looker, Page
from webapp.oversight.words import ACTIONS, COUNTED, GROUNDS, OTHERWISE, SUBJECTS


@dataclass(frozen=True)
class Line:
    """One act in words."""

    at: datetime
    said: str
    ground: str
    device: str
    kind: str
    """``emergency``, ``refused`` or ''."""


@dataclass(frozen=True)
class Person:
    """One person on one day in words."""

    name: str
    role: str
    organisation: str
    summary: str
    is_emergency: bool
    lines: Sequence[Line]


@dataclass(frozen=True)
class Shown:
    """One day in words."""

    day: date
    people: Sequence[Person]


@dataclass(frozen=True)
class Names:
    """The names that stand behind ids; a user of another region has none."""

    users: Mapping[UUID, str]
    organisations: Mapping[UUID, str]
    devices: Mapping[UUID, str]

    def user(self, user_id: UUID | None) -> str:
        """A person's name, or words instead of one."""
        if user_id is None:
            return str(gettext("iemand die niet was ingelogd"))
        return self.users.get(user_id) or str(gettext("iemand uit een andere regio"))

    def organisation(self, organisation_id: UUID | None) -> str:
        """An organisation's name; '' for none."""
        return self.organisations.get(organisation_id, "") if organisation_id else ""

    def device(self, device_id: UUID | None) -> str:
        """'Chrome, Android'; '' when it is not known."""
        return browser(self.devices.get(device_id, "")) if device_id else ""


def find_names(
    session: Session,
    region_id: UUID,
    users: Iterable[UUID | None],
    organisations: Iterable[UUID | None],
    devices: Iterable[UUID | None],
) -> Names:
    """The names behind these ids."""
    return Names(
        store.map_users(session, {one for one in users if one}, region_id),
        store.map_organisations(session, {one for one in organisations if one}),
        store.map_devices(session, {one for one in devices if one}),
    )


def describe_days(session: Session, region_id: UUID, page: Page) -> list[Shown]:
    """The days of a page in words."""
    lookers = [looker for day in page.days for looker in day.lookers]
    names = find_names(
        session,
        region_id,
        (looker.user_id for looker in lookers),
        (looker.organisation_id for looker in lookers),
        (act.device for looker in lookers for act in looker.acts),
    )
    return [Shown(day.day, [_describe(looker, names) for looker in day.lookers]) for day in page.days]


def _describe(looker: Looker, names: Names) -> Person:
    counted = ", ".join(gettext(COUNTED[what], n=number) for what, number in looker.counts if what in COUNTED)
    return Person(
        names.user(looker.user_id),
        role_of(looker.role),
        names.organisation(looker.organisation_id),
        counted,
        looker.is_emergency,
        [_line(act, names) for act in looker.acts],
    )


def _line(act: Act, names: Names) -> Line:
    kind = "refused" if act.is_refused else "emergency" if act.is_emergency else ""
    what = ", ".join(dict.fromkeys(subject_word(subject) for subject in act.subjects))
    said = gettext("%(what)s: %(did)s", what=what, did=action_word(act.action, is_refused=act.is_refused))
    return Line(act.at, said, ", ".join(ground_word(ground) for ground in act.grounds), names.device(act.device), kind)


def short_number(client_id: UUID | None) -> str:
    """The end of a client's number: enough to tell two apart where no name has to stand."""
    return client_id.hex[-6:] if client_id else ""


def role_of(word: str) -> str:
    """A role as the log has it; '' for none."""
    return role_name(Role(word)) if word in set(Role) else word


def action_word(action: str, *, is_refused: bool = False) -> str:
    """'bekeken'."""
    word = ACTIONS.get("refused" if is_refused else action)
    return str(gettext(word)) if word else action


def subject_word(subject: str) -> str:
    """'contacten'."""
    return str(gettext(SUBJECTS.get(subject, OTHERWISE)))


def ground_word(ground: str) -> str:
    """'werkt met deze persoon'."""
    word = GROUNDS.get(ground)
    return str(gettext(word)) if word else ground

"""Privacy agreements: an administrator keeps them, and colleagues see by them who may be known elsewhere.

An agreement lets a worker who adds somebody see a name that is alike, a birth year and the organisation to call. It
opens no record, merges nothing, and never names a person whose whereabouts are secret.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotFound
from webapp.people import duplicates
from webapp.people.cooperation import store
from webapp.people.cooperation.inputs import AgreementInput
from webapp.people.cooperation.models import PrivacyAgreement
from webapp.people.search import Facts
from webapp.text import sort_key
from webapp.web import submissions

GROUND = "cooperation"
SUBJECT = "privacy_agreement"
_CHOOSE = N_("Kies een organisatie.")
_SAME = N_("Kies twee verschillende organisaties.")
_BACKWARDS = N_("Deze dag is vóór de eerste dag.")
_TAKEN = N_("Deze twee hebben al een afspraak. Beëindig die eerst.")
_SECRET = N_(
    "Een van deze organisaties heeft een geheime locatie. De naam van de organisatie zou verraden waar iemand is."
)


@dataclass(frozen=True)
class Agreed:
    """An agreement with the names of its organisations; ``partner`` is the other side for a reader of one of them."""

    row: PrivacyAgreement
    names: tuple[str, str]
    partner: str = ""


@dataclass(frozen=True)
class Elsewhere:
    """A person of another organisation who may be meant: as much as an agreement lets a colleague see."""

    client_id: UUID
    name: str
    """The name or alias that is alike, not both."""
    birth_year: int | None
    organisation: str

    def read_by(self, _actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading."""
        return (Read("client", self.client_id, self.client_id, GROUND),)


def list_all(session: Session, actor: Actor) -> list[Agreed]:
    """The agreements of the region, for its administrator."""
    actor.require(Permission.administer)
    rows = store.list_agreements(session, actor.region_id)
    names = store.names_of(session, {one for row in rows for one in (row.one_id, row.other_id)})
    return [Agreed(row, _in_order(names[row.one_id], names[row.other_id])) for row in rows]


def read(session: Session, actor: Actor, agreement_id: UUID) -> Agreed:
    """One agreement of the region.

    Raises:
        NotAllowed, NotFound: for other roles, and for one of another region.
    """
    actor.require(Permission.administer)
    row = store.find_agreement(session, actor.region_id, agreement_id)
    if row is None:
        raise NotFound
    names = store.names_of(session, {row.one_id, row.other_id})
    return Agreed(row, _in_order(names[row.one_id], names[row.other_id]))


def _in_order(one: str, other: str) -> tuple[str, str]:
    first, second = sorted((one, other), key=sort_key)
    return first, second


def list_partners(session: Session, actor: Actor) -> list[Agreed]:
    """The agreements of the actor's organisation that run today, by the name of the other side."""
    rows = store.list_running_of(session, actor.organisation_id, clock.today())
    names = store.names_of(session, {one for row in rows for one in (row.one_id, row.other_id)})
    made = [Agreed(row, _in_order(names[row.one_id], names[row.other_id]), names[_other(row, actor)]) for row in rows]
    return sorted(made, key=lambda one: sort_key(one.partner))


def _other(row: PrivacyAgreement, actor: Actor) -> UUID:
    return row.other_id if row.one_id == actor.organisation_id else row.one_id


def agree(session: Session, actor: Actor, data: AgreementInput, agreement_id: UUID) -> PrivacyAgreement:
    """Write down an agreement; sent twice it is one.

    Raises:
        NotAllowed: for other roles.
        Invalid: at ``one``, ``other`` or ``until``; ``taken`` when these two have one that is not over.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.administer)
    if made := submissions.known(session, PrivacyAgreement, agreement_id, made_by=actor.user_id):
        return made
    both = {data.one, data.other}
    known = store.hold_organisations(session, actor.region_id, both)
    if missing := {name: _CHOOSE for name in ("one", "other") if getattr(data, name) not in known}:
        raise Invalid(missing)
    if len(both) == 1:
        raise Invalid({"other": _SAME})
    if data.until and data.until < data.since:
        raise Invalid({"until": _BACKWARDS})
    if store.has_secret_site(session, both):
        raise Invalid({"other": _SECRET}, "secret")
    if any(one.may_end(clock.today()) for one in store.list_open_between(session, *both)):
        raise Invalid({"other": _TAKEN}, "taken")
    row = PrivacyAgreement(
        id=agreement_id,
        region_id=actor.region_id,
        one_id=min(both),
        other_id=max(both),
        since=data.since,
        until=data.until,
        paper=data.paper,
        made_by=actor.user_id,
    )
    session.add(row)
    session.flush()
    record(session, actor, Action.create, SUBJECT, row.id, ground="region")
    return row


def end(session: Session, actor: Actor, agreement_id: UUID) -> None:
    """End an agreement now; its row stays. Ended twice it is once.

    Raises:
        NotAllowed, NotFound: for other roles, and for an agreement of another region.
    """
    actor.require(Permission.administer)
    row = store.find_agreement(session, actor.region_id, agreement_id, lock=True)
    if row is None:
        raise NotFound
    if not row.may_end(clock.today()):
        return
    row.ended_by, row.ended_at = actor.user_id, clock.now()
    session.add(row)
    session.flush()
    record(session, actor, Action.update, SUBJECT, row.id, ground="region")


def look_alikes(
    session: Session, actor: Actor, name: str | None, alias: str | None, facts: Facts, limit: int
) -> list[Elsewhere]:
    """People of organisations with an agreement whose name is close to this one, nearest first; never a hidden one."""
    if not actor.may(Permission.edit_clients):
        return []
    partners = _partner_ids(session, actor, clock.today())
    if not partners or limit < 1:
        return []
    near = duplicates.close_to(session, name, alias, facts, partners)[:limit]
    of = store.organisations_of(session, [one.id for one, _word in near])
    names = store.names_of(session, set(of.values()))
    return [Elsewhere(one.id, word, one.birth_year, names[of[one.id]]) for one, word in near]


def _partner_ids(session: Session, actor: Actor, day: date) -> list[UUID]:
    return [_other(row, actor) for row in store.list_running_of(session, actor.organisation_id, day)]

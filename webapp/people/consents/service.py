"""Decisions about consent to share."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, record
from webapp.db import Session
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.people import service as people
from webapp.people.consents import store
from webapp.people.consents.inputs import ConsentInput, ConsentRef, GivenBy
from webapp.people.consents.models import SharingConsent
from webapp.people.models import Client, Whereabouts
from webapp.web import submissions

LONGEST = timedelta(days=2 * 366)
"""The longest term (practice: ask again every year)."""
DECIDES_ALONE = 16
DECIDES_TOO = 12
"""Ages from which a young person decides alone, and together with a parent (practice, as in youth help and care)."""
_UNKNOWN = N_("Deze toestemming is er niet, of je mag die niet zien.")
_SECRET = N_("Waar deze persoon is, is geheim. Alleen wie met deze persoon werkt, verandert dat.")
_OVER = N_("Kies een dag van vandaag of later.")
_FAR = N_("Kies een dag binnen twee jaar. Vraag daarna opnieuw.")
_TO_COME = N_("Die dag is nog niet geweest.")
_NOT_ALONE = N_("Onder de 16 beslist een ouder of voogd mee.")
_NOT_THEIRS = N_("Onder de 12 beslist een ouder of voogd.")
_THEMSELVES = N_("Vanaf 16 beslist de jongere zelf.")


def give(session: Session, actor: Actor, data: ConsentInput, consent_id: UUID) -> SharingConsent:
    """Note a consent; sent twice it is one.

    Raises:
        NotFound: when this user may not know the client.
        Invalid: for a term that is over, too far or turned round, or a young person who does not decide so.
        Conflict: when the id belongs to somebody else's record.
    """
    actor.require(Permission.edit_clients)
    if made := submissions.known(session, SharingConsent, consent_id, noted_by=actor.user_id):
        return made
    client = _open_client(session, actor, data.client)
    given_on = data.given_on or clock.local(actor.happened).date()
    _check_term(given_on, data.until)
    _check_age(client, data.given_by, given_on)
    consent = SharingConsent(
        id=consent_id,
        region_id=client.region_id,
        organisation_id=actor.organisation_id,
        client_id=client.id,
        with_whom=data.with_whom,
        purpose=data.purpose,
        given_by=data.given_by.value,
        given_on=given_on,
        until=data.until,
        noted_by=actor.user_id,
    )
    session.add(consent)
    _note(session, actor, Action.create, consent, client)
    return consent


def withdraw(session: Session, actor: Actor, data: ConsentRef) -> SharingConsent:
    """The person withdrew it: nothing more is shared, and the other is to be told. Said twice, the first time counts.

    Raises:
        NotFound: when this user may not know its client.
    """
    consent, client = _held(session, actor, data.consent)
    if consent.withdrawn_at is None:
        consent.withdrawn_at, consent.withdrawn_by = actor.happened, actor.user_id
        session.add(consent)
        _note(session, actor, Action.update, consent, client)
    return consent


def tell(session: Session, actor: Actor, data: ConsentRef) -> SharingConsent:
    """Note that the other knows of the withdrawal.

    Raises:
        NotFound: when this user may not know its client.
    """
    consent, client = _held(session, actor, data.consent)
    if consent.is_to_be_told:
        consent.told_at, consent.told_by = actor.happened, actor.user_id
        session.add(consent)
        _note(session, actor, Action.update, consent, client)
    return consent


def list_of(session: Session, client: Client) -> Sequence[SharingConsent]:
    """The consents of a client that was read; of a hidden one only for who works with them."""
    return [] if client.whereabouts == Whereabouts.shielded.value else store.list_of(session, client.id)


def list_of_each(session: Session, clients: Sequence[Client]) -> dict[UUID, list[SharingConsent]]:
    """Client → ``list_of``, for many clients in one question."""
    open_ids = [client.id for client in clients if client.whereabouts != Whereabouts.shielded.value]
    found: dict[UUID, list[SharingConsent]] = {}
    for consent in store.list_of_each(session, open_ids, clock.today()):
        found.setdefault(consent.client_id, []).append(consent)
    return found


def decides(client: Client, day: date) -> tuple[GivenBy, ...]:
    """The ways in which this person can agree that day; where the birthday decides, both ages are possible."""
    if client.birth_year is None:
        return tuple(GivenBy)
    most = day.year - client.birth_year
    ages = {most - 1, most}
    ways = set()
    for age in ages:
        if age >= DECIDES_ALONE:
            ways.add(GivenBy.self)
        elif age >= DECIDES_TOO:
            ways.add(GivenBy.both)
        else:
            ways.add(GivenBy.parents)
    return tuple(way for way in GivenBy if way in ways)


def _check_term(given_on: date, until: date) -> None:
    today = clock.today()
    if given_on > today:
        raise Invalid({"given_on": _TO_COME}, "day")
    if until < max(today, given_on):
        raise Invalid({"until": _OVER}, "day")
    if until > today + LONGEST:
        raise Invalid({"until": _FAR}, "day")


def _check_age(client: Client, given_by: GivenBy, day: date) -> None:
    ways = decides(client, day)
    if given_by not in ways:
        said = {GivenBy.parents: _NOT_THEIRS, GivenBy.both: _NOT_ALONE, GivenBy.self: _THEMSELVES}
        raise Invalid({"given_by": said[ways[-1]]}, "age")


def _held(session: Session, actor: Actor, consent_id: UUID) -> tuple[SharingConsent, Client]:
    actor.require(Permission.edit_clients)
    consent = store.hold(session, consent_id)
    if consent is None:
        raise NotFound(_UNKNOWN)
    return consent, _open_client(session, actor, consent.client_id)


def _open_client(session: Session, actor: Actor, client_id: UUID) -> Client:
    """The client, of whom this user may know with whom is shared: that may tell where they are."""
    client = people.require_client(session, actor, client_id, keep=True)
    if client.whereabouts == Whereabouts.shielded.value:
        raise NotAllowed(_SECRET)
    return client


def _note(session: Session, actor: Actor, action: Action, consent: SharingConsent, client: Client) -> None:
    ground = client.ground(actor)
    record(session, actor, action, "sharing_consent", consent.id, client_id=client.id, ground=ground)

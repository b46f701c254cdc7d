"""Decisions about two records of one person: merging, and undoing a merge also after later edits."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from uuid import UUID

from webapp import clock
from webapp.accounts.actor import Actor
from webapp.accounts.permissions import Permission
from webapp.audit.service import Action, Read, record
from webapp.db import Session
from webapp.edits import plain
from webapp.errors import N_, Invalid, NotAllowed, NotFound
from webapp.people import change_store, duplicates, lodging, name_store
from webapp.people import service as people
from webapp.people import store as people_store
from webapp.people.company import UNKNOWN
from webapp.people.merging import pair_store, relations, store, values
from webapp.people.merging.inputs import MergeInput, SettleInput, UnmergeInput
from webapp.people.merging.models import ClientMerge
from webapp.people.models import Client, ClientChange
from webapp.web import submissions

_SAME = N_("Dit is al dezelfde persoon.")
_OTHERS = N_("Alleen wie van jouw organisatie is, voeg je samen.")
_SECRET = N_("Waar deze persoon is, is geheim. Alleen wie met deze persoon werkt, voegt samen of maakt los.")
_BOTH_SLEEP = N_("Allebei slapen nu ergens binnen. Laat eerst één van de twee vertrekken, of het zijn twee mensen.")
_CHANGED = N_("Een collega veranderde intussen iets. Kijk nog eens.")
_WENT_ON = N_("Deze persoon ging daarna zelf op in een ander. Maak eerst dat ongedaan.")
SUBJECT = "client_merge"


@dataclass(frozen=True)
class Preview:
    """Two records before they become one. ``counts``: label → the rows that move."""

    goes: Client
    stays: Client
    counts: dict[str, int]
    workers: list[str]

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: both."""
        return self.goes.read_by(actor) + self.stays.read_by(actor)


@dataclass(frozen=True)
class Parting:
    """A merge before it is undone: the rows that go back and those that stay, and the fields, by label."""

    merge: ClientMerge
    goes: Client
    stays: Client
    back: dict[str, int]
    left: dict[str, int]
    put_back: dict[str, Any] = field(default_factory=dict)
    kept: list[str] = field(default_factory=list)
    """Fields that somebody changed since then."""

    def read_by(self, actor: Actor) -> tuple[Read, ...]:
        """The access log's note of its reading: both."""
        return self.goes.read_by(actor) + self.stays.read_by(actor)


def preview(session: Session, actor: Actor, gone_id: UUID, into_id: UUID) -> Preview:
    """Both records side by side, and what moves.

    Raises:
        NotFound: for one this user may not know.
        NotAllowed: for another organisation's, or a hidden one that this user does not work with.
        Invalid: when they are one already, or both sleep somewhere now.
    """
    goes, stays = _both(session, actor, gone_id, into_id, lock=False)
    _check(session, goes, stays)
    workers = [user.name for user, _relation in people_store.list_workers(session, actor, goes.id)]
    return Preview(goes, stays, store.count_rows_of(session, goes.id), workers)


def merge(session: Session, actor: Actor, data: MergeInput, merge_id: UUID) -> Client:
    """Let one client go into another; sent twice it is one. Returns the one that stays.

    Raises:
        NotFound, NotAllowed, Invalid: as ``preview``; ``changed`` when one of them is no longer as it was seen.
    """
    actor.require(Permission.edit_clients)
    if made := submissions.known(session, ClientMerge, merge_id, by=actor.user_id):
        return session.get_one(Client, store.stands_as(session, made.into_id))
    goes, stays = _both(session, actor, data.gone, data.into, lock=True)
    _check(session, goes, stays)
    for seen, client in ((data.from_version, goes), (data.into_version, stays)):
        if seen is not None and seen != client.version:
            raise Invalid({"": _CHANGED}, "changed")
    made = ClientMerge(
        id=merge_id,
        region_id=stays.region_id,
        organisation_id=stays.organisation_id,
        client_id=goes.id,
        into_id=stays.id,
        by=actor.user_id,
    )
    wanted = values.joined(_values(stays), _values(goes), data.take)
    made.changed = {name: [plain(getattr(stays, name)), value] for name, value in wanted.items()}
    session.add(made)
    rows = store.list_rows(session, goes.id, stays.id)
    relations.join(session, made)
    store.remember_rows(session, merge_id, rows)
    _take_out(session, goes, stays)
    _set(session, actor, stays, wanted, merge_id)
    store.move_rows(session, rows, goes.id, stays.id)
    _note(session, actor, made)
    return stays


def preview_undo(session: Session, actor: Actor, client_id: UUID) -> Parting:
    """What an undo gives back to the client that went, and what stays.

    Raises:
        NotFound: when this client did not go into another, or not for this user.
        NotAllowed: for a hidden one that this user does not work with.
        Invalid: when the one that stayed went into another since then.
    """
    made, goes, stays = _merged(session, actor, client_id, lock=False)
    going = store.list_going_back(session, made)
    back = store.count_rows_of(session, stays.id, going)
    left = {
        label: number - back.get(label, 0)
        for label, number in store.count_rows_of(session, stays.id).items()
        if number > back.get(label, 0)
    }
    put_back = values.parted(_values(stays), made.changed)
    kept = [name for name in made.changed if name not in put_back]
    return Parting(made, goes, stays, back, left, put_back, kept)


def unmerge(session: Session, actor: Actor, data: UnmergeInput) -> Client:
    """Undo a merge; returns the client that stands again. What was written since then goes by its own origin.

    Raises:
        NotFound, NotAllowed, Invalid: as ``preview_undo``.
    """
    actor.require(Permission.edit_clients)
    if store.find_merge(session, data.client) is None and store.was_parted(session, data.client):
        return people.require_client(session, actor, data.client)  # sent twice it is one
    made, goes, stays = _merged(session, actor, data.client, lock=True)
    store.move_rows(session, store.list_going_back(session, made), stays.id, goes.id)
    relations.part(session, made)
    made.undone_by, made.undone_at = actor.user_id, clock.now()
    goes.merged_into = None
    goes.version += 1
    session.add_all([made, goes])
    session.flush()
    put_back = values.parted(_values(stays), made.changed)
    stays.also_called = _names_of_gone(session, stays)
    change_store.forget_changes(session, stays, made.id, put_back)  # they tell of another person
    _write(session, stays, put_back)
    people.index(session, goes)
    _say_they_are_two(session, actor, goes, stays)
    _note(session, actor, made)
    return goes


def settle(session: Session, actor: Actor, data: SettleInput) -> None:
    """Note that two who are alike are two people, or take that back.

    Raises:
        NotFound: when they are no such pair of this organisation.
    """
    actor.require(Permission.edit_clients)
    at = clock.now() if data.are_two else None
    if not pair_store.settle(session, actor, (data.one, data.other), at):
        raise NotFound(UNKNOWN)
    for client_id in (data.one, data.other):
        record(session, actor, Action.update, "client", client_id, client_id=client_id, ground="organisation")


def list_merges(session: Session, client: Client) -> list[tuple[ClientMerge, Client]]:
    """The merges into a client that was read, each with the one that went."""
    return [(one, session.get_one(Client, one.client_id)) for one in store.list_merges_into(session, client.id)]


def _both(session: Session, actor: Actor, gone_id: UUID, into_id: UUID, *, lock: bool) -> tuple[Client, Client]:
    """The one that goes and the one that stays, locked in one order."""
    named = store.stand_as(session, (gone_id, into_id))
    if named[gone_id] == named[into_id]:
        raise Invalid({"from": _SAME}, "same")
    if lock:
        store.hold(session, named.values())
    found = {one: people_store.find_client(session, actor, one, lock=lock) for one in sorted(named.values())}
    goes, stays = found[named[gone_id]], found[named[into_id]]
    if goes is None or stays is None or goes.id == stays.id:
        raise NotFound(UNKNOWN)
    _require_right(session, actor, (goes, stays))
    return goes, stays


def _merged(session: Session, actor: Actor, client_id: UUID, *, lock: bool) -> tuple[ClientMerge, Client, Client]:
    """A merge that stands, the one that went, and the one that stayed, locked."""
    made = store.find_merge(session, client_id)
    if made and lock:
        store.hold(session, (client_id, made.into_id))
        session.refresh(made)
    stays = people_store.find_client(session, actor, made.into_id, lock=lock) if made else None
    if made is None or stays is None:
        raise NotFound(UNKNOWN)
    if stays.id != made.into_id:
        raise Invalid({"client": _WENT_ON}, "went_on")
    if made.undone_at is not None:
        raise NotFound(UNKNOWN)
    goes = session.get_one(Client, client_id)
    _require_right(session, actor, (goes, stays))
    return made, goes, stays


def _require_right(session: Session, actor: Actor, clients: Collection[Client]) -> None:
    """Both of the own organisation; and nobody learns of a hidden one, or hides one, without working with them."""
    if any(client.organisation_id != actor.organisation_id for client in clients):
        raise NotAllowed(_OTHERS)
    for client in clients:
        if client.is_hidden and not people_store.is_related(
            session, actor, store.stands_as(session, client.id)
        ):  # fmt: skip
            raise NotAllowed(_SECRET)


def _check(session: Session, goes: Client, stays: Client) -> None:
    if all(lodging.sleeps_somewhere(session, client.id) for client in sorted((goes, stays), key=lambda one: one.id)):
        raise Invalid({"from": _BOTH_SLEEP}, "both_sleep")


def _values(client: Client) -> dict[str, Any]:
    """The fields of a client that a merge may change, as JSON holds them."""
    return {name: plain(getattr(client, name)) for name in values.FIELDS}


def _take_out(session: Session, goes: Client, stays: Client) -> None:
    """Take the one that goes out of the search and the pairs; its own fields stay as they are."""
    goes.merged_into = stays.id
    goes.version += 1
    session.add(goes)
    session.flush()
    name_store.forget_grams(session, goes)
    pair_store.forget_open(session, goes.id)
    stays.also_called = _names_of_gone(session, stays)


def _names_of_gone(session: Session, stays: Client) -> list[str]:
    """Every name of those that went into this client, also by way of others."""
    group = [session.get_one(Client, one) for one in store.list_group(session, stays.id)[1:]]
    names = [name for client in group for name in (client.name, client.alias) if name]
    return list(dict.fromkeys(names))


def _set(session: Session, actor: Actor, client: Client, wanted: dict[str, Any], operation_id: UUID) -> None:
    """Change fields of the one that stays, each as an edit in its history."""
    for name, value in wanted.items():
        session.add(
            ClientChange(
                operation_id=operation_id,
                region_id=client.region_id,
                organisation_id=actor.organisation_id,
                client_id=client.id,
                field=name,
                before=plain(getattr(client, name)),
                after=value,
                by=actor.user_id,
            )
        )
    _write(session, client, wanted)


def _write(session: Session, client: Client, wanted: dict[str, Any]) -> None:
    for name, value in wanted.items():
        is_day = name == "quiet_since" and value is not None
        setattr(client, name, date.fromisoformat(value) if is_day else value)
    client.version += 1
    session.add(client)
    people.index(session, client)


def _say_they_are_two(session: Session, actor: Actor, goes: Client, stays: Client) -> None:
    """A person just parted them: they are not offered as one again."""
    duplicates.note_pairs(session, actor, goes)
    duplicates.note_pairs(session, actor, stays)
    pair_store.settle(session, actor, (goes.id, stays.id), clock.now())


def _note(session: Session, actor: Actor, made: ClientMerge) -> None:
    for client_id in (made.client_id, made.into_id):
        record(session, actor, Action.update, SUBJECT, made.id, client_id=client_id, ground="organisation")

"""The list of clients: its columns and filters.

No filter asks for a municipality: of a person whose whereabouts are secret the answer would give it away.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask_babel import gettext

from webapp.accounts.actor import Actor
from webapp.db import Session
from webapp.errors import N_
from webapp.people import service, store
from webapp.people.inputs import LegalBasis
from webapp.people.models import Client, Quiet
from webapp.web.listing import Column, Listing


def _found(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> list[Client]:
    clients = service.find_clients(session, actor, words)
    return [client for client in clients if all(getattr(client, name) == value for name, value in filters.items())]


def _find(
    session: Session, actor: Actor, words: str, filters: Mapping[str, str], *, offset: int, limit: int
) -> Sequence[Client]:
    if words:
        return _found(session, actor, words, filters)[offset : offset + limit]
    return store.list_clients(session, actor, filters, offset=offset, limit=limit)


def _count(session: Session, actor: Actor, words: str, filters: Mapping[str, str]) -> int:
    return len(_found(session, actor, words, filters)) if words else store.count_clients(session, actor, filters)


CLIENTS = Listing[Client](
    subject="client",
    title=N_("Cliënten"),
    columns=(
        Column("name", N_("Naam"), lambda client: client.name),
        Column("alias", N_("Alias"), lambda client: client.alias),
        Column("birth_year", N_("Geboortejaar"), lambda client: client.birth_year),
        Column("municipality", N_("Gemeente"), lambda client: client.municipality),
        Column(
            "legal_basis",
            N_("Grondslag"),
            lambda client: client.legal_basis,
            lambda client: gettext(LegalBasis(client.legal_basis).label),
        ),
        Column(
            "quiet", N_("Herinneren"), lambda client: client.quiet, lambda client: gettext(Quiet(client.quiet).label)
        ),
    ),
    find=_find,
    count=_count,
    id_of=lambda client: client.id,
    url_of=lambda client: f"/clienten/{client.id}",
    filters={"legal_basis": frozenset(LegalBasis)},
)

"""Pages of clients: the list, adding, editing. One client's own page is composed above, in caseload."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from flask import request
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.db import Session
from webapp.errors import Conflict, Invalid
from webapp.people import duplicates, service, store
from webapp.people.cooperation import service as cooperation
from webapp.people.cooperation.service import Elsewhere
from webapp.people.inputs import ClientChanges, ClientEdit, ClientInput, Secrecy
from webapp.people.labels import (
    count_labels,
    describe_elsewhere,
    describe_person,
    form_choices,
    label_of,
    value_words,
)
from webapp.people.listings import CLIENTS
from webapp.people.merging import pair_store
from webapp.people.models import Whereabouts
from webapp.people.routes import blueprint
from webapp.people.search import Facts
from webapp.web import listing
from webapp.web.access import requires, while_locked
from webapp.web.changes import Seen, edit_form, submitted_changes
from webapp.web.forms import Form, operation_id, submitted
from webapp.web.page import invalid, page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

ANYWAY = "_anyway"
"""The box for 'another person than those of a similar name'. It stays on the page, so a phone does not send it."""
_LONGEST = 200

blueprint.add_app_template_filter(value_words, "client_word")
blueprint.add_app_template_filter(label_of, "client_field")
blueprint.add_app_template_filter(describe_person)
blueprint.add_app_template_filter(describe_elsewhere)
blueprint.add_app_template_filter(count_labels)


@blueprint.route("/clienten", methods=LIST_METHODS)
@requires(Permission.read_clients)
def index() -> Response:
    """Clients: own first; ``?zoek=`` forgives accents, case, order and a slip."""
    asked = listing.asked_of(CLIENTS)
    if data := listing.as_data(CLIENTS, asked, actor()):
        return data
    with reading() as session:
        clients = asked.cut(CLIENTS.rows(session, actor(), asked))
        namesakes = duplicates.have_namesakes(session, actor(), clients.rows)
        pairs = actor().may(Permission.edit_clients) and pair_store.has_pairs(session, actor())
    return page("people/index.html", clients=clients, namesakes=namesakes, pairs=pairs, asked=asked, words=asked.words)


@blueprint.get("/clienten/nieuw")
@while_locked
@requires(Permission.edit_clients)
def new() -> Response:
    """An empty form; a phone may keep it, so it holds nothing personal."""
    response = page("people/new.html", form=Form({"whereabouts": Secrecy.open}), seen=Seen(), **_choices())
    response.headers["Cache-Control"] = "private, no-cache"
    return response


@blueprint.post("/clienten/nieuw")
@requires(Permission.edit_clients)
def create() -> Response:
    """Add a client; if somebody's name is alike, only after a person said that it is someone else."""
    try:
        data = submitted(ClientInput)
        with transaction() as session:
            client_id = operation_id(session, data)
            is_sure = ANYWAY in request.form or store.find_any_client(session, client_id) is not None
            facts = Facts(data.birth_year, data.municipality)
            alike = [] if is_sure else who_is_alike(session, data.name, data.alias, facts)
            client = None if alike else service.add_client(session, actor(), data, client_id)
    except Invalid as error:
        return invalid("people/new.html", form=Form(request.form, error), seen=Seen(), **_choices())
    if client is None:
        return invalid("people/new.html", form=Form(request.form), seen=Seen(), **{**_choices(), "alike": alike})
    return see_other(f"/clienten/{client.id}")


@blueprint.post("/clienten/lijkt-op")
@requires(Permission.edit_clients)
def look_alikes() -> Response:
    """The people whose name is like the typed one: a region of the form."""
    name, alias, year, place = (
        request.form.get(field, "")[:_LONGEST] for field in ("name", "alias", "birth_year", "municipality")
    )
    facts = Facts(int(year) if year.isascii() and year.isdigit() else None, place or None)
    with reading() as session:
        found = who_is_alike(session, name, alias, facts)
    return page("people/_alike.html", alike=found)


def who_is_alike(
    session: Session, name: str | None, alias: str | None, facts: Facts | None = None
) -> list[duplicates.Alike | Elsewhere]:
    """The people who may have this name or alias, each with distinguishing facts; first those of the own organisation.

    Of organisations with a privacy agreement as much as that lets see; at most five in all.
    """
    own = duplicates.describe_alike(session, actor(), duplicates.look_alikes(session, actor(), name, alias, facts))
    left = duplicates.MOST_SHOWN - len(own)
    return [*own, *cooperation.look_alikes(session, actor(), name, alias, facts or Facts(), left)]


@blueprint.get("/clienten/<uuid:client_id>/wijzigen")
@requires(Permission.edit_clients)
def edit(client_id: UUID, error: Invalid | Conflict | None = None) -> Response:
    """The edit form with the client's present fields; of a shielded client nothing that tells where they are."""
    with reading() as session:
        client = service.require_client(session, actor(), client_id)
    shielded = client.whereabouts == Whereabouts.shielded.value
    left_out = service.WHEREABOUTS if shielded else frozenset()
    present = {name: getattr(client, name) for name in ClientChanges.model_fields if name not in left_out}
    form, seen = edit_form(present, ClientInput, error)
    context = {**_choices(), "client": client, "form": form, "seen": seen, "shielded": shielded}
    return page("people/edit.html", status=form.status, **context)


@blueprint.post("/clienten/<uuid:client_id>/wijzigen")
@requires(Permission.edit_clients)
@comes_back(edit)
def change(client_id: UUID) -> Response:
    """Change what differs from what was seen; a conflict shows both and keeps what was typed."""
    data = submitted_changes(ClientEdit, ClientInput, client=client_id)
    with transaction() as session:
        service.edit_client(session, actor(), data, operation_id(session, data))
    return see_other(f"/clienten/{client_id}")


@blueprint.get("/clienten/<uuid:client_id>/loslaten")
@requires(Permission.read_clients)
def ask_let_go(client_id: UUID) -> Response:
    """Ask before this user's own working relation ends."""
    with reading() as session:
        client = service.require_client(session, actor(), client_id)
    return page("people/let_go.html", client=client)


@blueprint.post("/clienten/<uuid:client_id>/loslaten")
@requires(Permission.read_clients)
def let_go(client_id: UUID) -> Response:
    """End the relation; leads to the list, because the person may be out of sight now."""
    with transaction() as session:
        service.let_go(session, actor(), client_id)
    return see_other("/clienten")


def _choices() -> dict[str, Any]:
    with reading() as session:
        region = store.region_of(session, actor())
    return form_choices(region)

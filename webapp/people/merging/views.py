"""Pages on two records of one person: the possible duplicates, merging, and undoing that."""

from __future__ import annotations

from uuid import UUID

from flask import abort, request
from flask_babel import gettext
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import N_, Invalid
from webapp.people.labels import label_of, value_words
from webapp.people.merging import pair_store, service
from webapp.people.merging.inputs import MergeInput, SettleInput, UnmergeInput
from webapp.people.merging.pair_store import Pair
from webapp.people.merging.values import CHOSEN
from webapp.people.models import Client
from webapp.people.routes import blueprint
from webapp.web import listing
from webapp.web.access import requires
from webapp.web.forms import Form, operation_id, say, submitted
from webapp.web.listing import Column, Listing
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

PAIRS = Listing[Pair](
    subject="possible_duplicate",
    title=N_("Misschien dezelfde"),
    columns=(
        Column("one", N_("Eén"), lambda pair: pair.one.label),
        Column("other", N_("Ander"), lambda pair: pair.other.label),
    ),
    find=pair_store.list_pairs,
    count=pair_store.count_pairs,
    id_of=lambda pair: pair.one.id,
    url_of=lambda pair: f"/clienten/{pair.one.id}/samenvoegen?met={pair.other.id}",
)


@blueprint.route("/clienten/dubbel", methods=LIST_METHODS)
@requires(Permission.edit_clients)
def pairs() -> Response:
    """Pairs of people who may be one, the most alike first; the last one that was settled can be taken back."""
    asked = listing.asked_of(PAIRS)
    if data := listing.as_data(PAIRS, asked, actor()):
        return data
    with reading() as session:
        found = asked.cut(PAIRS.rows(session, actor(), asked))
    settled = [one for one in (_id(name) for name in ("een", "ander")) if one]
    return page(
        "people/pairs.html", pairs=found, asked=asked, words=asked.words, settled=settled if len(settled) > 1 else []
    )


@blueprint.post("/clienten/twee-mensen")
@requires(Permission.edit_clients)
def settle() -> Response:
    """Two who are alike are two people, or that is taken back."""
    data = submitted(SettleInput)
    with transaction() as session:
        service.settle(session, actor(), data)
    return see_other(f"/clienten/dubbel?een={data.one}&ander={data.other}" if data.are_two else "/clienten/dubbel")


@blueprint.get("/clienten/<uuid:client_id>/samenvoegen")
@requires(Permission.edit_clients)
def preview(client_id: UUID, error: Invalid | None = None) -> Response:
    """Both records side by side: the one that stays, the one that goes into it (``?met=``), and what moves."""
    other = _id("met") or abort(404)
    with reading() as session:
        found = service.preview(session, actor(), other, client_id)
    if found.stays.id != client_id or found.goes.id != other:
        return see_other(f"/clienten/{found.stays.id}/samenvoegen?met={found.goes.id}")
    form = Form({"take": request.form.getlist("take")} if error else {})
    said = next((say(text) for text in error.fields.values()), "") if error else ""
    choices, status = _choices(found.goes, found.stays), 422 if error else 200
    return page("people/merge.html", status=status, found=found, form=form, said=said, choices=choices)


@blueprint.post("/clienten/<uuid:client_id>/samenvoegen")
@requires(Permission.edit_clients)
@comes_back(preview)
def merge(client_id: UUID) -> Response:
    """Let the other go into this one."""
    data = submitted(MergeInput, gone=_id("met") or abort(404), into=client_id)
    with transaction() as session:
        client = service.merge(session, actor(), data, operation_id(session, data))
    return see_other(f"/clienten/{client.id}")


@blueprint.get("/clienten/<uuid:client_id>/losmaken")
@requires(Permission.edit_clients)
def ask_unmerge(client_id: UUID) -> Response:
    """Say what goes back to this one and what stays, before a merge is undone."""
    with reading() as session:
        found = service.preview_undo(session, actor(), client_id)
    return page("people/unmerge.html", found=found)


@blueprint.post("/clienten/<uuid:client_id>/losmaken")
@requires(Permission.edit_clients)
def unmerge(client_id: UUID) -> Response:
    """Undo a merge."""
    data = submitted(UnmergeInput, client=client_id)
    with transaction() as session:
        client = service.unmerge(session, actor(), data)
    return see_other(f"/clienten/{client.id}")


def _choices(goes: Client, stays: Client) -> list[tuple[str, str, str]]:
    """The fields in which both have something else: the value that can be taken, and the one that stays otherwise."""
    both = ((field, getattr(goes, field), getattr(stays, field)) for field in CHOSEN)
    return [
        (
            field,
            f"{label_of(field)}: {value_words(value, field)}",
            gettext("anders blijft %(value)s", value=value_words(now, field)),
        )
        for field, value, now in both
        if value and now and value != now
    ]


def _id(name: str) -> UUID | None:
    try:
        return UUID(request.args.get(name, ""))
    except ValueError:
        return None

"""``/contacten/laat``: contacts that came after their author could know the client no more."""

from __future__ import annotations

from uuid import UUID

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.contacts.late import service as late
from webapp.contacts.routes import blueprint
from webapp.people.late import service as late_words
from webapp.web.access import requires
from webapp.web.page import page, see_other
from webapp.web.paging import LIST_METHODS, search_words
from webapp.web.store import reading, transaction


@blueprint.route("/contacten/laat", methods=LIST_METHODS)
@requires(Permission.read_clients)
def late_contacts() -> Response:
    """The late contacts of this user's people, each with its story; ``?zoek=`` looks in name, author and note."""
    words = search_words()
    with reading() as session:
        found = late.list_late(session, actor())
        said = late_words.list_words(session, actor())
    return page(
        "contacts/late/index.html",
        found=late.mentioning(found, words),
        said=late_words.mentioning(said, words),
        words=words,
    )


@blueprint.post("/contacten/laat/<uuid:contact_id>/gezien")
@requires(Permission.read_clients)
def late_seen(contact_id: UUID) -> Response:
    """Note that it was read."""
    with transaction() as session:
        late.mark_seen(session, actor(), contact_id)
    return see_other("/contacten/laat")


@blueprint.post("/contacten/laat/<uuid:word_id>/verwerkt")
@requires(Permission.edit_clients)
def late_word_seen(word_id: UUID) -> Response:
    """Note that a late word was dealt with."""
    with transaction() as session:
        late_words.mark_seen(session, actor(), word_id)
    return see_other("/contacten/laat")

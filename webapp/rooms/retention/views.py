"""``/kamers/bewaartermijnen``: how long is kept, from when, and who set that."""

from __future__ import annotations

from werkzeug.wrappers import Response

from webapp import clock
from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Conflict, Invalid
from webapp.rooms.retention import store, terms
from webapp.rooms.retention.inputs import TermFacts, TermWhy
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.changes import edit_form, submitted_edit
from webapp.web.forms import submitted
from webapp.web.page import page, see_other
from webapp.web.paging import PER_PAGE, cut, first_row, page_number
from webapp.web.saving import comes_back
from webapp.web.store import reading, transaction

HOME = "/kamers/bewaartermijnen"


@blueprint.get(HOME)
@requires(Permission.administer)
def show_terms(error: Invalid | Conflict | None = None) -> Response:
    """The terms that hold, a shorter one that is still to come, and those of before."""
    with reading() as session:
        present, number = terms.facts_last(session, actor()), page_number()
        rows = terms.list_history(session, actor(), offset=first_row(number), limit=PER_PAGE + 1)
        holds = store.terms_of(session, actor().region_id, clock.today())
    form, seen = edit_form(present, TermFacts, error)
    last = rows[0][0] if rows and number == 1 else None
    return page(
        "rooms/retention/terms.html",
        status=form.status,
        form=form,
        seen=seen,
        holds=holds,
        coming=last if last and last.holds_from > clock.today() else None,
        history=cut(rows, number),
    )


@blueprint.post(HOME)
@requires(Permission.administer)
@comes_back(show_terms)
def set_room_terms() -> Response:
    """Set them, with the reason."""
    changes, why = submitted_edit(TermFacts), submitted(TermWhy)
    with transaction() as session:
        terms.set_terms(session, actor(), changes, why)
    return see_other(HOME)

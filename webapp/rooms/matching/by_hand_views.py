"""``/kamers/matches/nieuw``: a coordinator proposes a room to a youth."""

from __future__ import annotations

from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.accounts.permissions import Permission
from webapp.errors import Invalid
from webapp.rooms.matches.inputs import MatchInput
from webapp.rooms.matching import by_hand
from webapp.rooms.requests.service import read_request
from webapp.rooms.routes import blueprint
from webapp.web.access import requires
from webapp.web.forms import operation_id, submitted
from webapp.web.page import page, see_other
from webapp.web.store import reading, transaction


@blueprint.post("/kamers/matches/nieuw")
@requires(Permission.coordinate_rooms)
def propose_match() -> Response:
    """Propose a room to a youth."""
    data = submitted(MatchInput)
    try:
        with transaction() as session:
            match = by_hand.propose(session, actor(), data, operation_id(session, data))
    except Invalid as error:
        return _not_proposed(data, error)
    return see_other(f"/kamers/matches/{match.id}")


def _not_proposed(data: MatchInput, error: Invalid) -> Response:
    """The reason, and the way on: to the other rooms of this youth."""
    with reading() as session:
        asked = read_request(session, actor(), data.request)
    return page("rooms/matches/not_proposed.html", status=422, asked=asked, sentence=error.message)

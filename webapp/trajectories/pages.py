"""The page of one record on its course: as a page, as data, and with the answer that could not be given."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import jsonify
from werkzeug.wrappers import Response

from webapp.accounts.login import actor
from webapp.errors import Conflict, Invalid
from webapp.trajectories.service import Course, Scheme, Subject, describe
from webapp.web import shown
from webapp.web.errors import wants_json
from webapp.web.forms import opened
from webapp.web.page import page


def show_course(
    template: str,
    scheme: Scheme,
    subject: Subject,
    course: Course,
    record: object,
    context: Mapping[str, Any],
    error: Invalid | Conflict | None,
    begin: dict[str, str] | None = None,
) -> Response:
    """The page with this context, or its standing as data; ``record`` is what was read.

    ``begin``: the first values of its form. After a conflict it says that the record moved on.
    """
    if wants_json() and error is None:
        shown.of_this_request().records.append(record)
        return jsonify(describe(scheme, subject, course, scheme.speaks_for(actor(), subject)))
    form = opened(begin or {}, error)
    overtaken = isinstance(error, Conflict)
    return page(template, status=409 if overtaken else form.status, form=form, overtaken=overtaken, **context)

"""A form that is saved, or comes back with its mistake at the field and with what was typed."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, TypeVar, cast

from werkzeug.wrappers import Response

from webapp.errors import Conflict, Invalid

View = TypeVar("View", bound=Callable[..., Any])


def comes_back(page: Callable[..., Response], part: str = "error") -> Callable[[View], View]:
    """A view that saves a form: after a mistake, or a conflict of fields, ``page`` is the answer.

    ``page`` gets what the view gets, and the error as ``part``: which of its forms it is.
    """

    def around(view: View) -> View:
        @wraps(view)
        def save(**arguments: Any) -> Any:
            try:
                return view(**arguments)
            except (Invalid, Conflict) as error:
                if isinstance(error, Conflict) and not error.current:
                    raise
                return page(**arguments, **{part: error})

        return cast(View, save)

    return around

"""The Flask test client of this house: follows a role in, posts as a page does, and lints every page it is given."""

from __future__ import annotations

from typing import Any

from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from tests.support.page_lint import lint
from webapp.db import new_id


class Client(FlaskClient):
    """Fails the test that fetches a page which breaks a rule."""

    def open(self, *args: Any, **kwargs: Any) -> TestResponse:
        """Fetch as usual, a form with an id of its own as every form on a page has; then look at what came."""
        fields = kwargs.get("data", {})
        if kwargs.get("method") == "POST" and isinstance(fields, dict) and "json" not in kwargs:
            kwargs["data"] = {"id": str(new_id()), **fields}
        response = super().open(*args, **kwargs)
        is_page = response.mimetype == "text/html" and not 300 <= response.status_code < 400
        if is_page and (html := response.get_data(as_text=True)):
            path = response.request.path
            found = lint(html, response.headers, path)
            assert not found, f"{response.request.method} {path} ({response.status_code}):\n  " + "\n  ".join(found)
        return response

    def sign_in(self, name: str) -> Client:
        """Become a user of the demo, by the name in the contract: ``straatverpleegkundige``, ``opvang-almere``."""
        response = self.post("/demo/inloggen", data={"user": name})
        assert response.status_code == 303, f"demo sign-in as {name!r} answered {response.status_code}"
        return self

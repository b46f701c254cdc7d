"""Every template compiles with the application's own filters, tests and globals."""

from __future__ import annotations

import pytest
from flask import Flask


@pytest.mark.one_store
def test_every_template_compiles(app: Flask):
    names = app.jinja_env.list_templates(extensions=["html", "js", "txt", "xml"])
    assert names, "no templates found: this test looks at nothing"
    for name in names:
        app.jinja_env.get_template(name)

"""Text from right to left stands apart in every page, and what a machine reads stays as it is written."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string
from flask_babel import gettext
from markupsafe import Markup

from webapp.text import isolate, remove_steering

pytestmark = pytest.mark.one_store

NAME = "مريم (2)"
SIGNED = f"\u2068{NAME}\u2069"
BDI = f"<bdi>{NAME}</bdi>"


@pytest.mark.parametrize(
    ("template", "shown"),
    [
        ("<p>{{ name }}, 3</p>", f"<p>{BDI}, 3</p>"),
        ("<p>{% if name %}{{ name }}{% endif %}</p>", f"<p>{BDI}</p>"),
        ("<p>{{ name ~ ', ' ~ 3 }}</p>", f"<p>{SIGNED}, 3</p>"),
        ("<p>{{ [name, 'Jan']|join(', ') }}</p>", f"<p>{SIGNED}, Jan</p>"),
        ("<p>{{ _('Alles over %(who)s', who=name) }}</p>", f"<p>Alles over {SIGNED}</p>"),
        ('<b aria-label="{{ name }}">{{ name }}</b>', f'<b aria-label="{SIGNED}">{BDI}</b>'),
        ('<b class="{{ name }}" title="Van {{ name }}">x</b>', f'<b class="{NAME}" title="Van {SIGNED}">x</b>'),
        ('<input value="{{ name }}">', f'<input value="{NAME}">'),
        ("<option>{{ name }} 3</option><p>{{ name }}", f"<option>{SIGNED} 3</option><p>{BDI}"),
        ("<title>{{ name }} 3</title>", f"<title>{SIGNED} 3</title>"),
        ("<textarea>{{ name }}</textarea>{{ name }}", f"<textarea>{NAME}</textarea>{BDI}"),
        ("{% macro m(x) %}<i>{{ x }}</i>{% endmacro %}{{ m(name) }}", f"<i>{BDI}</i>"),
        ("<p>{{ markup }}</p>", f"<p><b>{NAME}</b></p>"),
        ("<p>{{ '<' ~ name }}</p>", f"<p>&lt;{SIGNED}</p>"),
        ("<p>{{ latin }}, {{ 3 }}</p>", "<p>Çelik &amp; Jan, 3</p>"),
    ],
)
def test_each_place_gets_what_it_needs(app: Flask, template: str, shown: str):
    with app.test_request_context():
        given = {"name": NAME, "latin": "Çelik & Jan", "markup": Markup(f"<b>{NAME}</b>")}
        assert render_template_string(template, **given) == shown


def test_a_sentence_made_outside_a_template(app: Flask):
    with app.test_request_context():
        assert gettext("Alles over %(who)s", who=NAME) == f"Alles over {SIGNED}"


def test_signs_that_were_pasted_close_nothing():
    assert isolate("مر\u2069يم") == "\u2068مريم\u2069"
    assert isolate("\u202eمريم") == "\u2068مريم\u2069"
    assert isolate("Jan") == "Jan"
    assert isolate(f"Van {SIGNED}") == f"Van {SIGNED}"
    assert remove_steering(SIGNED) == NAME

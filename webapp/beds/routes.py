"""The blueprint of tonight's beds; the view modules attach their pages to it."""

from flask import Blueprint

blueprint = Blueprint("beds", __name__)

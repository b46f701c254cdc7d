"""The blueprint of tonight's beds; the view modules hang their pages on it."""

from flask import Blueprint

blueprint = Blueprint("beds", __name__)

"""The blueprint of respite and small homes; the view modules hang their pages on it."""

from flask import Blueprint

blueprint = Blueprint("facilities", __name__)

"""The blueprint of respite and small homes; the view modules attach their pages to it."""

from flask import Blueprint

blueprint = Blueprint("facilities", __name__)

"""The blueprint of clients, which every module of their pages adds to."""

from flask import Blueprint

blueprint = Blueprint("people", __name__)

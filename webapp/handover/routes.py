"""The blueprint of handing over, which every module of its pages adds to."""

from flask import Blueprint

blueprint = Blueprint("handover", __name__)
HOME = "/overdracht"

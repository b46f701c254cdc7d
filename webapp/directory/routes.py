"""The blueprint of the directory, which every module of its pages adds to."""

from flask import Blueprint

blueprint = Blueprint("directory", __name__)
HOME = "/wegwijzer"

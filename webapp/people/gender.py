"""A person's gender as they state it. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.words import Worded


class Gender(Worded):
    """A person's own statement; nobody has to give it."""

    woman = "woman", N_("Vrouw")
    man = "man", N_("Man")
    other = "other", N_("Anders")
    unsaid = "unsaid", N_("Zegt het niet")

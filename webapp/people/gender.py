"""Man or woman, as people say it of themselves. Pure."""

from __future__ import annotations

from webapp.errors import N_
from webapp.words import Worded


class Gender(Worded):
    """What someone says of themselves; nobody has to."""

    woman = "woman", N_("Vrouw")
    man = "man", N_("Man")
    other = "other", N_("Anders")
    unsaid = "unsaid", N_("Zegt het niet")

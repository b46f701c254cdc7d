"""The warning letter: the region's own text with the facts of a case filled in. Pure.

Only the name, the address, the landlord and the cause go in: the note of the reporter never does.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from webapp.errors import N_

FACTS = ("naam", "adres", "verhuurder", "reden", "datum", "loket")
"""The words between braces that a text may have."""
_BRACES = re.compile(r"\{([^{}]*)\}")
CAUSES = {
    "arrears": "er is een achterstand in de huur",
    "nuisance": "er zijn meldingen van overlast",
    "neglect": "de woning wordt niet goed onderhouden",
}
"""Cause → how the letter says it; the letter is Dutch in every language of the screens."""
BEGIN = """{loket}
{datum}

Aan: {naam}
{adres}

Beste {naam},

Wij schrijven u omdat uw woning van {verhuurder} in gevaar is: {reden}. We willen graag dat u er kunt blijven wonen.

Neem binnen twee weken contact met ons op. Dan maken we samen afspraken, en kijken we of u daar hulp bij wilt.

Met vriendelijke groet,
{loket}"""
"""The text to begin with, for a region that has none yet."""
UNKNOWN = N_("Een woord tussen accolades is niet bekend. Kies uit: naam, adres, verhuurder, reden, datum, loket.")


def list_unknown(text: str) -> list[str]:
    """The words between braces that are no facts."""
    return [word for word in _BRACES.findall(text) if word not in FACTS]


def fill(text: str, facts: Mapping[str, str]) -> list[str]:
    """The lines of the letter. A fact is put in as it is, also when it has braces; a line of nothing else may go."""
    lines = []
    for line in text.splitlines():
        filled = _BRACES.sub(lambda found: facts.get(found[1], found[0]), line)
        if filled.strip() or not _BRACES.search(line):
            lines.append(filled)
    return lines

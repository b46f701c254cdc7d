"""The codes of municipalities, as CBS writes them: ``GM0402``. Pure.

Source: the division of 2021–2026 as woningwaardering 6.202607.3 lists it (FORMATS, 'Municipalities'). A region whose
municipality is not here exchanges it by name alone.
"""

from __future__ import annotations

import re

from webapp.text import fold

CODES = {
    "Almere": "GM0034",
    "Amersfoort": "GM0307",
    "Amsterdam": "GM0363",
    "Blaricum": "GM0376",
    "Dronten": "GM0303",
    "Eemnes": "GM0317",
    "Gooise Meren": "GM1942",
    "Hilversum": "GM0402",
    "Huizen": "GM0406",
    "Laren": "GM0417",
    "Lelystad": "GM0995",
    "Noordoostpolder": "GM0171",
    "Urk": "GM0184",
    "Weesp": "GM0457",
    "Wijdemeren": "GM1696",
    "Zeewolde": "GM0050",
}
"""Municipality → its code; Weesp until 24 March 2022."""
_BY_NAME = {fold(name): code for name, code in CODES.items()}
_NAMES = {code: name for name, code in CODES.items()}
_CODE = re.compile(r"(?:\d{4})?(?:GM)?(\d{4})", re.IGNORECASE)


def code_of(name: str) -> str:
    """The code of a municipality; '' when it is not known."""
    return _BY_NAME.get(fold(name), "")


def name_of(extent: str) -> str:
    """The municipality of a code: ``GM0402``, ``0402`` or of a year, ``2022GM0402``; '' for any other text."""
    found = _CODE.fullmatch(extent.strip())
    return _NAMES.get(f"GM{found[1]}", "") if found else ""

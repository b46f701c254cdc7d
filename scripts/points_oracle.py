"""Let the package ``woningwaardering`` count rooms, for the test that holds our own count against it.

It is no dependency: with pandas it weighs 200 MB. In an environment of its own:

    python3 -m venv oracle && oracle/bin/pip install woningwaardering==6.202607.3
    oracle/bin/python scripts/points_oracle.py > tests/rooms/points/oracle.json

Two of three rooms have whole square metres that divide evenly, so that no order of rounding matters; the third has not.
"""

from __future__ import annotations

import json
import random
import warnings
from datetime import date
from importlib.metadata import version
from typing import Any

from loguru import logger  # type: ignore[import-not-found]
from woningwaardering import OnzelfstandigeWoonruimten  # type: ignore[import-not-found]
from woningwaardering.vera.bvg.generated import (  # type: ignore[import-not-found]
    BouwkundigElementenBouwkundigElement,
    EenhedenEenheid,
    EenhedenEnergieprestatie,
    EenhedenRuimte,
)
from woningwaardering.vera.referentiedata import (  # type: ignore[import-not-found]
    Bouwkundigelementdetailsoort,
    Energielabel,
    Energieprestatiesoort,
    Energieprestatiestatus,
    Installatiesoort,
    Ruimtedetailsoort,
    Ruimtesoort,
    Woningwaarderingstelsel,
)

ROOMS = 300
DAY = date(2026, 7, 1)
LABELS = {
    "a4": Energielabel.ap4, "a3": Energielabel.ap3, "a2": Energielabel.app, "a1": Energielabel.ap,
    "a": Energielabel.a, "b": Energielabel.b, "c": Energielabel.c, "d": Energielabel.d,
    "e": Energielabel.e, "f": Energielabel.f, "g": Energielabel.g,
}  # fmt: skip
WORKTOPS = {"under_1": 900, "to_2": 1500, "to_3": 2500, "over_3": 3500}
"""Millimetres."""
RUBRICS = {
    "Oppervlakte van vertrekken": "rooms",
    "Verkoeling en verwarming": "heating",
    "Energieprestatie": "energy",
    "Keuken": "kitchen",
    "Sanitair": "sanitary",
    "Buitenruimten": "outside",
    "Punten voor de WOZ-waarde": "woz",
    "Aftrekpunten": "drawbacks",
}
"""Its names for what both count; in the other rubrics it must find nothing."""


def main() -> None:
    """Print the rooms with their answers, and what the package counts."""
    warnings.simplefilter("ignore")
    logger.remove()
    chance = random.Random(2026)
    counted = [_counted(_answers(chance, is_even=number % 3 > 0)) for number in range(ROOMS)]
    rooms = ",\n".join(json.dumps(one) for one in counted)
    print(f'{{"package": "woningwaardering {version("woningwaardering")}", "day": "{DAY}", "rooms": [\n{rooms}\n]}}')


def _answers(chance: random.Random, *, is_even: bool) -> dict[str, Any]:
    """Answers as ``Home`` takes them; sizes are hundredths of a m². No drawbacks: the package does not know them."""
    sharers = chance.choice([None, 1, 2, 2, 3, 4, 5, 6])
    step = 100 * (sharers or 1) if is_even else 1
    label = chance.choice([None, *LABELS])
    answers: dict[str, Any] = {
        "room_m2": chance.randrange(600, 3000, 100 if is_even else 1),
        "sharers": sharers,
        "label": label,
        "built": None if label else chance.choice([1930, 1976, 1977, 1979, 1984, 1992, 2000, 2002, 2020]),
        "heated": chance.choice(["yes", "no"]),
    }
    if sharers:
        answers |= {
            "worktop": chance.choice(list(WORKTOPS)),
            "sanitary": [
                one for one in ("toilet", "toilet_in_bathroom", "basin", "shower", "bath") if chance.random() < 0.5
            ],
            "living_m2": chance.randrange(6, 60) * step if is_even else chance.randrange(400, 6000),
            "heated_rooms": chance.randrange(2),
            "outside_m2": chance.choice([None, chance.randrange(100, 9000)]),
        }
    return answers


def _counted(answers: dict[str, Any]) -> dict[str, Any]:
    found = OnzelfstandigeWoonruimten(peildatum=DAY).waardeer(_unit(answers))
    named = {group.criterium_groep.stelselgroep.naam: group.punten for group in found.groepen}
    points = {RUBRICS[name]: named.pop(name) for name in RUBRICS}
    if any(named.values()):
        raise RuntimeError(f"points for what was not asked: {named}")
    return {"answers": answers, "points": points, "total": found.punten, "rent": found.maximale_huur}


def _unit(answers: dict[str, Any]) -> EenhedenEenheid:
    spaces = [_space("room", Ruimtedetailsoort.slaapkamer, answers["room_m2"], heated=answers["heated"] == "yes")]
    if answers["sharers"]:
        spaces += _shared(answers)
    unit = EenhedenEenheid(
        id="room",
        woningwaarderingstelsel=Woningwaarderingstelsel.onzelfstandige_woonruimten,
        bouwjaar=answers["built"],
        monumenten=[],
        ruimten=spaces,
    )
    if answers["label"]:
        unit.energieprestaties = [
            EenhedenEnergieprestatie(
                soort=Energieprestatiesoort.primair_energieverbruik_woningbouw,
                status=Energieprestatiestatus.definitief,
                begindatum=date(2023, 1, 1),
                einddatum=date(2033, 1, 1),
                registratiedatum="2023-01-01T00:00:00+01:00",
                label=LABELS[answers["label"]],
            )
        ]
    return unit


def _shared(answers: dict[str, Any]) -> list[EenhedenRuimte]:
    sharers, fittings = answers["sharers"], set(answers["sanitary"])
    bathroom = [
        *([Installatiesoort.staand_toilet] if "toilet_in_bathroom" in fittings else []),
        *([Installatiesoort.wastafel] if "basin" in fittings else []),
        *([Installatiesoort.bad_en_douche] if {"shower", "bath"} <= fittings else []),
        *([Installatiesoort.douche] if "shower" in fittings and "bath" not in fittings else []),
        *([Installatiesoort.bad] if "bath" in fittings and "shower" not in fittings else []),
    ]
    kitchen = _space(
        "kitchen", Ruimtedetailsoort.keuken, answers["living_m2"], sharers, heated=answers["heated_rooms"] == 1
    )
    kitchen.bouwkundige_elementen = [
        BouwkundigElementenBouwkundigElement(
            id="worktop", detail_soort=Bouwkundigelementdetailsoort.aanrecht, lengte=WORKTOPS[answers["worktop"]]
        )
    ]
    spaces = [kitchen]
    if bathroom:
        spaces.append(_space("bathroom", Ruimtedetailsoort.badkamer, 0, sharers, bathroom))
    if "toilet" in fittings:
        spaces.append(_space("toilet", Ruimtedetailsoort.toiletruimte, 0, sharers, [Installatiesoort.staand_toilet]))
    if answers["outside_m2"]:
        spaces.append(_space("garden", Ruimtedetailsoort.achtertuin, answers["outside_m2"], sharers))
    return spaces


def _space(
    name: str, kind: Any, hundredths: int, sharers: int | None = None, fittings: Any = (), *, heated: bool = False
) -> EenhedenRuimte:
    outside = kind == Ruimtedetailsoort.achtertuin
    return EenhedenRuimte(
        id=name,
        naam=name,
        soort=Ruimtesoort.buitenruimte if outside else Ruimtesoort.vertrek,
        detail_soort=kind,
        oppervlakte=hundredths / 100,
        gedeeld_met_aantal_onzelfstandige_woonruimten=sharers,
        installaties=list(fittings),
        verwarmd=heated,
    )


if __name__ == "__main__":
    main()

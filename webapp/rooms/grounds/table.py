"""The legal grounds of a room's contract as dated rows with their source. Pure.

The law at the first day of a contract rules, so a changed law is a new row, and the old one gets ``valid_until``. None
in a row says that no source was read: no page may fill that in. The table begins on 1 July 2024, when temporary
letting became limited to listed groups, for rooms too; it knows no contract from before.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from webapp.errors import N_
from webapp.words import Worded

BEGINS = date(2024, 7, 1)


class LegalGround(Worded):
    """The ground of a contract; the word is stored with the tenancy."""

    hospita = "hospita", N_("Hospita"), N_("De verhuurder woont zelf in het huis")
    hospita_2026_bill = (
        "hospita_2026_bill",
        N_("Hospitacontract"),
        N_("De verhuurder woont zelf in het huis: ten hoogste vijf jaar, met een proeftijd"),
    )
    emergency_from_shelter = (
        "emergency_from_shelter",
        N_("Tijdelijk, uit de opvang"),
        N_("De jongere komt uit de maatschappelijke opvang, met een urgente woonvraag"),
    )
    social_emergency = (
        "social_emergency",
        N_("Tijdelijk, sociale noodsituatie"),
        N_("Aantoonbaar dringend een woning nodig. Uit de jeugdhulp komen is op zichzelf niet genoeg"),
    )
    second_chance = "second_chance", N_("Tweedekanscontract"), N_("Een nieuwe kans na een eerder huurcontract")
    open_ended = "open_ended", N_("Onbepaalde tijd"), N_("Zonder einddatum, met huurbescherming")


@dataclass(frozen=True)
class GroundRow:
    """One ground under the law of a period; terms in whole months.

    ``valid_from`` None: not in force. ``max_months`` None: no longest term. ``protected_after_months``: the landlord
    can give notice until then, and the contract goes on without an end afterwards; 0 is protected from the first day.
    ``notice_landlord``, ``notice_tenant``: the term of notice. ``host_lives_in``: only where the host does. ``open``:
    a question that no read source answers, for the screen.
    """

    ground: LegalGround
    valid_from: date | None
    valid_until: date | None
    max_months: int | None
    protected_after_months: int | None
    notice_landlord: int | None
    notice_tenant: int | None
    needs_proof: bool
    extendable: bool
    host_lives_in: bool
    source: str
    open: str = ""


_LIST = "Stb. 2024, 152, art. 1, zoek.officielebekendmakingen.nl/stb-2024-152.html"
_ANNOUNCE = N_("Of en wanneer het einde aangekondigd moet worden, is hier niet nagekeken. Vraag dat na.")
_NOTICE = N_("Wanneer een verhuurder kan opzeggen, staat hier niet. Vraag dat na.")


def _temporary(ground: LegalGround, letter: str, *, needs_proof: bool) -> GroundRow:
    return GroundRow(
        ground,
        valid_from=BEGINS,
        valid_until=None,
        max_months=24,
        protected_after_months=None,
        notice_landlord=None,
        notice_tenant=None,
        needs_proof=needs_proof,
        extendable=False,
        host_lives_in=False,
        source=f"{_LIST} ({letter})",
        open=_ANNOUNCE,
    )


GROUNDS: tuple[GroundRow, ...] = (
    GroundRow(
        LegalGround.hospita,
        valid_from=BEGINS,
        valid_until=None,
        max_months=12,
        protected_after_months=9,
        notice_landlord=3,
        notice_tenant=None,
        needs_proof=False,
        extendable=False,
        host_lives_in=True,
        source="rijksoverheid.nl/actueel/nieuws/2025/07/02/wetswijziging-moet-hospitaverhuur-aantrekkelijker-maken",
    ),
    GroundRow(
        LegalGround.hospita_2026_bill,
        valid_from=None,
        valid_until=None,
        max_months=60,
        protected_after_months=9,
        notice_landlord=3,
        notice_tenant=None,
        needs_proof=False,
        extendable=False,
        host_lives_in=True,
        source="rijksoverheid.nl/actueel/nieuws/2025/12/19/wetswijziging-hospitaverhuur-naar-raad-van-state",
        open=_NOTICE,
    ),
    _temporary(LegalGround.emergency_from_shelter, "c", needs_proof=True),
    _temporary(LegalGround.social_emergency, "c", needs_proof=True),
    _temporary(LegalGround.second_chance, "d", needs_proof=False),
    GroundRow(
        LegalGround.open_ended,
        valid_from=BEGINS,
        valid_until=None,
        max_months=None,
        protected_after_months=0,
        notice_landlord=None,
        notice_tenant=None,
        needs_proof=False,
        extendable=False,
        host_lives_in=False,
        source="vbtm.nl/weblog/tijdelijke-verhuur-slechts-aan-specifieke-doelgroepen",
        open=_NOTICE,
    ),
)

"""Amounts of the law that a host should know, each with its year and source. Pure."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class TaxFree:
    """The rent, in whole euros a year, that is free of tax for who lets a part of their own home."""

    year: int
    amount: int
    source: str


TAX_FREE = (TaxFree(2026, 6633, "huurstunt.nl/begrippen/kamerverhuurvrijstelling, read November 2026"),)
"""Newest last. The amount of a later year is added when it is published; until then the page names the year."""


def tax_free(year: int) -> TaxFree:
    """The row of that year, else the latest before it."""
    return next((row for row in reversed(TAX_FREE) if row.year <= year), TAX_FREE[0])

"""Tenancies (huurcontracten): from a signed contract to its end, with what is due in between."""

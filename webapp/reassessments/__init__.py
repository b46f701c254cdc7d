"""Reassessment: a campaign that asks of everybody on a list whether their support still fits."""

"""Regions, organisations and sites."""

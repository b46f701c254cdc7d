"""Outreach to youths: places where they are met, the way from a first contact to aftercare, and the figures of both."""

"""Leads: a colleague or volunteer passes on somebody who may offer a room."""

"""Owns deadlines: rules over facts of features. A list is derived each time, never stored."""

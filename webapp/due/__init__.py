"""Owns what must be done by when: rules over facts of features. A list is derived each time, never stored."""

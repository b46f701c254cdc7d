"""Oversight: who looked at whose record, unusual reading, and the papers that a privacy officer asks for."""

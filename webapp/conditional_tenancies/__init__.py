"""Huren onder voorwaarden: a tenant who may lose their home is warned, agrees on conditions, and keeps it or not."""

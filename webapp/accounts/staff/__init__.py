"""The colleagues of an organisation."""

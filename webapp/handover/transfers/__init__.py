"""One client goes over to a colleague or to another organisation, once the other says yes."""

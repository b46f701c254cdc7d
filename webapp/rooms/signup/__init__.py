"""The host's sign-up: public, one thing per page."""

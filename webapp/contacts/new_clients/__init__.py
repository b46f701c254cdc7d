"""People who become a client while a contact is written."""

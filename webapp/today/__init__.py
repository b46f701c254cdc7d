"""The home screen of each role, composed from the features; owns no data."""

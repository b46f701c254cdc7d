"""What the tests of mail share."""

LINK = "http://localhost/mijn/geheim-woord"

"""The yearly count of people without a home: where everybody slept on a count day, out of the contacts themselves."""

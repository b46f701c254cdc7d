"""The public page of youths who look for a room: only what they agreed to, in fixed words, so that nobody is known."""

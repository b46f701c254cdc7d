"""Messages to a phone whose app is closed: that something waits, never about whom."""

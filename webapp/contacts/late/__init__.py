"""What was written after the client moved on."""

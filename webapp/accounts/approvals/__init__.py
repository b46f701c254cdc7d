"""What a second person must confirm."""

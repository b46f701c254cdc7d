"""Pictures of a room: made anew from what was sent, bounded, and sealed in the store."""

"""What an administrator keeps of shelters: one shelter, who works there, its places by date."""

"""What happened with the beds, in order: counts, requests, stays, closures, and the arithmetic on them."""

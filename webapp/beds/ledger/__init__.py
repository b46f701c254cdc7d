"""The changes of the beds, in order: counts, requests, stays, closures, and the arithmetic on them."""

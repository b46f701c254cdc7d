"""The monitor of a convenant: what its partners wait for on the way to a home of one's own, shared by all of them."""

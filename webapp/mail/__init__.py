"""Mail: a link and the name of the region, never a word about anybody; queued, and sent by the server."""

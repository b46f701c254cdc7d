"""Home after a long night: a phone brings 1,000 contacts to the server.

Against PouchDB with the same contacts as documents, and pouchdb-server: the same browser, on the same machine, in
turns. Each side begins with everything on the phone's disk and ends when the phone has noted the last as delivered.
"""

from benchmarks.home.race import measure

__all__ = ["measure"]

"""What the tests stand on: stores, servers, a bad network, a browser, and the lint of every page."""

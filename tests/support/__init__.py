"""The ground of the tests: stores, servers, a bad network, a browser, and the lint of every page."""

"""The same fake door and phone as for the rest of the phone's part."""

from tests.offline_browser.fixtures import complaints, door, door_server, plain, street, tab

__all__ = ["complaints", "door", "door_server", "plain", "street", "tab"]

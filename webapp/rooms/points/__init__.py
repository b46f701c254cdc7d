"""The points count of a room (WWS, rooms in a shared home): rules and prices as data, and the counts kept."""

"""Places by date and their occupants, for every kind of unit: houses, rooms, work places.

Owns the dated numbers. The occupants are in a table of the feature itself, described by ``Occupancy``. Every decision
about a place locks its unit first, so two workers never give the last one twice. A bed for tonight is no unit: the
shelters count anew every evening.

    service   setting the number of places, refusing when they are taken
    store     the numbers and the occupants
    supply    the arithmetic, pure
"""

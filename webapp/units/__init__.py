"""Places by date and who is in them, for whatever has places: houses, rooms, work places.

Owns the dated numbers. Who is in a place stands in a table of the feature itself, which tells by ``Occupancy`` where.
Whoever decides about a place locks its unit first, so two workers never give the last one twice. A bed for tonight is
no unit: the shelters count anew every evening.

    service   saying how many places there are, refusing when they are taken
    store     the numbers and who is in
    supply    the arithmetic, pure
"""

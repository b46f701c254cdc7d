"""Owns shelters, their bed categories, tonight's counts, requests and holds.

Never grants a bed from memory: what is free is worked out from the rows every time.

Its rooms, each using those below it only:

    board, counts, nights                     tonight's board; counting and a shelter's own page; reports
    administration, closures, stays, winter   what a house decides: its places, beds out of use, guests, the regime
    requests                                  asking a bed, the answer, 'no place found'
    availability                              what is free now
    ledger                                    what happened, in order
    shelters                                  houses, kinds of beds, capacity, hours
"""

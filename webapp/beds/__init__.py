"""Owns shelters, their bed categories, tonight's counts, requests and holds.

Never grants a bed from memory: free places are worked out from the rows every time.

Its rooms, each using those below it only:

    board, counts, nights                     tonight's board; counting and a shelter's own page; reports
    administration, closures, stays, winter   a house's own decisions: places, beds out of use, guests, the regime
    requests                                  asking a bed, the answer, 'no place found'
    availability                              the free places now
    ledger                                    the changes, in order
    shelters                                  houses, kinds of beds, capacity, hours
"""

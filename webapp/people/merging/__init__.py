"""Two records of one person become one, and two again when that was a mistake.

Rows move to the one that stays and are remembered one by one, so that every list, count and right of the house goes on
without knowing of merges. An id of the one that went leads to the one that stayed.
"""

"""Everything a user has to do: follow-ups, and what is due by the rules of every feature, on one page.

Nothing due is stored: facts come from the features each time, and only what a person did is a row.
"""

"""The 304 before the application, for the board alone: hundreds of open screens ask for it all day.

Any other page that wants a 304 answers by ``web.conditional``, inside the application.
"""

"""Legal grounds of a tenancy: the table of the law, and the days that follow from it. Pure."""

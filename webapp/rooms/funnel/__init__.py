"""From the first click of a host to a tenancy that lasts: how many came how far, and why the others did not."""

"""An evening on which everybody's phone finds the network at once."""

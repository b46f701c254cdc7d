"""A placement: its referral, its place in the line, and the answers to its steps."""

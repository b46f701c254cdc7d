"""Matches at work: proposing, answering by account or personal link, and what stands still."""

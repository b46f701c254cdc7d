"""Aftercare: everyone whose support ended without follow-up is called some months later, to hear how it goes."""

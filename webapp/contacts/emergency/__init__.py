"""Emergency access to a clinical note, and its judgement afterwards."""

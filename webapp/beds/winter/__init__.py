"""The winter regime: the decision, and the extra beds it opens."""

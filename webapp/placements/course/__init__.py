"""The course of a placement: the answers to its steps and what follows from each, its page, its lists."""

"""The verbs that measures announce in the book."""

RELEASED = "figures.released"

"""Verbs that retention writes into the book."""

WORDS_DESTROYED = "words.destroyed"
HOLD_PLACED = "hold.placed"
HOLD_LIFTED = "hold.lifted"

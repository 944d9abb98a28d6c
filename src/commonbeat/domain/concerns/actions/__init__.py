"""Every write of concerns: atomic, a line on the timeline and in the book."""

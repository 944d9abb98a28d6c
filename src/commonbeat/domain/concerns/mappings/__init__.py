"""Data that a new agency starts with: the kinds of concerns and the queues that take care of them."""

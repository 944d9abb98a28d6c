"""Reads a calls-for-service export, whatever is wrong with it, in constant memory."""

"""Reads of concerns, problems and their figures."""

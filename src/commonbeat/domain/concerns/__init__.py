"""Concerns: what troubles people where they live, kept open until they say that it is fixed."""

"""CommonBeat: one system for an agency, the people it serves and the people who oversee it."""

__version__ = "0.1.0"

"""The shelf where files lie, and the small program of its own in which strangers' files are opened."""

"""Pages of concerns and problems, for everyone and for staff."""

"""Pages of concerns that anyone may open: reporting one, and reading what others reported."""

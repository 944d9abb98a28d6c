"""What is decided about a call, from facts alone: no database, no clock, no framework."""

"""Statistics as plain functions on numbers and arrays, each with its formula and source. No Django."""

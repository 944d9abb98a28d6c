"""Tests of the house as a whole: its floor plan, its journeys, and the machine that runs them."""

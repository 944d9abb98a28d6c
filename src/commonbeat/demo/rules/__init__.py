"""What the simulated city is like: pure, and the same for the same seed."""

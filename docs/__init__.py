"""What the house says about itself, and the program that keeps it true."""

"""The simulated city of Larkspur and its handset: invented people and places, driving the doors below."""

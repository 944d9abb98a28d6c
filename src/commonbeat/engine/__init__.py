"""The engine floor: mechanisms that several domains need, with no domain words."""

"""The shape of what programs and staff send."""

"""Files from outside: looked at, drawn anew from their pixels, and kept without anything hidden."""

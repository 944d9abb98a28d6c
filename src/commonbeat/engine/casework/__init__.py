"""Cases: how something that was asked for is followed to its end, whatever it was."""

"""What goes out over the network: to addresses that somebody else named, so each is looked at first."""

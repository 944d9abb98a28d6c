"""The insight floor: reads every domain, owns only its roll-ups."""

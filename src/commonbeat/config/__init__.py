"""The wiring: settings, addresses, listeners and the schedule. Imports every floor; nothing imports it."""

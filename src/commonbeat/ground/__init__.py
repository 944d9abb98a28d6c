"""The ground floor: what every other floor stands on."""

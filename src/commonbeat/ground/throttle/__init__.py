"""How often the same visitor may do the same thing, told without keeping an address."""

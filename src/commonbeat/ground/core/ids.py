"""Names for things that strangers may see: random, so that nobody can count or guess them."""

import secrets

# No vowels and no look-alikes: a code can be read aloud and never spells a word.
ALPHABET = "23456789bcdfghjkmnpqrstvwxz"


def public_id(length: int = 16) -> str:
    """Return a random id of `length` characters, 4.75 bits each (16 characters: 76 bits)."""
    return "".join(secrets.choice(ALPHABET) for _ in range(length))

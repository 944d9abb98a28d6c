"""The shape of what comes in, from programs and from people, and the words for what is wrong with it."""

"""The words by which danger that is there now is known, one module for each language."""

from commonbeat.domain.concerns.rules.danger import arabic, english, spanish
from commonbeat.domain.concerns.rules.danger.bare import any_of

_LANGUAGES = (english, spanish, arabic)

# Danger by itself, unless its clause says that it is over, usual or asked for.
ACUTE = any_of(*(way for language in _LANGUAGES for way in language.ACUTE))
# Crime or harm that is only urgent with a word for "now" beside it.
WITH_NOW = any_of(*(way for language in _LANGUAGES for way in language.WITH_NOW))
NOW = any_of(*(way for language in _LANGUAGES for way in language.NOW))
# What is there while it is told: it outweighs a word for "over" elsewhere in the sentence.
PRESENT = any_of(*(way for language in _LANGUAGES for way in language.PRESENT))
# What is over, usual, feared, asked for or thanked for.
OVER = any_of(*(way for language in _LANGUAGES for way in language.OVER))

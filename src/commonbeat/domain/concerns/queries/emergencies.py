"""Whether words speak of danger now, for the apps above: a person in danger is sent to the telephone."""

from commonbeat.domain.concerns.rules import is_surely_in_progress


def speaks_of_danger(words: str) -> bool:
    """Tell whether words of a program are refused for danger: it has no button to say "go on" with."""
    return is_surely_in_progress(words)

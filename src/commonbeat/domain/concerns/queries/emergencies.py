"""Whether words speak of danger now, for the apps above: a person in danger is sent to the telephone."""

from commonbeat.domain.concerns.rules import in_progress


def speaks_of_danger(words: str) -> bool:
    return in_progress(words)

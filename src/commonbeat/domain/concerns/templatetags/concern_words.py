"""Words of categories in templates."""

from collections.abc import Mapping

from django import template

from commonbeat.domain.concerns.queries.faces import text_in

register = template.Library()


@register.filter
def in_words(texts: Mapping[str, str]) -> str:
    """Return texts by language in the reader's own, else in English."""
    return text_in(texts)

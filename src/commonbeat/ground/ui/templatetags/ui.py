"""Tags that every template of the house may use."""

from typing import Any

import phonenumbers
from django import template
from django.conf import settings
from django.core.paginator import Page
from django.shortcuts import resolve_url
from django.template.context import Context
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language_info

from commonbeat.ground.ui.navigation import OpenLink, open_links
from commonbeat.ground.ui.rules import sentence_case
from commonbeat.ground.ui.tables import Table

register = template.Library()
register.filter(sentence_case)


@register.simple_tag(takes_context=True)
def repeat_block(context: Context, name: str) -> SafeString:
    """Show a block's content a second time, so that the title is also the heading."""
    blocks = context.render_context.get(BLOCK_CONTEXT_KEY)
    block = blocks.get_block(name) if blocks else None
    return block.render(context) if block else SafeString("")


@register.simple_tag
def accent_url(colour: str) -> str:
    return reverse("ui:accent", args=[colour.removeprefix("#")])


@register.simple_tag
def staff_start() -> str:
    """Return where staff begin: the page that signing in leads to."""
    return resolve_url(settings.LOGIN_REDIRECT_URL)


@register.filter
def phone_number(number: str) -> str:
    """Write an agency's own E.164 number as people at home write it."""
    try:
        return phonenumbers.format_number(phonenumbers.parse(number), phonenumbers.PhoneNumberFormat.NATIONAL)
    except phonenumbers.NumberParseException:
        return number


@register.simple_tag
def live_script() -> SafeString:
    """Load htmx, on the pages that refresh a part of themselves."""
    return format_html('<script src="{}" defer></script>', static("ui/built/live.js"))


@register.simple_tag(takes_context=True)
def menu(context: Context, name: str) -> list[OpenLink]:
    request = context.get("request")
    held = context.get("capabilities")  # lazy: read only if a link asks for a capability
    path = request.path if request else ""
    return open_links(settings.MENUS.get(name, []), () if held is None else held, path)


@register.simple_tag(takes_context=True)
def offered_languages(context: Context, *, to_staff: bool = False) -> list[dict[str, Any]]:
    """Return the languages the agency offers, each with its own name; to staff, those it is whole in."""
    known = settings.STAFF_LANGUAGES if to_staff else [code for code, _name in settings.LANGUAGES]
    agency = context.get("agency")
    offered = [code for code in agency.languages if code in known] if agency else known
    return [get_language_info(code) for code in offered]


@register.inclusion_tag("ui/_table.html")
def data_table(table: Table) -> dict[str, Any]:
    return {"table": table}


@register.inclusion_tag("ui/_chart.html")
def chart(svg: SafeString, table: Table) -> dict[str, Any]:
    """Show a drawing with the same figures as a table beside it."""
    return {"svg": svg, "table": table, "caption": table.caption}


@register.inclusion_tag("ui/_pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """Show the links to the other pages of a list; they keep the filters of this one."""
    numbers = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {"page": page, "numbers": list(numbers), "request": context["request"]}

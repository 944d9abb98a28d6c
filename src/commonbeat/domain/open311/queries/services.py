"""Reads of what can be reported: each category of the agency is a service."""

from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.models import Category
from commonbeat.domain.open311.rules import clean
from commonbeat.ground.agency.models import Agency


def jurisdiction_named(name: str) -> Agency | None:
    """Return the agency that a jurisdiction_id means: its short name here, or its host name."""
    return Agency.objects.filter(Q(slug=name) | Q(hostname=name)).order_by("pk").first() if name else None


def site_of(agency: Agency) -> str:
    """Return where this agency is reached from outside: its own host name, else that of the installation."""
    public = urlsplit(settings.PUBLIC_URL)
    if not agency.hostname or agency.hostname == public.hostname:
        return str(settings.PUBLIC_URL)
    return f"{public.scheme}://{agency.hostname}" + (f":{public.port}" if public.port else "")


def offered(agency: Agency) -> QuerySet[Category]:
    """Return the categories a program may report: those a form is shown for."""
    return Category.objects.filter(agency=agency, ended_at=None, stopper={}).order_by("position", "pk")


def service_of(agency: Agency, code: str) -> Category | None:
    return offered(agency).filter(key=code).select_related("agency").first()


def is_listed(category: Category) -> bool:
    """Tell whether requests of this service are ever given out; the others are only taken in."""
    return category.is_listed and not category.is_private


def emergency_sentence() -> str:
    return _("If this is an emergency, call 911.")


def said(texts: Mapping[str, str], agency: Agency) -> str | None:
    """Return the words in the language asked for, else the agency's first, else any."""
    wanted = (get_language() or "en").partition("-")[0]
    order = [wanted, *agency.languages, *texts]
    return next((clean(texts[language]) for language in order if texts.get(language)), None)


def services_of(agency: Agency) -> list[dict[str, Any]]:
    return [_service(category, agency) for category in offered(agency)]


def _service(category: Category, agency: Agency) -> dict[str, Any]:
    hint = said(category.hints, agency)
    return {
        "service_code": category.key,
        "service_name": said(category.names, agency) or category.key,
        "description": " ".join(filter(None, [emergency_sentence(), hint])),
        "metadata": bool(category.questions),
        "type": "realtime" if is_listed(category) else "blackbox",
        "keywords": clean(category.keywords) or None,
        "group": None,
    }


def definition_of(category: Category) -> dict[str, Any]:
    agency = category.agency
    return {
        "service_code": category.key,
        "attributes": [
            _attribute(question, place, agency) for place, question in enumerate(category.questions, start=1)
        ],
    }


def _attribute(question: Mapping[str, Any], place: int, agency: Agency) -> dict[str, Any]:
    described = {
        "variable": True,
        "code": question["code"],
        "datatype": question["datatype"],
        "required": bool(question.get("required")),
        "datatype_description": None,
        "order": place,
        "description": said(question["texts"], agency),
    }
    values = [
        {"key": value["key"], "name": said(value["texts"], agency) or value["key"]}
        for value in question.get("values", ())
    ]
    return described | ({"values": values} if values else {})

"""Every setting of every app, with its value, who changed it, and what it did last month."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from commonbeat.domain.calls import choices as calls
from commonbeat.domain.calls.models import Decision
from commonbeat.domain.concerns import choices as concerns
from commonbeat.domain.conduct import choices as conduct
from commonbeat.domain.open311 import choices as open311
from commonbeat.domain.permits import choices as permits
from commonbeat.engine.casework import choices as casework
from commonbeat.engine.messaging import choices as messaging
from commonbeat.engine.messaging.models import OptOut
from commonbeat.engine.surveys import choices as surveys
from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.agency.models import Agency, SettingValue
from commonbeat.ground.core.errors import Hidden
from commonbeat.insight.dashboards import choices as dashboards

# The reason of a decision that the second screen made.
PROTECTED = "protected"
MONTH = timedelta(days=30)
GROUPS: tuple[tuple[str | Promise, tuple[Setting, ...]], ...] = (
    (gettext_lazy("Which calls are texted"), tuple(calls.SETTINGS)),
    (gettext_lazy("Texts"), tuple(messaging.SETTINGS)),
    (gettext_lazy("Surveys"), tuple(surveys.SETTINGS)),
    (gettext_lazy("Thanks and call-backs"), tuple(conduct.SETTINGS)),
    (gettext_lazy("Cases"), tuple(casework.SETTINGS)),
    (gettext_lazy("Concerns"), tuple(concerns.SETTINGS)),
    (gettext_lazy("Permits"), tuple(permits.SETTINGS)),
    (gettext_lazy("Other programs"), tuple(open311.SETTINGS)),
    (gettext_lazy("Dashboards"), tuple(dashboards.SETTINGS)),
)


@dataclass(frozen=True)
class Preference:
    """A setting as it stands at one agency; `newest` is None while the default holds."""

    definition: Setting
    value: Any
    newest: SettingValue | None


def preferences(agency: Agency) -> list[tuple[str | Promise, list[Preference]]]:
    """Return the settings by group, with two reads for all of them."""
    newest = {given.key: given for given in SettingValue.objects.filter(agency=agency).order_by("pk")}
    return [
        (name, [_preference(definition, newest.get(definition.key)) for definition in definitions])
        for name, definitions in GROUPS
    ]


def preference(agency: Agency, definition: Setting) -> Preference:
    given = SettingValue.objects.filter(agency=agency, key=definition.key).order_by("-pk").first()
    return _preference(definition, given)


def definition_of(key: str) -> Setting:
    """Return the setting with this key, or raise Hidden."""
    for _name, definitions in GROUPS:
        for definition in definitions:
            if definition.key == key:
                return definition
    raise Hidden(_("There is no such setting."), code="not_found")


def last_month(agency: Agency, definition: Setting, at: datetime) -> str:
    """Return what a setting touched in the last 30 days, in a sentence; "" where nothing is counted."""
    count = _LAST_MONTH.get(definition.key)
    return count(agency, at - MONTH) if count else ""


def _preference(definition: Setting, given: SettingValue | None) -> Preference:
    return Preference(definition, definition.default if given is None else given.value, given)


def _stops(agency: Agency, since: datetime) -> str:
    stops = OptOut.objects.filter(contact__agency=agency, source="texted", at__gte=since).count()
    return _("In the last 30 days %(count)s people texted STOP.") % {"count": stops}


def _protected(agency: Agency, since: datetime) -> str:
    kept = Decision.objects.filter(agency=agency, reason=PROTECTED, decided_at__gte=since).count()
    return _("In the last 30 days it kept us from texting about %(count)s calls.") % {"count": kept}


_LAST_MONTH: dict[str, Callable[[Agency, datetime], str]] = {
    messaging.STOP_ALL.key: _stops,
    calls.SCREEN_DAYS.key: _protected,
}

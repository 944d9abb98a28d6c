"""Reads about agencies, their areas, calendars and settings."""

from typing import Any

from commonbeat.ground.agency.choices import Setting
from commonbeat.ground.agency.models import Agency, SettingValue


def agency_for_host(host: str) -> Agency | None:
    """Return the agency of this host name, else the installation's first, else None."""
    return Agency.objects.filter(hostname=host).first() or Agency.objects.order_by("pk").first()


def setting(agency: Agency, definition: Setting) -> Any:
    """Return the newest value given to a setting, else its default."""
    newest = SettingValue.objects.filter(agency=agency, key=definition.key).order_by("-pk").first()
    return definition.default if newest is None else newest.value

"""Words of the dashboards: who may see them, and the settings about an officer's own figures."""

from enum import StrEnum

from django.utils.translation import gettext_lazy as _

from commonbeat.ground.agency.choices import Setting


class Capability(StrEnum):
    SEE = "dashboards.see"


OWN_FIGURES = Setting(
    key="dashboards.own_figures",
    name=_("Officers see the figure about their own calls"),
    effect=_(
        "Nothing changes for a resident. An officer, and those who lead them, may see what people answered "
        "about that officer's calls, once enough people answered."
    ),
    why=_("Many labour agreements have to allow it first, so it starts switched off."),
    kind="flag",
    default=False,
    dangerous=True,
)
SETTINGS = (OWN_FIGURES,)

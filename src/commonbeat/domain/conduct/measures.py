"""The figures that conduct can give: whether its two promises were kept."""

from django.utils.translation import gettext_lazy as _

from commonbeat.engine.measures.choices import Measure

# Everyone is counted, nobody was sampled: there is one stratum.
EVERYONE = "everyone"

THANKS_IN_TIME = Measure(
    key="thanks_in_time",
    name=_("Thanks delivered in time"),
    definition=_("Of the thank-yous promised for these days, the share that was delivered by then."),
    formula=_("100 times the thank-yous delivered by their promised hour, divided by those promised"),
    strata=(EVERYONE,),
)
CALL_BACKS_IN_TIME = Measure(
    key="call_backs_in_time",
    name=_("Call-backs finished in time"),
    definition=_("Of the call-backs promised for these days, the share that was finished by then."),
    formula=_("100 times the call-backs closed by their promised day, divided by those promised"),
    strata=(EVERYONE,),
)

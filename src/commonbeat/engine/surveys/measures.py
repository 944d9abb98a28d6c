"""The figures that surveys can give. Every page, file and interface asks these."""

from django.utils.translation import gettext_lazy as _

from commonbeat.engine.measures.choices import Measure
from commonbeat.engine.surveys.choices import INVITED, Stratum

# Answers from here up count as satisfied.
SATISFIED_FROM = 4

CPSS = Measure(
    key="cpss",
    name=_("Satisfied with our service"),
    definition=_(
        "Of the people who rated our service from 1 to 5, the share who gave it a 4 or a 5. A person counts "
        "once. People asked in different ways are never added up."
    ),
    formula=_("100 times the answers of 4 or 5, divided by all answers from 1 to 5"),
    strata=tuple(Stratum.values),
)
RESPONSE_RATE = Measure(
    key="response_rate",
    name=_("Response rate"),
    definition=_(
        "Of the people whom we asked and whom the question reached, the share who rated our service. "
        "It is counted the strict way (AAPOR response rate 1): nobody who was asked is left out."
    ),
    formula=_("100 times the people who rated our service, divided by the people asked"),
    strata=tuple(str(stratum) for stratum in INVITED),
)
MEASURES = {measure.key: measure for measure in (CPSS, RESPONSE_RATE)}

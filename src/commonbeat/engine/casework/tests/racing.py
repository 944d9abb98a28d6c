"""One of several processes that send the same form and make the same move at the same moment."""

import django

django.setup()

from django.conf import settings  # noqa: E402

settings.CASE_TYPES = ["commonbeat.engine.casework.tests.parcel.PARCEL"]
settings.CASE_GUARDS = {}

from commonbeat.engine.casework import actions  # noqa: E402
from commonbeat.engine.casework.models import Case  # noqa: E402
from commonbeat.ground.agency.models import Agency, Staff  # noqa: E402
from commonbeat.ground.core.actor import RESIDENT  # noqa: E402
from commonbeat.ground.core.clock import now  # noqa: E402
from commonbeat.ground.core.errors import Refused  # noqa: E402

agency = Agency.objects.get()
actions.open_case(agency=agency, kind="parcel", by=RESIDENT, at=now(), form_token="race")
case = Case.objects.exclude(form_token="race").get()
try:
    actions.move(case=case, key="acknowledge", by=Staff.objects.get(), at=now())
    print("made")
except Refused:
    print("Refused")

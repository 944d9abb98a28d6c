"""What every public view of concerns asks first: which agency, which language, which draft."""

from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.queries.drafts import OpenDraft, draft_by_token
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden


def agency_of(request: HttpRequest) -> Agency:
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        raise Hidden(_("There is no agency here yet."), code="no_agency")
    return agency


def draft_of(request: HttpRequest, token: str) -> OpenDraft:
    draft = draft_by_token(agency_of(request), token, now())
    if draft is None:
        raise Hidden(
            _("This report is no longer here. What is not sent within a day is erased. Please begin again."),
            code="draft_over",
        )
    return draft

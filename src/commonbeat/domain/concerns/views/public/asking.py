"""What several public views of concerns ask and do: which agency, which draft, its photos."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest
from django.utils.translation import gettext as _

from commonbeat.domain.concerns.actions.drafts import add_photo
from commonbeat.domain.concerns.forms.reporting import each_photo
from commonbeat.domain.concerns.queries.drafts import OpenDraft, draft_by_token
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.clock import now
from commonbeat.ground.core.errors import Hidden, Invalid


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


def keep_photos(request: HttpRequest, draft: OpenDraft) -> list[str]:
    """Keep the photos that were sent, and return what is wrong with those that could not be kept."""
    faults: list[str] = []
    for drawn in each_photo(request.FILES.getlist("photos"), already=len(draft.photos)):
        try:
            if isinstance(drawn, ValidationError):
                faults += drawn.messages
            else:
                add_photo(draft=draft, photo=drawn, at=now())
        except Invalid as fault:
            faults.append(fault.message)
    return faults

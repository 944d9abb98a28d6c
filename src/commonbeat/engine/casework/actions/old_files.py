"""Destroys the files of cases that ended long ago, and cuts numbers and addresses loose after the end."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from commonbeat.engine.casework.choices import CONTACT_DAYS, WORDS_DAYS, case_types
from commonbeat.engine.casework.models import Attachment, Case, Receipt
from commonbeat.engine.files.actions import destroy
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.retention.choices import Words


def _standing(agency: Agency) -> QuerySet[Attachment]:
    """Return the files on cases that have ended; of a joined case when the other has."""
    ended = Case.objects.filter(agency=agency, is_open=False).exclude(merged_into__is_open=True)
    return Attachment.objects.filter(case__in=ended, file__destroyed_at=None)


def _destroy(pks: Sequence[int], at: datetime) -> None:
    for attachment in Attachment.objects.filter(pk__in=pks).select_related("file"):
        destroy(file=attachment.file, at=at)


CASE_FILES = Words(
    key="case_files",
    name=_("Photos and documents of cases that have ended"),
    what_stays=_("That there was a file, when it came and its digest stay."),
    days=WORDS_DAYS,
    source=_("California Government Code 34090(d): a city destroys no record less than two years old"),
    read_on=date(2026, 11, 20),
    standing=_standing,
    since="case__closed_at",
    destroy=_destroy,
)


def forget_contacts(*, at: datetime) -> int:
    """Cut receipts loose from numbers and addresses when nothing more can come of their case.

    That is a while after it came to a state that no step leads out of: until then somebody may be told.
    """
    before, cut = at - timedelta(days=CONTACT_DAYS), 0
    for known in case_types():
        left = {source for move in known.moves for source in move.sources}
        ends = [state.key for state in known.states if not state.is_open and state.key not in left]
        over = Case.objects.filter(kind=known.key, state__in=ends, closed_at__lt=before)
        cut += Receipt.objects.filter(case__in=over, contact__isnull=False).update(contact=None)
    return cut

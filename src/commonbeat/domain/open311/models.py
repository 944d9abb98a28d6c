"""What came in by Open311 and by which key, what was asked of partners, and which records were imported."""

from django.db import models
from django.db.models import Q

from commonbeat.domain.concerns.models import Concern, Partner
from commonbeat.domain.open311.choices import Deed, MediaState, Outcome
from commonbeat.engine.casework.models import Entry
from commonbeat.ground.agency.models import Agency, ApiKey
from commonbeat.ground.core import ids


def new_token() -> str:
    return ids.public_id(24)


class KeyTerms(models.Model):
    """What a program may do with its key: how many reports a day, and which partner it speaks for."""

    key = models.OneToOneField(ApiKey, models.PROTECT, related_name="open311")
    reports_a_day = models.PositiveIntegerField()
    partner = models.ForeignKey(Partner, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(reports_a_day__gt=0), name="open311_key_terms_some"),
        ]

    def __str__(self) -> str:
        return f"terms of {self.key_id}"


class Submission(models.Model):
    """One report as a program sent it. `token` is set where the service is never listed.

    `account_id` is the program's own name for it: the same program may ask for it again by that name.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="+")
    concern = models.OneToOneField(Concern, models.PROTECT, related_name="submission")
    token = models.CharField(max_length=40, null=True, blank=True, unique=True)
    account_id = models.CharField(max_length=120, blank=True)
    media_url = models.TextField(blank=True)
    media_state = models.CharField(max_length=10, choices=MediaState.choices, default=MediaState.NONE)
    media_fault = models.CharField(max_length=40, blank=True)
    media_attempts = models.PositiveSmallIntegerField(default=0)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["key", "account_id"], name="open311_submission_account")]

    def __str__(self) -> str:
        return f"submission of {self.concern_id}"


class Update(models.Model):
    """One piece of news that a program sent about a request; its `update_id` comes only once."""

    key = models.ForeignKey(ApiKey, models.PROTECT, related_name="+")
    update_id = models.CharField(max_length=120)
    concern = models.ForeignKey(Concern, models.PROTECT, related_name="+")
    entry = models.ForeignKey(Entry, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["key", "update_id"], name="open311_update_once")]

    def __str__(self) -> str:
        return f"update of {self.concern_id}"


class Line(models.Model):
    """What we learned of a partner's server: the form it speaks, "json" or "xml"."""

    partner = models.OneToOneField(Partner, models.PROTECT, related_name="line")
    form = models.CharField(max_length=4, blank=True)
    learned_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"line to {self.partner}"


class Exchange(models.Model):
    """One question to a partner's server and how it ended; no content of either side."""

    partner = models.ForeignKey(Partner, models.PROTECT, related_name="exchanges")
    deed = models.CharField(max_length=10, choices=Deed.choices)
    outcome = models.CharField(max_length=12, choices=Outcome.choices)
    status = models.PositiveSmallIntegerField(default=0, help_text="The HTTP status, 0 without one.")
    milliseconds = models.PositiveIntegerField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["partner", "-at"], name="open311_exchange_newest")]

    def __str__(self) -> str:
        return f"{self.deed}: {self.outcome}"


class ImportRun(models.Model):
    """One import of older records: how far it got, and how the rows fared.

    Another mapping, or another category for the rest, makes another run of the same file.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    file_digest = models.CharField(max_length=64)
    terms_digest = models.CharField(max_length=64)
    mapping = models.CharField(max_length=60)
    rows = models.PositiveIntegerField(default=0, help_text="Rows dealt with so far, in the file's order.")
    kept = models.PositiveIntegerField(default=0)
    known = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "file_digest", "terms_digest"], name="open311_import_run_once"
            )
        ]

    def __str__(self) -> str:
        return f"import of {self.begun_at:%Y-%m-%d}"


class RejectedRow(models.Model):
    """A row that was not kept: `row` counts the file's records from 1, `line` is 0 where there are none."""

    run = models.ForeignKey(ImportRun, models.CASCADE, related_name="rejected")
    row = models.PositiveIntegerField()
    line = models.PositiveIntegerField()
    reason = models.CharField(max_length=40)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run", "row"], name="open311_rejected_row_once")]

    def __str__(self) -> str:
        return f"row {self.row}: {self.reason}"

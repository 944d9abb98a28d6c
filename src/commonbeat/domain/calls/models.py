"""Calls for service as the agency's systems told them, the agency's rules, and what was decided."""

from django.db import models
from django.db.models import Q

from commonbeat.domain.calls.choices import LookupKind, MarkCause
from commonbeat.domain.calls.rules.events import CallState
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core.ids import public_id


class ImportRun(models.Model):
    """One pass over an export file; it can be stopped at any line and taken up again."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="import_runs")
    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    file_name = models.CharField(max_length=200)
    file_digest = models.CharField(max_length=64)
    mapping = models.CharField(max_length=120)
    lines_done = models.PositiveBigIntegerField(default=0)
    read = models.PositiveBigIntegerField(default=0)
    rejected = models.PositiveBigIntegerField(default=0)
    rejects_size = models.PositiveBigIntegerField(default=0, help_text="Bytes of the rejects file so far.")
    started_by = models.CharField(max_length=60)
    started_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    finished_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "file_digest", "mapping"],
                condition=Q(finished_at=None),
                name="calls_importrun_one_unfinished",
            )
        ]

    def __str__(self) -> str:
        return self.file_name


# The columns of a call that bear the same name in its state.
PLAIN_COLUMNS = (
    "type_initial",
    "type_final",
    "priority",
    "disposition",
    "received_at",
    "dispatched_at",
    "on_scene_at",
    "cleared_at",
    "delayed_at",
    "cancelled_at",
    "case_no",
    "case_opened_at",
    "case_assigned_at",
    "case_closed_at",
    "beat",
    "longitude",
    "latitude",
    "call_taker_id",
    "language",
    "source_version",
    "is_protected",
    "is_subject",
    "was_excluded",
)
NUMBER_WORDS = {"": None, "good": True, "unusable": False}


class Call(models.Model):
    """One incident: the fold of its events. No narrative, no name, no address, no number in the clear.

    A call that is never texted keeps no contact and no place at all, only marks that do not know it.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="calls")
    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    incident_no = models.CharField(max_length=40)
    type_initial = models.CharField(max_length=120, blank=True)
    type_final = models.CharField(max_length=120, blank=True)
    was_excluded = models.BooleanField(default=False, help_text="Some type or disposition is never texted.")
    priority = models.CharField(max_length=20, blank=True)
    disposition = models.CharField(max_length=120, blank=True)
    received_at = models.DateTimeField(null=True, blank=True)
    dispatched_at = models.DateTimeField(null=True, blank=True)
    on_scene_at = models.DateTimeField(null=True, blank=True)
    cleared_at = models.DateTimeField(null=True, blank=True)
    delayed_at = models.DateTimeField(null=True, blank=True)
    cancelled_at = models.DateTimeField(null=True, blank=True)
    case_no = models.CharField(max_length=40, blank=True)
    case_opened_at = models.DateTimeField(null=True, blank=True)
    case_assigned_at = models.DateTimeField(null=True, blank=True)
    case_closed_at = models.DateTimeField(null=True, blank=True)
    beat = models.CharField(max_length=40, blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    shift = models.CharField(max_length=10, blank=True)
    longitude = models.FloatField(null=True, blank=True, help_text="Three decimals: a block, not a door.")
    latitude = models.FloatField(null=True, blank=True, help_text="Three decimals: a block, not a door.")
    place_lookup = models.CharField(max_length=64, blank=True, help_text="Keyed hash of the address.")
    unit_ids = models.JSONField(default=list)
    employee_ids = models.JSONField(default=list)
    call_taker_id = models.CharField(max_length=40, blank=True)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    number_given = models.CharField(max_length=10, blank=True, help_text="'' none, 'good' or 'unusable'.")
    language = models.CharField(max_length=10, blank=True)
    is_protected = models.BooleanField(default=False, help_text="Flagged by the records system.")
    is_subject = models.BooleanField(default=False, help_text="The caller was arrested or is the subject.")
    source = models.CharField(max_length=20)
    source_version = models.CharField(max_length=40, blank=True)
    import_run = models.ForeignKey(ImportRun, models.PROTECT, null=True, blank=True, related_name="calls")
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "incident_no"], name="calls_call_incident_once"),
            models.CheckConstraint(
                condition=Q(was_excluded=False) | Q(contact=None, place_lookup=""),
                name="calls_call_excluded_has_no_person",
            ),
            models.CheckConstraint(
                condition=Q(was_excluded=False) | Q(longitude=None, latitude=None),
                name="calls_call_excluded_has_no_point",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__isnull=False, latitude__isnull=False),
                name="calls_call_point_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-received_at"], name="calls_call_newest"),
            models.Index(
                fields=["agency", "received_at"],
                condition=Q(on_scene_at=None, cleared_at=None, cancelled_at=None),
                name="calls_call_waiting",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def state(self) -> CallState:
        """Return the call as the rules see it; needs `contact` at hand."""
        phone = self.contact.phone_lookup if self.contact else ""
        return CallState(
            **{name: getattr(self, name) for name in PLAIN_COLUMNS},
            unit_ids=tuple(self.unit_ids),
            employee_ids=tuple(self.employee_ids),
            phone=phone,
            place=self.place_lookup,
            is_number_good=NUMBER_WORDS[self.number_given],
            phones=frozenset(filter(None, [phone])),
            places=frozenset(filter(None, [self.place_lookup])),
        )


class CallEvent(models.Model):
    """One thing that happened to a call, as it was told. Told twice, it is kept once."""

    call = models.ForeignKey(Call, models.PROTECT, related_name="events")
    kind = models.CharField(max_length=20)
    occurred_at = models.DateTimeField()
    source_id = models.CharField(max_length=80, blank=True, help_text="The event's id in the other system.")
    fields = models.JSONField(default=dict, help_text="The allowed fields it carried; see rules/events.py.")
    digest = models.CharField(max_length=64, help_text="Tells a repeat from a correction.")
    heard_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "kind", "occurred_at", "source_id", "digest"], name="calls_event_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.call_id}"


class RequestReceipt(models.Model):
    """The answer given to an `Idempotency-Key`, so that a repeated request is answered the same."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    key = models.CharField(max_length=200)
    digest = models.CharField(max_length=64)
    answer = models.JSONField()
    at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="calls_receipt_key_once")]

    def __str__(self) -> str:
        return self.key


class TextRule(models.Model):
    """When something happens to a call, send this text or ask this survey, so long after."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="text_rules")
    key = models.SlugField(max_length=40)
    trigger = models.CharField(max_length=20)
    delay_minutes = models.PositiveIntegerField(default=0)
    template_key = models.CharField(max_length=60, blank=True)
    instrument_key = models.CharField(max_length=60, blank=True)
    is_enabled = models.BooleanField(default=False)
    changed_by = models.CharField(max_length=120, blank=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="calls_rule_key_once"),
            models.CheckConstraint(
                condition=Q(template_key="") ^ Q(instrument_key=""), name="calls_rule_text_or_survey"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class AllowedType(models.Model):
    """A call type that a named person decided may be texted; ended, never deleted."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="allowed_types")
    code = models.CharField(max_length=120, help_text="As the agency's system writes it.")
    key = models.CharField(max_length=120, help_text="The same, without case and spare blanks.")
    adopted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    ended_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "key"], condition=Q(ended_at=None), name="calls_allowedtype_once"
            ),
            models.CheckConstraint(
                condition=Q(ended_at=None, ended_by=None) | Q(ended_at__isnull=False, ended_by__isnull=False),
                name="calls_allowedtype_ended_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return self.code


class Decision(models.Model):
    """Whether a rule texts about a call, and why not. One for each call and rule."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="decisions")
    call = models.ForeignKey(Call, models.PROTECT, related_name="decisions")
    rule = models.ForeignKey(TextRule, models.PROTECT, related_name="decisions")
    outcome = models.CharField(max_length=10)
    reason = models.CharField(max_length=30, blank=True)
    decided_at = models.DateTimeField()
    rechecked_at = models.DateTimeField(
        null=True, blank=True, help_text="When it was asked again, at sending."
    )
    message_ref = models.CharField(max_length=40, blank=True, help_text="'message:…' or 'invitation:…'.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["call", "rule"], name="calls_decision_once"),
            models.CheckConstraint(
                condition=Q(outcome__in=["send", "wait"], reason="")
                | (Q(outcome="suppress") & ~Q(reason="")),
                name="calls_decision_suppressed_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["agency", "-decided_at", "outcome", "reason"], name="calls_decision_week")
        ]

    def __str__(self) -> str:
        return f"{self.rule_id} {self.outcome}"


class ProtectedMark(models.Model):
    """A phone or place that is not texted until a day. It does not know which incident made it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="protected_marks")
    kind = models.CharField(max_length=5, choices=LookupKind.choices)
    lookup = models.CharField(max_length=64)
    cause = models.CharField(max_length=10, choices=MarkCause.choices)
    marked_on = models.DateField()
    until = models.DateField(help_text="The first day on which it no longer holds.")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "lookup", "cause"], name="calls_mark_once"),
            models.CheckConstraint(condition=Q(until__gt=models.F("marked_on")), name="calls_mark_lasts"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} until {self.until}"

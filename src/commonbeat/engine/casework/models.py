"""Cases, their timelines, clocks, queues, receipts and files; and the one-row facts about them."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from commonbeat.engine.casework.choices import MESSAGE_LENGTH, Kind, Shown, Unit
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core import ids
from commonbeat.ground.ledger.models import Entry as LedgerEntry


def case_id() -> str:
    """Return 12 random characters: short enough to read out, 57 bits, so that nobody counts or guesses."""
    return ids.public_id(12)


class Queue(models.Model):
    """A place where cases wait for a group of people; `lead` hears first of what is late in it."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="queues")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    lead = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    members = models.ManyToManyField(Staff, related_name="queues", blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="casework_queue_key_once")]

    def __str__(self) -> str:
        return self.name


class Case(models.Model):
    """Something that was asked for, followed to its end. What it is about stands in the domain's own row."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="cases")
    public_id = models.CharField(max_length=20, unique=True, default=case_id)
    form_token = models.CharField(max_length=40, blank=True)
    kind = models.CharField(max_length=20, help_text="The key of its case type.")
    state = models.CharField(max_length=30)
    state_since = models.DateTimeField()
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    queue = models.ForeignKey(Queue, models.PROTECT, null=True, blank=True, related_name="cases")
    assigned_to = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="cases")
    barred = models.ManyToManyField(Staff, related_name="+", blank=True)
    is_private = models.BooleanField(default=True)
    is_open = models.BooleanField(default=True)
    language = models.CharField(max_length=10, default="en")
    outcome = models.CharField(max_length=40, blank=True)
    reason = models.TextField(blank=True)
    opened_at = models.DateTimeField()
    updated_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)
    merged_into = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="merged")

    class Meta:
        indexes = [
            models.Index(fields=["agency", "kind", "is_open", "-opened_at"], name="casework_case_desk"),
            models.Index(fields=["assigned_to", "is_open"], name="casework_case_mine"),
            models.Index(fields=["queue", "is_open"], name="casework_case_queue"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(is_open=True, closed_at=None) | Q(is_open=False, closed_at__isnull=False),
                name="casework_case_closed_at",
            ),
            models.CheckConstraint(condition=~Q(merged_into=F("pk")), name="casework_case_not_in_itself"),
            models.CheckConstraint(
                condition=Q(merged_into=None) | Q(is_open=False), name="casework_case_merged_rests"
            ),
            models.UniqueConstraint(
                fields=["agency", "form_token"], condition=~Q(form_token=""), name="casework_case_form_once"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class Entry(models.Model):
    """One line of a case's timeline, and the line of the book that proves it.

    `receipt` is whose words they are when someone from outside wrote them: of joined cases, each holder
    reads their own.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="entries")
    kind = models.CharField(max_length=15, choices=Kind.choices)
    shown = models.CharField(max_length=10, choices=Shown.choices)
    at = models.DateTimeField()
    staff = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    role = models.CharField(max_length=40)
    words = models.TextField(blank=True)
    facts = models.JSONField(default=dict)
    read_at = models.DateTimeField(null=True, blank=True)
    receipt = models.ForeignKey("Receipt", models.PROTECT, null=True, blank=True, related_name="+")
    line = models.OneToOneField(LedgerEntry, models.PROTECT, related_name="+")

    class Meta:
        verbose_name_plural = "entries"
        indexes = [models.Index(fields=["case", "at"], name="casework_entry_timeline")]

    def __str__(self) -> str:
        return f"{self.kind} of {self.case_id}"


class Attachment(models.Model):
    """A file on a case, and who may see it."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="attachments")
    entry = models.ForeignKey(Entry, models.PROTECT, related_name="attachments")
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")
    shown = models.CharField(max_length=10, choices=Shown.choices)
    is_evidence = models.BooleanField(default=False)
    replaced_by = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="replaces")

    def __str__(self) -> str:
        return self.file.public_id


class Receipt(models.Model):
    """What one person holds to follow a case: the slow hash of their seven words, never the words.

    `case` changes when cases are joined and back when they are parted; `first_case` is where it was given.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="receipts")
    first_case = models.ForeignKey(Case, models.PROTECT, related_name="+")
    lookup = models.CharField(max_length=64, unique=True)
    language = models.CharField(max_length=10)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="+")
    is_owner = models.BooleanField(default=True, help_text="False for those who only follow.")
    given_at = models.DateTimeField()
    saved_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    line = models.ForeignKey(LedgerEntry, models.PROTECT, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["case"], name="casework_receipt_case")]

    def __str__(self) -> str:
        return f"receipt of {self.case_id}"


class UnsavedCode(models.Model):
    """The seven words until their holder says "I have saved it", encrypted under their page's own key."""

    receipt = models.OneToOneField(Receipt, models.CASCADE, related_name="unsaved")
    token_digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField(max_length=400)
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"unsaved code of {self.receipt_id}"


class ClockRun(models.Model):
    """One run of a clock on a case. `due_at` already counts extensions and the time it stood still."""

    case = models.ForeignKey(Case, models.PROTECT, related_name="clocks")
    key = models.CharField(max_length=30)
    length = models.PositiveIntegerField()
    unit = models.CharField(max_length=15, choices=[(unit.value, unit.value) for unit in Unit])
    extended_by = models.PositiveIntegerField(default=0)
    started_at = models.DateTimeField()
    due_at = models.DateTimeField()
    met_at = models.DateTimeField(null=True, blank=True)
    stopped_at = models.DateTimeField(null=True, blank=True)
    breached_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(
                fields=["due_at"],
                name="casework_clock_running",
                condition=Q(met_at=None, stopped_at=None),
            )
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["case", "key"],
                condition=Q(met_at=None, stopped_at=None),
                name="casework_clock_once",
            ),
            models.CheckConstraint(condition=Q(due_at__gte=F("started_at")), name="casework_clock_due_later"),
        ]

    def __str__(self) -> str:
        return f"{self.key} of {self.case_id}"

    def is_running(self) -> bool:
        return self.met_at is None and self.stopped_at is None

    def is_late(self, at: datetime) -> bool:
        return self.is_running() and self.due_at < at


class Tolling(models.Model):
    """A time in which a clock stands still, and why. Open until `until`."""

    clock = models.ForeignKey(ClockRun, models.PROTECT, related_name="tollings")
    since = models.DateTimeField()
    until = models.DateTimeField(null=True, blank=True)
    reason = models.CharField(max_length=200)
    by_state = models.BooleanField(default=False)
    set_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(until=None) | Q(until__gte=F("since")), name="casework_tolling_until_later"
            ),
            models.UniqueConstraint(
                fields=["clock"],
                condition=Q(until=None, by_state=True),
                name="casework_tolling_by_state_once",
            ),
        ]

    def __str__(self) -> str:
        return f"tolling of {self.clock_id}"


class Escalation(models.Model):
    """One person told, once, that a clock ran out: `level` 1 is the nearest, the last the chief."""

    clock = models.ForeignKey(ClockRun, models.PROTECT, related_name="escalations")
    level = models.PositiveSmallIntegerField()
    to = models.ForeignKey(Staff, models.PROTECT, related_name="escalations")
    at = models.DateTimeField()
    mailed_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["clock", "level", "to"], name="casework_escalation_once"),
        ]

    def __str__(self) -> str:
        return f"level {self.level} of {self.clock_id}"


class Merge(models.Model):
    """Two cases joined, so that they can be parted again.

    `into` is the one it was joined into then, `Case.merged_into` the one it belongs to now, which may itself
    have been joined into another.
    """

    case = models.ForeignKey(Case, models.PROTECT, related_name="merges")
    into = models.ForeignKey(Case, models.PROTECT, related_name="+")
    at = models.DateTimeField()
    state_before = models.CharField(max_length=30)
    undone_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(undone_at=None), name="casework_merge_once"),
            models.CheckConstraint(condition=~Q(case=F("into")), name="casework_merge_two"),
        ]

    def __str__(self) -> str:
        return f"{self.case_id} into {self.into_id}"


class ReplyTemplate(models.Model):
    """Words an agency keeps ready to write to people; "" for a kind or a state means any."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=20, blank=True)
    state = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=10)
    name = models.CharField(max_length=80)
    body = models.TextField(max_length=MESSAGE_LENGTH)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["agency", "kind", "state"], name="casework_reply_for")]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "name", "language"],
                condition=Q(ended_at=None),
                name="casework_reply_name_once",
            ),
        ]

    def __str__(self) -> str:
        return self.name

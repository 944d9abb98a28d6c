"""Kinds of permit as versions, applications, and what was answered, owed, inspected, decided and appealed."""

from typing import Any

from django.db import models
from django.db.models import F, Q

from commonbeat.domain.permits.choices import Deed, Fact, Money, Result, Standing, Verdict
from commonbeat.domain.permits.rules import SPEECH_GROUNDS, Kind, kind_from
from commonbeat.engine.casework.models import Case
from commonbeat.engine.files.models import StoredFile
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import ids


def reference() -> str:
    """Return what the agency's cashier is told: it leads to one application and says nothing of it."""
    return ids.public_id(10).upper()


class KindVersion(models.Model):
    """A kind of permit as an agency adopted it. An application keeps the version it began with."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="permit_kinds")
    key = models.SlugField(max_length=40)
    number = models.PositiveIntegerField()
    definition = models.JSONField(
        help_text="Fields, checklist, reviewers, inspections, times, in words of ours."
    )
    is_expressive = models.BooleanField(default=False)
    is_business = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=True, help_text="Whether what was issued stands in the register.")
    adopted_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    adopted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "key", "number"], name="permits_kind_version_once"),
            models.UniqueConstraint(
                fields=["agency", "key"], condition=Q(ended_at=None), name="permits_kind_one_in_force"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"

    @property
    def kind(self) -> Kind:
        return kind_from(self.key, self.definition)


class FeeRow(models.Model):
    """A row of a version's fee table. It can rest on a listed fact and on nothing else."""

    version = models.ForeignKey(KindVersion, models.PROTECT, related_name="fees")
    key = models.SlugField(max_length=40)
    name = models.JSONField()
    amount_cents = models.PositiveIntegerField()
    fact = models.CharField(max_length=20, choices=Fact.choices, blank=True)
    at_least = models.PositiveIntegerField(null=True, blank=True)
    at_most = models.PositiveIntegerField(null=True, blank=True)
    is_each = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="permits_fee_row_once"),
            models.CheckConstraint(
                condition=Q(fact__in=list(Fact.values)), name="permits_fee_row_listed_fact"
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Ground(models.Model):
    """One of a version's grounds for a no, and where it stands: the agency enters its own ordinance.

    A permit for speech can be denied for the few facts in SPEECH_GROUNDS alone, whoever writes the row.
    """

    version = models.ForeignKey(KindVersion, models.PROTECT, related_name="grounds")
    key = models.SlugField(max_length=40)
    name = models.JSONField()
    source = models.CharField(max_length=200, blank=True)
    is_for_speech = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "key"], name="permits_ground_once"),
            models.CheckConstraint(
                condition=Q(is_for_speech=False) | Q(key__in=SPEECH_GROUNDS),
                name="permits_ground_for_speech_is_listed",
            ),
        ]

    def __str__(self) -> str:
        return self.key


class Draft(models.Model):
    """A form that is being filled in, locked with a token that only its page's address has.

    Once it was sent, the token of its receipt's page is all that is left in it, for a day: a second press
    leads to the same receipt and asks for no second permit.
    """

    version = models.ForeignKey(KindVersion, models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField(max_length=60_000)
    renews = models.ForeignKey("Application", models.PROTECT, null=True, blank=True, related_name="+")
    begun_at = models.DateTimeField(db_index=True)
    sent_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"draft {self.pk}"


class DraftFile(models.Model):
    """A file given while the form is filled in."""

    draft = models.ForeignKey(Draft, models.CASCADE, related_name="files")
    key = models.SlugField(max_length=40)
    file = models.OneToOneField(StoredFile, models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["draft", "key"], name="permits_draft_file_once")]

    def __str__(self) -> str:
        return self.key


class Application(models.Model):
    """A permit that somebody asked for; its state is its case's."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="permit")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="permits")
    version = models.ForeignKey(KindVersion, models.PROTECT, related_name="applications")
    answers = models.JSONField(default=dict)
    place = models.CharField(max_length=200, blank=True)
    business = models.CharField(max_length=120, blank=True)
    starts_at = models.DateTimeField(null=True, blank=True)
    ends_at = models.DateTimeField(null=True, blank=True)
    is_exempt_from_notice = models.BooleanField(default=False)
    fee_reference = models.CharField(max_length=20, unique=True, default=reference)
    missing = models.JSONField(default=list, help_text="Keys of what was asked for again.")
    number = models.CharField(max_length=30, blank=True)
    conditions = models.TextField(blank=True)
    issued_at = models.DateTimeField(null=True, blank=True)
    valid_until = models.DateTimeField(null=True, blank=True)
    renews = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="renewals")
    taken_over_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    taken_over_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "number"], condition=~Q(number=""), name="permits_application_number_once"
            ),
            models.CheckConstraint(
                condition=Q(number="", issued_at=None) | (~Q(number="") & Q(issued_at__isnull=False)),
                name="permits_application_number_when_issued",
            ),
            models.CheckConstraint(
                condition=Q(ends_at=None) | Q(ends_at__gt=F("starts_at")),
                name="permits_application_ends_later",
            ),
        ]
        indexes = [models.Index(fields=["agency", "-issued_at"], name="permits_application_register")]

    def __str__(self) -> str:
        return self.case.public_id

    @property
    def kind(self) -> Kind:
        return self.version.kind

    @property
    def facts(self) -> dict[str, Any]:
        return self.kind.facts_of(self.answers)


class OwnWords(models.Model):
    """What an applicant wanted to say, locked with the code of their receipt, which is kept nowhere."""

    application = models.OneToOneField(Application, models.PROTECT, related_name="+")
    sealed = models.BinaryField(max_length=20_000)

    class Meta:
        verbose_name_plural = "own words"

    def __str__(self) -> str:
        return "own words"


class CheckItem(models.Model):
    """An item of the checklist of one application."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="checklist")
    key = models.SlugField(max_length=40)
    done_at = models.DateTimeField(null=True, blank=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["application", "key"], name="permits_check_item_once")]

    def __str__(self) -> str:
        return self.key


class Review(models.Model):
    """One reviewer's answer. All are asked at once; none waits for another."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="reviews")
    key = models.SlugField(max_length=40)
    capability = models.CharField(max_length=60)
    queue = models.CharField(max_length=40, blank=True)
    standing = models.CharField(max_length=10, choices=Standing.choices, default=Standing.WAITING)
    grounds = models.JSONField(default=list)
    facts = models.TextField(blank=True)
    mend = models.TextField(blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "key"], name="permits_review_once"),
            models.CheckConstraint(
                condition=Q(standing="waiting", by=None) | (~Q(standing="waiting") & Q(by__isnull=False)),
                name="permits_review_by_a_person",
            ),
            models.CheckConstraint(
                condition=~Q(standing="objected") | (~Q(mend="") & ~Q(grounds=[])),
                name="permits_review_objection_has_grounds",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key}: {self.standing}"


class Inspection(models.Model):
    """A visit that is planned, and what it found."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="inspections")
    key = models.SlugField(max_length=40)
    planned_on = models.DateField()
    planned_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    done_on = models.DateField(null=True, blank=True)
    done_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    is_passed = models.BooleanField(null=True, blank=True)
    found = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(done_on=None, is_passed=None) | Q(done_on__isnull=False, is_passed__isnull=False),
                name="permits_inspection_result_with_day",
            )
        ]

    def __str__(self) -> str:
        return self.key


class FeeLine(models.Model):
    """How many times a row of the table is owed. There is no amount here: the row alone has one."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="fee_lines")
    row = models.ForeignKey(FeeRow, models.PROTECT, related_name="+")
    count = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "row"], name="permits_fee_line_once"),
            models.CheckConstraint(condition=Q(count__gt=0), name="permits_fee_line_counts"),
        ]

    def __str__(self) -> str:
        return f"{self.count} of {self.row_id}"

    @property
    def cents(self) -> int:
        return self.count * self.row.amount_cents


class FeeNote(models.Model):
    """What a named person noted about a fee: paid at the cashier's, waived by a rule, or given back."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="fee_notes")
    kind = models.CharField(max_length=10, choices=Money.choices)
    cents = models.PositiveIntegerField()
    cashier_reference = models.CharField(max_length=40, blank=True)
    rule = models.SlugField(max_length=40, blank=True)
    reason = models.CharField(max_length=400, blank=True)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(cents__gt=0), name="permits_fee_note_amount"),
            models.CheckConstraint(
                condition=(Q(kind="paid") & ~Q(cashier_reference=""))
                | (Q(kind="waived") & ~Q(rule="") & ~Q(reason=""))
                | (Q(kind="refunded") & ~Q(cashier_reference="") & ~Q(reason="")),
                name="permits_fee_note_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.cents}"


class Ruling(models.Model):
    """A decision, or that a permit is taken away: with the facts in writing and, for a no, listed grounds.

    A no cannot be stored without its `ground`, a row of the version's list. Nobody's (`by`) is only a yes
    that time gave.
    """

    application = models.ForeignKey(Application, models.PROTECT, related_name="rulings")
    deed = models.CharField(max_length=12, choices=Deed.choices)
    verdict = models.CharField(max_length=10, choices=Verdict.choices)
    ground = models.ForeignKey(Ground, models.PROTECT, null=True, blank=True, related_name="+")
    further_grounds = models.ManyToManyField(Ground, related_name="+", blank=True)
    facts = models.TextField()
    by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "deed"], name="permits_ruling_once"),
            models.CheckConstraint(condition=~Q(facts=""), name="permits_ruling_in_writing"),
            models.CheckConstraint(
                condition=Q(verdict="granted", ground=None)
                | (~Q(verdict="granted") & Q(ground__isnull=False)),
                name="permits_ruling_no_on_a_listed_ground",
            ),
            models.CheckConstraint(
                condition=Q(by__isnull=False) | Q(deed="decision", verdict="granted"),
                name="permits_ruling_by_a_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.deed}: {self.verdict}"

    @property
    def grounds(self) -> list[Ground]:
        return [self.ground, *self.further_grounds.all()] if self.ground else []


class Appeal(models.Model):
    """What the applicant says against a no, and what another person decided about it.

    `given_to` is the officer whose list it came to, None while there is nobody who had no part.
    """

    application = models.OneToOneField(Application, models.PROTECT, related_name="appeal")
    first_decider = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    words = models.TextField(blank=True)
    given_to = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    result = models.CharField(max_length=12, choices=Result.choices, blank=True)
    reason = models.TextField(blank=True)
    decided_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    decided_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(decided_by=None) | ~Q(decided_by=F("first_decider")),
                name="permits_appeal_by_another_person",
            ),
            models.CheckConstraint(
                condition=Q(result="", decided_by=None)
                | (~Q(result="") & ~Q(reason="") & Q(decided_by__isnull=False)),
                name="permits_appeal_result_with_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal of {self.application_id}"


class RenewalNotice(models.Model):
    """That a holder was told, once, that a permit ends in so many days."""

    application = models.ForeignKey(Application, models.PROTECT, related_name="+")
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["application", "days"], name="permits_renewal_notice_once")
        ]

    def __str__(self) -> str:
        return f"{self.days} days"

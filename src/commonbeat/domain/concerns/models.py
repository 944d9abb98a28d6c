"""Concerns, their categories and places, who follows them, hand-offs, and the problems they belong to."""

from django.db import models
from django.db.models import Q

from commonbeat.domain.concerns.choices import ComparedWith, HandOffState, PlaceKind, Source
from commonbeat.engine.casework.models import Case, Queue, Receipt
from commonbeat.engine.files.models import StoredFile
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core import ids


class Category(models.Model):
    """A kind of concern, as this agency takes it. Texts are {language: words}.

    `questions` are [{"code", "datatype", "required", "is_private", "texts", "values": [{"key", "texts"}]}]
    with the data types of Open311. `sla_days` are business days.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="categories")
    key = models.SlugField(max_length=40)
    position = models.PositiveSmallIntegerField(default=0)
    names = models.JSONField()
    hints = models.JSONField(default=dict)
    stopper = models.JSONField(default=dict, help_text="Words shown instead of the form, where set.")
    keywords = models.CharField(max_length=200, blank=True)
    questions = models.JSONField(default=list)
    is_private = models.BooleanField(default=False)
    may_be_anonymous = models.BooleanField(default=True)
    needs_place = models.BooleanField(default=True)
    is_field_work = models.BooleanField(default=False)
    is_listed = models.BooleanField(default=True, help_text="Listed in Open311; else only reportable.")
    sla_days = models.PositiveSmallIntegerField(default=10)
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "categories"
        constraints = [
            models.UniqueConstraint(fields=["agency", "key"], name="concerns_category_key_once"),
            models.CheckConstraint(condition=Q(sla_days__gt=0), name="concerns_category_sla"),
        ]

    def __str__(self) -> str:
        return self.key


class RoutingRule(models.Model):
    """Who gets what: the first rule that fits by position; an empty field fits everything.

    `weekdays` are ISO numbers; `from_time` and `to_time` are local and may pass midnight.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    weekdays = models.JSONField(default=list)
    from_time = models.TimeField(null=True, blank=True)
    to_time = models.TimeField(null=True, blank=True)
    queue = models.ForeignKey(Queue, models.PROTECT, related_name="+")
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "position"],
                condition=Q(ended_at=None),
                name="concerns_routing_position_once",
            ),
            models.CheckConstraint(
                condition=Q(from_time=None, to_time=None) | Q(from_time__isnull=False, to_time__isnull=False),
                name="concerns_routing_hours_both",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position} → {self.queue}"


class Place(models.Model):
    """A place people may type: an address, an intersection, a landmark, with its position."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=15, choices=PlaceKind.choices)
    name = models.CharField(max_length=120)
    search = models.CharField(max_length=120, help_text="The name as it is looked for.")
    longitude = models.FloatField()
    latitude = models.FloatField()

    class Meta:
        indexes = [models.Index(fields=["agency", "search"], name="concerns_place_search")]
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "search"], name="concerns_place_once"),
        ]

    def __str__(self) -> str:
        return self.name


class Draft(models.Model):
    """A report that is being written, kept for a day, encrypted under a token only its writer's page has.

    Once it was sent, all that is left is the token of its receipt's page, encrypted the same way, so that a
    second press shows the same receipt and makes no second report.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    token_digest = models.CharField(max_length=64, unique=True)
    sealed = models.BinaryField(max_length=40_000, default=b"")
    sent_at = models.DateTimeField(null=True, blank=True)
    photos = models.ManyToManyField(StoredFile, related_name="+", blank=True)
    language = models.CharField(max_length=10)
    begun_at = models.DateTimeField()
    expires_at = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return f"draft of {self.begun_at:%Y-%m-%d}"


class Concern(models.Model):
    """What is the matter and where. `words` are as sent; `public_words` for everyone, once looked at."""

    case = models.OneToOneField(Case, models.PROTECT, related_name="concern")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="concerns")
    category = models.ForeignKey(Category, models.PROTECT, related_name="concerns")
    words = models.TextField(blank=True)
    public_words = models.TextField(blank=True)
    looked_at = models.DateTimeField(null=True, blank=True)
    answers = models.JSONField(default=dict)
    place = models.CharField(max_length=200, blank=True, help_text="As typed, or the name of the place.")
    longitude = models.FloatField(null=True, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    outside_id = models.CharField(max_length=60, blank=True)
    received_at = models.DateTimeField()
    asked_fixed_at = models.DateTimeField(null=True, blank=True)
    answered_fixed_at = models.DateTimeField(null=True, blank=True)
    is_fixed = models.BooleanField(null=True, blank=True)

    class Meta:
        indexes = [
            models.Index(fields=["agency", "-received_at"], name="concerns_concern_newest"),
            models.Index(fields=["agency", "category", "received_at"], name="concerns_concern_category"),
            models.Index(fields=["agency", "latitude", "longitude"], name="concerns_concern_position"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "source", "outside_id"],
                condition=~Q(outside_id=""),
                name="concerns_concern_outside_once",
            ),
            models.CheckConstraint(
                condition=Q(longitude=None, latitude=None)
                | Q(longitude__isnull=False, latitude__isnull=False),
                name="concerns_concern_position_both",
            ),
            models.CheckConstraint(
                condition=Q(is_fixed=None, answered_fixed_at=None)
                | Q(is_fixed__isnull=False, answered_fixed_at__isnull=False),
                name="concerns_concern_fixed_answered",
            ),
        ]

    def __str__(self) -> str:
        return str(self.case)


class MeToo(models.Model):
    """Someone else who is troubled by the same, or only wants to follow it."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="others")
    receipt = models.OneToOneField(Receipt, models.PROTECT, related_name="+")
    is_troubled = models.BooleanField(default=True)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"follower of {self.concern}"


class Revision(models.Model):
    """What a moderator changed in the public words, and why; the words before stay for staff."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="revisions")
    before = models.TextField(blank=True)
    after = models.TextField(blank=True)
    reason = models.CharField(max_length=200)
    by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"revision of {self.concern}"


class Partner(models.Model):
    """Another agency that concerns can be handed to, by Open311 or by a letter."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    endpoint = models.URLField(blank=True, help_text="Its Open311 address; empty where a person is told.")
    jurisdiction = models.CharField(max_length=80, blank=True)
    key_sealed = models.BinaryField(max_length=300, null=True, blank=True)
    services = models.JSONField(default=dict, help_text="Our category key → its service code.")
    email = models.EmailField(blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "name"], name="concerns_partner_once")]

    def __str__(self) -> str:
        return self.name


class HandOff(models.Model):
    """One concern handed to a partner, and what the partner says about it. The resident's code stays ours."""

    concern = models.ForeignKey(Concern, models.PROTECT, related_name="hand_offs")
    partner = models.ForeignKey(Partner, models.PROTECT, related_name="hand_offs")
    state = models.CharField(max_length=10, choices=HandOffState.choices)
    at = models.DateTimeField()
    token = models.CharField(max_length=120, blank=True)
    remote_id = models.CharField(max_length=120, blank=True)
    remote_status = models.CharField(max_length=20, blank=True)
    remote_notes = models.TextField(blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True)
    asked_at = models.DateTimeField(null=True, blank=True)
    fault = models.CharField(max_length=200, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["concern"], condition=Q(ended_at=None), name="concerns_hand_off_once"
            )
        ]
        indexes = [models.Index(fields=["state", "next_attempt_at"], name="concerns_hand_off_due")]

    def __str__(self) -> str:
        return f"{self.concern} → {self.partner}"


class Subscription(models.Model):
    """A wish to hear of new concerns in an area, by e-mail, until it is ended by its own link."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="+")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    token = models.CharField(max_length=40, unique=True, default=ids.public_id)
    language = models.CharField(max_length=10)
    asked_at = models.DateTimeField()
    confirmed_at = models.DateTimeField(null=True, blank=True)
    told_until = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return f"subscription {self.pk}"


class Problem(models.Model):
    """Concerns that belong together, worked on by scan, analysis, response and assessment (SARA).

    The days of both periods are included. `figures` is what `compare` counted and worked out, as
    rules.problems.Comparison gives it; empty while the periods have not been compared.
    """

    case = models.OneToOneField(Case, models.PROTECT, related_name="problem")
    agency = models.ForeignKey(Agency, models.PROTECT, related_name="problems")
    title = models.CharField(max_length=120)
    concerns = models.ManyToManyField(Concern, related_name="problems", blank=True)
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    category = models.ForeignKey(Category, models.PROTECT, null=True, blank=True, related_name="+")
    owner = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    scan = models.TextField(blank=True)
    analysis = models.TextField(blank=True)
    response = models.TextField(blank=True)
    assessment = models.TextField(blank=True)
    before_from = models.DateField(null=True, blank=True)
    before_until = models.DateField(null=True, blank=True)
    after_from = models.DateField(null=True, blank=True)
    after_until = models.DateField(null=True, blank=True)
    comparison = models.CharField(max_length=10, choices=ComparedWith.choices, default=ComparedWith.NOTHING)
    comparison_area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    figures = models.JSONField(default=dict)
    days_chosen_at = models.DateTimeField(null=True, blank=True)
    compared_at = models.DateTimeField(null=True, blank=True)
    done_at = models.DateTimeField(null=True, blank=True)
    is_public = models.BooleanField(default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(before_from=None, before_until=None, after_from=None, after_until=None)
                | Q(
                    before_from__isnull=False,
                    before_until__gt=models.F("before_from"),
                    after_from__gt=models.F("before_until"),
                    after_until__gt=models.F("after_from"),
                ),
                name="concerns_problem_periods_in_order",
            ),
            models.CheckConstraint(
                condition=Q(comparison=ComparedWith.AREA, comparison_area__isnull=False)
                | (~Q(comparison=ComparedWith.AREA) & Q(comparison_area=None)),
                name="concerns_problem_comparison_area",
            ),
            models.CheckConstraint(
                condition=Q(compared_at=None) | Q(after_until__isnull=False),
                name="concerns_problem_compared_periods",
            ),
            models.CheckConstraint(
                condition=Q(done_at=None) | (~Q(assessment="") & Q(compared_at__isnull=False)),
                name="concerns_problem_done_is_assessed",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class ProblemPartner(models.Model):
    """Somebody who works on a problem with the agency, what they promised and by when."""

    problem = models.ForeignKey(Problem, models.PROTECT, related_name="partners")
    name = models.CharField(max_length=120)
    promise = models.CharField(max_length=300)
    promised_on = models.DateField()
    due_on = models.DateField(null=True, blank=True)
    kept_on = models.DateField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(due_on=None) | Q(due_on__gte=models.F("promised_on")),
                name="concerns_problem_partner_due",
            ),
            models.CheckConstraint(
                condition=Q(kept_on=None) | Q(kept_on__gte=models.F("promised_on")),
                name="concerns_problem_partner_kept",
            ),
        ]

    def __str__(self) -> str:
        return self.name

"""Instruments with versions, the invitations to answer them, and the answers."""

from datetime import datetime

from django.db import models
from django.db.models import F, Q

from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.engine.surveys.choices import OPEN_STATES, InvitationState, ItemKind, Stratum, TurnOutcome
from commonbeat.ground.agency.models import Agency, Area, Staff
from commonbeat.ground.core import ids


class Instrument(models.Model):
    """A survey, whatever its wording was at different times."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="instruments")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=120)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="surveys_instrument_key_once")]

    def __str__(self) -> str:
        return self.name


class InstrumentVersion(models.Model):
    """One wording. Never changed once published: other words are another version and another series."""

    instrument = models.ForeignKey(Instrument, models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField()
    texts = models.JSONField(default=dict, help_text="Texts around the questions: {name: {language: words}}.")
    written_at = models.DateTimeField()
    published_at = models.DateTimeField(null=True, blank=True)
    published_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["instrument", "number"], name="surveys_version_number_once"),
            models.CheckConstraint(
                condition=Q(published_at=None, published_by=None)
                | Q(published_at__isnull=False, published_by__isnull=False),
                name="surveys_version_published_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.instrument} {self.number}"


class Wording(models.Model):
    """One language of a version; used only after a named person has approved it."""

    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="wordings")
    language = models.CharField(max_length=10)
    machine_made = models.BooleanField(default=False)
    approved_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["version", "language"], name="surveys_wording_language_once"),
            models.CheckConstraint(
                condition=Q(approved_at=None, approved_by=None)
                | Q(approved_at__isnull=False, approved_by__isnull=False),
                name="surveys_wording_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.version} ({self.language})"


class Item(models.Model):
    """One question of a version."""

    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="items")
    position = models.PositiveSmallIntegerField()
    key = models.SlugField(max_length=30)
    kind = models.CharField(max_length=10, choices=ItemKind)
    required = models.BooleanField(default=False)
    texts = models.JSONField(default=dict, help_text="The question by language.")
    options = models.JSONField(default=list, help_text="[{value, texts: {language: words}}].")

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["version", "position"], name="surveys_item_position_once"),
            models.UniqueConstraint(fields=["version", "key"], name="surveys_item_key_once"),
        ]

    def __str__(self) -> str:
        return self.key


class About(models.Model):
    """What the answers are about, as labels that stay when the person is cut loose."""

    category = models.CharField(max_length=80, blank=True, help_text="The label of the call type.")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="+")
    unit = models.CharField(max_length=60, blank=True)
    shift = models.CharField(max_length=30, blank=True)

    class Meta:
        abstract = True


class Invitation(About):
    """One person asked once. `public_id` stands in the book and on the texts; `token` opens the web page."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="invitations")
    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="invitations")
    public_id = models.CharField(max_length=16, unique=True, default=ids.public_id)
    token = models.CharField(max_length=16, unique=True, default=ids.public_id)
    stratum = models.CharField(max_length=12, choices=Stratum)
    contact = models.ForeignKey(Contact, models.PROTECT, null=True, blank=True, related_name="invitations")
    subject = models.CharField(max_length=80, blank=True)
    staff = models.ManyToManyField(Staff, blank=True, related_name="invitations")
    language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=InvitationState, default=InvitationState.INVITED)
    dedupe_key = models.CharField(max_length=80, blank=True)
    next_item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    invited_at = models.DateTimeField(help_text="When the first question was due to go out.")
    expires_at = models.DateTimeField()
    contact_unlinked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "dedupe_key"], condition=~Q(dedupe_key=""), name="surveys_invitation_once"
            ),
            models.CheckConstraint(
                condition=Q(contact_unlinked_at=None) | Q(contact=None), name="surveys_invitation_cut_loose"
            ),
            models.CheckConstraint(
                condition=Q(expires_at__gt=F("invited_at")), name="surveys_invitation_expires_later"
            ),
        ]
        indexes = [
            models.Index(
                fields=["version", "stratum", "invited_at", "state"], name="surveys_invitation_counted"
            ),
            models.Index(fields=["contact", "-invited_at"], name="surveys_invitation_contact"),
            models.Index(
                fields=["expires_at"],
                condition=Q(state__in=["invited", "started"]),
                name="surveys_invitation_open",
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    def is_open(self, at: datetime) -> bool:
        return self.state in OPEN_STATES and at < self.expires_at


class Response(About):
    """What one person answered. It is counted at `asked_at`: when they were asked, or when they came."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="responses")
    version = models.ForeignKey(InstrumentVersion, models.PROTECT, related_name="responses")
    invitation = models.OneToOneField(
        Invitation, models.PROTECT, null=True, blank=True, related_name="response"
    )
    public_id = models.CharField(max_length=16, unique=True, default=ids.public_id)
    stratum = models.CharField(max_length=12, choices=Stratum)
    sheet = models.CharField(  # noqa: DJ001 - null is "no sheet": many invitations have none
        max_length=16,
        null=True,
        unique=True,
        help_text="Of a page filled in unasked; sent twice, counts once.",
    )
    language = models.CharField(max_length=10)
    staff = models.ManyToManyField(Staff, blank=True, related_name="responses")
    asked_at = models.DateTimeField()
    started_at = models.DateTimeField()
    completed_at = models.DateTimeField(null=True, blank=True)
    entered_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        indexes = [models.Index(fields=["version", "stratum", "asked_at"], name="surveys_response_counted")]

    def __str__(self) -> str:
        return self.public_id


class Answer(models.Model):
    """The answer that counts; what it replaced is kept as FormerAnswer."""

    response = models.ForeignKey(Response, models.PROTECT, related_name="answers")
    item = models.ForeignKey(Item, models.PROTECT, related_name="answers")
    value = models.SmallIntegerField(null=True, blank=True, help_text="Empty with no text: 'does not apply'.")
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    words_destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["response", "item"], name="surveys_answer_once"),
            models.CheckConstraint(
                condition=Q(words_destroyed_at=None) | Q(text=""),
                name="surveys_answer_destroyed_has_no_words",
            ),
        ]
        indexes = [models.Index(fields=["response", "item", "value"], name="surveys_answer_counted")]

    def __str__(self) -> str:
        return f"{self.response} {self.item}"


class FormerAnswer(models.Model):
    """An answer that its giver replaced."""

    answer = models.ForeignKey(Answer, models.PROTECT, related_name="former")
    value = models.SmallIntegerField(null=True, blank=True)
    text = models.TextField(blank=True)
    at = models.DateTimeField()
    replaced_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.answer} until {self.replaced_at}"


class Turn(models.Model):
    """One text of a resident and what was made of it, so that hearing it again changes nothing."""

    invitation = models.ForeignKey(Invitation, models.PROTECT, related_name="turns")
    message = models.OneToOneField(Message, models.CASCADE, related_name="survey_turn")
    item = models.ForeignKey(Item, models.PROTECT, null=True, blank=True, related_name="+")
    outcome = models.CharField(max_length=12, choices=TurnOutcome)
    at = models.DateTimeField()

    def __str__(self) -> str:
        return f"{self.invitation} {self.outcome}"

"""Thanks, commendations and call-backs, and the one-row facts about them."""

from datetime import datetime, timedelta

from django.db import models
from django.db.models import Q

from commonbeat.domain.conduct.choices import (
    CallBackState,
    Cause,
    Outcome,
    ReplyState,
    Source,
    ThanksState,
    Wish,
)
from commonbeat.engine.messaging.models import Contact
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core import ids


class Thanks(models.Model):
    """A thank-you. `words` are as sent and never shown to the officer; `scrubbed` are for the officer."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="thanks")
    public_id = models.CharField(max_length=20, unique=True, default=ids.public_id)
    form_token = models.CharField(max_length=20, null=True, blank=True, unique=True)
    source = models.CharField(max_length=10, choices=Source.choices)
    response = models.OneToOneField(Response, models.PROTECT, null=True, blank=True, related_name="thanks")
    words = models.TextField(blank=True)
    scrubbed = models.TextField(blank=True)
    words_destroyed_at = models.DateTimeField(null=True, blank=True)
    is_in_doubt = models.BooleanField(default=False)
    who_typed = models.CharField(max_length=120, blank=True)
    when_typed = models.CharField(max_length=80, blank=True)
    language = models.CharField(max_length=10)
    staff = models.ManyToManyField(Staff, related_name="thanks", blank=True)
    state = models.CharField(max_length=10, choices=ThanksState.choices)
    received_at = models.DateTimeField()
    due_at = models.DateTimeField()
    delivered_at = models.DateTimeField(null=True, blank=True)
    supervisor_seen_at = models.DateTimeField(null=True, blank=True)
    looked_at_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name_plural = "thanks"
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ThanksState.DELIVERED, delivered_at__isnull=False)
                | (~Q(state=ThanksState.DELIVERED) & Q(delivered_at=None)),
                name="conduct_thanks_delivered_at",
            ),
            models.CheckConstraint(
                condition=Q(source=Source.SURVEY, response__isnull=False)
                | Q(source=Source.WEB, response=None),
                name="conduct_thanks_source",
            ),
            models.CheckConstraint(
                condition=Q(words_destroyed_at=None) | Q(words="", who_typed="", when_typed=""),
                name="conduct_thanks_destroyed_has_no_words",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_at"], name="conduct_thanks_waiting")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def contact(self) -> Contact | None:
        """Return who can be answered; None for the web page, or after the number was cut loose."""
        invitation = self.response.invitation if self.response else None
        return invitation.contact if invitation else None

    def time_to_delivery(self) -> timedelta | None:
        return None if self.delivered_at is None else self.delivered_at - self.received_at


class Delivery(models.Model):
    """One person's copy of a thank-you: the officer's own, or the copy of an officer's supervisor."""

    thanks = models.ForeignKey(Thanks, models.PROTECT, related_name="deliveries")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="thanks_delivered")
    is_copy = models.BooleanField(default=False)
    delivered_at = models.DateTimeField()
    noticed_at = models.DateTimeField(null=True, blank=True)
    seen_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "deliveries"
        constraints = [models.UniqueConstraint(fields=["thanks", "staff"], name="conduct_delivery_once")]

    def __str__(self) -> str:
        return f"{self.thanks} {self.staff_id}"


class Commendation(models.Model):
    """Praise that stays on an officer's record, from a thank-you or in a supervisor's own words."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="commendations")
    public_id = models.CharField(max_length=20, unique=True, default=ids.public_id)
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="commendations")
    thanks = models.ForeignKey(Thanks, models.PROTECT, null=True, blank=True, related_name="commendations")
    words = models.TextField()
    awarded_by = models.ForeignKey(Staff, models.PROTECT, related_name="commendations_awarded")
    awarded_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["thanks", "staff"],
                condition=Q(thanks__isnull=False),
                name="conduct_commendation_once",
            ),
            models.CheckConstraint(
                condition=~Q(staff=models.F("awarded_by")), name="conduct_commendation_not_own"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id


class ThanksReply(models.Model):
    """An officer's short answer to a thank-you. A supervisor approves it before it goes.

    `text_ref` is its name on the text; it is dropped when the survey is cut loose from its number.
    """

    thanks = models.ForeignKey(Thanks, models.PROTECT, related_name="replies")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="thanks_replies")
    body = models.CharField(max_length=160)
    state = models.CharField(max_length=10, choices=ReplyState.choices, default=ReplyState.DRAFTED)
    drafted_at = models.DateTimeField()
    settled_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    settled_at = models.DateTimeField(null=True, blank=True)
    text_ref = models.CharField(  # noqa: DJ001 - none once it is dropped
        max_length=20, null=True, unique=True, default=ids.public_id
    )

    class Meta:
        verbose_name_plural = "thanks replies"
        constraints = [
            models.UniqueConstraint(
                fields=["thanks", "staff"],
                condition=~Q(state=ReplyState.DECLINED),
                name="conduct_reply_once",
            ),
            models.CheckConstraint(
                condition=Q(state=ReplyState.DRAFTED, settled_by=None, settled_at=None)
                | (~Q(state=ReplyState.DRAFTED) & Q(settled_by__isnull=False, settled_at__isnull=False)),
                name="conduct_reply_settled",
            ),
            models.CheckConstraint(condition=~Q(staff=models.F("settled_by")), name="conduct_reply_not_own"),
        ]

    def __str__(self) -> str:
        return f"{self.thanks} {self.state}"


class CallBack(models.Model):
    """A promise to call a person who was treated badly. `barred` are the officers it is about.

    It keeps no link to the person of its own: when the survey is cut loose from its number, so is this.
    `text_ref` is the name it has on texts; it is dropped then, so that no text leads to these answers.
    """

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="call_backs")
    public_id = models.CharField(max_length=20, unique=True, default=ids.public_id)
    response = models.OneToOneField(Response, models.PROTECT, related_name="call_back")
    text_ref = models.CharField(  # noqa: DJ001 - none once it is dropped
        max_length=20, null=True, unique=True, default=ids.public_id
    )
    cause = models.CharField(max_length=20, choices=Cause.choices)
    opened_at = models.DateTimeField()
    due_at = models.DateTimeField()
    wish = models.CharField(max_length=12, choices=Wish.choices, default=Wish.UNASKED)
    asked_at = models.DateTimeField(null=True, blank=True)
    wish_at = models.DateTimeField(null=True, blank=True)
    state = models.CharField(max_length=10, choices=CallBackState.choices, default=CallBackState.OPEN)
    assigned_to = models.ForeignKey(
        Staff, models.PROTECT, null=True, blank=True, related_name="call_backs_assigned"
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    closed_at = models.DateTimeField(null=True, blank=True)
    closed_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    handed_over_on = models.DateField(null=True, blank=True)
    handed_over_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    barred = models.ManyToManyField(Staff, related_name="call_backs_barred", blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(state=CallBackState.CLOSED, closed_at__isnull=False) & ~Q(outcome="")
                | (~Q(state=CallBackState.CLOSED) & Q(closed_at=None, outcome="")),
                name="conduct_callback_closed",
            ),
            # Nothing goes to the independent body without the resident's yes.
            models.CheckConstraint(
                condition=Q(handed_over_on=None, handed_over_by=None)
                | Q(handed_over_on__isnull=False, handed_over_by__isnull=False, wish=Wish.COMPLAINT),
                name="conduct_callback_handed_over",
            ),
        ]
        indexes = [models.Index(fields=["agency", "state", "due_at"], name="conduct_callback_waiting")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def contact(self) -> Contact | None:
        """Return whom to call; None on paper, at a kiosk, or after the number was cut loose."""
        invitation = self.response.invitation
        return invitation.contact if invitation else None

    def is_late(self, at: datetime) -> bool:
        return self.state != CallBackState.CLOSED and self.due_at < at

"""Contacts, what they agreed to, templates, messages and what providers said about them."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from commonbeat.engine.messaging.choices import (
    BlockKind,
    Channel,
    ContactKind,
    Direction,
    MessageClass,
    MessageState,
    OptOutScope,
    Scope,
    Source,
    VersionState,
)
from commonbeat.engine.messaging.rules import envelope
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.ids import public_id


class Contact(models.Model):
    """Someone an agency can reach. The number and the address are sealed; they are found by keyed hash."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="contacts")
    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    phone_sealed = models.BinaryField(blank=True, default=b"")
    phone_lookup = models.CharField(max_length=64, blank=True)
    email_sealed = models.BinaryField(blank=True, default=b"")
    email_lookup = models.CharField(max_length=64, blank=True)
    language = models.CharField(max_length=10, blank=True)
    time_zone = models.CharField(max_length=60, blank=True, help_text="Only when known, not guessed.")
    kind = models.CharField(max_length=12, choices=ContactKind, default=ContactKind.PERSON)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "phone_lookup"],
                condition=~Q(phone_lookup=""),
                name="messaging_contact_phone_once",
            ),
            models.UniqueConstraint(
                fields=["agency", "email_lookup"],
                condition=~Q(email_lookup=""),
                name="messaging_contact_email_once",
            ),
        ]

    def __str__(self) -> str:
        return f"contact {self.public_id}"

    @property
    def phone(self) -> str:
        """Return the number in E.164, or ""; never log or show it."""
        return self._opened("phone", self.phone_sealed)

    @property
    def email(self) -> str:
        """Return the e-mail address, or ""; never log it."""
        return self._opened("email", self.email_sealed)

    @property
    def masked_phone(self) -> str:
        """Return the last two digits, enough for staff to tell two conversations apart."""
        return f"•• {self.phone[-2:]}" if self.phone_sealed else ""

    def _opened(self, field: str, sealed: bytes | memoryview) -> str:
        return envelope.unseal(settings.SECRET_KEY, bytes(sealed), self.place(field)) if sealed else ""

    def place(self, field: str) -> str:
        """Return where the sealed value belongs, so that it opens nowhere else."""
        return f"messaging_contact/{self.public_id}/{field}"


class Consent(models.Model):
    """Why we may write to someone, since when and until when; kept as evidence, ended and never deleted."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="consents")
    scope = models.CharField(max_length=10, choices=OptOutScope)
    source = models.CharField(max_length=10, choices=Source)
    wording = models.CharField(max_length=300, blank=True, help_text="What the person was told or said.")
    at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        indexes = [models.Index(fields=["contact", "at"], name="messaging_consent_contact")]

    def __str__(self) -> str:
        return f"{self.scope} since {self.at:%Y-%m-%d}"


class Template(models.Model):
    """A text the agency sends more than once, in several languages and versions."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="message_templates")
    key = models.SlugField(max_length=40)
    scope = models.CharField(max_length=10, choices=Scope)
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="messaging_template_key_once")]

    def __str__(self) -> str:
        return self.name


class TemplateVersion(models.Model):
    """One wording in one language. Only an approved one is ever sent; the approver is a named person."""

    template = models.ForeignKey(Template, models.PROTECT, related_name="versions")
    language = models.CharField(max_length=10)
    number = models.PositiveIntegerField()
    body = models.TextField()
    state = models.CharField(max_length=10, choices=VersionState, default=VersionState.DRAFT)
    machine_made = models.BooleanField(default=False)
    written_by = models.CharField(max_length=120)
    written_at = models.DateTimeField()
    approved_by = models.CharField(max_length=120, blank=True)
    approved_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["template", "language", "number"], name="messaging_templateversion_number_once"
            ),
            models.UniqueConstraint(
                fields=["template", "language"],
                condition=Q(state=VersionState.APPROVED),
                name="messaging_templateversion_approved_once",
            ),
            models.CheckConstraint(
                condition=Q(state=VersionState.DRAFT, approved_at=None)
                | (~Q(state=VersionState.DRAFT) & Q(approved_at__isnull=False) & ~Q(approved_by="")),
                name="messaging_templateversion_approved_by_someone",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.template} {self.language} {self.number}"


class Message(models.Model):
    """One text or e-mail, in or out. An outgoing row is its own place in the outbox."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="messages")
    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    contact = models.ForeignKey(Contact, models.PROTECT, related_name="messages")
    direction = models.CharField(max_length=3, choices=Direction)
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.SMS)
    scope = models.CharField(max_length=10, choices=Scope)
    message_class = models.CharField(max_length=10, choices=MessageClass, default=MessageClass.ORDINARY)
    template_version = models.ForeignKey(TemplateVersion, models.PROTECT, null=True, blank=True)
    language = models.CharField(max_length=10, blank=True)
    title = models.CharField(max_length=150, blank=True, help_text="The subject line of an e-mail.")
    body = models.TextField(blank=True, help_text="Empty once its words are destroyed.")
    words_destroyed_at = models.DateTimeField(null=True, blank=True)
    segments = models.PositiveSmallIntegerField(default=1)
    dedupe_key = models.CharField(max_length=120, null=True, blank=True)  # noqa: DJ001 - null is "no key"
    subject = models.CharField(max_length=80, blank=True, help_text="What it is about: 'call:abc'.")
    state = models.CharField(max_length=12, choices=MessageState)
    reason = models.CharField(max_length=60, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)
    lease_by = models.CharField(max_length=40, blank=True)
    lease_until = models.DateTimeField(null=True, blank=True)
    tried_at = models.DateTimeField(null=True, blank=True, help_text="Start of the latest attempt.")
    attempts = models.PositiveSmallIntegerField(default=0)
    next_attempt_at = models.DateTimeField(null=True, blank=True, help_text="When to try, or to ask, again.")
    provider = models.CharField(max_length=10, blank=True)
    provider_ref = models.CharField(max_length=64, blank=True)
    error_code = models.CharField(max_length=20, blank=True)
    needs_person = models.BooleanField(default=False)
    handled_by = models.CharField(max_length=120, blank=True)
    handled_at = models.DateTimeField(null=True, blank=True)
    queued_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True, blank=True)
    settled_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "dedupe_key"], name="messaging_message_dedupe_once"),
            models.UniqueConstraint(
                fields=["provider", "provider_ref"],
                condition=~Q(provider_ref=""),
                name="messaging_message_provider_ref_once",
            ),
            models.CheckConstraint(
                condition=Q(direction=Direction.IN, state=MessageState.RECEIVED)
                | (Q(direction=Direction.OUT) & ~Q(state=MessageState.RECEIVED)),
                name="messaging_message_direction_state",
            ),
            models.CheckConstraint(
                condition=~Q(state=MessageState.SENDING) | Q(lease_until__isnull=False),
                name="messaging_message_sending_leased",
            ),
            models.CheckConstraint(
                condition=Q(words_destroyed_at=None) | Q(title="", body=""),
                name="messaging_message_destroyed_has_no_words",
            ),
        ]
        indexes = [
            models.Index(
                fields=["next_attempt_at", "id"],
                condition=Q(state=MessageState.QUEUED),
                name="messaging_message_waiting",
            ),
            models.Index(
                fields=["lease_until"],
                condition=Q(state__in=[MessageState.SENDING, MessageState.UNCERTAIN]),
                name="messaging_message_leased",
            ),
            models.Index(
                fields=["next_attempt_at"],
                condition=Q(state=MessageState.SENT, next_attempt_at__isnull=False),
                name="messaging_message_unconfirmed",
            ),
            models.Index(
                fields=["agency", "queued_at"],
                condition=Q(needs_person=True),
                name="messaging_message_for_person",
            ),
            models.Index(fields=["contact", "-queued_at"], name="messaging_message_conversation"),
            models.Index(fields=["agency", "-queued_at"], name="messaging_message_newest"),
            models.Index(fields=["subject"], name="messaging_message_subject"),
            models.Index(
                fields=["agency", "queued_at"],
                condition=Q(words_destroyed_at=None),
                name="messaging_message_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"message {self.public_id}"


class OptOut(models.Model):
    """Someone's "stop", for one scope or for all; lifted by their "start", never deleted."""

    contact = models.ForeignKey(Contact, models.PROTECT, related_name="opt_outs")
    channel = models.CharField(max_length=5, choices=Channel, default=Channel.SMS)
    scope = models.CharField(max_length=10, choices=OptOutScope)
    source = models.CharField(max_length=10, choices=Source)
    message = models.ForeignKey(Message, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["contact", "channel", "scope"],
                condition=Q(lifted_at=None),
                name="messaging_optout_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.scope} by {self.channel}"


class Block(models.Model):
    """A number that is never texted, known by its hash alone, so that it can be listed before any call."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="message_blocks")
    phone_lookup = models.CharField(max_length=64)
    kind = models.CharField(max_length=12, choices=BlockKind)
    reason = models.CharField(max_length=200, blank=True)
    added_by = models.CharField(max_length=120)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "phone_lookup"],
                condition=Q(lifted_at=None),
                name="messaging_block_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} block {self.pk}"


class EmergencyAlert(models.Model):
    """A received text that reads as an emergency and waits for someone on duty to say "seen"."""

    message = models.OneToOneField(Message, models.PROTECT, related_name="emergency")
    at = models.DateTimeField()
    acknowledged_by = models.CharField(max_length=120, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(acknowledged_at=None, acknowledged_by="")
                | (Q(acknowledged_at__isnull=False) & ~Q(acknowledged_by="")),
                name="messaging_emergencyalert_acknowledged_by_someone",
            )
        ]

    def __str__(self) -> str:
        return f"emergency {self.pk}"


class StatusReport(models.Model):
    """What a provider told us about one text; kept even when we do not know the text yet."""

    provider = models.CharField(max_length=10)
    provider_ref = models.CharField(max_length=64)
    reference = models.CharField(max_length=16, blank=True)
    status = models.CharField(max_length=24)
    error_code = models.CharField(max_length=20, blank=True)
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["provider", "provider_ref", "status"], name="messaging_statusreport_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.status} of {self.provider_ref}"


class SenderCampaign(models.Model):
    """The carriers' registration (10DLC) of one agency's texts of one scope."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="sender_campaigns")
    scope = models.CharField(max_length=10, choices=Scope)
    brand_ref = models.CharField(max_length=40)
    campaign_ref = models.CharField(max_length=40)
    use_case = models.CharField(max_length=60)
    opt_in_story = models.TextField()
    privacy_url = models.URLField()
    registered_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["agency", "scope"],
                condition=Q(ended_at=None),
                name="messaging_sendercampaign_scope_once",
            )
        ]

    def __str__(self) -> str:
        return f"{self.campaign_ref} ({self.scope})"


class SandboxText(models.Model):
    """The sandbox provider's own record of a text it was handed; its words go when the message's do."""

    sid = models.CharField(max_length=34, unique=True)
    to_sealed = models.BinaryField()
    to_lookup = models.CharField(max_length=64)
    sender = models.CharField(max_length=30)
    body = models.TextField()
    received_at = models.DateTimeField()
    status = models.CharField(max_length=12)
    reference = models.CharField(max_length=16, unique=True)

    class Meta:
        indexes = [models.Index(fields=["to_lookup", "received_at"], name="messaging_sandboxtext_to")]

    def __str__(self) -> str:
        return self.sid

    @property
    def to(self) -> str:
        """Return the number it went to, in E.164."""
        return envelope.unseal(settings.SECRET_KEY, bytes(self.to_sealed), self.place())

    def place(self) -> str:
        return f"messaging_sandboxtext/{self.sid}/to"

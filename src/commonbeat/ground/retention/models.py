"""Holds, which stop the destroying, and the certificates that it leaves."""

from django.db import models
from django.db.models import F, Q

from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.ids import public_id


class Hold(models.Model):
    """Nothing of these words is destroyed while it stands; lifted, never deleted."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="holds")
    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    words = models.CharField(max_length=40, blank=True, help_text="Key of the words; '' holds them all.")
    reason = models.CharField(max_length=300)
    placed_by = models.ForeignKey(Staff, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    lifted_because = models.CharField(max_length=300, blank=True)
    lifted_by = models.ForeignKey(Staff, models.PROTECT, null=True, blank=True, related_name="+")
    lifted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(reason=""), name="retention_hold_for_a_reason"),
            models.CheckConstraint(
                condition=Q(lifted_at=None, lifted_by=None, lifted_because="")
                | (Q(lifted_at__isnull=False, lifted_by__isnull=False) & ~Q(lifted_because="")),
                name="retention_hold_lifted_by_someone_for_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["agency"], condition=Q(lifted_at=None), name="retention_hold_standing")
        ]

    def __str__(self) -> str:
        return self.public_id


class Certificate(models.Model):
    """What one batch destroyed, by which rule; written with the deed and never changed."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="certificates")
    public_id = models.CharField(max_length=16, unique=True, default=public_id, editable=False)
    words = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    oldest = models.DateTimeField()
    newest = models.DateTimeField()
    rule = models.CharField(max_length=60, help_text="Key of the setting.")
    days = models.PositiveIntegerField(help_text="The setting's value at that moment.")
    at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(count__gt=0), name="retention_certificate_of_something"),
            models.CheckConstraint(
                condition=Q(oldest__lte=F("newest"), newest__lt=F("at")), name="retention_certificate_dates"
            ),
        ]
        indexes = [models.Index(fields=["agency", "-at"], name="retention_certificate_newest")]

    def __str__(self) -> str:
        return self.public_id

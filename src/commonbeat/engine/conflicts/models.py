"""Every answer that was given, kept so that a tie disclosed later lists what it taints."""

from django.db import models

from commonbeat.engine.conflicts.choices import Answer
from commonbeat.ground.agency.models import Agency, Staff


class Screening(models.Model):
    """One asking: may `staff` do `act` with `subject` ("case:…")? `path` is the tie that says so."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    staff = models.ForeignKey(Staff, models.PROTECT, related_name="screenings")
    act = models.CharField(max_length=30)
    subject = models.CharField(max_length=80)
    answer = models.CharField(max_length=10, choices=Answer.choices)
    path = models.JSONField(default=list)
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject"], name="conflicts_screening_subject")]

    def __str__(self) -> str:
        return f"{self.staff_id} {self.act} {self.subject}: {self.answer}"

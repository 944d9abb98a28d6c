"""The invented residents behind the telephone numbers of the demo."""

from django.db import models

from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.agency.models import Agency


class Resident(models.Model):
    """Someone on the handset. Real installations have no such table: they know no resident's name."""

    number = models.PositiveIntegerField(unique=True)
    name = models.CharField(max_length=80)
    contact = models.OneToOneField(Contact, models.PROTECT, related_name="demo_resident")

    def __str__(self) -> str:
        return self.name


class CodeToTry(models.Model):
    """The words of a receipt, for visitors of the demo to try. Nowhere else are such words kept."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    key = models.CharField(max_length=20)
    words = models.CharField(max_length=200)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="demo_code_to_try_once")]

    def __str__(self) -> str:
        return self.key


class Clockwork(models.Model):
    """How far the simulated city has lived, so that a second start goes on from there."""

    seed = models.IntegerField()
    lived_until = models.DateTimeField()

    def __str__(self) -> str:
        return f"seed {self.seed}"

"""What was published. Only numbers that were shown are stored, so a check sees what a reader could see."""

from django.db import models
from django.db.models import F, Q

from commonbeat.engine.measures.choices import WhyHidden
from commonbeat.ground.agency.models import Agency


class Release(models.Model):
    """One table of one measure, stratum, grouping and period, as published; never changed afterwards."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="releases")
    measure = models.SlugField(max_length=60)
    stratum = models.CharField(max_length=20)
    series = models.CharField(max_length=60, blank=True, help_text="The wording that was asked.")
    grouping = models.CharField(max_length=20, blank=True, help_text="Empty: the total alone.")
    since = models.DateField()
    until = models.DateField()
    x = models.PositiveIntegerField()
    n = models.PositiveIntegerField()
    of = models.PositiveIntegerField(null=True, blank=True)
    published_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(x__lte=F("n")), name="measures_release_x_within_n"),
            models.CheckConstraint(
                condition=Q(since__lte=F("until")), name="measures_release_since_before_until"
            ),
        ]
        indexes = [
            models.Index(
                fields=["agency", "measure", "stratum", "series", "-published_at"],
                name="measures_release_newest",
            )
        ]

    def __str__(self) -> str:
        return f"{self.measure} {self.stratum} {self.grouping} {self.since} to {self.until}"


class ReleasedCell(models.Model):
    """One row of a release: its numbers, or why it has none."""

    release = models.ForeignKey(Release, models.PROTECT, related_name="cells")
    position = models.PositiveSmallIntegerField()
    key = models.CharField(max_length=120, help_text="Names the row whatever its label's language.")
    label = models.CharField(max_length=120)
    x = models.PositiveIntegerField(null=True, blank=True)
    n = models.PositiveIntegerField(null=True, blank=True)
    of = models.PositiveIntegerField(null=True, blank=True)
    why_hidden = models.CharField(max_length=20, choices=WhyHidden, blank=True)

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint(fields=["release", "key"], name="measures_cell_key_once"),
            models.CheckConstraint(
                condition=Q(why_hidden="", x__isnull=False, n__isnull=False)
                | (~Q(why_hidden="") & Q(x=None, n=None, of=None)),
                name="measures_cell_hidden_is_empty",
            ),
        ]

    def __str__(self) -> str:
        return self.label

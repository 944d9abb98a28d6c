"""Windows with their keys, and how often each digest was seen; all of it is gone soon after the window."""

from django.db import models


class Window(models.Model):
    """A span of time for one scope. Its key makes the digests; without the key they tell nothing."""

    scope = models.CharField(max_length=120)
    begins_at = models.DateTimeField()
    ends_at = models.DateTimeField()
    key = models.BinaryField(max_length=32)

    class Meta:
        indexes = [models.Index(fields=["ends_at"], name="throttle_window_end")]
        constraints = [
            models.UniqueConstraint(fields=["scope", "begins_at", "ends_at"], name="throttle_window_span"),
            models.CheckConstraint(
                condition=models.Q(ends_at__gt=models.F("begins_at")), name="throttle_window_order"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.scope} until {self.ends_at}"


class Counter(models.Model):
    """How often one digest was let through in its window."""

    window = models.ForeignKey(Window, on_delete=models.CASCADE, related_name="counters")
    digest = models.CharField(max_length=64)
    hits = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["window", "digest"], name="throttle_counter_digest"),
        ]

    def __str__(self) -> str:
        return f"{self.hits} in {self.window_id}"


class Shared(models.Model):
    """A row of Django's database cache, in which the sign-in library counts; its columns are Django's."""

    cache_key = models.CharField(max_length=255, primary_key=True)
    value = models.TextField()
    expires = models.DateTimeField(db_index=True)

    def __str__(self) -> str:
        return self.cache_key

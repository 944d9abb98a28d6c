"""The entries of the book. Nothing here is ever edited or deleted."""

from django.db import models


class Entry(models.Model):
    """One act. `index` is its place in the tree, given after the commit by the sequencer."""

    verb = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    agency = models.CharField(max_length=50)
    actor_role = models.CharField(max_length=40)
    actor_key = models.CharField(max_length=60, blank=True)
    at = models.DateTimeField()
    content = models.JSONField(default=dict)
    salt = models.BinaryField(max_length=16)
    index = models.BigIntegerField(null=True, unique=True, editable=False)

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="ledger_entry_subject"),
            models.Index(fields=["id"], name="ledger_entry_waiting", condition=models.Q(index=None)),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

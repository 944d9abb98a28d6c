"""The entries of the book and the tree over them. Nothing here is ever edited or deleted."""

from typing import Any, NoReturn, Self

from django.db import models

from commonbeat.ground.core.errors import Refused


class Unalterable(Refused):
    """Somebody tried to change or remove an entry. The database refuses it too, by triggers."""

    def __init__(self) -> None:
        super().__init__("Entries of the book are never changed or deleted.", code="unalterable")


class EntryQuerySet(models.QuerySet["Entry"]):
    """Reads and adds; what would change or remove a row raises `Unalterable`."""

    def _refuse(self, *args: Any, **changes: Any) -> NoReturn:
        raise Unalterable

    update = bulk_update = delete = update_or_create = _refuse

    def waiting(self) -> Self:
        """Return the committed entries that have no place in the tree yet."""
        return self.filter(index=None)


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

    objects = EntryQuerySet.as_manager()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "at"], name="ledger_entry_subject"),
            models.Index(fields=["id"], name="ledger_entry_waiting", condition=models.Q(index=None)),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(index=None) | models.Q(index__gte=0), name="ledger_entry_index"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.verb} {self.subject}"

    def delete(self, *args: Any, **options: Any) -> NoReturn:
        raise Unalterable


class Tile(models.Model):
    """Up to 256 hashes of one level of the tree, 32 bytes each; only the last of a level still grows."""

    level = models.SmallIntegerField()
    number = models.BigIntegerField()
    hashes = models.BinaryField(max_length=8192)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["level", "number"], name="ledger_tile_place")]

    def __str__(self) -> str:
        return f"tile {self.level}/{self.number}"


class Checkpoint(models.Model):
    """The tree as it was signed at one moment: `note` is the signed note that is published."""

    size = models.BigIntegerField()
    root = models.BinaryField(max_length=32)
    note = models.TextField()
    at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["at", "size"], name="ledger_checkpoint_at")]
        constraints = [
            models.UniqueConstraint(fields=["size"], name="ledger_checkpoint_size"),
            models.CheckConstraint(condition=models.Q(size__gte=0), name="ledger_checkpoint_not_negative"),
        ]

    def __str__(self) -> str:
        return f"checkpoint of {self.size}"


class SigningKey(models.Model):
    """An Ed25519 key of this installation's book; signs until `retires_at`, and verifies for ever."""

    origin = models.CharField(max_length=200)
    public = models.BinaryField(max_length=32)
    private_sealed = models.BinaryField(max_length=60)
    made_at = models.DateTimeField()
    retires_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["public"], name="ledger_signing_key_public")]

    def __str__(self) -> str:
        return f"key of {self.origin}"

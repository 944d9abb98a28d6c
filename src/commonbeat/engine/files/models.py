"""Files that were kept, and what is known of them."""

from django.core.files.storage import Storage, storages
from django.db import models
from django.db.models import Q

from commonbeat.engine.files.choices import Form
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import ids


def shelf() -> Storage:
    """Return where files lie: a folder of the installation, or what STORAGES["files"] says."""
    return storages["files"]


class StoredFile(models.Model):
    """A file drawn anew. `original_of` marks bytes as sent, kept only as evidence, never shown in public."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="+")
    public_id = models.CharField(max_length=20, unique=True, default=ids.public_id)
    form = models.CharField(max_length=10, choices=Form.choices)
    content_type = models.CharField(max_length=60)
    content = models.FileField(storage=shelf, max_length=200)
    size = models.PositiveIntegerField()
    digest = models.CharField(max_length=64, help_text="SHA-256 of the kept bytes, in hex.")
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    pages = models.PositiveSmallIntegerField(default=1)
    original_of = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="original")
    kept_at = models.DateTimeField()
    destroyed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(size__gt=0), name="files_stored_file_not_empty")]

    def __str__(self) -> str:
        return self.public_id

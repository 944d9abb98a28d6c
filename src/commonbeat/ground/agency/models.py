"""Agencies, the people who work for them, what they may do, and the ground they cover."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.ids import public_id


class Agency(models.Model):
    """A law-enforcement agency or an oversight body: a tenant of this installation."""

    slug = models.SlugField(unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40, help_text="As it opens a text: 'Larkspur Police'.")
    place = models.CharField(max_length=80, help_text="The city or county it serves.")
    hostname = models.CharField(max_length=120, blank=True, db_index=True)
    time_zone = models.CharField(max_length=60)
    languages = models.JSONField(default=list, help_text="Language codes offered, the first the default.")
    accent = models.CharField(max_length=7, default="#1a4480")
    phone = models.CharField(max_length=30, blank=True, help_text="The non-emergency line.")
    sender = models.CharField(max_length=30, blank=True, help_text="The number its texts come from, E.164.")
    email = models.EmailField(blank=True)
    oversight_name = models.CharField(max_length=120, blank=True, help_text="The independent body, if any.")
    oversight_contact = models.CharField(max_length=200, blank=True)
    crest = models.CharField(max_length=4, blank=True, help_text="Up to four letters shown as its mark.")
    created_at = models.DateTimeField()

    class Meta:
        verbose_name_plural = "agencies"

    def __str__(self) -> str:
        return self.name


class PersonManager(BaseUserManager["Person"]):
    def create_user(self, email: str, password: str | None = None, **fields: object) -> "Person":
        person = self.model(email=self.normalize_email(email), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person


class Person(AbstractBaseUser):
    """Someone who signs in. Residents never do."""

    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    language = models.CharField(max_length=10, blank=True)
    is_active = models.BooleanField(default=True)

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = PersonManager()

    class Meta:
        constraints = [models.UniqueConstraint(Lower("email"), name="agency_person_email_once")]

    def __str__(self) -> str:
        return self.name


class Area(models.Model):
    """A beat, district or neighbourhood with its boundary (GeoJSON Polygon or MultiPolygon, WGS 84)."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="areas")
    kind = models.CharField(max_length=20, default="beat")
    code = models.CharField(max_length=20)
    name = models.CharField(max_length=80)
    boundary = models.JSONField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["agency", "kind", "code"], name="agency_area_code_once")
        ]

    def __str__(self) -> str:
        return self.name


class Staff(models.Model):
    """A person's employment at one agency. Officers known only by number have no person yet."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="staff")
    person = models.ForeignKey(Person, models.PROTECT, related_name="posts", null=True, blank=True)
    employee_no = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    title = models.CharField(max_length=60, blank=True)
    unit = models.CharField(max_length=60, blank=True)
    supervisor = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="reports")
    active_from = models.DateField()
    active_until = models.DateField(null=True, blank=True)

    class Meta:
        verbose_name_plural = "staff"
        constraints = [
            models.UniqueConstraint(fields=["agency", "employee_no"], name="agency_staff_number_once"),
            models.UniqueConstraint(
                fields=["agency", "person"],
                condition=Q(person__isnull=False),
                name="agency_staff_person_once",
            ),
            models.CheckConstraint(
                condition=Q(active_until=None) | Q(active_until__gte=models.F("active_from")),
                name="agency_staff_until_after_from",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def actor(self) -> Actor:
        """Return this post as the book of record knows it."""
        return Actor(role=(self.title or "staff").lower()[:40], key=f"staff:{self.pk}")


class Role(models.Model):
    """A named set of capabilities."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="roles")
    key = models.SlugField(max_length=40)
    name = models.CharField(max_length=80)
    capabilities = models.JSONField(default=list)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "key"], name="agency_role_key_once")]

    def __str__(self) -> str:
        return self.name


class Grant(models.Model):
    """A role given to a member of staff, for the whole agency or for one area; ended, never deleted."""

    staff = models.ForeignKey(Staff, models.PROTECT, related_name="grants")
    role = models.ForeignKey(Role, models.PROTECT, related_name="grants")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True)
    granted_by = models.CharField(max_length=60)
    granted_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["staff", "role", "area"], condition=Q(ended_at=None), name="agency_grant_once"
            ),
            models.UniqueConstraint(
                fields=["staff", "role"],
                condition=Q(ended_at=None, area=None),
                name="agency_grant_everywhere_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.staff}: {self.role}"


class Holiday(models.Model):
    """A day on which the agency's offices are closed."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="holidays")
    day = models.DateField()
    name = models.CharField(max_length=80)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["agency", "day"], name="agency_holiday_once")]

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class ApiKey(models.Model):
    """A key for a program of the agency's, good for some capabilities; shown once, stored hashed."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="api_keys")
    name = models.CharField(max_length=80)
    capabilities = models.JSONField(default=list)
    prefix = models.CharField(max_length=12, unique=True)
    digest = models.CharField(max_length=64)
    created_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)

    def __str__(self) -> str:
        return self.name


class SettingValue(models.Model):
    """One value that someone gave a setting; the newest counts, the older ones are its history."""

    agency = models.ForeignKey(Agency, models.PROTECT, related_name="setting_values")
    key = models.CharField(max_length=60)
    value = models.JSONField()
    changed_by = models.CharField(max_length=120)
    changed_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["agency", "key", "-id"], name="agency_setting_newest")]

    def __str__(self) -> str:
        return self.key


class Revision(models.Model):
    """Which state of all that an agency has set holds now; see `queries.kept`.

    The mark is random and not a count: one that was rolled back never comes again for something else. It
    stands beside the agency and not in it: storing an agency read earlier must not bring an old one back.
    """

    agency = models.OneToOneField(Agency, models.CASCADE, primary_key=True, related_name="+")
    mark = models.CharField(max_length=16, default=public_id)

    def __str__(self) -> str:
        return self.mark

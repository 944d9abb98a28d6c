"""Holds and certificates."""

import django.db.models.deletion
from django.db import migrations, models

import commonbeat.ground.core.ids


class Migration(migrations.Migration):
    initial = True

    dependencies = [("agency", "0001_first")]

    operations = [
        migrations.CreateModel(
            name="Certificate",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=commonbeat.ground.core.ids.public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                ("words", models.CharField(max_length=40)),
                ("count", models.PositiveIntegerField()),
                ("oldest", models.DateTimeField()),
                ("newest", models.DateTimeField()),
                ("rule", models.CharField(help_text="Key of the setting.", max_length=60)),
                ("days", models.PositiveIntegerField(help_text="The setting's value at that moment.")),
                ("at", models.DateTimeField()),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="certificates",
                        to="agency.agency",
                    ),
                ),
            ],
            options={
                "indexes": [models.Index(fields=["agency", "-at"], name="retention_certificate_newest")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("count__gt", 0)), name="retention_certificate_of_something"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("newest__lt", models.F("at")), ("oldest__lte", models.F("newest"))
                        ),
                        name="retention_certificate_dates",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Hold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "public_id",
                    models.CharField(
                        default=commonbeat.ground.core.ids.public_id,
                        editable=False,
                        max_length=16,
                        unique=True,
                    ),
                ),
                (
                    "words",
                    models.CharField(
                        blank=True, help_text="Key of the words; '' holds them all.", max_length=40
                    ),
                ),
                ("reason", models.CharField(max_length=300)),
                ("placed_at", models.DateTimeField()),
                ("lifted_because", models.CharField(blank=True, max_length=300)),
                ("lifted_at", models.DateTimeField(blank=True, null=True)),
                (
                    "agency",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="holds", to="agency.agency"
                    ),
                ),
                (
                    "lifted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="agency.staff",
                    ),
                ),
                (
                    "placed_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="agency.staff"
                    ),
                ),
            ],
            options={
                "indexes": [
                    models.Index(
                        condition=models.Q(("lifted_at", None)),
                        fields=["agency"],
                        name="retention_hold_standing",
                    )
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("reason", ""), _negated=True), name="retention_hold_for_a_reason"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lifted_at", None), ("lifted_because", ""), ("lifted_by", None)),
                            models.Q(
                                ("lifted_at__isnull", False),
                                ("lifted_by__isnull", False),
                                models.Q(("lifted_because", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="retention_hold_lifted_by_someone_for_a_reason",
                    ),
                ],
            },
        ),
    ]

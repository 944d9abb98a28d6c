"""A mark beside each agency that changes with all that it has set."""

import django.db.models.deletion
from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor

import commonbeat.ground.core.ids


def begin(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    revisions = apps.get_model("agency", "Revision").objects
    for agency in apps.get_model("agency", "Agency").objects.all():
        revisions.create(agency=agency)


class Migration(migrations.Migration):
    dependencies = [
        ("agency", "0001_first"),
    ]

    operations = [
        migrations.CreateModel(
            name="Revision",
            fields=[
                (
                    "agency",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to="agency.agency",
                    ),
                ),
                (
                    "mark",
                    models.CharField(default=commonbeat.ground.core.ids.public_id, max_length=16),
                ),
            ],
        ),
        migrations.RunPython(begin, migrations.RunPython.noop),
    ]

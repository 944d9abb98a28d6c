"""No point on the map for a call that is never texted: what older rows still hold is taken out first."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor


def take_points_out(apps: Apps, _editor: BaseDatabaseSchemaEditor) -> None:
    calls = apps.get_model("calls", "Call").objects.filter(was_excluded=True)
    calls.update(longitude=None, latitude=None)


class Migration(migrations.Migration):
    dependencies = [("calls", "0001_first")]

    operations = [
        migrations.RunPython(take_points_out, migrations.RunPython.noop),
        migrations.AddConstraint(
            model_name="call",
            constraint=models.CheckConstraint(
                condition=models.Q(was_excluded=False) | models.Q(longitude=None, latitude=None),
                name="calls_call_excluded_has_no_point",
            ),
        ),
    ]

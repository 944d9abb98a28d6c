"""The original words of thanks can be destroyed: the day is noted, and then there are none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("conduct", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="thanks",
            name="words_destroyed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="thanks",
            name="scrubbed",
            field=models.TextField(blank=True),
        ),
        migrations.AlterField(
            model_name="thanks",
            name="words",
            field=models.TextField(blank=True),
        ),
        migrations.AddConstraint(
            model_name="thanks",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("words_destroyed_at", None),
                    models.Q(("when_typed", ""), ("who_typed", ""), ("words", "")),
                    _connector="OR",
                ),
                name="conduct_thanks_destroyed_has_no_words",
            ),
        ),
    ]

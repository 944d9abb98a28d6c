"""The words of messages can be destroyed: the day is noted, and then there are none."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="message",
            name="words_destroyed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AlterField(
            model_name="message",
            name="body",
            field=models.TextField(blank=True, help_text="Empty once its words are destroyed."),
        ),
        migrations.AddIndex(
            model_name="message",
            index=models.Index(
                condition=models.Q(("words_destroyed_at", None)),
                fields=["agency", "queued_at"],
                name="messaging_message_has_words",
            ),
        ),
        migrations.AddConstraint(
            model_name="message",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("words_destroyed_at", None), models.Q(("body", ""), ("title", "")), _connector="OR"
                ),
                name="messaging_message_destroyed_has_no_words",
            ),
        ),
    ]

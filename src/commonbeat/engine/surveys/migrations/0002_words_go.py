"""Comments can be destroyed: the day is noted, and then there are no words."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("surveys", "0001_first")]

    operations = [
        migrations.AddField(
            model_name="answer",
            name="words_destroyed_at",
            field=models.DateTimeField(blank=True, null=True),
        ),
        migrations.AddConstraint(
            model_name="answer",
            constraint=models.CheckConstraint(
                condition=models.Q(("words_destroyed_at", None), ("text", ""), _connector="OR"),
                name="surveys_answer_destroyed_has_no_words",
            ),
        ),
    ]

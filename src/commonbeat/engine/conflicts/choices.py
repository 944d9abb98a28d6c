"""Words of conflicts: the three answers."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Answer(models.TextChoices):
    YES = "yes", _("May decide")
    DISCLOSE = "disclose", _("May decide after disclosing a tie")
    BLOCKED = "blocked", _("May not decide")

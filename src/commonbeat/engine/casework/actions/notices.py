"""Writes to staff about what is late: an e-mail that says that something waits, and never what."""

from datetime import datetime

from django.conf import settings
from django.core.mail import send_mail
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.engine.casework.models import Case, Escalation


def mail_escalations(*, case: Case, at: datetime) -> int:
    """Write to those who were told that a clock of this case ran out, each once; return how many."""
    sent = 0
    waiting = Escalation.objects.filter(clock__case=case, mailed_at=None, seen_at=None)
    for told in waiting.select_related("to__person"):
        person = told.to.person
        if person is None or not person.is_active or not person.email:
            continue
        # Whoever marks it first sends it, so that a listener that runs twice writes once.
        if not Escalation.objects.filter(pk=told.pk, mailed_at=None).update(mailed_at=at):
            continue
        try:
            _send(person.email, person.language or settings.LANGUAGE_CODE)
        except OSError:
            Escalation.objects.filter(pk=told.pk).update(mailed_at=None)
            raise
        sent += 1
    return sent


def _send(address: str, language: str) -> None:
    with override(language):
        title = _("Something you lead is late")
        body = _("Sign in to see what it is: %(address)s") % {
            "address": f"{settings.PUBLIC_URL}{settings.LOGIN_REDIRECT_URL}"
        }
    send_mail(title, body, settings.DEFAULT_FROM_EMAIL, [address])

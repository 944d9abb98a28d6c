"""Whose texts a post may not read, because they may speak of a case that is about the post."""

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Concat

from commonbeat.engine.casework.access import barred_from
from commonbeat.engine.casework.models import Case, Receipt
from commonbeat.engine.messaging.models import Contact, Message
from commonbeat.ground.agency.models import Staff


def contacts_hidden_from(staff: Staff) -> QuerySet[Contact]:
    """Return the people who are told of a case that is about the post, or were."""
    about = Case.objects.filter(pk__in=barred_from(staff))
    subjects = about.annotate(subject=Concat(Value("case:"), "public_id")).values("subject")
    told = Message.objects.filter(agency=staff.agency_id, subject__in=subjects).values("contact")
    holding = Receipt.objects.filter(Q(case__in=about) | Q(first_case__in=about)).exclude(contact=None)
    return Contact.objects.filter(Q(pk__in=told) | Q(pk__in=holding.values("contact")))

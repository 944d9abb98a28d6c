"""Who may read, answer, approve and block. Every page of this app asks here."""

from django.conf import settings
from django.db.models import Exists, OuterRef, QuerySet
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _

from commonbeat.engine.messaging.choices import Capability, Direction
from commonbeat.engine.messaging.models import (
    Block,
    Contact,
    EmergencyAlert,
    Message,
    Template,
    TemplateVersion,
)
from commonbeat.ground.agency.access import can, capabilities_of, require_can
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Hidden


def require_can_see_conversations(staff: Staff | None) -> Staff:
    """Return the post. Whoever acknowledges emergencies may open those, and nothing else."""
    return _require_any(staff, Capability.READ_CONVERSATIONS, Capability.ACKNOWLEDGE_EMERGENCIES)


def conversations_visible_to(staff: Staff) -> QuerySet[Contact]:
    """Return the people who have written to the agency and whose texts this post may read.

    Other apps may wall some of them off (settings.CONTACT_WALLS). An open emergency is behind no wall.
    """
    theirs = Contact.objects.filter(agency=staff.agency_id)
    if can(staff, Capability.READ_CONVERSATIONS):
        for path in settings.CONTACT_WALLS:
            theirs = theirs.exclude(pk__in=import_string(path)(staff).values("pk"))
        return theirs.filter(Exists(Message.objects.filter(contact=OuterRef("pk"), direction=Direction.IN)))
    open_alerts = EmergencyAlert.objects.filter(message__agency=staff.agency_id, acknowledged_at=None)
    return theirs.filter(pk__in=open_alerts.values("message__contact"))


def contact_visible_to(staff: Staff, public_id: str) -> Contact:
    contact = conversations_visible_to(staff).filter(public_id=public_id).select_related("agency").first()
    if contact is None:
        raise Hidden(_("There is no such conversation."))
    return contact


def alert_visible_to(staff: Staff, pk: int) -> EmergencyAlert:
    alert = (
        EmergencyAlert.objects.filter(pk=pk, message__agency=staff.agency_id)
        .select_related("message__contact", "message__agency")
        .first()
    )
    if alert is None:
        raise Hidden(_("There is no such alert."))
    return alert


def require_can_see_templates(staff: Staff | None) -> Staff:
    return _require_any(staff, Capability.WRITE_TEMPLATES, Capability.APPROVE_TEMPLATES)


def template_visible_to(staff: Staff, key: str, language: str) -> Template:
    """Return the template, for a language that the agency offers or that it was written in."""
    template = Template.objects.filter(agency=staff.agency_id, key=key).first()
    offered = language in staff.agency.languages
    if template is None or not (offered or template.versions.filter(language=language).exists()):
        raise Hidden(_("There is no such template."))
    return template


def version_visible_to(staff: Staff, pk: int) -> TemplateVersion:
    version = (
        TemplateVersion.objects.filter(pk=pk, template__agency=staff.agency_id)
        .select_related("template__agency")
        .first()
    )
    if version is None:
        raise Hidden(_("There is no such version."))
    return version


def block_visible_to(staff: Staff, pk: int) -> Block:
    block = Block.objects.filter(pk=pk, agency=staff.agency_id).select_related("agency").first()
    if block is None:
        raise Hidden(_("There is no such entry."))
    return block


def _require_any(staff: Staff | None, first: Capability, second: Capability) -> Staff:
    if staff is not None and not {first, second}.isdisjoint(capabilities_of(staff)):
        return staff
    return require_can(staff, first)

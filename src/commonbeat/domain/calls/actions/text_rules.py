"""Every write of the rules that say when a text goes out."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.calls.choices import SHIPPED_RULES, Capability, ShippedRule
from commonbeat.domain.calls.events import RULE_CHANGED
from commonbeat.domain.calls.models import TextRule
from commonbeat.domain.calls.rules.wording import DRAFTS
from commonbeat.engine.messaging.actions import save_draft
from commonbeat.engine.messaging.choices import Scope
from commonbeat.engine.messaging.queries import approved_version
from commonbeat.engine.surveys.queries import current_version
from commonbeat.ground.agency.access import require_can
from commonbeat.ground.agency.actions import raise_revision
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Hidden, Invalid, Refused
from commonbeat.ground.ledger.actions import record


@transaction.atomic
def install_rules(*, agency: Agency, by: Actor, at: datetime) -> list[TextRule]:
    """Give an agency the shipped rules it does not have yet, and drafts of their texts; return all its rules.

    Safe to call again.
    """
    for shipped in SHIPPED_RULES:
        rule, created = TextRule.objects.get_or_create(
            agency=agency,
            key=shipped.key,
            defaults={
                "trigger": shipped.trigger,
                "delay_minutes": shipped.delay_minutes,
                "template_key": shipped.template_key,
                "instrument_key": shipped.instrument_key,
                "is_enabled": shipped.is_enabled,
                "changed_at": at,
            },
        )
        if created:
            _draft_words(rule, by, at)
            _record(rule, by, at)
    return list(TextRule.objects.filter(agency=agency).order_by("pk"))


@transaction.atomic
def change_rule(
    *, agency: Agency, key: str, is_enabled: bool, delay_minutes: int, by: Staff, at: datetime
) -> TextRule:
    """Switch a rule on or off, or change its delay. Raises Refused for a text without approved words."""
    require_can(by, Capability.CHANGE_RULES)
    rule = TextRule.objects.select_for_update().filter(agency=agency, key=key).first()
    shipped = next((one for one in SHIPPED_RULES if one.key == key), None)
    if rule is None or shipped is None:
        raise Hidden(_("There is no such rule."), code="no_rule")
    _require_delay(shipped, delay_minutes)
    if is_enabled and not rule.is_enabled:
        _require_words(agency, rule)
    rule.is_enabled, rule.delay_minutes = is_enabled, delay_minutes
    rule.changed_by, rule.changed_at = by.name, at
    rule.save(update_fields=["is_enabled", "delay_minutes", "changed_by", "changed_at"])
    _record(rule, by.actor(), at)
    return rule


def _draft_words(rule: TextRule, by: Actor, at: datetime) -> None:
    """Offer words for the rule's text. Nothing is sent with them before a named person approves them."""
    names = {shipped.key: str(shipped.name) for shipped in SHIPPED_RULES}
    for language, body in DRAFTS.get(rule.template_key, {}).items():
        if language in rule.agency.languages:
            save_draft(
                agency=rule.agency,
                key=rule.template_key,
                scope=Scope.UPDATES,
                language=language,
                body=body,
                name=names[rule.key],
                written_by="CommonBeat",
                by=by,
                at=at,
            )


def _require_delay(shipped: ShippedRule, minutes: int) -> None:
    if not shipped.least <= minutes <= shipped.most:
        raise Invalid(
            _("Choose between %(least)s and %(most)s minutes.")
            % {"least": shipped.least, "most": shipped.most},
            code="delay_out_of_range",
            where="delay_minutes",
        )


def _require_words(agency: Agency, rule: TextRule) -> None:
    first = (agency.languages or ["en"])[0]
    if rule.template_key and approved_version(agency, rule.template_key, first) is None:
        raise Refused(
            _("This text has no approved words yet. Write them and have them approved, then switch it on."),
            code="no_approved_words",
            where="is_enabled",
        )
    if rule.instrument_key and current_version(agency, rule.instrument_key) is None:
        raise Refused(
            _("The survey is not published yet. Publish it, then switch the rule on."),
            code="no_published_survey",
            where="is_enabled",
        )


def _record(rule: TextRule, by: Actor, at: datetime) -> None:
    raise_revision(agency=rule.agency)
    record(
        RULE_CHANGED,
        subject=f"text_rule:{rule.key}",
        agency=rule.agency.slug,
        by=by,
        at=at,
        content={"is_enabled": rule.is_enabled, "delay_minutes": rule.delay_minutes},
    )

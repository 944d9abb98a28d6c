"""Notes about fees: paid at the agency's own cashier, waived by a rule, given back. No card is asked for."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from commonbeat.domain.permits.access import require
from commonbeat.domain.permits.actions.shared import in_their_language, locked, note
from commonbeat.domain.permits.choices import Capability, Money
from commonbeat.domain.permits.models import Application, FeeNote
from commonbeat.domain.permits.queries.money import can_be_refunded, dollars, due
from commonbeat.domain.permits.rules import looks_like_card
from commonbeat.ground.agency.models import Staff
from commonbeat.ground.core.errors import Invalid, Refused


@transaction.atomic
def take_payment(*, application: Application, cashier_reference: str, by: Staff, at: datetime) -> FeeNote:
    """Note that the whole amount due was paid, under the number on the cashier's receipt."""
    application = locked(application)
    require(by, application, Capability.TAKE_FEES)
    return _note(
        application, Money.PAID, due(application), by, at, cashier_reference=_checked(cashier_reference)
    )


@transaction.atomic
def waive_fee(*, application: Application, rule: str, reason: str, by: Staff, at: datetime) -> FeeNote:
    """Waive what is due by a rule of the kind's version, with a reason in writing."""
    application = locked(application)
    require(by, application, Capability.TAKE_FEES)
    if rule not in {waiver.key for waiver in application.kind.waivers}:
        raise Invalid(_("Choose a rule from the list."), code="no_rule", where="rule")
    return _note(application, Money.WAIVED, due(application), by, at, rule=rule, reason=_reason(reason))


@transaction.atomic
def note_refund(
    *, application: Application, cashier_reference: str, reason: str, by: Staff, at: datetime
) -> FeeNote:
    """Note that the cashier gave the money back."""
    application = locked(application)
    require(by, application, Capability.TAKE_FEES)
    cents, given = can_be_refunded(application), _checked(cashier_reference)
    return _note(application, Money.REFUNDED, cents, by, at, cashier_reference=given, reason=_reason(reason))


def _note(
    application: Application, kind: Money, cents: int, by: Staff, at: datetime, **given: str
) -> FeeNote:
    if cents < 1:
        raise Refused(_("There is nothing to note: no money is open here."), code="nothing_due")
    kept = FeeNote.objects.create(application=application, kind=kind, cents=cents, by=by, at=at, **given)
    with in_their_language(application):
        words = f"{_('Fee')}, {kept.get_kind_display()}: {dollars(cents)}"
    told = {"cents": cents, "rule": given.get("rule", "")}
    note(application, f"fee_{kind}", by, at, words=words, facts=told)
    return kept


def _checked(reference: str) -> str:
    if not reference.strip():
        raise Invalid(
            _("Write the number on the cashier's receipt."), code="no_reference", where="cashier_reference"
        )
    if looks_like_card(reference):
        message = _("This looks like the number of a card. Never write one here; nothing was kept.")
        raise Invalid(message, code="card", where="cashier_reference")
    return reference.strip()[:40]


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Invalid(_("Write a plain reason."), code="no_reason", where="reason")
    return reason.strip()[:400]

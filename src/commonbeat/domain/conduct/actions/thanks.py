"""Writes about thanks: taking them up, making them safe to read, finding whose they are, delivering them."""

from collections.abc import Iterable
from datetime import datetime, timedelta

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from commonbeat.domain.conduct import events
from commonbeat.domain.conduct.access import require_can_look_at_thanks
from commonbeat.domain.conduct.actions.call_backs import hold
from commonbeat.domain.conduct.choices import THANKS_HOURS, Source, ThanksState
from commonbeat.domain.conduct.models import Delivery, Thanks
from commonbeat.domain.conduct.queries import comment_of, names_that_may_stay, satisfaction_of
from commonbeat.domain.conduct.rules import is_thanks, misconduct_words, scrub
from commonbeat.engine.surveys.models import Response
from commonbeat.ground.agency.models import Agency, Staff
from commonbeat.ground.agency.queries import setting
from commonbeat.ground.core.actor import RESIDENT, SYSTEM, Actor
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.actions import record

# What nobody has looked at goes out this long before the promise would be broken.
MARGIN = timedelta(hours=1)


@transaction.atomic
def receive_web(
    *, agency: Agency, words: str, who: str, when: str, language: str, token: str, at: datetime
) -> Thanks:
    """Keep a thank-you from the public page. The same form sent twice (`token`) makes one."""
    clean = scrub(words, language=language, keep=names_that_may_stay(agency, []))
    thanks, is_new = Thanks.objects.get_or_create(
        form_token=token,
        defaults={
            "agency": agency,
            "source": Source.WEB,
            "words": words,
            "scrubbed": clean.text,
            "is_in_doubt": bool(clean.doubts or misconduct_words(words)),
            "who_typed": who,
            "when_typed": when,
            "language": language,
            "state": ThanksState.UNMATCHED,
            "received_at": at,
            "due_at": _due(agency, at),
        },
    )
    if is_new:
        _record(events.THANKS_RECEIVED, thanks, RESIDENT, at, source=Source.WEB)
    return thanks


@transaction.atomic
def receive_answers(*, response: Response, at: datetime) -> Thanks | None:
    """Turn a good comment into thanks, once for each response; deliver it now when it is surely clean."""
    response = hold(response)
    known = Thanks.objects.filter(response=response).first()
    comment = comment_of(response)
    if known is not None or not is_thanks(satisfaction_of(response), comment):
        return known
    named = list(response.staff.all())
    clean = scrub(comment, language=response.language, keep=names_that_may_stay(response.agency, named))
    thanks = Thanks.objects.create(
        agency=response.agency,
        source=Source.SURVEY,
        response=response,
        words=comment,
        scrubbed=clean.text,
        is_in_doubt=bool(clean.doubts),
        language=response.language,
        state=ThanksState.HELD if named else ThanksState.UNMATCHED,
        received_at=at,
        due_at=_due(response.agency, at),
    )
    thanks.staff.set(named)
    _record(events.THANKS_RECEIVED, thanks, RESIDENT, at, source=Source.SURVEY)
    _deliver_if_ready(thanks, SYSTEM, at)
    return thanks


@transaction.atomic
def look_at(*, thanks: Thanks, words: str, by: Staff, at: datetime) -> Thanks:
    """Take a person's decision on the words the officer will read. Raises Invalid when they hold a detail."""
    thanks = _waiting(thanks, by)
    names = names_that_may_stay(thanks.agency, thanks.staff.all())
    clean = scrub(words, language=thanks.language, keep=names)
    if not clean.text or clean.removed:
        raise Invalid(
            _("The words still hold a number, an address or a name. Take it out, then send them."),
            code="personal_data",
            where="words",
        )
    thanks.scrubbed, thanks.is_in_doubt, thanks.looked_at_by = clean.text, False, by
    thanks.save(update_fields=["scrubbed", "is_in_doubt", "looked_at_by"])
    _record(events.THANKS_LOOKED_AT, thanks, by.actor(), at)
    _deliver_if_ready(thanks, by.actor(), at)
    return thanks


@transaction.atomic
def match(*, thanks: Thanks, staff: Iterable[Staff], by: Staff, at: datetime) -> Thanks:
    """Say whom the thanks are for. Raises Invalid for nobody or for oneself."""
    thanks = _waiting(thanks, by)
    named = [post for post in staff if post.agency_id == thanks.agency_id]
    if not named:
        raise Invalid(_("Choose at least one person."), code="nobody", where="staff")
    if by in named:
        raise Invalid(
            _("Somebody else has to match thanks that are for you."), code="own_thanks", where="staff"
        )
    thanks.staff.set(named)
    thanks.state = ThanksState.HELD
    if thanks.looked_at_by is None:
        # The name that was in doubt may be the officer's own.
        clean = scrub(thanks.words, language=thanks.language, keep=names_that_may_stay(thanks.agency, named))
        thanks.scrubbed = clean.text
        thanks.is_in_doubt = bool(clean.doubts or misconduct_words(thanks.words))
    thanks.save(update_fields=["state", "scrubbed", "is_in_doubt"])
    _record(events.THANKS_MATCHED, thanks, by.actor(), at, staff=[post.pk for post in named])
    _deliver_if_ready(thanks, by.actor(), at)
    return thanks


@transaction.atomic
def set_aside(*, thanks: Thanks, by: Staff, at: datetime) -> None:
    """Take out what is not a thank-you; it is kept and delivered to nobody."""
    thanks = _waiting(thanks, by)
    thanks.state, thanks.looked_at_by = ThanksState.SET_ASIDE, by
    thanks.save(update_fields=["state", "looked_at_by"])
    _record(events.THANKS_SET_ASIDE, thanks, by.actor(), at)


def deliver_overdue(*, at: datetime) -> int:
    """Deliver what nobody looked at in time, without the sentences in doubt; return how many.

    What sounds like a complaint is never delivered by itself: it stays for a person, and is shown as late.
    """
    late = Thanks.objects.filter(state=ThanksState.HELD, due_at__lte=at + MARGIN).values_list("pk", flat=True)
    return sum(_deliver_unseen(pk, at) for pk in late)


@transaction.atomic
def _deliver_unseen(pk: int, at: datetime) -> int:
    thanks = Thanks.objects.select_for_update().select_related("agency").get(pk=pk)
    if thanks.state != ThanksState.HELD:
        return 0
    named = list(thanks.staff.all())
    clean = scrub(thanks.words, language=thanks.language, keep=names_that_may_stay(thanks.agency, named))
    with override(thanks.language):
        nothing_left = _("Someone thanked you. Their words held personal details.")
    thanks.scrubbed = clean.without_doubts() or nothing_left
    if misconduct_words(thanks.scrubbed):
        return 0
    thanks.save(update_fields=["scrubbed"])
    _deliver(thanks, SYSTEM, at)
    return 1


@transaction.atomic
def mark_seen(*, delivery: Delivery, at: datetime) -> None:
    if delivery.seen_at is None:
        delivery.seen_at = at
        delivery.save(update_fields=["seen_at"])
    if delivery.is_copy and delivery.thanks.supervisor_seen_at is None:
        Thanks.objects.filter(pk=delivery.thanks_id).update(supervisor_seen_at=at)


def tell(*, thanks: Thanks, at: datetime) -> int:
    """Send each person's notice once and return how many went; the mail says only that something waits."""
    sent = 0
    for delivery in thanks.deliveries.filter(noticed_at=None).select_related("staff__person"):
        person = delivery.staff.person
        if person is None or not person.is_active:
            continue
        if not Delivery.objects.filter(pk=delivery.pk, noticed_at=None).update(noticed_at=at):
            continue
        try:
            _send_notice(person.email, person.language or settings.LANGUAGE_CODE, is_copy=delivery.is_copy)
        except OSError:
            Delivery.objects.filter(pk=delivery.pk).update(noticed_at=None)
            raise
        sent += 1
    return sent


def _send_notice(address: str, language: str, *, is_copy: bool) -> None:
    with override(language):
        title = _("A thank-you for someone you lead") if is_copy else _("You have a new thank-you")
        body = _("Sign in to read it: %(address)s") % {
            "address": f"{settings.PUBLIC_URL}{settings.LOGIN_REDIRECT_URL}"
        }
    send_mail(title, body, settings.DEFAULT_FROM_EMAIL, [address])


def _waiting(thanks: Thanks, by: Staff) -> Thanks:
    """Return the row, locked; raises Refused when it no longer waits."""
    require_can_look_at_thanks(by)
    locked = Thanks.objects.select_for_update().select_related("agency").get(pk=thanks.pk)
    if locked.state not in (ThanksState.HELD, ThanksState.UNMATCHED):
        raise Refused(_("Somebody has already dealt with this thank-you."), code="already_done")
    return locked


def _deliver_if_ready(thanks: Thanks, by: Actor, at: datetime) -> None:
    if thanks.state == ThanksState.HELD and not thanks.is_in_doubt:
        _deliver(thanks, by, at)


def _deliver(thanks: Thanks, by: Actor, at: datetime) -> None:
    named = list(thanks.staff.select_related("supervisor"))
    bosses = {post.supervisor for post in named if post.supervisor is not None} - set(named)
    copies = [(post, False) for post in named] + [(boss, True) for boss in bosses]
    Delivery.objects.bulk_create(
        Delivery(thanks=thanks, staff=post, is_copy=is_copy, delivered_at=at) for post, is_copy in copies
    )
    thanks.state, thanks.delivered_at = ThanksState.DELIVERED, at
    thanks.save(update_fields=["state", "delivered_at"])
    minutes = int((at - thanks.received_at).total_seconds() // 60)
    _record(
        events.THANKS_DELIVERED,
        thanks,
        by,
        at,
        received_at=thanks.received_at.isoformat(),
        delivered_at=at.isoformat(),
        minutes=minutes,
    )


def _due(agency: Agency, at: datetime) -> datetime:
    return at + timedelta(hours=setting(agency, THANKS_HOURS))


def _record(verb: str, thanks: Thanks, by: Actor, at: datetime, **content: object) -> None:
    record(
        verb, subject=f"thanks:{thanks.public_id}", agency=thanks.agency.slug, by=by, at=at, content=content
    )

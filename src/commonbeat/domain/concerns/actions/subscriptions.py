"""Writes of wishes for news of new concerns by e-mail: asked for, confirmed, told of, ended."""

from datetime import datetime, timedelta
from urllib.parse import urljoin
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from commonbeat.domain.concerns import events
from commonbeat.domain.concerns.models import Category, Subscription
from commonbeat.domain.concerns.queries.pages import Card, Wanted, cards_of, narrowed, with_all
from commonbeat.domain.concerns.queries.reporting import said
from commonbeat.engine.messaging.actions import contact_for_email, queue
from commonbeat.engine.messaging.choices import Channel, Scope
from commonbeat.ground.agency.models import Agency, Area
from commonbeat.ground.core.actor import RESIDENT, SYSTEM
from commonbeat.ground.ledger.actions import record

# An address that nobody confirms is not kept.
UNCONFIRMED_LIVES = timedelta(days=7)
# Nobody is written to twice within this long because somebody types their address again and again.
ASKED_AGAIN_AFTER = timedelta(days=1)
# Nor for each area and kind there is: so many wishes of one address are asked about in that time.
MOST_ASKED = 3
TOLD_FROM_HOUR = 7
MOST_TOLD = 8


@transaction.atomic
def subscribe(
    *, agency: Agency, email: str, area: Area | None, category: Category | None, language: str, at: datetime
) -> Subscription:
    """Keep a wish for news and ask its address for a yes; until then nothing else is sent. Raises Invalid."""
    contact = contact_for_email(agency=agency, email=email, language=language, at=at)
    wished = Subscription.objects.filter(
        agency=agency, contact=contact, area=area, category=category, ended_at=None
    )
    known = wished.order_by("-pk").first()
    if known is not None and (known.confirmed_at or known.asked_at > at - ASKED_AGAIN_AFTER):
        return known
    asked = Subscription.objects.filter(contact=contact, asked_at__gt=at - ASKED_AGAIN_AFTER)
    if (last := asked.order_by("pk").last()) and asked.count() >= MOST_ASKED:
        return last
    wished.update(ended_at=at)
    wish = Subscription.objects.create(
        agency=agency, contact=contact, area=area, category=category, language=language, asked_at=at
    )
    with override(language):
        body = _(
            "Somebody, perhaps you, asked us to write to this address when there are new reports: "
            "%(what)s.\n\n"
            "If it was you, say yes here:\n%(yes)s\n\n"
            "If not, do nothing: we will not write again."
        )
        body %= {"what": what_is_told(wish), "yes": _address("concerns:confirm_subscription", wish)}
        title = _("Do you want news from %(agency)s?") % {"agency": agency.short_name}
    queue(
        contact=contact,
        scope=Scope.SERVICE,
        channel=Channel.EMAIL,
        title=title,
        body=body,
        language=language,
        dedupe_key=f"subscription:{wish.pk}:asked",
        subject=f"subscription:{wish.pk}",
        expires_at=at + ASKED_AGAIN_AFTER,
        by=SYSTEM,
        at=at,
    )
    return wish


@transaction.atomic
def confirm_subscription(*, subscription: Subscription, at: datetime) -> Subscription:
    """The address said yes: from now on it hears of what is new."""
    wish = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if wish.confirmed_at is None and wish.ended_at is None:
        wish.confirmed_at = wish.told_until = at
        wish.save(update_fields=["confirmed_at", "told_until"])
        _record(events.SUBSCRIBED, wish, at)
    return wish


@transaction.atomic
def end_subscription(*, subscription: Subscription, at: datetime) -> Subscription:
    wish = Subscription.objects.select_for_update(of=("self",)).get(pk=subscription.pk)
    if wish.ended_at is None:
        wish.ended_at = at
        wish.save(update_fields=["ended_at"])
        _record(events.UNSUBSCRIBED, wish, at)
    return wish


def tell_subscribers(*, at: datetime) -> int:
    """Write to those who wished it, in the morning and once a day, if anything is new."""
    told = 0
    wishes = Subscription.objects.filter(confirmed_at__isnull=False, ended_at=None)
    for wish in wishes.select_related("agency", "contact", "area", "category"):
        if _is_due(wish, at):
            told += _tell(wish, at)
    return told


def forget_unconfirmed(*, at: datetime) -> int:
    """Erase wishes that nobody confirmed within a week."""
    return Subscription.objects.filter(confirmed_at=None, asked_at__lte=at - UNCONFIRMED_LIVES).delete()[0]


def what_is_told(wish: Subscription) -> str:
    """Return in words what a wish is about, in the language that is active."""
    what = said(wish.category.names) if wish.category else _("everything that is reported")
    where = wish.area.name if wish.area else wish.agency.place
    return _("%(what)s in %(where)s") % {"what": what, "where": where}


def _is_due(wish: Subscription, at: datetime) -> bool:
    zone = ZoneInfo(wish.agency.time_zone)
    here, last = at.astimezone(zone), wish.told_until
    return here.hour >= TOLD_FROM_HOUR and (last is None or last.astimezone(zone).date() < here.date())


@transaction.atomic
def _tell(wish: Subscription, at: datetime) -> int:
    wanted = Wanted(
        area=wish.area.code if wish.area else "", category=wish.category.key if wish.category else ""
    )
    new = narrowed(wish.agency, wanted).filter(received_at__gt=wish.told_until, received_at__lte=at)
    count = new.count()
    if count:
        with override(wish.language):
            title, body = _digest(wish, cards_of(wish.agency, with_all(new)[:MOST_TOLD]), count)
        queue(
            contact=wish.contact,
            scope=Scope.UPDATES,
            channel=Channel.EMAIL,
            title=title,
            body=body,
            language=wish.language,
            dedupe_key=f"subscription:{wish.pk}:{at:%Y-%m-%d}",
            subject=f"subscription:{wish.pk}",
            by=SYSTEM,
            at=at,
        )
    wish.told_until = at
    wish.save(update_fields=["told_until"])
    return 1 if count else 0


def _digest(wish: Subscription, cards: list[Card], count: int) -> tuple[str, str]:
    title = ngettext("%(count)s new report: %(what)s", "%(count)s new reports: %(what)s", count)
    title %= {"count": count, "what": what_is_told(wish)}
    lines = [f"- {card.title}{f', {card.where}' if card.where else ''}"[:110] for card in cards]
    more = count - len(cards)
    if more > 0:
        lines.append(ngettext("and %(more)s more", "and %(more)s more", more) % {"more": more})
    body = _(
        "%(title)s.\n\n%(lines)s\n\nSee them: %(list)s\n\nStop these e-mails with one press: %(end)s"
    ) % {
        "title": title,
        "lines": "\n".join(lines),
        "list": urljoin(settings.PUBLIC_URL, reverse("concerns:concerns")),
        "end": _address("concerns:end_subscription", wish),
    }
    return title, body


def _address(name: str, wish: Subscription) -> str:
    return urljoin(settings.PUBLIC_URL, reverse(name, args=[wish.token]))


def _record(verb: str, wish: Subscription, at: datetime) -> None:
    record(verb, subject=f"subscription:{wish.pk}", agency=wish.agency.slug, by=RESIDENT, at=at)

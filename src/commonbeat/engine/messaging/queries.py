"""Reads about messages: the facts a decision rests on, conversations, approved words and registrations."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import get_language_info

from commonbeat.engine.messaging.choices import (
    COUNTED_STATES,
    DAILY_CAP,
    EXPIRY_HOURS,
    NEVER_TEXTED,
    QUIET_FROM,
    QUIET_UNTIL,
    SURVEY_CAP_DAYS,
    Channel,
    Direction,
    MessageClass,
    MessageState,
    Scope,
    VersionState,
)
from commonbeat.engine.messaging.models import (
    Block,
    Contact,
    EmergencyAlert,
    Message,
    OptOut,
    SenderCampaign,
    Template,
    TemplateVersion,
)
from commonbeat.engine.messaging.rules import envelope, phones
from commonbeat.engine.messaging.rules.quiet_hours import Window, zones_to_respect
from commonbeat.engine.messaging.rules.rendering import fill
from commonbeat.engine.messaging.rules.sending import Facts, Limits
from commonbeat.engine.messaging.rules.wording import SHIPPED, Wording, shipped, with_offer
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.agency.queries import kept, settings_of

DAY = timedelta(days=1)
# What carriers ask for.
MOST_SAMPLES = 5


@dataclass(frozen=True)
class Standing:
    """What an agency has set about its texts: quiet hours and caps, how long a text lives, approved words by
    key and language, and the kinds of text it registered with the carriers."""

    limits: Limits
    expiry: timedelta
    approved: Mapping[tuple[str, str], TemplateVersion]
    campaigns: frozenset[str]


@kept
def standing_of(agency: Agency) -> Standing:
    given = settings_of(agency, [QUIET_UNTIL, QUIET_FROM, SURVEY_CAP_DAYS, DAILY_CAP, EXPIRY_HOURS])
    window = Window(
        opens=time.fromisoformat(given[QUIET_UNTIL.key]),
        closes=time.fromisoformat(given[QUIET_FROM.key]),
    )
    approved = TemplateVersion.objects.filter(template__agency=agency, state=VersionState.APPROVED)
    campaigns = SenderCampaign.objects.filter(agency=agency, ended_at=None)
    return Standing(
        limits=Limits(window, survey_days=given[SURVEY_CAP_DAYS.key], daily=given[DAILY_CAP.key]),
        expiry=timedelta(hours=given[EXPIRY_HOURS.key]),
        approved={(row.template.key, row.language): row for row in approved.select_related("template")},
        campaigns=frozenset(campaigns.values_list("scope", flat=True)),
    )


def sender_of(agency: Agency) -> str:
    """Return the number the agency's texts come from."""
    return agency.sender or settings.TWILIO_FROM


def agency_of_number(number: str) -> Agency | None:
    """Return the agency that owns the number a text was sent to; a lone agency owns them all.

    None when there are several and none has it: no agency reads what was written to another.
    """
    agencies = list(Agency.objects.order_by("pk"))
    owner = next((one for one in agencies if sender_of(one) == number), None)
    return agencies[0] if owner is None and len(agencies) == 1 else owner


def phone_lookup(phone: str) -> str:
    """Return the keyed hash by which a number is known, or "" for what is not a number."""
    number = phones.normalise(phone)
    return envelope.lookup(settings.SECRET_KEY, number) if number else ""


def address_of(message: Message) -> str:
    """Return where a message goes; "" if there is nothing, or it was sealed with a key that is gone."""
    try:
        return message.contact.phone if message.channel == Channel.SMS else message.contact.email
    except envelope.CannotOpen:
        return ""


def _zones(message: Message, address: str) -> tuple[str, ...]:
    """Return every time zone whose night is respected; e-mail wakes nobody."""
    if message.channel != Channel.SMS or not address:
        return ()
    stated = message.contact.time_zone
    return zones_to_respect(stated, () if stated else phones.zones_of(address), message.agency.time_zone)


@dataclass(frozen=True)
class _Counted:
    """A message that counts against the caps of its person."""

    pk: int
    scope: str
    subject: str
    queued_at: datetime


def facts_of(messages: Sequence[Message], standing: Mapping[int, Standing], at: datetime) -> list[Facts]:
    """Return the facts about outgoing messages, in their order, with a fixed number of queries.

    `standing` is what each agency has set, by its id.
    A message is held against those queued before it only, so that of two queued together one may go.
    """
    contacts = {message.contact_id for message in messages}
    stopped = _stops(contacts)
    blocked = _blocked_numbers(messages)
    counted = _counted(contacts, max((one.limits.survey_days for one in standing.values()), default=1), at)
    return [
        _facts(
            message,
            at,
            standing[message.agency_id],
            stopped[message.contact_id, message.channel],
            (message.agency_id, message.contact.phone_lookup) in blocked,
            counted[message.contact_id],
        )
        for message in messages
    ]


def _facts(
    message: Message,
    at: datetime,
    standing: Standing,
    stopped: Iterable[str],
    is_blocked: bool,
    counted: list[_Counted],
) -> Facts:
    address, is_text = address_of(message), message.channel == Channel.SMS
    others = [row for row in counted if message.pk is None or row.pk < message.pk]
    first_day = at - timedelta(days=standing.limits.survey_days)
    return Facts(
        scope=message.scope,
        message_class=message.message_class,
        queued_at=message.queued_at,
        not_before=message.not_before,
        expires_at=message.expires_at,
        has_address=bool(address),
        is_blocked=is_text and (is_blocked or message.contact.kind in NEVER_TEXTED),
        stopped=frozenset(stopped),
        zones=_zones(message, address),
        surveys=sum(
            row.scope == Scope.SURVEYS
            and row.queued_at > first_day
            and not (message.subject and row.subject == message.subject)
            for row in others
        ),
        today=sum(row.queued_at > at - DAY for row in others),
        campaigns=standing.campaigns if _is_registered_channel(message) else None,
    )


def _stops(contacts: Iterable[int]) -> defaultdict[tuple[int, str], set[str]]:
    found: defaultdict[tuple[int, str], set[str]] = defaultdict(set)
    rows = OptOut.objects.filter(contact__in=contacts, lifted_at=None)
    for contact, channel, scope in rows.values_list("contact_id", "channel", "scope"):
        found[contact, channel].add(scope)
    return found


def _blocked_numbers(messages: Sequence[Message]) -> set[tuple[int, str]]:
    numbers = {message.contact.phone_lookup for message in messages} - {""}
    rows = Block.objects.filter(phone_lookup__in=numbers, lifted_at=None)
    return set(rows.values_list("agency_id", "phone_lookup"))


def _counted(contacts: Iterable[int], days: int, at: datetime) -> defaultdict[int, list[_Counted]]:
    rows = Message.objects.filter(
        contact__in=contacts,
        direction=Direction.OUT,
        message_class=MessageClass.ORDINARY,
        state__in=COUNTED_STATES,
        queued_at__gt=at - timedelta(days=days),
    )
    found: defaultdict[int, list[_Counted]] = defaultdict(list)
    for row in rows.only("contact_id", "scope", "subject", "queued_at"):
        found[row.contact_id].append(_Counted(row.pk, row.scope, row.subject, row.queued_at))
    return found


def _is_registered_channel(message: Message) -> bool:
    # Only carriers ask for a registration; the sandbox and e-mail have none.
    return message.channel == Channel.SMS and settings.SMS_PROVIDER == "twilio"


def approved_version(agency: Agency, key: str, language: str) -> TemplateVersion | None:
    """Return the approved wording in this language, else in the agency's first language, else None."""
    return _approved(agency, standing_of(agency), key, language)


def _approved(agency: Agency, standing: Standing, key: str, language: str) -> TemplateVersion | None:
    wanted = [(key, code) for code in (language, *(agency.languages[:1] or ["en"]))]
    return next((standing.approved[one] for one in wanted if one in standing.approved), None)


def conversation(contact: Contact) -> QuerySet[Message]:
    """Return the messages of a person, the oldest first; held-back ones too."""
    return contact.messages.order_by("queued_at", "pk")


def last_sent_to(contact: Contact) -> Message | None:
    """Return the latest message that went to this person by itself, which is what they may be answering."""
    return (
        contact.messages.filter(direction=Direction.OUT, state__in=COUNTED_STATES)
        .exclude(message_class__in=[MessageClass.AUTOMATIC, MessageClass.EMERGENCY])
        .order_by("-queued_at", "-pk")
        .first()
    )


def awaiting_person(agency: Agency) -> QuerySet[Message]:
    """Return the received texts that someone has to read, the oldest first."""
    return (
        Message.objects.filter(agency=agency, needs_person=True)
        .select_related("contact", "emergency")
        .order_by("queued_at", "pk")
    )


def open_alerts(agency: Agency) -> QuerySet[EmergencyAlert]:
    return (
        EmergencyAlert.objects.filter(message__agency=agency, acknowledged_at=None)
        .select_related("message__contact")
        .order_by("at")
    )


def troubled(agency: Agency, since: datetime) -> QuerySet[Message]:
    """Return what the carrier refused or lost, the newest first, for staff to see."""
    return (
        Message.objects.filter(
            agency=agency,
            queued_at__gte=since,
            state__in=[MessageState.FAILED, MessageState.UNDELIVERED, MessageState.UNCERTAIN],
        )
        .select_related("contact")
        .order_by("-queued_at", "-pk")
    )


def outbox_counts(agency: Agency | None = None) -> dict[str, int]:
    """Return how many outgoing messages are in each open state, for the doctor and the staff page."""
    rows = Message.objects.filter(
        Q(direction=Direction.OUT),
        state__in=[MessageState.QUEUED, MessageState.SENDING, MessageState.UNCERTAIN],
        **({"agency": agency} if agency else {}),
    )
    return dict(rows.values_list("state").annotate(Count("pk")))


def with_latest(contacts: QuerySet[Contact], *, only_waiting: bool = False) -> QuerySet[Contact]:
    """Return people with their latest text and whether one waits for a person, the newest first."""
    texts = Message.objects.filter(contact=OuterRef("pk"), direction=Direction.IN)
    newest = texts.order_by("-queued_at", "-pk")
    if only_waiting:
        contacts = contacts.filter(pk__in=Message.objects.filter(needs_person=True).values("contact"))
    return contacts.annotate(
        is_waiting=Exists(texts.filter(needs_person=True)),
        last_at=Subquery(newest.values("queued_at")[:1]),
        last_body=Subquery(newest.values("body")[:1]),
    ).order_by("-last_at", "-pk")


def language_name(code: str) -> str:
    """Return a language's own name for itself, or its code where nobody told us the name."""
    try:
        return str(get_language_info(code)["name_local"])
    except KeyError:
        return code


@dataclass(frozen=True)
class LanguageRow:
    """A template in one language: the words that are sent, and a newer draft, if any."""

    language: str
    approved: TemplateVersion | None
    draft: TemplateVersion | None

    @property
    def name(self) -> str:
        return language_name(self.language)


def templates_of(agency: Agency) -> list[tuple[Template, list[LanguageRow]]]:
    """Return every template with its languages: those the agency offers and those already written."""
    templates = Template.objects.filter(agency=agency).prefetch_related("versions").order_by("scope", "name")
    return [(template, _languages_of(template, agency)) for template in templates]


def _languages_of(template: Template, agency: Agency) -> list[LanguageRow]:
    versions = sorted(template.versions.all(), key=lambda version: version.number)
    languages = dict.fromkeys([*agency.languages, *(version.language for version in versions)])
    rows = []
    for language in languages:
        own = [version for version in versions if version.language == language]
        approved = next((v for v in own if v.state == VersionState.APPROVED), None)
        draft = own[-1] if own and own[-1].state == VersionState.DRAFT else None
        rows.append(LanguageRow(language, approved, draft))
    return rows


def blocks_of(agency: Agency) -> QuerySet[Block]:
    """Return the numbers that are never texted, the newest first."""
    return Block.objects.filter(agency=agency, lifted_at=None).order_by("-at", "-pk")


@dataclass(frozen=True)
class Words:
    """What to send for a template key; without a version they are the words that come with CommonBeat."""

    body: str
    language: str
    version: TemplateVersion | None = None


def words_for(agency: Agency, key: str, language: str, standing: Standing | None = None) -> Words | None:
    """Return the words in this language: approved ones, else shipped ones, else approved in another.

    The last are followed by an offer to go on in the person's own language.
    """
    version = _approved(agency, standing or standing_of(agency), key, language)
    if version and version.language == language:
        return Words(version.body, language, version)
    if key in list(Wording) and language in SHIPPED[Wording(key)]:
        return Words(SHIPPED[Wording(key)][language], language)
    if version:
        return Words(with_offer(version.body, language), version.language, version)
    return Words(*shipped(key, language)) if key in list(Wording) else None


def known_words(agency: Agency) -> dict[str, str]:
    """Return what fills the gaps of every template: who writes, and where a person is reached."""
    phone = agency.phone or agency.email or agency.name
    return {"agency": agency.short_name, "place": agency.place, "phone": phone}


def shipped_text(agency: Agency, key: str, language: str) -> str:
    """Return the finished words that come with CommonBeat for an automatic answer."""
    return fill(shipped(key, language)[0], known_words(agency))


def registration_pack(agency: Agency) -> dict[str, Any]:
    """Return what carriers ask for to register the agency's texts (10DLC), and what of it is missing."""
    language = next(iter(agency.languages), "en")
    campaigns = {row.scope: row for row in SenderCampaign.objects.filter(agency=agency, ended_at=None)}
    approved = TemplateVersion.objects.filter(template__agency=agency, state=VersionState.APPROVED)
    samples: defaultdict[str, list[str]] = defaultdict(list)
    for scope, body in approved.order_by("template__key", "language").values_list("template__scope", "body"):
        samples[scope].append(body)
    return {
        "agency": agency.name,
        "sender": sender_of(agency),
        "stop_text": shipped_text(agency, Wording.STOPPED_ALL, language),
        "help_text": shipped_text(agency, Wording.HELP, language),
        "campaigns": [_campaign(scope, campaigns.get(scope), samples[scope]) for scope in Scope.values],
    }


def _campaign(scope: str, campaign: SenderCampaign | None, samples: list[str]) -> dict[str, Any]:
    fields = ("brand_ref", "campaign_ref", "use_case", "opt_in_story", "privacy_url")
    known = {name: getattr(campaign, name) if campaign else "" for name in fields}
    facts: dict[str, Any] = {"scope": scope, **known, "samples": samples[:MOST_SAMPLES]}
    return {**facts, "missing": [name for name, value in facts.items() if not value]}

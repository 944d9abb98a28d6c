"""Templates: written by anyone who may, linted on every save, sent only once a named person approved them."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop

from commonbeat.engine.messaging.choices import Scope, VersionState
from commonbeat.engine.messaging.models import Template, TemplateVersion
from commonbeat.engine.messaging.rules import linter
from commonbeat.engine.messaging.rules.linter import Draft, Fault, FaultCode
from commonbeat.engine.messaging.rules.wording import SHIPPED, Wording
from commonbeat.ground.agency.actions import raise_revision
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core.actor import Actor
from commonbeat.ground.core.errors import Invalid, Refused
from commonbeat.ground.ledger.actions import record

FAULT_WORDS: dict[FaultCode, str | Promise] = {
    FaultCode.EMPTY: gettext_lazy("The text is empty. Write what people will read."),
    FaultCode.AGENCY_FIRST: gettext_lazy(
        "The agency is not named first. Begin with {agency}, so that people know who writes."
    ),
    FaultCode.PURPOSE: gettext_lazy(
        "It does not say why the person gets it. Name the reason, such as “about your call”."
    ),
    FaultCode.STOP_MISSING: gettext_lazy(
        "It does not say how to stop. Add the word %(allowed)s in capitals."
    ),
    FaultCode.HELP_MISSING: gettext_lazy(
        "It does not say how to get help. Add the word %(allowed)s in capitals."
    ),
    FaultCode.TOO_LONG: gettext_lazy(
        "It is sent in %(found)s parts. This kind of text may have %(allowed)s. Make it shorter."
    ),
    FaultCode.TOO_HARD: gettext_lazy(
        "It reads at grade %(found)s. Use shorter words and sentences, down to grade %(allowed)s."
    ),
    FaultCode.LINK: gettext_lazy(
        "It holds a link, %(found)s. A survey text never does, so that people can tell ours from a false one."
    ),
    FaultCode.PLACEHOLDER: gettext_lazy("Nothing will be filled in for %(found)s. Known are: %(allowed)s."),
    FaultCode.CASE_DETAIL: gettext_lazy(
        "The word “%(found)s” tells about the case. Others may see this phone; leave it out."
    ),
}
SHIPPED_NAMES = {
    Wording.STOPPED_ALL: gettext_noop("Confirms STOP"),
    Wording.STOPPED_SURVEYS: gettext_noop("Confirms the end of surveys"),
    Wording.STOPPED_UPDATES: gettext_noop("Confirms the end of updates"),
    Wording.STARTED: gettext_noop("Confirms START"),
    Wording.HELP: gettext_noop("Answers HELP"),
    Wording.EMERGENCY: gettext_noop("Answers an emergency"),
    Wording.LANGUAGE: gettext_noop("Offers another language"),
}


class FaultyTemplate(Invalid):
    """A template that the linter refuses; `faults` are named in the message, each in plain words."""

    def __init__(self, faults: list[Fault]) -> None:
        message = " ".join(explain(fault) for fault in faults)
        super().__init__(message, code=f"template_{faults[0].code}", where="body")
        self.faults = faults


def explain(fault: Fault) -> str:
    """Return what is wrong and how to mend it."""
    return str(FAULT_WORDS[fault.code]) % {"found": fault.found, "allowed": fault.allowed}


def draft_of(agency: Agency, key: str, scope: str, language: str, body: str) -> Draft:
    """Return the words as the linter takes them, with this agency's own name in the gaps."""
    words = {
        "agency": agency.short_name,
        "place": agency.place,
        "phone": agency.phone,
        "oversight": agency.oversight_name,
    }
    return Draft(body, linter.kind_of(key, scope), language, words)


@transaction.atomic
def save_draft(
    *,
    agency: Agency,
    key: str,
    scope: str,
    language: str,
    body: str,
    name: str = "",
    machine_made: bool = False,
    written_by: str,
    by: Actor,
    at: datetime,
) -> TemplateVersion:
    """Store a wording as the next version of its template and language. Raises FaultyTemplate.

    The first draft of a key makes the template. The same words twice make one draft.
    """
    template, _made = Template.objects.select_for_update().get_or_create(
        agency=agency, key=key, defaults={"scope": Scope(scope), "name": name or key}
    )
    faults = linter.faults(draft_of(agency, key, template.scope, language, body))
    if faults:
        raise FaultyTemplate(faults)
    versions = template.versions.filter(language=language)
    newest = versions.order_by("-number").first()
    if newest and (newest.state, newest.body, newest.machine_made) == (
        VersionState.DRAFT,
        body,
        machine_made,
    ):
        return newest
    version = TemplateVersion.objects.create(
        template=template,
        language=language,
        number=(versions.aggregate(most=Max("number"))["most"] or 0) + 1,
        body=body,
        machine_made=machine_made,
        written_by=written_by,
        written_at=at,
    )
    _record("template.drafted", version, by=by, at=at)
    return version


@transaction.atomic
def approve_template(
    *, version: TemplateVersion, approved_by: str, by: Actor, at: datetime
) -> TemplateVersion:
    """Let a wording be sent from now on, in the name of the person; the one before it retires.

    Raises Refused without a name or for a version that is no draft, FaultyTemplate for a faulty one.
    """
    name = approved_by.strip()
    if not name:
        raise Refused(_("Only a named person can approve a text."), code="approver_missing")
    template = Template.objects.select_for_update().get(pk=version.template_id)
    version.refresh_from_db()
    if version.state != VersionState.DRAFT:
        raise Refused(_("This version has been decided already."), code="not_a_draft")
    faults = linter.faults(
        draft_of(template.agency, template.key, template.scope, version.language, version.body)
    )
    if faults:
        raise FaultyTemplate(faults)
    template.versions.filter(language=version.language, state=VersionState.APPROVED).update(
        state=VersionState.RETIRED
    )
    version.state, version.approved_by, version.approved_at = VersionState.APPROVED, name, at
    version.save(update_fields=["state", "approved_by", "approved_at"])
    raise_revision(agency=template.agency)
    _record("template.approved", version, by=by, at=at)
    return version


@transaction.atomic
def retire_template(*, version: TemplateVersion, by: Actor, at: datetime) -> None:
    """Send these words no more. Raises Refused unless they are the approved ones."""
    retired = TemplateVersion.objects.filter(pk=version.pk, state=VersionState.APPROVED).update(
        state=VersionState.RETIRED
    )
    if not retired:
        raise Refused(_("Only approved words can be retired."), code="not_approved")
    version.refresh_from_db(fields=["state"])
    raise_revision(agency=version.template.agency)
    _record("template.retired", version, by=by, at=at)


@transaction.atomic
def adopt_shipped(*, agency: Agency, adopted_by: str, by: Actor, at: datetime) -> int:
    """Approve in a person's name the words that come with CommonBeat; the agency's own stay."""
    approved = set(
        TemplateVersion.objects.filter(template__agency=agency, state=VersionState.APPROVED).values_list(
            "template__key", "language"
        )
    )
    wanted = [
        (key, language, body)
        for key, bodies in SHIPPED.items()
        for language, body in bodies.items()
        if language in agency.languages and (key, language) not in approved
    ]
    for key, language, body in wanted:
        version = save_draft(
            agency=agency,
            key=key,
            scope=Scope.SERVICE,
            language=language,
            body=body,
            name=SHIPPED_NAMES[key],
            written_by="CommonBeat",
            by=by,
            at=at,
        )
        approve_template(version=version, approved_by=adopted_by, by=by, at=at)
    return len(wanted)


def _record(verb: str, version: TemplateVersion, *, by: Actor, at: datetime) -> None:
    template = version.template
    record(
        verb,
        subject=f"template:{template.key}",
        agency=template.agency.slug,
        by=by,
        at=at,
        content={
            "language": version.language,
            "number": version.number,
            "machine_made": version.machine_made,
        },
    )

"""The roles that a new agency starts with; it may change them and add its own."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_noop

from commonbeat.domain.calls.choices import Capability as Calls
from commonbeat.domain.concerns.choices import Capability as Concerns
from commonbeat.domain.conduct.choices import Capability as Conduct
from commonbeat.domain.open311.choices import Capability as Open311
from commonbeat.domain.permits.choices import Capability as Permits
from commonbeat.engine.casework.choices import Capability as Casework
from commonbeat.engine.messaging.choices import Capability as Messaging
from commonbeat.engine.surveys.choices import Capability as Surveys
from commonbeat.ground.agency.choices import Capability as Agency
from commonbeat.ground.retention.choices import Capability as Retention
from commonbeat.insight.dashboards.choices import Capability as Dashboards


@dataclass(frozen=True)
class StandardRole:
    key: str
    name: str | Promise
    capabilities: tuple[str, ...]


STANDARD_ROLES = (
    StandardRole(
        "command",
        gettext_noop("Command"),
        (
            *(
                Dashboards.SEE,
                Calls.SEE_DECISIONS,
                Calls.SEE_PROTECTED,
                Calls.ADOPT_TYPES,
                Calls.CHANGE_RULES,
            ),
            *(Conduct.CALL_BACK, Conduct.LOOK_AT_THANKS, Conduct.COMMEND),
            *(Concerns.SEE, Concerns.SEE_PRIVATE, Concerns.WORK, Concerns.CLOSE, Concerns.HAND_OFF),
            *(Concerns.MODERATE, Concerns.HEAR_OF_LATE, Concerns.SEE_PROBLEMS, Concerns.WORK_ON_PROBLEMS),
            *(Concerns.MANAGE_CATEGORIES, Concerns.SEE_FIGURES),
            *(Permits.SEE, Permits.WORK, Permits.DECIDE, Permits.TAKE_FEES, Permits.MANAGE_KINDS),
            Permits.HEAR_OF_LATE,
            *(Messaging.READ_CONVERSATIONS, Messaging.APPROVE_TEMPLATES, Surveys.PUBLISH),
            *(Messaging.ACKNOWLEDGE_EMERGENCIES, Agency.CHANGE_SETTINGS, Retention.MANAGE),
            *(Casework.MANAGE_QUEUES, Casework.WRITE_REPLIES),
        ),
    ),
    StandardRole(
        "supervisor",
        gettext_noop("Supervisor"),
        (
            *(
                Dashboards.SEE,
                Calls.SEE_DECISIONS,
                Conduct.CALL_BACK,
                Conduct.LOOK_AT_THANKS,
                Conduct.COMMEND,
            ),
            *(Concerns.SEE, Concerns.SEE_PRIVATE, Concerns.WORK, Concerns.CLOSE, Concerns.HAND_OFF),
            *(Concerns.MODERATE, Concerns.SEE_PROBLEMS, Concerns.WORK_ON_PROBLEMS, Concerns.SEE_FIGURES),
            *(Permits.SEE, Permits.REVIEW, Permits.INSPECT),
            Messaging.ACKNOWLEDGE_EMERGENCIES,
        ),
    ),
    StandardRole(
        "officer",
        gettext_noop("Officer"),
        (
            *(Concerns.SEE, Concerns.WORK, Concerns.CLOSE, Concerns.SEE_PROBLEMS),
            *(Permits.SEE, Permits.REVIEW, Permits.INSPECT),
        ),
    ),
    StandardRole(
        "dispatcher",
        gettext_noop("Dispatcher"),
        (
            *(Messaging.ACKNOWLEDGE_EMERGENCIES, Calls.PROTECT, Surveys.ENTER_ANSWERS),
            *(Concerns.SEE, Concerns.WORK),
        ),
    ),
    StandardRole(
        "community_relations",
        gettext_noop("Community relations"),
        (
            *(
                Messaging.READ_CONVERSATIONS,
                Messaging.ANSWER,
                Messaging.WRITE_TEMPLATES,
                Messaging.MANAGE_BLOCKS,
            ),
            *(Messaging.APPROVE_TEMPLATES, Surveys.ENTER_ANSWERS, Surveys.PUBLISH),
            *(Calls.SEE_DECISIONS, Calls.PROTECT, Conduct.LOOK_AT_THANKS, Dashboards.SEE),
            *(Concerns.SEE, Concerns.SEE_PRIVATE, Concerns.WORK, Concerns.CLOSE, Concerns.HAND_OFF),
            *(Concerns.MODERATE, Concerns.SEE_PROBLEMS, Concerns.WORK_ON_PROBLEMS),
            *(Concerns.MANAGE_CATEGORIES, Concerns.SEE_FIGURES),
            *(Permits.SEE, Permits.WORK, Permits.TAKE_FEES, Permits.MANAGE_KINDS),
            *(Messaging.ACKNOWLEDGE_EMERGENCIES, Casework.WRITE_REPLIES),
        ),
    ),
    # The board's liaison hands over what a resident asked the board to have; and, being outside every chain,
    # takes over permits that are decided too late and hears appeals.
    StandardRole(
        "oversight_liaison",
        gettext_noop("Oversight liaison"),
        (Conduct.HAND_OVER, Permits.SEE, Permits.WORK, Permits.DECIDE, Permits.HEAR_APPEALS),
    ),
    # Runs the machine; reads no conversation, no call-back and no thank-you.
    StandardRole(
        "administrator",
        gettext_noop("Administrator"),
        (
            *(Agency.MANAGE_STAFF, Agency.MANAGE_KEYS, Agency.CHANGE_SETTINGS, Open311.MANAGE),
            Casework.MANAGE_QUEUES,
            *(Calls.IMPORT_FILES, Retention.MANAGE),
        ),
    ),
)

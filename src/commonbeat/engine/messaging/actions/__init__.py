"""Every write of the messaging app, by noun."""

from commonbeat.engine.messaging.actions.blocks import add_block, lift_block
from commonbeat.engine.messaging.actions.campaigns import end_campaign, register_campaign
from commonbeat.engine.messaging.actions.consent import give_consent, opt_in, opt_out
from commonbeat.engine.messaging.actions.contacts import contact_for_email, contact_for_phone, note_language
from commonbeat.engine.messaging.actions.conversations import (
    answer_conversation,
    close_conversation,
    stop_for,
)
from commonbeat.engine.messaging.actions.dispatch import STOP_SALT, dispatch, dispatch_now
from commonbeat.engine.messaging.actions.inbound import acknowledge, mark_handled, receive
from commonbeat.engine.messaging.actions.languages import heed_language
from commonbeat.engine.messaging.actions.outbox import queue
from commonbeat.engine.messaging.actions.settle import apply_status, settle
from commonbeat.engine.messaging.actions.templates import (
    FaultyTemplate,
    adopt_shipped,
    approve_template,
    explain,
    retire_template,
    save_draft,
)
from commonbeat.engine.messaging.actions.words import MESSAGE_WORDS
from commonbeat.engine.messaging.rules.linter import Draft, Fault, FaultCode, Kind, faults

__all__ = [
    "MESSAGE_WORDS",
    "STOP_SALT",
    "Draft",
    "Fault",
    "FaultCode",
    "FaultyTemplate",
    "Kind",
    "acknowledge",
    "add_block",
    "adopt_shipped",
    "answer_conversation",
    "apply_status",
    "approve_template",
    "close_conversation",
    "contact_for_email",
    "contact_for_phone",
    "dispatch",
    "dispatch_now",
    "end_campaign",
    "explain",
    "faults",
    "give_consent",
    "heed_language",
    "lift_block",
    "mark_handled",
    "note_language",
    "opt_in",
    "opt_out",
    "queue",
    "receive",
    "register_campaign",
    "retire_template",
    "save_draft",
    "settle",
    "stop_for",
]

"""Every write of the messaging app, by noun."""

from commonbeat.engine.messaging.actions.blocks import add_block, lift_block
from commonbeat.engine.messaging.actions.campaigns import end_campaign, register_campaign
from commonbeat.engine.messaging.actions.consent import give_consent, opt_in, opt_out
from commonbeat.engine.messaging.actions.contacts import contact_for_email, contact_for_phone, note_language
from commonbeat.engine.messaging.actions.dispatch import STOP_SALT, dispatch, dispatch_now
from commonbeat.engine.messaging.actions.inbound import acknowledge, mark_handled, receive
from commonbeat.engine.messaging.actions.outbox import queue
from commonbeat.engine.messaging.actions.settle import apply_status, settle

__all__ = [
    "STOP_SALT",
    "acknowledge",
    "add_block",
    "apply_status",
    "contact_for_email",
    "contact_for_phone",
    "dispatch",
    "dispatch_now",
    "end_campaign",
    "give_consent",
    "lift_block",
    "mark_handled",
    "note_language",
    "opt_in",
    "opt_out",
    "queue",
    "receive",
    "register_campaign",
    "settle",
]

"""One line for each consequential act, written in the transaction of the act."""

import secrets
from datetime import datetime
from typing import Any

from django.conf import settings
from django.utils.module_loading import import_string

from commonbeat.ground.core.actor import Actor
from commonbeat.ground.ledger.models import Entry


def record(
    verb: str,
    *,
    subject: str,
    agency: str,
    by: Actor,
    at: datetime,
    content: dict[str, Any] | None = None,
) -> Entry:
    """Write one line in the caller's transaction and call the verb's listeners once it is committed.

    `subject` is "kind:id"; `agency` is the slug. `content` holds ids and codes, never a person's words,
    name, number or address. Listeners are task rows of the same transaction, so a crash loses none.
    The line gets its place in the tree later, so that two acts never wait for each other.
    """
    entry = Entry.objects.create(
        verb=verb,
        subject=subject,
        agency=agency,
        actor_role=by.role,
        actor_key=by.key,
        at=at,
        content=content or {},
        salt=secrets.token_bytes(16),
    )
    for path in settings.LISTENERS.get(verb, []):
        import_string(path).enqueue(entry.pk)
    return entry

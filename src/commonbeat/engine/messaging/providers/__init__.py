"""Who carries messages. Each provider is one class behind the small protocol of `protocol.py`."""

import functools

from commonbeat.engine.messaging.providers.email import EmailProvider
from commonbeat.engine.messaging.providers.protocol import (
    Accepted,
    Found,
    Outgoing,
    Provider,
    Question,
    Rejected,
    Unsure,
)
from commonbeat.engine.messaging.providers.sandbox import SandboxProvider
from commonbeat.engine.messaging.providers.twilio import TwilioProvider

__all__ = ["Accepted", "Found", "Outgoing", "Provider", "Question", "Rejected", "Unsure", "provider_named"]

PROVIDERS: dict[str, type[Provider]] = {
    "sandbox": SandboxProvider,
    "twilio": TwilioProvider,
    "email": EmailProvider,
}


@functools.lru_cache(maxsize=8)
def provider_named(name: str) -> Provider:
    """Return the provider of this name, made once for each process."""
    return PROVIDERS[name]()

"""What can go wrong on purpose. One middleware and one API handler turn these into answers."""


class Refused(Exception):
    """An act that the rules do not allow now; `message` is for the person, `code` for programs (409)."""

    status = 409

    def __init__(self, message: str, *, code: str = "refused", where: str = "") -> None:
        super().__init__(message)
        self.message, self.code, self.where = message, code, where


class Invalid(Refused):
    """Input of the wrong shape or value; `where` names the field or the line (422)."""

    status = 422


class Forbidden(Refused):
    """The person is known and may not do this (403)."""

    status = 403


class Hidden(Refused):
    """The thing is not there, or not for this person to know of (404)."""

    status = 404


class TooMany(Refused):
    """Done too often in a short while; `wait` is the number of seconds until it may be tried again (429)."""

    status = 429

    def __init__(self, message: str, *, wait: int, code: str = "too_many") -> None:
        super().__init__(message, code=code)
        self.wait = wait


def problem(error: Refused, instance: str = "") -> dict[str, object]:
    """Return the error as an RFC 9457 problem document."""
    document: dict[str, object] = {
        "type": f"urn:commonbeat:problem:{error.code}",
        "title": error.message,
        "status": error.status,
    }
    if error.where:
        document["where"] = error.where
    if isinstance(error, TooMany):
        document["retry_after"] = error.wait
    if instance:
        document["instance"] = instance
    return document

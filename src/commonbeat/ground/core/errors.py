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


def problem(error: Refused, instance: str = "") -> dict[str, object]:
    """Return the error as an RFC 9457 problem document."""
    document: dict[str, object] = {
        "type": f"urn:commonbeat:problem:{error.code}",
        "title": error.message,
        "status": error.status,
    }
    if error.where:
        document["where"] = error.where
    if instance:
        document["instance"] = instance
    return document

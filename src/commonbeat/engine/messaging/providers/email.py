"""E-mail through Django's mail backend: plain text, with a way out that one click works."""

import smtplib

from django.conf import settings
from django.core.mail import EmailMessage

from commonbeat.engine.messaging.providers.protocol import (
    Accepted,
    Found,
    Outgoing,
    Question,
    Rejected,
    Unsure,
)

# SMTP: 5xx is for good, 4xx for now.
FOR_GOOD = 500


class EmailProvider:
    """SMTP has no "did you get it?", so a send that broke off is never repeated and never confirmed."""

    name = "email"
    at_once = 4
    answers_questions = False

    def send(self, message: Outgoing) -> Accepted:
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        ref = f"<{message.reference}@{host}>"
        mail = EmailMessage(
            subject=message.title,
            body=message.body,
            to=[message.to],
            headers={"Message-ID": ref, **_way_out(message.stop_url)},
        )
        try:
            mail.send()
        except smtplib.SMTPRecipientsRefused as refused:
            code = next(iter(refused.recipients.values()))[0]
            raise Rejected(str(code), is_permanent=code >= FOR_GOOD) from None
        except (smtplib.SMTPConnectError, smtplib.SMTPHeloError, smtplib.SMTPAuthenticationError) as broken:
            raise Rejected(str(broken.smtp_code), is_permanent=False) from None
        except smtplib.SMTPResponseException as answer:
            raise Rejected(str(answer.smtp_code), is_permanent=answer.smtp_code >= FOR_GOOD) from None
        except ConnectionRefusedError:
            raise Rejected("unreachable", is_permanent=False) from None
        except (smtplib.SMTPException, OSError):
            raise Unsure from None
        return Accepted(ref, "sent")

    def find(self, question: Question) -> Found | None:
        raise Unsure


def _way_out(stop_url: str) -> dict[str, str]:
    if not stop_url:
        return {}
    return {"List-Unsubscribe": f"<{stop_url}>", "List-Unsubscribe-Post": "List-Unsubscribe=One-Click"}

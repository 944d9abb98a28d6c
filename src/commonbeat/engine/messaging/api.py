"""What providers call: received texts, reports of delivery, and the one-click way out of e-mails."""

import logging

from django.conf import settings
from django.core import signing
from django.http import HttpRequest, HttpResponse, HttpResponseForbidden
from django.shortcuts import render
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from twilio.request_validator import RequestValidator

from commonbeat.engine.messaging import actions, queries
from commonbeat.engine.messaging.choices import Channel, OptOutScope, Source
from commonbeat.engine.messaging.models import Contact
from commonbeat.ground.core import clock
from commonbeat.ground.core.actor import RESIDENT
from commonbeat.ground.core.errors import Hidden, Invalid

log = logging.getLogger(__name__)
NOTHING_TO_SAY = '<?xml version="1.0" encoding="UTF-8"?><Response/>'


@csrf_exempt
@require_POST
def twilio_sms(request: HttpRequest) -> HttpResponse:
    """Take in a received text. The answer goes through the outbox, so the TwiML is empty."""
    if not _is_from_twilio(request):
        return HttpResponseForbidden("The signature does not fit.", content_type="text/plain")
    agency = queries.agency_of_number(request.POST.get("To", ""))
    ref = request.POST.get("MessageSid") or request.POST.get("SmsMessageSid") or ""
    if agency is None:
        log.warning("A text came to a number that no agency here has as its own; it was not stored.")
    elif ref:
        try:
            actions.receive(
                agency=agency,
                phone=request.POST.get("From", ""),
                body=request.POST.get("Body", ""),
                provider="twilio",
                provider_ref=ref[:64],
                opt_out_type=request.POST.get("OptOutType", ""),
                at=clock.now(),
            )
        except Invalid:
            # A short code or a name: nobody is there to be answered.
            log.warning("A text came from a sender that is no telephone number; it was not stored.")
    return _twiml()


@csrf_exempt
@require_POST
def twilio_status(request: HttpRequest) -> HttpResponse:
    """Take in a report about a text we sent; our own id for it is in the address."""
    if not _is_from_twilio(request):
        return HttpResponseForbidden("The signature does not fit.", content_type="text/plain")
    ref = request.POST.get("MessageSid") or request.POST.get("SmsSid") or ""
    status = request.POST.get("MessageStatus") or request.POST.get("SmsStatus") or ""
    if ref and status:
        actions.apply_status(
            provider="twilio",
            provider_ref=ref[:64],
            reference=request.GET.get("reference", ""),
            status=status,
            error_code=request.POST.get("ErrorCode", ""),
            at=clock.now(),
        )
    return _twiml()


@csrf_exempt
@require_http_methods(["GET", "POST"])
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """Show what would stop (mail scanners open every link), and stop it on POST (RFC 8058)."""
    try:
        contact_id, scope = signing.loads(token, salt=actions.STOP_SALT)
        contact = Contact.objects.select_related("agency").get(public_id=contact_id)
    except (signing.BadSignature, ValueError, Contact.DoesNotExist):
        raise Hidden("This address is not complete. Copy it whole from the e-mail.") from None
    if request.method == "POST":
        stopped = scope if scope in OptOutScope.values else OptOutScope.ALL
        actions.opt_out(
            contact=contact,
            channel=Channel.EMAIL,
            scope=stopped,
            source=Source.WEB,
            by=RESIDENT,
            at=clock.now(),
        )
    return render(
        request, "messaging/unsubscribe.html", {"is_done": request.method == "POST", "of": contact.agency}
    )


def _is_from_twilio(request: HttpRequest) -> bool:
    """Check the signature over the public address (a proxy may have changed it) and all fields."""
    if not settings.TWILIO_AUTH_TOKEN:
        return False
    address = settings.PUBLIC_URL + request.get_full_path()
    signature = request.headers.get("X-Twilio-Signature", "")
    validator = RequestValidator(settings.TWILIO_AUTH_TOKEN)  # type: ignore[no-untyped-call]
    return bool(validator.validate(address, request.POST, signature))  # type: ignore[no-untyped-call]


def _twiml() -> HttpResponse:
    return HttpResponse(NOTHING_TO_SAY, content_type="text/xml")

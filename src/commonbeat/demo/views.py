"""The handset: a phone on the screen, the city's day beside it. Exists in the demo only."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST, require_safe

from commonbeat.demo import queries
from commonbeat.demo.actions import play
from commonbeat.demo.choices import SCENES
from commonbeat.demo.models import Resident
from commonbeat.engine.messaging.actions import receive
from commonbeat.ground.agency.models import Agency
from commonbeat.ground.core import clock
from commonbeat.ground.core.errors import Hidden, Invalid
from commonbeat.ground.core.ids import public_id

SHOWN = timedelta(days=2)


@never_cache
@require_safe
def handset(request: HttpRequest) -> HttpResponse:
    shown = {"scenes": SCENES, "codes": queries.codes_to_try(_agency(request))}
    return render(request, "demo/handset.html", _phone(request) | _day(request) | shown)


@never_cache
@require_safe
def phone(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/_phone.html", _phone(request))


@never_cache
@require_safe
def day(request: HttpRequest) -> HttpResponse:
    return render(request, "demo/_day.html", _day(request))


@require_POST
def happen(request: HttpRequest) -> HttpResponse:
    scene = next((scene for scene in SCENES if scene.key == request.POST.get("scene")), None)
    if scene is None:
        raise Hidden("There is no such scene.", code="no_scene")
    resident = play(
        agency=_agency(request), scene=scene, resident=_resident(request.POST.get("who")), at=clock.now()
    )
    return redirect(f"{reverse('demo:handset')}?who={resident.number}")


@csrf_exempt
@require_POST
def reply(request: HttpRequest) -> HttpResponse:
    """Take a text from a resident: the form of the page, or any program that plays one."""
    missing = [name for name in ("from", "to", "body") if not request.POST.get(name)]
    if missing:
        raise Invalid(
            f"A text needs {' and '.join(missing)}. Nothing was kept.", code="missing", where=missing[0]
        )
    message = receive(
        agency=_agency(request),
        phone=request.POST["from"],
        body=request.POST["body"],
        provider_ref=f"demo-{public_id()}",
        at=clock.now(),
    )
    if "who" in request.POST:
        return redirect(f"{reverse('demo:handset')}?who={request.POST['who']}")
    return JsonResponse({"id": message.public_id, "state": message.state})


@never_cache
@require_safe
def messages_json(_request: HttpRequest) -> HttpResponse:
    return JsonResponse(queries.sandbox_texts(), safe=False)


def _agency(request: HttpRequest) -> Agency:
    agency: Agency | None = getattr(request, "agency", None)
    if agency is None:
        raise Hidden("The city is not founded yet. Run “commonbeat demo” first.", code="no_city")
    return agency


def _resident(number: str | None) -> Resident | None:
    if not (number or "").isdigit():
        return None
    return Resident.objects.filter(number=int(number or 0)).select_related("contact").first()


def _phone(request: HttpRequest) -> dict[str, object]:
    people = list(queries.residents(_agency(request)))
    resident = _resident(request.GET.get("who")) or (people[0] if people else None)
    return {
        "residents": people if resident in people or resident is None else [resident, *people],
        "resident": resident,
        "bubbles": queries.conversation(resident) if resident else [],
    }


def _day(request: HttpRequest) -> dict[str, object]:
    return {
        "waiting": queries.waiting(_agency(request))[:10],
        "never": queries.never_texted(_agency(request), clock.now() - SHOWN),
        "figure": queries.figure_now(_agency(request), clock.now()),
    }

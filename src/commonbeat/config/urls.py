"""Every address of the house, by app."""

from django.conf import settings
from django.urls import URLPattern, URLResolver, include, path

from commonbeat.config import views
from commonbeat.config.api import api

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("commonbeat.insight.portal.urls")),
    path("healthz", views.healthz, name="healthz"),
    path("readyz", views.readyz, name="readyz"),
    path(".well-known/security.txt", views.security_txt, name="security_txt"),
    path("api/v1/", api.urls),
    path("ledger/", include("commonbeat.ground.ledger.urls")),
    path("ui/", include("commonbeat.ground.ui.urls")),
    path("staff/", include("commonbeat.ground.agency.urls")),
    path("staff/", include("commonbeat.ground.retention.urls")),
    path("", include("commonbeat.engine.messaging.urls")),
    path("", include("commonbeat.engine.surveys.urls")),
    path("", include("commonbeat.engine.casework.urls")),
    path("staff/", include("commonbeat.domain.calls.urls")),
    path("", include("commonbeat.domain.conduct.urls")),
    path("", include("commonbeat.domain.open311.urls")),
    path("", include("commonbeat.domain.concerns.urls")),
    path("", include("commonbeat.domain.permits.urls")),
    path("staff/", include("commonbeat.insight.dashboards.urls")),
]
if settings.DEMO:
    urlpatterns.append(path("sandbox/", include("commonbeat.demo.urls")))

handler400 = "commonbeat.ground.ui.views.unreadable"
handler403 = "commonbeat.ground.ui.views.forbidden"
handler404 = "commonbeat.ground.ui.views.missing"
handler429 = "commonbeat.ground.ui.views.too_many"  # asked for by django-allauth
handler500 = "commonbeat.ground.ui.views.broken"

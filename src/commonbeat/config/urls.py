"""Every address of the house, by app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("ledger/", include("commonbeat.ground.ledger.urls")),
    path("ui/", include("commonbeat.ground.ui.urls")),
    path("staff/", include("commonbeat.ground.agency.urls")),
    path("", include("commonbeat.engine.messaging.urls")),
    path("", include("commonbeat.domain.conduct.urls")),
]

handler400 = "commonbeat.ground.ui.views.unreadable"
handler403 = "commonbeat.ground.ui.views.forbidden"
handler404 = "commonbeat.ground.ui.views.missing"
handler500 = "commonbeat.ground.ui.views.broken"

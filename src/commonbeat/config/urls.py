"""Every address of the house, by app."""

from django.urls import URLPattern, URLResolver, include, path

urlpatterns: list[URLPattern | URLResolver] = [
    path("ui/", include("commonbeat.ground.ui.urls")),
]

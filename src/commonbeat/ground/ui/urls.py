"""Addresses of the pieces that every page shares."""

from django.urls import path
from django.views.decorators.csrf import csrf_exempt
from django.views.i18n import set_language

from commonbeat.ground.ui import views

app_name = "ui"
urlpatterns = [
    path("accent/<slug:colour>.css", views.accent, name="accent"),
    # Choosing a language harms no one, and without the token a public page needs no cookie.
    path("language/", csrf_exempt(set_language), name="language"),
]

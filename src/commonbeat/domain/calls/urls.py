"""Addresses of the staff pages about calls, under /staff/."""

from django.urls import path

from commonbeat.domain.calls import views

app_name = "calls"
urlpatterns = [
    path("decisions/", views.decisions, name="decisions"),
    path("decisions/<slug:public_id>/", views.decision, name="decision"),
    path("settings/calls/", views.types, name="types"),
    path("settings/calls/end/", views.end_type, name="end_type"),
    path("settings/calls/rules/", views.rules, name="rules"),
    path("settings/calls/rules/<slug:key>/", views.rule, name="rule"),
    path("settings/calls/protection/", views.protection, name="protection"),
    path("settings/calls/protection/<int:pk>/end/", views.end_protection, name="end_protection"),
]

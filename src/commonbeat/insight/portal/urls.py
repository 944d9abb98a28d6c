"""The front doors of the public site."""

from django.urls import path

from commonbeat.insight.portal import views

app_name = "portal"
urlpatterns = [
    path("", views.home, name="home"),
    path("trust/", views.trust, name="trust"),
    path("trust/figures.csv", views.figures, name="figures"),
    path("ours/", views.ours, name="ours"),
]

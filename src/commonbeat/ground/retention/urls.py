"""Addresses of retention, under /staff/."""

from django.urls import path

from commonbeat.ground.retention import views

app_name = "retention"
urlpatterns = [
    path("kept-words/", views.schedule, name="schedule"),
    path("kept-words/hold/", views.place, name="place"),
    path("kept-words/holds/<str:public_id>/", views.hold, name="hold"),
]

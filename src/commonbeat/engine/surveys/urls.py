"""Addresses of the survey pages: the resident's, the walk-up's and the staff's."""

from django.urls import path

from commonbeat.engine.surveys.views import public, staff

app_name = "surveys"
urlpatterns = [
    path("survey/here/", public.here, name="here"),
    path("survey/here/thanks/", public.here_thanks, name="here_thanks"),
    path("survey/here/<slug:slug>/", public.here, name="here_at"),
    path("survey/kiosk/thanks/", public.kiosk_thanks, name="kiosk_thanks"),
    path("survey/kiosk/<slug:slug>/", public.kiosk, name="kiosk"),
    path("survey/<str:token>/", public.personal, name="personal"),
    path("survey/<str:token>/thanks/", public.personal_thanks, name="personal_thanks"),
    path("staff/surveys/", staff.instruments, name="instruments"),
    path("staff/surveys/poster/", staff.poster, name="poster"),
    path("staff/surveys/enter/", staff.enter_answers, name="enter"),
    path("staff/surveys/<int:pk>/approve/<slug:language>/", staff.approve, name="approve"),
    path("staff/surveys/<int:pk>/publish/", staff.publish_version, name="publish"),
    path("staff/surveys/<int:pk>/rewrite/", staff.rewrite, name="rewrite"),
]

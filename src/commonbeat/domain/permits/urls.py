"""Addresses of permits: public pages, the applicant's own page, and the staff's pages."""

from django.urls import path

from commonbeat.domain.permits.views import kinds, own, public, staff

app_name = "permits"
urlpatterns = [
    path("permits/", public.kinds, name="kinds"),
    path("permits/register/", public.register, name="register"),
    path("follow/permit/", own.yours, name="yours"),
    path("follow/permit/answer/", own.answer, name="answer"),
    path("follow/permit/appeal/", own.appeal, name="appeal"),
    path("follow/permit/own-words/", own.own_words, name="own_words"),
    path("follow/permit/renew/", own.renew, name="renew"),
    path("permits/form/<slug:token>/", public.step, name="step"),
    path("permits/form/<slug:token>/check/", public.check, name="check"),
    path("permits/<slug:key>/", public.kind, name="kind"),
    path("staff/permits/kinds/", kinds.settings, name="settings"),
    path("staff/permits/kinds/<slug:key>/", kinds.version, name="version"),
    path("staff/permits/kinds/<slug:key>/add/<slug:part>/", kinds.add_part, name="add_part"),
    path("staff/permits/kinds/<slug:key>/drop/<slug:part>/<slug:row>/", kinds.drop_part, name="drop_part"),
    path("staff/permits/<slug:public_id>/", staff.permit, name="permit"),
    path("staff/permits/<slug:public_id>/<slug:key>/", staff.act, name="act"),
]

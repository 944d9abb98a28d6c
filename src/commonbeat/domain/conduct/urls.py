"""Addresses of the conduct app: public thanks, and the staff's pages."""

from django.urls import path

from commonbeat.domain.conduct.views import call_backs, public, thanks

app_name = "conduct"
urlpatterns = [
    path("thanks/", public.give_thanks, name="give_thanks"),
    path("thanks/check/", public.check_thanks, name="check_thanks"),
    path("thanks/send/", public.send_thanks, name="send_thanks"),
    path("thanks/sent/<str:public_id>/", public.thanks_sent, name="thanks_sent"),
    path("staff/thanks/", thanks.desk, name="thanks"),
    path("staff/thanks/waiting/<str:public_id>/", thanks.one_waiting, name="one_waiting"),
    path("staff/thanks/waiting/<str:public_id>/look/", thanks.look_at, name="look_at"),
    path("staff/thanks/waiting/<str:public_id>/match/", thanks.match, name="match"),
    path("staff/thanks/waiting/<str:public_id>/set-aside/", thanks.set_aside, name="set_aside"),
    path("staff/thanks/replies/<int:pk>/", thanks.settle_reply, name="settle_reply"),
    path("staff/thanks/<str:public_id>/", thanks.one_delivered, name="one_delivered"),
    path("staff/thanks/<str:public_id>/commend/<int:staff_pk>/", thanks.commend, name="commend"),
    path("staff/commendations/", thanks.commendations, name="commendations"),
    path("staff/call-backs/", call_backs.call_backs, name="call_backs"),
    path("staff/call-backs/<str:public_id>/", call_backs.one_call_back, name="one_call_back"),
    path("staff/call-backs/<str:public_id>/number/", call_backs.show_number, name="show_number"),
    path("staff/call-backs/<str:public_id>/assign/", call_backs.assign, name="assign"),
    path("staff/call-backs/<str:public_id>/reached/", call_backs.reached, name="reached"),
    path("staff/call-backs/<str:public_id>/close/", call_backs.close, name="close"),
    path("staff/call-backs/<str:public_id>/hand-over/", call_backs.hand_over, name="hand_over"),
]

"""Addresses of the protocol under /open311/, and of the staff's pages about it under /staff/open311/."""

from django.urls import path, re_path

from commonbeat.domain.open311.views import server, staff

app_name = "open311"
FORM = r"\.(?P<form>json|xml)$"
urlpatterns = [
    re_path(r"^open311/(?:v2/)?discovery" + FORM, server.discovery, name="discovery"),
    re_path(r"^open311/v2/services" + FORM, server.services, name="services"),
    re_path(r"^open311/v2/services/(?P<code>[\w-]{1,60})" + FORM, server.definition, name="definition"),
    re_path(r"^open311/v2/requests" + FORM, server.requests, name="requests"),
    re_path(r"^open311/v2/requests/(?P<public_id>[\w-]{1,60})" + FORM, server.request, name="request"),
    re_path(r"^open311/v2/tokens/(?P<token>[\w-]{1,60})" + FORM, server.token, name="token"),
    re_path(r"^open311/v2/servicerequestupdates" + FORM, server.updates, name="updates"),
    re_path(r"^open311/v2/[\s\S]*?(?:" + FORM[:-1] + r")?$", server.nothing, name="nothing"),
    path("staff/open311/", staff.keys, name="keys"),
    path("staff/open311/keys/<int:pk>/end/", staff.end_key, name="end_key"),
    path("staff/open311/partners/<int:pk>/", staff.partner, name="partner"),
    path("staff/open311/hand-offs/", staff.hand_offs, name="hand_offs"),
    path("staff/open311/hand-offs/<int:pk>/settle/", staff.settle, name="settle"),
]

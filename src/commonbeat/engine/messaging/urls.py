"""Addresses of the staff pages about texts, and of what providers call."""

from django.urls import path

from commonbeat.engine.messaging import api
from commonbeat.engine.messaging.views import blocks, conversations, templates

app_name = "messaging"
urlpatterns = [
    path("staff/conversations/", conversations.conversations, name="conversations"),
    path("staff/conversations/alerts/<int:pk>/acknowledge/", conversations.acknowledge, name="acknowledge"),
    path("staff/conversations/<str:public_id>/", conversations.conversation, name="conversation"),
    path("staff/conversations/<str:public_id>/answer/", conversations.answer, name="answer"),
    path("staff/conversations/<str:public_id>/close/", conversations.close, name="close"),
    path("staff/conversations/<str:public_id>/stop/", conversations.stop, name="stop"),
    path("staff/templates/", templates.templates, name="templates"),
    path("staff/templates/new/", templates.new, name="new_template"),
    path("staff/templates/versions/<int:pk>/approve/", templates.approve, name="approve"),
    path("staff/templates/versions/<int:pk>/retire/", templates.retire, name="retire"),
    path("staff/templates/<slug:key>/<slug:language>/", templates.template, name="template"),
    path("staff/templates/<slug:key>/<slug:language>/write/", templates.edit, name="edit_template"),
    path("staff/blocks/", blocks.blocks, name="blocks"),
    path("staff/blocks/add/", blocks.add, name="add_block"),
    path("staff/blocks/search/", blocks.search, name="search_blocks"),
    path("staff/blocks/<int:pk>/lift/", blocks.lift, name="lift_block"),
    path("webhooks/twilio/sms", api.twilio_sms, name="twilio_sms"),
    path("webhooks/twilio/status", api.twilio_status, name="twilio_status"),
    path("unsubscribe/<str:token>/", api.unsubscribe, name="unsubscribe"),
]

"""The handset's addresses, joined to the house in the demo only."""

from django.urls import path

from commonbeat.demo import views

app_name = "demo"
urlpatterns = [
    path("", views.handset, name="handset"),
    path("phone/", views.phone, name="phone"),
    path("day/", views.day, name="day"),
    path("happen", views.happen, name="happen"),
    path("reply", views.reply, name="reply"),
    path("messages.json", views.messages_json, name="messages"),
]

"""Where the book is read and checked."""

from django.urls import path, re_path

from commonbeat.ground.ledger import views

app_name = "ledger"
urlpatterns = [
    path("", views.book, name="book"),
    path("receipt/", views.check_receipt, name="check_receipt"),
    path("checkpoint", views.checkpoint, name="checkpoint"),
    path("key", views.key, name="key"),
    re_path(
        r"^tile/(?P<kind>entries|0|[1-9]\d?)/(?P<place>(?:x\d{3}/)*\d{3})(?:\.p/(?P<width>[1-9]\d{0,2}))?$",
        views.tile,
        name="tile",
    ),
]

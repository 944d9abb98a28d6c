"""Addresses of concerns: reporting and reading them for anyone, and the staff's pages."""

from django.urls import path

from commonbeat.domain.concerns.views import figures, problems
from commonbeat.domain.concerns.views.public import figures as public_figures
from commonbeat.domain.concerns.views.public import listing, phone, reporting, subscriptions
from commonbeat.domain.concerns.views.public import problems as public_problems

app_name = "concerns"

DRAFT = "report/<str:token>/"
asking = [
    path("report/", reporting.start, name="report"),
    path("report/areas.json", reporting.areas, name="areas"),
    path("report/places.json", reporting.places, name="places"),
    path("report/app.webmanifest", phone.manifest, name="manifest"),
    path("report/icon-<int:size>.png", phone.icon, name="icon"),
    path("report/worker.js", phone.worker, name="worker"),
    path("report/phone/", phone.phone, name="phone"),
    path("report/phone/send/", phone.send, name="phone_send"),
    path(f"{DRAFT}kind/", reporting.kind, name="report_kind"),
    path(f"{DRAFT}stop/", reporting.stop, name="report_stop"),
    path(f"{DRAFT}photo/", reporting.photo, name="report_photo"),
    path(f"{DRAFT}photo/<slug:public_id>/", reporting.draft_photo, name="draft_photo"),
    path(f"{DRAFT}place/", reporting.place, name="report_place"),
    path(f"{DRAFT}details/", reporting.details, name="report_details"),
    path(f"{DRAFT}alike/", reporting.alike, name="report_alike"),
    path(f"{DRAFT}contact/", reporting.contact, name="report_contact"),
    path(f"{DRAFT}check/", reporting.check, name="report_check"),
    path(f"{DRAFT}send/", reporting.send, name="report_send"),
    path(f"{DRAFT}drop/", reporting.drop, name="report_drop"),
]

reading = [
    path("concerns/", listing.concerns, name="concerns"),
    path("concerns/map.json", listing.on_map, name="map"),
    path("concerns/feed.xml", listing.feed, name="feed"),
    path("concerns/feed.atom", listing.atom, name="atom"),
    path("concerns/news/", subscriptions.subscribe, name="subscribe"),
    path("concerns/news/asked/", subscriptions.asked, name="subscribe_asked"),
    path("concerns/news/<slug:token>/yes/", subscriptions.confirm, name="confirm_subscription"),
    path("concerns/news/<slug:token>/end/", subscriptions.end, name="end_subscription"),
    path("concerns/<slug:public_id>/", listing.concern, name="public_concern"),
    path("concerns/<slug:public_id>/follow/", listing.follow, name="follow_concern"),
    path("concerns/<slug:public_id>/photos/<slug:file_id>/", listing.photo, name="public_photo"),
]

figuring = [
    path("concerns/figures/", public_figures.figures, name="figures"),
    path("concerns/figures/concerns.csv", public_figures.figures_file, name="figures_file"),
    path("problems/", public_problems.problems, name="problems"),
    path("problems/<slug:public_id>/", public_problems.problem, name="public_problem"),
    path("staff/concerns/figures/", figures.command, name="command_figures"),
]

FOLDER = "staff/problems/<slug:public_id>/"
solving = [
    path("staff/problems/", problems.problem_list, name="problem_list"),
    path("staff/problems/new/", problems.new_problem, name="new_problem"),
    path(FOLDER, problems.problem, name="problem"),
    path(f"{FOLDER}stages/<slug:stage>/", problems.write_stage, name="write_stage"),
    path(f"{FOLDER}partners/", problems.partners, name="partners"),
    path(f"{FOLDER}days/", problems.periods, name="periods"),
    path(f"{FOLDER}compare/", problems.compare, name="compare"),
    path(f"{FOLDER}add/", problems.join, name="join"),
    path(f"{FOLDER}take-out/<slug:concern_id>/", problems.leave, name="leave"),
    path(f"{FOLDER}show/", problems.show, name="show"),
]

# The figures' address would else be read as a concern's.
urlpatterns = [*figuring, *asking, *reading, *solving]

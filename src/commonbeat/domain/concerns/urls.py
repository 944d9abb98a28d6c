"""Addresses of concerns: reporting and reading them for anyone, and the staff's pages."""

from django.urls import path

from commonbeat.domain.concerns.views import figures, problems, setup, staff
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
    path(f"{FOLDER}done/", problems.finish, name="finish"),
    path(f"{FOLDER}add/", problems.join, name="join"),
    path(f"{FOLDER}take-out/<slug:concern_id>/", problems.leave, name="leave"),
    path(f"{FOLDER}show/", problems.show, name="show"),
]

setting_up = [
    path("staff/concerns/kinds/", setup.kinds, name="kinds"),
    path("staff/concerns/kinds/adopt/", setup.adopt, name="adopt"),
    path("staff/concerns/kinds/one/<slug:key>/", setup.kind, name="kind"),
    path("staff/concerns/kinds/one/<slug:key>/end/", setup.end_kind, name="end_kind"),
    path("staff/concerns/routing/", setup.routing, name="routing"),
    path("staff/concerns/routing/<int:pk>/up/", setup.move_up, name="move_up"),
    path("staff/concerns/routing/<int:pk>/end/", setup.end_rule, name="end_rule"),
    path("staff/concerns/agencies/", setup.partners, name="agencies"),
    path("staff/concerns/agencies/<int:pk>/end/", setup.end_partner, name="end_agency"),
    path("staff/concerns/places/", setup.known_places, name="known_places"),
]

ONE = "staff/concerns/<slug:public_id>/"
working = [
    path("staff/concerns/new/", staff.take, name="take"),
    path(ONE, staff.concern, name="concern"),
    path(f"{ONE}kind/", staff.change_kind, name="change_kind"),
    path(f"{ONE}look/", staff.look, name="look"),
    path(f"{ONE}photos/<slug:file_id>/cover/", staff.cover, name="cover"),
    path(f"{ONE}hand-off/", staff.hand_off, name="hand_off"),
    path(f"{ONE}take-back/", staff.take_back, name="take_back"),
]

# The figures' address would else be read as a concern's.
urlpatterns = [*figuring, *asking, *reading, *solving, *setting_up, *working]

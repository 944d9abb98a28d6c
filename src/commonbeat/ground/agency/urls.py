"""Addresses of signing in and out, and of what keeps an account safe."""

from allauth.account import views as account
from allauth.socialaccount import views as socialaccount
from django.urls import include, path, re_path

from commonbeat.ground.agency import views

urlpatterns = [
    path("sign-in/", views.sign_in, name="account_login"),
    path("sign-out/", account.logout, name="account_logout"),
    path("sign-in/inactive/", account.account_inactive, name="account_inactive"),
    path("sign-in/confirm/", account.reauthenticate, name="account_reauthenticate"),
    path("password/", account.password_change, name="account_change_password"),
    path("password/first/", account.password_set, name="account_set_password"),
    path("password/forgotten/", account.password_reset, name="account_reset_password"),
    path("password/forgotten/sent/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/new/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        account.password_reset_from_key,
        name="account_reset_password_from_key",
    ),
    path(
        "password/new/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("sign-up/", account.signup, name="account_signup"),
    path("security/", include("allauth.mfa.urls")),
    path("agency-sign-in/cancelled/", socialaccount.login_cancelled, name="socialaccount_login_cancelled"),
    path("agency-sign-in/error/", socialaccount.login_error, name="socialaccount_login_error"),
    path("agency-sign-in/new/", socialaccount.signup, name="socialaccount_signup"),
    path("agency-sign-in/connections/", socialaccount.connections, name="socialaccount_connections"),
    path("agency-sign-in/", include("allauth.socialaccount.providers.openid_connect.urls")),
]

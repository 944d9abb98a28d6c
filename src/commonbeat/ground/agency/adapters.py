"""Staff accounts are made by an administrator, never by signing up."""

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from commonbeat.ground.throttle.access import visitor_of


class StaffAccountAdapter(DefaultAccountAdapter):
    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _(
            "This e-mail address and this password do not go together. Try once more."
        ),
        "too_many_login_attempts": _("Five tries have failed. Wait 15 minutes, or set a new password."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: str) -> str:
        """Count by the account alone: by default another host name of this server has a count of its own."""
        return credentials.get("email", "").lower()

    def get_client_ip(self, request: HttpRequest) -> str:
        """Count failed tries by the same idea of where a visitor comes from as the rest of the house."""
        return visitor_of(request)


class StaffSocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: object) -> bool:
        return False

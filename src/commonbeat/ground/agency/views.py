"""The sign-in page; the other account pages are allauth's own views in the house's templates."""

from typing import Any

from allauth.account.views import LoginView
from django.conf import settings

from commonbeat.ground.agency.queries import demo_accounts


class SignInView(LoginView):
    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        agency = getattr(self.request, "agency", None)
        accounts = demo_accounts(agency) if settings.DEMO and agency else []
        return super().get_context_data(**kwargs) | {"demo_accounts": accounts}


sign_in = SignInView.as_view()

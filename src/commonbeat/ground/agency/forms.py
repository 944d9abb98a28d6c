"""What the sign-in library's forms ask, in the words of the house."""

from typing import Any

from allauth.account.forms import ChangePasswordForm
from allauth.mfa.base.forms import AuthenticateForm, ReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django import forms
from django.utils.translation import gettext_lazy as _

CODE = _("Code")
NAME_OF_KEY = _("Name of the key")


def _say(form: forms.BaseForm, field: str, label: Any, hint: Any = "") -> None:
    asked = form.fields[field]
    asked.label, asked.help_text = label, hint
    asked.widget.attrs.pop("placeholder", None)


class SetUpAppForm(ActivateTOTPForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "code", CODE, _("Six digits."))


class CodeForm(AuthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "code", CODE)


class CodeAgainForm(ReauthenticateForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "code", CODE, _("From your authenticator app, or a recovery code."))


class AddKeyForm(AddWebAuthnForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "name", NAME_OF_KEY, _("So that you can tell it from others: my phone, key at work."))
        _say(
            self,
            "passwordless",
            _("Sign in with this key alone, without the password"),
            _("The key must then ask for your finger, face or a PIN."),
        )


class RenameKeyForm(EditWebAuthnForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "name", NAME_OF_KEY)


class NewPasswordForm(ChangePasswordForm):
    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        _say(self, "oldpassword", _("Password you have now"), self.fields["oldpassword"].help_text)
        _say(self, "password1", _("New password"), self.fields["password1"].help_text)
        _say(self, "password2", _("New password, once more"))

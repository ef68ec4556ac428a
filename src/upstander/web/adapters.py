"""How allauth behaves in our house: no sign-up, no e-mail, second factors encrypted."""

import base64
import hashlib
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from cryptography.fernet import Fernet, InvalidToken
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from upstander.jobs import audit
from upstander.records.errors import Fault
from upstander.web.errors import page


class People(DefaultAccountAdapter):
    """Accounts are made by an administrator."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "username_password_mismatch": _("This name and this password do not belong together."),
        "too_many_login_attempts": _("Too many wrong attempts. Wait a minute, then try again."),
        "incorrect_password": _("This is not your password."),
        "incorrect_code": _("This code is wrong or has been used. Wait for the next one."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002  allauth's signature
        """Nobody signs up."""
        return False

    def respond_user_inactive(self, request: HttpRequest, user: Any) -> HttpResponse:  # noqa: ARG002  allauth's signature
        """A closed account reads like a wrong password."""
        return page(request, 400, str(self.error_messages["username_password_mismatch"]))

    def login(self, request: HttpRequest, user: Any) -> None:
        """Let somebody in, and say so in the log."""
        super().login(request, user)
        audit.signed_in(user.pk, "password", timezone.now())

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Count a wrong attempt, and say so in the log."""
        super().authentication_failed(request, **credentials)
        audit.turned_away(str(credentials.get("username", "")), timezone.now())

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail is sent: messages would say who works here."""

    def send_notification_mail(self, template_prefix: str, user: Any, **rest: Any) -> None:
        """No mail is sent."""

    def add_message(self, *args: Any, **rest: Any) -> None:
        """allauth's own notices are not shown: our pages say what happened."""

    def get_login_redirect_url(self, request: HttpRequest) -> str:  # noqa: ARG002  allauth's signature
        """After signing in: what waits for me."""
        return str(settings.LOGIN_REDIRECT_URL)

    def get_client_ip(self, request: HttpRequest) -> str:
        """The visitor's address, after the trusted proxies have had their say."""
        return str(request.META.get("REMOTE_ADDR", ""))


class SecondFactor(DefaultMFAAdapter):
    """Keys of one-time codes are kept encrypted with the desk's secret key."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("This code is wrong or has been used. Wait for the next one."),
    }

    def encrypt(self, text: str) -> str:
        """What is written to the database."""
        return box().encrypt(text.encode()).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """What was encrypted; Fault if the desk's secret key is another one now."""
        try:
            return box().decrypt(encrypted_text.encode()).decode()
        except InvalidToken:
            raise Fault(
                "This second factor was made with another secret key: restore that key, or ask for a reset link."
            ) from None

    def get_totp_issuer(self) -> str:
        """The name under which a phone lists the code."""
        return "Upstander"


def box() -> Fernet:
    """A cipher whose key comes from the secret key."""
    return Fernet(base64.urlsafe_b64encode(hashlib.sha256(f"second factor {settings.SECRET_KEY}".encode()).digest()))

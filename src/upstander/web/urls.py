"""Addresses of the pages."""

from allauth.account import views as accounts
from allauth.mfa.base import views as factors
from allauth.mfa.recovery_codes import views as codes
from allauth.mfa.totp import views as totp
from django.urls import path

from upstander.web.views import doors

urlpatterns = [
    path("", doors.first, name="first"),
    path("sign-in/", doors.sign_in, name="account_login"),
    path("sign-in/second-factor/", doors.second_factor, name="mfa_authenticate"),
    path("sign-out/", doors.sign_out, name="account_logout"),
    path("link/<str:token>/", doors.link, name="link"),
    path("language/", doors.language, name="language"),
    path("healthz", doors.healthz, name="healthz"),
    path("me/second-factor/add/", doors.enrol, name="mfa_activate_totp"),
    path("me/second-factor/remove/", totp.deactivate_totp, name="mfa_deactivate_totp"),
    path("me/second-factor/codes/", codes.view_recovery_codes, name="mfa_view_recovery_codes"),
    path("me/second-factor/codes/new/", codes.generate_recovery_codes, name="mfa_generate_recovery_codes"),
    path("me/again/", accounts.reauthenticate, name="account_reauthenticate"),
    path("me/again/second-factor/", factors.reauthenticate, name="mfa_reauthenticate"),
]

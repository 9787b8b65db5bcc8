"""Addresses of signing in: django-allauth's, except those that nobody here may use."""

from allauth.mfa.webauthn.views import add_webauthn, list_webauthn, login_webauthn, remove_webauthn
from django.urls import include, path, re_path
from django.views.generic import RedirectView

from sopu.accounts.views import closed

urlpatterns = [
    path("signup/", closed),
    path("email/", closed),
    path("passkeys/", RedirectView.as_view(pattern_name="mfa_list_webauthn"), name="mfa_index"),
    path("passkeys/all/", list_webauthn, name="mfa_list_webauthn"),
    path("passkeys/add/", add_webauthn, name="mfa_add_webauthn"),
    path("passkeys/<int:pk>/remove/", remove_webauthn, name="mfa_remove_webauthn"),
    path("passkeys/sign-in/", login_webauthn, name="mfa_login_webauthn"),
    re_path(r"^confirm-email/", closed),
    path("", include("allauth.account.urls")),
]

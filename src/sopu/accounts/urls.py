"""Addresses of signing in: django-allauth's, except those that nobody here may use."""

from django.urls import include, path, re_path

from sopu.accounts.views import closed

urlpatterns = [
    path("signup/", closed),
    path("email/", closed),
    path("reauthenticate/", closed),
    re_path(r"^confirm-email/", closed),
    path("", include("allauth.account.urls")),
]

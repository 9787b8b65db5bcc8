"""Addresses of the texts."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

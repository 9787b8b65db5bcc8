"""Addresses of the decisions."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []

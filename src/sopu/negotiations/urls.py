"""Addresses of a negotiation."""

from django.urls import path

from sopu.negotiations.views import duty

urlpatterns = [
    path("n/<slug:slug>/duty/", duty.duty, name="duty"),
]

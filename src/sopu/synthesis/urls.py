"""Addresses of the synthesis. A code stands in capitals, as in the forum."""

from django.urls import path

from sopu.synthesis.views import overview

urlpatterns = [
    path("n/<slug:slug>/synthesis/", overview.synthesis, name="synthesis"),
]

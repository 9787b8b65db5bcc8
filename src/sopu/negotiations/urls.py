"""Addresses of a negotiation."""

from django.urls import path

from sopu.negotiations import views

urlpatterns = [
    path("n/<slug:slug>/duty/", views.duty, name="duty"),
]

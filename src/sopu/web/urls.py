"""Addresses of the page kit's own pages."""

from django.urls import path

from sopu.web import views

urlpatterns = [
    path("about/", views.about, name="about"),
    path("privacy/", views.privacy, name="privacy"),
    path("accessibility/", views.accessibility, name="accessibility"),
]

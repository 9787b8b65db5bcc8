"""Addresses of the synthesis. A code stands in capitals, as in the forum."""

from django.urls import path

from sopu.synthesis.views import dispositions, overview

urlpatterns = [
    path("n/<slug:slug>/synthesis/", overview.synthesis, name="synthesis"),
    path("e/<slug:code>/dispositions/", dispositions.dispositions, name="dispositions"),
    path("e/<slug:code>/dispositions/answer/", dispositions.dispose, name="dispose"),
    path("e/<slug:code>/dispositions/reopen/", dispositions.reopen, name="reopen"),
    path("e/<slug:code>/dispositions/themes/<int:number>/", dispositions.theme_disposition, name="theme_disposition"),
    path(
        "e/<slug:code>/dispositions/sentences/<int:contribution>/",
        dispositions.sentence_disposition,
        name="sentence_disposition",
    ),
]

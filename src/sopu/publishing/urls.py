"""Addresses of the pages that gather everything."""

from django.urls import path

from sopu.publishing.views import handover, journey, material, receipts

urlpatterns = [
    path("", journey.start, name="start"),
    path("next/", journey.next_steps, name="next"),
    path("n/<slug:slug>/", journey.journey, name="journey"),
    path("r/", receipts.find, name="receipts"),
    path("e/<slug:code>/where/", receipts.where, name="where"),
    path("r/<slug:code>/", receipts.receipt, name="receipt"),
    path("n/<slug:slug>/material/", material.material, name="material"),
    path("n/<slug:slug>/outbox/", material.outbox, name="outbox"),
    path("n/<slug:slug>/outbox/send/", material.send_again, name="send_again"),
    path("e/<slug:code>/compile/", material.compile_event, name="compile"),
    path("e/<slug:code>/wellbeing/<slug:form>/", handover.handover, name="handover"),
    path("versions/<int:pk>/packs/", material.packs, name="packs"),
    path("c/<int:pk>/", material.compilation, name="compilation"),
    path("c/<int:pk>/progress/", material.compilation_progress, name="compilation_progress"),
    path("c/<int:pk>/deliver/", material.deliver, name="deliver"),
    path("c/packages/<int:pk>/", material.download, name="download"),
    path("d/<slug:token>/", material.delivered, name="delivered"),
    path("d/<slug:token>/package/", material.fetch, name="fetch"),
]

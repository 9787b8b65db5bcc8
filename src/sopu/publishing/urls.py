"""Addresses of the pages that gather everything."""

from django.urls import path

from sopu.publishing.views import commitments, handover, journey, material, papers, proof, receipts, report_papers

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
    path("n/<slug:slug>/log/", proof.log, name="log"),
    path("n/<slug:slug>/log/entries.jsonl", proof.log_entries, name="log_entries"),
    path("n/<slug:slug>/log/checkpoint.txt", proof.log_checkpoint, name="log_checkpoint"),
    path("n/<slug:slug>/documents/<int:number>/certificates/<int:party>/", proof.certificate, name="certificate"),
    path("n/<slug:slug>/dossier/", proof.dossier, name="dossier"),
    path("n/<slug:slug>/dossier/make/", proof.make_dossier, name="make_dossier"),
    path("n/<slug:slug>/dossier/progress/", proof.dossier_progress, name="dossier_progress"),
    path("dossiers/<int:pk>/", proof.dossier_file, name="dossier_file"),
    path("e/<slug:code>/compile/", material.compile_event, name="compile"),
    path("e/<slug:code>/wellbeing/<slug:form>/", handover.handover, name="handover"),
    path("versions/<int:pk>/<slug:language>.pdf", papers.version_paper, name="version_paper"),
    path("versions/<int:pk>/compare/<int:other>/<slug:language>.pdf", papers.comparison_paper, name="comparison_paper"),
    path("versions/<int:pk>/packs/", material.packs, name="packs"),
    path("c/<int:pk>/", material.compilation, name="compilation"),
    path("c/<int:pk>/progress/", material.compilation_progress, name="compilation_progress"),
    path("c/<int:pk>/deliver/", material.deliver, name="deliver"),
    path("c/packages/<int:pk>/", material.download, name="download"),
    path("d/<slug:token>/", material.delivered, name="delivered"),
    path("d/<slug:token>/package/", material.fetch, name="fetch"),
    path("plans/<int:pk>/commitments.pdf", commitments.commitments_a3, name="commitments_a3"),
    path("reports/<int:pk>/<slug:language>.<slug:form>", report_papers.report_paper, name="report_paper"),
]

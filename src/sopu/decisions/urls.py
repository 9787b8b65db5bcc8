"""Addresses of the decisions."""

from django.urls import path

from sopu.decisions.views import board, board_files, cases, graph, minutes, recording

urlpatterns = [
    path("n/<slug:slug>/decisions/", board.decisions, name="decisions"),
    path("n/<slug:slug>/decisions/graph/", graph.decision_graph, name="decision_graph"),
    path("n/<slug:slug>/decisions/minutes/", minutes.found_minutes, name="found_minutes"),
    path("n/<slug:slug>/decisions/minutes/look/", minutes.look, name="look_at_feeds"),
    path("n/<slug:slug>/decisions/minutes/<int:pk>/", minutes.match, name="minutes_match"),
    path("n/<slug:slug>/decisions/minutes/<int:pk>/dismiss/", minutes.dismiss, name="dismiss_minutes"),
    path("n/<slug:slug>/documents/<int:number>/board/", board.board, name="board"),
    path("n/<slug:slug>/documents/<int:number>/board/remind/", board.remind, name="remind"),
    path("n/<slug:slug>/documents/<int:number>/board.csv", board_files.board_table, name="board_table"),
    path("n/<slug:slug>/documents/<int:number>/board.json", board_files.board_data, name="board_data"),
    path("n/<slug:slug>/documents/<int:number>/board.ics", board_files.board_calendar, name="board_calendar"),
    path("n/<slug:slug>/documents/<int:number>/cases/", cases.open_cases, name="open_cases"),
    path("cases/<int:pk>/", cases.case, name="case"),
    path("cases/<int:pk>/edit/", cases.edit_case, name="edit_case"),
    path("cases/<int:pk>/agenda/", cases.place_case, name="place_case"),
    path("cases/<int:pk>/record/", recording.record, name="record_decision"),
    path("decisions/<int:pk>/", recording.decision, name="decision"),
    path("decisions/<int:pk>/correct/", recording.correct, name="correct_decision"),
    path("decisions/<int:pk>/publication/", recording.publish, name="publish_minutes"),
    path("decisions/<int:pk>/appeal/", recording.appeal, name="note_appeal"),
    path("decisions/<int:pk>/take/", recording.take, name="take_words"),
    path("decisions/<int:pk>/extract/", recording.extract, name="extract"),
]

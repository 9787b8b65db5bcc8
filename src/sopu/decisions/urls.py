"""Addresses of the decisions."""

from django.urls import path

from sopu.decisions.views import board, board_files, graph

urlpatterns = [
    path("n/<slug:slug>/decisions/", board.decisions, name="decisions"),
    path("n/<slug:slug>/decisions/graph/", graph.decision_graph, name="decision_graph"),
    path("n/<slug:slug>/documents/<int:number>/board/", board.board, name="board"),
    path("n/<slug:slug>/documents/<int:number>/board/remind/", board.remind, name="remind"),
    path("n/<slug:slug>/documents/<int:number>/board.csv", board_files.board_table, name="board_table"),
    path("n/<slug:slug>/documents/<int:number>/board.json", board_files.board_data, name="board_data"),
    path("n/<slug:slug>/documents/<int:number>/board.ics", board_files.board_calendar, name="board_calendar"),
]

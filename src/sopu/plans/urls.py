"""Addresses of the plans."""

from django.urls import path

from sopu.plans.views import accepting, monitoring, monitors, readings, reporting, reports

urlpatterns = [
    path("n/<slug:slug>/monitoring/", monitoring.monitoring, name="monitoring"),
    path("n/<slug:slug>/monitoring/monitors/", monitors.area_monitors, name="area_monitors"),
    path("n/<slug:slug>/monitoring.ics", monitors.monitoring_calendar, name="monitoring_calendar"),
    path("plans/<int:plan>/monitoring/open/", monitoring.open_round, name="open_monitoring_round"),
    path("monitoring/<int:pk>/", monitoring.monitoring_round, name="monitoring_round"),
    path("monitoring/<int:pk>/remind/", monitoring.remind_of_round, name="remind_of_round"),
    path("monitoring/<int:pk>/close/", monitoring.close_round, name="close_monitoring_round"),
    path("monitoring/<int:pk>/parties/<int:number>/", reporting.our_measures, name="our_measures"),
    path("monitoring/<int:pk>/measures/<int:measure>/", reporting.report_status, name="report_status"),
    path("monitoring/<int:pk>/acceptances/", accepting.acceptances, name="acceptances"),
    path("status-reports/<int:pk>/judge/", accepting.judge_report, name="judge_report"),
    path("monitoring/<int:pk>/indicators/", readings.readings, name="readings"),
    path("monitoring/<int:pk>/indicators/<int:indicator>/", readings.read, name="read_indicator"),
    path("n/<slug:slug>/reports/", reports.reports, name="reports"),
    path("plans/<int:pk>/reports/new/", reports.new_report, name="new_report"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/content.json", reports.report_data, name="report_data"),
    path("reports/<int:pk>/publish/", reports.publish_report, name="publish_report"),
]

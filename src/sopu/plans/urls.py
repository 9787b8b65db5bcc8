"""Addresses of the plans."""

from django.urls import path

from sopu.plans.views import accepting, asking, commitments, monitoring, monitors, plan_intakes, readings, reporting, reports

urlpatterns = [
    path("plans/<int:pk>/workbook.xlsx", plan_intakes.plan_workbook, name="plan_workbook"),
    path("plans/<int:pk>/bring/", plan_intakes.bring_plan, name="bring_plan"),
    path("plans/files/<int:pk>/", plan_intakes.plan_intake, name="plan_intake"),
    path("plans/files/<int:pk>/confirm/", plan_intakes.confirm_plan, name="confirm_plan_intake"),
    path("plans/files/<int:pk>/discard/", plan_intakes.discard_plan, name="discard_plan_intake"),
    path("plans/<int:pk>/commitments/", commitments.commitments, name="commitments"),
    path("plans/<int:pk>/commitments.csv", commitments.commitments_csv, name="commitments_csv"),
    path("plans/<int:pk>/parties/<int:number>/", commitments.party_page, name="party_commitments"),
    path("plans/<int:pk>/parties/<int:number>/accept/", commitments.accept, name="accept_commitments"),
    path("plans/<int:pk>/parties/<int:number>/areas/<int:area>/out/", commitments.stay_out, name="opt_out_of_area"),
    path("plans/<int:pk>/parties/<int:number>/areas/<int:area>/in/", commitments.come_back, name="come_back_to_area"),
    path("measures/<int:pk>/parties/<int:number>/", commitments.answer, name="answer_commitment"),
    path("measures/<int:pk>/commitments/", asking.propose, name="propose_commitments"),
    path("measures/<int:pk>/commitments/<int:number>/withdraw/", asking.withdraw, name="withdraw_commitment"),
    path("n/<slug:slug>/reports/", reports.reports, name="reports"),
    path("plans/<int:pk>/reports/new/", reports.new_report, name="new_report"),
    path("reports/<int:pk>/", reports.report, name="report"),
    path("reports/<int:pk>/content.json", reports.report_data, name="report_data"),
    path("reports/<int:pk>/publish/", reports.publish_report, name="publish_report"),
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
]

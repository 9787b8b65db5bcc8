"""No door is left untried: each door of each stage stands in one table that says whom it lets in."""

from journeys import (
    test_commitment_doors,
    test_decision_doors,
    test_draft_doors,
    test_indicator_doors,
    test_meeting_doors,
    test_monitoring_doors,
    test_paper_doors,
    test_permissions,
    test_plan_doors,
    test_ready_doors,
    test_report_doors,
    test_round_doors,
    test_subscription_doors,
    test_thread_doors,
    test_word_doors,
)
from journeys.doors import every_door

TABLES = (
    test_permissions.DOORS,
    test_plan_doors.DOORS,
    test_draft_doors.DOORS,
    test_round_doors.DOORS,
    test_word_doors.DOORS,
    test_decision_doors.DOORS,
    test_commitment_doors.DOORS,
    test_indicator_doors.DOORS,
    test_meeting_doors.DOORS,
    test_monitoring_doors.DOORS,
    test_ready_doors.DOORS,
    test_report_doors.DOORS,
    test_paper_doors.DOORS,
    test_subscription_doors.DOORS,
    test_thread_doors.DOORS,
)


def test_every_door_of_every_stage_stands_in_one_table():
    assert sorted(name for table in TABLES for name in table) == sorted(str(door.name) for door in every_door())

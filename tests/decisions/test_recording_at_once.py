"""Two who record one meeting at the same moment."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection, connections
from django.utils import timezone

import agreements
from sopu.core.refusals import Refused
from sopu.decisions.actions.cases import place_on_agenda
from sopu.decisions.models import Case, Decision
from sopu.texts.models import Version


@pytest.mark.django_db(transaction=True)
def test_of_two_who_record_one_meeting_at_once_the_second_is_told():
    if connection.vendor == "sqlite":
        pytest.skip("SQLite has one writer at a time, and tests have it in memory.")
    document = agreements.an_agreement()
    case, *_ = agreements.the_cases(document)
    version = agreements.a_version(document)
    day = timezone.localdate() - dt.timedelta(days=1)
    place_on_agenda(case=case, version=version, body=case.decides, meeting_on=day, by=None, now=timezone.now())

    def record(_number: int) -> str:
        try:
            agreements.decided(Case.objects.at_hand().get(pk=case.pk), Version.objects.get())
        except Refused as refused:
            return refused.code
        finally:
            connections.close_all()
        return "recorded"

    with ThreadPoolExecutor(4) as threads:
        told = sorted(threads.map(record, range(4)))
    assert (told, Decision.objects.count()) == (["recorded", *["recorded_already"] * 3], 1)

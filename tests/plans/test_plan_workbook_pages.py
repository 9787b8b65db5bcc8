"""The pages of a plan's workbook: what goes out is brought, looked through and confirmed, by those who prepare."""

import datetime as dt
import uuid

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from builders import a_mandate, client_of
from planned import a_goal, a_measure, a_plan
from sopu.negotiations.models import Role
from sopu.plans.documents.plan_workbook import written
from sopu.plans.models import Measure, PlanIntake
from sopu.plans.queries.plan_workbooks import book_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def plan():
    made = a_plan()
    a_measure(a_goal(made), name_fi="Kävelykerho")
    return made


@pytest.fixture
def preparer(plan):
    return client_of(a_mandate(plan.negotiation, Role.PREPARER))


def test_what_went_out_is_brought_looked_through_and_confirmed(plan, preparer):
    content = preparer.get(reverse("plan_workbook", args=[plan.pk])).content
    Measure.objects.update(name_fi="Juoksukerho", revision=2)
    sent = {"act": uuid.uuid4(), "file": SimpleUploadedFile("s.xlsx", content)}
    answer = preparer.post(reverse("bring_plan", args=[plan.pk]), sent)
    intake = PlanIntake.objects.get()
    assert answer.url == reverse("plan_intake", args=[intake.pk])
    page = preparer.get(answer.url).content.decode()
    assert page.count("Juoksukerho") == 2
    preparer.post(reverse("confirm_plan_intake", args=[intake.pk]))
    assert Measure.objects.get().name_fi == "Kävelykerho"
    assert preparer.post(reverse("discard_plan_intake", args=[intake.pk]), follow=True).status_code == 200
    intake.refresh_from_db()
    assert (intake.confirmed_at is not None, intake.discarded_at) == (True, None)


def test_a_file_that_is_not_a_table_is_refused_beside_its_field(plan, preparer):
    sent = {"act": uuid.uuid4(), "file": SimpleUploadedFile("s.xlsx", b"PK\x03\x04")}
    answer = preparer.post(reverse("bring_plan", args=[plan.pk]), sent)
    assert answer.context["form"].errors.keys() == {"file"}
    assert not PlanIntake.objects.exists()


@pytest.mark.parametrize("count", [1, 3])
def test_a_plan_is_read_for_its_workbook_in_as_many_questions_however_many_measures(count, django_assert_num_queries):
    plan = a_plan()
    for _number in range(count):
        measure = a_measure(a_goal(plan))
        measure.bodies.set(measure.responsible.organisation.bodies.all())
    with django_assert_num_queries(10):
        written(book_of(plan, "fi"), dt.datetime(2026, 1, 1, tzinfo=dt.UTC))

"""A sentence is followed to the measures that carry it, and to how they stand."""

import pytest

import agreements
import planned
from builders import a_contribution, a_participant, a_user
from receipts import page_of
from sopu.plans.models import MeasureBasis
from sopu.publishing.queries.done import doings_of
from sopu.synthesis.models import Outcome, Target
from sopu.texts.models import DocumentKind, Purpose
from synthesised import a_disposition, a_finding

pytestmark = pytest.mark.django_db


@pytest.fixture
def measure(event):
    document = agreements.an_agreement(event.negotiation, kind=DocumentKind.SUPPLEMENTARY_PLAN)
    plan = planned.a_plan(document=document)
    return planned.a_measure(planned.a_goal(plan), name_fi="Yksi numero")


def test_a_measure_carries_a_sentence_once_its_plan_was_submitted(client, said, measure):
    MeasureBasis.objects.create(measure=measure, contribution=said)
    assert doings_of([said.pk]) == {}
    agreements.a_version(measure.goal.plan.document)
    ((only,),) = doings_of([said.pk]).values()
    assert (only.label, only.name, only.status) == ("1.1.1", "Yksi numero", None)
    assert "Tehdään toimenpiteenä 1.1.1: Yksi numero" in page_of(client, said)


def test_only_what_was_told_to_everybody_is_told_of_how_it_goes(client, said, measure):
    MeasureBasis.objects.create(measure=measure, finding=a_finding(said.discussion.event, [said], a_user()).finding)
    agreements.a_version(measure.goal.plan.document)
    report = planned.a_status_report(measure, text="Numero on auki.")
    assert "Tilannetta ei ole vielä kerrottu." in page_of(client, said)
    report.acceptances.create(verdict="accepted")
    assert "Numero on auki." in page_of(client, said)


def test_a_measure_carries_what_its_clause_stands_on(event, said, measure):
    finding = a_finding(event, [said], a_user()).finding
    agreement = agreements.an_agreement(event.negotiation)
    clause = agreement.clauses.all()[1]
    clause.bases.create(finding=finding)
    MeasureBasis.objects.create(measure=measure, clause=clause)
    agreements.a_version(measure.goal.plan.document)
    agreements.a_version(agreement, Purpose.COMMENT)
    assert doings_of([said.pk]) == {}
    agreements.a_version(agreement)
    assert [one.measure for one in doings_of([said.pk])[said.pk]] == [measure.pk]


def test_a_promise_to_the_plan_waits_for_its_measure(client, event, said, measure):
    a_disposition(event, said, Outcome.USED, target=Target.PLAN)
    assert "Tulee suunnitelmaan" in page_of(client, said)
    MeasureBasis.objects.create(measure=measure, contribution=said)
    agreements.a_version(measure.goal.plan.document)
    assert "Tulee suunnitelmaan" not in page_of(client, said)


def test_many_sentences_and_plans_are_asked_as_one_is(event, said, measure, django_assert_num_queries):
    MeasureBasis.objects.create(measure=measure, contribution=said)
    agreements.a_version(measure.goal.plan.document)
    with django_assert_num_queries(5):
        doings_of([said.pk])
    others = [a_contribution(a_participant(event), text=f"Toinen {number}") for number in range(2)]
    later = agreements.an_agreement(event.negotiation, kind=DocumentKind.SUPPLEMENTARY_PLAN)
    of_another = planned.a_measure(planned.a_goal(planned.a_plan(document=later)))
    agreements.a_version(later)
    for one, carrying in zip(others, (measure, of_another), strict=True):
        MeasureBasis.objects.create(measure=carrying, contribution=one)
    with django_assert_num_queries(5):
        told = doings_of([said.pk, *(one.pk for one in others)])
    assert [doings[0].measure for doings in told.values()] == [measure.pk, measure.pk, of_another.pk]

"""A sentence is followed to an indicator, and an indicator back to the sentences of the hall."""

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

import agreements
import planned
from builders import a_contribution, a_mandate, a_participant, a_user, client_of
from sopu.forum.actions.moderating import hide_contribution
from sopu.negotiations.models import Role
from sopu.plans.models import MeasureBasis, MeasureIndicator
from sopu.publishing.queries.thread_nodes import Sight
from sopu.publishing.queries.threads import Kind, roots_of, thread_of
from sopu.texts.actions.drafting import state_basis
from synthesised import a_finding

pytestmark = pytest.mark.django_db

QUERIES = 22
ALL, NO_HALL = Sight(hall=True, drafts=True), Sight(hall=False, drafts=True)


@pytest.fixture
def indicator(event, said):
    """An indicator of a measure that stands on a clause, which stands on a finding of the sentence."""
    finding = a_finding(event, [said], a_user()).finding
    document = agreements.an_agreement(event.negotiation)
    clause = document.clauses.all()[1]
    state_basis(clause=clause, finding=finding, by=None, now=timezone.now())
    agreements.a_version(document)
    measure = planned.a_measure(planned.a_goal(planned.a_plan(event.negotiation)))
    MeasureBasis.objects.create(measure=measure, clause=clause)
    found = planned.an_indicator(event.negotiation)
    MeasureIndicator.objects.create(measure=measure, indicator=found)
    planned.an_observation(found, "2024", "8.1")
    return found


def marks(thread):
    """What stands on the thread, by kind."""
    return {str(layer.kind): [node.text for node in layer.nodes] for layer in thread.layers}


def test_an_indicator_has_its_roots_in_the_sentences_of_the_hall(said, indicator):
    thread = roots_of(indicator, timezone.localdate(), ALL)
    assert marks(thread) == {
        "sentence": [said.text],
        "finding": ["Asukas tarvitsee yhden yhteyshenkilön."],
        "clause": ["Osallisuus"],
        "measure": ["Toimenpide 1"],
        "indicator": [indicator.name],
    }
    assert (len(thread.edges), thread.here.detail) == (4, "2024: 8,1 %")


def test_the_thread_is_the_same_wherever_one_takes_hold_of_it(event, said, indicator):
    today, whole = timezone.localdate(), roots_of(indicator, timezone.localdate(), ALL)
    for kind in Kind:
        (node,) = whole.of(kind)
        thread = thread_of(event.negotiation, kind, node.key, today, ALL)
        assert (thread.here, set(thread.edges)) == (node, set(whole.edges))


def test_a_hidden_sentence_is_on_no_thread(event, said, indicator):
    hide_contribution(contribution=said, reason="Ei kuulu aiheeseen.", made_by=a_user())
    thread = roots_of(indicator, timezone.localdate(), ALL)
    assert marks(thread)["sentence"] == []
    assert thread_of(event.negotiation, Kind.SENTENCE, said.pk, timezone.localdate(), ALL) is None


def test_who_may_not_see_the_hall_is_told_how_many_there_are(indicator):
    layers = {str(layer.kind): layer for layer in roots_of(indicator, timezone.localdate(), NO_HALL).layers}
    assert {kind: (len(one.nodes), one.hidden_count) for kind, one in layers.items()} == {
        "sentence": (0, 1),
        "finding": (0, 1),
        "clause": (1, 0),
        "measure": (1, 0),
        "indicator": (1, 0),
    }


def test_a_visitor_sees_no_sentence_before_the_material_is_delivered(event, said, indicator):
    def answer(client: Client, kind: str, key: int):
        return client.get(reverse("thread", args=[event.negotiation.slug, kind, key]))

    reader = client_of(a_mandate(event.negotiation, Role.READER))
    assert answer(Client(), "sentence", said.pk).status_code == 404
    assert said.text in answer(reader, "sentence", said.pk).content.decode()
    page = answer(Client(), "indicator", indicator.pk).content.decode()
    assert (said.text in page, "1 evästys salista" in page) == (False, True)
    assert answer(reader, "nothing", 1).status_code == 404


def test_a_thread_of_many_asks_no_more_than_a_thread_of_one(event, said, indicator, django_assert_num_queries):
    def ask():
        roots_of(indicator, timezone.localdate(), ALL)

    with django_assert_num_queries(QUERIES):
        ask()
    measure = indicator.measures.get()
    for number in range(2):
        other = a_contribution(a_participant(event), text=f"Toinen evästys {number}")
        version = a_finding(event, [other], a_user())
        MeasureBasis.objects.create(measure=measure, finding=version.finding)
        another = planned.a_measure(measure.goal)
        MeasureBasis.objects.create(measure=another, contribution=other)
        MeasureIndicator.objects.create(measure=another, indicator=indicator)
    with django_assert_num_queries(QUERIES):
        ask()
